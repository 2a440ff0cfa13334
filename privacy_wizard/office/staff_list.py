"""People on the staff list: imported by a plan to look at and then exactly that or nothing, or entered one by one."""

from collections.abc import Mapping
from datetime import date
from uuid import uuid4

from attrs import evolve

from ..domain.register_events import PersonEntered
from ..domain.register_views import PersonRow
from ..domain.staff import ChangeKind, StaffMember
from ..domain.staff_plan import ImportPlan, RowFault, StaffList, former_names, plan
from ..i18n import Message, _
from ..register import SchoolRegister
from ..register.errors import NoSuchPerson
from ..staff_import import cells
from ..system.progress import UNWATCHED, WorkProgress, WorkStopped
from ..system.trouble import Trouble
from .campaigns import ask_everyone
from .corrections import find_owners
from .staff_sentences import ROW_FAULTS


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


_LONGEST_ROLE = 200
_IN_A_FORM: Mapping[RowFault, Message] = {
    RowFault.NO_NUMBER: Message("Write the staff number: it says whose an attestation is."),
    RowFault.NO_NAME: Message("Write the last name."),
}


class PersonRefused(Trouble):
    """Something about the person is missing or impossible."""

    def __init__(self, fault: RowFault) -> None:
        super().__init__(fault)
        self.fault = fault

    def __str__(self) -> str:
        """The sentence for the reader."""
        said = _IN_A_FORM.get(self.fault) or ROW_FAULTS[self.fault]
        return _("Nothing was recorded. {why}", why=said)


class NumberTaken(Trouble):
    """Somebody else on the staff list has the number."""

    sentence = Message("Nothing was recorded: {name} already has this staff number. Each person needs their own.")

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def enter_person(register: SchoolRegister, member: StaffMember, today: date) -> str:
    """Add somebody to the staff list, and ask them what running campaigns ask. Returns the register's identifier for
    them. Raises PersonRefused, NumberTaken, NoSuchSchool.
    """
    found, person = checked(member), uuid4().hex
    with register.staff.acting() as act:
        taken = next((row for row in act.people() if row.member.key == found.key), None)
        if taken is not None:
            raise NumberTaken(taken.member.name)
        act.record([PersonEntered(person=person, member=found)])
        ask_everyone(act, today)
    find_owners(register, (found.key,))
    return person


def change_person(
    register: SchoolRegister, member: StaffMember, today: date, *, keeps_former_name: bool = True
) -> bool:
    """Change the list's entry for the person with that number. Returns whether anything differs. The number itself
    stays: certificates name it. Raises PersonRefused, NoSuchPerson, NoSuchSchool.
    """
    found = checked(member)
    with register.staff.acting() as act:
        row = next((row for row in act.people() if row.member.key == found.key), None)
        if row is None:
            raise NoSuchPerson(found.number)
        before = row.member
        names = former_names(before, found.name) if keeps_former_name else before.former_names
        after = evolve(found, number=before.number, former_names=names)
        if after == before:
            return False
        act.record([PersonEntered(person=row.person, member=after)])
        ask_everyone(act, today)
    return True


def checked(member: StaffMember) -> StaffMember:
    """The person as a staff list would give them: one-line texts without control characters. Raises PersonRefused."""
    try:
        found = evolve(
            member,
            number=cells.number(member.number),
            first_name=cells.name(member.first_name),
            last_name=cells.name(member.last_name),
            email=cells.email(member.email),
            role=cells.words(member.role, _LONGEST_ROLE),
            groups=cells.groups(";".join(member.groups)),
        )
    except cells.Unfit as unfit:
        raise PersonRefused(unfit.fault) from None
    if not found.last_name:
        raise PersonRefused(RowFault.NO_NAME)
    if found.start is not None and found.last_day is not None and found.last_day < found.start:
        raise PersonRefused(RowFault.LEFT_BEFORE_START)
    return found
