"""A date, typed or picked from a calendar."""

from datetime import date

from PySide6.QtCore import QDate, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QShowEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QHBoxLayout, QWidget

from ..theme.tokens import tokens


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
        self._has_calendar = False

    def own_calendar(self) -> QCalendarWidget:
        """The one that drops down."""
        if not self._has_calendar:
            self._has_calendar = True
            self.setCalendarWidget(_Calendar())
        return self.calendarWidget()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """May open it."""
        self.own_calendar()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """May open it."""
        self.own_calendar()
        super().keyPressEvent(event)


class _Calendar(QCalendarWidget):
    """In the colours of the theme: a frame, days of other months in grey, no day red."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(1, 1, 1, 1)  # for the frame

    def showEvent(self, event: QShowEvent) -> None:
        """The names of the days, in the colours that hold now."""
        named = QTextCharFormat()
        named.setForeground(tokens().color("muted"))
        self.setHeaderTextFormat(named)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, named)
        super().showEvent(event)

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate) -> None:
        """One day: chosen, today, of this month, or of another one or out of reach."""
        colors = tokens()
        is_chosen, is_today = day == self.selectedDate(), day == QDate.currentDate()
        is_near = day.month() == self.monthShown() and self.minimumDate() <= day <= self.maximumDate()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(rect.width(), rect.height()) - 4
        ring = QRect(0, 0, side, side)
        ring.moveCenter(rect.center())
        painter.setPen(colors.color("outline") if is_today and not is_chosen else Qt.PenStyle.NoPen)
        painter.setBrush(colors.color("accent") if is_chosen else colors.color("surface"))
        painter.drawRoundedRect(QRectF(ring), 8, 8)
        painter.setPen(colors.color("on_accent" if is_chosen else "text" if is_near else "outline"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(day.day()))
        painter.restore()


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
