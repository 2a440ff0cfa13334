"""A readable column in the middle of whatever width there is, which scrolls when the page is longer."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

COLUMN = 720
_SMALL_WINDOW = (760, 460)


def side_margin(width: int) -> int:
    """The margin on either side that leaves at most a column's width; slim where the window is small."""
    return max((width - COLUMN) // 2, 20 if width < _SMALL_WINDOW[0] else 40)


class ScrollColumn(QScrollArea):
    """Shows one page in a column; it scrolls upwards and downwards only."""

    def __init__(self, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        holder = _Holder()
        self._row = QHBoxLayout(holder)
        self._row.addWidget(page)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(holder)
        holder.setAutoFillBackground(False)  # setWidget switched it on

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle, whenever window or scroll bar change its room."""
        super().resizeEvent(event)
        side = side_margin(self.width())
        bar = self.width() - event.size().width()  # the column does not move when the scroll bar appears
        air = 18 if self.height() < _SMALL_WINDOW[1] else 40
        self._row.setContentsMargins(side, air, max(side - bar, 8), air)


class _Holder(QWidget):
    """As tall as its content at the width it has: the least height at any width would leave a void below."""

    def minimumSizeHint(self) -> QSize:
        """The height follows from the width alone."""
        return QSize(super().minimumSizeHint().width(), 0)
