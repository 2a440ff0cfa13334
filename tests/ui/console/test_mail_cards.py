"""What Home says of mails: drafts that nobody has sent yet, and people who hold an earlier school file."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from privacy_wizard.domain.school_profile import PackFor
from privacy_wizard.domain.vocabulary import SendKind
from privacy_wizard.intake.sentences import Rule
from privacy_wizard.school.profile_file import read_profile
from privacy_wizard.system.progress import UNWATCHED
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.theme import Theme
from tests.ui.contexts import button, press, words_on

from .test_first_pages import settle
from .test_minimal_way import LoginAt, begin, hand_in
from .test_school_pages import attached


def home(qtbot: QtBot, window: ConsoleWindow) -> str:
    window.show_place(ConsolePlace(id=PlaceId.OVERVIEW))
    settle(qtbot)
    return words_on(window)


def test_home_says_what_is_not_sent_yet_and_the_reminder_brings_the_file_with_the_new_policy(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    login = LoginAt(tmp_path, str(tmp_path / "register.db"))
    controller, window = begin(qtbot, theme, login, policy="bradley-primary-2023")
    press(qtbot, window, "Ask all 3")
    settle(qtbot)
    window.page.write_drafts(tmp_path / "asked")
    settle(qtbot)
    not_sent = "Ask your staff: 3 mails are prepared, not sent yet. Once they are sent, say so here."
    assert not_sent in home(qtbot, window)
    press(qtbot, window, "I have sent them")
    settle(qtbot)
    assert not_sent not in words_on(window)
    assert window.page.notice.message == "3 mails are noted as sent."

    window.context.apply_policies((PackFor(pack="baseline", people=()),), UNWATCHED)
    old = "3 who have not answered hold the school file with the old policy: the reminder brings the new one."
    assert old in home(qtbot, window)
    press(qtbot, window, "Remind them")
    settle(qtbot)
    assert window.page.kind is SendKind.REMIND
    assert "The school's file has changed since you got yours." in window.page.written.text.toPlainText()
    assert "gets the new school file" in window.page.people.item(0).text()
    window.page.write_drafts(tmp_path / "reminded")
    settle(qtbot)
    for each in (tmp_path / "reminded").glob("*.eml"):
        [file] = attached(each).values()
        assert [pack.pack for pack in read_profile(file, lambda *_signed: None).profile.packs] == ["baseline"]
    told = home(qtbot, window)
    assert "Remind the missing: 3 mails are prepared, not sent yet." in told
    assert old not in told
    assert "reminded today" not in told, "nothing of it is sent"
    assert not window.page.remind.isVisible(), "it is written for all of them"
    button(window, "I have sent them").click()
    settle(qtbot)
    assert "3 were reminded today" in words_on(window)

    window.resize(1280, 500)
    bar, pages = window._stack.currentWidget().verticalScrollBar(), window.navigation
    settle(qtbot)
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    at = pages.visualItemRect(pages.item(0)).center()
    qtbot.mouseClick(pages.viewport(), Qt.MouseButton.LeftButton, pos=at)
    settle(qtbot)
    assert bar.value() == 0, "Home, pressed on Home, leads to its top"

    hand_in(qtbot, window, tmp_path / "in", [0])
    [row] = window.context.register.attestations.waiting()
    assert "3 were reminded today, 2 of them are still missing" in home(qtbot, window)
    assert Rule.OTHER_POLICY in row.reasons, "made with the old file, it is judged by the rules of today"
    controller.end()
