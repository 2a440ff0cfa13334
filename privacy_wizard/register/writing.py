"""A session of writing: everything in it is saved together, under an officer's signature, or nothing is."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from attrs import evolve
from sqlalchemy import Connection, Engine, Executable, Table, delete, insert, select, text

from ..domain.register_event_index import attestation_of, is_common, person_of
from ..domain.register_events import (
    AccessGiven,
    AccessTaken,
    Corrected,
    DocumentKept,
    DocumentKind,
    Erased,
    Event,
    EventKind,
)
from ..domain.register_views import ChainHead, RecordedEvent
from . import chain, codec, duties, errors, records, schema
from .chain import Link, Officer
from .documents import Documents
from .engine import in_parts, writing
from .projections import ReadingTables
from .schema import content
from .tickets import Ticket

_UNCORRECTABLE = (EventKind.ERASED, EventKind.ACCESS_GIVEN, EventKind.ACCESS_TAKEN)


class WritingSession:
    """One session on the chain of one school; made by `Register.session`. It cannot be used after its end."""

    def __init__(
        self,
        connection: Connection,
        *,
        register: str,
        school: str,
        officer: Officer,
        documents: Documents,
        tables: ReadingTables,
        now: Callable[[], datetime],
    ) -> None:
        self.connection = connection
        self.school = school
        self._register = register
        self._officer = officer
        self._documents = documents
        self._tables = tables
        self._now = now
        self._wrote = False
        lock_school(connection, register, school)
        found = records.last_link(connection, school)
        self._last = Link(**found._mapping) if found else None

    def record(self, event: Event) -> RecordedEvent:
        """Append one event. Raises HeldAlready where it says what is on record already; OfficerNeeded, OwnCase."""
        return self.record_all([event])[0]

    def record_all(self, events: Iterable[Event]) -> Sequence[RecordedEvent]:
        """Append events in their order; many at once are much faster than one by one."""
        given = list(events)
        if any(isinstance(event, Corrected | Erased | AccessGiven | AccessTaken) for event in given):
            raise TypeError("Corrections, erasures and access have functions of their own.")
        self._refuse(given)
        return self._append(given)

    def may_accept(self) -> bool:
        """Whether what whoever writes takes in may be accepted at once: where there are officers, only theirs."""
        return duties.may_accept(self.connection, self.school, self._officer.certificate, self._moment())

    def require_decider(self, person: str) -> None:
        """Raises OfficerNeeded, OwnCase where whoever writes may not decide what is about a person."""
        duties.require(self.connection, self.school, [person], self._officer.certificate, self._moment())

    def correct(self, number: int, reason: str, instead: Event | None) -> RecordedEvent:
        """Say that an event was wrong, and what holds instead (None: nothing). Both stay on record.

        Raises NoSuchRecord, OfficerNeeded, OwnCase; TypeError for what cannot be corrected, or by another kind.
        """
        wrong = self._correctable(number)
        said = instead or wrong.event
        if instead is not None and type(instead) is not type(wrong.event):
            raise TypeError("An event is corrected by one of the same kind.")
        correction = Corrected(
            wrong=number, reason=reason, instead=instead, person=person_of(said), attestation=attestation_of(said)
        )
        known = records.corrections(self.connection, self.school).get(number)
        affected = [wrong.event, *([known[1].instead] if known and known[1].instead else []), said]
        self._refuse([correction], {who for event in affected if (who := person_of(event))})
        [made] = self._append([correction])
        self._redo(affected)
        return made

    def keep(
        self,
        found: bytes,
        of: DocumentKind,
        name: str,
        *,
        person: str | None = None,
        attestation: str | None = None,
    ) -> str:
        """Keep a file of a person or an attestation; returns its SHA-256 in hex."""
        if person is None and attestation is None:
            raise TypeError("A kept file belongs to a person or an attestation.")
        document = self.put(found)
        kept = DocumentKept(
            document=document, of=of, size=len(found), name=name, person=person, attestation=attestation
        )
        self._append([kept])
        return document

    def put(self, found: bytes) -> str:
        """Store bytes without saying whose they are; whatever names no one is cleared away again."""
        document = self._documents.put(self.connection, self.school, found)
        doomed = schema.doomed
        self.connection.execute(delete(doomed).where(doomed.c.school == self.school, doomed.c.document == document))
        return document

    def finish(self, ticket: Ticket) -> None:
        """Take a judged file off the queue, with this act. Raises TicketLost: nothing of the act is saved then."""
        work = schema.work
        mine = (work.c.school == self.school, work.c.document == ticket.document, work.c.token == ticket.token)
        if ticket.school != self.school or self.connection.execute(delete(work).where(*mine)).rowcount != 1:
            raise errors.TicketLost
        self._doom([ticket.document])

    def erase(self, numbers: Iterable[int], documents: Iterable[str], *, rule: str, reason: str) -> RecordedEvent:
        """Delete the content of events and files for good; the tombstone names no one. Used by `retention`."""
        gone, files = sorted(set(numbers)), sorted(set(documents))
        [made] = self._append([Erased(rule=rule, reason=reason, events=tuple(gone), documents=len(files))])
        for some in in_parts(gone):
            rows = [{"school": self.school, "number": number, "by_number": made.number} for number in some]
            # In one statement: PostgreSQL holds each of them against the tombstone.
            self.connection.execute(insert(schema.erased).values(rows))
            where = (content.c.school == self.school, content.c.number.in_(some))
            self.connection.execute(delete(content).where(*where))
        self._doom(files)
        return made

    def append_access(self, event: AccessGiven | AccessTaken) -> RecordedEvent:
        """Used by `access`, which gives what the event says."""
        return self._append([event])[0]

    def introduce(self, certificate: bytes) -> None:
        """Keep an officer's certificate (DER): from now on the register knows that there is such an officer."""
        values = {"officer": chain.fingerprint(certificate), "certificate": certificate}
        self.connection.execute(_insert_or_leave(self.connection, schema.signer), values)

    def redo(self, persons: Iterable[str], attestations: Iterable[str]) -> None:
        """Rebuild the tables about these people and attestations from the record."""
        records.replay(self.connection, self._tables, self.school, persons, attestations)

    def sign(self) -> ChainHead | None:
        """Sign the end of the chain; None where nothing was recorded. Used at the session's end."""
        if not self._wrote or self._last is None:
            return None
        signed_at = self._moment()
        message = chain.head_message(self._register, self.school, self._last.number, self._last.digest, signed_at)
        made = ChainHead(
            register=self._register,
            school=self.school,
            number=self._last.number,
            digest=self._last.digest,
            signed_at=signed_at,
            officer=self._officer.identifier,
            signature=self._officer.sign(message),
        )
        self.connection.execute(insert(schema.head), _head_values(made))
        return made

    def _append(self, events: Sequence[Event]) -> Sequence[RecordedEvent]:
        links, contents, made = [], [], []
        for event in events:
            written, salt = codec.write(event), chain.new_salt()
            found = chain.link(
                self._register,
                previous=self._last,
                school=self.school,
                kind=event.kind.value,
                at=self._moment(),
                officer=self._officer.identifier,
                commitment=chain.commit(salt, written.body),
            )
            self._last = found
            links.append({name: getattr(found, name) for name in schema.chain.c.keys()})  # noqa: SIM118
            contents.append(
                {
                    "school": self.school,
                    "number": found.number,
                    "salt": salt,
                    "body": written.body,
                    "person": written.person,
                    "attestation": written.attestation,
                }
            )
            made.append(
                RecordedEvent(
                    school=self.school, number=found.number, at=found.at, officer=found.officer, event=written.event
                )
            )
        if made:
            self._introduce()
            self.connection.execute(insert(schema.chain), links)
            self.connection.execute(insert(content), contents)
            self._tables.apply(self.connection, made)
        return made

    def _refuse(self, events: Sequence[Event], about: Collection[str] = ()) -> None:
        """What the writer may not record, whoever asks for it."""
        duties.refuse(self.connection, self.school, events, about, self._officer.certificate, self._moment())

    def _introduce(self) -> None:
        """Keep the officer's certificate, so that the signature can be checked by anyone later."""
        if self._wrote:
            return
        self._wrote = True
        signer, identifier = schema.signer, self._officer.identifier
        if self.connection.execute(select(signer.c.officer).where(signer.c.officer == identifier)).first() is None:
            self.introduce(self._officer.certificate)

    def _correctable(self, number: int) -> RecordedEvent:
        found = records.numbered(self.connection, self.school, number)
        if found is not None and isinstance(found.event, Corrected):
            raise TypeError("Correct the event itself, not its correction.")
        if found is None:  # erased with the person whom it named at first; what was said instead may still hold
            known = records.corrections(self.connection, self.school).get(number)
            if known is None or known[1].instead is None:
                raise errors.NoSuchRecord(number)
            found = evolve(known[0], number=number, event=known[1].instead)
        if found.event.kind in _UNCORRECTABLE:
            raise TypeError(f"An event of the kind {found.event.kind} is undone by its own counterpart, not corrected.")
        return found

    def _redo(self, affected: Iterable[Event]) -> None:
        given = list(affected)
        if any(is_common(event) for event in given):
            records.replay_common(self.connection, self._tables, self.school)
        persons = {each for event in given if (each := person_of(event))}
        attestations = {each for event in given if (each := attestation_of(event))}
        if persons or attestations:
            self.redo(persons, attestations)

    def _doom(self, documents: Iterable[str]) -> None:
        rows = [{"school": self.school, "document": document} for document in documents]
        if rows:
            self.connection.execute(_insert_or_leave(self.connection, schema.doomed), rows)

    def _moment(self) -> datetime:
        return self._now().astimezone(UTC)


@contextmanager
def session(
    engine: Engine, act: Callable[[Connection], WritingSession], signed: Callable[[ChainHead], None]
) -> Iterator[WritingSession]:
    """Begin, sign, save. What `signed` is told has been saved before."""
    with writing(engine) as connection:
        running = act(connection)
        yield running
        head = running.sign()
    if head is not None:
        signed(head)


def lock_school(connection: Connection, register: str, school: str) -> None:
    """Wait until nobody else appends to this school; SQLite's BEGIN IMMEDIATE has done so already."""
    if connection.dialect.name == "postgresql":
        key = {"key": f"{register}/{school}"}
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), key)


def _insert_or_leave(connection: Connection, table: Table) -> Executable:
    from sqlalchemy.dialects import postgresql, sqlite

    made = postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
    return made.on_conflict_do_nothing()


def _head_values(made: ChainHead) -> dict[str, object]:
    names = schema.head.c.keys()
    return {name: getattr(made, name) for name in names}
