"""A school's protected list on a computer of its staff: taken into use, compared with connections, and deleted."""

from datetime import datetime

from ..domain.protected_list import ProtectedList
from ..domain.signature import DetachedSignature, Purpose
from ..identity.authority_trust import check_school_signature
from ..school.errors import NoSchoolYet
from ..school.known_school import KnownSchool
from ..school.profile_file import Check


def open_list(content: bytes, known: KnownSchool, now: datetime) -> ProtectedList:
    """A list from the school that this computer knows; `take_list` takes it into use.

    Raises NoSchoolYet, ListExpired, ListOlder, NotThisKind, SignatureBroken, SignatureForeign, NotWritten.
    """
    return known.protected_list.open(content, _check(known, now), now)


def take_list(content: bytes, known: KnownSchool, now: datetime) -> ProtectedList:
    """Take a list from the school that this computer knows into use. Raises as `open_list` does."""
    return known.protected_list.keep(content, _check(known, now), now)


def list_in_use(known: KnownSchool, now: datetime) -> ProtectedList | None:
    """The list, checked again; None where there is none, or none any more: an expired one is deleted.

    Raises as `open_list` does.
    """
    kept = known.protected_list
    return kept.in_use(_check(known, now), now) if kept.is_there else None


def delete_expired_list(known: KnownSchool, now: datetime) -> None:
    """Delete the list if its time is over, whoever signed it. Raises FileUnreadable, NotThisKind, NotWritten."""
    known.protected_list.in_use(lambda _signature, _signed: None, now)


def _check(known: KnownSchool, now: datetime) -> Check:
    pin = known.pin()
    if pin is None:
        raise NoSchoolYet
    pinned, links = bytes.fromhex(pin.authority), known.certificates()

    def check(signature: DetachedSignature, signed: bytes) -> None:
        check_school_signature(signature, signed, Purpose.PROTECTED_LIST, pinned, now, links)

    return check
