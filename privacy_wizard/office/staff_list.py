"""Importing a staff list: first a plan to look at, then exactly that plan or nothing."""

from datetime import date
from uuid import uuid4

from ..domain.register_events import PersonEntered
from ..domain.register_views import PersonRow
from ..domain.staff import ChangeKind, StaffMember
from ..domain.staff_plan import ImportPlan, StaffList, plan
from ..i18n import Message
from ..register import SchoolRegister
from ..system.progress import UNWATCHED, WorkProgress, WorkStopped
from ..system.trouble import Trouble
from .campaigns import ask_everyone
from .owners_found import find_owners


class PreviewOutdated(Trouble):
    """The confirmed plan is not what the list would change now; nothing was imported."""

    sentence = Message(
        "Nothing was imported: this list would no longer change what you were shown, because the "
        "file, the staff list or the date has changed. Look at the new preview and confirm that."
    )

    def __init__(self, now: ImportPlan) -> None:
        super().__init__(now.digest)
        self.now = now


class ImportStopped(WorkStopped):
    """The user stopped the import: it is all or nothing."""

    sentence = Message("Stopped, so nothing was imported: a list is recorded as a whole, or not at all.")


class ComparingStopped(WorkStopped):
    """The user stopped comparing a list with the staff list."""

    sentence = Message("Stopped before it was known what this list would change. Nothing was changed. Choose it again.")


class NumbersNotSettled(Trouble):
    """Some numbers differ from known ones only by zeros or blanks, and nobody has said whether they are the same."""

    sentence = Message(
        "Nothing was imported: the list has numbers such as {listed} where the staff list has {held}. "
        "First say whether they are the same people."
    )

    def __init__(self, *, held: str, listed: str) -> None:
        super().__init__(held, listed)
        self.held = held
        self.listed = listed


def preview(register: SchoolRegister, read: StaffList, today: date, progress: WorkProgress = UNWATCHED) -> ImportPlan:
    """What importing the list would change. Nothing is recorded. Raises NoSuchSchool, ComparingStopped."""
    progress = progress.ending_in(ComparingStopped)
    with register.staff.reading() as facts:
        held = [row.member for row in facts.people()]
        found = plan(progress.through(held, len(held)), read, today)
        progress.go_on()
        return found


def confirm(
    register: SchoolRegister, read: StaffList, digest: str, today: date, progress: WorkProgress = UNWATCHED
) -> ImportPlan:
    """Import the list if it still changes what its preview showed: all of it, or nothing. Raises PreviewOutdated,
    NumbersNotSettled, ImportStopped, NoSuchSchool. People whom a running campaign covers for the first time are asked
    in the same act.
    """
    with register.staff.acting() as act:
        people = {row.member.key: row for row in act.people()}
        found = plan((row.member for row in people.values()), read, today)
        if found.alike:
            raise NumbersNotSettled(held=found.alike[0][0], listed=found.alike[0][1])
        if found.digest != digest:
            raise PreviewOutdated(found)
        if found.changes:
            progress = progress.ending_in(ImportStopped)
            act.record([_entered(change.after, people.get(change.after.key)) for change in found.changes], progress)
            ask_everyone(act, today, progress)
    find_owners(register, {each.after.key for each in found.changes if each.kind is ChangeKind.JOINED})
    return found


def _entered(member: StaffMember, known: PersonRow | None) -> PersonEntered:
    return PersonEntered(person=known.person if known else uuid4().hex, member=member)
