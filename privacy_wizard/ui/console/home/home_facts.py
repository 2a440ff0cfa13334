"""What the home page shows, read on a worker."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from attrs import frozen

from ....domain.campaign import Campaign
from ....domain.register_events import AttestationStanding
from ....domain.register_views import AttestationRow, PeopleAsked
from ....i18n import local_time
from ....office.backup import EVERY, is_due
from ....office.home_table import HomeRow, home_rows
from ....office.next_steps import (
    FirstStep,
    NextKind,
    NextThing,
    OfficeNow,
    Upgrade,
    first_steps,
    next_things,
    worthwhile,
)
from ....office.recipients import MailState
from ....register import SchoolRegister
from ..context import ConsoleContext
from .figures import Week, weeks_of
from .next_cards import NobodysKind, kind_of_rejected

_WEEKS = 26
_FIRST_STEPS = (NextKind.ENTER_STAFF, NextKind.BEGIN_CAMPAIGN)
_LATELY = timedelta(weeks=2)
_ON_THIS_PAGE = (NextKind.JUDGE, NextKind.CHASE)  # the table shows them, and what to do about them stands beside it


@frozen(kw_only=True)
class HomeFacts:
    """One campaign, how each person in it stands, and what the officer has to do next."""

    campaigns: Sequence[Campaign]
    campaign: Campaign | None
    rows: Sequence[HomeRow]
    mails: MailState
    nobodys: Mapping[NobodysKind, Sequence[AttestationRow]]  # attestations that the table of people cannot show
    weeks: tuple[Week, ...]
    things: tuple[NextThing, ...]
    steps: Mapping[FirstStep, bool]
    pays: Sequence[Upgrade]


def read_home_facts(context: ConsoleContext, chosen: str | None, today: date) -> HomeFacts:
    """Read the chosen campaign, or the first that is running. Raises RegisterTrouble, SchoolTrouble."""
    register, first = context.register, since(today, _WEEKS)
    campaigns = register.campaigns()
    running = [each for each in campaigns if each.is_running(today)]
    named = next((each for each in campaigns if each.id == chosen), None)
    campaign = named if chosen is not None else next(iter((*running, *campaigns)), None)
    by_day = dict(register.attestations.received_by_day(datetime.combine(first, time(), UTC)))
    now = _office_now(context, len(running), today)
    steps = first_steps(
        has_profile=context.school_place.profile_file.exists(),
        has_staff=bool(now.people),
        has_campaign=bool(campaigns),
        has_attestations=bool(by_day),
    )
    hidden = {*_ON_THIS_PAGE, *(_FIRST_STEPS if steps else ())}
    rows = home_rows(register, campaign, today)
    return HomeFacts(
        steps=steps,
        campaigns=campaigns,
        campaign=campaign,
        rows=rows,
        mails=context.sending.mail_state(campaign, rows),
        nobodys=_nobodys(register, rows, today),
        weeks=weeks_of(by_day, first, today),
        pays=worthwhile(context.size())[:1],
        things=tuple(each for each in next_things(now) if each.kind not in hidden),
    )


def _office_now(context: ConsoleContext, running: int, today: date) -> OfficeNow:
    register, own = context.register, context.own_key
    return OfficeNow(
        people=register.people.count(PeopleAsked(schools=(register.school,)), today),
        running_campaigns=running,
        overview=register.overview(None, today),
        waiting=register.queue.count(),
        to_countersign=register.attestations.to_countersign() if context.may_countersign else 0,
        ran_out=context.ran_out(),
        key_has_no_copy=own is not None and not own.has_copy,
        backup_is_due=_is_a_month_old(register, today) and is_due(context.home, today),
    )


def _nobodys(
    register: SchoolRegister, rows: Sequence[HomeRow], today: date
) -> Mapping[NobodysKind, Sequence[AttestationRow]]:
    """Files that wait and belong to nobody known, or to nobody among these people; and files rejected lately."""
    found: dict[NobodysKind, list[AttestationRow]] = {kind: [] for kind in NobodysKind}
    shown = {row.person.person for row in rows}
    for each in register.attestations.waiting():
        if each.person is None:
            found[NobodysKind.UNCLEAR].append(each)
        elif each.person not in shown:
            found[NobodysKind.NOT_LISTED].append(each)
    for each in register.attestations.nobodys(AttestationStanding.REJECTED):
        if each.received.date() > today - _LATELY:
            found[kind_of_rejected(each)].append(each)
    return found


def _is_a_month_old(register: SchoolRegister, today: date) -> bool:
    """Whether the office is a month old: a newer one is not asked for a backup."""
    begun = register.begun()
    return begun is not None and (today - local_time(begun).date()).days >= EVERY


def since(today: date, weeks: int) -> date:
    """The Monday that many weeks ago, this week included."""
    return today - timedelta(days=today.weekday(), weeks=weeks - 1)
