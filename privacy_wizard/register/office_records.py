"""The register as the office's use cases ask for it: staff and campaigns, and what the authority issued."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from ..domain.campaign import Campaign, CampaignBook, Reminder
from ..domain.invitation import PendingInvitation
from ..domain.register import Certified, Event, EventKind, Revoked
from ..domain.register_views import PersonRow
from . import errors, queries, records
from .act import Act
from .register import Register
from .replay import as_corrected
from .schema import chain

_ISSUING = (
    EventKind.INVITED,
    EventKind.INVITATION_TRIED,
    EventKind.INVITATION_ENDED,
    EventKind.CERTIFIED,
    EventKind.REVOKED,
    EventKind.KEY_CONFIRMED,
)


class StaffActs:
    """One act on the staff and campaigns of a school; what is recorded is gathered, and appended many at once."""

    def __init__(self, connection: Connection, school: str, act: Act | None) -> None:
        self._connection = connection
        self._school = school
        self._act = act
        self._waiting: list[Event] = []

    def people(self) -> Iterable[PersonRow]:
        """Everyone on the staff list, leavers too."""
        return queries.staff(self._current(), self._school).values()

    def campaigns(self) -> Sequence[Campaign]:
        """Every campaign, the latest first."""
        return queries.campaigns(self._current(), self._school)

    def asked(self, campaign: str) -> Mapping[str, tuple[date, date]]:
        """Who has been asked: person → when it opens for them, and by when it is due."""
        return queries.asked_of(self._current(), self._school, campaign)

    def book(self, campaign: str) -> CampaignBook:
        """Who has answered and who is excused."""
        return queries.campaign_book(self._current(), self._school, campaign)

    def reminders(self, campaign: str) -> Sequence[Reminder]:
        """The last reminder of each person."""
        return queries.last_reminders(self._current(), self._school, campaign)

    def record(self, event: Event) -> None:
        """Append an event. Raises NoOfficer."""
        if self._act is None:
            raise errors.NoOfficer
        self._waiting.append(event)

    def flush(self) -> None:
        """Append what was gathered."""
        waiting, self._waiting = self._waiting, []
        if self._act is not None and waiting:
            self._act.record_all(waiting)

    def _current(self) -> Connection:
        self.flush()
        return self._connection


class StaffRecords:
    """The register, as far as staff and campaigns go."""

    def __init__(self, register: Register) -> None:
        self._register = register

    @contextmanager
    def act(self, school: str) -> Iterator[StaffActs]:
        """An act: kept whole when the block ends, and nothing of it when it raises. Without a key: for reading."""
        if not self._register.can_write:
            with self._register.reading() as connection:
                yield StaffActs(connection, school, None)
            return
        with self._register.session(school) as act:
            acts = StaffActs(act.connection, school, act)
            yield acts
            acts.flush()


class IssuingRecord:
    """What the authority of a school issued, as it stood when this was made; and the way to add to it."""

    def __init__(self, register: Register, school: str) -> None:
        self._register = register
        self._school = school
        with register.reading() as connection:
            self._last = _last_issuing(connection, school)
            written = records.records(connection, school, records.is_one_of(_ISSUING))
            events = [each.event for each in as_corrected(connection, school, written)]
        self._certified = tuple(event for event in events if isinstance(event, Certified))
        self._revoked = tuple(event for event in events if isinstance(event, Revoked))

    def person(self, staff_number: str) -> str:
        """The register's identifier of a person on the staff list. Raises NoSuchPerson."""
        with self._register.reading() as connection:
            found = queries.person_by_number(connection, self._school, staff_number)
        if found is None:
            raise errors.NoSuchPerson(staff_number)
        return found.person

    def pending(self, invitation: str) -> PendingInvitation | None:
        """How an invitation stands; None for one that is not on record."""
        with self._register.reading() as connection:
            found = queries.invitation_by_id(connection, self._school, invitation)
        if found is None:
            return None
        return PendingInvitation(
            invitation=found.invitation,
            person=found.person,
            expires=found.expires,
            code_check=found.code_check,
            tries=found.tries,
            ended=bool(found.end),
        )

    def certified(self) -> tuple[Certified, ...]:
        """Every certificate that was issued."""
        return self._certified

    def revoked(self) -> tuple[Revoked, ...]:
        """Every certificate that was revoked."""
        return self._revoked

    def enter(self, *events: Event, by: str, now: datetime) -> None:  # noqa: ARG002 - the register knows both itself
        """Record one act, all of it or none. Raises Moved when something was issued since this was made."""
        with self._register.session(self._school) as act:
            if _last_issuing(act.connection, self._school) != self._last:
                raise errors.Moved
            made = act.record_all(events)
        self._last = made[-1].number if made else self._last
        self._certified += tuple(event for event in events if isinstance(event, Certified))
        self._revoked += tuple(event for event in events if isinstance(event, Revoked))


def _last_issuing(connection: Connection, school: str) -> int:
    asked = select(func.max(chain.c.number)).where(chain.c.school == school, records.is_one_of(_ISSUING))
    return connection.execute(asked).scalar() or 0
