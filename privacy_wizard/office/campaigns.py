"""Campaigns: how they are set up, where each person stands, who is excused, who is reminded."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import uuid4

from ..domain.campaign import Campaign, CampaignStanding, CampaignState, ReminderRule, standings, to_remind
from ..domain.register_events import AskedInCampaign, AskedNoMore, CampaignEntered, Excused, Reminded
from ..domain.staff import StaffMember, staff_key
from ..i18n import Message, _, long_date, ngettext
from ..register import SchoolRegister, StaffAct, StaffView
from ..system import Trouble
from ..system.progress import UNWATCHED, WorkProgress, WorkStopped

LONGEST_YEAR = 366  # days that an induction may take at most
ASKING = Message("Asking everyone …")


class UnknownCampaign(Trouble):
    """There is no campaign of that identifier."""

    sentence = Message("There is no campaign {name}. List the campaigns to find its identifier.")

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NotAsked(Trouble):
    """The campaign does not ask the person with that number, or they have already answered."""

    sentence = Message("Nothing is open for {name} in this campaign. Nothing was recorded. Check the staff number.")

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NoReason(Trouble):
    """An excusal needs a reason."""

    sentence = Message("Nothing was recorded: say why the person is excused. The reason is kept on record.")


class ExcusalPast(Trouble):
    """An excusal cannot end before it begins."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day

    def __str__(self) -> str:
        return _(
            "Nothing was recorded: {day} has passed, so nobody would be excused. Choose a later day.",
            day=long_date(self.day),
        )


class AskingStopped(WorkStopped):
    """The user stopped a campaign from starting or changing: everyone is asked, or nobody."""

    sentence = Message(
        "Stopped, so nothing was recorded: either everyone is asked, or nobody. Do it again to ask everyone."
    )


def due_after(days: int) -> str:
    """By when an induction is to be handed in, in words."""
    return ngettext("due {n} day after the first day", "due {n} days after the first day", days)


def new_campaign_id() -> str:
    """An identifier for a new campaign."""
    return uuid4().hex[:12]


def enter_campaign(
    register: SchoolRegister, campaign: Campaign, today: date, progress: WorkProgress = UNWATCHED
) -> int:
    """Record a new campaign, or one that has changed, and ask everyone it covers. Returns how many it asked. Raises
    AskingStopped, and then records nothing.
    """
    with register.staff.acting() as act:
        act.record([CampaignEntered(campaign=campaign)])
        return _ask(act, campaign, today, progress.ending_in(AskingStopped))


def ask_everyone(act: StaffAct, today: date, progress: WorkProgress = UNWATCHED) -> int:
    """Make running campaigns ask whoever the staff list now has. Returns how many were newly asked, or given another
    date.
    """
    running = [each for each in act.campaigns() if not each.is_over(today)]
    return sum(_ask(act, campaign, today, progress) for campaign in running)


def campaign(register: SchoolRegister, identifier: str) -> Campaign:
    """One campaign. Raises UnknownCampaign."""
    with register.staff.reading() as facts:
        return _campaign(facts, identifier)


def campaigns(register: SchoolRegister) -> tuple[Campaign, ...]:
    """Every campaign, the latest first."""
    with register.staff.reading() as facts:
        return tuple(facts.campaigns())


def how_they_stand(register: SchoolRegister, campaign: str, today: date) -> tuple[CampaignStanding, ...]:
    """Where everyone stands whom the campaign asks, in the order of names. Raises UnknownCampaign."""
    with register.staff.reading() as facts:
        found = _standings(facts, _campaign(facts, campaign), today)
    return tuple(sorted(found, key=lambda each: each.member.sort_key))


def excuse(
    register: SchoolRegister,
    campaign: str,
    number: str,
    reason: str,
    today: date,
    until: date | None = None,
) -> None:
    """Excuse one person, with a reason. Raises UnknownCampaign, NotAsked, NoReason, ExcusalPast."""
    if not reason.strip():
        raise NoReason
    if until is not None and until < today:
        raise ExcusalPast(until)
    with register.staff.acting() as act:
        found = {each.member.key: each for each in _standings(act, _campaign(act, campaign), today)}
        standing = found.get(staff_key(number))
        if standing is None or standing.state is CampaignState.DONE:
            raise NotAsked(number)
        person = next(row.person for row in act.people() if row.member.key == standing.member.key)
        act.record([Excused(person=person, campaign=campaign, reason=reason.strip(), until=until)])


def due_reminders(
    register: SchoolRegister, campaign: str, today: date, rule: ReminderRule | None = None
) -> tuple[CampaignStanding, ...]:
    """Who is to be reminded today; nothing is recorded. Raises UnknownCampaign."""
    with register.staff.reading() as facts:
        return _to_remind(facts, campaign, today, rule)


def take_reminders(
    register: SchoolRegister,
    campaign: str,
    today: date,
    rule: ReminderRule | None = None,
    write: Callable[[Sequence[CampaignStanding]], None] = lambda _found: None,
) -> tuple[CampaignStanding, ...]:
    """Who is to be reminded today, recorded as reminded in the same act, so that two officers never remind the same
    person twice. `write` puts the reminders on the disk before that; nobody is reminded where it fails.

    Raises UnknownCampaign, and what `write` raises.
    """
    with register.staff.acting() as act:
        ask_everyone(act, today)
        found = _to_remind(act, campaign, today, rule)
        write(found)
        persons = {row.member.key: row.person for row in act.people()}
        act.record([Reminded(person=persons[each.member.key], campaign=campaign, on=today) for each in found])
        return found


def _to_remind(facts: StaffView, campaign: str, today: date, rule: ReminderRule | None) -> tuple[CampaignStanding, ...]:
    found = _standings(facts, _campaign(facts, campaign), today)
    return to_remind(found, facts.reminders(campaign), today, rule)


def _standings(facts: StaffView, campaign: Campaign, today: date) -> tuple[CampaignStanding, ...]:
    return tuple(standings(campaign, (row.member for row in facts.people()), facts.answers(campaign.id), today))


def _campaign(facts: StaffView, campaign: str) -> Campaign:
    found = next((each for each in facts.campaigns() if each.id == campaign), None)
    if found is None:
        raise UnknownCampaign(campaign)
    return found


def _ask(act: StaffAct, campaign: Campaign, today: date, progress: WorkProgress) -> int:
    """Ask whoever is to be asked and has not been, or by another date; and ask no more whoever no longer belongs."""
    answers = act.answers(campaign.id)
    asked, answered = act.asked(campaign.id), {*answers.done, *answers.handed_in}
    new, gone = [], []
    for row in act.people():
        if not row.member.is_active(today):
            continue  # whoever left is counted no more, and what they were asked stays on record
        days = _days(campaign, row.member)
        if days is not None and asked.get(row.person) != days:
            new.append(AskedInCampaign(person=row.person, campaign=campaign.id, opens=days[0], due=days[1]))
        elif days is None and row.person in asked and row.member.key not in answered:
            gone.append(AskedNoMore(person=row.person, campaign=campaign.id))
    progress.doing(str(ASKING))
    act.record([*gone, *new], progress)
    return len(new)


def _days(campaign: Campaign, member: StaffMember) -> tuple[date, date] | None:
    """From when and by when someone is asked; None: not at all."""
    due = campaign.due_for(member)
    return None if due is None or not campaign.asks(member) else (campaign.opens_for(member), due)
