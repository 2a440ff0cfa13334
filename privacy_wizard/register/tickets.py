"""The tickets of the queue, and who holds them: a mark of one process that ends with it, however it ends, so that
what it held is free at once.

Beside a file's register the mark is a locked file, which the system unlocks; on PostgreSQL a lock of the session.
"""

import secrets
import threading
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from attrs import define, field, frozen
from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from .addresses import is_file

LENGTH = 16  # hexadecimal digits of a holder's name, with which its tickets begin
_PATIENCE = 10  # seconds, should another look at the mark in the very moment it is made
_LOCK = text("SELECT pg_advisory_lock(:key)")
_IS_LOCKED = text(
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND classid::bigint = :high AND objid::bigint = :low"
)


@frozen(kw_only=True)
class HandedIn:
    """A file on its way into the register."""

    name: str
    content: bytes = field(repr=False)


class Receipt(StrEnum):
    """The result for a file that was handed in."""

    QUEUED = "queued"
    WAITING_ALREADY = "waiting already"
    HELD_ALREADY = "held already"


@frozen(kw_only=True)
class Ticket:
    """The right to judge one file. It expires, so that another process can take over from one that died."""

    school: str
    document: str
    name: str
    token: str
    tries: int
    lapses: datetime


@frozen(kw_only=True)
class Waiting:
    """The queue in numbers."""

    waiting: int = 0
    taken: int = 0
    stuck: int = 0  # tried too often; an officer must look


@define(eq=False)
class TicketHolder:
    """The mark of one register opened by this process; made when it first takes a ticket."""

    engine: Engine
    name: str = field(factory=lambda: secrets.token_hex(LENGTH // 2), init=False)
    _file: FileLock | None = field(default=None, init=False)
    _session: Connection | None = field(default=None, init=False)
    _making: threading.Lock = field(factory=threading.Lock, init=False, repr=False)

    def hold(self) -> None:
        """Make the mark, or see that it is still there. Raises DBAPIError, OSError, Timeout."""
        with self._making:
            if is_file(self.engine.url):
                self._hold_file()
            elif not self._is_connected():
                self._session = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
                self._session.execute(_LOCK, {"key": _key(self.name)})

    def is_alive(self, name: str, connection: Connection) -> bool:
        """Whether the process with that mark still runs; `connection` is one to the register."""
        if name == self.name:
            return True
        if not is_file(self.engine.url):
            high, low = divmod(_key(name) % 2**64, 2**32)
            return bool(connection.execute(_IS_LOCKED, {"high": high, "low": low}).scalar())
        path = self._path(name)
        if not path.exists():
            return False
        probe = FileLock(path, timeout=0, thread_local=False)
        try:
            probe.acquire()
        except Timeout:
            return True
        probe.release()
        with suppress(OSError):
            path.unlink(missing_ok=True)
        return False

    def end(self) -> None:
        """Take the mark away."""
        with self._making:
            if self._file is not None:
                self._file.release()
                with suppress(OSError):
                    self._path(self.name).unlink(missing_ok=True)
            if self._session is not None:
                self._session.close()
            self._file = self._session = None

    def _hold_file(self) -> None:
        if self._file is None:
            mark = FileLock(self._path(self.name), timeout=_PATIENCE, thread_local=False, mode=0o600)
            mark.acquire()
            self._file = mark

    def _is_connected(self) -> bool:
        if self._session is None:
            return False
        try:
            self._session.execute(text("SELECT 1"))
        except DBAPIError:
            self._session.close()
            return False
        return True

    def _path(self, name: str) -> Path:
        database = Path(str(self.engine.url.database))
        return database.with_name(f".{database.name}.{name}.intake")


def _key(name: str) -> int:
    """The number that PostgreSQL locks for that mark: signed, of 64 bits."""
    number = int(name, 16)
    return number - 2**64 if number >= 2**63 else number
