"""What was done is said where one looks next: who was reminded, whose excuse ended, what changed and who changed it."""

from pathlib import Path

import pytest
from attrs import evolve
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.vocabulary import SendKind, SendWay
from privacy_wizard.office.campaigns import excuse
from privacy_wizard.office.login import Login
from privacy_wizard.office.mailing import record_sent
from privacy_wizard.office.staff_list import change_person
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.theme import Theme
from tests.ui.contexts import words_on

from .test_first_pages import settle
from .test_minimal_way import PEOPLE, LoginAt, begin, hand_in


@pytest.fixture
def login(tmp_path: Path) -> Login:
    return LoginAt(tmp_path, str(tmp_path / "register.db"))


def show(qtbot: QtBot, window: ConsoleWindow, place: ConsolePlace) -> str:
    window.show_place(place)
    settle(qtbot)
    return words_on(window.page)


def test_reminders_ended_excuses_and_changes_are_said(qtbot: QtBot, theme: Theme, login: Login, tmp_path: Path) -> None:
    controller, window = begin(qtbot, theme, login)
    home, context = ConsolePlace(id=PlaceId.OVERVIEW), window.context
    register, today = context.register, context.today
    [campaign] = register.campaigns()
    people = [register.people.numbered(each.number).person for each in PEOPLE]
    everyone = dict.fromkeys(people)
    record_sent(register, SendKind.ASK, campaign.id, everyone, SendWay.DRAFT, today)
    record_sent(register, SendKind.REMIND, campaign.id, {people[1]: None}, SendWay.SERVER, today)
    assert "1 was reminded today" in show(qtbot, window, home)
    assert window.page.remind.text() == "Remind the other 2"
    record_sent(register, SendKind.REMIND, campaign.id, everyone, SendWay.SERVER, today)
    assert "3 were reminded today" in show(qtbot, window, home)
    assert not window.page.remind.isVisible(), "nobody is left"

    excuse(register, campaign.id, PEOPLE[0].number, "Long leave", today)
    assert "Done: 0 of 2" in show(qtbot, window, home), "excused"
    hand_in(qtbot, window, tmp_path / "in", [0])
    told = f"{PEOPLE[0].name}: The excuse ended when the attestation came in."
    assert window.page.notice.message == told

    change_person(register, evolve(register.people.numbered(PEOPLE[0].number).member, email=""), today)
    record = show(qtbot, window, ConsolePlace(id=PlaceId.PERSON, of=people[0]))
    assert "The excuse ended" in record, "and whoever looks later sees it"
    assert f"Changed on the staff list: e-mail address removed ({PEOPLE[0].email})." in record
    assert "To hand in an attestation by" in record
    assert "came in, and waits for a decision." in record
    assert f", by {context.officer}" in record
    controller.end()
