"""Layout 4: layout 3 as a head teacher reads it: what programs and specialists look for stands last; see `layouts`.

A declaration of the school's own that is longer than a page goes on over the page rather than into letters that nobody
can read, and the annex makes up for that page where it can.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeAlias

from attrs import Factory, define

from ..pdf.canvas import Drawing
from ..pdf.flow import PageFlow
from ..pdf.measuring import measuring
from .layout2_annex import draw_exceptions, draw_findings, draw_further, draw_left_out, draw_texts, draw_versions
from .layout3 import HOLDS, SIZES, Part, begin_annex, drawn_parts, finished, most_pages, to_read, to_sign
from .page_parts import PLAIN, SECTION
from .phrases import say
from .statement import Statement, to_json

_USUAL, _SMALLEST = max(SIZES), min(SIZES)
_READABLE, _EASY = 0.8, 0.9  # of the usual size: what is signed is set no smaller; nothing is for one page less
Aim: TypeAlias = tuple[int, float]
"""So many pages at the most, in no smaller size than that."""


def draw(statement: Statement) -> Drawing:
    """All pages. Raises DrawingFault."""
    attached = to_json(statement)
    digest, sizes, left = sha256(attached).hexdigest(), list[float](), sum(most_pages(statement))
    sheet = PageFlow(never_alone=True)
    for part, most in zip(_PARTS, most_pages(statement), strict=True):
        tried = _Tried(part, statement, digest, measuring(sheet), ended=sheet.canvas.page + 1 if sizes else 0)
        tried.draw(sheet, _USUAL)
        sizes.append(tried.best(_aims(part, most, max(1, min(most, left)))))
        left -= tried.pages(sizes[-1])
        if sizes[-1] != _USUAL:
            sheet, _ = drawn_parts(statement, digest, _PARTS, sizes)
    return finished(sheet, statement, attached)


def _aims(part: Part, most: int, left: int) -> Sequence[Aim]:
    """The best first; `left` of its pages are left by the parts before."""
    if part is to_sign:
        return ((most, _READABLE),)
    if part is _annex:
        return ((1, _EASY), (left, _SMALLEST), (most, _SMALLEST))
    return ((most, _SMALLEST),)


@define
class _Tried:
    """A part in one size after another, and how many pages it takes in each; only the usual one is drawn at once."""

    part: Part
    statement: Statement
    digest: str
    begun: PageFlow  # where the part begins
    ended: int  # pages that the parts before it take
    taken: dict[float, int] = Factory(dict)

    def draw(self, sheet: PageFlow, size: float) -> None:
        """On that sheet, which has the parts before it."""
        self.part(sheet, self.statement, self.digest, size)
        self.taken[size] = sheet.canvas.page + 1 - self.ended

    def pages(self, size: float) -> int:
        """How many it takes in that size."""
        if size not in self.taken:
            self.draw(measuring(self.begun), size)
        return self.taken[size]

    def best(self, aims: Sequence[Aim]) -> float:
        """The largest size that meets an aim; else the one in which it takes few pages, and is readable."""
        for most, smallest in aims:
            if smallest == _EASY and most < self.pages(_USUAL) <= most * HOLDS and self.pages(_EASY) > most:
                continue  # what one page cannot hold, it cannot hold in a larger size either
            for size in (each for each in SIZES if each >= smallest):
                if self.pages(size) <= most:
                    return size
                if self.pages(size) > most * HOLDS:
                    break
        return min((size for size in self.taken if size >= _READABLE), key=lambda size: (self.taken[size], -size))


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
