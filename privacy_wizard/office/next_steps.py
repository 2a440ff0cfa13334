"""What an officer should do next, in order, and what an office may add to the simple way when it pays. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from ..domain.register_views import Overview
from ..register.tickets import Waiting


class NextKind(StrEnum):
    """The kinds of things to do next."""

    ENTER_STAFF = "enter staff"
    BEGIN_CAMPAIGN = "begin a campaign"
    JUDGE = "judge"  # attestations that need a look
    UNSTICK = "unstick"  # files whose check never came to an end, or was not begun
    CHASE = "chase"  # people who are overdue
    COUNTERSIGN = "countersign"
    DELETE = "delete"  # what the rules of keeping say is to go
    BACK_UP = "back up"  # everything, once a month
    COPY_KEY = "copy key"  # of the officer, which lies on this computer alone
    RENEW_KEY = "renew key"  # of the officer, whose certificate has run out
    RENEW_AUTHORITY = "renew authority"  # of the school, whose certificate has run out
    RENEW_LIST = "renew list"  # the protected list has run out


class FirstStep(StrEnum):
    """The steps that set up an office, in order."""

    SCHOOL = "school"  # its file for the staff
    STAFF = "staff"
    CAMPAIGN = "campaign"
    TAKE_IN = "take in"


@frozen(kw_only=True)
class NextThing:
    """One thing to do, and how many it concerns; 0 if it is not about a number. `since`: when something expired."""

    kind: NextKind
    count: int = 0
    since: date | None = None


@frozen(kw_only=True)
class OfficeNow:
    """What the next steps depend on."""

    people: int
    running_campaigns: int
    overview: Overview
    waiting: Waiting
    to_countersign: int = 0
    due_to_delete: int = 0
    backup_is_due: bool = False
    key_has_no_copy: bool = False
    ran_out: Mapping[NextKind, date] = field(factory=dict)  # what is to be renewed → its last day


def first_steps(
    *, has_profile: bool, has_staff: bool, has_campaign: bool, has_attestations: bool
) -> Mapping[FirstStep, bool]:
    """Each step and whether it is done; empty once there is a staff list and a campaign: then the office is set up."""
    if has_staff and has_campaign:
        return {}
    done = (has_profile, has_staff, has_campaign, has_attestations)
    return dict(zip(FirstStep, done, strict=True))


def next_things(now: OfficeNow) -> tuple[NextThing, ...]:
    """The most pressing first. Without people there is only one thing to do; without a campaign, starting one comes
    next.
    """
    return tuple(_things(now))


def _things(now: OfficeNow) -> Iterator[NextThing]:
    yield from (NextThing(kind=kind, since=day) for kind, day in now.ran_out.items())
    if not now.people:
        yield NextThing(kind=NextKind.ENTER_STAFF)
    elif not now.running_campaigns:
        yield NextThing(kind=NextKind.BEGIN_CAMPAIGN)
    counted = (
        (NextKind.JUDGE, now.overview.needs_a_look),
        (NextKind.UNSTICK, now.waiting.stuck + now.waiting.waiting),
        (NextKind.CHASE, now.overview.overdue),
        (NextKind.COUNTERSIGN, now.to_countersign),
        (NextKind.DELETE, now.due_to_delete),
    )
    yield from (NextThing(kind=kind, count=count) for kind, count in counted if count)
    if now.key_has_no_copy:
        yield NextThing(kind=NextKind.COPY_KEY)
    if now.people and now.backup_is_due:
        yield NextThing(kind=NextKind.BACK_UP)


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
