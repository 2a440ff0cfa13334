"""The people, the staff list and the campaigns of one school: for lists, pages and use cases, in one unchanging
view or changed in one act.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from attrs import evolve, field, frozen
from sqlalchemy import Connection, select

from ..domain.campaign import Campaign, CampaignAnswers, CampaignState, Reminder
from ..domain.register_events import Event
from ..domain.register_views import (
    AttestationRow,
    CertificateRow,
    CertificateState,
    DocumentRow,
    InvitationRow,
    ListOrder,
    PeopleAsked,
    PersonKey,
    PersonRow,
    RecordedEvent,
    ResultAsked,
)
from ..domain.staff import StaffMember, with_job
from ..system.progress import UNWATCHED, WorkProgress
from . import queries
from .list_terms import people_asked, people_order
from .records import officer_names
from .register import Register
from .schema import person as people_table
from .writing import WritingSession

_MOST_ALIKE = 10_000  # people of all schools who have one of a page's identifiers


@frozen(kw_only=True)
class PersonFile:
    """Everything on record about one person."""

    row: PersonRow
    attestations: Sequence[AttestationRow]
    certificates: Sequence[CertificateRow]
    invitations: Sequence[InvitationRow]
    documents: Sequence[DocumentRow]
    records: Sequence[RecordedEvent]  # as written, the newest first
    officers: Mapping[str, str]  # the names of whoever wrote these, by the identifier that each entry has
    standing: Mapping[str, tuple[CampaignState, date | None]]  # campaign → how they stand, and by when


@frozen(kw_only=True)
class NamedPerson:
    """Somebody as named in lists and choices."""

    member: StaffMember
    is_namesake: bool  # somebody else at the school has the same name

    @property
    def name(self) -> str:
        """First and last name, with the job if needed to tell two people apart."""
        return self._told_apart(self.member.name)

    @property
    def listed_name(self) -> str:
        """Last name first, with the job if needed to tell two people apart."""
        return self._told_apart(self.member.listed_name)

    def _told_apart(self, name: str) -> str:
        return with_job(name, self.member) if self.is_namesake else name


@frozen(kw_only=True)
class SchoolPeople:
    """Everyone on the staff list, leavers included."""

    register: Register
    school: str

    def listed(self, asked: PeopleAsked, today: date, offset: int, limit: int) -> Sequence[PersonRow]:
        """One page of a list, which may span other schools of the register."""
        with self.register.reading() as connection:
            found = queries.people(connection, asked, today, offset, limit)
            return queries.with_attestations(connection, found, asked.campaign)

    def keys(self, asked: PeopleAsked, today: date) -> Sequence[PersonKey]:
        """Who stands in a list, in its order: the list is gone through once, and not for each of its pages."""
        found = people_asked(select(people_table.c.school, people_table.c.person), asked, today)
        with self.register.reading() as connection:
            rows = connection.execute(found.order_by(*people_order(asked, today)))
            return [(row.school, row.person) for row in rows]

    def listed_by(self, keys: Sequence[PersonKey], asked: PeopleAsked, today: date) -> Sequence[PersonRow]:
        """These people of a list, in this order, but for those who have left it since."""
        known = tuple(who for _school, who in keys)
        by_name = evolve(asked, order=ListOrder.NAME, result=ResultAsked(), among=known)  # results were looked at
        found = {(row.school, row.person): row for row in self.listed(by_name, today, 0, _MOST_ALIKE)}
        return [found[key] for key in keys if key in found]

    def count(self, asked: PeopleAsked, today: date) -> int:
        """The length of that list."""
        with self.register.reading() as connection:
            return queries.count_people(connection, asked, today)

    def groups(self) -> Sequence[str]:
        """Every group that somebody is in."""
        with self.register.reading() as connection:
            return queries.groups(connection, [self.school])

    def one(self, person: str) -> PersonRow | None:
        """A person by the register's own identifier."""
        with self.register.reading() as connection:
            return queries.person_by_id(connection, self.school, person)

    def numbered(self, number: str) -> PersonRow | None:
        """The person with a staff number; capitals do not count."""
        with self.register.reading() as connection:
            return queries.person_by_number(connection, self.school, number)

    def names(self, people: Iterable[str]) -> Mapping[str, str]:
        """Names by identifier, for people in the register; with the job if two share a name."""
        return {who: each.name for who, each in self.named(people).items()}

    def named(self, people: Iterable[str]) -> Mapping[str, NamedPerson]:
        """Those of them who are in the register, by identifier."""
        with self.register.reading() as connection:
            twice = queries.namesakes(connection, self.school)
            found = queries.people_by_id(connection, self.school, sorted(set(people)))
            return {who: NamedPerson(member=row.member, is_namesake=who in twice) for who, row in found.items()}

    def file(self, person: str, today: date) -> PersonFile | None:
        """Everything about one person; None if they are not, or no longer, in the register."""
        with self.register.reading() as connection:
            row = queries.person_by_id(connection, self.school, person)
            if row is None:
                return None
            return PersonFile(
                row=row,
                attestations=queries.attestations(connection, [self.school], person_id=person),
                certificates=queries.certificates(connection, self.school, person_id=person),
                invitations=queries.invitations_of(connection, self.school, person),
                documents=queries.documents(connection, self.school, person_id=person),
                records=tuple(reversed(self.register.records(self.school, person=person))),
                officers=officer_names(connection),
                standing=self._standing(connection, row, today),
            )

    def to_invite(self, campaign: str, today: date, now: datetime) -> Sequence[PersonRow]:
        """People who were asked, have not answered, and have neither a valid certificate nor an open invitation."""
        asked = PeopleAsked(schools=(self.school,), campaign=campaign)
        with self.register.reading() as connection:
            found = queries.people(connection, asked, today, 0, queries.count_people(connection, asked, today))
            certified = {
                each.person
                for each in queries.certificates(connection, self.school)
                if each.state(now) is CertificateState.LIVE
            }
            invited = {
                each.person
                for row in found
                for each in queries.invitations_of(connection, self.school, row.person)
                if not each.end and each.expires > now
            }
        return [each for each in found if _is_to_answer(each) and each.person not in certified | invited]

    def invited(self, campaign: str, now: datetime) -> Sequence[InvitationRow]:
        """The invitations of a campaign that can still be answered."""
        with self.register.reading() as connection:
            found = queries.invitations(connection, self.school, campaign)
        return [each for each in found if not each.end and each.expires > now]

    def _standing(
        self, connection: Connection, row: PersonRow, today: date
    ) -> Mapping[str, tuple[CampaignState, date | None]]:
        found: dict[str, tuple[CampaignState, date | None]] = {}
        for campaign in queries.campaigns(connection, self.school):
            asked = PeopleAsked(schools=(self.school,), campaign=campaign.id, search=row.member.number)
            for each in queries.people(connection, asked, today, 0, 50):
                if each.person == row.person and each.state is not None:
                    found[campaign.id] = (each.state, each.due)
        return found


def _is_to_answer(each: PersonRow) -> bool:
    """By now, or later."""
    return each.state is CampaignState.DUE or (each.state is not None and each.state.is_awaited)


Foot = tuple[tuple[str, str], ...]


def foot_of(connection: Connection, school: str, now: datetime) -> Foot:
    """Label and text for each line. With the table in hand, anyone can tell later if the record has been cut since."""
    lines = [("School", school_name(connection, school)), ("Made on", now.isoformat(" ", "minutes"))]
    head = queries.last_head(connection, school)
    if head is not None:
        lines.append(("Last signed entry of the register", f"{head[0]}:{head[1]}"))
    return tuple(lines)


def school_name(connection: Connection, school: str) -> str:
    """The school's name, or its identifier if it has none."""
    return next((row.name for row in queries.schools(connection) if row.school == school), school)


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
