"""Draws pages and scans in a process of its own, with limits on time and memory; one that dies is replaced."""

import weakref
from threading import Lock

from attrs import field, frozen

from .bounded import BoundedProcess, Died, start_of
from .drawing import MOST_PIXELS, PIXEL

_START = start_of("privacy_wizard.intake.drawing")
_MOST_PAGES = 10_000


class NotDrawn(ValueError):
    """It cannot be drawn: no PDF and no picture, damaged, too large, or it took too long."""


@frozen(kw_only=True)
class Drawn:
    """A picture as pixels, row by row from the top: red, green, blue, and one unused byte."""

    width: int
    height: int
    pixels: bytes = field(repr=False)


class Artist:
    """Every method may be called from any thread; one thing is drawn at a time. The process starts when first needed,
    and ends with this object.
    """

    def __init__(self, seconds: float = 20.0) -> None:
        self._seconds = seconds
        self._lock = Lock()
        self._kept: list[BoundedProcess] = []  # none or one
        self._ending = weakref.finalize(self, _end, self._kept)

    def count(self, content: bytes) -> int:
        """The number of pages; 1 for a picture. Raises NotDrawn."""
        head, _ = self._ask({"act": "count"}, content, 0)
        pages = head.get("pages")
        if type(pages) is not int or not 0 <= pages <= _MOST_PAGES:
            raise NotDrawn
        return pages

    def draw(self, content: bytes, index: int, width: int) -> Drawn:
        """The page at `index` (from 0), about `width` pixels wide. Raises NotDrawn."""
        head, pixels = self._ask({"act": "draw", "page": index, "width": width}, content, MOST_PIXELS * PIXEL * 2)
        across, down = head.get("width"), head.get("height")
        if type(across) is not int or type(down) is not int or across * down * PIXEL != len(pixels) or not pixels:
            raise NotDrawn
        return Drawn(width=across, height=down, pixels=pixels)

    def close(self) -> None:
        """End the process; it starts again when it is needed."""
        with self._lock:
            _end(self._kept)

    def _ask(self, question: dict[str, object], content: bytes, most: int) -> tuple[dict[str, object], bytes]:
        with self._lock:
            try:
                if not self._kept:
                    self._kept.append(BoundedProcess(_START, {}))
                head, pixels = self._kept[0].ask(question, content, self._seconds, most)
            except Died:
                _end(self._kept)
                raise NotDrawn from None
        if head.get("fault"):
            raise NotDrawn
        return head, pixels


def _end(kept: list[BoundedProcess]) -> None:
    while kept:
        kept.pop().end()
