"""A school that chose another policy than the one of its attestations gets on from Home, and back again."""

from pathlib import Path

import pytest
from attrs import evolve
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from privacy_wizard.attestation.reasons import Reason
from privacy_wizard.attestation.sign import sign
from privacy_wizard.attestation.wording import worded
from privacy_wizard.domain.register_events import AttestationStanding
from privacy_wizard.domain.vocabulary import PersonKind, SendKind
from privacy_wizard.intake.sentences import Rule
from privacy_wizard.office.declaration_reader import stated
from privacy_wizard.office.login import Login
from privacy_wizard.ui.console.intake.other_policies import OtherPolicyCard
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.people.send_page import send_place
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.console.words import STILL_BARRED
from privacy_wizard.ui.kit.theme import Theme
from tests.ui.contexts import press, words_on

from .scenes import attestation, key_of
from .test_first_pages import settle
from .test_minimal_way import LoginAt, begin, hand_in, say_who

BRADLEY = "Bradley Primary School · Social media and networking plan · 2023"


@pytest.fixture
def login(tmp_path: Path) -> Login:
    return LoginAt(tmp_path, str(tmp_path / "register.db"))


def reasons(window: ConsoleWindow) -> list[set[str]]:
    return [set(row.reasons) for row in window.context.register.attestations.waiting()]


def policy_of(window: ConsoleWindow) -> set[tuple[str, ...]]:
    profile = window.context.school_place.profile()
    assert profile is not None
    return {profile.packs_for(kind) for kind in PersonKind}


def test_files_under_another_policy_are_said_once_with_three_ways_on_and_the_way_back(
    qtbot: QtBot, theme: Theme, login: Login, tmp_path: Path
) -> None:
    controller, window = begin(qtbot, theme, login, school="Hillside Primary School", policy="baseline")
    hand_in(qtbot, window, tmp_path / "in", [0, 1])
    window = say_who(qtbot, controller, "T-2001")
    assert window.page.names.isVisible()
    assert window.page.policies.cards == [], "what may be done about the policy hangs on the name, which comes first"
    press(qtbot, window.page.names, "Treat these as our school")
    settle(qtbot)
    assert "From now on this is a name of your school: Bradley Primary School." in window.page.notice.message
    assert window.page.notice.button.text() == "Take it back"
    the_name_stands_under_school_and_is_taken_back_there(qtbot, window)
    press(qtbot, window.page.names, "Treat these as our school")
    settle(qtbot)
    assert "2 waiting attestations were checked again." in window.page.notice.message
    assert reasons(window) == [{Rule.UNKNOWN_KEY, Rule.OTHER_POLICY}] * 2
    assert not window.page.accepting.isVisible()
    [card] = window.page.policies.cards
    assert f"made under another policy than your school’s.\nTheirs: {BRADLEY}.\nYour school’s: " in card.words.text()
    assert "It applies to everyone from now on. What is accepted stays accepted." in words_on(card)
    kinds = {each.property("kind") for each in (card.use, card.accept, card.ask)}
    assert kinds == {"plain"}, "which one is meant only the school can say"
    the_button_is_as_short_for_some_kinds_of_people(qtbot, window)
    the_list_says_what_only_these_have(qtbot, window)
    [card] = window.page.policies.cards
    what_was_taken_in = words_on(window.page.taking)
    assert "a different school" not in what_was_taken_in

    press(qtbot, card, "Make theirs the school’s policy")
    settle(qtbot)
    assert policy_of(window) == {("bradley-primary-2023",)}
    assert window.page.notice.message == (
        f"From now on the policy is: {BRADLEY}. 2 waiting attestations were checked again. Now 2 more can be accepted."
    )
    assert window.page.policies.cards == []
    window.page.notice.button.click()  # Take it back
    settle(qtbot)
    assert policy_of(window) == {("baseline",)}
    assert reasons(window) == [{Rule.UNKNOWN_KEY, Rule.OTHER_POLICY}] * 2
    changing_it_under_school_judges_what_waits_again(qtbot, window, tmp_path)
    the_page_of_each_says_so(qtbot, window)
    press(qtbot, window, "Accept all 2")
    settle(qtbot)
    assert "Done: 2 of 3" in words_on(window)
    assert not window.page.taking.isVisible(), "nothing of it waits"
    controller.end()


