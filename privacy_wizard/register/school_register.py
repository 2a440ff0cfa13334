"""One school's register: the single façade for intake, office, command line and console."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Self

from attrs import evolve, frozen
from sqlalchemy import Connection

from ..domain.campaign import Campaign
from ..domain.register_events import Event, EventKind, SchoolEntered
from ..domain.register_views import ChainHead, CheckReport, Overview, RecordedEvent, SchoolRow
from ..domain.retention import FallsDue, Rules
from ..system.progress import UNWATCHED, WorkProgress
from . import queries, records
from .chain import Officer
from .check import Asked
from .duties import people_of
from .queue import Queue
from .register import Register
from .school_attestations import SchoolAttestations, SchoolCertificates
from .school_people import Foot, SchoolPeople, SchoolStaff, foot_of, school_name
from .tickets import HandedIn, Receipt
from .writing import WritingSession


@frozen(kw_only=True)
class SchoolRegister:
    """A register opened at one school. Every method may be called from any thread."""

    register: Register
    school: str

    @property
    def people(self) -> SchoolPeople:
        """The staff list."""
        return SchoolPeople(register=self.register, school=self.school)

    @property
    def attestations(self) -> SchoolAttestations:
        """The attestations handed in."""
        return SchoolAttestations(register=self.register, school=self.school)

    @property
    def certificates(self) -> SchoolCertificates:
        """The certificates, and the owner of each key."""
        return SchoolCertificates(register=self.register, school=self.school)

    @property
    def staff(self) -> SchoolStaff:
        """The staff list and the campaigns, for changing them."""
        return SchoolStaff(register=self.register, school=self.school)

    @property
    def queue(self) -> Queue:
        """The files still to be judged."""
        return self.register.queue(self.school)

    @property
    def identifier(self) -> str:
        """Identifies the register."""
        return self.register.identifier

    @property
    def place(self) -> str:
        """The register's address for a reader, without a password."""
        return self.register.place

    def at(self, school: str) -> Self:
        """The same register at another school."""
        return evolve(self, school=school)

    def signed_by(self, officer: Officer) -> Self:
        """The same, for an officer who has a new certificate from now on."""
        return evolve(self, register=self.register.signed_by(officer))

    def close(self) -> None:
        """Close every connection."""
        self.register.close()

    def reading(self) -> AbstractContextManager[Connection]:
        """One unchanging view, to hand to the functions of `queries`."""
        return self.register.reading()

    def session(self) -> AbstractContextManager[WritingSession]:
        """All that is done within is saved together and signed, or nothing is. Keep it short: others wait."""
        return self.register.session(self.school)

    def record(self, *events: Event) -> None:
        """Append events, all or none."""
        with self.session() as act:
            act.record_all(events)

    def schools(self) -> Sequence[SchoolRow]:
        """Every school of the register that the officer may see."""
        with self.reading() as connection:
            return queries.schools(connection)

    def begun(self) -> datetime | None:
        """When the register was begun, as far as this officer can see."""
        with self.reading() as connection:
            return records.first_moment(connection, (each.school for each in queries.schools(connection)))

    def name(self) -> str:
        """The school's name, or its identifier if it has none."""
        with self.reading() as connection:
            return school_name(connection, self.school)

    def also_called(self) -> tuple[str, ...]:
        """Other names by which attestations may call the school."""
        with self.reading() as connection:
            return records.also_called(connection, self.school)

    def call_also(self, names: Sequence[str]) -> None:
        """Record further names by which attestations may call the school."""
        known = self.also_called()
        new = tuple(each for each in dict.fromkeys(names) if each not in known)
        self.record(SchoolEntered(name=self.name(), other_names=(*known, *new)))

    def call_no_more(self, names: Sequence[str]) -> None:
        """Record that attestations may no longer call the school so."""
        left = tuple(each for each in self.also_called() if each not in names)
        self.record(SchoolEntered(name=self.name(), other_names=left))

    def campaigns(self) -> Sequence[Campaign]:
        """Every campaign, the latest first."""
        with self.reading() as connection:
            return queries.campaigns(connection, self.school)

    def overview(self, campaign: str | None, today: date) -> Overview:
        """People per state in a campaign, or in all, and how much needs a look."""
        with self.reading() as connection:
            return queries.overview(connection, [self.school], campaign, today)

    def hand_in(self, files: Iterable[HandedIn]) -> Sequence[Receipt]:
        """Files on their way in; what waits already or is held makes nothing new. Raises NoSuchSchool."""
        self.register.require_school(self.school)
        return self.queue.hand_in(files)

    def document(self, document: str) -> bytes:
        """A kept file by its SHA-256. Raises DocumentLost."""
        return self.register.document(self.school, document)

    def people_with_certificate(self, certificate: bytes) -> frozenset[str]:
        """The people on the staff list who hold a certificate (DER): nobody decides on their own attestation."""
        with self.reading() as connection:
            return people_of(connection, self.school, certificate)

    def records_of(self, kinds: Sequence[EventKind], most: int) -> Sequence[RecordedEvent]:
        """The newest entries of some kinds, as written."""
        with self.reading() as connection:
            found = list(records.records(connection, self.school, records.is_one_of(kinds)))
        return found[::-1][:most]

    def foot(self, now: datetime) -> Foot:
        """The foot of each table that leaves the register."""
        with self.reading() as connection:
            return foot_of(connection, self.school, now)

    def head(self) -> ChainHead | None:
        """The last signed head."""
        return self.register.head(self.school)

    def check(self, known: Sequence[ChainHead] = (), progress: WorkProgress = UNWATCHED) -> CheckReport:
        """Check the whole record, also against heads seen elsewhere. Slow. Raises CheckStopped."""
        return self.register.check(self.school, Asked(known=known, progress=progress))

    def falls_due(self, today: date, rules: Rules) -> Sequence[FallsDue]:
        """What has to be deleted under the retention rules. Slow on a large register."""
        return self.register.falls_due(self.school, today, rules)

    def erase_due(self, due: Iterable[FallsDue], today: date, rules: Rules, progress: WorkProgress = UNWATCHED) -> int:
        """Delete what a preview listed, all or nothing; returns how many tombstones. Raises NotDue,
        DeletingStopped.
        """
        return self.register.erase_due(self.school, due, today, rules, progress)

    def erase_person(self, person: str, reason: str, progress: WorkProgress = UNWATCHED) -> None:
        """Delete everything about a person now. Raises NoSuchRecord, ErasingStopped."""
        self.register.erase_person(self.school, person, reason, progress)

    def export_person(self, person: str, out: Path, progress: WorkProgress = UNWATCHED) -> None:
        """Write everything held about a person as a zip, on record. Raises NoSuchRecord, NotWritten,
        ExportStopped.
        """
        self.register.export_person(self.school, person, out, progress)
