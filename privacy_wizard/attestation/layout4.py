"""Layout 4: layout 3 as a head teacher reads it: what programs and specialists look for stands last; see `layouts`.

A declaration of the school's own that is longer than a page goes on over the page rather than into letters that nobody
can read, and the annex makes up for that page where it can.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeAlias

from ..pdf.canvas import Drawing
from ..pdf.flow import PageFlow
from .layout2_annex import draw_exceptions, draw_findings, draw_further, draw_left_out, draw_texts, draw_versions
from .layout3 import HOLDS, SIZES, Part, begin_annex, drawn_parts, finished, most_pages, to_read, to_sign
from .page_parts import PLAIN, SECTION
from .phrases import say
from .statement import Statement, to_json

_SMALLEST = min(SIZES)
_READABLE, _EASY = 0.8, 0.9  # of the usual size: what is signed is set no smaller; nothing is for one page less
Aim: TypeAlias = tuple[int, float]
"""So many pages at the most, in no smaller size than that."""


def draw(statement: Statement) -> Drawing:
    """All pages. Raises DrawingFault."""
    attached = to_json(statement)
    digest, sizes, left = sha256(attached).hexdigest(), list[float](), sum(most_pages(statement))
    sheet = PageFlow(never_alone=True)
    for part, most in zip(_PARTS, most_pages(statement), strict=True):
        sheet, size, taken = _fitted(sheet, statement, digest, sizes, _aims(part, most, max(1, min(most, left))))
        sizes.append(size)
        left -= taken
    return finished(sheet, statement, attached)


def _aims(part: Part, most: int, left: int) -> Sequence[Aim]:
    """The best first; `left` of its pages are left by the parts before."""
    if part is to_sign:
        return ((most, _READABLE),)
    if part is _annex:
        return ((1, _EASY), (left, _SMALLEST), (most, _SMALLEST))
    return ((most, _SMALLEST),)


def _fitted(
    begun: PageFlow, statement: Statement, digest: str, before: Sequence[float], aims: Sequence[Aim]
) -> tuple[PageFlow, float, int]:
    """The next part in the largest size that meets an aim, and how many pages it takes; else on few, and readable.

    `begun` has the parts before, in those sizes. The first try goes on from there; the others begin again.
    """
    tried: dict[float, tuple[PageFlow, float, int]] = {}
    for most, smallest in aims:
        for size in (each for each in SIZES if each >= smallest):
            if size not in tried:
                sheet = drawn_parts(statement, digest, _PARTS, before)[0] if tried else begun
                ends = sheet.canvas.page + 1 if before else 0
                _PARTS[len(before)](sheet, statement, digest, size)
                tried[size] = (sheet, size, sheet.canvas.page + 1 - ends)
            if tried[size][2] <= most:
                return tried[size]
            if tried[size][2] > most * HOLDS:
                break
    return min((each for size, each in tried.items() if size >= _READABLE), key=lambda each: (each[2], -each[1]))


def _annex(sheet: PageFlow, statement: Statement, digest: str, size: float) -> None:
    begin_annex(sheet, statement, size, [say(statement, "about.score")] if say(statement, "about.score") else [])
    sheet.paragraph("H2", say(statement, "findings.heading"), SECTION, after=2)
    if note := say(statement, "findings.note"):
        sheet.paragraph("P", note, PLAIN, after=4)
    draw_findings(sheet, statement)
    draw_further(sheet, statement)
    draw_left_out(sheet, statement)
    draw_exceptions(sheet, statement)
    texts = [text for text in (statement.guidance.text, say(statement, "about.xccdf")) if text]
    draw_texts(sheet, statement, "technical", texts)
    draw_versions(sheet, statement, digest)


_PARTS: Sequence[Part] = (to_read, to_sign, _annex)
