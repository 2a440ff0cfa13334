"""Campaigns: who has to hand in an attestation by when, and where each person stands. Pure: today is always given."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from enum import StrEnum

from attrs import field, frozen

from .staff import StaffMember, folded, staff_key
from .versions import FIRST_RULES
from .vocabulary import Occasion

BEFORE_THE_FIRST_DAY = timedelta(days=30)
"""How long before their first day a new starter may already make the audit."""
_TERM_ENDS = (3, 7, 12)  # months with whose last day a school's terms are over, about
_YEAR_ENDS = 8  # August


class CampaignFault(StrEnum):
    """Why these values make no valid campaign."""

    OCCASION = "a campaign is an induction or an annual review"
    NO_TITLE = "the campaign has no title"
    NEEDS_DAYS = "an induction needs a number of days from 0 to 366, and no due date"
    NEEDS_DUE_DATE = "an annual review needs a due date, and no number of days"
    ORDER = "a campaign opens first, is due then, and ends last"


class CampaignRefused(ValueError):
    """The values make no valid campaign; `fault` says why."""

    def __init__(self, fault: CampaignFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@frozen(kw_only=True)
class Campaign:
    """A request to many people. Raises CampaignRefused where the values contradict each other."""

    id: str
    title: str
    occasion: Occasion  # induction or annual review
    opens: date  # induction: starters from this day on; annual review: audits from this day on
    ends: date | None = None  # the last day on which an audit answers it; None: until it is ended
    due: date | None = None  # annual review
    days: int | None = None  # induction: due so many days after the first day
    groups: tuple[str, ...] = ()  # empty: everyone
    rules: str = FIRST_RULES  # those of judgement that were in force when it was set up

    def __attrs_post_init__(self) -> None:
        fault = _fault(self)
        if fault is not None:
            raise CampaignRefused(fault)

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.ends is not None and self.ends < today

    def is_running(self, today: date) -> bool:
        """Whether it has opened and is not over."""
        return self.opens <= today and not self.is_over(today)

    def asks(self, member: StaffMember) -> bool:
        """Whether the campaign covers the person at all, whenever they work here."""
        if self.groups and not {folded(each) for each in self.groups} & {folded(each) for each in member.groups}:
            return False
        last = self.ends or date.max
        if self.occasion is Occasion.INDUCTION:
            return member.start is not None and self.opens <= member.start <= last
        due = self.due or last
        return (member.start is None or member.start <= due) and member.is_active(self.opens)

    def opens_for(self, member: StaffMember) -> date:
        """The day from which the person is asked."""
        return self.opens if member.start is None else max(self.opens, member.start)

    def due_for(self, member: StaffMember) -> date | None:
        """The person's deadline; None for an induction if their first day is unknown."""
        if self.occasion is not Occasion.INDUCTION:
            return self.due
        if member.start is None or self.days is None:
            return None
        return _later(self.opens_for(member), self.days)


@frozen(kw_only=True)
class Window:
    """The days on which an audit must have been made to answer a campaign; both ends count."""

    first: date
    last: date | None

    def place(self, day: date) -> "InWindow":
        """Where a day lies relative to the window."""
        if day < self.first:
            return InWindow.TOO_EARLY
        return InWindow.TOO_LATE if self.last is not None and day > self.last else InWindow.INSIDE


class InWindow(StrEnum):
    """Where the day of an audit lies."""

    INSIDE = "inside"
    TOO_EARLY = "too early"
    TOO_LATE = "too late"


class CampaignState(StrEnum):
    """Where one person stands in one campaign."""

    DUE = "due"  # still to come: it has not opened for this person
    OPEN = "open"
    OVERDUE = "overdue"
    HANDED_IN = "handed in"  # and waiting for an officer: nobody is reminded of what they have done
    PROBLEM = "problem"  # what came in was rejected or sent back, and nothing better has come since
    EXCUSED = "excused"
    DONE = "done"

    @property
    def is_awaited(self) -> bool:
        """Whether an attestation is due by now: these people are reminded, and may be excused."""
        return self in (CampaignState.OPEN, CampaignState.OVERDUE, CampaignState.PROBLEM)


