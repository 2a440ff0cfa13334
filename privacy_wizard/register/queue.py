"""The queue of intake: files handed in, each judged once, however many processes and computers judge.

Whoever takes a file gets a ticket that ends with its process, and lapses in any case. Only its holder can finish, in
the same act that records the verdict: a file is never judged twice on record, and one whose judge died is taken again.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, and_, func, insert, or_, select, update

from ..domain.register_events import DocumentKind
from .documents import Documents, digest
from .engine import in_sentences, reading, writing
from .errors import NotYours, TicketLost
from .schema import attestation, document, doomed, work
from .task_states import is_unchecked
from .tickets import LENGTH, HandedIn, Receipt, Ticket, TicketHolder, Waiting
from .writing import lock_school

LAPSE = timedelta(minutes=10)
TRIES = 3  # after so many lapsed tickets a file waits for an officer: it may be what kills its judges
_WAITING, _TAKEN = "waiting", "taken"
# Kept with whose it was, also after it was taken back; then it may come in again.
_HANDED_IN = (DocumentKind.ATTESTATION.value, DocumentKind.PAPER.value)


@frozen(kw_only=True)
class Queue:
    """The queue of one school; made by `Register.queue`."""

    engine: Engine
    register: str
    school: str
    documents: Documents
    holder: TicketHolder
    now: Callable[[], datetime]

    def hand_in(self, files: Iterable[HandedIn]) -> Sequence[Receipt]:
        """Take files into the queue; bytes that wait already or are held make nothing new, but for what was rejected as
        its check did not come to its end.
        """
        with writing(self.engine) as connection:
            lock_school(connection, self.register, self.school)
            return [self._hand_in(connection, each) for each in files]

    def take(self, most: int = 1) -> Sequence[Ticket]:
        """Files to judge, longest waiting first; none if nothing waits."""
        moment = self.now().astimezone(UTC)
        self._hold()
        with writing(self.engine) as connection:
            found = connection.execute(self._free(moment, most, self._dead(connection))).all()
            return [self._take(connection, row, moment) for row in found]

    def content(self, ticket: Ticket) -> bytes:
        """The file's bytes, checked. Raises DocumentLost."""
        with reading(self.engine) as connection:
            return self.documents.get(connection, self.school, ticket.document)

    def give_back(self, ticket: Ticket) -> None:
        """Return a file to the queue for another process; the attempt does not count. Raises TicketLost."""
        values = {"state": _WAITING, "token": None, "lapses": None, "tries": work.c.tries - 1}
        with writing(self.engine) as connection:
            if connection.execute(update(work).where(self._held_by(ticket)).values(**values)).rowcount != 1:
                raise TicketLost

    def try_again(self) -> int:
        """Give the stuck files another round of attempts; returns how many."""
        moment = self.now().astimezone(UTC)
        values = {"state": _WAITING, "token": None, "lapses": None, "tries": 0}
        with writing(self.engine) as connection:
            stuck = and_(work.c.school == self.school, self._stuck(moment, self._dead(connection)))
            return connection.execute(update(work).where(stuck).values(**values)).rowcount

    def count(self) -> Waiting:
        """How many wait, are being judged, or are stuck."""
        moment = self.now().astimezone(UTC)
        with reading(self.engine) as connection:
            dead = self._dead(connection)
            free, stuck, every = connection.execute(
                select(
                    func.count().filter(self._is_free(moment, dead)),
                    func.count().filter(self._stuck(moment, dead)),
                    func.count(),
                ).where(work.c.school == self.school)
            ).one()
        return Waiting(waiting=free, taken=every - free - stuck, stuck=stuck)

    def stuck(self) -> Mapping[str, str]:
        """Files whose every attempt ended with its process, until an officer decides: digest, name."""
        moment = self.now().astimezone(UTC)
        with reading(self.engine) as connection:
            stuck = and_(work.c.school == self.school, self._stuck(moment, self._dead(connection)))
            return dict(
                connection.execute(select(work.c.document, work.c.name).where(stuck).order_by(work.c.name)).all()
            )

    def _hold(self) -> None:
        with in_sentences(self.engine.url):
            try:
                self.holder.hold()
            except OSError as error:  # a timeout of the lock is one, too
                raise NotYours from error

    def _dead(self, connection: Connection) -> "Sequence[str]":
        """The marks of processes that have ended while they held tickets."""
        marks = select(_mark).distinct().where(work.c.school == self.school, work.c.state == _TAKEN)
        found = connection.execute(marks).scalars().all()
        return [name for name in found if not self.holder.is_alive(name, connection)]

    def _hand_in(self, connection: Connection, given: HandedIn) -> Receipt:
        found = digest(given.content)
        key = {"school": self.school, "document": found}
        for table, where, receipt in (
            (attestation, and_(attestation.c.attestation == found, ~is_unchecked()), Receipt.HELD_ALREADY),
            (document, and_(document.c.document == found, document.c.of.not_in(_HANDED_IN)), Receipt.HELD_ALREADY),
            (work, work.c.document == found, Receipt.WAITING_ALREADY),
        ):
            there = select(table.c.school).where(table.c.school == self.school, where)
            if connection.execute(there.limit(1)).first():
                return receipt
        self.documents.put(connection, self.school, given.content)
        connection.execute(doomed.delete().where(doomed.c.school == self.school, doomed.c.document == found))
        moment = self.now().astimezone(UTC)
        name = _writable(given.name)
        connection.execute(insert(work), {**key, "name": name, "handed_in": moment, "state": _WAITING, "tries": 0})
        return Receipt.QUEUED

    def _free(self, moment: datetime, most: int, dead: Sequence[str]) -> "Select[Any]":
        asked = (
            select(work.c.document, work.c.name, work.c.tries)
            .where(work.c.school == self.school, self._is_free(moment, dead))
            .order_by(work.c.handed_in, work.c.document)
            .limit(most)
        )
        # Others skip what we hold, and we what they hold. SQLite knows no such clause: BEGIN IMMEDIATE did it.
        return asked.with_for_update(skip_locked=True)

    def _take(self, connection: Connection, row: "Row[Any]", moment: datetime) -> Ticket:
        made = Ticket(
            school=self.school,
            document=row.document,
            name=row.name,
            token=self.holder.name + secrets.token_hex(LENGTH // 2),
            tries=row.tries + 1,
            lapses=moment + LAPSE,
        )
        here = (work.c.school == self.school, work.c.document == row.document)
        values = {"state": _TAKEN, "token": made.token, "lapses": made.lapses, "tries": made.tries}
        connection.execute(update(work).where(*here).values(**values))
        return made

    def _is_free(self, moment: datetime, dead: Sequence[str]) -> "ColumnElement[bool]":
        return or_(work.c.state == _WAITING, and_(_ended(moment, dead), work.c.tries < TRIES))

    def _stuck(self, moment: datetime, dead: Sequence[str]) -> "ColumnElement[bool]":
        return and_(_ended(moment, dead), work.c.tries >= TRIES)

    def _held_by(self, ticket: Ticket) -> "ColumnElement[bool]":
        return and_(work.c.school == self.school, work.c.document == ticket.document, work.c.token == ticket.token)


_mark = func.substr(work.c.token, 1, LENGTH)


def _ended(moment: datetime, dead: Sequence[str]) -> "ColumnElement[bool]":
    """Tickets that nobody holds any more."""
    return and_(work.c.state == _TAKEN, or_(work.c.lapses < moment, _mark.in_(dead)))


def _writable(name: str) -> str:
    """A file's name as both databases can keep it."""
    return name.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
