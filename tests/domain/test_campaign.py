"""Who is asked, by when, how they stand, and who is reminded."""

from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.domain.campaign import (
    Campaign,
    CampaignAnswers,
    CampaignFault,
    CampaignRefused,
    CampaignState,
    Completion,
    Excusal,
    InWindow,
    Reminder,
    ReminderRule,
    answered_by,
    count,
    excusal_day,
    excusal_days,
    standing,
    standings,
    to_remind,
    window,
)
from privacy_wizard.domain.staff import StaffMember
from privacy_wizard.domain.vocabulary import Occasion
from tests.in_turn import in_turn

DAY = timedelta(days=1)
SEPTEMBER = date(2026, 9, 1)
DAYS = st.dates(date(2026, 8, 1), date(2027, 1, 31))
INDUCTION = Campaign(id="i", title="Induction", occasion=Occasion.INDUCTION, opens=SEPTEMBER, days=14)
REVIEW = Campaign(
    id="r",
    title="Review",
    occasion=Occasion.ANNUAL_REVIEW,
    opens=SEPTEMBER,
    due=date(2026, 10, 31),
    ends=date(2026, 12, 31),
)
NOTHING = CampaignAnswers()


def member(number: str = "1", **more) -> StaffMember:
    return StaffMember(number=number, first_name="Sam", last_name="Lee", **more)


def state(campaign: Campaign, who: StaffMember, today: date, book: CampaignAnswers = NOTHING) -> CampaignState | None:
    found = standing(campaign, who, book, today)
    return found.state if found else None


def done(number: str, campaign: Campaign = REVIEW) -> CampaignAnswers:
    return CampaignAnswers(done={number: Completion(campaign=campaign.id, number=number, on=SEPTEMBER)})


def excused(until: date | None = None) -> CampaignAnswers:
    excusal = Excusal(campaign="r", number="1", reason="parental leave", on=SEPTEMBER, by="Officer", until=until)
    return CampaignAnswers(excused={"1": excusal})


def test_an_induction_runs_from_the_first_day_for_so_many_days() -> None:
    starter = member(start=date(2026, 9, 7))
    assert state(INDUCTION, starter, date(2026, 9, 6)) is CampaignState.DUE
    assert state(INDUCTION, starter, date(2026, 9, 7)) is CampaignState.OPEN
    assert state(INDUCTION, starter, date(2026, 9, 21)) is CampaignState.OPEN
    assert state(INDUCTION, starter, date(2026, 9, 22)) is CampaignState.OVERDUE


def test_whoever_has_no_first_day_may_answer_an_induction_from_the_day_it_opens() -> None:
    assert window(INDUCTION, member()).first == SEPTEMBER
    assert INDUCTION.due_for(member()) is None


def test_no_rule_reminds_a_negative_number_of_days_before_or_after() -> None:
    for wrong in ({"every": -1}, {"before": (7, -1)}):
        with pytest.raises(ValueError, match="never negative"):
            ReminderRule(**wrong)


def test_an_induction_asks_new_starters_only() -> None:
    for who in (member(), member(start=SEPTEMBER - DAY), member(start=SEPTEMBER, last_day=SEPTEMBER)):
        assert state(INDUCTION, who, SEPTEMBER + DAY) is None
    ending = evolve(INDUCTION, ends=date(2026, 12, 1))
    assert ending.asks(member(start=date(2026, 12, 1)))
    assert not ending.asks(member(start=date(2026, 12, 2)))


def test_a_review_asks_everyone_who_works_here_before_it_is_due() -> None:
    assert state(REVIEW, member(), SEPTEMBER) is CampaignState.OPEN
    assert state(REVIEW, member(), SEPTEMBER - DAY) is CampaignState.DUE
    assert state(REVIEW, member(), date(2026, 11, 1)) is CampaignState.OVERDUE
    assert state(REVIEW, member(start=date(2026, 11, 1)), date(2026, 11, 2)) is None
    assert state(REVIEW, member(start=date(2026, 10, 5)), date(2026, 10, 1)) is CampaignState.DUE


