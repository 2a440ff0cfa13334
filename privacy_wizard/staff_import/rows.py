"""From a table and a matching to rows understood, and rows held back with the reason."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import TypeVar

from ..domain.staff_plan import HeldBack, RowFault, StaffList, StaffRow
from ..system.progress import UNWATCHED, WorkProgress
from . import cells, dates, names
from .cells import Unfit, is_unprintable
from .matching import Matching, last_name_comes_first, may_be, says_an_order
from .names import ListedName
from .presets import StaffField
from .table import ReadingListStopped, StaffTable, TableRow, as_heading

_T = TypeVar("_T")
_DAYS = (StaffField.START, StaffField.LAST_DAY)


def understand(
    table: StaffTable, matching: Matching, *, is_whole: bool = False, progress: WorkProgress = UNWATCHED
) -> StaffList:
    """Every row of the table, either understood or held back. Raises ReadingListStopped, and ValueError where the
    matching has faults.

    `is_whole`: whoever is not in the list has left.
    """
    faults = matching.faults(len(table.headings))
    if faults:
        raise ValueError(", ".join(faults))
    reader = _RowReader(table, matching.columns)
    progress = progress.ending_in(ReadingListStopped)
    read = _without_its_count([reader.read(row) for row in progress.through(table.rows, len(table.rows))])
    return StaffList(
        rows=tuple(each for each in read if isinstance(each, StaffRow)),
        held_back=tuple(each for each in read if isinstance(each, HeldBack)),
        names_last_day=StaffField.LAST_DAY in matching.columns,
        is_whole=is_whole,
    )


_ITS_COUNT = re.compile(r"(\d{1,6}) (?:records?|rows?|staff|employees|people)\W*", re.IGNORECASE | re.ASCII)


def _without_its_count(rows: Sequence[StaffRow | HeldBack]) -> Sequence[StaffRow | HeldBack]:
    """The list's own count at its end is no row to be looked at, where it agrees with the rows above it."""
    last = rows[-1] if rows else None
    if isinstance(last, HeldBack) and last.fault is RowFault.REPORT_LINE and not any(map(_has_letters, last.names)):
        count = _ITS_COUNT.fullmatch(last.shown)
        if count is not None and int(count[1]) == len(rows) - 1:
            return rows[:-1]
    return rows


def _has_letters(name: str) -> bool:
    return any(map(str.isalpha, name))


