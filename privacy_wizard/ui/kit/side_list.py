"""What the side lists of both windows share: the program's mark, the list's behaviour, and a row's background."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QListWidget, QWidget

from .theme.tokens import tokens
from .widgets.choice import paint_tick

_NO_ROW = -1


class ProgramMark(QWidget):
    """The program's mark: a shield with a tick."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(26, 26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the accent."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().color("accent"))
        painter.drawRoundedRect(QRectF(self.rect()), 7, 7)
        paint_tick(painter, QRectF(self.rect()).adjusted(3, 3, -3, -3), tokens().on_accent)


class SideList(QListWidget):
    """A list without a frame, on whatever it stands on; nothing in it stays selected.

    It knows the row that is pointed at by itself: asking the style for it makes PySide build all of `QStyle`, which is
    a twentieth of the way to the first painted page.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._pointed_at = _NO_ROW
        self.entered.connect(lambda index: self._point_at(index.row()))
        self.viewportEntered.connect(lambda: self._point_at(_NO_ROW))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at from outside."""
        super().leaveEvent(event)
        self._point_at(_NO_ROW)

    def is_pointed_at(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether the mouse is over that row."""
        return self._pointed_at == index.row()

    def paint_ground(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        shown: bool,
        hovered: bool,
    ) -> QRectF:
        """Paint the background of the current or hovered page, and the focus ring; returns the row's rectangle."""
        colors = tokens()
        row = QRectF(rect).adjusted(1, 1, -1, -1)
        if shown or hovered:
            painter.setPen(QPen(colors.color("border"), 1) if shown else Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("surface" if shown else "hover"))
            painter.drawRoundedRect(row, 8, 8)
        if self.hasFocus() and self.currentRow() == index.row():
            painter.setPen(QPen(colors.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(row, 8, 8)
        return row

    def _point_at(self, row: int) -> None:
        before, self._pointed_at = self._pointed_at, row
        for each in (before, row):
            self.update(self.model().index(each, 0))
