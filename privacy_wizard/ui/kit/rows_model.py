"""A table of frozen values: its columns say what they show of a row; more rows are read when one scrolls down."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from attrs import frozen
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from .table import MOOD

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
_AT_ONCE = 200


@frozen(kw_only=True)
class RowColumn(Generic[R]):
    """One column: its heading, the words of a row, and where they are a state, its mood."""

    heading: str
    text: Callable[[R], str]
    mood: Callable[[R], str] | None = None


class RowsModel(QAbstractTableModel, Generic[R]):
    """`more(offset, limit)` gives further rows, fewer than asked at the end; what it raises is kept in `trouble`."""

    def __init__(self, columns: Sequence[RowColumn[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: list[R] = []
        self._more: Callable[[int, int], Sequence[R]] | None = None
        self.trouble: Exception | None = None

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show these rows and no more."""
        self.beginResetModel()
        self._rows, self._more = list(rows), None
        self.endResetModel()

    def show_from(self, more: Callable[[int, int], Sequence[R]]) -> None:
        """Show the first rows of a longer list."""
        self.beginResetModel()
        self._rows, self._more, self.trouble = [], more, None
        self._fetch()
        self.endResetModel()

    def row(self, at: int) -> R:
        """The value of a row."""
        return self._rows[at]

    @property
    def rows(self) -> Sequence[R]:
        """What was read so far."""
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        """The rows read so far."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The columns."""
        return 0 if parent.isValid() else len(self._columns)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there may be more rows."""
        return not parent.isValid() and self._more is not None

    def fetchMore(self, _parent: Index) -> None:
        """Read the next rows."""
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
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(row)
        if role == MOOD and column.mood is not None:
            return column.mood(row)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The headings."""
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