def test_what_waits_to_be_decided_is_neither_missing_nor_excused_nor_refused_whatever_the_day() -> None:
    waits = evolve(excused(), handed_in=frozenset({"1"}), refused=frozenset({"1"}))
    for day in (SEPTEMBER - DAY, SEPTEMBER, date(2026, 11, 1)):
        assert state(REVIEW, member(), day, waits) is CampaignState.HANDED_IN
    assert state(REVIEW, member(), SEPTEMBER, evolve(done("1"), handed_in=frozenset({"1"}))) is CampaignState.DONE


def test_a_leaver_is_asked_no_more_but_what_they_handed_in_counts() -> None:
    leaver = member(last_day=date(2026, 10, 1))
    assert state(REVIEW, leaver, date(2026, 10, 1)) is CampaignState.OPEN
    assert state(REVIEW, leaver, date(2026, 10, 2)) is None
    assert state(REVIEW, leaver, date(2026, 10, 2), done("1")) is CampaignState.DONE
    assert state(REVIEW, member(last_day=SEPTEMBER - DAY), date(2026, 10, 2), done("1")) is CampaignState.DONE, (
        "as the register counts it"
    )


def test_whoever_has_answered_keeps_the_day_by_which_they_were_asked() -> None:
    [found] = standings(REVIEW, [member()], done("1"), SEPTEMBER)
    [left] = standings(REVIEW, [member(last_day=SEPTEMBER - DAY)], done("1"), SEPTEMBER)
    assert (found.due, left.due) == (REVIEW.due, SEPTEMBER)


def test_chosen_groups_are_asked_and_others_are_not() -> None:
    some = Campaign(id="g", title="x", occasion=Occasion.ANNUAL_REVIEW, opens=SEPTEMBER, due=SEPTEMBER, groups=("PE",))
    assert state(some, member(groups=("Art", "pe")), SEPTEMBER) is CampaignState.OPEN
    assert state(some, member(groups=("Art",)), SEPTEMBER) is None


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_an_excusal_is_offered_to_the_end_of_the_campaign_or_the_term_and_never_to_today(today: date) -> None:
    endless = evolve(REVIEW, ends=None)
    offered = excusal_day(endless, today)
    assert today < offered <= today + timedelta(days=153)
    assert (offered.month, offered.day) in ((3, 31), (7, 31), (12, 31))
    term, year = excusal_days(today)
    assert (term, year.month, year.day) == (offered, 8, 31)
    assert today < year <= today + timedelta(days=366)
    ending = evolve(endless, ends=REVIEW.due + timedelta(days=5))
    assert excusal_day(ending, today) == (ending.ends if today < ending.ends else offered)


def test_an_excusal_holds_until_its_last_day_and_keeps_its_reason() -> None:
    assert state(REVIEW, member(), date(2026, 9, 5), excused()) is CampaignState.EXCUSED
    assert state(REVIEW, member(), date(2026, 9, 5), excused(date(2026, 9, 5))) is CampaignState.EXCUSED
    assert state(REVIEW, member(), date(2026, 9, 6), excused(date(2026, 9, 5))) is CampaignState.OPEN
    found = standing(REVIEW, member(), excused(), SEPTEMBER)
    assert found is not None
    assert found.reason == "parental leave"


def test_what_was_refused_is_a_problem_once_it_is_asked_for_until_something_better_comes() -> None:
    refused = CampaignAnswers(refused={"1"})
    assert state(REVIEW, member(), SEPTEMBER - DAY, refused) is CampaignState.DUE
    for today in (SEPTEMBER, date(2030, 1, 1)):
        assert state(REVIEW, member(), today, refused) is CampaignState.PROBLEM
    for better in (
        evolve(refused, handed_in={"1"}),
        evolve(done("1"), refused={"1"}),
        evolve(excused(), refused={"1"}),
    ):
        assert state(REVIEW, member(), SEPTEMBER, better) is not CampaignState.PROBLEM


