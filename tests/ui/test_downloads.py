"""A download of one's own data, from the page of accounts to the page of settings, with the real reader behind both."""

import os
import signal
from contextlib import suppress
from pathlib import Path
from threading import Thread, current_thread, main_thread

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from privacy_wizard.audit.connections import connection
from privacy_wizard.audit.state import Signed
from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.domain.audit import School
from privacy_wizard.domain.vocabulary import HowKnown
from privacy_wizard.evidence import DataExport
from privacy_wizard.ui.wizard.accounts.downloads import DownloadsCard
from privacy_wizard.ui.wizard.accounts.page import AccountsPage
from privacy_wizard.ui.wizard.interview.page import InterviewPage
from privacy_wizard.ui.wizard.page import first_field
from privacy_wizard.ui.wizard.way_back import WayBack
from tests.settling import respond

from ..evidence.reading import only, read_here
from ..evidence.samples import instagram, tiktok
from ..evidence.samples.building import write_zip
from .contexts import button, context_with_school, opened, press, words_on

PROCESSES = Path("/proc")
PRIVATE = ("instagram.private-account", "instagram-1")


def read(qtbot: QtBot, card: DownloadsCard, *paths: Path) -> str:
    card.drop.several_picked.emit(list(paths))
    qtbot.waitUntil(card.drop.isEnabled, timeout=60_000)
    return card.said.message


def children() -> list[int]:
    """The processes that this one has begun."""
    states = {int(each.name): each / "status" for each in PROCESSES.iterdir() if each.name.isdigit()}
    own = f"PPid:\t{os.getpid()}\n"
    found = []
    for process, state in states.items():
        with suppress(OSError):  # it has ended
            found += [process] if own in state.read_text() else []
    return found


def test_a_download_is_dropped_once_and_one_click_confirms_what_it_shows_and_goes_on(
    qtbot: QtBot, tmp_path: Path
) -> None:
    context = context_with_school(tmp_path)
    accounts = AccountsPage(context)
    opened(qtbot, accounts)
    assert accounts.downloads.isVisible()  # a download names its account
    context.session.add_account("instagram")
    accounts.refresh()
    press(qtbot, accounts, "How to ask for one")
    said = words_on(accounts.downloads)
    assert "1. In the Accounts Centre" in said
    assert "JSON" in said
    accounts.downloads.save_reminder(tmp_path / "back.ics")
    assert b"BEGIN:VEVENT" in (tmp_path / "back.ics").read_bytes()
    assert "Open the file to add them to your calendar" in words_on(accounts.downloads)
    zipped = write_zip(tmp_path / instagram.NAME, instagram.YEAR_2026.files)
    assert "your download of 2 September 2026 shows" in read(qtbot, accounts.downloads, zipped)

    assert "Your downloads list 3 connections." in accounts.connections.accessibleDescription()

    shown = InterviewPage(context, Step(id=StepId.DOWNLOADS))
    opened(qtbot, shown)
    said = words_on(shown)
    for each in ("Instagram, download of 2 September 2026", "Private account: Off", "“False” in personal_information"):
        assert each in said
    assert context.session.audit.responses == {}
    assert (first_field(shown), shown.enter_goes_on) == (None, False)  # Enter and space answer nothing unseen
    assert shown.accept_label == "All of this is still right: go on"
    shown.show_question(PRIVATE, WayBack(to=Step(id=StepId.RESULTS)))
    assert shown.accept_label == "Back to your results"  # which answers nothing
    press(qtbot, shown, "These are still right")
    assert "from your download" in shown.from_download.message
    context.session.undo()
    shown.left()
    shown.entered()
    assert shown.accept()  # the next step follows
    assert context.session.audit.responses[PRIVATE].known is HowKnown.FROM_EXPORT
    assert (shown.accept_label, shown.enter_goes_on) == ("Continue", True)

    unsigned = context.session.audit
    context.session.finish(Signed(identifier="ab" * 16, on=context.session.today), b"%PDF-1.7")
    with qtbot.assertNotEmitted(shown.went_to):
        press(qtbot, shown, "No longer true")
    assert shown.foot_note is not None
    assert shown.foot_note.acts[0].label == "Change it in a new audit", "and it is still asked"
    shown.foot_note.acts[1].act()
    context.session.change(unsigned)
    with qtbot.waitSignal(shown.went_to) as went:
        press(qtbot, shown, "No longer true")
    assert went.args == [Step(id=StepId.ACCOUNT, account="instagram-1"), PRIVATE]
    assert PRIVATE not in context.session.audit.responses
    settings = InterviewPage(context, Step(id=StepId.ACCOUNT, account="instagram-1"))
    opened(qtbot, settings)
    assert not settings.rows[PRIVATE].is_answered
    assert not settings.from_download.isVisible()  # nobody is told again what is not so


