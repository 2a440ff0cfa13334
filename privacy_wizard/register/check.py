"""Whether the record is whole: its rows, their order, content, signatures and files, and the tables made from it."""

from collections.abc import Callable, Collection, Container, Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from attrs import field, frozen
from sqlalchemy import (
    Connection,
    Engine,
    Select,
    String,
    Table,
    bindparam,
    create_engine,
    create_mock_engine,
    func,
    select,
    type_coerce,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import ExecutableDDLElement

from ..domain.register_event_index import attestation_of, person_of
from ..domain.register_events import DocumentKept, Erased, Event
from ..domain.register_views import ChainHead, CheckReport, FaultKind, RegisterFault
from ..i18n import Message
from ..system.progress import WorkProgress, WorkStopped
from . import chain, codec, schema
from .chain import START
from .codec import ODD, RECORD, of_other_kinds
from .documents import Documents
from .duties import Review
from .errors import CheckStopped, DocumentLost, RegisterTrouble
from .lifecycle import guards
from .projections import reading_tables
from .records import rebuild

_AT_ONCE = 1000
_MOST_SAID = 5  # damages that are told
_RULES = "SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
_FILES = Message("Going through the files …")
_TABLES = Message("Comparing what is shown with the record …")
IsOfficer = Callable[[bytes], bool]


@frozen(kw_only=True)
class Asked:
    """What a check should look at beyond the chain itself."""

    known: Collection[ChainHead] = ()  # heads from elsewhere: from exports, or from this officer's own computer
    is_officer: IsOfficer | None = None  # whether a certificate (DER) is an officer's; None: every one kept is
    with_documents: bool = True
    with_tables: bool = True
    progress: WorkProgress = field(factory=WorkProgress, eq=False)  # over the entries, and then over the files


@frozen
class _Row:
    """A row of the chain as it is stored, whatever was done to it."""

    number: int
    kind: str
    at: str
    officer: str
    commitment: str
    previous: str
    digest: str
    salt: bytes | None
    body: str | None
    person: str | None  # whom and what the content is filed under, to be found when it is to be erased
    attestation: str | None


@frozen
class _Seen:
    """What a walk along the chain found; events count only if they match the chain's commitments."""

    digests: dict[int, str]
    erased: Mapping[int, int]  # number of the event → of the event that erased it
    faults: list[RegisterFault]
    duties: Review
    tombstones: dict[int, set[int]] = field(factory=dict)
    documents: dict[str, int] = field(factory=dict)  # SHA-256 → number of an event that keeps it

    def take(self, row: _Row, event: Event) -> None:
        """Note what an event says about erasing and keeping, and whether its writer might say it."""
        if isinstance(event, Erased):
            self.tombstones[row.number] = set(event.events)
        elif isinstance(event, DocumentKept):
            self.documents.setdefault(event.document, row.number)
        with suppress(ValueError):  # a moment or a certificate that cannot be read is found elsewhere
            self.duties.take(row.number, event, row.officer, schema.read_moment(row.at))


def check(connection: Connection, register: str, school: str, documents: Documents, asked: Asked) -> CheckReport:
    """Go through one school's record in one unchanging view of it. Raises CheckStopped."""
    told = asked.progress.ending_in(CheckStopped)
    if table := of_other_kinds(connection, RECORD):
        odd = RegisterFault(kind=FaultKind.DATABASE_DAMAGED, school=school, what=table)
        return CheckReport(school=school, events=0, erased=0, documents=0, head=None, faults=(odd,))
    seen = _walk(connection, register, school, told)
    heads, faults = _heads(connection, register, school)
    faults += _check_database(connection, school)
    faults += [*seen.faults, *_erasures(school, seen), *_check_heads(register, school, seen, heads, asked)]
    faults += _check_signatures(connection, heads, asked.is_officer)
    if asked.with_documents:
        faults += _check_documents(connection, school, documents, seen.documents, told)
    if asked.with_tables and not faults:  # on a broken record the tables would only repeat what is broken
        faults += _check_tables(connection, school, told)
    faults += [RegisterFault(kind=kind, school=school, number=number) for kind, number in seen.duties.faults]
    return CheckReport(
        school=school,
        events=len(seen.digests),
        erased=len(seen.erased),
        documents=len(seen.documents),
        head=heads[-1] if heads else None,
        faults=tuple(faults),
    )


def _check_database(connection: Connection, school: str) -> Iterator[RegisterFault]:
    """What SQLite finds in its own file: indexes, free pages and bits that no row shows; and what others put there to
    act whenever something is written. PostgreSQL guards its own.
    """
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_SAID})"):
        if said != "ok":
            yield RegisterFault(kind=FaultKind.DATABASE_DAMAGED, school=school, what=" ".join(str(said).split())[:200])
    for name, sql in connection.exec_driver_sql(_RULES):
        if sql not in guards():
            what = "".join(filter(str.isprintable, str(name)))[:60]
            yield RegisterFault(kind=FaultKind.FOREIGN_RULE, school=school, what=what)


