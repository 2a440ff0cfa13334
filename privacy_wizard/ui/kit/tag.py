"""A word in a pill, such as a level or a state."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy

from .theme.fonts import TypeStep, font_of
from .theme.tokens import tokens

TagMood = Literal["good", "warn", "bad", "accent", "plain"]
_PAD = 9


class Tag(QLabel):
    """Painted in the colours of a mood; the word itself says everything that the colour says."""

    def __init__(self, word: str, mood: TagMood = "plain") -> None:
        super().__init__(word)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._mood = mood
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The word and some air."""
        metrics = QFontMetrics(self._small())
        return QSize(metrics.horizontalAdvance(self.text()) + 2 * _PAD, metrics.height() + 6)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The pill and the word."""
        painter, colors = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        quiet = self._mood == "plain"
        fill = colors.color("sunken" if quiet else f"{self._mood}_soft")
        painter.setPen(QPen(colors.color("border") if quiet else fill, 1))
        painter.setBrush(fill)
        radius = self.height() / 2 - 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setFont(self._small())
        painter.setPen(colors.color("muted" if quiet else self._mood))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def _small(self) -> QFont:
        return font_of(TypeStep.SMALL, self.font(), strong=True)
