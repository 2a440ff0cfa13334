"""Reading the record: events in order, as they were written; and the tables rebuilt from it, all of them or
what is about a few people.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from heapq import merge
from typing import Any

from attrs import evolve
from sqlalchemy import ColumnElement, Connection, func, or_, select

from ..domain.register_event_index import attestation_of, is_common, person_of
from ..domain.register_events import Corrected, EventKind, SchoolEntered
from ..domain.register_views import RecordedEvent
from ..system.progress import UNWATCHED, WorkProgress
from . import codec, projections
from .projections import ReadingTables
from .schema import chain, content, signer

_AT_ONCE = 1000


def records(connection: Connection, school: str, *where: "ColumnElement[bool]") -> Iterator[RecordedEvent]:
    """The events of a school whose content is held, the oldest first, as they were written (not as corrected)."""
    asked = (
        select(chain.c.number, chain.c.at, chain.c.officer, content.c.body)
        .join(content, (content.c.school == chain.c.school) & (content.c.number == chain.c.number))
        .where(chain.c.school == school, *where)
        .order_by(chain.c.number)
        .execution_options(yield_per=_AT_ONCE)
    )
    with connection.execute(asked) as rows:
        for number, at, officer, body in rows:
            yield RecordedEvent(school=school, number=number, at=at, officer=officer, event=codec.read(body))


def how_many(connection: Connection, school: str) -> int:
    """How many events of a school `records` gives."""
    asked = select(func.count()).select_from(content).where(content.c.school == school)
    found: int = connection.execute(asked).scalar_one()
    return found


def is_one_of(kinds: Iterable[EventKind]) -> "ColumnElement[bool]":
    """Events of these kinds."""
    return chain.c.kind.in_([kind.value for kind in kinds])


def is_about(persons: Iterable[str], attestations: Iterable[str]) -> "ColumnElement[bool]":
    """Events about these people or attestations."""
    return or_(content.c.person.in_(list(persons)), content.c.attestation.in_(list(attestations)))


def numbered(connection: Connection, school: str, number: int) -> RecordedEvent | None:
    """One event, or None where it does not exist or was erased."""
    found = list(records(connection, school, chain.c.number == number))
    return found[0] if found else None


def attestations_of(connection: Connection, school: str, persons: Iterable[str]) -> set[str]:
    """Every attestation that any event ties to these people."""
    asked = select(content.c.attestation).where(
        content.c.school == school, content.c.person.in_(list(persons)), content.c.attestation.is_not(None)
    )
    return set(connection.execute(asked.distinct()).scalars())


def of_person(connection: Connection, school: str, person: str) -> list[RecordedEvent]:
    """Everything on record about a person, oldest first, with the corrections."""
    papers = attestations_of(connection, school, [person])
    found = {each.number: each for each in records(connection, school, is_about([person], papers))}
    for each in records(connection, school, is_one_of([EventKind.CORRECTED])):
        if isinstance(each.event, Corrected) and each.event.wrong in found:
            found[each.number] = each
    return [found[number] for number in sorted(found)]


def corrections(connection: Connection, school: str) -> dict[int, tuple[RecordedEvent, Corrected]]:
    """The last correction of each event, by the number of the event that was wrong."""
    found: dict[int, tuple[RecordedEvent, Corrected]] = {}
    for record in records(connection, school, is_one_of([EventKind.CORRECTED])):
        if isinstance(record.event, Corrected):
            found[record.event.wrong] = (record, record.event)
    return found


def moment_of(connection: Connection, school: str, number: int) -> datetime:
    """When an event was recorded."""
    asked = select(chain.c.at).where(chain.c.school == school, chain.c.number == number)
    found: datetime = connection.execute(asked).scalar_one()
    return found


def also_called(connection: Connection, school: str) -> tuple[str, ...]:
    """The names by which a school is known besides its own, as it was entered last."""
    entered = (each.event for each in records(connection, school, is_one_of([EventKind.SCHOOL_ENTERED])))
    names = [event.other_names for event in entered if isinstance(event, SchoolEntered)]
    return names[-1] if names else ()


def first_moment(connection: Connection, schools: Iterable[str]) -> datetime | None:
    """When the first event of any of these schools was recorded."""
    asked = select(func.min(chain.c.at)).where(chain.c.school.in_(list(schools)), chain.c.number == 1)
    found: datetime | None = connection.execute(asked).scalar_one()
    return found


def last_link(connection: Connection, school: str) -> Any:
    """The last row of the chain, or None."""
    return connection.execute(
        select(chain).where(chain.c.school == school).order_by(chain.c.number.desc()).limit(1)
    ).first()


def officer_names(connection: Connection) -> Mapping[str, str]:
    """The names of everyone who ever signed: identifier → common name of the certificate."""
    from cryptography.x509 import load_der_x509_certificate

    from ..certificates import certified_name

    signers = connection.execute(select(signer)).all()
    return {
        each.officer: certified_name(load_der_x509_certificate(bytes(each.certificate))) or each.officer
        for each in signers
    }


_COMMON = (EventKind.SCHOOL_ENTERED, EventKind.CAMPAIGN_ENTERED)


def rebuild(
    source: Connection, target: Connection, tables: ReadingTables, school: str, progress: WorkProgress = UNWATCHED
) -> None:
    """Rebuild all tables of a school in `target` from the record in `source`."""
    projections.wipe_school(target, school)
    written, many = records(source, school), how_many(source, school)
    tables.apply(target, as_corrected(source, school, progress.through(written, many)))


def replay(
    connection: Connection, tables: ReadingTables, school: str, persons: Iterable[str], attestations: Iterable[str]
) -> None:
    """Rebuild what is about these people and attestations."""
    people = set(persons)
    papers = set(attestations) | attestations_of(connection, school, people)
    projections.wipe(connection, school, people, papers)
    written = records(connection, school, is_about(people, papers))
    wanted = (
        record
        for record in as_corrected(connection, school, written)
        if person_of(record.event) in people or attestation_of(record.event) in papers
    )
    tables.apply(connection, wanted)


def replay_common(connection: Connection, tables: ReadingTables, school: str) -> None:
    """Rebuild what is about the school itself."""
    projections.wipe_common(connection, school)
    written = records(connection, school, is_one_of(_COMMON))
    tables.apply(connection, (each for each in as_corrected(connection, school, written) if is_common(each.event)))


def as_corrected(connection: Connection, school: str, written: Iterable[RecordedEvent]) -> Iterator[RecordedEvent]:
    """The events as they are to be read: what is wrong replaced, in its place, by what was said instead.

    All replacements come, whoever they are about.
    """
    known = corrections(connection, school)
    kept = (each for each in written if each.number not in known and not isinstance(each.event, Corrected))
    instead = [
        evolve(record, number=wrong, at=moment_of(connection, school, wrong), event=correction.instead)
        for wrong, (record, correction) in sorted(known.items())
        if correction.instead is not None
    ]
    return merge(kept, instead, key=lambda record: record.number)
