"""The score as a ring, with the same in words for whoever cannot see it."""

from typing import Literal

from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ....i18n import _
from ..accessible import give_role
from ..theme.fonts import TypeStep, font_of
from ..theme.theme import motion_is_reduced
from ..theme.tokens import tokens

ScoreMood = Literal["good", "warn", "bad", "muted"]
_FULL = 360 * 16
_TOP = 90 * 16


class ScoreRing(QWidget):
    """A ring filled to `score` of 100; None shows a dash, for what is not scored."""

    def __init__(self, parent: QWidget | None = None, side: int = 148) -> None:
        super().__init__(parent)
        give_role(self, "graphic")
        self.setFixedSize(QSize(side, side))
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
        """What it shows."""
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
