"""What looks at every event of the application, in one place: there are thousands to a page, and each takes a while."""

from collections.abc import Callable
from html import escape
from time import monotonic
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QScrollBar,
    QTabBar,
    QToolTip,
    QWidget,
)
from shiboken6 import isValid

_CHANGED_BY_WHEEL = (QComboBox, QAbstractSpinBox, QAbstractSlider, QTabBar)  # dates are spin boxes to Qt
_PAUSE = 0.5  # seconds without a turn after which the wheel begins anew, with whatever is under the pointer


class WheelGuard:
    """Hands a turn of the wheel over a field on to what stands around the field: it scrolls, and changes no value.

    What it starts to scroll it goes on scrolling: a page does not stop at a list that comes under the pointer.
    """

    def __init__(self) -> None:
        self._last = 0.0
        self._begun: QAbstractScrollArea | None = None  # the innermost under the pointer when it began to turn

    def answer(self, watched: QWidget, turned: QWheelEvent) -> bool:
        """Whether what the wheel was turned over is not to know of it."""
        if not _would_change(watched) and not self._comes_by(watched):
            return False
        turned.ignore()  # Qt then offers it to the parent
        return True

    def _comes_by(self, watched: QWidget) -> bool:
        """Whether it is within a list that was not under the pointer when the wheel began to turn."""
        now, area = monotonic(), _area_of(watched)
        if now - self._last > _PAUSE or self._begun is None or not isValid(self._begun):
            self._begun = area
        self._last = now
        if area is None or self._begun is None or area is self._begun:
            return False
        return self._begun.isAncestorOf(area)


def _area_of(watched: QWidget) -> QAbstractScrollArea | None:
    above: QWidget | None = watched
    while above is not None and not isinstance(above, QAbstractScrollArea):
        above = above.parentWidget()
    return above


def _would_change(watched: QWidget) -> bool:
    if isinstance(watched, QScrollBar):
        return False
    return isinstance(watched, _CHANGED_BY_WHEEL) or _is_in_calendar(watched)


def _is_in_calendar(watched: QWidget) -> bool:
    above = watched.parentWidget()
    while above is not None and not isinstance(above, QCalendarWidget):
        above = above.parentWidget()
    return above is not None


def show_plainly(watched: QWidget, asked: QHelpEvent) -> bool:
    """Show a tip with a tag in it as it is written; whether there was one.

    Qt takes such a tip for a web page, and fetches the pictures that it names. Names in tips come from files of others.
    """
    said = _tip(watched, asked.pos()) if asked.type() == QEvent.Type.ToolTip else ""
    if "<" not in said:
        return False
    QToolTip.showText(asked.globalPos(), f"<qt>{escape(said)}</qt>", watched)
    return True


def _tip(watched: QWidget, at: QPoint) -> str:
    view = watched.parent()
    if isinstance(view, QAbstractItemView) and view.viewport() is watched:
        return str(view.indexAt(at).data(Qt.ItemDataRole.ToolTipRole) or "")
    return watched.toolTip()


Answer = Callable[[QWidget, Any], bool]  # True: nobody else gets the event


class EventWatch(QObject):
    """Has events answered by their class, whichever window they are for; those still to be opened included."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.answers: dict[type[QEvent], Answer] = {QWheelEvent: WheelGuard().answer, QHelpEvent: show_plainly}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """By the class: to ask for the type makes an enum."""
        answer = self.answers.get(type(event))
        return answer is not None and isinstance(watched, QWidget) and answer(watched, event)


def watch_events() -> None:
    """For the whole application; once."""
    app = QApplication.instance()
    if app is not None and app.findChild(EventWatch) is None:
        app.installEventFilter(EventWatch(app))