def test_texts_that_name_the_school_stand_beside_their_questions_with_what_the_policy_says(
    qtbot: QtBot, tmp_path: Path
) -> None:
    context = context_with_school(tmp_path, "helsby-hillside-primary-2023")
    session = context.session
    session.choose_school(School(name="St Mary’s Primary School", email_domains=("oakfield.sch.uk",)))
    session.add_account("instagram")
    respond(session, ("every-account.use", "instagram-1"), "public")
    page = InterviewPage(context, Step(id=StepId.PROFILE))
    opened(qtbot, page)
    assert "Your profile says" not in words_on(page)
    zipped = write_zip(tmp_path / instagram.NAME, instagram.YEAR_2026.files)
    session.downloads["instagram-1"] = only(read_here(zipped), "instagram")
    page.refresh()  # it came while the page was open
    beside = {check: words_on(row) for (check, _account), row in page.rows.items()}
    bio = "Your profile says: “Year 4 teacher at St Mary’s” (Bio in personal_information.json)."
    assert bio in beside["instagram.school-name"]
    assert "a part of the school's name" in beside["instagram.school-name"]
    assert "does not allow this, even with a note that your views are your own" in beside["instagram.school-name"]
    assert "ann.lee@oakfield.sch.uk" in beside["instagram.school-email"]
    assert "not even to sign in" in beside["instagram.school-email"]
    assert "instagram.user-name" not in beside  # nothing of the school is in it, so it is among what is confirmed
    note = ("every-account.disclaimer", "instagram-1")
    page.show_question(note)
    assert "has no such note" in words_on(page.rows[note])
    press(qtbot, page, "Copy “Views are my own.”")
    assert QApplication.clipboard().text() == "Views are my own."
    assert set(session.audit.responses) == {("every-account.use", "instagram-1")}


def test_a_download_of_web_pages_shows_what_is_sure_of_it_and_json_is_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    context = context_with_school(tmp_path)
    context.session.add_account("instagram")
    accounts = AccountsPage(context)
    opened(qtbot, accounts)
    page = b"<table><tr><td>Bio</td><td>Cook</td></tr><tr><td>Private Account</td><td>True</td></tr></table>"
    files = {"personal_information/personal_information/personal_information.html": page}
    assert "choose JSON" in read(qtbot, accounts.downloads, write_zip(tmp_path / instagram.NAME, files))
    assert ("instagram.private-account", "instagram-1") in context.session.shown
    [export] = context.session.downloads.values()
    assert "Cook" in {each.value for each in export.observations}


