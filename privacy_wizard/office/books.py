"""One school's register, as a window asks it. Every method may be called from any thread."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from attrs import frozen
from sqlalchemy import func, select

from ..domain.campaign import Campaign, CampaignState
from ..domain.register_events import AttestationStanding, Corrected, Event, EventKind
from ..domain.register_views import (
    AttestationRow,
    CertificateRow,
    ChainHead,
    CheckReport,
    DocumentRow,
    InvitationRow,
    Overview,
    PeopleAsked,
    PersonRow,
    RecordedEvent,
    SchoolRow,
    Waiting,
)
from ..domain.retention import FallsDue, Rules
from ..register import Asked, Register, queries, records
from ..register.schema import attestation as held
from .export_footer import Foot, foot_of
from .staff_records import StaffRecords


@frozen(kw_only=True)
class PersonFile:
    """Everything that the page of a person shows."""

    row: PersonRow
    attestations: Sequence[AttestationRow]
    certificates: Sequence[CertificateRow]
    invitations: Sequence[InvitationRow]
    documents: Sequence[DocumentRow]
    records: Sequence[RecordedEvent]  # as written, the newest first
    standing: Mapping[str, tuple[CampaignState, date | None]]  # campaign → how they stand, and by when


@frozen(kw_only=True)
class Books:
    """The register of one school (and, for the list of people, of its sisters)."""

    register: Register
    school: str

    @property
    def staff(self) -> StaffRecords:
        """The same register, for the use cases of staff and campaigns."""
        return StaffRecords(self.register)

    def schools(self) -> Sequence[SchoolRow]:
        """Every school that the officer may see."""
        with self.register.reading() as connection:
            return queries.schools(connection)

    def name(self) -> str:
        """The school's name; its identifier where it has none."""
        return next((row.name for row in self.schools() if row.school == self.school), self.school)

    def overview(self, campaign: str | None, today: date) -> Overview:
        """How many stand how."""
        with self.register.reading() as connection:
            return queries.overview(connection, [self.school], campaign, today)

    def received_by_day(self, since: datetime) -> Mapping[date, int]:
        """How many attestations came in on each day."""
        with self.register.reading() as connection:
            return queries.received_by_day(connection, [self.school], since)

    def people(self, asked: PeopleAsked, today: date, offset: int, limit: int) -> Sequence[PersonRow]:
        """One page of the list."""
        with self.register.reading() as connection:
            return queries.people(connection, asked, today, offset, limit)

    def count_people(self, asked: PeopleAsked, today: date) -> int:
        """How long the list is."""
        with self.register.reading() as connection:
            return queries.count_people(connection, asked, today)

    def groups(self) -> Sequence[str]:
        """Every group that somebody is in."""
        with self.register.reading() as connection:
            return queries.groups(connection, [self.school])

    def person(self, person: str) -> PersonRow | None:
        """One person."""
        with self.register.reading() as connection:
            return queries.person_by_id(connection, self.school, person)

    def person_by_number(self, number: str) -> PersonRow | None:
        """The person with a staff number."""
        with self.register.reading() as connection:
            return queries.person_by_number(connection, self.school, number)

    def names(self, people: Iterable[str]) -> Mapping[str, str]:
        """The names of people."""
        wanted = set(people)
        with self.register.reading() as connection:
            found = ((who, queries.person_by_id(connection, self.school, who)) for who in wanted)
            return {who: row.member.name for who, row in found if row is not None}

    def person_file(self, person: str, today: date) -> PersonFile | None:
        """Everything about one person; None where they are not, or no longer, in the register."""
        with self.register.reading() as connection:
            row = queries.person_by_id(connection, self.school, person)
            if row is None:
                return None
            standing: dict[str, tuple[CampaignState, date | None]] = {}
            for campaign in queries.campaigns(connection, self.school):
                asked = PeopleAsked(schools=(self.school,), campaign=campaign.id, search=row.member.number)
                for each in queries.people(connection, asked, today, 0, 50):
                    if each.person == person and each.state is not None:
                        standing[campaign.id] = (each.state, each.due)
            return PersonFile(
                row=row,
                attestations=queries.attestations(connection, [self.school], person_id=person),
                certificates=queries.certificates(connection, self.school, person_id=person),
                invitations=queries.invitations_of(connection, self.school, person),
                documents=queries.documents(connection, self.school, person_id=person),
                records=tuple(reversed(self.register.records(self.school, person=person))),
                standing=standing,
            )

    def to_invite(self, campaign: str, today: date, now: datetime) -> Sequence[PersonRow]:
        """Who is asked, has not answered, and has neither a valid certificate nor an invitation that still runs."""
        waiting = (CampaignState.DUE, CampaignState.OPEN, CampaignState.OVERDUE)
        asked = PeopleAsked(schools=(self.school,), campaign=campaign)
        with self.register.reading() as connection:
            found = queries.people(connection, asked, today, 0, queries.count_people(connection, asked, today))
            certified = {
                each.person
                for each in queries.certificates(connection, self.school)
                if each.revoked_from is None and not each.superseded and each.ends > now
            }
            invited = {
                each.person
                for row in found
                for each in queries.invitations_of(connection, self.school, row.person)
                if not each.end and each.expires > now
            }
        return [each for each in found if each.state in waiting and each.person not in certified | invited]

    def campaigns(self) -> Sequence[Campaign]:
        """Every campaign, the latest first."""
        with self.register.reading() as connection:
            found = queries.campaigns(connection, self.school)
        return sorted(found, key=lambda campaign: (campaign.opens, campaign.id), reverse=True)

    def attestations(
        self,
        standing: AttestationStanding | None = None,
        campaign: str | None = None,
        offset: int = 0,
        limit: int = 100,
    ) -> Sequence[AttestationRow]:
        """Attestations, the last received first."""
        with self.register.reading() as connection:
            return queries.attestations(
                connection, [self.school], campaign_id=campaign, standing=standing, offset=offset, limit=limit
            )

    def accepted(self, campaign: str | None = None) -> Sequence[AttestationRow]:
        """Every accepted attestation."""
        found: list[AttestationRow] = []
        with self.register.reading() as connection:
            while page := queries.attestations(
                connection,
                [self.school],
                campaign_id=campaign,
                standing=AttestationStanding.ACCEPTED,
                offset=len(found),
                limit=1000,
            ):
                found += page
        return found

    def to_countersign(self) -> int:
        """How many accepted attestations wait for a countersignature; papers get none."""
        found = held.c
        asked = select(func.count()).where(
            found.school == self.school,
            found.standing == AttestationStanding.ACCEPTED.value,
            found.countersigned.is_(None),
            found.on_paper.is_(False),
        )
        with self.register.reading() as connection:
            return int(connection.execute(asked).scalar_one())

    def attestation(self, identifier: str) -> AttestationRow | None:
        """One attestation, by the SHA-256 of its file."""
        with self.register.reading() as connection:
            return queries.attestation_by_id(connection, self.school, identifier)

    def attestations_of(self, person: str) -> Sequence[AttestationRow]:
        """A person's attestations, the last received first."""
        with self.register.reading() as connection:
            return queries.attestations(connection, [self.school], person_id=person)

    def keys_of(self, person: str) -> Sequence[str]:
        """The fingerprints that are known to be a person's."""
        with self.register.reading() as connection:
            return queries.keys_of(connection, self.school, person)

    def certificates(self) -> Sequence[CertificateRow]:
        """Every certificate of the school's authority."""
        with self.register.reading() as connection:
            return queries.certificates(connection, self.school)

    def document(self, document: str) -> bytes:
        """A kept file. Raises DocumentLost."""
        return self.register.document(self.school, document)

    def documents_of(self, attestation: str) -> Sequence[DocumentRow]:
        """What is kept about an attestation, in the order in which it came."""
        with self.register.reading() as connection:
            return queries.documents(connection, self.school, attestation_id=attestation)

    def records_of(self, kinds: Sequence[EventKind], most: int) -> Sequence[RecordedEvent]:
        """The newest entries of some kinds, as written."""
        with self.register.reading() as connection:
            found = list(records.records(connection, self.school, records.is_one_of(kinds)))
        return found[::-1][:most]

    def foot(self, now: datetime) -> Foot:
        """What stands at the foot of each table that leaves the register."""
        with self.register.reading() as connection:
            return foot_of(connection, self.school, now)

    def waiting(self) -> Waiting:
        """The queue of intake in numbers."""
        return self.register.queue(self.school).count()

    def record(self, *events: Event) -> None:
        """Append events, all or none."""
        with self.register.session(self.school) as act:
            act.record_all(events)

    def head(self) -> ChainHead | None:
        """The last signed head."""
        return self.register.head(self.school)

    def check(self, known: Sequence[ChainHead] = ()) -> CheckReport:
        """Go through the whole record, against the heads that were seen elsewhere. Slow."""
        return self.register.check(self.school, Asked(known=known))

    def falls_due(self, today: date, rules: Rules) -> Sequence[FallsDue]:
        """What is to be deleted under the rules of keeping. Slow on a large register."""
        return self.register.falls_due(self.school, today, rules)


def corrected(records: Iterable[RecordedEvent]) -> frozenset[int]:
    """The numbers of events that a later one corrects."""
    return frozenset(each.event.wrong for each in records if isinstance(each.event, Corrected))


def since(today: date, weeks: int) -> date:
    """The Monday so many weeks back, counting this one."""
    return today - timedelta(days=today.weekday(), weeks=weeks - 1)
