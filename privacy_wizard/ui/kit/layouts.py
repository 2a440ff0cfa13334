"""Layouts: a readable column, flowing lines, and helpers to fill and empty them."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QLayoutItem, QScrollArea, QWidget, QWidgetItem


class PlacedLayout(QLayout):
    """Places its items itself, as high as that takes at a given width; the result is cached."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # by the width; Qt invalidates them when an item changes
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem, /) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int, /) -> QLayoutItem | None:
        """The item at a place, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int, /) -> QLayoutItem | None:
        """Give up the item at a place."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """As wide as can be, no taller than needed."""
        return Qt.Orientation.Horizontal

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def hasHeightForWidth(self) -> bool:
        """The height depends on the width."""
        return True

    def heightForWidth(self, width: int, /) -> int:
        """The height of all items at that width."""
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return height

    def setGeometry(self, rect: QRect, /) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Move the items to their places if asked to; the height they take."""
        raise NotImplementedError


class FlowLayout(PlacedLayout):
    """Items at their own size, in as many lines as the width needs."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self._gap = gap

    def addWidget(self, widget: QWidget, /) -> None:
        """Its item is made here: one that Qt makes is at times taken for another, and then counts as deleted."""
        self.addChildWidget(widget)
        self._items.append(QWidgetItem(widget))
        self.invalidate()

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() + self._gap for size in sizes) - self._gap
        return QSize(max(width, 0), max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _place(self, rect: QRect, *, move: bool) -> int:
        y = rect.top()
        for line in self._lines(rect.width()):
            height, x = max(size.height() for _item, size in line), rect.left()
            for item, size in line:
                if move:  # in the middle of the line: a link beside a button is lower than it
                    item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
                x += size.width() + self._gap
            y += height + self._gap
        return max(y - self._gap - rect.top(), 0)

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = 0
        for item in (each for each in self._items if not each.isEmpty()):
            size = item.sizeHint()
            if not lines or left + size.width() > width:
                lines.append([])
                left = 0
            lines[-1].append((item, size))
            left += size.width() + self._gap
        return lines


COLUMN = 720
_SMALL_WINDOW = (760, 460)


def side_margin(width: int, column: int = COLUMN) -> int:
    """The margin on either side that leaves at most a column's width; slim where the window is small."""
    return max((width - column) // 2, 20 if width < _SMALL_WINDOW[0] else 28 if column > COLUMN else 40)


class PageArea(QScrollArea):
    """Shows one page, and scrolls it vertically only; `_row` has the margins around it."""

    def __init__(self, page: QWidget, holder: QWidget) -> None:
        super().__init__()
        self._row = QHBoxLayout(holder)
        self._row.addWidget(page)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(holder)
        holder.setAutoFillBackground(False)  # setWidget switched it on


class ScrollColumn(PageArea):
    """Shows one page in a column that scrolls vertically only."""

    def __init__(self, page: QWidget, *, column: int = COLUMN) -> None:
        """A wider `column` than usual is for pages that are to fit the window: it has less air, too."""
        super().__init__(page, _Holder())
        self._column = column

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle, whenever window or scroll bar change its room."""
        side = side_margin(self.width(), self._column)
        bar = self.width() - event.size().width()  # the column does not move when the scroll bar appears
        air = 10 if self._column > COLUMN else 18 if self.height() < _SMALL_WINDOW[1] else 40
        self._row.setContentsMargins(side, air, max(side - bar, 8), air)
        super().resizeEvent(event)  # how tall the page is follows from its width, so from the margins


class _Holder(QWidget):
    """As tall as its content at its actual width: the minimum height for any width would leave a gap below."""

    def minimumSizeHint(self) -> QSize:
        """The height follows from the width alone."""
        return QSize(super().minimumSizeHint().width(), 0)


def set_spacing(layout: QLayout, pixels: int) -> None:
    """Only where it is another: Qt lays everything out anew even for the same."""
    if layout.spacing() != pixels:
        layout.setSpacing(pixels)


def clear(layout: QLayout) -> None:
    """Remove and delete everything in a layout, nested layouts included."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()


def row(*widgets: QWidget, spacing: int = 8, stretch: QWidget | None = None) -> QHBoxLayout:
    """Side by side, from the start of the line; `stretch` is the one that takes the room, else it stays empty."""
    line = QHBoxLayout()
    line.setSpacing(spacing)
    for widget in widgets:
        line.addWidget(widget, 1 if widget is stretch else 0)
    if stretch is None:
        line.addStretch(1)
    return line


def add_all(layout: QBoxLayout, *widgets: QWidget) -> None:
    """Add several items in the layout's direction."""
    for widget in widgets:
        layout.addWidget(widget)


def flow(*widgets: QWidget, gap: int = 8) -> FlowLayout:
    """Side by side as far as there is room, then in the next line: for buttons, whose words do not wrap."""
    layout = FlowLayout(gap=gap)
    for widget in widgets:
        layout.addWidget(widget)
    return layout