def _walk(connection: Connection, register: str, school: str, progress: WorkProgress) -> _Seen:
    link = schema.chain
    many = connection.execute(select(func.count()).select_from(link).where(link.c.school == school)).scalar_one()
    erased = schema.erased
    gone = connection.execute(select(erased).where(erased.c.school == school))
    seen = _Seen({}, {row.number: row.by_number for row in gone}, [], Review(connection, school))
    previous: _Row | None = None
    for row in progress.through(_chain(connection, school), many):
        fault, event = _read(row, seen.erased)
        found = [*_faults(register, school, row, previous), *([(fault, row.number)] if fault else [])]
        seen.faults.extend(RegisterFault(kind=kind, school=school, number=number) for kind, number in found)
        seen.digests[row.number] = row.digest
        if event is not None:
            seen.take(row, event)
        elif not fault:
            seen.duties.erased(row.kind)
        previous = row
    return seen


def _chain(connection: Connection, school: str) -> Iterator[_Row]:
    link, content = schema.chain, schema.content
    asked = (
        select(
            link.c.number,
            link.c.kind,
            type_coerce(link.c.at, String),
            link.c.officer,
            link.c.commitment,
            link.c.previous,
            link.c.digest,
            content.c.salt,
            content.c.body,
            content.c.person,
            content.c.attestation,
        )
        .outerjoin(content, (content.c.school == link.c.school) & (content.c.number == link.c.number))
        .where(link.c.school == school)
        .order_by(link.c.number)
        .execution_options(yield_per=_AT_ONCE)
    )
    with connection.execute(asked) as rows:
        yield from (_Row(*row) for row in rows)


def _faults(register: str, school: str, row: _Row, previous: _Row | None) -> Iterator[tuple[FaultKind, int]]:
    expected = previous.number + 1 if previous else 1
    yield from ((FaultKind.MISSING, number) for number in range(expected, min(row.number, expected + _AT_ONCE)))
    digest = chain.digest_of(register, school, row.number, row.kind, row.at, row.officer, row.commitment, row.previous)
    if digest != row.digest:
        yield FaultKind.CHANGED, row.number
    elif row.number == expected and row.previous != (previous.digest if previous else START):
        yield FaultKind.OUT_OF_ORDER, row.number


def _read(row: _Row, erased: Container[int]) -> tuple[FaultKind | None, Event | None]:
    """The event, if it is what the chain committed to; else what is wrong, if anything."""
    if row.body is None or row.salt is None:
        return (None if row.number in erased else FaultKind.CONTENT_MISSING), None
    if row.number in erased:
        return FaultKind.CONTENT_NOT_ERASED, None
    if chain.commit(bytes(row.salt), row.body) != row.commitment:
        return FaultKind.CONTENT_CHANGED, None
    event = codec.read(row.body)
    filed = (person_of(event), attestation_of(event)) == (row.person, row.attestation)
    if event.kind.value != row.kind or not filed:
        return FaultKind.CONTENT_CHANGED, None
    return None, event


def _erasures(school: str, seen: _Seen) -> Iterator[RegisterFault]:
    """Whatever is gone must be named by a tombstone of the chain, and the tombstone itself be there."""
    for number, by_number in seen.erased.items():
        if number not in seen.tombstones.get(by_number, ()):
            yield RegisterFault(kind=FaultKind.CONTENT_MISSING, school=school, number=number)
    for tombstone, numbers in seen.tombstones.items():
        for number in sorted(numbers - seen.erased.keys()):
            yield RegisterFault(kind=FaultKind.CONTENT_NOT_ERASED, school=school, number=number, what=str(tombstone))