@frozen(kw_only=True)
class Excusal:
    """Somebody need not answer a campaign; the reason is kept."""

    campaign: str
    number: str
    reason: str
    on: date
    by: str  # the officer
    until: date | None = None  # the last day on which it holds; None: for the whole campaign

    def holds(self, on: date) -> bool:
        """Whether it holds on that day."""
        return self.until is None or on <= self.until


def excusal_day(campaign: Campaign, today: date) -> date:
    """The most likely end of an excusal: the campaign's last day, or else the end of the term."""
    if campaign.ends is not None and campaign.ends > today:
        return campaign.ends
    return excusal_days(today)[0]


def excusal_days(today: date) -> Sequence[date]:
    """The usual ends of a leave that is still to end: of this term, and of the school year."""
    terms = (date(year, month, 31) for year in (today.year, today.year + 1) for month in _TERM_ENDS)
    years = (date(year, _YEAR_ENDS, 31) for year in (today.year, today.year + 1))
    return [next(day for day in ends if day > today) for ends in (terms, years)]


@frozen(kw_only=True)
class Completion:
    """An accepted attestation that answers a campaign."""

    campaign: str
    number: str
    on: date  # the day of the audit
    on_paper: bool = False


@frozen(kw_only=True)
class Reminder:
    """One person was reminded of one campaign."""

    campaign: str
    number: str
    on: date


@frozen(kw_only=True)
class CampaignStanding:
    """Where one person stands in one campaign on one day."""

    campaign: str
    member: StaffMember
    state: CampaignState
    opens: date
    due: date
    reason: str = ""  # excused: why
    done_on: date | None = None
    on_paper: bool = False  # answered so


@frozen(kw_only=True)
class ReminderRule:
    """When people are reminded: so many days before the due date, and every so many days after it."""

    before: tuple[int, ...] = (14, 7, 1)
    every: int = field(default=7)  # 0: never after the due date

    @every.validator
    def _check(self, _attribute: object, days: int) -> None:
        if days < 0 or any(each < 0 for each in self.before):
            raise ValueError("days of a reminder rule are never negative")


@frozen(kw_only=True)
class CampaignAnswers:
    """What is known of one campaign apart from the staff list, by `staff_key` of the number."""

    done: Mapping[str, Completion] = field(factory=dict)
    handed_in: AbstractSet[str] = frozenset()  # an attestation that waits to be decided
    refused: AbstractSet[str] = frozenset()  # an attestation that was rejected or sent back
    excused: Mapping[str, Excusal] = field(factory=dict)
    due: Mapping[str, date] = field(factory=dict)  # by when whoever is asked on record was asked


def window(campaign: Campaign, member: StaffMember) -> Window:
    """When this person's audit must have been made; a new starter may begin a little before the first day."""
    first = campaign.opens
    if campaign.occasion is Occasion.INDUCTION and member.start is not None:
        first = max(first, member.start - min(BEFORE_THE_FIRST_DAY, member.start - date.min))
    return Window(first=first, last=campaign.ends)


def answered_by(
    campaigns: Iterable[Campaign], member: StaffMember, occasion: Occasion, audited: date
) -> tuple[Campaign, ...]:
    """The campaigns that an audit of that day and occasion answers, the one opened last first."""
    found = (
        campaign
        for campaign in campaigns
        if campaign.occasion is occasion
        and campaign.asks(member)
        and window(campaign, member).place(audited) is InWindow.INSIDE
    )
    return tuple(sorted(found, key=lambda campaign: (campaign.opens, campaign.id), reverse=True))