def the_button_is_as_short_for_some_kinds_of_people(qtbot: QtBot, window: ConsoleWindow) -> None:
    """Six kinds on a button would be wider than many windows; they are named beside it."""
    [card] = window.page.policies.cards
    found = evolve(card._told.found, kinds=[*PersonKind][:-1])
    some = OtherPolicyCard(window.page, evolve(card._told, found=found), window.page)
    qtbot.addWidget(some)
    assert some.use.text() == "Make theirs the policy of these people"
    assert "from now on: Agency worker, Contractor, Employee, " in some.use.accessibleDescription()


def the_name_stands_under_school_and_is_taken_back_there(qtbot: QtBot, window: ConsoleWindow) -> None:
    window.show_place(ConsolePlace(id=PlaceId.SCHOOL))
    settle(qtbot)
    assert "Bradley Primary School" in words_on(window.page.profile.taken_names)
    press(qtbot, window.page.profile.taken_names, "Take it back")
    settle(qtbot)
    assert "This is no longer a name of your school: Bradley Primary School." in window.page.notice.message
    assert window.page.profile.taken_names.isHidden()
    assert Reason.OTHER_SCHOOL in reasons(window)[0], "what waits was judged again"
    window.show_place(ConsolePlace(id=PlaceId.OVERVIEW))
    settle(qtbot)


def the_list_says_what_only_these_have(qtbot: QtBot, window: ConsoleWindow) -> None:
    """Not what stands in every row; its column has the room that the others leave."""
    window.show_place(ConsolePlace(id=PlaceId.HAND_IN))
    settle(qtbot)
    page = window.page
    at = next(at for at, each in enumerate(page.model.columns) if each.heading == "Why")
    told = {str(page.model.index(row, at).data()) for row in range(2)}
    assert all(each.startswith("It was made under a different policy from the one the school applies") for each in told)
    tip = str(page.model.index(0, at).data(Qt.ItemDataRole.ToolTipRole))
    assert tip.replace("\n", " ") in told, "all of it where the mouse rests"
    assert max(map(len, tip.splitlines())) <= 90
    widths = [page.table.columnWidth(each) for each in range(len(page.model.columns))]
    assert widths[at] == max(widths)
    window.show_place(ConsolePlace(id=PlaceId.OVERVIEW))
    settle(qtbot)


def changing_it_under_school_judges_what_waits_again(qtbot: QtBot, window: ConsoleWindow, folder: Path) -> None:
    window.show_place(ConsolePlace(id=PlaceId.SCHOOL))
    settle(qtbot)
    form = window.page.profile
    form.policies.show_values(dict.fromkeys(form.policies.of_some, "bradley-primary-2023"))
    form.sign_into(folder / "next.pwschool")
    settle(qtbot)
    assert "2 waiting attestations were checked again. Now 2 more can be accepted." in window.page.notice.message
    assert reasons(window) == [{Rule.UNKNOWN_KEY}] * 2


def the_page_of_each_says_so(qtbot: QtBot, window: ConsoleWindow) -> None:
    [first, _second] = window.context.register.attestations.waiting()
    window.show_place(ConsolePlace(id=PlaceId.ATTESTATION, of=first.attestation))
    settle(qtbot)
    told = words_on(window.page)
    assert "The file is in order: it waits to be accepted" in told
    assert "Handed in, key not compared" in told
    assert "Needs a look" not in told
    assert "another" not in told
    window.show_place(ConsolePlace(id=PlaceId.OVERVIEW))
    settle(qtbot)
    assert "2 files can be accepted: unchanged since they were signed, and from people on the staff list." in words_on(
        window
    )
    assert "2 of them name something still to be put right" in words_on(window)


