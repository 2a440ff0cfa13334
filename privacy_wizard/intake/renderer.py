"""Draws pages and scans of unknown origin in the sandbox; a worker that dies is replaced."""

from collections.abc import Sequence
from typing import Any

from attrs import field, frozen

from ..sandbox import Limits, WorkerDied, WorkerPool
from .rendering import MOST_PIXELS, PIXEL

_TASK = "privacy_wizard.intake.rendering:prepare"
_MOST_PAGES = 10_000


class NotDrawn(ValueError):
    """It cannot be drawn: it is no PDF or picture, is damaged or too large, or took too long."""


@frozen(kw_only=True)
class Drawn:
    """A picture as pixels, row by row from the top: red, green, blue, and one unused byte."""

    width: int
    height: int
    pixels: bytes = field(repr=False)


class Renderer:
    """Every method may be called from any thread; one thing is drawn at a time. The worker starts when first needed,
    and ends with this object.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._pool = WorkerPool(_TASK, limits=limits or Limits(seconds=20.0))

    def count(self, content: bytes) -> int:
        """The number of pages; 1 for a picture. Raises NotDrawn."""
        head, _ = self._ask({"act": "count"}, content, 0)
        pages = head.get("pages")
        if type(pages) is not int or not 0 <= pages <= _MOST_PAGES:
            raise NotDrawn
        return pages

    def draw(self, content: bytes, index: int, width: int, hidden: Sequence[str] = ()) -> Drawn:
        """The page at `index` (from 0), about `width` pixels wide, with bars over `hidden` words. Raises NotDrawn."""
        question = {"act": "draw", "page": index, "width": width, "hidden": list(hidden)}
        head, pixels = self._ask(question, content, MOST_PIXELS * PIXEL * 2)
        across, down = head.get("width"), head.get("height")
        if type(across) is not int or type(down) is not int or across * down * PIXEL != len(pixels) or not pixels:
            raise NotDrawn
        return Drawn(width=across, height=down, pixels=pixels)

    def close(self) -> None:
        """End the worker; it starts again when it is needed."""
        self._pool.close()

    def _ask(self, question: dict[str, object], content: bytes, most: int) -> tuple[dict[str, Any], bytes]:
        try:
            head, pixels = self._pool.ask(question, content, most)
        except WorkerDied:
            raise NotDrawn from None
        if head.get("fault"):
            raise NotDrawn
        return head, pixels
