"""The calendar that drops down from a date."""

from PySide6.QtCore import QDate, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QShowEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget

from ..theme.tokens import tokens


class Calendar(QCalendarWidget):
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
