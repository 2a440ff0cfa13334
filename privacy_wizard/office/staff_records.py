"""The register as the staff list and the campaigns see it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING

from attrs import field, frozen

from ..domain.campaign import Campaign, CampaignBook, Reminder
from ..domain.register_events import Event
from ..domain.register_views import PersonRow
from ..register import Register, WritingSession, queries
from .export_footer import Foot, foot_of, school_name
from .staff_register import StaffActs, StaffFacts, UnknownSchool

if TYPE_CHECKING:
    from sqlalchemy import Connection


@frozen
class StaffRecords:
    """A `StaffRegister` over a register."""

    _register: Register

    @contextmanager
    def reading(self, school: str) -> Iterator[StaffFacts]:
        """One unchanging view."""
        with self._register.reading() as connection:
            _check(connection, school)
            yield _Facts(connection=connection, school=school)

    @contextmanager
    def act(self, school: str) -> Iterator[StaffActs]:
        """One session; raises what the register raises, such as NoOfficer."""
        with self._register.session(school) as act:
            _check(act.connection, school)
            yield _Acts(connection=act.connection, school=school, act=act)


def _check(connection: "Connection", school: str) -> None:
    if all(row.school != school for row in queries.schools(connection)):
        raise UnknownSchool(school)


@frozen(kw_only=True)
class _Facts:
    connection: "Connection"
    school: str

    def school_name(self) -> str:
        return school_name(self.connection, self.school)

    def foot(self, now: datetime) -> Foot:
        return foot_of(self.connection, self.school, now)

    def people(self) -> Iterable[PersonRow]:
        return queries.staff(self.connection, self.school).values()

    def campaigns(self) -> Sequence[Campaign]:
        return queries.campaigns(self.connection, self.school)

    def asked(self, campaign: str) -> Mapping[str, tuple[date, date]]:
        return queries.asked_of(self.connection, self.school, campaign)

    def book(self, campaign: str) -> CampaignBook:
        return queries.campaign_book(self.connection, self.school, campaign)

    def reminders(self, campaign: str) -> Sequence[Reminder]:
        return queries.last_reminders(self.connection, self.school, campaign)


@frozen(kw_only=True)
class _Acts(_Facts):
    act: WritingSession = field(repr=False)

    def record(self, events: Sequence[Event]) -> None:
        if events:
            self.act.record_all(events)
