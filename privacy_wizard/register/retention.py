"""Keeping and deleting: what falls due, and erasing it so that a tombstone stays and the chain is whole."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from attrs import field, frozen
from sqlalchemy import Column, Connection, Engine, delete, select

from ..domain.certificate_events import InvitationEnded, InvitationTried, Invited
from ..domain.register_event_index import attestation_of
from ..domain.register_events import AttestationStanding, Corrected, DocumentKept, DocumentKind, Event, EventKind
from ..domain.register_views import RecordedEvent
from ..domain.retention import FallsDue, Kept, KeptThing, Rules, falls_due
from ..domain.vocabulary import PersonKind
from ..system.progress import UNWATCHED, WorkProgress
from . import records, schema
from .documents import Documents
from .engine import in_parts, reading, writing
from .errors import DeletingStopped, ErasingStopped, NotDue, PersonGone
from .schema import attestation, content, document, person, task, work
from .writing import WritingSession, lock_school

_OF_A_CAMPAIGN = (
    EventKind.ASKED,
    EventKind.ASKED_NO_MORE,
    EventKind.EXCUSED,
    EventKind.REMINDED,
    EventKind.INVITED,
    EventKind.INVITATION_TRIED,
    EventKind.INVITATION_ENDED,
)


@frozen
class _Gone:
    """What one erasure removes."""

    numbers: set[int] = field(factory=set)
    documents: set[str] = field(factory=set)
    attestations: set[str] = field(factory=set)


def preview(connection: Connection, school: str, today: date, rules: Rules) -> Sequence[FallsDue]:
    """What has to be deleted today under the rules, longest overdue first; deletes nothing."""
    return falls_due(held(connection, school), today, rules)


def held(connection: Connection, school: str) -> Iterator[KeptThing]:
    """Everything of a school that a rule might cover."""
    yield from _people(connection, school)
    yield from _attestations(connection, school)
    yield from _unjudged(connection, school)
    yield from _exports(connection, school)


def erase_due(
    act: WritingSession, due: Iterable[FallsDue], today: date, rules: Rules, progress: WorkProgress
) -> Sequence[RecordedEvent]:
    """Delete what a preview listed. Raises NotDue where it would not be listed now, DeletingStopped; then nothing is
    deleted.
    """
    now_due = {(each.thing.kept, each.thing.identifier) for each in preview(act.connection, act.school, today, rules)}
    wanted = list(due)
    if any((each.thing.kept, each.thing.identifier) not in now_due for each in wanted):
        raise NotDue
    people = {each.thing.identifier for each in wanted if each.thing.kept is Kept.PERSON}
    in_order = sorted(wanted, key=lambda each: list(Kept).index(each.thing.kept))
    return [
        _erase(act, each)
        for each in progress.ending_in(DeletingStopped).through(in_order, len(wanted))
        if not _went_with(act.connection, act.school, each.thing, people)
    ]


def erase_person(act: WritingSession, person_id: str, reason: str, progress: WorkProgress) -> RecordedEvent:
    """Delete everything about a person at once, with a reason (a request that was granted). Raises ErasingStopped."""
    gone = _of_person(act.connection, act.school, person_id, progress.ending_in(ErasingStopped))
    if not gone.numbers:
        raise PersonGone
    return _carry_out(act, gone, [person_id], rule="on request", reason=reason)


def _people(connection: Connection, school: str) -> Iterator[KeptThing]:
    first = (
        select(content.c.person, schema.chain.c.at)
        .join(schema.chain, (schema.chain.c.school == content.c.school) & (schema.chain.c.number == content.c.number))
        .where(content.c.school == school, content.c.person.is_not(None))
        .order_by(content.c.number.desc())
    )
    since = {row.person: row.at.date() for row in connection.execute(first)}
    for row in connection.execute(select(person).where(person.c.school == school)):
        yield KeptThing(
            school=school,
            kept=Kept.PERSON,
            identifier=row.person,
            since=since[row.person],
            left=row.last_day,
            person_kind=PersonKind(row.person_kind),
        )


def _attestations(connection: Connection, school: str) -> Iterator[KeptThing]:
    kinds = {
        AttestationStanding.ACCEPTED: Kept.ATTESTATION,
        AttestationStanding.REJECTED: Kept.REJECTED,
        AttestationStanding.SENT_BACK: Kept.REJECTED,
        AttestationStanding.NOT_OURS: Kept.REJECTED,
    }
    asked = (
        select(attestation, person.c.last_day)
        .outerjoin(person, (person.c.school == attestation.c.school) & (person.c.person == attestation.c.person))
        .where(attestation.c.school == school, attestation.c.standing.in_([standing.value for standing in kinds]))
    )
    for row in connection.execute(asked):
        since = (row.decided or row.received).date()
        kept = kinds[AttestationStanding(row.standing)]
        yield KeptThing(school=school, kept=kept, identifier=row.attestation, since=since, left=row.last_day)


def _unjudged(connection: Connection, school: str) -> Iterator[KeptThing]:
    for row in connection.execute(select(work).where(work.c.school == school)):
        yield KeptThing(school=school, kept=Kept.UNJUDGED, identifier=row.document, since=row.handed_in.date())


def _exports(connection: Connection, school: str) -> Iterator[KeptThing]:
    asked = select(document).where(document.c.school == school, document.c.of == DocumentKind.EXPORT.value)
    for row in connection.execute(asked):
        yield KeptThing(school=school, kept=Kept.EXPORT, identifier=str(row.number), since=row.kept.date())


def _went_with(connection: Connection, school: str, thing: KeptThing, people: Iterable[str]) -> bool:
    """Whether it has already gone, with the person it was about."""
    where = {
        Kept.ATTESTATION: (attestation.c.attestation, thing.identifier),
        Kept.REJECTED: (attestation.c.attestation, thing.identifier),
        Kept.EXPORT: (document.c.number, thing.identifier),
    }.get(thing.kept)
    if where is None or not people:
        return False
    column, value = where
    wanted = int(value) if thing.kept is Kept.EXPORT else value
    asked = select(column).where(column.table.c.school == school, column == wanted)
    return connection.execute(asked).first() is None


def _erase(act: WritingSession, due: FallsDue) -> RecordedEvent:
    thing, connection = due.thing, act.connection
    rule, reason = thing.kept.value, f"kept until {due.due.isoformat()}"
    if thing.kept is Kept.UNJUDGED:
        where = (work.c.school == act.school, work.c.document == thing.identifier)
        connection.execute(delete(work).where(*where))
        return act.erase([], [thing.identifier], rule=rule, reason=reason)
    finders: dict[Kept, Callable[[Connection, str, str], _Gone]] = {Kept.PERSON: _of_person, Kept.EXPORT: _of_document}
    find = finders.get(thing.kept, _of_attestation)
    people = [thing.identifier] if thing.kept is Kept.PERSON else []
    return _carry_out(act, find(connection, act.school, thing.identifier), people, rule=rule, reason=reason)


def _carry_out(act: WritingSession, gone: _Gone, people: list[str], *, rule: str, reason: str) -> RecordedEvent:
    owners = _held_of(act.connection, act.school, content.c.person, gone.numbers)
    made = act.erase(gone.numbers, gone.documents, rule=rule, reason=reason)
    act.redo({*people, *owners}, gone.attestations)
    return made


def _of_person(connection: Connection, school: str, person_id: str, progress: WorkProgress = UNWATCHED) -> _Gone:
    """Of what was moved to somebody else, only what was said of this person: the rest is the other one's by now."""
    papers = records.attestations_of(connection, school, [person_id])
    moved = _of_others(connection, school, papers, person_id)
    found = records.records(connection, school, records.is_about([person_id], papers - moved))
    return _of_records(
        connection, school, found, progress, lambda said: said.attestation in moved and said.person != person_id
    )


