"""The list of people as a table that reads the register page by page: only what is viewed is read."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import frozen
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ....domain.names import person_kind_name, state_name
from ....domain.register_views import ListOrder, PeopleAsked, PersonKey, PersonRow
from ....i18n import _
from ...kit.table import RowColumn
from ...kit.tag import MOOD
from ..attestation_results import result_columns
from ..event_words import state_mood
from ..words import short_date

if TYPE_CHECKING:
    from ..context import ConsoleContext

PAGE = 64
_MOST_PAGES = 160
_OF_CAMPAIGNS = (ListOrder.STATE, ListOrder.DUE)
Index = QModelIndex | QPersistentModelIndex


@frozen(kw_only=True)
class Found:
    """The start of a list; it is counted afterwards if its length is not known yet."""

    asked: PeopleAsked
    first: Sequence[PersonRow]

    @property
    def is_whole(self) -> bool:
        return len(self.first) < PAGE


@frozen(kw_only=True)
class Whole:
    """How long a list is, and who stands in it in which order, where each part would take long to find anew."""

    asked: PeopleAsked
    length: int
    keys: Sequence[PersonKey] | None = None


class PeopleModel(QAbstractTableModel):
    """Emits `failed(Exception)` when reading on fails."""

    failed = Signal(object)

    def __init__(self, context: "ConsoleContext", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._keys: Sequence[PersonKey] | None = None
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
        return Found(asked=asked, first=self._context.register.people.listed(asked, self._context.today, 0, PAGE))

    def measure(self, asked: PeopleAsked) -> "Whole":
        """The length of a list; may run on another thread. Raises what the register raises."""
        people, today = self._context.register.people, self._context.today
        if not asked.is_by_results:
            return Whole(asked=asked, length=people.count(asked, today))
        keys = people.keys(asked, today)
        return Whole(asked=asked, length=len(keys), keys=keys)

    def show_found(self, found: "Found") -> None:
        """Show other people, or the same anew; until `grow` only those that were read."""
        self.beginResetModel()
        self._asked, self._length = found.asked, len(found.first)
        self._columns = people_columns(in_campaign=found.asked.campaign is not None)
        self._keys = None
        self._pages.clear()
        self._pages[0] = found.first
        self.endResetModel()

    def grow(self, whole: "Whole") -> None:
        """The list is so long; what is shown of it stays where it is."""
        self._keys = whole.keys
        if whole.length > self._length:
            self.beginInsertRows(QModelIndex(), self._length, whole.length - 1)
            self._length = whole.length
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
            found = self._read(number * PAGE)
        except Exception as error:  # noqa: BLE001  (a list cannot raise into Qt; the page explains it)
            found = ()
            self.failed.emit(error)
        self._pages[number] = found
        if len(self._pages) > _MOST_PAGES:
            self._pages.popitem(last=False)
        return found

    def _read(self, first: int) -> Sequence[PersonRow]:
        people, today = self._context.register.people, self._context.today
        if self._keys is None:
            return people.listed(self._asked, today, first, PAGE)
        return people.listed_by(self._keys[first : first + PAGE], self._asked, today)


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
