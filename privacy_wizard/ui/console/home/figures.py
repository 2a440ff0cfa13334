"""The figures of the first page: tiles that lead on, and what came in week by week."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from attrs import frozen
from PySide6.QtCore import QDate, QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QToolTip, QWidget

from ....i18n import _, long_date, ngettext
from ...kit.accessible import give_role
from ...kit.theme.theme import TypeStep, font_of
from ...kit.theme.tokens import tokens

Mood = Literal["good", "warn", "bad", "accent", "muted"]
_PAD = 15
_FOUR_FROM, _TWO_FROM = 620, 300


@frozen(kw_only=True)
class Figure:
    """One figure; `id` comes back when it is pressed."""

    id: str
    label: str
    value: int
    mood: Mood
    hint: str = ""


class Tile(QAbstractButton):
    """One figure with its name, painted; to the keyboard and to screen readers it is a button."""

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = figure
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("{name}: {value}", name=figure.label, value=f"{figure.value:,}"))
        self.setAccessibleDescription(figure.hint)

    def sizeHint(self) -> QSize:
        """Room for name, figure and hint, one below the other."""
        body = self.fontMetrics().height()
        return QSize(150, round(body * 4.4) + 2 * _PAD - 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tile, with a line in the colour of its mood down one side."""
        painter, colors, figure = QPainter(self), tokens(), self._figure
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        edge = QPen(colors.color("focus" if focused else "border"), 2 if focused else 1)
        painter.setPen(edge)
        painter.setBrush(colors.color("hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.color(figure.mood if figure.value else "border"))
        painter.drawRoundedRect(QRectF(9, _PAD, 3.5, self.height() - 2 * _PAD), 1.7, 1.7)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        colors, figure = tokens(), self._figure
        left, room = _PAD + 4, self.width() - _PAD - 12
        painter.setFont(font_of(TypeStep.BODY, self.font(), strong=True))
        line = painter.fontMetrics().height()
        painter.setPen(colors.color("muted"))
        elide = Qt.TextElideMode.ElideRight
        top = float(_PAD - 4)
        painter.drawText(QRectF(left, top, room, line), painter.fontMetrics().elidedText(figure.label, elide, room))
        painter.setFont(font_of(TypeStep.DISPLAY, self.font(), strong=True))
        high = painter.fontMetrics().height()
        painter.setPen(colors.color("text"))
        painter.drawText(QRectF(left, top + line, room, high), f"{figure.value:,}")
        painter.setFont(font_of(TypeStep.SMALL, self.font()))
        painter.setPen(colors.color("muted"))
        small = painter.fontMetrics()
        painter.drawText(
            QRectF(left, top + line + high, room, small.height()), small.elidedText(figure.hint, elide, room)
        )


class Tiles(QWidget):
    """The tiles, in as many columns as there is room for; `pressed(str)` with the identifier of a figure."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._tiles: list[Tile] = []

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show other figures; the focus stays where it was."""
        at = next((at for at, tile in enumerate(self._tiles) if tile.hasFocus()), None)
        for tile in self._tiles:
            tile.hide()
            tile.deleteLater()
        self._tiles = [Tile(figure, self) for figure in figures]
        for tile, figure in zip(self._tiles, figures, strict=True):
            tile.clicked.connect(lambda _on=False, which=figure.id: self.pressed.emit(which))
            tile.show()
        self._place()
        if at is not None and at < len(self._tiles):
            self._tiles[at].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many tiles in a row as there is room for."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        columns = len(self._tiles) if self.width() >= _FOUR_FROM else 2 if self.width() >= _TWO_FROM else 1
        for tile in self._tiles:
            self._grid.removeWidget(tile)
        for at, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, at // max(columns, 1), at % max(columns, 1))


_HEIGHT = 190
_LEFT, _BOTTOM, _TOP = 34, 24, 12


@frozen
class Week:
    """One bar of the chart: a Monday, and how many attestations came in from then to Sunday."""

    monday: date
    count: int


class WeeksChart(QWidget):
    """A bar for each week, on a scale of whole numbers."""

    def __init__(self) -> None:
        super().__init__()
        give_role(self, "graphic")
        self._weeks: tuple[Week, ...] = ()
        self.setMinimumHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as there is room for it."""
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
        return self.accessibleName()

    def event(self, event: QEvent) -> bool:
        """Show what a bar stands for when the mouse rests on it."""
        if isinstance(event, QHelpEvent):
            week = self._week_at(event.pos().x())
            words = ""
            if week is not None:
                words = _("Week from {day}: {count}", day=long_date(week.monday), count=week.count)
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the scale, the bars, and the months below them."""
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
    """Count days by week, from Monday; weeks without any are included."""
    mondays = [first + timedelta(weeks=at) for at in range((last - first).days // 7 + 1)]
    return tuple(
        Week(monday, sum(by_day.get(monday + timedelta(days=day), 0) for day in range(7))) for monday in mondays
    )


def _scale(most: int) -> tuple[int, int]:
    """The step between two lines of the scale and the number of steps, so that the highest bar fits."""
    for power in range(10):
        for base in (1, 2, 5):
            step = base * 10**power
            if step * 4 >= most:
                return step, max(1, -(-most // step))
    return most, 1