_STANDING = frozenset(
    map(as_heading, ("Status", "Employment Status", "Staff Status", "Account Status", "Status [READ ONLY]",
                     "Employee Status", "Worker Status", "Person Status", "Record Status", "User Status",
                     "Current Status", "Current/Leaver", "Assignment Status"))
)  # fmt: skip
_GONE = frozenset(
    (
        *("left", "leaver", "former", "former employee", "inactive", "ended", "terminated", "resigned", "retired"),
        *("deceased", "archived", "deleted", "suspended", "disabled", "left school", "ex-employee"),
        *("leavers", "past", "historic", "dismissed", "withdrawn", "deactivated", "closed", "ex"),
    )
)
_NO_LONGER = re.compile(
    r"(?:no longer (?:here|employed|current|active|working|works here|with us|in post)"
    r"|not (?:current|employed|active)|contract (?:ended|over|expired))\b"
)
_NO = frozenset(("no", "n", "false", "0", "f", "✗", "✘", "✕", "❌"))
_YES = frozenset(("yes", "y", "true", "1", "x", "✓", "✔", "☑", "✅"))
_SAYS_GONE = {
    **dict.fromkeys(_STANDING, _GONE),
    **dict.fromkeys(
        map(
            as_heading,
            ("Has Left", "Is Leaver", "Suspended", "Disabled", "Block Credential", "Archived", "Is Archived",
             "Deleted", "Is Deleted", "Inactive", "Is Inactive", "Deactivated", "Terminated"),
        ),
        _YES,
    ),
    **dict.fromkeys(
        map(
            as_heading,
            ("Is Active", "Active", "Account Enabled", "Enabled", "Current", "Is Current", "Current Staff",
             "Currently Employed", "Employed", "Is Employed", "Still Employed", "Current Employee"),
        ),
        _NO | _GONE,
    ),
}  # fmt: skip
"""By a heading, what there says that somebody works here no longer."""
_FILLED_WHERE_GONE = frozenset(
    map(as_heading, ("Left", "Leaver", "Reason for Leaving", "Leaving Reason", "Reason Left", "Leaver Reason",
                     "Termination Reason"))
)  # fmt: skip
"""Headings under which only leavers have more than a "no"."""
_REMARKS = re.compile(
    r"(?!.*(?:medical|diet|health|emergency|contact|address|phone)).*(?:note|comment|remark|memo|info(?:rmation)?)s?"
)
_PERHAPS_LEAVING = re.compile(
    r"(?i)\b(?:left(?![ -]hand)|leav(?:es|ing(?! party| do\b| card))|(?:to|will) leave|leaver|resign\w*"
    r"|retir(?:es|ing|ed)|(?:in|given|on|working) notice"
    r"|last day|finish(?:es|ed|ing)|dismissed|died|deceased|rip|gone|ended|terminated|transferred|moved (?:to|on)"
    r"|no longer|not (?:returning|live|active|current)|in-?active|non-?active|dormant|expired|ex)\b|^l$"
)
"""Of a remark that says more than that, or something else; people are asked to look."""
_NAMING = (StaffField.FIRST_NAME, StaffField.LAST_NAME, StaffField.FULL_NAME)
_BETWEEN_PEOPLE = re.compile(r"[\n/&;]|\sand\s")
_LONGEST_REMARK = 60  # characters; what is longer tells of something else as well
_WORDS = re.compile(r"\w+")
_LEAVERS_BELOW = re.compile(
    r"(?i)(?:staff |employees )?(?:who |that )?(?:have |has |had )?(?:left|leavers?)\b.{0,30}"
    r"|(?:former|past|previous|ex)[ -](?:staff|employees|members of staff)\b.{0,30}"
)
"""Alone in its row, above those who have left: such a part of a list is often kept for a while."""
_AHEAD_OF_LEFT = re.compile(r"\W*(?:(?:has|have|now|already|staff)\W+){0,3}")
_HAVE_LEFT = frozenset(("left", "leaver", "leavers", "resigned", "retired", "deceased"))
_OF_A_DATE = re.compile(
    r"on|in|at|of|the|end|summer|easter|christmas|term|\d{1,4}(?:st|nd|rd|th)?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
)
_OFTEN_ABOUT_OTHERS = frozenset(("past", "closed", "ex", "retired"))
"""What somebody who works here may be called as well: "Past probation", "Closed-ended contract", "Ex-forces"."""
_WHO_OR_WHY = re.compile(
    r"staff|employees?|members?|workers?|teachers?|teaching|assistants?|school|accounts?|early|due|to|ill|health"
    r"|grounds|medical"
)
_PLACEHOLDERS = frozenset(
    (
        *(("supply", "teacher"), ("supply", "supply"), ("supply", "cover"), ("cover", "teacher")),
        *(("cover", "supervisor"), ("agency", "staff"), ("agency", "teacher"), ("school", "office")),
        *(("main", "office"), ("a", "n other"), ("a n", "other"), ("an", "other"), ("a.n.", "other")),
        *(("test", "user"), ("test", "test")),
    )
)


_WORDS_FOR_NOBODY = frozenset(
    (
        *("new", "supply", "agency", "maternity", "cover", "class", "teacher", "staff", "not", "known", "unknown"),
        *("to", "be", "appointed", "confirmed", "vacant", "vacancy", "temp", "temporary", "lunchtime", "supervisor"),
        *("student", "assistant", "apprentice", "reception", "office", "account", "trainee", "caretaker", "cleaner"),
        *("governor", "headteacher", "member", "of", "the", "support", "teaching", "technician", "mailbox", "printer"),
    )
)
"""Posts, and places for people: nobody's name is made of them alone."""


def _is_nobody(name: ListedName) -> bool:
    return all(word in _WORDS_FOR_NOBODY for word in f"{name.first} {name.last}".casefold().split())


def _tells_of_leaving(remark: str) -> bool:
    """Whether it says that somebody has left, perhaps when, and nothing else: not "left-handed"."""
    if len(remark) > _LONGEST_REMARK:
        return False
    told = _AHEAD_OF_LEFT.sub("", remark.casefold(), count=1)
    gone = _NO_LONGER.match(told)
    first, *others = ["left", *_WORDS.findall(told[gone.end() :])] if gone else _WORDS.findall(told) or [""]
    return first in _HAVE_LEFT and all(map(_OF_A_DATE.fullmatch, others))


def _says_gone_first(standing: str) -> bool:
    """Whether the word for somebody who is gone comes first, whatever follows: "Left - 31/08/25".

    After a word that is often about others only who, why and when may follow: "Ex-staff", "Retired July 2025".
    """
    told = standing.casefold()
    first, *others = _WORDS.findall(told) or [""]
    if first in _OFTEN_ABOUT_OTHERS:
        return all(word in _HAVE_LEFT or _OF_A_DATE.fullmatch(word) or _WHO_OR_WHY.fullmatch(word) for word in others)
    return first in _GONE or bool(_NO_LONGER.match(told))


