"""Importing, setting up, excusing and reminding, as one act each."""

from datetime import date, timedelta

import pytest

from privacy_wizard.domain.campaign import Campaign, CampaignState
from privacy_wizard.domain.register import Asked, PersonEntered
from privacy_wizard.domain.staff_plan import StaffList, StaffRow
from privacy_wizard.domain.vocabulary import Occasion
from privacy_wizard.office import campaigns, staff_list

from .ledger import Ledger

SCHOOL = "hill"
TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)
INDUCTION = Campaign(id="i", title="Induction", occasion=Occasion.INDUCTION, opens=date(2026, 9, 1), days=14)
REVIEW = Campaign(id="r", title="Review", occasion=Occasion.ANNUAL_REVIEW, opens=date(2026, 11, 1), due=TODAY - DAY)


def row(number: str, last: str = "Lee", start: date | None = None) -> StaffRow:
    return StaffRow(line=2, number=number, first_name="Sam", last_name=last, start=start)


def listed(*rows: StaffRow, whole: bool = False) -> StaffList:
    return StaffList(rows=rows, is_whole=whole)


def imported(register: Ledger, read: StaffList) -> None:
    found = staff_list.preview(register, SCHOOL, read, TODAY)
    staff_list.confirm(register, SCHOOL, read, found.digest, TODAY)


def states(register: Ledger, campaign: str, today: date = TODAY) -> dict[str, CampaignState]:
    return {each.member.number: each.state for each in campaigns.how_they_stand(register, SCHOOL, campaign, today)}


@pytest.fixture
def register() -> Ledger:
    found = Ledger()
    imported(found, listed(row("1", start=date(2026, 11, 16)), row("2", "Khan")))
    return found


def test_a_preview_records_nothing(register: Ledger) -> None:
    before = {school: list(events) for school, events in register.events.items()}
    staff_list.preview(register, SCHOOL, listed(row("9"), whole=True), TODAY)
    assert register.events == before


def test_only_what_was_shown_is_imported(register: Ledger) -> None:
    read = listed(row("3", "Okoro"))
    shown = staff_list.preview(register, SCHOOL, read, TODAY)
    before = list(register.events[SCHOOL])
    for other, day in ((listed(row("3", "Oko")), TODAY), (listed(whole=True), TODAY)):
        with pytest.raises(staff_list.PreviewOutdated, match="Nothing was imported"):
            staff_list.confirm(register, SCHOOL, other, shown.digest, day)
    assert register.events[SCHOOL] == before
    imported(register, read)
    with pytest.raises(staff_list.PreviewOutdated):
        staff_list.confirm(register, SCHOOL, read, shown.digest, TODAY)


def test_importing_the_same_list_again_records_nothing(register: Ledger) -> None:
    before = list(register.events[SCHOOL])
    imported(register, listed(row("1", start=date(2026, 11, 16)), row("2", "Khan"), whole=True))
    assert register.events[SCHOOL] == before


def test_a_person_keeps_their_identity_through_a_change_of_name(register: Ledger) -> None:
    imported(register, listed(row("2", "Khan-Lee")))
    entered = [event for event in register.events[SCHOOL] if isinstance(event, PersonEntered)]
    assert len({event.person for event in entered if event.member.number == "2"}) == 1
    assert len({event.person for event in entered}) == 2


def test_a_new_campaign_asks_everyone_it_asks_and_a_new_starter_is_asked_on_import(register: Ledger) -> None:
    assert campaigns.enter_campaign(register, SCHOOL, INDUCTION, TODAY) == 1
    assert campaigns.enter_campaign(register, SCHOOL, REVIEW, TODAY) == 2
    imported(register, listed(row("3", start=TODAY + DAY)))
    asked = [event for event in register.events[SCHOOL] if isinstance(event, Asked)]
    assert [(event.campaign, event.opens, event.due) for event in asked[3:]] == [("i", TODAY + DAY, TODAY + 15 * DAY)]
    assert states(register, "i") == {"1": CampaignState.OPEN, "3": CampaignState.DUE}


def test_a_changed_campaign_asks_again_by_its_new_date_and_the_same_one_does_not(register: Ledger) -> None:
    campaigns.enter_campaign(register, SCHOOL, REVIEW, TODAY)
    assert campaigns.enter_campaign(register, SCHOOL, REVIEW, TODAY) == 0
    later = Campaign(id="r", title="Review", occasion=Occasion.ANNUAL_REVIEW, opens=REVIEW.opens, due=TODAY + DAY)
    assert campaigns.enter_campaign(register, SCHOOL, later, TODAY) == 2
    assert set(states(register, "r").values()) == {CampaignState.OPEN}


def test_an_excusal_needs_a_reason_a_campaign_and_someone_it_asks(register: Ledger) -> None:
    campaigns.enter_campaign(register, SCHOOL, REVIEW, TODAY)
    before = list(register.events[SCHOOL])
    with pytest.raises(campaigns.NoReason):
        campaigns.excuse(register, SCHOOL, "r", "1", " ", TODAY)
    with pytest.raises(campaigns.UnknownCampaign, match="zz"):
        campaigns.excuse(register, SCHOOL, "zz", "1", "ill", TODAY)
    with pytest.raises(campaigns.NotAsked, match="77"):
        campaigns.excuse(register, SCHOOL, "r", "77", "ill", TODAY)
    assert register.events[SCHOOL] == before
    campaigns.excuse(register, SCHOOL, "r", "1", "ill", TODAY, until=TODAY + DAY)
    assert states(register, "r") == {"1": CampaignState.EXCUSED, "2": CampaignState.OVERDUE}
    assert states(register, "r", TODAY + 2 * DAY)["1"] is CampaignState.OVERDUE


def test_two_officers_remind_nobody_twice_on_one_day(register: Ledger) -> None:
    campaigns.enter_campaign(register, SCHOOL, REVIEW, TODAY)
    assert len(campaigns.due_reminders(register, SCHOOL, "r", TODAY)) == 2
    assert len(campaigns.take_reminders(register, SCHOOL, "r", TODAY)) == 2
    assert campaigns.take_reminders(register, SCHOOL, "r", TODAY) == ()
    assert len(campaigns.take_reminders(register, SCHOOL, "r", TODAY + DAY)) == 2


def test_schools_do_not_see_each_other(register: Ledger) -> None:
    with pytest.raises(campaigns.UnknownCampaign):
        campaigns.how_they_stand(register, "other", "r", TODAY)
    assert staff_list.preview(register, "other", listed(row("1")), TODAY).changes[0].before is None
