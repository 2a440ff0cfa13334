"""The mouse wheel, turned over everything that can be seen."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QTabBar,
    QWidget,
)

from privacy_wizard.ui.kit.event_watch import EventWatch, watch_events

NOTCH = 120


def turn_wheel(widget: QWidget, notches: int) -> None:
    """As the mouse does over the middle of a widget."""
    middle = QPointF(widget.rect().center())
    turned = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, notches * NOTCH),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, turned)


def values(window: QWidget) -> list[tuple[str, object]]:
    """Everything that a user can set on what is shown."""
    return [(type(each).__name__, value) for each in window.findChildren(QWidget) for value in _values_of(each)]


def _values_of(widget: QWidget) -> Iterator[object]:
    if isinstance(widget, QComboBox | QTabBar):
        yield widget.currentIndex()
    elif isinstance(widget, QAbstractSpinBox | QLineEdit):
        yield widget.text()
    elif isinstance(widget, QAbstractButton):
        yield widget.isChecked()
    elif isinstance(widget, QAbstractItemView):
        yield widget.currentIndex().row()


def turn_over_everything(window: QWidget) -> int:
    """Over each part, first all upwards, then all downwards, so that no turn takes another back; how many it might
    have changed.
    """
    watch_events()
    watch = QApplication.instance().findChild(EventWatch)
    QApplication.instance().installEventFilter(watch)  # again, where one had looked away
    shown, before = [each for each in window.findChildren(QWidget) if each.isVisibleTo(window)], values(window)
    for notches in (1, -3):
        for each in shown:
            turn_wheel(each, notches)
        assert values(window) == before, f"changed by the wheel on {type(window).__name__}"
    QApplication.instance().removeEventFilter(watch)
    return sum(isinstance(each, QComboBox | QAbstractSpinBox | QTabBar) for each in shown)
