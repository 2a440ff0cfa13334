"""People entered and changed one at a time, apart from imported staff lists."""

from collections.abc import Mapping
from datetime import date
from uuid import uuid4

from attrs import evolve

from ..domain.register_events import PersonEntered
from ..domain.staff import StaffMember
from ..domain.staff_plan import RowFault, former_names
from ..i18n import Message, _
from ..register import SchoolRegister
from ..register.errors import NoSuchPerson
from ..staff_import import cells, staff_numbers
from ..system import Trouble
from .campaigns import ask_everyone
from .owners_found import find_owners
from .staff_sentences import ROW_FAULTS

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
            number=staff_numbers.number(member.number),
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