def test_they_can_be_accepted_all_the_same_or_asked_again_with_the_reason(
    qtbot: QtBot, theme: Theme, login: Login, tmp_path: Path
) -> None:
    controller, window = begin(qtbot, theme, login, policy="baseline")
    hand_in(qtbot, window, tmp_path / "in", [0])
    window = say_who(qtbot, controller, "T-2001")
    press(qtbot, window.page.policies, "Keep ours, accept 1 all the same")
    settle(qtbot)
    [row] = window.context.register.attestations.accepted()
    assert row.decision == f"Made under another policy ({BRADLEY}), and accepted all the same."
    hand_in(qtbot, window, tmp_path / "later", [1])
    press(qtbot, window.page.policies, "Keep ours, ask this person again")
    settle(qtbot)
    [back] = window.context.register.attestations.listed(AttestationStanding.SENT_BACK)
    assert back.decision.startswith(f"It was made under another policy ({BRADLEY}). Please make it again under")
    assert window.page.notice.message == "1 attestation is sent back."
    window.page.notice.button.click()
    settle(qtbot)
    assert window.place == send_place(SendKind.SEND_BACKS, str(back.campaign))
    assert window.page.people.chosen == {back.person}
    controller.end()


def signed_otherwise(at: int, **changed: object) -> bytes:
    """Somebody's, of another version of what the statement names, signed with their own key."""
    statement = stated(attestation(at))
    assert statement is not None
    return sign(worded(evolve(statement, **changed)), key_of(at)).pdf


def test_home_says_why_some_cannot_be_accepted_and_offers_what_can_end_it(
    qtbot: QtBot, theme: Theme, login: Login, tmp_path: Path
) -> None:
    controller, window = begin(qtbot, theme, login)
    first, *others = stated(attestation(0)).checklists
    folder = tmp_path / "in"
    folder.mkdir()
    other_questions = signed_otherwise(0, checklists=(evolve(first, version="2030.1"), *others))
    (folder / "0.pdf").write_bytes(other_questions)
    wording = evolve(stated(attestation(1)).wording, template_sha256="0" * 64)
    (folder / "1.pdf").write_bytes(sign(evolve(stated(attestation(1)), wording=wording), key_of(1)).pdf)
    hand_in(qtbot, window, folder, [])
    assert window.page.barred.isHidden(), "nobody is at work yet"
    window = say_who(qtbot, controller, "T-2001")
    assert not window.page.accepting.may_accept
    by_words = {each.words.text(): each for each in window.page.barred.cards}
    asking = by_words[
        "1 attestation cannot be accepted, because it was made with other questions than this program and your "
        "school’s file have."
    ]
    updating = by_words["1 attestation cannot be accepted, because it was made by a newer version of this program."]
    assert "Update this program first" in words_on(updating)
    assert not updating.ask.isVisible(), "their program would make the same again"

    press(qtbot, updating, "Check it again")
    settle(qtbot)
    assert window.page.notice.message == "2 waiting attestations were checked again."
    qtbot.waitUntil(lambda: any(each.ask.isVisible() for each in window.page.barred.cards))
    asking = next(each for each in window.page.barred.cards if each.ask.isVisible())
    press(qtbot, asking, "Ask this person again")
    settle(qtbot)
    [back] = window.context.register.attestations.listed(AttestationStanding.SENT_BACK)
    assert back.decision.startswith("It was made with other questions than our school has. Please make it again")
    assert window.page.notice.button.text() == "Write to these people"
    assert len(window.page.barred.cards) == 1
    window.show_place(ConsolePlace(id=PlaceId.HAND_IN))
    settle(qtbot)
    assert len(window.page.barred.cards) == 1, "said there as on Home"
    [left] = window.context.register.attestations.waiting()
    window.show_place(ConsolePlace(id=PlaceId.ATTESTATION, of=left.attestation))
    settle(qtbot)
    assert not window.page.decision.accept.isVisible()
    press(qtbot, window, "Check it again")
    settle(qtbot)
    assert window.page.notice.message == str(STILL_BARRED)
    [kept] = (each for each in tmp_path.rglob(f"*{left.attestation}*") if each.is_file())
    kept.rename(tmp_path / "elsewhere")
    press(qtbot, window, "Check it again")
    settle(qtbot)
    assert window.page.notice.message == "1 attestation could not be checked now."
    controller.end()
