"""A table of pupils, former pupils, parents and carers: which column is what, and each row read or held back."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from attrs import field, frozen

from ..domain.protected_list import ProtectedPerson
from ..domain.staff_plan import HeldBack, RowFault
from . import cells, names
from .cells import Unfit
from .names import ListedName
from .presets import COMMON, StaffField
from .table import StaffTable, TableRow, as_heading


class ProtectedField(StrEnum):
    """What is taken from such a table; every other column is ignored."""

    FIRST_NAME = "first-name"
    LAST_NAME = "last-name"
    FULL_NAME = "full-name"
    HANDLE = "handle"
    EMAIL = "email"
    MOBILE = "mobile"


_WORDS: Mapping[ProtectedField, Sequence[str]] = {
    ProtectedField.FIRST_NAME: (*COMMON[StaffField.FIRST_NAME], "Forenames", "First Names", "Given Names"),
    ProtectedField.LAST_NAME: (*COMMON[StaffField.LAST_NAME], "Legal Last Name", "Chosen Surname"),
    ProtectedField.FULL_NAME: ("Full Name", "Name", "Pupil Name", "Student Name", "Parent Name", "Contact Name", "Nom"),
}
_NAMES = (ProtectedField.FIRST_NAME, ProtectedField.LAST_NAME)


@frozen(kw_only=True)
class ProtectedRows:
    """The result of reading a table."""

    people: Sequence[ProtectedPerson] = field(repr=False)
    held_back: Sequence[HeldBack] = field(repr=False)


def protected_columns(headings: Sequence[str]) -> Mapping[ProtectedField, int]:
    """In which columns the names stand, by their headings. Ways to reach somebody are taken only on a person's word.

    A heading that stands twice is left: which is meant, only a person can say.
    """
    spelled = [as_heading(heading) for heading in headings]
    found: dict[ProtectedField, int] = {}
    for what, words in _WORDS.items():
        known = (spelled.index(word) for word in map(as_heading, words) if spelled.count(word) == 1)
        at = next((each for each in known if each not in found.values()), None)
        if at is not None and not (what is ProtectedField.FULL_NAME and all(name in found for name in _NAMES)):
            found[what] = at
    return found


def tells_people_apart(columns: Mapping[ProtectedField, int]) -> bool:
    """Whether these columns identify people."""
    whole = ProtectedField.FULL_NAME in columns or all(name in columns for name in _NAMES)
    return whole or any(each in columns for each in ProtectedField if each not in (*_NAMES, ProtectedField.FULL_NAME))


def understand_protected(table: StaffTable, columns: Mapping[ProtectedField, int]) -> ProtectedRows:
    """Every row that says something, understood or held back; empty rows are passed over."""
    read = [_row(table, columns, row) for row in table.rows if any(cell.strip() for cell in row.cells)]
    return ProtectedRows(
        people=tuple(each for each in read if isinstance(each, ProtectedPerson)),
        held_back=tuple(each for each in read if isinstance(each, HeldBack)),
    )


def _row(table: StaffTable, columns: Mapping[ProtectedField, int], row: TableRow) -> ProtectedPerson | HeldBack:
    column = ""

    def cell(what: ProtectedField, read: Callable[[str], str]) -> str:
        nonlocal column
        at = columns.get(what)
        if at is None or at >= len(row.cells):
            return ""
        column = table.headings[at]
        return read(row.cells[at])

    try:
        if len(row.cells) > len(table.headings):
            raise Unfit(RowFault.TOO_MANY_CELLS, cells.shown(row.cells[len(table.headings)]))
        named = _name(cell)
        person = ProtectedPerson(
            first=named.first,
            last=named.last,
            handle=cell(ProtectedField.HANDLE, _handle),
            email=cell(ProtectedField.EMAIL, cells.email),
            mobile=cell(ProtectedField.MOBILE, _mobile),
        )
        if not (person.last and person.first) and not (person.handle or person.email or person.mobile):
            raise Unfit(RowFault.NOT_ENOUGH, cells.shown(named.first or named.last))
    except Unfit as unfit:
        return HeldBack(line=row.line, fault=unfit.fault, column=column, shown=unfit.shown)
    return person


def _name(cell: Callable[[ProtectedField, Callable[[str], str]], str]) -> ListedName:
    first, last = cell(ProtectedField.FIRST_NAME, cells.name), cell(ProtectedField.LAST_NAME, cells.name)
    if first or last:
        return names.given(first, last)
    return names.parted(cell(ProtectedField.FULL_NAME, cells.name))


def _handle(cell: str) -> str:
    return cells.words(cell, 200)


def _mobile(cell: str) -> str:
    return cells.without_apostrophe(cells.words(cell, 40))