def test_what_is_done_stays_done_whatever_else_is_known() -> None:
    book = CampaignAnswers(done=done("1").done, excused=excused().excused)
    assert state(REVIEW, member(), date(2030, 1, 1), book) is CampaignState.DONE


@in_turn(
    ("day", "place"),
    [
        (SEPTEMBER - DAY, InWindow.TOO_EARLY),
        (SEPTEMBER, InWindow.INSIDE),
        (date(2026, 12, 31), InWindow.INSIDE),
        (date(2027, 1, 1), InWindow.TOO_LATE),
    ],
)
def test_an_audit_counts_only_within_the_window(day: date, place: InWindow) -> None:
    assert window(REVIEW, member()).place(day) is place
    found = answered_by([REVIEW, INDUCTION], member(), Occasion.ANNUAL_REVIEW, day)
    assert found == ((REVIEW,) if place is InWindow.INSIDE else ())


def test_of_two_campaigns_that_an_audit_answers_the_one_that_opened_last_stands_first() -> None:
    later = evolve(REVIEW, id="q", opens=SEPTEMBER + DAY)
    for campaigns in ([REVIEW, later], [later, REVIEW]):
        assert answered_by(campaigns, member(), Occasion.ANNUAL_REVIEW, date(2026, 10, 1)) == (later, REVIEW)


def test_last_years_audit_does_not_answer_this_years_induction() -> None:
    starter = member(start=date(2026, 11, 2))
    assert window(INDUCTION, starter).first == date(2026, 10, 3)
    assert answered_by([INDUCTION], starter, Occasion.INDUCTION, date(2026, 9, 15)) == ()
    assert answered_by([INDUCTION], starter, Occasion.INDUCTION, date(2026, 10, 20)) == (INDUCTION,)
    assert answered_by([INDUCTION], starter, Occasion.RE_CHECK, date(2026, 10, 20)) == ()


@in_turn(
    ("more", "fault"),
    [
        ({"occasion": Occasion.RE_CHECK}, CampaignFault.OCCASION),
        ({"title": " "}, CampaignFault.NO_TITLE),
        ({"due": None}, CampaignFault.NEEDS_DUE_DATE),
        ({"days": 3}, CampaignFault.NEEDS_DUE_DATE),
        ({"occasion": Occasion.INDUCTION}, CampaignFault.NEEDS_DAYS),
        ({"occasion": Occasion.INDUCTION, "days": 14}, CampaignFault.NEEDS_DAYS),
        ({"occasion": Occasion.INDUCTION, "due": None, "days": -1}, CampaignFault.NEEDS_DAYS),
        ({"due": SEPTEMBER - DAY}, CampaignFault.ORDER),
        ({"ends": SEPTEMBER}, CampaignFault.ORDER),
    ],
)
def test_values_that_contradict_each_other_make_no_campaign(more: dict, fault: CampaignFault) -> None:
    values = {"id": "x", "title": "x", "occasion": Occasion.ANNUAL_REVIEW, "opens": SEPTEMBER, "due": SEPTEMBER + DAY}
    with pytest.raises(CampaignRefused) as refused:
        Campaign(**{**values, **more})
    assert refused.value.fault is fault


members = st.builds(
    lambda number, start, stays: member(number, start=start, last_day=start + stays * DAY if start and stays else None),
    st.sampled_from("123456"),
    st.none() | DAYS,
    st.none() | st.integers(0, 100),
)


@given(st.lists(members, unique_by=lambda each: each.key), DAYS, st.sets(st.sampled_from("123456")))
def test_every_person_asked_is_counted_once(staff: list[StaffMember], today: date, answered: set[str]) -> None:
    book = CampaignAnswers(done={number: done(number).done[number] for number in answered})
    for campaign in (REVIEW, INDUCTION):
        found = list(standings(campaign, staff, book, today))
        counts = count(found)
        assert set(counts) == set(CampaignState)
        assert sum(counts.values()) == len(found) == len({each.member.key for each in found})


