"""Somebody presses Stop as soon as the first is counted: all is as before, and what is done again is done once."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.register_events import CampaignEntered, Event
from privacy_wizard.ui.console.context import ConsoleContext
from privacy_wizard.ui.console.place import ConsolePlace, PlaceId
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.theme import Theme
from tests.ui.console.offices import REVIEW, busy_context, member, person_id
from tests.ui.console.scenes import STAFF
from tests.ui.console.test_first_pages import settle, window_on
from tests.ui.contexts import press
from tests.ui.stopping import stopped_at_first_count


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ConsoleContext]:
    """With three people, who are asked."""
    (tmp_path / "home").mkdir()
    context = busy_context(tmp_path / "home", 3)
    yield context
    context.register.close()


def events(context: ConsoleContext) -> Sequence[Event]:
    return [each.event for each in context.register.register.records(context.register.school)]


def stopped(qtbot: QtBot, window: ConsoleWindow, begin: str) -> str:
    """What the page says and showed after it was begun and stopped."""
    page = window.page
    with stopped_at_first_count(page.counting) as user:
        press(qtbot, window, begin)
        settle(qtbot)
    assert not page.counting.isVisible()
    assert page.notice.property("mood") == "info", "it is no fault"
    return f"{user.saw} / {page.notice.message}"


def test_a_campaign_and_another_due_date_ask_nobody_where_they_are_stopped(
    qtbot: QtBot, theme: Theme, office: ConsoleContext
) -> None:
    before = events(office)
    window = window_on(qtbot, theme, office, ConsolePlace(id=PlaceId.CAMPAIGNS))
    press(qtbot, window, "Begin a campaign")
    window.page.form.title.line.setText("Another review")
    told = stopped(qtbot, window, "Begin it")
    assert told.startswith("Asking everyone … 3 of 3 / Stopped, so nothing was recorded")
    assert events(office) == before
    assert window.page.form.title.text == "Another review", "it can be begun again as it is"
    press(qtbot, window, "Begin it")
    settle(qtbot)
    assert len(events(office)) == len(before) + 1 + 3

    window.show_place(ConsolePlace(id=PlaceId.CAMPAIGN, of=REVIEW.id))
    settle(qtbot)
    before, later = events(office), REVIEW.due + timedelta(days=7)
    window.page.due.set_value(later)
    assert "Stopped" in stopped(qtbot, window, "Change it")
    assert events(office) == before
    press(qtbot, window, "Change it")
    settle(qtbot)
    entered, *asked = events(office)[len(before) :]
    assert isinstance(entered, CampaignEntered)
    assert (entered.campaign.due, {each.due for each in asked}, len(asked)) == (later, {later}, 3)


def test_a_list_that_is_stopped_changes_nothing_while_it_is_read_compared_or_recorded(
    qtbot: QtBot, theme: Theme, office: ConsoleContext, tmp_path: Path
) -> None:
    file, before = tmp_path / "staff.csv", events(office)
    file.write_text(STAFF, encoding="utf-8")
    window = window_on(qtbot, theme, office, ConsolePlace(id=PlaceId.STAFF_IMPORT))
    page = window.page
    with stopped_at_first_count(page.counting) as user:
        page.open_file(file)
        settle(qtbot)
    assert user.saw.startswith("Reading the list … 1 of ")
    assert "Stopped, so the list was not read to its end" in page.notice.message
    assert not page.confirm.isVisible()
    page.open_file(file)
    settle(qtbot)
    assert "Stopped, so nothing was imported" in stopped(qtbot, window, "Record these changes")
    assert events(office) == before
    press(qtbot, window, "Record these changes")
    settle(qtbot)
    new = events(office)[len(before) :]
    assert len(set(map(repr, new))) == len(new) > 0


def test_what_is_held_about_a_person_goes_as_a_whole_or_not_at_all(
    qtbot: QtBot, theme: Theme, office: ConsoleContext
) -> None:
    before = events(office)
    window = window_on(qtbot, theme, office, ConsolePlace(id=PlaceId.KEEPING))
    page = window.page
    [row] = page._search(member(1).number, 5)
    page._on_picked(row)
    page.reason.setPlainText("asked for it, granted")
    press(qtbot, window, "Delete everything about them")
    told = stopped(qtbot, window, "Delete for good")
    assert told.startswith("Deleting … 1 of 2 / Stopped, so nothing about them was deleted")
    assert events(office) == before
    press(qtbot, window, "Delete everything about them")
    press(qtbot, window, "Delete for good")
    settle(qtbot)
    assert office.register.people.one(person_id(1)) is None
    assert office.register.check().holds
