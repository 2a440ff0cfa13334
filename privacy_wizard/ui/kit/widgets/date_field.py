"""A date, typed or picked from a calendar."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QWidget

if TYPE_CHECKING:
    from .calendar import Calendar


class DateField(QWidget):
    """Holds a `datetime.date`; `picked(date)` when the user changes it."""

    picked = Signal(object)

    def __init__(self, value: date, earliest: date | None = None, latest: date | None = None) -> None:
        super().__init__()
        self.edit = _DayEdit()
        self.edit.setDisplayFormat("d MMMM yyyy")
        if earliest is not None:
            self.edit.setMinimumDate(_qt(earliest))
        if latest is not None:
            self.edit.setMaximumDate(_qt(latest))
        self.edit.setDate(_qt(value))
        self.setFocusProxy(self.edit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.edit)
        row.addStretch(1)
        self.edit.setMinimumWidth(200)
        self.edit.dateChanged.connect(lambda _date: self.picked.emit(self.value))

    @property
    def value(self) -> date:
        shown = self.edit.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_value(self, value: date) -> None:
        """Show a date; emits nothing. One out of range becomes the nearest."""
        self.edit.blockSignals(True)
        self.edit.setDate(_qt(value))
        self.edit.blockSignals(False)

    def setAccessibleName(self, name: str) -> None:
        """Name the field itself: that is where a screen reader stops."""
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)


class _DayEdit(QDateEdit):
    """Makes its calendar when it is first opened: a page may have a date in every row."""

    def __init__(self) -> None:
        super().__init__()
        self.setCalendarPopup(True)
        self._calendar: Calendar | None = None

    def own_calendar(self) -> "Calendar":
        """The one that drops down."""
        if self._calendar is None:
            from .calendar import Calendar  # loads as long as the rest of a page

            self._calendar = Calendar()
            self.setCalendarWidget(self._calendar)
        return self._calendar

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """May open it."""
        self.own_calendar()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """May open it."""
        self.own_calendar()
        super().keyPressEvent(event)


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