@given(members, DAYS, DAYS)
def test_nobody_who_is_overdue_becomes_open_again_by_waiting(who: StaffMember, one: date, other: date) -> None:
    order = [CampaignState.DUE, CampaignState.OPEN, CampaignState.OVERDUE, None]
    for campaign in (REVIEW, INDUCTION):
        first, second = (order.index(state(campaign, who, day)) for day in sorted((one, other)))
        assert first <= second


rules = st.none() | st.builds(
    ReminderRule, before=st.lists(st.integers(0, 30), max_size=3).map(tuple), every=st.integers(0, 10)
)


@given(st.lists(members, unique_by=lambda each: each.key, max_size=3), rules, st.lists(DAYS, max_size=40))
def test_nobody_is_reminded_twice_in_a_day_of_the_same_campaign(
    staff: list[StaffMember], rule: ReminderRule | None, days: list[date]
) -> None:
    sent: list[Reminder] = []
    for today in sorted(days):
        for _ in range(2):
            found = to_remind(standings(REVIEW, staff, NOTHING, today), sent, today, rule)
            sent += [Reminder(campaign="r", number=each.member.number.upper(), on=today) for each in found]
    assert len({(each.number, each.on) for each in sent}) == len(sent)


def test_the_rule_reminds_before_and_after_the_due_date_and_catches_up_once() -> None:
    def reminded(days: list[int]) -> list[int]:
        sent: list[Reminder] = []
        for day in days:
            today = date(2026, 10, 31) + day * DAY
            due = to_remind(standings(REVIEW, [member()], NOTHING, today), sent, today, ReminderRule())
            sent += [Reminder(campaign="r", number=each.member.number, on=today) for each in due]
        return [(each.on - date(2026, 10, 31)).days for each in sent]

    assert reminded(list(range(-60, 22))) == [-14, -7, -1, 7, 14, 21]
    assert reminded([-3, -2, 9, 10, 30]) == [-3, 9, 30]


def test_who_has_just_been_asked_is_not_reminded_for_days_gone_by() -> None:
    starter = member(start=date(2026, 9, 7))
    short = Campaign(id="s", title="x", occasion=Occasion.INDUCTION, opens=SEPTEMBER, days=10)
    first = date(2026, 9, 7)
    days = [first + n * DAY for n in range(11)]
    found = [day for day in days if to_remind(standings(short, [starter], NOTHING, day), [], day, ReminderRule())]
    assert found[0] == first + 3 * DAY
    ten_before, nine_before = ReminderRule(before=(10,)), ReminderRule(before=(9,))
    now = list(standings(short, [starter], NOTHING, first + DAY))
    assert [bool(to_remind(now, [], first + DAY, rule)) for rule in (ten_before, nine_before)] == [False, True]


@pytest.mark.parametrize("book", [done("1"), excused()])
def test_who_has_answered_or_is_excused_is_never_reminded(book: CampaignAnswers) -> None:
    today = date(2026, 11, 20)
    assert to_remind(standings(REVIEW, [member()], book, today), [], today) == ()


@in_turn(
    ("today", "running", "over"),
    [
        (SEPTEMBER - DAY, False, False),
        (SEPTEMBER, True, False),
        (date(2026, 12, 31), True, False),
        (date(2027, 1, 1), False, True),
    ],
)
def test_a_campaign_runs_from_its_first_day_to_its_last(today: date, running: bool, over: bool) -> None:
    assert (REVIEW.is_running(today), REVIEW.is_over(today)) == (running, over)


def test_a_campaign_without_a_last_day_is_never_over() -> None:
    assert INDUCTION.is_running(date.max)
