"""Layout 3: layout 2 within bounds, a page to read, a page to sign, two of annex for three accounts; see `layouts`.

A part that is longer is set smaller, only as far as it takes, and on no page does a line or a heading stand alone.
"""

from collections.abc import Sequence
from hashlib import sha256
from itertools import pairwise

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
_FEW_ACCOUNTS, _ANY = 3, 1_000_000
_BEGUN = 270  # points for the heading of the annex with what stays together below it, at the most
_AREAS = 24 + 17 + (len(Area) + 1) // 2 * 18  # points for the scores by area


def most_pages(statement: Statement) -> tuple[int, int, int]:
    """How many pages to read, to sign and of annex there may be; with many accounts the annex is as long as it is."""
    count = len(statement.accounts)
    annex = 1 if not count else 2 if count <= _FEW_ACCOUNTS else _ANY
    return 1, 1, annex


def draw(statement: Statement) -> Drawing:
    """All pages. Raises DrawingFault."""
    attached = to_json(statement)
    digest, most = sha256(attached).hexdigest(), most_pages(statement)
    sheet, taken = _drawn(statement, digest, [1.0] * len(most))
    if any(pages > bound for pages, bound in zip(taken, most, strict=True)):
        sheet = _set_smaller(statement, digest, most)
    drawing = sheet.canvas.finish(lambda canvas, number, of: parts.draw_foot(canvas, statement, number, of))
    return evolve(drawing, attached=attached)


def _set_smaller(statement: Statement, digest: str, most: Sequence[int]) -> PageFlow:
    """Part by part the first size in which it fits; what fits in none, such as a long declaration, keeps its own."""
    sheet, sizes = PageFlow(), list[float]()
    for bound in most:
        for size in (*_SIZES, 1.0):
            sheet, taken = _drawn(statement, digest, [*sizes, size])
            if taken[-1] <= bound or taken[-1] > bound * _HOLDS:
                break
        sizes.append(size)
    return sheet


def _drawn(statement: Statement, digest: str, sizes: Sequence[float]) -> tuple[PageFlow, list[int]]:
    """As many parts as there are sizes, and how many pages each took."""
    sheet = PageFlow(never_alone=True)
    ends = [0]
    for size, draw_part in zip(sizes, (_to_read, _to_sign, _annex), strict=False):
        draw_part(sheet, statement, digest, size)
        ends.append(sheet.canvas.page + 1)
    return sheet, [end - start for start, end in pairwise(ends)]


def _to_read(sheet: PageFlow, statement: Statement, _digest: str, size: float) -> None:
    sheet.set_size(size)
    draw_summary(sheet, statement)


def _to_sign(sheet: PageFlow, statement: Statement, digest: str, size: float) -> None:
    sheet.turn(size)
    comment = " ".join((statement.comment or "").split()) or None  # a line for every letter would fill many pages
    draw_declaration(sheet, evolve(statement, comment=comment))
    draw_proof(sheet, statement, digest)


def _annex(sheet: PageFlow, statement: Statement, digest: str, size: float) -> None:
    """How it was checked stands on the page to sign where that has room, else here."""
    has_room = about_height(sheet, statement) + _AREAS <= sheet.room()
    if not has_room:
        sheet.turn(size)
    draw_about(sheet, statement)
    draw_areas(sheet, statement, tone_of)
    if has_room:
        sheet.turn(size)
    else:
        sheet.need(_BEGUN)
        sheet.space(14)
    draw_annex(sheet, statement, digest)