def _heads(connection: Connection, register: str, school: str) -> tuple[list[ChainHead], list[RegisterFault]]:
    head = schema.head
    asked = select(
        head.c.number,
        head.c.digest,
        type_coerce(head.c.signed_at, String).label("at"),
        head.c.officer,
        head.c.signature,
    )
    found: list[ChainHead] = []
    faults: list[RegisterFault] = []
    for row in connection.execute(asked.where(head.c.school == school).order_by(head.c.number)):
        try:
            at = schema.read_moment(row.at)
        except ValueError:
            faults.append(RegisterFault(kind=FaultKind.SIGNATURE_WRONG, school=school, number=row.number))
            continue
        found.append(
            ChainHead(
                register=register,
                school=school,
                number=row.number,
                digest=row.digest,
                signed_at=at,
                officer=row.officer,
                signature=bytes(row.signature),
            )
        )
    return found, faults


def _check_heads(
    register: str, school: str, seen: _Seen, heads: list[ChainHead], asked: Asked
) -> Iterator[RegisterFault]:
    last = max(seen.digests, default=0)
    signed = max((each.number for each in heads), default=0)
    if last > signed:
        yield RegisterFault(kind=FaultKind.NOT_SIGNED, school=school, number=signed + 1)
    for each in (*heads, *(known for known in asked.known if known.school == school)):
        if each.register == register and each.number > last:
            yield RegisterFault(kind=FaultKind.CUT_OFF, school=school, number=each.number)
        elif each.register != register or seen.digests.get(each.number, each.digest) != each.digest:
            yield RegisterFault(kind=FaultKind.HEAD_DIFFERS, school=school, number=each.number)


def _check_signatures(
    connection: Connection, heads: list[ChainHead], is_officer: IsOfficer | None
) -> Iterator[RegisterFault]:
    certificates = {row.officer: bytes(row.certificate) for row in connection.execute(select(schema.signer))}
    for each in heads:
        yield from _check_signature(each, certificates, is_officer)


def _check_signature(
    head: ChainHead, certificates: Mapping[str, bytes], is_officer: IsOfficer | None
) -> Iterator[RegisterFault]:
    certificate = certificates.get(head.officer)
    fault = None
    if certificate is None or chain.fingerprint(certificate) != head.officer:
        fault = FaultKind.OFFICER_UNKNOWN
    elif not chain.is_signed(certificate, chain.message_of(head), head.signature):
        fault = FaultKind.SIGNATURE_WRONG
    elif is_officer is not None and not is_officer(certificate):
        fault = FaultKind.OFFICER_UNKNOWN
    if fault is not None:
        yield RegisterFault(kind=fault, school=head.school, number=head.number)


def _check_documents(
    connection: Connection, school: str, documents: Documents, kept: Mapping[str, int], progress: WorkProgress
) -> Iterator[RegisterFault]:
    progress.doing(str(_FILES))
    for document, number in progress.through(kept.items(), len(kept)):
        try:
            documents.get(connection, school, document)
        except DocumentLost as lost:
            kind = FaultKind.DOCUMENT_CHANGED if lost.changed else FaultKind.DOCUMENT_MISSING
            yield RegisterFault(kind=kind, school=school, number=number, what=document)


def _check_tables(connection: Connection, school: str, progress: WorkProgress) -> Iterator[RegisterFault]:
    """What is read must be what the record gives when it is played again, in a database of its own in memory."""
    try:
        with _in_memory().begin() as memory:
            for making in _read_tables():
                memory.exec_driver_sql(making)
            progress.doing(str(_TABLES))
            rebuild(connection, memory, reading_tables("sqlite"), school, progress)
            for table in schema.READ_TABLES:
                if _rows(connection, table, school) != _rows(memory, table, school):
                    yield RegisterFault(kind=FaultKind.TABLE_DIFFERS, school=school, what=table.name)
    except (WorkStopped, MemoryError):
        raise
    except (RegisterTrouble, SQLAlchemyError, *ODD):  # a table that cannot even be read, or played again
        yield RegisterFault(kind=FaultKind.TABLE_DIFFERS, school=school)


