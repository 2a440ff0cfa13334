"""The list of people as a table that reads the register page by page: only what is looked at is read."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from enum import IntEnum

from attrs import frozen
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ....domain.names import person_kind_name, state_name
from ....domain.register_views import PeopleAsked, PersonOrder, PersonRow
from ....i18n import _
from ...kit.table import MOOD
from ..event_words import state_mood
from ..words import short_date

PAGE = 64
_MOST_PAGES = 160
Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns of the table."""

    NAME = 0
    NUMBER = 1
    ROLE = 2
    GROUPS = 3
    STATE = 4
    DUE = 5


SHARES = (22, 13, 19, 18, 13, 15)  # of the width, on the screen and on paper
_ORDERS = {Column.NAME: PersonOrder.NAME, Column.NUMBER: PersonOrder.NUMBER, Column.DUE: PersonOrder.DUE}
Read = Callable[[PeopleAsked, int, int], Sequence[PersonRow]]
Count = Callable[[PeopleAsked], int]


@frozen(kw_only=True)
class Found:
    """A list as it begins; it is counted afterwards where that is not known yet."""

    asked: PeopleAsked
    first: Sequence[PersonRow]

    @property
    def is_whole(self) -> bool:
        return len(self.first) < PAGE


class PeopleModel(QAbstractTableModel):
    """`read` gives a part of the list, `count` its length; `failed(Exception)` when reading on was not possible."""

    failed = Signal(object)

    def __init__(self, read: Read, count: Count, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read, self._count = read, count
        self._asked = PeopleAsked()
        self._length = 0
        self._pages: OrderedDict[int, Sequence[PersonRow]] = OrderedDict()

    @property
    def asked(self) -> PeopleAsked:
        """Which people, in which order."""
        return self._asked

    def ask(self, asked: PeopleAsked) -> "Found":
        """Read the first part of a list; may run on another thread. Raises what the register raises."""
        return Found(asked=asked, first=self._read(asked, 0, PAGE))

    def count(self, asked: PeopleAsked) -> int:
        """How long a list is; may run on another thread. Raises what the register raises."""
        return self._count(asked)

    def show_found(self, found: "Found") -> None:
        """Show other people, or the same anew; until `grow` only those that were read."""
        self.beginResetModel()
        self._asked, self._length = found.asked, len(found.first)
        self._pages.clear()
        self._pages[0] = found.first
        self.endResetModel()

    def grow(self, length: int) -> None:
        """The list is so long; what is shown of it stays where it is."""
        if length > self._length:
            self.beginInsertRows(QModelIndex(), self._length, length - 1)
            self._length = length
            self.endInsertRows()

    def person_at(self, row: int) -> PersonRow | None:
        """The person in a row; None where the list has become shorter since."""
        page = self._page(row // PAGE)
        at = row % PAGE
        return page[at] if at < len(page) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else self._length

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """State and due date stand there only where a campaign was asked for."""
        if parent.isValid():
            return 0
        return len(Column) if self._asked.campaign is not None else Column.STATE

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, MOOD):
            return None
        person = self.person_at(index.row())
        if person is None:
            return None
        column = Column(index.column())
        if role == MOOD:
            return state_mood(person.state) if column is Column.STATE and person.state else None
        return text_of(person, column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.heading(Column(section))

    def heading(self, column: Column) -> str:
        """The name of a column."""
        return {
            Column.NAME: _("Name"),
            Column.NUMBER: _("Staff number"),
            Column.ROLE: _("Job"),
            Column.GROUPS: _("Groups"),
            Column.STATE: _("State"),
            Column.DUE: _("Due"),
        }[column]

    def order_of(self, column: int) -> PersonOrder | None:
        """By what a column sorts; None for one that does not."""
        return _ORDERS.get(Column(column))

    def _page(self, number: int) -> Sequence[PersonRow]:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        try:
            found = self._read(self._asked, number * PAGE, PAGE)
        except Exception as error:  # noqa: BLE001  (a list cannot raise into Qt; the page explains it)
            found = ()
            self.failed.emit(error)
        self._pages[number] = found
        if len(self._pages) > _MOST_PAGES:
            self._pages.popitem(last=False)
        return found


def text_of(person: PersonRow, column: Column) -> str:
    """What stands in a column."""
    member = person.member
    match column:
        case Column.NAME:
            return f"{member.last_name}, {member.first_name}" if member.first_name else member.last_name
        case Column.NUMBER:
            return member.number
        case Column.ROLE:
            return member.role or person_kind_name(member.kind)
        case Column.GROUPS:
            return ", ".join(member.groups)
        case Column.STATE:
            return state_name(person.state) if person.state else ""
        case Column.DUE:
            return short_date(person.due) if person.due else ""