class _RowReader:
    """Reads the rows of one table."""

    def __init__(self, table: StaffTable, columns: Mapping[StaffField, int]) -> None:
        self._table, self._headings = table, table.headings
        self._columns = columns
        self._month_first = {what for what in _DAYS if self._is_so(dates.month_comes_first, table, what)}
        self._year_last = {what for what in _DAYS if self._is_so(dates.year_comes_last, table, what)}
        whole = columns.get(StaffField.FULL_NAME)
        self._capitals_first = whole is not None and names.capitals_come_first(
            cell for row in table.rows for cell in row.cells[whole : whole + 1]
        )
        at = columns.get(StaffField.NUMBER)
        self._last_name_first = whole is not None and last_name_comes_first(table.headings[whole])
        self._is_order_said = whole is not None and says_an_order(table.headings[whole])
        self._initials = cells.initials_in(
            cell for row in table.rows for cell in (row.cells[at : at + 1] if at is not None else ())
        )
        self._at: StaffField | None = None
        self._is_below_leavers = False
        known = set(columns.values())
        spelled = {at: as_heading(each) for at, each in enumerate(table.headings) if at not in known}
        self._parts = [columns[what] for what in (StaffField.FIRST_NAME, StaffField.LAST_NAME) if what in columns]
        self._instead = {
            what: [at for at in spelled if may_be(what, table.headings[at])]
            for what in (StaffField.FIRST_NAME, StaffField.LAST_NAME)
        }
        self._says_gone = {at: _SAYS_GONE[each] for at, each in spelled.items() if each in _SAYS_GONE}
        self._is_standing = [at for at, each in spelled.items() if each in _STANDING]
        self._filled_where_gone = [at for at, each in spelled.items() if each in _FILLED_WHERE_GONE]
        self._remarks = [at for at, each in spelled.items() if _REMARKS.fullmatch(each)]
        self._jobs = [columns[what] for what in (StaffField.ROLE, StaffField.GROUP) if what in columns]

    def _is_so(self, of_dates: Callable[[str, Iterable[str]], bool], table: StaffTable, what: StaffField) -> bool:
        """What holds for all dates of a column, judging by its heading and cells."""
        at = self._columns.get(what)
        if at is None:
            return False
        return of_dates(table.headings[at], (cell for row in table.rows for cell in row.cells[at : at + 1]))

    def read(self, row: TableRow) -> StaffRow | HeldBack:
        """One row."""
        filled = list(filter(None, map(str.strip, row.cells)))
        if len(filled) == 1:
            self._is_below_leavers = _LEAVERS_BELOW.fullmatch(filled[0]) is not None
        number = ""
        try:
            number = self._cell(row, StaffField.NUMBER, self._number, "")
            if len(row.cells) > len(self._headings):
                self._at = None  # a stray delimiter has shifted the cells
                raise Unfit(RowFault.TOO_MANY_CELLS, cells.shown(row.cells[len(self._headings)]))
            return self._understood(row, number)
        except Unfit as unfit:
            column = self._headings[self._columns[self._at]] if self._at else ""
            named = () if number and self._at not in _NAMING else tuple(self._perhaps_named(row))
            number = number or self._cell(row, StaffField.NUMBER, cells.unread_number, "")
            return HeldBack(
                line=row.line, fault=unfit.fault, column=column, shown=unfit.shown, number=number, names=named
            )

    def _perhaps_named(self, row: TableRow) -> Iterator[str]:
        """The names in a row, as far as they can be read, be they of several people."""
        first, last, whole = (self._cell(row, what, str, "") for what in _NAMING)
        for cell in _BETWEEN_PEOPLE.split(whole) if whole else (f"{last}, {first}",):
            with suppress(Unfit):
                found = names.parted(cells.text(cell, cells.NAME_LIMIT))
                yield f"{found.first} {found.last}".strip()

    def _number(self, cell: str) -> str:
        return cells.listed_number(cell, self._initials)

    def _understood(self, row: TableRow, number: str) -> StaffRow:
        name = self._name(row)
        if cells.stands_for_a_number_to_come(number, f"{name.first} {name.last}"):
            self._at = StaffField.NUMBER
            raise Unfit(RowFault.NO_NUMBER, number)
        start = self._day(row, StaffField.START, dates.day)
        last_day = self._day(row, StaffField.LAST_DAY, dates.last_day)
        if last_day is None:
            self._require_here(row)
        if start and last_day and last_day < start:
            raise Unfit(RowFault.LEFT_BEFORE_START, last_day.isoformat())
        email = self._cell(row, StaffField.EMAIL, cells.email, "")
        return StaffRow(
            line=row.line,
            number=number,
            first_name=name.first,
            last_name=name.last,
            is_name_cut=name.is_cut,
            is_order_open=name.is_by_order and not (self._is_order_said or names.order_shows_in(email, name)),
            is_unprintable=is_unprintable(f"{name.first} {name.last}"),
            email=email,
            role=self._cell(row, StaffField.ROLE, lambda cell: cells.words(cell, 200), ""),
            kind=self._cell(row, StaffField.KIND, cells.kind, None),
            schools=self._cell(row, StaffField.SCHOOL, cells.groups, ()),
            groups=self._cell(row, StaffField.GROUP, cells.groups, ()),
            start=start,
            last_day=last_day,
            may_leave=last_day is None
            and (row.line in self._table.struck or self._is_below_leavers or self._may_leave(row)),
            is_hidden=row.line in self._table.hidden,
        )

    def _may_leave(self, row: TableRow) -> bool:
        told = (*self._remarks, *self._is_standing, *self._jobs)
        said = [row.cells[at] for at in told if at < len(row.cells)]
        return any(map(_PERHAPS_LEAVING.search, said))

    def _require_here(self, row: TableRow) -> None:
        """Raises Unfit where another column says that the person has left."""
        said = {at: cell.strip() for at, cell in enumerate(row.cells)}
        gone = [at for at, words in self._says_gone.items() if said.get(at, "").casefold() in words]
        gone += [at for at in self._is_standing if _says_gone_first(said.get(at, ""))]
        gone += [at for at in self._filled_where_gone if said.get(at, "").casefold() not in {*_NO, *cells.NOTHING, ""}]
        gone += [at for at in (*self._remarks, *self._jobs) if _tells_of_leaving(said.get(at, ""))]
        if gone:
            self._at = None
            raise Unfit(RowFault.HAS_LEFT, cells.shown(said[gone[0]]))

    def _name(self, row: TableRow) -> ListedName:
        self._require_one_person(row)
        first = self._cell(row, StaffField.FIRST_NAME, cells.name, "") or self._other_part(row, StaffField.FIRST_NAME)
        last = self._cell(row, StaffField.LAST_NAME, cells.name, "") or self._other_part(row, StaffField.LAST_NAME)
        whole = ""
        if first or last:
            found = names.given(first, last)
        else:
            whole = self._cell(row, StaffField.FULL_NAME, cells.whole_name, "")
            found = names.parted(whole, capitals_first=self._capitals_first, last_name_first=self._last_name_first)
        if found.is_unclear:
            raise Unfit(RowFault.UNCLEAR_ORDER, cells.shown(whole))
        if not found.last:
            raise Unfit(RowFault.NO_NAME, found.first)
        if (found.first.casefold(), found.last.casefold()) in _PLACEHOLDERS or _is_nobody(found):
            raise Unfit(RowFault.NULL_WORD, f"{found.first} {found.last}".strip())
        return found

    def _require_one_person(self, row: TableRow) -> None:
        """Raises Unfit where several names stand below each other in one row."""
        parts = [row.cells[at].strip() for at in self._parts if at < len(row.cells)]
        if len(parts) > 1 and all("\n" in part for part in parts):
            self._at = StaffField.FIRST_NAME
            raise Unfit(RowFault.SEVERAL_PEOPLE, cells.shown(" ".join(" ".join(parts).split())))

    def _other_part(self, row: TableRow, what: StaffField) -> str:
        """What another column says where that of preferred names is empty, as it is for whoever prefers none."""
        if what not in self._columns:
            return ""
        return next((found for at in self._instead[what] if (found := cells.name("".join(row.cells[at : at + 1])))), "")

    def _day(self, row: TableRow, what: StaffField, read: Callable[[str, bool], date | None]) -> date | None:
        short = what in self._year_last and what not in self._month_first
        return self._cell(row, what, lambda cell: read(cell, short), None)

    def _cell(self, row: TableRow, what: StaffField, read: Callable[[str], _T], absent: _T) -> _T:
        at = self._columns.get(what)
        if at is None:
            return absent
        self._at = what
        cell = row.cells[at] if at < len(row.cells) else ""
        if what in self._month_first and dates.has_two_readings(cell):
            raise Unfit(RowFault.NOT_A_DATE, cells.shown(cell))
        return read(cell)
