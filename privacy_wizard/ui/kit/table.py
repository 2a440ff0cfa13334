"""Tables: frozen values as rows, whole rows, no grid, one line each, and states in pills."""

from collections.abc import Callable, Sequence
from textwrap import fill
from typing import Any, Generic, TypeVar

from attrs import frozen
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
)

from ...domain.search import sort_text
from .tag import MOOD, PillDelegate
from .theme.theme import TypeStep, font_of

_EMPTY = (None, "")
_AIR = 18
_LONGEST = 36  # letters of what is never cut
_TIP = 90  # letters of a line of what is told where the mouse rests
_MOST_MEASURED = 1_000  # rows
_SORTED = 44  # around a heading, with the arrow that says how it is sorted


class TableView(QTableView):
    """Emits `opened(int)` with the row on a double click or Enter."""

    opened = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._shares: tuple[int, ...] = ()
        self._whole: frozenset[int] = frozenset()
        self._hides: tuple[int, ...] = ()
        self._left_out: frozenset[int] = frozenset()
        self._rest: int | None = None  # the column that has the room that is left
        self._widest: dict[int, int] = {}  # what stands in a column, until something else does
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(PillDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setStretchLastSection(True)
        self.setMinimumHeight(190)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.fit_rows()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show what a model holds."""
        super().setModel(model)
        self._widest.clear()
        if model is not None:
            for changed in (model.modelReset, model.layoutChanged, model.rowsInserted, model.dataChanged):
                changed.connect(self._widest.clear)

    def choose_many(self) -> None:
        """Let several rows be chosen: with Shift and Ctrl, or all of them with Ctrl+A."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def sort_by_headings(self) -> None:
        """Press a heading to sort by it, once more for the other way round; its model sorts."""
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    @property
    def chosen(self) -> Sequence[tuple[int, int]]:
        """The selected rows as runs (first row, count), from the top; a hundred thousand rows are one run."""
        found = self.selectionModel().selection()
        runs = sorted({(found.at(at).top(), found.at(at).height()) for at in range(found.count())})
        return [(top, height) for top, height in runs if height > 0]

    def share_width(self, shares: Sequence[int], whole: Sequence[int] = ()) -> None:
        """Divide the width among the columns; in a narrow window they keep a readable width and scroll.

        What stands in the columns of `whole`, as in those of states, is never cut.
        """
        self._shares, self._whole = tuple(shares), frozenset(whole)
        self.fit_columns()

    def lay_out(self, columns: Sequence["RowColumn[Any]"], left_out: Sequence[int] = ()) -> None:
        """Divide the width as these columns ask, some of which hide where it is too narrow; never show `left_out`."""
        ranked = sorted((each.hides, at) for at, each in enumerate(columns) if each.hides)
        self._hides, self._left_out = tuple(at for _, at in ranked), frozenset(left_out)
        self._rest = next((at for at, each in enumerate(columns) if each.takes_rest), None)
        self.share_width([each.share for each in columns], [at for at, each in enumerate(columns) if each.is_whole])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Divide the width anew, as when what stands in a column has become longer; hidden columns get none of it."""
        given = self._shares[: self.horizontalHeader().count()]
        least = [0 if self._is_away(at) else self._least(at, share) for at, share in enumerate(given)]
        self._give_way(least)
        shares = [share if needed else 0 for share, needed in zip(given, least, strict=True)]
        if self._rest is not None and self._rest < len(shares) and shares[self._rest]:
            shares = [share if at == self._rest else 0 for at, share in enumerate(shares)]
        room, whole = self.viewport().width(), max(sum(shares), 1)
        wide = [max(room * share // whole, needed) for share, needed in zip(shares, least, strict=True)]
        spare = [each - needed for each, needed in zip(wide, least, strict=True)]
        over = min(max(sum(wide) - room, 0), sum(spare))  # taken from those that have more than they need
        for column, each in enumerate(wide):
            self.setColumnWidth(column, each - -(-over * spare[column] // max(sum(spare), 1)))

    def _is_away(self, column: int) -> bool:
        """Whether a column is hidden however wide the window is."""
        return column in self._left_out if self._hides else self.isColumnHidden(column)

    def _give_way(self, least: list[int]) -> None:
        """Hide what there is no room for, which then needs none, and show again what there is."""
        if not self._hides:
            return
        for at in self._hides:
            if sum(least) > self.viewport().width():
                least[at] = 0
        for at, needed in enumerate(least):
            self.setColumnHidden(at, not needed)

    def _least(self, column: int, share: int) -> int:
        """What a column needs to be readable: its heading, a state in its pill, some letters of a text."""
        heading = str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")
        headed = QFontMetrics(font_of(TypeStep.BODY, self.font(), strong=True)).horizontalAdvance(heading) + _SORTED
        needed = max(self.fontMetrics().averageCharWidth() * share * 4 // 5, headed)
        first = self.model().index(0, column)
        is_whole = column in self._whole or (first.isValid() and first.data(MOOD))
        most = self.fontMetrics().averageCharWidth() * _LONGEST
        return max(needed, min(self._widest_in(column), most)) if is_whole else needed

    def _widest_in(self, column: int) -> int:
        """The width of what stands in a column; a window that is made wider asks a thousand rows nothing anew."""
        if column not in self._widest:
            cells = (self.model().index(at, column) for at in range(min(self.model().rowCount(), _MOST_MEASURED)))
            unlike = {(str(each.data() or ""), each.data(MOOD) or ""): each for each in cells}
            long = self.fontMetrics().horizontalAdvance
            widest = {mood: at for (_words, mood), at in sorted(unlike.items(), key=lambda each: long(each[0][0]))}
            self._widest[column] = max((self.sizeHintForIndex(each).width() for each in widest.values()), default=0)
        return self._widest[column]

    def fit_rows(self) -> None:
        """Rows as high as the text size in force asks for."""
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _AIR)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._widest.clear()
        self.fit_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)


R = TypeVar("R")
S = TypeVar("S")
Index = QModelIndex | QPersistentModelIndex
_AT_ONCE = 200


@frozen(kw_only=True)
class RowColumn(Generic[R]):
    """One column: its heading, the words of a row, and where they are a state, its mood.

    It sorts by `order`, else by what a spreadsheet gets as `cell`, else by its words; None and no words are empty.
    """

    heading: str
    text: Callable[[R], str]
    mood: Callable[[R], str] | None = None
    order: Callable[[R], Any] | None = None
    cell: Callable[[R], Any] | None = None  # a number, a day, or more words than there is room for
    key: str = ""  # by which a register sorts
    share: int = 10  # of the width
    is_whole: bool = False  # what stands in it is never cut
    hides: int = 0  # where it is too narrow: 1 goes first, 0 stays
    takes_rest: bool = False  # its words are long: what the others do not need is its room

    def through(self, of: Callable[[S], R]) -> "RowColumn[S]":
        """The same column of other rows, from each of which `of` gives one of these."""

        def read(found: Callable[[R], Any] | None) -> Callable[[S], Any] | None:
            return None if found is None else lambda row: found(of(row))

        return RowColumn(
            heading=self.heading,
            text=lambda row: self.text(of(row)),
            mood=read(self.mood),
            order=read(self.order),
            cell=read(self.cell),
            key=self.key,
            share=self.share,
            is_whole=self.is_whole,
            hides=self.hides,
            takes_rest=self.takes_rest,
        )

    def cell_of(self, row: R) -> Any:
        """The value for a spreadsheet."""
        return self.text(row) if self.cell is None else self.cell(row)

    def order_of(self, row: R) -> Any:
        """By what rows that are not empty are sorted."""
        found = self.order(row) if self.order is not None else self.cell_of(row)
        return sort_text(found) if isinstance(found, str) else found

    def tip_of(self, row: R) -> str:
        """The full text."""
        found = self.cell_of(row)
        return found if isinstance(found, str) else self.text(row)


class RowsModel(QAbstractTableModel, Generic[R]):
    """`more(offset, limit)` gives further rows, fewer than asked at the end; what it raises is kept in `trouble`."""

    def __init__(self, columns: Sequence[RowColumn[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: list[R] = []
        self._more: Callable[[int, int], Sequence[R]] | None = None
        self._source: Callable[[int, int], Sequence[R]] | None = None
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self.trouble: Exception | None = None

    @property
    def columns(self) -> Sequence[RowColumn[R]]:
        """What it shows of each row."""
        return self._columns

    @property
    def sorted_by(self) -> tuple[str, bool] | None:
        """The key of the column last sorted by, and whether in reverse."""
        if self._sorted is None:
            return None
        at, order = self._sorted
        return self._columns[at].key, order == Qt.SortOrder.DescendingOrder

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show exactly these rows, in the current sort order."""
        self.beginResetModel()
        self._rows, self._more, self._source = self._in_order(rows), None, None
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column, from now on; -1 for the order in which they were given.

        A longer list is asked for anew: its source looks at `sorted_by`.
        """
        self._sorted = (column, order) if 0 <= column < len(self._columns) else None
        if self._source is not None:
            self.show_from(self._source)
            return
        self.layoutAboutToBeChanged.emit()
        self._rows = self._in_order(self._rows)
        self.layoutChanged.emit()

    def _in_order(self, rows: Sequence[R]) -> list[R]:
        """Empty values come last either way."""
        if self._sorted is None:
            return list(rows)
        at, order = self._sorted
        keys = [self._columns[at].order_of(row) for row in rows]
        found = [place for place, key in enumerate(keys) if key not in _EMPTY]
        found.sort(key=keys.__getitem__, reverse=order == Qt.SortOrder.DescendingOrder)
        return [rows[place] for place in (*found, *(place for place, key in enumerate(keys) if key in _EMPTY))]

    def show_from(self, more: Callable[[int, int], Sequence[R]]) -> None:
        """Show the first rows of a longer list."""
        self.beginResetModel()
        self._rows, self._more, self._source, self.trouble = [], more, more, None
        self._fetch()
        self.endResetModel()

    def row(self, at: int) -> R:
        """The value of a row."""
        return self._rows[at]

    @property
    def rows(self) -> Sequence[R]:
        """The rows read so far."""
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        """The rows read so far."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there may be more rows."""
        return not parent.isValid() and self._more is not None

    def fetchMore(self, _parent: Index) -> None:
        if self._more is None:
            return
        before = len(self._rows)
        found = self._next()
        if found:
            self.beginInsertRows(QModelIndex(), before, before + len(found) - 1)
            self._rows += found
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell."""
        column, row = self._columns[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return fill(column.tip_of(row), _TIP)
        if role == MOOD and column.mood is not None:
            return column.mood(row)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading
        return None

    def _fetch(self) -> None:
        self._rows += self._next()

    def _next(self) -> Sequence[R]:
        assert self._more is not None  # noqa: S101  (asked by those who looked)
        try:
            found = self._more(len(self._rows), _AT_ONCE)
        except Exception as error:  # noqa: BLE001  (a list cannot raise into Qt; the page explains it)
            found, self.trouble = (), error
        if len(found) < _AT_ONCE:
            self._more = None
        return found