def test_who_is_connected_is_put_together_where_the_download_is_read_and_not_on_the_windows_thread(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = context_with_school(tmp_path)
    accounts = AccountsPage(context)
    opened(qtbot, accounts)
    threads, put_together = list[Thread](), connection.people_of

    def seen(export: DataExport) -> connection.ListedPeople:
        threads.append(current_thread())
        return put_together(export)

    monkeypatch.setattr(connection, "people_of", seen)
    read(qtbot, accounts.downloads, write_zip(tmp_path / instagram.NAME, instagram.YEAR_2026.files))
    context.connections.open()
    assert len(context.connections.connections) == 3
    assert len(threads) == 1
    assert main_thread() not in threads


@pytest.mark.skipif(not PROCESSES.exists(), reason="which processes are ours is not known on this system")
@pytest.mark.usefixtures("workers_as_shipped")
def test_a_reading_that_never_ends_holds_nothing_up_and_stop_ends_it(qtbot: QtBot, tmp_path: Path) -> None:
    context = context_with_school(tmp_path)
    accounts = AccountsPage(context)
    opened(qtbot, accounts)
    card, held, turns, before = accounts.downloads, list[int](), list[int](), {*children()}

    def hold(_done: int, of: int) -> None:  # on the thread that reads, before the first file is
        if of and not held:
            held.extend({*children()} - before)
            for process in held:
                os.kill(process, signal.SIGSTOP)

    card._came.connect(hold, Qt.ConnectionType.DirectConnection)
    timer = QTimer(accounts)
    timer.timeout.connect(lambda: turns.append(1))
    timer.start(0)
    card.drop.several_picked.emit([write_zip(tmp_path / instagram.NAME, instagram.YEAR_2026.files)])
    qtbot.waitUntil(lambda: bool(held) and card.said.message.startswith("Reading: 0 of"), timeout=60_000)
    begun = len(turns)
    qtbot.waitUntil(lambda: len(turns) > begun + 50)  # of the event loop
    timer.stop()
    assert not card.drop.isEnabled()
    press(qtbot, card, "Stop")
    qtbot.waitUntil(card.drop.isEnabled, timeout=60_000)
    assert card.said.message == "Stopped. Nothing was read."
    assert context.session.downloads == {}
    for process in held:
        with suppress(ProcessLookupError):  # the one that read has ended
            os.kill(process, signal.SIGCONT)


def test_parts_that_are_dropped_together_are_one_download_and_of_two_downloads_the_newer_counts(
    qtbot: QtBot, tmp_path: Path
) -> None:
    context = context_with_school(tmp_path)
    context.session.add_account("instagram")
    accounts = AccountsPage(context)
    opened(qtbot, accounts)
    files = instagram.YEAR_2026.files
    parts = []
    for number, names in enumerate((sorted(files)[::2], sorted(files)[1::2])):
        part = {name: files[name] for name in names}
        parts.append(write_zip(tmp_path / f"instagram-ann.lee-2026-09-02-{number}.zip", part))
    old = write_zip(tmp_path / "instagram-ann.lee-2025-01-02-x.zip", instagram.YEAR_2023.files)
    read(qtbot, accounts.downloads, parts[1], old, parts[0])
    [export] = context.session.downloads.values()
    assert len(export.files) == len(files) - 1  # without the messages
    assert str(export.made) == "2026-09-02"


def test_of_two_accounts_on_a_platform_the_owner_says_which_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    context = context_with_school(tmp_path)
    context.session.add_account("instagram")
    context.session.add_account("instagram")
    accounts = AccountsPage(context)
    opened(qtbot, accounts)
    read(qtbot, accounts.downloads, write_zip(tmp_path / instagram.NAME, instagram.YEAR_2026.files))
    assert context.session.downloads == {}
    second = context.session.account_title(context.session.audit.accounts[1])
    button(accounts.downloads, second).click()
    assert list(context.session.downloads) == ["instagram-2"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("letter.zip", b"this is no archive", "not a data export that is known"),
        ("photo.json", b"{}", "not a data export that is known"),
    ],
)
def test_what_is_no_download_of_these_accounts_is_said_to_be_none(
    qtbot: QtBot, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    context = context_with_school(tmp_path)
    context.session.add_account("instagram")
    accounts = AccountsPage(context)
    opened(qtbot, accounts)
    path = tmp_path / name
    path.write_bytes(content)
    assert said in read(qtbot, accounts.downloads, path)
    assert context.session.downloads == {}


def test_accounts_that_nobody_named_are_named_by_their_downloads(qtbot: QtBot, tmp_path: Path) -> None:
    context = context_with_school(tmp_path)
    context.session.add_account("facebook")
    accounts = AccountsPage(context)
    opened(qtbot, accounts)
    zipped = write_zip(tmp_path / instagram.NAME, instagram.YEAR_2026.files)
    table = write_zip(tmp_path / tiktok.NEW.name, tiktok.NEW.files)
    assert "Instagram: your download of 2 September 2026 shows" in read(qtbot, accounts.downloads, zipped, table)
    assert [each.checklist for each in context.session.audit.accounts] == ["facebook", "instagram", "tiktok"]
    assert set(context.session.downloads) == {"instagram-1", "tiktok-1"}
    assert "The accounts you named" in words_on(accounts)
