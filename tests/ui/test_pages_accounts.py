"""Which accounts there are: tick, name, label, remove, take back."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.checklist_index import heads
from privacy_wizard.domain.vocabulary import AccountKind, HowKnown
from privacy_wizard.ui.wizard.accounts.adding import MemoryJogger, is_dating_app
from privacy_wizard.ui.wizard.accounts.page import AccountsPage
from tests.settling import respond
from tests.shipped import shipped
from tests.ui import contexts


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> AccountsPage:
    page = AccountsPage(contexts.context_with_school(tmp_path))
    contexts.opened(qtbot, page)
    return page


def _titles(page: AccountsPage) -> list[str]:
    return [page.session.account_title(account) for account in page.session.audit.accounts]


def test_one_must_name_an_account_or_declare_that_there_is_none(qtbot: QtBot, page: AccountsPage) -> None:
    assert page.blocked_reason
    contexts.press(qtbot, page, "I have no social media accounts")
    assert page.session.audit.no_accounts
    assert page.blocked_reason == ""
    contexts.press(qtbot, page, "Instagram")
    assert not page.session.audit.no_accounts
    assert not page._none.isVisible()


def test_a_service_is_found_under_its_other_names_and_added_with_enter(qtbot: QtBot, page: AccountsPage) -> None:
    qtbot.keyClicks(page._search.list.field, "twitter")
    qtbot.keyClick(page._search.list.field, Qt.Key.Key_Return)
    assert [account.checklist for account in page.session.audit.accounts] == ["x"]
    assert page._search.list.field.text() == ""


def test_a_service_of_the_very_name_stands_first_and_enter_takes_it(qtbot: QtBot, page: AccountsPage) -> None:
    services = page._search.list
    qtbot.keyClicks(services.field, "instagram")
    assert services.found[0] == "instagram"
    assert "threads" in services.found, "which is also called after it"
    above, below = (services.row(each).mapTo(page, QPoint(0, 0)).y() for each in ("instagram", "threads"))
    assert above < below
    assert services.row("instagram").nextInFocusChain() is services.row(services.found[1])
    qtbot.keyClick(services.field, Qt.Key.Key_Return)
    assert [account.checklist for account in page.session.audit.accounts] == ["instagram"]


def test_a_service_without_a_checklist_is_another_platform_with_a_private_name(
    qtbot: QtBot, page: AccountsPage
) -> None:
    qtbot.keyClicks(page._search.list.field, "Mumsnet")
    contexts.press(qtbot, page, "Add “Mumsnet” as another platform")
    (account,) = page.session.audit.accounts
    assert (account.checklist, account.label, account.shown_as_other) == ("other", "Mumsnet", False)


@pytest.mark.parametrize(
    ("typed", "checklist"), [("Messanger", "messenger"), ("insta-gram", "instagram"), ("Mastadon", "mastodon")]
)
def test_a_name_with_a_slip_is_taken_for_the_service_that_it_nearly_is(
    qtbot: QtBot, page: AccountsPage, typed: str, checklist: str
) -> None:
    qtbot.keyClicks(page._search.list.field, typed)
    contexts.press(qtbot, page, f"Add {heads(shipped())[checklist].title}")
    assert [account.checklist for account in page.session.audit.accounts] == [checklist]


@pytest.mark.parametrize(
    ("name", "checklist"), [("Tinder", "dating"), ("Sugar Dating", "dating"), ("OnlyFans", "fan-sites")]
)
def test_a_dating_app_or_fan_site_is_never_shown_by_name(
    qtbot: QtBot, page: AccountsPage, name: str, checklist: str
) -> None:
    page._on_named(name)
    (account,) = page.session.audit.accounts
    assert (account.checklist, account.label, account.shown_as_other) == (checklist, name, True)
    switch = contexts.button(page, "Show it as “Another platform” on the statement")
    assert switch.isChecked()
    assert not switch.isEnabled()


def test_an_unknown_dating_app_can_be_marked_as_one(qtbot: QtBot, page: AccountsPage) -> None:
    page._on_named("Somewhere New")
    contexts.press(qtbot, page, "This is a dating app or a fan site")
    assert page.session.audit.accounts[0].shown_as_other


def test_any_account_can_be_shown_as_another_platform(qtbot: QtBot, page: AccountsPage) -> None:
    contexts.press(qtbot, page, "Instagram")
    contexts.press(qtbot, page, "Private label, and how it is shown")
    contexts.press(qtbot, page, "Show it as “Another platform” on the statement")
    assert page.session.audit.accounts[0].shown_as_other


def test_several_accounts_on_one_service_are_told_apart(qtbot: QtBot, page: AccountsPage) -> None:
    contexts.press(qtbot, page, "Instagram")
    contexts.press(qtbot, page, "Add another account on Instagram")
    assert _titles(page) == ["Instagram 1", "Instagram 2"]
    page._shown[1]._label.line.setFocus()
    contexts.press(qtbot, page, "Private label, and how it is shown", at=1)
    qtbot.keyClicks(page._shown[1]._label.line, "family")
    page.left()
    assert _titles(page) == ["Instagram 1", "Instagram (family)"]
    assert "Instagram (family)" in contexts.words_on(page)


def test_an_account_run_for_the_school_is_asked_other_questions(qtbot: QtBot, page: AccountsPage) -> None:
    contexts.press(qtbot, page, "Facebook")
    contexts.press(qtbot, page, "Run for the school")
    (account,) = page.session.audit.accounts
    assert account.kind is AccountKind.OFFICIAL
    contexts.press(qtbot, page, "Add another account on Facebook")
    assert len({account.id for account in page.session.audit.accounts}) == 2


def test_a_removed_account_comes_back_with_its_answers(qtbot: QtBot, page: AccountsPage) -> None:
    account = page.session.add_account("instagram")
    key = next(q.key for q in page.session.questions if q.account == account)
    respond(page.session, key, page.session.checks[key[0]].options[0].id, HowKnown.LOOKED)
    page.entered()
    contexts.press(qtbot, page, "Remove Instagram")
    assert page.session.audit.accounts == ()
    assert page._removed.message == "Instagram removed."
    contexts.press(qtbot, page, "Undo")
    assert page.session.audit.accounts == (account,)
    assert key in page.session.audit.responses


def test_unticking_a_service_removes_all_its_accounts_and_undo_brings_all_back(
    qtbot: QtBot, page: AccountsPage
) -> None:
    for _each in range(3):
        page.session.add_account("tiktok")
    page.entered()
    contexts.press(qtbot, page, "TikTok")
    assert page.session.audit.accounts == ()
    contexts.press(qtbot, page, "Undo")
    assert len(page.session.audit.accounts) == 3


def test_answers_that_no_longer_fit_another_kind_can_be_brought_back(qtbot: QtBot, page: AccountsPage) -> None:
    account = page.session.add_account("instagram")
    key = next(q.key for q in page.session.questions if q.account == account)
    respond(page.session, key, page.session.checks[key[0]].options[0].id)
    page.entered()
    contexts.press(qtbot, page, "Run for the school")
    assert "removed" in page._removed.message
    contexts.press(qtbot, page, "Undo")
    assert page.session.audit.accounts == (account,)
    assert key in page.session.audit.responses


def test_a_remembered_account_is_added_with_one_press(qtbot: QtBot, page: AccountsPage) -> None:
    contexts.press(qtbot, page, "Jog my memory")
    contexts.press(qtbot, page, "Add Mumsnet")
    contexts.press(qtbot, page, "Add Instagram")
    assert [(a.checklist, a.label) for a in page.session.audit.accounts] == [("other", "Mumsnet"), ("instagram", "")]


def test_closed_services_that_policies_name_are_explained_and_doubt_is_said(qtbot: QtBot, page: AccountsPage) -> None:
    contexts.press(qtbot, page, "Services that have closed or faded")
    shown = contexts.words_on(page.findChild(MemoryJogger))
    for name in ("Google+", "Vine", "Bebo", "Whisper", "Periscope", "MySpace"):
        assert name in shown
    assert "Not confirmed" in shown
    assert "Wayback Machine" in shown
    contexts.press(qtbot, page, "Add Closed or forgotten services")
    page._on_named("Vine")
    assert {account.checklist for account in page.session.audit.accounts} == {"closed-services"}


def test_services_stand_in_groups_and_those_that_are_gone_stand_last(page: AccountsPage) -> None:
    entries = [entry for entry, _row in page._search.list._rows.values()]
    groups = list(dict.fromkeys(entry.group for entry in entries))
    assert groups[0] == "Social networks"
    assert groups[-2:] == ["Closed or fading: old profiles may still be public", "Anything else"]
    gone = {entry.id: entry.hint for entry in entries if entry.group == groups[-2]}
    assert gone == {"closed-services": ""}, "the heading above says that it is closed"
    shown = contexts.words_on(page)
    assert all(group in shown for group in groups)


def test_a_search_leaves_the_headings_of_what_it_finds(page: AccountsPage) -> None:
    page._search.list.field.setText("flickr")
    shown = contexts.words_on(page)
    assert "Pictures, video and music" in shown
    assert "Social networks" not in shown


def test_names_of_two_hundred_letters_wrap(qtbot: QtBot, page: AccountsPage) -> None:
    page.session.add_account("other", label="long " * 40)
    page.entered()
    page.resize(420, 700)
    assert page._shown[0].minimumSizeHint().width() <= 420


@pytest.mark.parametrize("name", ["Tinder", "Plenty of Fish", "Match.com", "Sugar Dating"])
def test_known_dating_apps_are_recognised(name: str) -> None:
    assert is_dating_app(name)
    assert not is_dating_app("Mastodon")


def test_the_focus_follows_an_account_that_was_added_or_changed(qtbot: QtBot, page: AccountsPage) -> None:
    page.activateWindow()
    contexts.press(qtbot, page, "Instagram")
    contexts.press(qtbot, page, "Add another account on Instagram")
    assert page.focusWidget() is page._shown[1]._group.row(AccountKind.PERSONAL)
    contexts.press(qtbot, page, "Run for the school", at=0)
    assert page.focusWidget() is page._shown[-1]._group.row(AccountKind.OFFICIAL)