def standing(campaign: Campaign, member: StaffMember, answers: CampaignAnswers, today: date) -> CampaignStanding | None:
    """How the person stands; None where the campaign does not ask them, or they left without answering.

    Whoever has answered has answered, even where the campaign would not ask them any more; and whoever is asked on
    record is, until that is taken off it.
    """
    done, excused = answers.done.get(member.key), answers.excused.get(member.key)
    due = campaign.due_for(member) if campaign.asks(member) else answers.due.get(member.key)
    if due is None and done is not None:
        due = done.on
    if due is None:
        return None
    opens = campaign.opens_for(member)
    waits, refused = member.key in answers.handed_in, member.key in answers.refused
    state = _state(today, opens, due, done, excused, waits=waits, refused=refused)
    if state is not CampaignState.DONE and not member.is_active(today):
        return None
    return CampaignStanding(
        campaign=campaign.id,
        member=member,
        state=state,
        opens=opens,
        due=due,
        reason=excused.reason if excused is not None and state is CampaignState.EXCUSED else "",
        done_on=done.on if done else None,
        on_paper=done is not None and done.on_paper,
    )


def standings(
    campaign: Campaign, staff: Iterable[StaffMember], answers: CampaignAnswers, today: date
) -> Iterator[CampaignStanding]:
    """Where everyone stands whom the campaign asks, in the order of the staff list."""
    return (found for member in staff if (found := standing(campaign, member, answers, today)) is not None)


def count(found: Iterable[CampaignStanding]) -> dict[CampaignState, int]:
    """People per state; every state has a number."""
    counted = Counter(each.state for each in found)
    return {state: counted[state] for state in CampaignState}


def to_remind(
    found: Iterable[CampaignStanding], sent: Iterable[Reminder], today: date, rule: ReminderRule | None = None
) -> tuple[CampaignStanding, ...]:
    """Who is to be reminded today, by the rule; without one, everyone who has not answered.

    Nobody twice on one day for the same campaign, whatever the rule says.
    """
    last: dict[tuple[str, str], date] = {}
    for reminder in sent:
        thing = (reminder.campaign, staff_key(reminder.number))
        last[thing] = max(reminder.on, last.get(thing, reminder.on))
    waiting = (each for each in found if each.state.is_awaited)
    return tuple(each for each in waiting if _wants(each, last.get((each.campaign, each.member.key)), today, rule))


def _wants(each: CampaignStanding, last: date | None, today: date, rule: ReminderRule | None) -> bool:
    if last is not None and last >= today:
        return False
    if rule is None:
        return True
    moment = _moment(each, today, rule)
    return moment is not None and (last is None or last < moment)


def _moment(each: CampaignStanding, today: date, rule: ReminderRule) -> date | None:
    """The latest day up to today on which the rule reminds; days before the person was asked do not count."""
    days = [days for days in rule.before if (each.due - today).days <= days <= (each.due - each.opens).days - 1]
    moments = [each.due - timedelta(days=days) for days in days]
    late = (today - each.due).days
    if rule.every and late >= rule.every:
        moments.append(each.due + timedelta(days=late - late % rule.every))
    return max(moments, default=None)


def _state(
    today: date,
    opens: date,
    due: date,
    done: Completion | None,
    excused: Excusal | None,
    *,
    waits: bool,
    refused: bool,
) -> CampaignState:
    if done is not None:
        return CampaignState.DONE
    if waits:
        return CampaignState.HANDED_IN
    if excused is not None and excused.holds(today):
        return CampaignState.EXCUSED
    if today < opens:
        return CampaignState.DUE
    if refused:
        return CampaignState.PROBLEM
    return CampaignState.OPEN if today <= due else CampaignState.OVERDUE


def _fault(campaign: Campaign) -> CampaignFault | None:
    induction = campaign.occasion is Occasion.INDUCTION
    if not induction and campaign.occasion is not Occasion.ANNUAL_REVIEW:
        return CampaignFault.OCCASION
    if not campaign.title.strip():
        return CampaignFault.NO_TITLE
    if induction and (campaign.due is not None or campaign.days is None or not 0 <= campaign.days <= 366):
        return CampaignFault.NEEDS_DAYS
    if not induction and (campaign.due is None or campaign.days is not None):
        return CampaignFault.NEEDS_DUE_DATE
    days = [day for day in (campaign.opens, campaign.due, campaign.ends) if day is not None]
    return CampaignFault.ORDER if days != sorted(days) else None


def _later(day: date, days: int) -> date:
    """So many days later, or the last day that the calendar has."""
    return day + min(timedelta(days=days), date.max - day)
