"""The room that a page of the console gets: wider than a page of questions, since tables and charts stand on it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

COLUMN = 920
_SMALL = (760, 460)


class WideColumn(QScrollArea):
    """Shows one page in a column, or `wide` in all of the window; it scrolls upwards and downwards only."""

    def __init__(self, page: QWidget, *, wide: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wide = wide
        holder = QWidget()
        self._row = QHBoxLayout(holder)
        self._row.addWidget(page)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(holder)
        self.viewport().setAutoFillBackground(False)
        holder.setAutoFillBackground(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle."""
        super().resizeEvent(event)
        least = 20 if self.width() < _SMALL[0] else 36
        side = least if self._wide else max((self.width() - COLUMN) // 2, least)
        bar = self.width() - self.viewport().width()
        air = 16 if self.height() < _SMALL[1] else 32
        self._row.setContentsMargins(side, air, max(side - bar, 8), 12 if self._wide else air)