@cache
def _in_memory() -> Engine:
    """Each of its connections is to a new database; the statements are made ready once for all checks."""
    return create_engine("sqlite://", poolclass=NullPool)


@cache
def _read_tables() -> tuple[str, ...]:
    """What makes the tables in memory, worked out once for all checks."""
    made: list[str] = []

    def note(making: ExecutableDDLElement, *_: object, **__: object) -> None:
        made.append(str(making.compile(dialect=_in_memory().dialect)))

    dry = create_mock_engine("sqlite://", note)
    schema.metadata.create_all(dry, schema.READ_TABLES, checkfirst=False)
    return tuple(made)


def _rows(connection: Connection, table: Table, school: str) -> set[tuple[object, ...]]:
    with connection.execute(_of_school(table), {"of_school": school}) as rows:
        return {tuple(row) for row in rows}


@cache
def _of_school(table: Table) -> Select[Any]:
    return select(table).where(table.c.school == bindparam("of_school")).execution_options(yield_per=_AT_ONCE)


_RESTORE = Message("Restore the register from the last sound backup, and keep this one for whoever looks into it.")
_SENTENCES: Mapping[FaultKind, Message] = {
    FaultKind.CHANGED: Message("Entry {number} was changed after it was recorded."),
    FaultKind.MISSING: Message("Entry {number} is missing."),
    FaultKind.OUT_OF_ORDER: Message("Entry {number} does not follow from the one before it."),
    FaultKind.CUT_OFF: Message("The record was cut off: an officer signed entry {number}, and it is no longer there."),
    FaultKind.NOT_SIGNED: Message("No officer signed the entries from {number} on."),
    FaultKind.SIGNATURE_WRONG: Message("The officer's signature at entry {number} is not right."),
    FaultKind.OFFICER_UNKNOWN: Message("Entry {number} was signed by someone who is not known as an officer."),
    FaultKind.HEAD_DIFFERS: Message("Entry {number} is not the one that an officer signed."),
    FaultKind.CONTENT_CHANGED: Message("The content of entry {number} was changed after it was recorded."),
    FaultKind.CONTENT_MISSING: Message(
        "The content of entry {number} is missing, and no recorded deletion accounts for it."
    ),
    FaultKind.CONTENT_NOT_ERASED: Message("The content of entry {number} was to be deleted and is still there."),
    FaultKind.DOCUMENT_CHANGED: Message("A file kept with entry {number} was changed ({what})."),
    FaultKind.DOCUMENT_MISSING: Message("A file kept with entry {number} is missing ({what})."),
    FaultKind.TABLE_DIFFERS: Message("What is shown does not follow from the record ({what})."),
    FaultKind.DATABASE_DAMAGED: Message("The database file itself is damaged: {what}."),
    FaultKind.FOREIGN_RULE: Message(
        "The database holds a rule that this program did not put there ({what}). It may change what is recorded next."
    ),
    FaultKind.NOT_BY_AN_OFFICER: Message("Entry {number} accepts, corrects or countersigns, and no officer wrote it."),
    FaultKind.OWN_CASE: Message(
        "Entry {number} accepts, corrects or countersigns, and is about the officer who wrote it."
    ),
}
_REBUILD = Message("The record itself is whole. Rebuild what is shown from it: privacy-wizard register rebuild.")
_DUTIES = (FaultKind.NOT_BY_AN_OFFICER, FaultKind.OWN_CASE)
_DECIDE_AGAIN = Message("Nothing was changed behind the record's back. Have an officer decide on each of them again.")


def fault_sentence(fault: RegisterFault) -> str:
    """What is wrong."""
    return _SENTENCES[fault.kind].format(number=fault.number, what=fault.what)


def advice(faults: tuple[RegisterFault, ...]) -> str:
    """What to do about all of them; empty if nothing is wrong."""
    if not faults:
        return ""
    if all(fault.kind in _DUTIES for fault in faults):
        return str(_DECIDE_AGAIN)
    return str(_REBUILD if all(fault.kind is FaultKind.TABLE_DIFFERS for fault in faults) else _RESTORE)
