"""The mouse wheel scrolls and does nothing else: it never changes a value it passes over.

What it starts to scroll it goes on scrolling: a page does not stop at a list that comes under the pointer.
"""

from time import monotonic

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QCalendarWidget,
    QComboBox,
    QScrollBar,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

_CHANGED_BY_WHEEL = (QComboBox, QAbstractSpinBox, QAbstractSlider, QTabBar)  # dates are spin boxes to Qt
_PAUSE = 0.5  # seconds without a turn after which the wheel begins anew, with whatever is under the pointer


class WheelGuard:
    """Hands a turn of the wheel over a field on to what stands around the field, so that the page scrolls."""

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
