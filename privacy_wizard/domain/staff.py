"""Who works at a school, and what changes when a new list is read."""

from datetime import date
from enum import StrEnum

from attrs import frozen

from .likeness import Likeness, likeness
from .search import sort_text
from .vocabulary import PersonKind


@frozen(kw_only=True)
class StaffMember:
    """One person on the staff list of one school; leavers stay on it."""

    number: str  # the staff number: unique in the school whatever its capitals, and what certificates name
    first_name: str
    last_name: str
    former_names: tuple[str, ...] = ()  # whole names, the oldest first
    email: str = ""
    role: str = ""  # the job title
    kind: PersonKind = PersonKind.EMPLOYEE
    groups: tuple[str, ...] = ()
    start: date | None = None  # the first day at the school
    last_day: date | None = None  # the last day at the school, once it is known

    @property
    def name(self) -> str:
        """First name and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def listed_name(self) -> str:
        """As lists show it: last name first."""
        return f"{self.last_name}, {self.first_name}" if self.first_name else self.last_name

    @property
    def sort_key(self) -> str:
        """By which lists of people stand in order: the last name first, see `sort_text`."""
        return sort_text(self.last_name, self.first_name)

    @property
    def key(self) -> str:
        """The staff number in the form for comparing: see `staff_key`."""
        return staff_key(self.number)

    def is_active(self, on: date) -> bool:
        """Whether the person has not left by that day; somebody who has yet to begin is active."""
        return self.last_day is None or on <= self.last_day

    def is_called(self, name: str) -> bool:
        """Whether that is or was the person's name; capitals, spaces and ways of typing do not count."""
        return any(likeness(known, name) is Likeness.SAME for known in (self.name, *self.former_names))


class ChangeKind(StrEnum):
    """What happened to one person between two lists."""

    JOINED = "joined"
    RENAMED = "renamed"  # and perhaps other changes with it
    CHANGED = "changed"
    LEFT = "left"
    RETURNED = "returned"


@frozen(kw_only=True)
class StaffChange:
    """One person before and after; to apply it, store `after` under `after.key`."""

    kind: ChangeKind
    before: StaffMember | None  # None: joined
    after: StaffMember


def with_job(name: str, member: StaffMember) -> str:
    """A name that somebody else on the list has, too: with the job, or the staff number where none is known."""
    return f"{name} ({member.role or member.number})"


def staff_key(number: str) -> str:
    """A staff number in the form for comparing: capitals do not count."""
    return number.casefold()


def loose_number(number: str) -> str:
    """By which two staff numbers may be one, written in two ways: capitals, blanks, a number sign and leading zeros do
    not count.
    """
    return "".join(number.split()).casefold().lstrip("#0") or "0"


def folded(name: str) -> str:
    """A name in the form for comparing: capitals, spaces and invisible joiners do not count."""
    return " ".join(name.replace("\u200c", "").replace("\u200d", "").split()).casefold()