def _of_others(connection: Connection, school: str, papers: Iterable[str], person_id: str) -> set[str]:
    held = attestation.c
    asked = select(held.attestation).where(
        held.school == school, held.attestation.in_(list(papers)), held.person.is_not(None), held.person != person_id
    )
    return set(connection.execute(asked).scalars())


def _of_attestation(connection: Connection, school: str, identifier: str) -> _Gone:
    """Its events; and, where it is what a campaign was answered with, what that campaign asked of the person.

    Otherwise the campaign would look as if it had never been answered.
    """
    found = list(records.records(connection, school, records.is_about([], [identifier])))
    asked = select(task.c.person, task.c.campaign).where(task.c.school == school, task.c.attestation == identifier)
    for who, which in connection.execute(asked).all():
        found += _asked_by(connection, school, who, which)
    return _of_records(connection, school, found)


def _asked_by(connection: Connection, school: str, who: str, which: str) -> list[RecordedEvent]:
    where = (records.is_about([who], []), records.is_one_of(_OF_A_CAMPAIGN))
    theirs = list(records.records(connection, school, *where))
    direct = [record for record in theirs if getattr(record.event, "campaign", None) == which]
    invitations = {each.event.invitation for each in direct if isinstance(each.event, Invited)}
    return [*direct, *(each for each in theirs if _invitation_end(each.event) in invitations)]


