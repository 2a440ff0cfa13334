"""A figure with its name, which is a button to what it counts."""

from collections.abc import Sequence
from typing import Literal

from attrs import frozen
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from ....i18n import _
from ...kit.theme.fonts import TypeStep, font_of
from ...kit.theme.tokens import tokens

Mood = Literal["good", "warn", "bad", "accent", "muted"]
_PAD = 18
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
    """Painted; a real button to the keyboard and to screen readers."""

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
        """Name, figure and hint below each other."""
        body = self.fontMetrics().height()
        return QSize(150, round(body * 4.4) + 2 * _PAD - 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A surface with a line of the mood at its side."""
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
    """Figures side by side, two by two or below each other, as there is room; `pressed(str)`."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._tiles: list[Tile] = []

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show other figures; the focus stays at its place."""
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
        """As many in a row as there is room for."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        columns = len(self._tiles) if self.width() >= _FOUR_FROM else 2 if self.width() >= _TWO_FROM else 1
        for tile in self._tiles:
            self._grid.removeWidget(tile)
        for at, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, at // max(columns, 1), at % max(columns, 1))
