"""The list of people as a table that reads the register page by page: only what is looked at is read."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

from attrs import frozen
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ....domain.names import person_kind_name, state_name
from ....domain.register_views import ListOrder, PeopleAsked, PersonRow
from ....i18n import _
from ...kit.table import MOOD, RowColumn
from ..attestation_results import result_columns
from ..event_words import state_mood
from ..words import short_date

PAGE = 64
_MOST_PAGES = 160
_OF_CAMPAIGNS = (ListOrder.STATE, ListOrder.DUE)
Index = QModelIndex | QPersistentModelIndex
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
        self._columns = people_columns(in_campaign=False)
        self._length = 0
        self._pages: OrderedDict[int, Sequence[PersonRow]] = OrderedDict()

    @property
    def asked(self) -> PeopleAsked:
        """Which people, in which order."""
        return self._asked

    @property
    def columns(self) -> Sequence[RowColumn[PersonRow]]:
        """What it shows of each person."""
        return self._columns

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
        self._columns = people_columns(in_campaign=found.asked.campaign is not None)
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
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What stands in a cell."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, MOOD):
            return None
        person, column = self.person_at(index.row()), self._columns[index.column()]
        if person is None:
            return None
        if role == MOOD:
            return None if column.mood is None else column.mood(person)
        return column.text(person) if role == Qt.ItemDataRole.DisplayRole else column.tip_of(person)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._columns[section].heading

    def column_of(self, order: ListOrder) -> int:
        """Where the column by which a list is sorted stands; -1 where it is not shown."""
        return next((at for at, each in enumerate(self._columns) if each.key == order), -1)

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


def people_columns(*, in_campaign: bool) -> Sequence[RowColumn[PersonRow]]:
    """The columns of the list; how somebody stands, and until when, only where a campaign was asked for."""
    columns: Sequence[RowColumn[PersonRow]] = (
        RowColumn(
            heading=_("Name"), text=lambda row: row.member.listed_name, key=ListOrder.NAME, share=20, is_whole=True
        ),
        RowColumn(
            heading=_("Staff number"), text=lambda row: row.member.number, key=ListOrder.NUMBER, share=11, hides=6
        ),
        RowColumn(
            heading=_("Job"),
            text=lambda row: row.member.role or person_kind_name(row.member.kind),
            key=ListOrder.JOB,
            share=17,
            is_whole=True,
            hides=5,
        ),
        RowColumn(
            heading=_("Groups"),
            text=lambda row: ", ".join(row.member.groups),
            key=ListOrder.GROUPS,
            share=14,
            is_whole=True,
            hides=1,
        ),
        RowColumn(
            heading=_("State"),
            text=lambda row: state_name(row.state) if row.state else "",
            mood=lambda row: state_mood(row.state) if row.state else "",
            key=ListOrder.STATE,
            share=12,
            is_whole=True,
        ),
        RowColumn(
            heading=_("Due"),
            text=lambda row: short_date(row.due) if row.due else "",
            cell=lambda row: row.due,
            key=ListOrder.DUE,
            share=12,
            is_whole=True,
            hides=8,
        ),
        *result_columns(lambda row: row.attestation),
    )
    return [each for each in columns if in_campaign or each.key not in _OF_CAMPAIGNS]
