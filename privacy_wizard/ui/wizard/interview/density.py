"""How densely a page of questions is laid out: roomily where that fits, and unchanged while one answers."""

from PySide6.QtCore import QCoreApplication, QEvent, QMargins, QObject, QSize, QTimer
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ...kit.layouts import set_spacing
from ..page import AuditPage
from .answer_row import AnswerRow
from .blocks import BlockCard
from .how_known import HowKnownBar

_TOP = 30  # with the little that every wide page has, the title stands where it stands on the other pages
_MOST_BETWEEN = 6  # pixels: then a row is as high as on a roomy page
_GENERATIONS = 16  # from an answer to the scroll area and back, twice


class RoomyPage(AuditPage):
    """A page that can be laid out roomily or densely."""

    def set_roomy(self, roomy: bool) -> None:
        """Lay the page out roomily, or densely."""
        raise NotImplementedError


class PageDensity(QObject):
    """Lays a page out roomily where all of it can then be seen at once, else densely."""

    def __init__(self, page: RoomyPage) -> None:
        super().__init__(page)
        self._page = page
        self.is_roomy = False
        self._top = self._between = 0  # pixels above the title, and above and below each row, on a dense page
        self._settled_in: QSize | None = None  # the size of the window for which it was chosen
        self._is_used = False  # something was done on the page: from then on it stays as it is
        self._watches = self._may_grow = False
        self._to_come = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.settle)
        page.installEventFilter(self)

    def fill(self, *, is_new: bool, may_grow: bool, to_come: int) -> None:
        """The page was filled anew, or more was added: at first it is as dense as what was there before.

        Where an answer may bring up more, the room below is for that: `to_come` pixels of it in any case.
        """
        self._may_grow, self._to_come = may_grow, to_come
        self._give()
        self._is_used = not is_new
        if is_new:
            self._settled_in = None
        self._later.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose again when the page comes into view or changes its size."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Resize):
            self._later.start()
        return super().eventFilter(watched, event)

    def settle(self) -> None:
        """Choose anew where the page was filled anew or its window has another size: details that open move nothing."""
        page, area = self._page, self._page.scroll_area
        if area is None or not page.isVisible():
            return
        self._watch(area)
        for card in page.findChildren(BlockCard):
            QCoreApplication.sendPostedEvents(card, QEvent.Type.MetaCall.value)  # what was added is shown
        is_anew, self._settled_in = self._settled_in != page.window().size(), page.window().size()
        if is_anew:
            self._make_roomy(True)
        _lay_out()
        bar = area.verticalScrollBar()
        if is_anew:
            room = area.viewport().height() - _margins_around(area) - self._to_come
            self._make_roomy(_height(page) <= room and not bar.maximum())
            self._spread(0 if self.is_roomy or self._may_grow else room - _height(page))
        elif bar.maximum() and not self._is_used and not any(row.is_open for row in page.findChildren(AnswerRow)):
            self._make_roomy(False)
            self._spread(0)

    def _watch(self, area: QScrollArea) -> None:
        """Choose again when something added later makes the page scroll."""
        if not self._watches:
            self._watches = True
            area.verticalScrollBar().rangeChanged.connect(lambda _least, most: self._later.start() if most else None)

    def _make_roomy(self, roomy: bool) -> None:
        if roomy != self.is_roomy:
            self.is_roomy = roomy
            self._give()
            _lay_out()

    def _spread(self, left: int) -> None:
        """What a dense page leaves empty goes above the title, as on the other pages, and then between the rows."""
        rows = len(self._page.findChildren(AnswerRow))
        top = _TOP if left >= _TOP else 0
        between = min(max(left - top, 0) // (2 * rows), _MOST_BETWEEN) if rows else 0
        if (top, between) != (self._top, self._between):
            self._top, self._between = top, between
            self._give()
            _lay_out()

    def _give(self) -> None:
        page, roomy = self._page, self.is_roomy
        outer = page.layout()
        assert isinstance(outer, QVBoxLayout)  # noqa: S101  (the page's own)
        outer.setContentsMargins(0, _TOP if roomy else self._top, 0, 0)
        set_spacing(outer, 8 if roomy else 2)
        page.set_roomy(roomy)
        parts: list[BlockCard | AnswerRow | HowKnownBar] = [
            *page.findChildren(BlockCard),
            *page.findChildren(AnswerRow),
            *page.findChildren(HowKnownBar),
        ]
        for part in parts:
            part.set_roomy(roomy)
        for row in page.findChildren(AnswerRow):
            row.give_room(self._between)


def _lay_out() -> None:
    """Let every part that changed tell the part around it, and so on up to the window and down again."""
    for _generation in range(_GENERATIONS):  # each tells the next, which Qt leaves for another time
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def _margins_around(area: QScrollArea) -> int:
    """What stands above and below the page in its column, in pixels."""
    holder = area.widget()
    column = holder.layout() if holder is not None else None
    margins = column.contentsMargins() if column is not None else QMargins()
    return margins.top() + margins.bottom()


def _height(page: QWidget) -> int:
    """The height that the page needs at its width, in pixels."""
    layout = page.layout()
    assert isinstance(layout, QBoxLayout)  # noqa: S101  (the page's own)
    layout.invalidate()
    return layout.totalHeightForWidth(page.width())