def _invitation_end(event: Event) -> str | None:
    return event.invitation if isinstance(event, InvitationTried | InvitationEnded) else None


def _of_document(connection: Connection, school: str, number: str) -> _Gone:
    found = records.numbered(connection, school, int(number))
    return _of_records(connection, school, [found] if found else [])


def _of_records(
    connection: Connection,
    school: str,
    found: Iterable[RecordedEvent],
    progress: WorkProgress = UNWATCHED,
    stays: Callable[[Corrected], bool] = lambda _said: False,
) -> _Gone:
    """Events with their corrections and what these corrected: a wrong entry must not come back to life.

    `stays`: a correction that says what holds for somebody else.
    """
    gone = _Gone()
    for record in found:
        gone.numbers.add(record.number)
        if isinstance(record.event, Corrected):
            gone.numbers.add(record.event.wrong)
    where = records.is_one_of([EventKind.CORRECTED])
    for record in records.records(connection, school, where):
        event = record.event
        if isinstance(event, Corrected) and event.wrong in gone.numbers and not stays(event):
            gone.numbers.add(record.number)
    for number in progress.through(sorted(gone.numbers), len(gone.numbers)):
        _note(gone, records.numbered(connection, school, number))
    gone.numbers.intersection_update(_held_of(connection, school, content.c.number, gone.numbers))
    return gone


def _note(gone: _Gone, record: RecordedEvent | None) -> None:
    event = record.event if record else None
    said = event.instead if isinstance(event, Corrected) else event
    if isinstance(said, DocumentKept):
        gone.documents.add(said.document)
    paper = attestation_of(said) if said is not None else None
    if paper is not None:
        gone.attestations.add(paper)


def _held_of(connection: Connection, school: str, column: "Column[Any]", numbers: Iterable[int]) -> set[Any]:
    """What stands in a column of the events of these numbers whose content is held."""
    found: set[Any] = set()
    for some in in_parts(sorted(numbers)):
        asked = select(column).where(content.c.school == school, content.c.number.in_(some), column.is_not(None))
        found |= set(connection.execute(asked.distinct()).scalars())
    return found


_AT_ONCE = 100


def clear(engine: Engine, register: str, school: str, documents: Documents) -> int:
    """Delete every released file that nothing names any more; returns how many. Harmless to repeat: a crash half-way
    leaves the rest for the next time.
    """
    gone = 0
    while _any_doomed(engine, school):
        with writing(engine) as connection:
            lock_school(connection, register, school)
            gone += _clear_some(connection, school, documents)
    return gone


def left_over(connection: Connection, school: str, documents: Documents) -> set[str]:
    """Files in the store that nothing names, left by a crash between storing and saving."""
    held = set(documents.held(connection, school))
    return held - named(connection, school)


def named(connection: Connection, school: str) -> set[str]:
    """Every file that a kept document or the queue names."""
    found: set[str] = set()
    for table in (schema.document, schema.work):
        found |= set(connection.execute(select(table.c.document).where(table.c.school == school)).scalars())
    return found


def _any_doomed(engine: Engine, school: str) -> bool:
    doomed = schema.doomed
    with reading(engine) as connection:
        return (
            connection.execute(select(doomed.c.document).where(doomed.c.school == school).limit(1)).first() is not None
        )


def _clear_some(connection: Connection, school: str, documents: Documents) -> int:
    doomed = schema.doomed
    asked = select(doomed.c.document).where(doomed.c.school == school).limit(_AT_ONCE)
    some = list(connection.execute(asked).scalars())
    free = [each for each in some if not _is_named(connection, school, each)]
    for each in free:
        documents.remove(connection, school, each)
    connection.execute(delete(doomed).where(doomed.c.school == school, doomed.c.document.in_(some)))
    return len(free)


def _is_named(connection: Connection, school: str, document: str) -> bool:
    return any(
        connection.execute(
            select(table.c.document).where(table.c.school == school, table.c.document == document).limit(1)
        ).first()
        for table in (schema.document, schema.work)
    )
