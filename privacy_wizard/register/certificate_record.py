"""What a school's authority has issued, for the office's use cases."""

from collections.abc import Sequence
from datetime import date, datetime

from attrs import frozen
from sqlalchemy import Connection, func, select

from ..domain.certificate_events import AuthorityHandedOver, AuthorityMade, Certified, Revoked
from ..domain.invitation import PendingInvitation
from ..domain.register_events import Event, EventKind
from ..domain.register_views import Holder
from . import errors, queries, records
from .records import as_corrected, officer_names
from .register import Register
from .schema import chain

_ISSUING = (
    EventKind.INVITED,
    EventKind.INVITATION_TRIED,
    EventKind.INVITATION_ENDED,
    EventKind.CERTIFIED,
    EventKind.REVOKED,
    EventKind.KEY_CONFIRMED,
)


_MAKING = (EventKind.AUTHORITY_MADE, EventKind.AUTHORITY_HANDED_OVER)


@frozen(kw_only=True)
class AuthorityOnRecord:
    """The authority of a school as the register knows it, wherever its key is kept."""

    fingerprint: str  # SHA-256 of its public key, in hex
    made: date
    by: str  # the name of who made it


def authority_on_record(connection: Connection, school: str) -> AuthorityOnRecord | None:
    """The latest authority, made or handed over; None if there never was one."""
    found = None
    for each in records.records(connection, school, records.is_one_of(_MAKING)):
        if isinstance(each.event, AuthorityMade | AuthorityHandedOver):
            found = (each.event.fingerprint, each)
    if found is None:
        return None
    fingerprint, record = found
    by = officer_names(connection).get(record.officer, "")
    return AuthorityOnRecord(fingerprint=fingerprint, made=record.at.date(), by=by)


class CertificateRecord:
    """What a school's authority had issued when this was made, and the way to add to it."""

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

    def holder(self, person: str) -> Holder | None:
        """Who a person on record is; None where they have been deleted."""
        with self._register.reading() as connection:
            found = queries.person_by_id(connection, self._school, person)
        return None if found is None else Holder(staff_number=found.member.number, name=found.member.name)

    def accepted_since(self, serial: str, since: datetime) -> Sequence[str]:
        """The accepted attestations that a certificate's key signed from a moment on (SHA-256)."""
        key = next((each.fingerprint for each in self._certified if each.serial == serial), None)
        if key is None:
            return ()
        with self._register.reading() as connection:
            rows = queries.accepted_since(connection, self._school, key, since)
        return tuple(row.attestation for row in rows)

    def authority(self) -> AuthorityOnRecord | None:
        """The school's authority, wherever its key is kept."""
        with self._register.reading() as connection:
            return authority_on_record(connection, self._school)

    def pending(self, invitation: str) -> PendingInvitation | None:
        """The state of an invitation; None if it is not on record."""
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

    def enter(self, *events: Event, officer: bytes | None = None) -> None:
        """Record one act, all of it or none; `officer` is a certificate (DER) that was issued for one.

        Raises Moved when something was issued since this was made.
        """
        with self._register.session(self._school) as act:
            if officer is not None:
                act.introduce(officer)
            if _last_issuing(act.connection, self._school) != self._last:
                raise errors.Moved
            act.record_all(events)
            last = _last_issuing(act.connection, self._school)
        self._last = last
        self._certified += tuple(event for event in events if isinstance(event, Certified))
        self._revoked += tuple(event for event in events if isinstance(event, Revoked))


def _last_issuing(connection: Connection, school: str) -> int:
    asked = select(func.max(chain.c.number)).where(chain.c.school == school, records.is_one_of(_ISSUING))
    return connection.execute(asked).scalar() or 0
