"""A word in a pill, such as a level or a state: by itself, and in the cells of a table."""

from typing import Literal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem

from .theme.theme import TypeStep, font_of
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


MOOD = Qt.ItemDataRole.UserRole  # the role under which a model gives the mood of a state
_PILL, _PILL_AT, _PILL_END = 18, 13, 8  # around the words of a pill; it begins where those of other cells do


class PillDelegate(QStyledItemDelegate):
    """A cell whose model gives a mood is shown as a pill; others as text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for the pill and its air; other words want a little more than the style gives them."""
        size = super().sizeHint(option, index)
        if not index.data(MOOD):
            return QSize(size.width() + 8, size.height())
        words = QFontMetrics(font_of(TypeStep.SMALL, option.font, strong=True)).horizontalAdvance(str(index.data()))
        return QSize(words + _PILL + _PILL_AT + _PILL_END, size.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The pill over the row's own ground."""
        mood = index.data(MOOD)
        if not mood:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        words, option.text = option.text, ""
        style = option.widget.style() if option.widget is not None else None
        if style is not None:
            style.drawControl(style.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font_of(TypeStep.SMALL, option.font, strong=True))
        metrics, row = painter.fontMetrics(), QRectF(option.rect)
        width, height = metrics.horizontalAdvance(words) + _PILL, metrics.height() + 5
        room = row.width() - _PILL_AT - _PILL_END
        pill = QRectF(row.left() + _PILL_AT, row.center().y() - height / 2, min(width, room), height)
        colors, quiet = tokens(), mood == "plain"
        fill = colors.color("sunken" if quiet else f"{mood}_soft")
        painter.setPen(QPen(colors.color("border"), 1) if quiet else Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(colors.color("muted" if quiet else mood))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()
