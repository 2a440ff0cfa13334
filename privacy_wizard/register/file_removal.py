"""Deleting files that are no longer kept, once the act that released them is saved."""

from sqlalchemy import Connection, Engine, delete, select

from . import schema
from .documents import Documents
from .engine import reading, writing
from .writing import lock_school

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
    free = [document for document in some if not _is_named(connection, school, document)]
    for document in free:
        documents.remove(connection, school, document)
    connection.execute(delete(doomed).where(doomed.c.school == school, doomed.c.document.in_(some)))
    return len(free)


def _is_named(connection: Connection, school: str, document: str) -> bool:
    return any(
        connection.execute(
            select(table.c.document).where(table.c.school == school, table.c.document == document).limit(1)
        ).first()
        for table in (schema.document, schema.work)
    )
