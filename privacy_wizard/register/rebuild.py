"""Rebuilding the tables from the record: all of them, or what is about a few people."""

from collections.abc import Iterable, Iterator
from heapq import merge

from attrs import evolve
from sqlalchemy import Connection

from ..domain.register_event_index import attestation_of, is_common, person_of
from ..domain.register_events import Corrected, EventKind
from ..domain.register_views import RecordedEvent
from ..system.progress import UNWATCHED, WorkProgress
from . import projections, records
from .projections import ReadingTables

_COMMON = (EventKind.SCHOOL_ENTERED, EventKind.CAMPAIGN_ENTERED)


def rebuild(
    source: Connection, target: Connection, tables: ReadingTables, school: str, progress: WorkProgress = UNWATCHED
) -> None:
    """Rebuild all tables of a school in `target` from the record in `source`."""
    projections.wipe_school(target, school)
    written, many = records.records(source, school), records.how_many(source, school)
    tables.apply(target, as_corrected(source, school, progress.through(written, many)))


def replay(
    connection: Connection, tables: ReadingTables, school: str, persons: Iterable[str], attestations: Iterable[str]
) -> None:
    """Rebuild what is about these people and attestations."""
    people = set(persons)
    papers = set(attestations) | records.attestations_of(connection, school, people)
    projections.wipe(connection, school, people, papers)
    written = records.records(connection, school, records.is_about(people, papers))
    wanted = (
        record
        for record in as_corrected(connection, school, written)
        if person_of(record.event) in people or attestation_of(record.event) in papers
    )
    tables.apply(connection, wanted)


def replay_common(connection: Connection, tables: ReadingTables, school: str) -> None:
    """Rebuild what is about the school itself."""
    projections.wipe_common(connection, school)
    written = records.records(connection, school, records.is_one_of(_COMMON))
    tables.apply(connection, (each for each in as_corrected(connection, school, written) if is_common(each.event)))


def as_corrected(connection: Connection, school: str, written: Iterable[RecordedEvent]) -> Iterator[RecordedEvent]:
    """The events as they are to be read: what is wrong replaced, in its place, by what was said instead.

    All replacements come, whoever they are about.
    """
    known = records.corrections(connection, school)
    kept = (each for each in written if each.number not in known and not isinstance(each.event, Corrected))
    instead = [
        evolve(record, number=wrong, at=records.moment_of(connection, school, wrong), event=correction.instead)
        for wrong, (record, correction) in sorted(known.items())
        if correction.instead is not None
    ]
    return merge(kept, instead, key=lambda record: record.number)
