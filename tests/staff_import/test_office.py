"""Importing, setting up, excusing and reminding, as one act each, on both databases."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from attrs import evolve

from privacy_wizard.domain.campaign import Campaign, CampaignState, count
from privacy_wizard.domain.register_events import (
    AskedInCampaign,
    AskedNoMore,
    AttestationStanding,
    Event,
    PersonEntered,
    Received,
)
from privacy_wizard.domain.register_views import Overview, PeopleAsked
from privacy_wizard.domain.staff_plan import StaffList, StaffRow
from privacy_wizard.domain.vocabulary import Occasion
from privacy_wizard.office import campaigns, staff_list
from privacy_wizard.register import Register, SchoolRegister, queries
from privacy_wizard.register.errors import NoSuchSchool
from tests.stopping import stopped_everywhere

from .conftest import SCHOOL

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)
INDUCTION = Campaign(id="i", title="Induction", occasion=Occasion.INDUCTION, opens=date(2026, 9, 1), days=14)
REVIEW = Campaign(id="r", title="Review", occasion=Occasion.ANNUAL_REVIEW, opens=date(2026, 11, 1), due=TODAY - DAY)


def row(number: str, last: str = "Lee", start: date | None = None, last_day: date | None = None) -> StaffRow:
    return StaffRow(line=2, number=number, first_name="Sam", last_name=last, start=start, last_day=last_day)


def listed(*rows: StaffRow, whole: bool = False) -> StaffList:
    return StaffList(rows=rows, is_whole=whole, names_last_day=any(each.last_day for each in rows))


def imported(records: SchoolRegister, read: StaffList) -> None:
    found = staff_list.preview(records, read, TODAY)
    staff_list.confirm(records, read, found.digest, TODAY)


def states(records: SchoolRegister, campaign: str, today: date = TODAY) -> dict[str, CampaignState]:
    return {each.member.number: each.state for each in campaigns.how_they_stand(records, campaign, today)}


def events(register: Register) -> Sequence[Event]:
    return [record.event for record in register.records(SCHOOL)]


@pytest.fixture(autouse=True)
def two_people(records: SchoolRegister) -> None:
    imported(records, listed(row("1", start=date(2026, 11, 16)), row("2", "Khan")))


def test_a_preview_records_nothing(records: SchoolRegister, register: Register) -> None:
    before = events(register)
    staff_list.preview(records, listed(row("9"), whole=True), TODAY)
    assert events(register) == before


def test_only_what_was_shown_is_imported(records: SchoolRegister, register: Register) -> None:
    read = listed(row("3", "Okoro"))
    shown = staff_list.preview(records, read, TODAY)
    before = events(register)
    for other in (listed(row("3", "Oko")), listed(whole=True)):
        with pytest.raises(staff_list.PreviewOutdated, match="Nothing was imported"):
            staff_list.confirm(records, other, shown.digest, TODAY)
    assert events(register) == before
    imported(records, read)
    with pytest.raises(staff_list.PreviewOutdated):
        staff_list.confirm(records, read, shown.digest, TODAY)


def test_an_import_and_a_campaign_stopped_at_any_count_record_nothing_and_done_again_they_are_done_once(
    records: SchoolRegister, register: Register
) -> None:
    def as_before() -> None:
        assert events(register) == before

    campaigns.enter_campaign(records, evolve(REVIEW, due=TODAY), TODAY)
    read, before = listed(*(row(f"N{at}") for at in range(60))), events(register)
    shown, times = stopped_everywhere(
        lambda told: staff_list.preview(records, read, TODAY, told), staff_list.ComparingStopped, as_before
    )
    assert times > 2, "after each of the two who are held"
    _done, times = stopped_everywhere(
        lambda told: staff_list.confirm(records, read, shown.digest, TODAY, told), staff_list.ImportStopped, as_before
    )
    assert times > 4, "60 people and whom they are asked by, 50 at once"
    new = events(register)[len(before) :]
    assert [type(each) for each in new] == [PersonEntered] * 60 + [AskedInCampaign] * 60
    before = events(register)
    asked, times = stopped_everywhere(
        lambda told: campaigns.enter_campaign(records, evolve(REVIEW, due=TODAY + DAY), TODAY, told),
        campaigns.AskingStopped,
        as_before,
    )
    assert (asked, times > 2) == (62, True)
    assert len(events(register)) == len(before) + 1 + 62


def test_importing_the_same_list_again_records_nothing(records: SchoolRegister, register: Register) -> None:
    before = events(register)
    imported(records, listed(row("1", start=date(2026, 11, 16)), row("2", "Khan"), whole=True))
    assert events(register) == before


def test_a_person_keeps_their_identity_through_a_change_of_name(records: SchoolRegister, register: Register) -> None:
    imported(records, listed(row("2", "Khan-Lee")))
    entered = [event for event in events(register) if isinstance(event, PersonEntered)]
    assert len({event.person for event in entered if event.member.number == "2"}) == 1
    assert len({event.person for event in entered}) == 2


def test_a_new_campaign_asks_everyone_it_asks_and_a_new_starter_is_asked_on_import(
    records: SchoolRegister, register: Register
) -> None:
    assert campaigns.enter_campaign(records, INDUCTION, TODAY) == 1
    assert campaigns.enter_campaign(records, REVIEW, TODAY) == 2
    imported(records, listed(row("3", start=TODAY + DAY)))
    asked = [event for event in events(register) if isinstance(event, AskedInCampaign)]
    assert [(event.campaign, event.opens, event.due) for event in asked[3:]] == [("i", TODAY + DAY, TODAY + 15 * DAY)]
    assert states(records, "i") == {"1": CampaignState.OPEN, "3": CampaignState.DUE}
    assert [each.id for each in campaigns.campaigns(records)] == ["r", "i"]


def test_a_changed_campaign_asks_again_by_its_new_date_and_the_same_one_does_not(records: SchoolRegister) -> None:
    campaigns.enter_campaign(records, REVIEW, TODAY)
    assert campaigns.enter_campaign(records, REVIEW, TODAY) == 0
    later = Campaign(id="r", title="Review", occasion=Occasion.ANNUAL_REVIEW, opens=REVIEW.opens, due=TODAY + DAY)
    assert campaigns.enter_campaign(records, later, TODAY) == 2
    assert set(states(records, "r").values()) == {CampaignState.OPEN}


def test_who_no_longer_belongs_is_asked_no_more_and_who_answered_stays(
    records: SchoolRegister, register: Register
) -> None:
    campaigns.enter_campaign(records, INDUCTION, TODAY)
    imported(records, listed(row("3", start=date(2026, 11, 9))))
    with records.staff.reading() as facts:
        one = next(each.person for each in facts.people() if each.member.number == "1")
    answer = Received(
        attestation="a" * 64,
        person=one,
        campaign="i",
        standing=AttestationStanding.ACCEPTED,
        file_name="1.pdf",
        audited=TODAY,
    )
    with register.session(SCHOOL) as act:
        act.record(answer)
    imported(records, listed(row("1", start=date(2025, 9, 1)), row("3", start=date(2025, 9, 1))))
    gone = [event for event in events(register) if isinstance(event, AskedNoMore)]
    assert [event.campaign for event in gone] == ["i"]
    with register.reading() as connection:
        assert queries.overview(connection, [SCHOOL], "i", TODAY) == Overview(done=1)
    imported(records, listed(row("3", start=date(2026, 11, 9))))
    assert states(records, "i") == {"1": CampaignState.DONE, "3": CampaignState.OPEN}
    with register.reading() as connection:
        assert queries.overview(connection, [SCHOOL], "i", TODAY) == Overview(done=1, open=1)
    assert register.check(SCHOOL).holds


def test_groups_are_the_same_whatever_their_capitals(records: SchoolRegister, register: Register) -> None:
    grouped = [evolve(row("6"), groups=("Teachers ", "teachers")), evolve(row("7"), groups=("TEACHERS",))]
    imported(records, listed(*grouped))
    review = evolve(REVIEW, id="t", groups=("teachers",))
    assert campaigns.enter_campaign(records, review, TODAY) == 2
    with register.reading() as connection:
        assert len(queries.groups(connection, [SCHOOL])) == 1
        asked = PeopleAsked(schools=(SCHOOL,), group="teacherS")
        assert queries.count_people(connection, asked, TODAY) == 2
    assert campaigns.enter_campaign(records, evolve(review, groups=("office",)), TODAY) == 0
    assert states(records, "t") == {}
    with register.reading() as connection:
        assert queries.overview(connection, [SCHOOL], "t", TODAY) == Overview()


def test_an_excusal_needs_a_reason_a_campaign_and_someone_it_asks(records: SchoolRegister, register: Register) -> None:
    campaigns.enter_campaign(records, REVIEW, TODAY)
    before = events(register)
    with pytest.raises(campaigns.NoReason):
        campaigns.excuse(records, "r", "1", " ", TODAY)
    with pytest.raises(campaigns.UnknownCampaign, match="zz"):
        campaigns.excuse(records, "zz", "1", "ill", TODAY)
    with pytest.raises(campaigns.NotAsked, match="77"):
        campaigns.excuse(records, "r", "77", "ill", TODAY)
    with pytest.raises(campaigns.ExcusalPast, match="has passed"):
        campaigns.excuse(records, "r", "1", "ill", TODAY, until=TODAY - DAY)
    assert events(register) == before
    campaigns.excuse(records, "r", "1", "ill", TODAY, until=TODAY + DAY)
    assert states(records, "r") == {"1": CampaignState.EXCUSED, "2": CampaignState.OVERDUE}
    assert states(records, "r", TODAY + 2 * DAY)["1"] is CampaignState.OVERDUE


def test_two_officers_remind_nobody_twice_on_one_day(records: SchoolRegister) -> None:
    campaigns.enter_campaign(records, REVIEW, TODAY)
    assert len(campaigns.due_reminders(records, "r", TODAY)) == 2
    assert len(campaigns.take_reminders(records, "r", TODAY)) == 2
    assert campaigns.take_reminders(records, "r", TODAY) == ()
    assert len(campaigns.take_reminders(records, "r", TODAY + DAY)) == 2


def test_the_registers_own_count_agrees_with_how_the_people_stand(records: SchoolRegister, register: Register) -> None:
    campaigns.enter_campaign(records, INDUCTION, TODAY)
    campaigns.enter_campaign(records, REVIEW, TODAY)
    campaigns.excuse(records, "r", "1", "ill", TODAY, until=TODAY + DAY)
    imported(records, listed(row("3", start=TODAY + DAY), row("4"), row("5")))
    imported(records, listed(row("4", last_day=TODAY)))
    with records.staff.reading() as facts:
        five = next(each.person for each in facts.people() if each.member.number == "5")
    received = Received(
        attestation="a" * 64,
        person=five,
        campaign="r",
        standing=AttestationStanding.ACCEPTED,
        file_name="5.pdf",
        audited=TODAY,
    )
    with register.session(SCHOOL) as act:
        act.record(received)
    for campaign in ("i", "r"):
        for days in (-30, -1, 0, 1, 2, 40):
            today = TODAY + days * DAY
            told = count(campaigns.how_they_stand(records, campaign, today))
            with register.reading() as connection:
                counted = queries.overview(connection, [SCHOOL], campaign, today)
            assert told == {state: getattr(counted, state.name.lower()) for state in CampaignState}


def test_a_school_that_is_not_on_record_is_refused(records: SchoolRegister, register: Register) -> None:
    with pytest.raises(NoSuchSchool, match="elm"):
        staff_list.preview(records.at("elm"), listed(row("1")), TODAY)
    with pytest.raises(NoSuchSchool):
        campaigns.enter_campaign(records.at("elm"), REVIEW, TODAY)
    assert register.schools() == [SCHOOL]
