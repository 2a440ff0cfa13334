"""Scores as pictures: a ring, bars side by side. The words say everything they show."""

from collections.abc import Iterable
from typing import Literal

from attrs import frozen
from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ....i18n import _
from ..accessible import give_role
from ..theme.theme import TypeStep, font_of, motion_is_reduced
from ..theme.tokens import tokens
from .text import TextLabel

ScoreMood = Literal["good", "accent", "warn", "bad", "muted"]
_FULL = 360 * 16
_TOP = 90 * 16
_SIDE = 148  # pixels


class ScoreRing(QWidget):
    """A ring filled to `score` of 100; None shows a dash, for what is not scored."""

    def __init__(self) -> None:
        super().__init__()
        give_role(self, "graphic")
        self.setFixedSize(QSize(_SIDE, _SIDE))
        self._score: int | None = None
        self._mood: ScoreMood = "muted"
        self._shown = 0.0
        self._motion = QVariantAnimation(self)
        self._motion.setDuration(600)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._on_motion)
        self.show_score(None, "muted")

    @property
    def score(self) -> int | None:
        return self._score

    def show_score(self, score: int | None, mood: ScoreMood) -> None:
        """Show a score in a mood; the ring moves there unless the user wants less motion."""
        self._score, self._mood = score, mood
        said = _("Score: {score} out of 100") if score is not None else _("Not scored")
        self.setAccessibleName(said.format(score=score))
        self._motion.stop()
        if motion_is_reduced() or not self.isVisible():
            self._on_motion(float(score or 0))
            return
        self._motion.setStartValue(self._shown)
        self._motion.setEndValue(float(score or 0))
        self._motion.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint track, arc and figure."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, width = tokens(), self.width() / 13
        ring = QRectF(self.rect()).adjusted(width, width, -width, -width)
        painter.setPen(QPen(colors.color("border"), width))
        painter.drawEllipse(ring)
        if self._shown > 0:
            pen = QPen(colors.color(self._mood), width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawArc(ring, _TOP, -round(_FULL * min(self._shown, 100) / 100))
        self._paint_figure(painter, ring)

    def _paint_figure(self, painter: QPainter, ring: QRectF) -> None:
        colors, figure = tokens(), "–" if self._score is None else str(self._score)
        painter.setPen(colors.color("text"))
        painter.setFont(font_of(TypeStep.DISPLAY, self.font(), strong=True))
        centre, lift = Qt.AlignmentFlag.AlignCenter, ring.height() * 0.07
        painter.drawText(ring.translated(0, -lift), centre, figure)
        painter.setPen(colors.color("muted"))
        painter.setFont(font_of(TypeStep.SMALL, self.font()))
        painter.drawText(ring.translated(0, ring.height() * 0.19), centre, _("out of 100"))

    def _on_motion(self, value: float) -> None:
        self._shown = value
        self.update()


@frozen
class Bar:
    """One row; `value` is 0 to 100, or None if there is nothing to score."""

    label: str
    value: int | None
    mood: ScoreMood = "good"


class BarList(QWidget):
    """Shows bars in the order given: put the weakest first."""

    def __init__(self, name: str, bars: Iterable[Bar] = ()) -> None:
        super().__init__()
        give_role(self, "group")
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(9)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 1)
        self.show_bars(bars)

    def show_bars(self, bars: Iterable[Bar]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for row, bar in enumerate(bars):
            self._add(row, bar)

    def _add(self, row: int, bar: Bar) -> None:
        figure = TextLabel("–" if bar.value is None else str(bar.value), "strong")
        figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        figure.setWordWrap(False)
        figure.setMinimumWidth(figure.fontMetrics().horizontalAdvance("1000"))  # all bars end at one place
        said = _("{name}: not scored") if bar.value is None else _("{name}: {score} out of 100")
        figure.setAccessibleName(said.format(name=bar.label, score=bar.value))
        self._grid.addWidget(TextLabel(bar.label), row, 0)
        self._grid.addWidget(Track(bar.value or 0, bar.mood), row, 1)
        self._grid.addWidget(figure, row, 2)


class Track(QWidget):
    """A share of a hundred, without words."""

    def __init__(self, percent: int, color: str) -> None:
        super().__init__()
        self._percent, self._color = min(max(percent, 0), 100), color
        self.setMinimumWidth(80)
        self.setFixedHeight(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The track, and over it the part that is filled: at least a dot where there is anything."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(self.rect())
        painter.setBrush(tokens().color("border"))
        painter.drawRoundedRect(track, 4, 4)
        if self._percent:
            track.setWidth(max(track.width() * self._percent / 100, 8))
            painter.setBrush(tokens().color(self._color))
            painter.drawRoundedRect(track, 4, 4)
