"""Layout 3: layout 2 within bounds, a page to read, a page to sign, two of annex for three accounts; see `layouts`.

A part that is longer is set smaller, only as far as it takes, and on no page does a line or a heading stand alone.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import TypeAlias

from attrs import evolve

from ..domain.vocabulary import Area
from ..pdf.canvas import Drawing
from ..pdf.flow import PageFlow
from ..pdf.pictures import tone_of
from . import page_parts as parts
from .layout2 import draw_annex, draw_areas, draw_declaration, draw_proof, draw_summary
from .layout2_annex import about_all, about_height, draw_about
from .statement import Statement, to_json

Part: TypeAlias = Callable[[PageFlow, Statement, str, float], None]
"""Draws one part of the statement whose data have that digest, in that size."""
SIZES = (1.0, 0.98, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)  # and no smaller: it is read by people
HOLDS = 3  # times as much, about, comes on a page at the smallest size
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
    sheet, taken = drawn_parts(statement, digest, _PARTS, [1.0] * len(most))
    if any(pages > bound for pages, bound in zip(taken, most, strict=True)):
        sheet = _set_smaller(statement, digest, most)
    return finished(sheet, statement, attached)


def finished(sheet: PageFlow, statement: Statement, attached: bytes) -> Drawing:
    """The pages with what stands at the foot and the head of each, and the data."""
    drawing = sheet.canvas.finish(lambda canvas, number, of: parts.draw_foot(canvas, statement, number, of))
    return evolve(drawing, attached=attached)


def _set_smaller(statement: Statement, digest: str, most: Sequence[int]) -> PageFlow:
    """Part by part the first size in which it fits; what fits in none, such as a long declaration, keeps its own."""
    sheet, sizes = PageFlow(), list[float]()
    for bound in most:
        for size in (*SIZES, 1.0):
            sheet, taken = drawn_parts(statement, digest, _PARTS, [*sizes, size])
            if taken[-1] <= bound or taken[-1] > bound * HOLDS:
                break
        sizes.append(size)
    return sheet


def drawn_parts(
    statement: Statement, digest: str, parts: Sequence[Part], sizes: Sequence[float]
) -> tuple[PageFlow, list[int]]:
    """As many parts as there are sizes, and how many pages each took."""
    sheet = PageFlow(never_alone=True)
    ends = [0]
    for size, draw_part in zip(sizes, parts, strict=False):
        draw_part(sheet, statement, digest, size)
        ends.append(sheet.canvas.page + 1)
    return sheet, [end - start for start, end in pairwise(ends)]


def to_read(sheet: PageFlow, statement: Statement, _digest: str, size: float) -> None:
    """The page on who, by which policy, how it came out, and what is open."""
    sheet.set_size(size)
    draw_summary(sheet, statement)


def to_sign(sheet: PageFlow, statement: Statement, digest: str, size: float) -> None:
    """The page with the declaration, the places for signatures, and what the document proves."""
    sheet.turn(size)
    comment = " ".join((statement.comment or "").split()) or None  # a line for every letter would fill many pages
    draw_declaration(sheet, evolve(statement, comment=comment))
    draw_proof(sheet, statement, digest)


def _annex(sheet: PageFlow, statement: Statement, digest: str, size: float) -> None:
    begin_annex(sheet, statement, size, about_all(statement))
    draw_annex(sheet, statement, digest)


def begin_annex(sheet: PageFlow, statement: Statement, size: float, about: Sequence[str]) -> None:
    """How it was checked stands on the page to sign where that has room, else with the annex that begins here."""
    has_room = about_height(sheet, about) + _AREAS <= sheet.room()
    if not has_room:
        sheet.turn(size)
    draw_about(sheet, statement, about)
    draw_areas(sheet, statement, tone_of)
    if has_room:
        sheet.turn(size)
    else:
        sheet.need(_BEGUN)
        sheet.space(14)


_PARTS: Sequence[Part] = (to_read, to_sign, _annex)
