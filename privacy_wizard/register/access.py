"""Which database role sees which school: a row for the row-level security, rights on the tables, and an event each.

Only PostgreSQL can enforce it. Whoever owns the tables gives; the database's own administrator makes the roles.
"""

import re
from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select, text

from ..domain.register_events import AccessGiven, AccessTaken, EventKind
from . import records
from .engine import COUNT
from .errors import NotYours
from .schema import EVERY_SCHOOL, READ_TABLES, THE_TRUST, access

_ROLE = re.compile(r"[A-Za-z0-9_.@-]{1,63}")
_READ_AND_ADD = ("chain", "content", "erased", "head", "signer")
_READ_ONLY = ("about", "alembic_version")
_WORKED_ON = ("stored", "doomed", "work", *(table.name for table in READ_TABLES))


def give(connection: Connection, school: str, role: str) -> None:
    """Let a role see a school (`THE_TRUST`: all of them). Raises NotYours if there is no such role, or on SQLite."""
    if connection.dialect.name != "postgresql" or not (_ROLE.fullmatch(role) and _is_role(connection, role)):
        raise NotYours
    row = {"role": role, "school": school or EVERY_SCHOOL}
    if not connection.execute(select(access).where(*(access.c[name] == row[name] for name in row))).first():
        connection.execute(insert(access), row)
    _grant(connection, role)


def take(connection: Connection, school: str, role: str) -> None:
    """No longer let a role see a school; with its last school, all its rights go."""
    if connection.dialect.name != "postgresql" or not _ROLE.fullmatch(role):
        raise NotYours
    connection.execute(delete(access).where(access.c.role == role, access.c.school == (school or EVERY_SCHOOL)))
    left = connection.execute(select(access.c.school).where(access.c.role == role)).first()
    if left is None and _is_role(connection, role):
        for table in (*_READ_AND_ADD, *_READ_ONLY, *_WORKED_ON):
            connection.execute(text(f"REVOKE ALL ON {table} FROM {_quoted(connection, role)}"))
        connection.execute(text(f"REVOKE ALL ON FUNCTION {COUNT}() FROM {_quoted(connection, role)}"))


def restore(connection: Connection, schools: Iterable[str]) -> None:
    """Give access again, as recorded, after the tables were rebuilt."""
    for school in (*schools, THE_TRUST):
        held: set[str] = set()
        for record in records.records(
            connection, school, records.is_one_of([EventKind.ACCESS_GIVEN, EventKind.ACCESS_TAKEN])
        ):
            if isinstance(record.event, AccessGiven):
                held.add(record.event.role)
            elif isinstance(record.event, AccessTaken):
                held.discard(record.event.role)
        for role in held:
            if _is_role(connection, role):
                give(connection, school, role)


def _grant(connection: Connection, role: str) -> None:
    name = _quoted(connection, role)
    for tables, rights in (
        (_READ_AND_ADD, "SELECT, INSERT"),
        (_READ_ONLY, "SELECT"),
        (_WORKED_ON, "SELECT, INSERT, UPDATE, DELETE"),
        (("content",), "DELETE"),  # the guard lets go only of what a tombstone names
    ):
        connection.execute(text(f"GRANT {rights} ON {', '.join(tables)} TO {name}"))
    connection.execute(text(f"GRANT EXECUTE ON FUNCTION {COUNT}() TO {name}"))


def _is_role(connection: Connection, role: str) -> bool:
    return connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}).first() is not None


def _quoted(connection: Connection, role: str) -> str:
    return str(connection.execute(text("SELECT quote_ident(:role)"), {"role": role}).scalar_one())
