"""The staff list and the campaigns of one school, read in one unchanging view or changed in one act."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from attrs import field, frozen
from sqlalchemy import Connection

from ..domain.campaign import Campaign, CampaignAnswers, Reminder
from ..domain.register_events import Event
from ..domain.register_views import PersonRow
from ..system.progress import UNWATCHED, WorkProgress
from . import queries
from .export_foot import Foot, foot_of, school_name
from .register import Register
from .writing import WritingSession

_AT_ONCE = 50  # events between two looks at whether to stop


@frozen(kw_only=True)
class StaffView:
    """The records of one school, which do not change while they are read."""

    connection: Connection = field(repr=False)
    school: str

    def school_name(self) -> str:
        """The school's name; its identifier where it has none."""
        return school_name(self.connection, self.school)

    def foot(self, now: datetime) -> Foot:
        """What stands at the foot of a table that leaves the register."""
        return foot_of(self.connection, self.school, now)

    def people(self) -> Iterable[PersonRow]:
        """Everyone on the staff list, leavers too."""
        return queries.staff(self.connection, self.school).values()

    def campaigns(self) -> Sequence[Campaign]:
        """Every campaign, the latest first."""
        return queries.campaigns(self.connection, self.school)

    def asked(self, campaign: str) -> Mapping[str, tuple[date, date]]:
        """Who has been asked: person → (opens, due)."""
        return queries.asked_of(self.connection, self.school, campaign)

    def answers(self, campaign: str) -> CampaignAnswers:
        """Who has answered and who is excused."""
        return queries.campaign_answers(self.connection, self.school, campaign)

    def reminders(self, campaign: str) -> Sequence[Reminder]:
        """The last reminder of each person."""
        return queries.last_reminders(self.connection, self.school, campaign)


@frozen(kw_only=True)
class StaffAct(StaffView):
    """The staff list and the campaigns within one act that may change them."""

    act: WritingSession = field(repr=False)

    def record(self, events: Sequence[Event], progress: WorkProgress = UNWATCHED) -> None:
        """Append events in their order, counted. Raises what the work ends in where it is stopped."""
        for some in progress.in_parts(events, _AT_ONCE):
            self.act.record_all(some)


@frozen(kw_only=True)
class SchoolStaff:
    """Opens a `StaffView` or a `StaffAct`."""

    register: Register
    school: str

    @contextmanager
    def reading(self) -> Iterator[StaffView]:
        """One unchanging view. Raises NoSuchSchool."""
        self.register.require_school(self.school)
        with self.register.reading() as connection:
            yield StaffView(connection=connection, school=self.school)

    @contextmanager
    def acting(self) -> Iterator[StaffAct]:
        """An act: all of it is kept when the block ends, and nothing of it when the block raises.

        Two acts on one school come one after the other, so that what one read is still true when it writes.
        Raises NoSuchSchool, NoOfficer.
        """
        self.register.require_school(self.school)
        with self.register.session(self.school) as act:
            yield StaffAct(connection=act.connection, school=self.school, act=act)
