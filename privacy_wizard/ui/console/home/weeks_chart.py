"""How many attestations came in, week by week, as bars. The words say all that the bars show."""

from collections.abc import Sequence
from datetime import date, timedelta

from attrs import frozen
from PySide6.QtCore import QDate, QEvent, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ....i18n import _, long_date, ngettext
from ...kit.accessible import give_role
from ...kit.theme.fonts import TypeStep, font_of
from ...kit.theme.tokens import tokens

_HEIGHT = 190
_LEFT, _BOTTOM, _TOP = 34, 24, 12


@frozen
class Week:
    """One bar: the Monday, and how many came in from then to Sunday."""

    monday: date
    count: int


class WeeksChart(QWidget):
    """Bars on a scale of whole numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, "graphic")
        self._weeks: tuple[Week, ...] = ()
        self.setMinimumHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(400, _HEIGHT)

    def show_weeks(self, weeks: Sequence[Week]) -> None:
        """Show other weeks, the oldest first."""
        self._weeks = tuple(weeks)
        total = sum(week.count for week in weeks)
        best = max(weeks, key=lambda week: week.count, default=None)
        said = ngettext(
            "{n} attestation in the last {weeks} weeks.",
            "{n} attestations in the last {weeks} weeks.",
            total,
            weeks=len(weeks),
        )
        if best is not None and total > best.count > 0:
            most = _("Most came in the week from {day}: {count}.")
            said += " " + most.format(day=long_date(best.monday), count=best.count)
        self.setAccessibleName(said)
        self.setToolTip("")
        self.update()

    @property
    def sentence(self) -> str:
        """The same in words."""
        return self.accessibleName()

    def event(self, event: QEvent) -> bool:
        """Say what a bar stands for when the mouse rests on it."""
        if isinstance(event, QHelpEvent):
            week = self._week_at(event.pos().x())
            words = ""
            if week is not None:
                words = _("Week from {day}: {count}", day=long_date(week.monday), count=week.count)
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Scale, bars and the months below them."""
        painter, colors = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font_of(TypeStep.SMALL, self.font()))
        step, lines = _scale(max((week.count for week in self._weeks), default=0))
        floor, height = self.height() - _BOTTOM, self.height() - _BOTTOM - _TOP
        for line in range(lines + 1):
            y = floor - height * line / lines
            painter.setPen(QPen(colors.color("border"), 1))
            painter.drawLine(QPointF(_LEFT, y), QPointF(self.width(), y))
            painter.setPen(colors.color("muted"))
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, y - 10, _LEFT - 8, 20), align, f"{line * step:,}")
        self._paint_bars(painter, floor, height / (step * lines))

    def _paint_bars(self, painter: QPainter, floor: float, each: float) -> None:
        colors, slot = tokens(), self._slot()
        free = 0.0
        for at, week in enumerate(self._weeks):
            left = _LEFT + at * slot
            if week.count:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colors.color("accent"))
                bar = QRectF(left + slot * 0.16, floor - week.count * each, slot * 0.68, week.count * each)
                painter.drawRoundedRect(bar, min(3, bar.height() / 2), min(3, bar.height() / 2))
            begins = week.monday.day <= 7
            words = QLocale().toString(QDate(week.monday.year, week.monday.month, 1), "MMM")
            if begins and left >= free:
                painter.setPen(colors.color("muted"))
                painter.drawText(QPointF(left + slot * 0.16, self.height() - 6), words)
                free = left + painter.fontMetrics().horizontalAdvance(words) + 12

    def _slot(self) -> float:
        return (self.width() - _LEFT) / max(len(self._weeks), 1)

    def _week_at(self, x: int) -> Week | None:
        at = int((x - _LEFT) // self._slot()) if x >= _LEFT else -1
        return self._weeks[at] if 0 <= at < len(self._weeks) else None


def weeks_of(by_day: "dict[date, int]", first: date, last: date) -> tuple[Week, ...]:
    """Days gathered into weeks from a Monday on, weeks without any included."""
    mondays = [first + timedelta(weeks=at) for at in range((last - first).days // 7 + 1)]
    return tuple(
        Week(monday, sum(by_day.get(monday + timedelta(days=day), 0) for day in range(7))) for monday in mondays
    )


def _scale(most: int) -> tuple[int, int]:
    """The step between two lines, and how many steps: whole numbers that hold the highest bar."""
    for power in range(10):
        for base in (1, 2, 5):
            step = base * 10**power
            if step * 4 >= most:
                return step, max(1, -(-most // step))
    return most, 1
