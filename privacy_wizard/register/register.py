"""The register: opened once, read and written through sessions. Every method may be called from any thread."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, select

from ..domain.register_events import AccessGiven, AccessTaken, Exported, SchoolEntered
from ..domain.register_views import ChainHead, CheckReport, RecordedEvent
from ..domain.retention import DEFAULT_RULES, FallsDue, Rules
from ..domain.vocabulary import ExportKind
from ..system import NotWritten, outgoing_files
from ..system.progress import UNWATCHED, WorkProgress
from . import access, check, errors, lifecycle, queries, records, retention, schema
from .addresses import documents_folder, is_file, read_address, shown
from .chain import Officer
from .codec import ODD
from .copying import RegisterCopy, copy_of, put_back
from .documents import Documents, InDatabase, InFolder, InStore
from .engine import connect, disconnect, reading, writing
from .person_export import person_export
from .projections import reading_tables
from .queue import Queue
from .records import rebuild
from .tickets import TicketHolder
from .writing import WritingSession, lock_school, session

_SCHOOL = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_STORE = "documents"
_RESERVED = "trust"  # the folder of documents of the trust itself
Clock = Callable[[], datetime]


def _clock() -> datetime:
    return datetime.now(UTC)


def _nothing(_: ChainHead) -> None:
    return


class Register:
    """An officer's view of a register; `officer` None: for reading only."""

    def __init__(
        self, engine: Engine, officer: Officer | None, now: Clock, on_signed: Callable[[ChainHead], None]
    ) -> None:
        self._engine = engine
        self._officer = officer
        self._now = now
        self._on_signed = on_signed
        self._holder = TicketHolder(engine)
        settings = lifecycle.about(engine)
        if not all(isinstance(each, str) for each in settings.values()):
            raise errors.Damaged(shown(engine.url))
        if not {lifecycle.IDENTIFIER} <= settings.keys() <= {lifecycle.IDENTIFIER, _STORE}:
            raise errors.Damaged(shown(engine.url))
        self.identifier = settings[lifecycle.IDENTIFIER]
        self._documents = _store(engine, settings.get(_STORE, ""))
        self._tables = reading_tables(engine.dialect.name)

    @classmethod
    def create(cls, address: str, *, documents: str = "") -> None:
        """Make an empty register at a file's path or a PostgreSQL URL.

        `documents`: where files are kept, as an fsspec address; empty: beside the file, or in PostgreSQL itself.
        Raises RegisterTrouble, as everything here does.
        """
        engine = connect(read_address(address))
        try:
            _store(engine, documents)  # an address that cannot be reached is found now
            lifecycle.make(engine, {_STORE: documents})
        finally:
            engine.dispose()

    @classmethod
    def open(
        cls,
        address: str,
        officer: Officer | None = None,
        *,
        now: Clock = _clock,
        on_signed: Callable[[ChainHead], None] = _nothing,
    ) -> Self:
        """Open a register. `on_signed` is told every head after it was saved, to remember it elsewhere.

        Raises NoRegister, OldRegister, NewerRegister, OnNetworkShare, Unreachable, Damaged.
        """
        engine = connect(read_address(address))
        try:
            return cls(engine, officer, now, on_signed)
        except BaseException:
            engine.dispose()
            raise

    @classmethod
    def upgrade(cls, address: str) -> bool:
        """Update the tables of an older register. False if they were up to date."""
        engine = connect(read_address(address))
        try:
            return lifecycle.upgrade(engine)
        finally:
            engine.dispose()

    def signed_by(self, officer: Officer) -> Self:
        """The same register over the same connections, for an officer who has another certificate from now on."""
        same = type(self)(self._engine, officer, self._now, self._on_signed)
        same._holder = self._holder  # one process, one mark
        return same

    def close(self) -> None:
        """Close every connection; one that is in use, as soon as it is free."""
        self._holder.end()
        disconnect(self._engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def place(self) -> str:
        """The register's address for a reader, without a password."""
        return shown(self._engine.url)

    @contextmanager
    def session(self, school: str) -> Iterator[WritingSession]:
        """Write to a school: all that is done within is saved together and signed, or nothing is.

        One session is one act; keep it short, since others who write to the school wait.
        """
        officer = self._officer
        if officer is None:
            raise errors.NoOfficer

        def act(connection: Connection) -> WritingSession:
            return self._act(connection, school, officer)

        with session(self._engine, act, self._tell) as running:
            yield running
        self.clear(school)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One unchanging view, to hand to the functions of `queries`."""
        with reading(self._engine) as connection:
            yield connection

    def queue(self, school: str) -> Queue:
        """The queue of intake of a school."""
        return Queue(
            engine=self._engine,
            register=self.identifier,
            school=_checked(school),
            documents=self._documents,
            holder=self._holder,
            now=self._now,
        )

    def document(self, school: str, document: str) -> bytes:
        """A kept file's bytes, checked. Raises DocumentLost."""
        with reading(self._engine) as connection:
            return self._documents.get(connection, school, document)

    def clear(self, school: str) -> int:
        """Delete files that are no longer kept; runs after each session, and is harmless to repeat."""
        return retention.clear(self._engine, self.identifier, school, self._documents)

    def _remove_left_over(self, school: str) -> None:
        with writing(self._engine) as connection:
            lock_school(connection, self.identifier, school)
            for document in retention.left_over(connection, school, self._documents):
                self._documents.remove(connection, school, document)

    def add_school(self, school: str, name: str) -> None:
        """Enter a school, or change its name. The identifier: small letters, digits and hyphens, up to 40."""
        with self.session(_checked(school)) as act:
            act.record(SchoolEntered(name=name))

    def give_access(self, role: str, schools: Iterable[str] = (), *, every_school: bool = False) -> None:
        """Let a PostgreSQL role see schools, or every school (a trust officer). Raises NotYours."""
        for school in [schema.THE_TRUST] if every_school else schools:
            with self.session(school) as act:
                access.give(act.connection, school, role)
                act.append_access(AccessGiven(role=role))

    def take_access(self, role: str, schools: Iterable[str] = (), *, every_school: bool = False) -> None:
        """Take access away; a school that was given by name stays until it is taken by name."""
        for school in [schema.THE_TRUST] if every_school else schools:
            with self.session(school) as act:
                access.take(act.connection, school, role)
                act.append_access(AccessTaken(role=role))

    def schools(self) -> list[str]:
        """Every school on record that this officer may see."""
        with reading(self._engine) as connection:
            return lifecycle.schools_on_record(connection)

    def require_school(self, school: str) -> None:
        """Raises NoSuchSchool: what is recorded under a mistyped name would be seen by nobody."""
        known = self.schools()
        if school not in known:
            raise errors.NoSuchSchool(school, known)

    def records(self, school: str, *, person: str | None = None, last: int | None = None) -> Sequence[RecordedEvent]:
        """The events of a school, or about a person, with the corrections of what was said of them; the oldest first.

        `last`: only so many of the newest.
        """
        with reading(self._engine) as connection:
            if person is not None:
                return records.of_person(connection, school, person)[-last if last else 0 :]
            where = []
            if last is not None:
                end = records.last_link(connection, school)
                where.append(schema.chain.c.number > (end.number - last if end else 0))
            return list(records.records(connection, school, *where))

    def copy(self, progress: WorkProgress = UNWATCHED) -> RegisterCopy:
        """Everything on record, as it stands now, to be kept elsewhere; its files are counted. Raises DocumentLost."""
        with reading(self._engine) as connection:
            return copy_of(connection, self.identifier, self._documents, progress)

    @classmethod
    def restore(
        cls, address: str, copy: RegisterCopy, *, documents: str = "", progress: WorkProgress = UNWATCHED
    ) -> None:
        """A register at a new address with all that a copy holds: the same chains, whose numbers go on.

        Raises RegisterThere, and ValueError where the copy is none; there is no register then, nor where it is stopped.
        """
        put_back(address, copy, lambda engine: _store(engine, documents), {_STORE: documents}, progress)

    def head(self, school: str) -> ChainHead | None:
        """The last signed head, to be printed on what leaves the register."""
        with reading(self._engine) as connection:
            return _last_head(connection, self.identifier, school)

    def check(self, school: str, asked: check.Asked | None = None) -> CheckReport:
        """Find anything changed, missing, out of order or cut off."""
        with reading(self._engine) as connection:
            return check.check(connection, self.identifier, school, self._documents, asked or check.Asked())

    def trouble_behind(self, error: Exception) -> errors.RegisterTrouble | None:
        """What an error comes from that this program did not expect, where others have put something into the
        database; None where the record and all that is shown are whole.
        """
        if not isinstance(error, ODD):
            return None
        if isinstance(error, MemoryError):
            return errors.NoMemory()
        try:
            checks = [self.check(school, check.Asked(with_documents=False)) for school in self.schools()]
        except errors.RegisterTrouble as trouble:
            return trouble
        except ODD:
            return errors.Altered(self.place)
        return None if all(each.holds for each in checks) else errors.Altered(self.place)

    def rebuild(self, school: str) -> None:
        """Rebuild the tables from the record: the remedy when a check finds that they differ."""
        with writing(self._engine) as connection:
            lock_school(connection, self.identifier, school)
            rebuild(connection, connection, self._tables, school)

    def falls_due(self, school: str, today: date, rules: Rules = DEFAULT_RULES) -> Sequence[FallsDue]:
        """What has to be deleted under the retention rules; deletes nothing. Raises NoSuchSchool."""
        self.require_school(school)
        with reading(self._engine) as connection:
            return retention.preview(connection, school, today, rules)

    def erase_due(
        self,
        school: str,
        due: Iterable[FallsDue],
        today: date,
        rules: Rules = DEFAULT_RULES,
        progress: WorkProgress = UNWATCHED,
    ) -> int:
        """Delete what a preview listed, all or nothing; returns how many tombstones. Raises NotDue, DeletingStopped.

        Files that nothing names go with it: an act that failed may have left some.
        """
        with self.session(school) as act:
            erased = len(retention.erase_due(act, due, today, rules, progress))
        self._remove_left_over(school)
        return erased

    def erase_person(self, school: str, person: str, reason: str, progress: WorkProgress = UNWATCHED) -> None:
        """Delete everything about a person now. Raises NoSuchSchool, NoSuchRecord, ErasingStopped: nothing is gone."""
        self.require_school(school)
        with self.session(school) as act:
            retention.erase_person(act, person, reason, progress)

    def export_person(self, school: str, person: str, out: Path, progress: WorkProgress = UNWATCHED) -> None:
        """Write everything held about a person as a zip, and record that it was. Raises NoSuchRecord, NotWritten,
        ExportStopped.
        """
        progress = progress.ending_in(errors.ExportStopped)
        self.require_school(school)
        with outgoing_files() as files, self.session(school) as act:
            # Entered first, so that the zip holds it too; it stands only once the act ends, with the zip written.
            act.record(Exported(what=ExportKind.PERSON.value, rows=1, person=person))
            content = self._person_zip(act.connection, school, person, progress)
            progress.go_on()
            files.private(out, content)

    def _tell(self, head: ChainHead) -> None:
        """The act is saved by now; failing to note its head elsewhere must not look like a failure of the act."""
        with suppress(NotWritten):
            self._on_signed(head)

    def _person_zip(self, connection: Connection, school: str, person: str, progress: WorkProgress) -> bytes:
        who = queries.person_by_id(connection, school, person)
        if who is None:
            raise errors.PersonGone
        names = {row.school: row.name for row in queries.schools(connection)}
        head = _last_head(connection, self.identifier, school)
        return person_export(connection, self._documents, who, names.get(school, school), head, self._now(), progress)

    def _act(self, connection: Connection, school: str, officer: Officer) -> WritingSession:
        if school != schema.THE_TRUST:
            _checked(school)
        return WritingSession(
            connection,
            register=self.identifier,
            school=school,
            officer=officer,
            documents=self._documents,
            tables=self._tables,
            now=self._now,
        )


def _store(engine: Engine, address: str) -> Documents:
    if address:
        return InStore(address)
    return InFolder(documents_folder(engine.url)) if is_file(engine.url) else InDatabase()


def _last_head(connection: Connection, register: str, school: str) -> ChainHead | None:
    head = schema.head
    row = connection.execute(
        select(head).where(head.c.school == school).order_by(head.c.number.desc()).limit(1)
    ).first()
    if row is None:
        return None
    return ChainHead(
        register=register,
        school=school,
        number=row.number,
        digest=row.digest,
        signed_at=row.signed_at,
        officer=row.officer,
        signature=bytes(row.signature),
    )


def _checked(school: str) -> str:
    if not _SCHOOL.fullmatch(school) or school == _RESERVED:
        raise ValueError("A school's identifier has small letters, digits and hyphens, up to 40, and is not 'trust'.")
    return school
