"""What the side of both windows shares: the sign of the program, how the list behaves, and the ground of a row."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QListWidget, QStyle, QStyleOptionViewItem, QWidget

from .theme.tokens import tokens
from .widgets.choice import paint_tick


class ProgramMark(QWidget):
    """The sign of the program: a shield with a check."""

    def __init__(self, size: int = 26) -> None:
        super().__init__()
        self.setFixedSize(QSize(size, size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the accent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().color("accent"))
        painter.drawRoundedRect(QRectF(self.rect()), 7, 7)
        paint_tick(painter, QRectF(self.rect()).adjusted(3, 3, -3, -3), tokens().on_accent)


class SideList(QListWidget):
    """A list without a frame, on whatever it stands on; nothing in it stays selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, *, shown: bool, hovered: bool) -> QRectF:
    """The surface under the page that is shown or pointed at, and the ring of the keyboard; returns the row."""
    colors = tokens()
    row = QRectF(option.rect).adjusted(1, 1, -1, -1)
    if shown or hovered:
        painter.setPen(QPen(colors.color("border"), 1) if shown else Qt.PenStyle.NoPen)
        painter.setBrush(colors.color("surface" if shown else "hover"))
        painter.drawRoundedRect(row, 8, 8)
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(colors.color("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(row, 8, 8)
    return row
