"""What an office may add to the simple way, and when it pays. Pure."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from attrs import frozen

_MANY_KEYS = 5  # so many keys that nobody compared, and a certificate saves work
_MANY_PEOPLE = 400  # on the list, and one person alone is no longer enough


class Upgrade(StrEnum):
    """What can be added."""

    AUTHORITY = "authority"  # the school's own certificate
    CERTIFICATES = "certificates"  # for its staff, by that
    COUNTERSIGNING = "countersigning"
    SMART_CARD = "smart card"  # or another token
    SERVER = "server"  # PostgreSQL
    OWN_POLICY = "own policy"
    PROTECTED_LIST = "protected list"  # never proposed: whether it is worth its risk, only the school can say


@frozen(kw_only=True)
class OfficeSize:
    """What decides whether something pays."""

    people: int
    schools: int
    accepted: int
    has_authority: bool
    is_officer: bool
    has_certificates: bool  # whether any of the staff has one, besides whoever is at work
    is_on_server: bool
    has_own_policy: bool
    has_protected_list: bool = False


def worthwhile(size: OfficeSize) -> Sequence[Upgrade]:
    """Those that pay now, most useful first, without those already in use."""
    return tuple(_worthwhile(size))


def _worthwhile(size: OfficeSize) -> Iterator[Upgrade]:
    if not size.is_on_server and (size.schools > 1 or size.people >= _MANY_PEOPLE):
        yield Upgrade.SERVER
    if not size.has_authority and size.accepted >= _MANY_KEYS:
        yield Upgrade.AUTHORITY
        yield Upgrade.SMART_CARD  # where its key is kept is chosen when it is made
    if size.has_authority and not size.is_officer and size.accepted:
        yield Upgrade.COUNTERSIGNING
    if size.is_officer and not size.has_certificates and size.people:
        yield Upgrade.CERTIFICATES
    if not size.has_own_policy and size.people and size.accepted * 2 >= size.people:
        yield Upgrade.OWN_POLICY


def possible(size: OfficeSize) -> Sequence[Upgrade]:
    """Everything not yet in use."""
    there = {
        Upgrade.AUTHORITY: size.has_authority,
        Upgrade.CERTIFICATES: size.has_certificates,
        Upgrade.COUNTERSIGNING: size.is_officer,
        Upgrade.SMART_CARD: size.has_authority,
        Upgrade.SERVER: size.is_on_server,
        Upgrade.OWN_POLICY: size.has_own_policy,
        Upgrade.PROTECTED_LIST: size.has_protected_list,
    }
    return tuple(each for each in Upgrade if not there[each])
