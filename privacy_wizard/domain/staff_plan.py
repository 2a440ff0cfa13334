"""What importing a staff list would change: planned first, shown, and only then applied. Pure."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from attrs import evolve, frozen

from .staff import ChangeKind, StaffChange, StaffMember, folded, loose_number, staff_key
from .vocabulary import PersonKind

_DAY = timedelta(days=1)
_BETWEEN_NUMBERS = re.compile(r"[\s&;,/]+")
_MANY = 5
"""So many numbers from 1 on are no chance."""


@frozen(kw_only=True)
class StaffRow:
    """One row of a list, understood. An empty field says nothing, so the known value stays."""

    line: int  # as the spreadsheet counts it
    number: str
    first_name: str
    last_name: str
    email: str = ""
    role: str = ""
    kind: PersonKind | None = None
    schools: tuple[str, ...] = ()  # where the list says them apart from the groups, among which they are kept
    groups: tuple[str, ...] = ()
    start: date | None = None
    last_day: date | None = None
    is_name_cut: bool = False  # a title, letters behind the name or a remark were left out
    is_order_open: bool = False  # only the order of the words says which is the last name
    is_unprintable: bool = False  # the name has a letter that no attestation can be printed with
    may_leave: bool = False  # a remark, their standing, or a line through the row perhaps says so
    is_hidden: bool = False  # the workbook does not show the row


class RowFault(StrEnum):
    """Why a row was held back."""

    NO_NUMBER = "no staff number"
    ROUNDED_NUMBER = "a number rounded by a spreadsheet"
    TURNED_INTO_DATE = "turned into a date by a spreadsheet"
    SEVERAL_NUMBERS = "several staff numbers"
    PHONE = "a telephone number"
    SEE_ABOVE = "points to another row"
    NO_NAME = "no name"
    SEVERAL_PEOPLE = "several people"
    UNCLEAR_ORDER = "which part is the last name"
    NOT_A_NAME = "not a name"
    NULL_WORD = "the word NULL"
    FORMULA = "a formula"
    REPORT_LINE = "a line of the report"
    TOO_LONG = "too long"
    NOT_TEXT = "not text"
    ACCENTS = "more accents than a line has room for"
    NOT_A_DATE = "not a date"
    NOT_A_KIND = "not a kind of person"
    NOT_AN_EMAIL = "not an e-mail address"
    SEVERAL_EMAILS = "several e-mail addresses"
    TOO_MANY_CELLS = "more cells than headings"
    LEFT_BEFORE_START = "left before the first day"
    HAS_LEFT = "said to have left"
    DUPLICATE = "the same number with other details"
    NOT_ENOUGH = "not enough to find somebody again"


@frozen(kw_only=True)
class HeldBack:
    """A row that is not imported; if the person is known, their entry stays as it is."""

    line: int
    fault: RowFault
    column: str = ""  # the heading
    shown: str = ""  # what stands there, short
    number: str = ""  # where it could not be read, what stands there
    names: tuple[str, ...] = ()  # where the number alone does not tell whose row it is


class NoticeKind(StrEnum):
    """What the officer should check before confirming."""

    SAME_NAME = "same name"  # two numbers in the list
    SAME_EMAIL = "same e-mail address"
    PERHAPS_NEW_NUMBER = "perhaps a new number"  # a newcomer is called like someone who is not in the list
    REPEATED = "repeated"  # the same person in several rows, merged into one
    MANY_LEAVE = "many leave"  # more than a third of those who work here
    NAMES_CUT = "names cut"  # a title, letters behind the name or a remark were left out
    ORDER_OPEN = "order open"  # of names in one column, nothing but their order tells which is the last name
    ONE_NAME = "one name"  # where others have a first and a last one
    PERHAPS_LEAVING = "perhaps leaving"  # a remark, or their standing, perhaps says so, and no last day is given
    HIDDEN = "hidden"  # in rows that the workbook does not show
    COUNTED = "counted"  # the numbers are those of the rows
    UNPRINTABLE = "cannot be printed"  # the name has a letter that no attestation can be printed with
    FORMER_STAFF = "former staff"  # had left before ever being on our list: not imported


@frozen(kw_only=True)
class PlanNotice:
    """One such thing, with the staff numbers concerned."""

    kind: NoticeKind
    numbers: tuple[str, ...]


@frozen(kw_only=True)
class ImportPlan:
    """What confirming would do. `digest` names exactly this plan: confirm with it, and nothing else is applied."""

    changes: tuple[StaffChange, ...]
    unchanged: int
    held_back: tuple[HeldBack, ...]
    notices: tuple[PlanNotice, ...]
    digest: str
    # (held, in the list): nearly the same numbers, of which somebody must say once whether they are the same
    alike: tuple[tuple[str, str], ...] = ()

    def count(self, kind: ChangeKind) -> int:
        """How many changes of that kind."""
        return sum(change.kind is kind for change in self.changes)


@frozen(kw_only=True)
class StaffList:
    """A list as read: rows understood and rows held back."""

    rows: tuple[StaffRow, ...]
    held_back: tuple[HeldBack, ...] = ()
    names_last_day: bool = False  # it has a column of last days, so an empty one means that the person stays
    is_whole: bool = False  # the officer says: whoever is not in it has left
    same_numbers: bool | None = None  # whether numbers like 1 and 00001 are the same; None: not said


def plan(current: Iterable[StaffMember], read: StaffList, today: date) -> ImportPlan:
    """What the list changes about the staff held now. Reading the same list again then changes nothing.

    With a whole list, whoever is missing has left, at the latest on the day before. A missing person whose row was held
    back stays.
    """
    held = {member.key: member for member in current}
    alike = _alike_numbers(held, read.rows)
    if read.same_numbers:
        read = evolve(read, rows=tuple(evolve(row, number=alike.get(row.number, row.number)) for row in read.rows))
    merged = _Merged(read)
    changes, former = _from_rows(held, merged.rows, read, today)
    named = merged.named | _perhaps_held_back(held, read)
    missing = [member for key, member in held.items() if key not in named]
    left = [_missing(member, today) for member in missing if member.is_active(today)] if read.is_whole else []
    changes.extend(left)
    notices = (*merged.notices(), *_notices(held, changes, missing, former, today))
    concerned = sum(member.key in named for member in held.values())
    return ImportPlan(
        changes=tuple(changes),
        unchanged=concerned - sum(change.before is not None for change in changes) + len(left),
        held_back=tuple(sorted((*read.held_back, *merged.held_back), key=lambda each: each.line)),
        notices=notices,
        digest=_digest(changes),
        alike=tuple((of, listed) for listed, of in alike.items()) if read.same_numbers is None else (),
    )


def applied(current: Iterable[StaffMember], changes: Iterable[StaffChange]) -> tuple[StaffMember, ...]:
    """The staff list after the changes; newcomers last."""
    after = {member.key: member for member in current}
    after.update((change.after.key, change.after) for change in changes)
    return tuple(after.values())


def _alike_numbers(held: Mapping[str, StaffMember], rows: Iterable[StaffRow]) -> dict[str, str]:
    """In the list → held: numbers that nobody holds, and that differ from one held by zeros, blanks or capitals alone.

    Where the list has both, or several held ones are alike, they are different people.
    """
    listed = {staff_key(row.number): row.number for row in rows}
    loose: dict[str, list[str]] = {}
    for key, member in held.items():
        loose.setdefault(loose_number(key), []).append(member.number)
    found = {}
    for key, number in listed.items():
        same = loose.get(loose_number(key), [])
        if key not in held and len(same) == 1 and staff_key(same[0]) not in listed:
            found[number] = same[0]
    return found


def _perhaps_held_back(held: Mapping[str, StaffMember], read: StaffList) -> set[str]:
    """Of whom a row held back may be: it has their name, or writes their number in another way, unless somebody said
    that it is not theirs.
    """
    names = {folded(name) for each in read.held_back for name in each.names}
    named = {
        key for key, member in held.items() if not names.isdisjoint(map(folded, (member.name, *member.former_names)))
    }
    if read.same_numbers is False:
        return named
    unknown = {each.number for each in read.held_back if each.number and staff_key(each.number) not in held}
    loose = {loose_number(part) for number in unknown for part in (number, *_BETWEEN_NUMBERS.split(number))} - {""}
    return named | {key for key in held if loose_number(key) in loose}


_OF_ROWS: Mapping[NoticeKind, Callable[[StaffRow], bool]] = {
    NoticeKind.NAMES_CUT: lambda row: row.is_name_cut,
    NoticeKind.ORDER_OPEN: lambda row: row.is_order_open,
    NoticeKind.ONE_NAME: lambda row: not row.first_name,
    NoticeKind.PERHAPS_LEAVING: lambda row: row.may_leave,
    NoticeKind.HIDDEN: lambda row: row.is_hidden,
    NoticeKind.UNPRINTABLE: lambda row: row.is_unprintable,
}
"""What stands out in a row by itself."""


class _Merged:
    """The rows of a list, each person once. A person may have one row for each of their roles."""

    def __init__(self, read: StaffList) -> None:
        by_key: dict[str, list[StaffRow]] = {}
        for row in read.rows:
            by_key.setdefault(staff_key(row.number), []).append(row)
        self.rows: list[StaffRow] = []
        self.held_back: list[HeldBack] = []
        self.named = {staff_key(each.number) for each in read.held_back if each.number} | by_key.keys()
        self._repeated: list[str] = []
        for rows in by_key.values():
            self._take(rows)

    def _take(self, rows: list[StaffRow]) -> None:
        if len(rows) == 1:
            self.rows.append(rows[0])
        elif len({_identity(row) for row in rows}) == 1:
            schools = _once(school for row in rows for school in row.schools)
            groups = _once(group for row in rows for group in row.groups)
            role = next((row.role for row in rows if row.role), "")
            self.rows.append(evolve(rows[0], schools=schools, groups=groups, role=role))
            self._repeated.append(rows[0].number)
        else:
            self.held_back.extend(
                HeldBack(line=row.line, fault=RowFault.DUPLICATE, shown=row.number, number=row.number) for row in rows
            )

    def notices(self) -> Iterator[PlanNotice]:
        """What stands out in the list itself."""
        if self._repeated:
            yield PlanNotice(kind=NoticeKind.REPEATED, numbers=tuple(self._repeated))
        for kind, is_so in _OF_ROWS.items():
            if found := tuple(row.number for row in self.rows if is_so(row)):
                yield PlanNotice(kind=kind, numbers=found)
        numbers = tuple(row.number for row in self.rows)
        if len(numbers) >= _MANY and numbers == tuple(str(at) for at in range(1, len(numbers) + 1)):
            yield PlanNotice(kind=NoticeKind.COUNTED, numbers=numbers)
        for kind, of in ((NoticeKind.SAME_NAME, _name), (NoticeKind.SAME_EMAIL, _email)):
            same: dict[str, list[str]] = {}
            for row in self.rows:
                same.setdefault(of(row), []).append(row.number)
            yield from (
                PlanNotice(kind=kind, numbers=tuple(found)) for what, found in same.items() if what and found[1:]
            )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _identity(row: StaffRow) -> tuple[object, ...]:
    return _name(row), _email(row), row.kind, row.start, row.last_day


def _name(row: StaffRow) -> str:
    return folded(f"{row.first_name} {row.last_name}")


def _email(row: StaffRow) -> str:
    return row.email.casefold()


def _from_rows(
    held: dict[str, StaffMember], rows: Sequence[StaffRow], read: StaffList, today: date
) -> tuple[list[StaffChange], list[str]]:
    """The changes that the rows make, and the numbers of those who had left before we knew them."""
    changes: list[StaffChange] = []
    former: list[str] = []
    schools = frozenset(folded(school) for row in rows for school in row.schools)
    for row in rows:
        before = held.get(staff_key(row.number))
        after = _newcomer(row) if before is None else _updated(before, row, read, today, schools)
        if before is None and not after.is_active(today):
            former.append(row.number)
        elif after != before:
            changes.append(StaffChange(kind=_kind(before, after, today), before=before, after=after))
    return changes, former


def _newcomer(row: StaffRow) -> StaffMember:
    return StaffMember(
        number=row.number,
        first_name=row.first_name,
        last_name=row.last_name,
        email=row.email,
        role=row.role,
        kind=row.kind or PersonKind.EMPLOYEE,
        groups=_once((*row.schools, *row.groups)),
        start=row.start,
        last_day=row.last_day,
    )


def _updated(before: StaffMember, row: StaffRow, read: StaffList, today: date, schools: frozenset[str]) -> StaffMember:
    last_day = row.last_day
    if not read.names_last_day and before.is_active(today):
        last_day = before.last_day  # the list says nothing of it; one that names a leaver brings them back
    return evolve(
        before,
        first_name=row.first_name,
        last_name=row.last_name,
        former_names=former_names(before, f"{row.first_name} {row.last_name}".strip()),
        email=row.email or before.email,
        role=row.role or before.role,
        kind=row.kind or before.kind,
        groups=_groups(before, row, schools),
        start=row.start or before.start,
        last_day=last_day,
    )


def _groups(before: StaffMember, row: StaffRow, schools: frozenset[str]) -> tuple[str, ...]:
    """Theirs of the several `schools` of a list stands among their groups, instead of another of these. One that is the
    same for the whole list tells nothing new of anybody.
    """
    known = schools if len(schools) > 1 and row.schools else frozenset()
    theirs = row.schools if known else tuple(each for each in row.schools if each in before.groups)
    others = row.groups or tuple(each for each in before.groups if folded(each) not in known)
    after = _once((*theirs, *others))
    return before.groups if set(after) == set(before.groups) else after


def former_names(before: StaffMember, name: str) -> tuple[str, ...]:
    """What somebody was called before they are called `name`, the oldest first."""
    if folded(name) == folded(before.name):
        return before.former_names
    known = [former for former in before.former_names if folded(former) != folded(name)]
    return (*(former for former in known if folded(former) != folded(before.name)), before.name)


def _kind(before: StaffMember | None, after: StaffMember, today: date) -> ChangeKind:
    if before is None:
        return ChangeKind.JOINED
    if before.is_active(today) != after.is_active(today):
        return ChangeKind.RETURNED if after.is_active(today) else ChangeKind.LEFT
    return ChangeKind.CHANGED if folded(before.name) == folded(after.name) else ChangeKind.RENAMED


def _missing(member: StaffMember, today: date) -> StaffChange:
    return StaffChange(kind=ChangeKind.LEFT, before=member, after=evolve(member, last_day=today - _DAY))


def _notices(
    held: dict[str, StaffMember],
    changes: Sequence[StaffChange],
    missing: Sequence[StaffMember],
    former: Sequence[str],
    today: date,
) -> Iterator[PlanNotice]:
    """What is noteworthy when the list meets the known staff."""
    if former:
        yield PlanNotice(kind=NoticeKind.FORMER_STAFF, numbers=tuple(former))
    absent = {folded(name): member for member in missing for name in (member.name, *member.former_names)}
    for change in changes:
        same = absent.get(folded(change.after.name)) if change.kind is ChangeKind.JOINED else None
        if same is not None:
            yield PlanNotice(kind=NoticeKind.PERHAPS_NEW_NUMBER, numbers=(same.number, change.after.number))
    leaving = [change.after.number for change in changes if change.kind is ChangeKind.LEFT]
    active = sum(member.is_active(today) for member in held.values())
    if len(leaving) > max(2, active // 3):
        yield PlanNotice(kind=NoticeKind.MANY_LEAVE, numbers=tuple(leaving))


def _digest(changes: Iterable[StaffChange]) -> str:
    """Over everything that would be stored and what it is based on, so that an outdated preview is noticed."""
    found = hashlib.sha256()
    for each in sorted(repr((change.kind.value, change.before, change.after)) for change in changes):
        found.update(each.encode(errors="surrogatepass"))
    return found.hexdigest()[:16]
