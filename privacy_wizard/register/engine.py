"""Connections to both databases, opened so that an act is whole or not at all, and their errors as sentences."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from . import errors
from .addresses import is_file, refuse_network_share, shown
from .codec import ODD, is_odd

T = TypeVar("T")
READING = "privacy_wizard_reading"
_AT_ONCE = 500  # values in one question
_WAIT = 30  # seconds for others to finish writing
_PRAGMAS = (
    "PRAGMA journal_mode=DELETE",  # a write-ahead log loses writes under SQLite 3.7 to 3.51.2 (its reset bug)
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",  # what is erased is overwritten
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
)
_SQLITE: dict[int, type[errors.RegisterTrouble]] = {
    sqlite3.SQLITE_CONSTRAINT_UNIQUE: errors.HeldAlready,
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: errors.HeldAlready,
    sqlite3.SQLITE_FULL: errors.NoRoom,
    sqlite3.SQLITE_BUSY: errors.RegisterBusy,
    sqlite3.SQLITE_LOCKED: errors.RegisterBusy,
}
_POSTGRESQL: dict[str, type[errors.RegisterTrouble]] = {
    "23505": errors.HeldAlready,
    "53100": errors.NoRoom,
    "42501": errors.NotYours,
    "55P03": errors.RegisterBusy,
    "57014": errors.RegisterBusy,
    "40001": errors.RegisterBusy,
    "40P01": errors.RegisterBusy,
}
COUNT = "count_anew"  # a function that whoever owns the tables lends to the officers
_OUTGROWN = text(
    "SELECT 1 FROM pg_class WHERE oid IN "
    "('content'::regclass, 'person'::regclass, 'in_group'::regclass, 'task'::regclass, 'attestation'::regclass) "
    "AND pg_relation_size(oid) > 8192 * (4 * relpages::bigint + 2) LIMIT 1"
)


def connect(url: URL) -> Engine:
    """An engine for the register's database; nothing is opened yet. Raises OnNetworkShare, FileRefused."""
    if not is_file(url):
        engine = create_engine(
            url,
            pool_pre_ping=True,
            # No prepared statements: their plans are made while tables are empty, and kept when they are full.
            connect_args={"connect_timeout": 10, "application_name": "privacy-wizard", "prepare_threshold": None},
        )
        event.listen(engine, "connect", _limit_wait)
        return engine
    place = Path(str(url.database))
    try:
        refuse_network_share(place)
        place.is_file()
    except PermissionError as error:  # a folder above it that this user may not look into
        raise errors.FileRefused(shown(url)) from error
    # isolation_level None: the driver begins nothing of its own, so that our BEGIN below is the only one.
    engine = create_engine(url, connect_args={"isolation_level": None, "timeout": _WAIT})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def disconnect(engine: Engine) -> None:
    """Close every connection, now or as soon as it is no longer in use."""
    event.listen(engine, "checkin", _close)
    engine.dispose()


def _close(_connection: object, entry: ConnectionPoolEntry) -> None:
    entry.close()


def _prepare(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _limit_wait(connection: Any, _record: object) -> None:
    # A computer that stops in the middle of an act keeps its locks for hours: whoever waits is told, as with a file.
    connection.execute(f"SET lock_timeout = {int(_WAIT * 1000)}")
    connection.commit()


def _begin(connection: Connection) -> None:
    # A deferred transaction that turns into a writing one fails at once when another writes; IMMEDIATE waits its turn.
    reading = connection.get_execution_options().get(READING)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One unchanging view of the register; takes no lock that writers must wait for on PostgreSQL."""
    with in_sentences(engine.url), engine.connect() as plain:
        level = {} if is_file(engine.url) else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        connection = plain.execution_options(**{READING: True}, **level)
        with connection.begin(), _odd_as_damaged(connection, engine.url):
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction: all of it, or none."""
    with in_sentences(engine.url), engine.begin() as connection, _odd_as_damaged(connection, engine.url):
        yield connection


@contextmanager
def _odd_as_damaged(connection: Connection, url: URL) -> Iterator[None]:
    """What ends in an error because the database holds what is not the program's is told as damage."""
    try:
        yield
    except ODD as error:
        if isinstance(error, MemoryError):
            raise errors.NoMemory from error
        if is_odd(connection):
            raise errors.Damaged(shown(url)) from error
        raise


@contextmanager
def in_sentences(url: URL) -> Iterator[None]:
    """Turns the database's errors into RegisterTrouble."""
    try:
        yield
    except DBAPIError as error:
        raise _trouble(error, url) from error
    except SQLAlchemyError as error:
        raise errors.RegisterRefused(type(error).__name__) from error


def _trouble(error: DBAPIError, url: URL) -> errors.RegisterTrouble:
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return _sqlite_trouble(cause, url)
    state = getattr(cause, "sqlstate", None)
    if state in _POSTGRESQL:
        return _POSTGRESQL[state]()
    said = (str(cause).strip().splitlines() or [type(cause).__name__])[0].rstrip(".")
    if state is None or state.startswith(("08", "28", "3D", "57P")):
        return errors.Unreachable(shown(url), said)
    return errors.RegisterRefused(said)


def _sqlite_trouble(cause: sqlite3.Error, url: URL) -> errors.RegisterTrouble:
    code = getattr(cause, "sqlite_errorcode", 0)
    known = _SQLITE.get(code) or _SQLITE.get(code & 0xFF)
    if known:
        return known()
    if code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return errors.Damaged(shown(url))
    if code & 0xFF in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return errors.FileRefused(shown(url))
    if code & 0xFF == sqlite3.SQLITE_IOERR:
        return errors.DiskRefused()
    return errors.RegisterRefused(str(cause))


def count_if_outgrown(connection: Connection) -> None:
    """Have PostgreSQL count a table that is four times as large as when it counted last, in the middle of an import.

    Until then it takes the table for small and any index for good enough: each statement reads every row of the
    school, and an import takes the square of the time. It counts by itself only after an act is saved.
    """
    if connection.execute(_OUTGROWN).first():
        connection.execute(text(f"SELECT {COUNT}()"))


def in_parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """As many at a time as one question takes."""
    return (values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE))
