"""How many pages something takes, without drawing it: a trial costs a fraction of what the pages do."""

from contextlib import AbstractContextManager, nullcontext

from attrs import evolve

from .canvas import Element, PageCanvas
from .flow import PageFlow

_NOWHERE = nullcontext(Element("Document"))
_NOTHING = nullcontext()


def measuring(sheet: PageFlow) -> PageFlow:
    """As far down the same page as that sheet; what is drawn on it is only measured, and the sheet stays as it is."""
    return evolve(sheet, canvas=_BlankPages(sheet.canvas.page))


class _BlankPages(PageCanvas):
    """Turns the pages and leaves them blank. What cannot be printed is refused by whoever breaks it into lines."""

    def __init__(self, page: int) -> None:
        self.page = page

    def element(self, *_: object, **_attributes: object) -> AbstractContextManager[Element]:
        return _NOWHERE

    def within(self, _element: Element) -> AbstractContextManager[Element]:
        return _NOWHERE

    def content(self) -> AbstractContextManager[None]:
        return _NOTHING

    def decoration(self, _kind: str = "") -> AbstractContextManager[None]:
        return _NOTHING

    def turn(self) -> None:
        self.page += 1

    def _nothing(self, *_: object, **_how: object) -> None:
        pass

    blank = resize = text = fill = frame = rule = strokes = arc = disc = squares = picture = _nothing
