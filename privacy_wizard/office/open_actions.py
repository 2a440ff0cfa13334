"""What accepted attestations still ask of people, and by when."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from attrs import frozen

from ..domain.register_views import PersonRow
from ..domain.vocabulary import Area, Outcome
from ..i18n import Message, _, long_date, ngettext
from ..register import RegisterTrouble, SchoolRegister
from .declaration_reader import platforms_of, stated
from .home_table import HomeRow, Standing

STILL_TO_BE_DONE = Message("Still to be done")
WHAT_IS_LEFT = Message("What is still to be done")


@frozen(kw_only=True)
class OpenAction:
    """One thing that one person undertook to do; `due` is None if no day was given."""

    person: PersonRow
    attestation: str
    text: str  # what shall be so, as it was signed
    due: date | None
    area: Area | None = None  # None where the attestation does not say
    platform: str = ""  # empty: it is about the person

    @property
    def to_do(self) -> str:
        """Where, and what to do there."""
        return f"{self.platform}: {to_do(self.text)}" if self.platform else to_do(self.text)

    def is_overdue(self, today: date) -> bool:
        """Whether its day is over."""
        return self.due is not None and self.due < today


def to_do(text: str) -> str:
    """What shall be so, as something to do: alone it reads as if it were so already."""
    return _("Make sure that {what}", what=f"{text[:1].lower()}{text[1:]}")


def dated(action: str, due: date | None) -> str:
    """Something to do, and by when."""
    return action if due is None else _("{action} By {day}.", action=action, day=long_date(due))


def needs_action(each: HomeRow) -> bool:
    """Whether somebody's attestation is accepted, and says that something is still to be done."""
    return each.standing is Standing.DONE and each.outcome is Outcome.ACTION_NEEDED


def how_many_open(actions: Sequence[OpenAction], today: date) -> str:
    """Of how many people how much is open, and of how much the day is over."""
    people = len({each.person.person for each in actions})
    said = ngettext("{n} person has something left to do.", "{n} people have something left to do.", people)
    late = sum(each.is_overdue(today) for each in actions)
    overdue = ngettext("{n} point is overdue.", "{n} points are overdue.", late)
    return f"{said} {overdue}" if late else said


def open_actions(
    register: SchoolRegister, rows: Iterable[HomeRow], stopped: Callable[[], bool] = lambda: False
) -> Sequence[OpenAction]:
    """The open actions of accepted attestations, soonest first. Reads a file for each; lost files are skipped."""
    found: list[OpenAction] = []
    for each in rows:
        if stopped():
            break
        if each.attestation is not None and not each.attestation.on_paper and needs_action(each):
            found += _of(register, each.person, each.attestation.attestation)
    return sorted(found, key=lambda action: (action.due or date.max, action.person.member.sort_key))


def _of(register: SchoolRegister, person: PersonRow, attestation: str) -> Sequence[OpenAction]:
    try:
        statement = stated(register.document(attestation))
    except RegisterTrouble:
        return ()
    if statement is None:
        return ()
    areas, platforms = {each.control: each.area for each in statement.findings}, platforms_of(statement)
    return [
        OpenAction(
            person=person,
            attestation=attestation,
            text=each.text,
            due=each.due,
            area=areas.get(each.control),
            platform=platforms.get(each.account, ""),
        )
        for each in statement.actions
    ]
