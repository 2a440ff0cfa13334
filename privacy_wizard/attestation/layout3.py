"""Layout 3: layout 2 within bounds, a page to read, a page to sign, two of annex for three accounts; see `layouts`.

A part that is longer is set smaller, only as far as it takes, and on no page does a line or a heading stand alone.
"""

from hashlib import sha256
from typing import NamedTuple

from attrs import evolve

from ..domain.vocabulary import Area
from ..pdf.canvas import Drawing
from ..pdf.flow import PageFlow
from ..pdf.pictures import tone_of
from . import page_parts as parts
from .layout2 import draw_annex, draw_areas, draw_declaration, draw_proof, draw_summary
from .layout2_annex import about_height, draw_about
from .statement import Statement, to_json

_SIZES = (1.0, 0.98, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)  # and no smaller: it is read by people
_HOLDS = 3  # times as much, about, comes on a page at the smallest size
_FEW_ACCOUNTS = 3
_BEGUN = 270  # points for the heading of the annex with what stays together below it, at the most
_AREAS = 24 + 17 + (len(Area) + 1) // 2 * 18  # points for the scores by area


class PartLengths(NamedTuple):
    """How many pages each part takes, or may take."""

    to_read: int
    to_sign: int
    annex: int


def most_pages(statement: Statement) -> PartLengths:
    """How many pages each part may take; with many accounts the annex may be as long as it is."""
    count = len(statement.accounts)
    annex = 1 if not count else 2 if count <= _FEW_ACCOUNTS else 10_000
    return PartLengths(1, 1, annex)


def draw(statement: Statement) -> Drawing:
    """All pages. Raises DrawingFault."""
    attached = to_json(statement)
    digest, most = sha256(attached).hexdigest(), most_pages(statement)
    sizes, hopeless = [0] * len(most), set[int]()
    while True:
        sheet, taken = _drawn(statement, digest, [_SIZES[size] for size in sizes])
        too_long = [at for at, pages in enumerate(taken) if pages > most[at] and at not in hopeless]
        if not too_long:
            break
        for at in too_long:
            sizes[at] += 1
            if taken[at] > most[at] * _HOLDS or sizes[at] == len(_SIZES):
                hopeless.add(at)  # such as a school's own declaration of many pages
                sizes[at] = 0
    drawing = sheet.canvas.finish(lambda canvas, number, of: parts.draw_foot(canvas, statement, number, of))
    return evolve(drawing, attached=attached)


def _drawn(statement: Statement, digest: str, sizes: list[float]) -> tuple[PageFlow, PartLengths]:
    """The parts, each in its size, and how many pages each took."""
    sheet = PageFlow(never_alone=True)
    sheet.set_size(sizes[0])
    draw_summary(sheet, statement)
    read = sheet.canvas.page + 1
    sheet.turn(sizes[1])
    comment = " ".join((statement.comment or "").split()) or None  # a line for every letter would fill many pages
    draw_declaration(sheet, evolve(statement, comment=comment))
    draw_proof(sheet, statement, digest)
    signed = sheet.canvas.page + 1
    has_room = about_height(sheet, statement) + _AREAS <= sheet.room()
    if not has_room:
        sheet.turn(sizes[2])
    draw_about(sheet, statement)
    draw_areas(sheet, statement, tone_of)
    if has_room:
        sheet.turn(sizes[2])
    else:
        sheet.need(_BEGUN)
        sheet.space(14)
    draw_annex(sheet, statement, digest)
    return sheet, PartLengths(read, signed - read, sheet.canvas.page + 1 - signed)
