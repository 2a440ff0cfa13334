"""The mouse wheel scrolls and does nothing else: it never changes a value it passes over."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QScrollBar,
    QTabBar,
    QWidget,
)

_CHANGED_BY_WHEEL = (QComboBox, QAbstractSpinBox, QAbstractSlider, QTabBar)  # dates are spin boxes to Qt


class WheelFilter(QObject):
    """Hands a turn of the wheel over a field on to what stands around the field, so that the page scrolls."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees every event of the application, so it checks the class first: asking for the type makes an enum."""
        if not isinstance(event, QWheelEvent) or not _would_change(watched):
            return False
        event.ignore()  # Qt then offers it to the parent
        return True


def keep_wheel_from_values() -> None:
    """Watch every window of the application, those that are still to be opened included."""
    app = QApplication.instance()
    if app is not None and app.findChild(WheelFilter) is None:
        app.installEventFilter(WheelFilter(app))


def _would_change(watched: QObject) -> bool:
    if isinstance(watched, QScrollBar):
        return False
    return isinstance(watched, _CHANGED_BY_WHEEL) or _is_in_calendar(watched)


def _is_in_calendar(watched: QObject) -> bool:
    above = watched.parentWidget() if isinstance(watched, QWidget) else None
    while above is not None and not isinstance(above, QCalendarWidget):
        above = above.parentWidget()
    return above is not None
