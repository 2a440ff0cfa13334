"""What the school sends: its profile, opened in the window, and what that sets."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from privacy_wizard.identity import fingerprint_words
from privacy_wizard.identity.authority import make_authority
from privacy_wizard.system import shipped_folder
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.wizard.context import WizardContext
from privacy_wizard.ui.wizard.school.page import SchoolPolicyPage
from privacy_wizard.ui.wizard.welcome.page import WelcomePage
from tests.school.profiles import in_version
from tests.ui import desks
from tests.ui.schools import Office, authority, logo

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
YES = "Yes, the words are the same"
NEWER_X = in_version((shipped_folder("checklists") / "platforms" / "x.yaml").read_bytes(), "2027.1.1")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    folder = tmp_path / "office"
    folder.mkdir()
    return Office(folder)


@pytest.fixture
def desk(tmp_path: Path) -> WizardContext:
    return desks.new_desk(tmp_path / "home")


def welcome(qtbot: QtBot, desk: WizardContext) -> WelcomePage:
    """The first page, once it has read what it knows of the school."""
    page = WelcomePage(desk)
    desks.opened(qtbot, page)
    qtbot.waitUntil(lambda: not is_busy(), timeout=20_000)
    return page


def open_file(qtbot: QtBot, page: WelcomePage, file: Path) -> None:
    page.open_file(file)
    qtbot.waitUntil(lambda: not is_busy(), timeout=20_000)
    QApplication.processEvents()


def take(qtbot: QtBot, page: WelcomePage, file: Path) -> None:
    open_file(qtbot, page, file)
    desks.press(qtbot, page, YES)


def test_the_first_profile_shows_the_words_of_the_school_and_is_used_only_after_a_yes(
    qtbot: QtBot, desk: WizardContext, office: Office
) -> None:
    page = welcome(qtbot, desk)
    open_file(qtbot, page, office.profile())
    assert " ".join(fingerprint_words(authority().certificate)) in desks.words_on(page)
    assert not desk.school.is_known
    desks.press(qtbot, page, YES)
    assert desk.school.is_known
    assert "Bradley Primary School is set up" in desks.words_on(page)


def test_after_a_no_nothing_of_the_profile_is_used(qtbot: QtBot, desk: WizardContext, office: Office) -> None:
    page = welcome(qtbot, desk)
    open_file(qtbot, page, office.profile())
    desks.press(qtbot, page, "No, do not use it")
    assert not desk.school.is_known
    assert desk.session.own_school is None
    assert "Nothing of this file was used." in desks.words_on(page)


def test_a_newer_profile_replaces_the_old_one_and_an_older_one_is_refused(
    qtbot: QtBot, desk: WizardContext, office: Office
) -> None:
    page = welcome(qtbot, desk)
    first, second = office.profile(), office.profile(other_names=("Bradley", "The Bradley Academy"))
    take(qtbot, page, first)
    open_file(qtbot, page, second)
    desks.press(qtbot, page, "Use the newer profile")
    assert desk.session.own_school is not None
    assert desk.session.own_school.profile.other_names == ("Bradley", "The Bradley Academy")
    open_file(qtbot, page, first)
    assert "This school profile is number 1; number 2 is in use already." in desks.words_on(page)


def test_a_profile_of_somebody_else_and_a_changed_one_are_refused(
    qtbot: QtBot, desk: WizardContext, office: Office, tmp_path: Path
) -> None:
    page = welcome(qtbot, desk)
    good = office.profile()
    take(qtbot, page, good)
    (tmp_path / "other").mkdir()
    stranger = Office(tmp_path / "other", make_authority(school="Bradley Primary School", now=desks.NOW))
    open_file(qtbot, page, stranger.profile())
    assert "signed by somebody other than your school" in desks.words_on(page)
    broken = tmp_path / "broken.pwschool"
    content = bytearray(good.read_bytes())
    content[len(content) // 2] ^= 1
    broken.write_bytes(content)
    open_file(qtbot, page, broken)
    assert "Nothing in it was used." in desks.words_on(page)


def test_a_profile_fills_in_school_policy_logo_and_declaration(
    qtbot: QtBot, desk: WizardContext, office: Office
) -> None:
    take(qtbot, welcome(qtbot, desk), office.profile())
    desk.session.describe_person(desks.SAM, desk.session.audit.occasion)
    audit = desk.session.audit
    assert audit.school is not None
    assert (audit.school.name, audit.school.logo) == ("Bradley Primary School", logo())
    assert audit.pack == "bradley-primary-2023"
    assert desk.session.own_declaration == ("I, Sam Lee, work at Bradley Primary School, and what I answered is true.",)
    page = SchoolPolicyPage(desk)
    desks.opened(qtbot, page)
    assert page.blocked_reason == ""
    assert "Filled in from your school's profile." in desks.words_on(page)
    assert not page._name.isVisible()


def test_an_audit_for_another_school_is_typed_and_keeps_the_programs_own_wording(
    qtbot: QtBot, desk: WizardContext, office: Office
) -> None:
    take(qtbot, welcome(qtbot, desk), office.profile())
    desk.session.describe_person(desks.SAM, desk.session.audit.occasion)
    page = SchoolPolicyPage(desk)
    desks.opened(qtbot, page)
    desks.press(qtbot, page, "This audit is for another school")
    qtbot.keyClicks(page._name.line, "Hillside School")
    page.left()
    assert desk.session.audit.school is not None
    assert desk.session.audit.school.name == "Hillside School"
    assert desk.session.own_declaration == ()


def test_the_schools_own_checklists_ask_and_are_named_on_the_statement(
    qtbot: QtBot, desk: WizardContext, office: Office
) -> None:
    take(qtbot, welcome(qtbot, desk), office.profile(members={"platforms/x.yaml": NEWER_X}))
    assert desk.catalogue.checklists["x"].version == "2027.1.1"
    desk.session.describe_person(desks.SAM, desk.session.audit.occasion)
    desk.session.add_account("x")
    desks.answer_all(desk)
    from privacy_wizard.attestation.statement import KeyPart, SignatureKind, SignaturePart
    from privacy_wizard.audit.statement_builder import StatementBuilder

    statement = StatementBuilder(desk.session, desks.NOW).build(
        SignaturePart(kind=SignatureKind.TYPED, strokes=(), text="Sam Lee"),
        KeyPart(fingerprint="0" * 64, words=("a",)),
    )
    assert {each.id: each.version for each in statement.checklists}["x"] == "2027.1.1"
    assert statement.wording.declaration == desk.session.own_declaration


def test_the_next_start_knows_the_school_and_its_checklists(
    qtbot: QtBot, desk: WizardContext, office: Office, tmp_path: Path
) -> None:
    take(qtbot, welcome(qtbot, desk), office.profile(members={"platforms/x.yaml": NEWER_X}))
    again = desks.new_desk(tmp_path / "home")
    assert again.catalogue.checklists["x"].version == "2027.1.1"
    page = welcome(qtbot, again)
    assert "Bradley Primary School" in desks.words_on(page)


def test_a_profile_that_was_changed_on_this_computer_is_not_used_and_the_page_says_so(
    qtbot: QtBot, desk: WizardContext, office: Office, tmp_path: Path
) -> None:
    take(qtbot, welcome(qtbot, desk), office.profile())
    kept = tmp_path / "home" / "school.pwschool"
    kept.write_bytes(kept.read_bytes()[:-40])
    again = desks.new_desk(tmp_path / "home")
    assert again.session.own_school is None
    assert "cannot be used at present" in desks.words_on(welcome(qtbot, again))


def test_a_file_dropped_anywhere_on_the_window_is_opened_on_the_first_page(sit, office: Office, qtbot: QtBot) -> None:
    user = sit(desk_with=("bradley-primary-2023",))
    user.press("Continue this audit")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(office.profile()))])
    spot, action, left = QPointF(5, 5), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    modifier = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(user.shell, QDragEnterEvent(spot.toPoint(), action, mime, left, modifier))
    QApplication.sendEvent(user.shell, QDropEvent(spot, action, mime, left, modifier))
    user.wait_for_work()
    assert user.step == "welcome"
    user.press(YES)
    assert user.desk.school.is_known


def test_any_other_file_is_refused_with_what_can_be_opened(qtbot: QtBot, desk: WizardContext, tmp_path: Path) -> None:
    other = tmp_path / "holiday.jpg"
    other.write_bytes(b"\xff\xd8\xff\xe0 picture")
    page = welcome(qtbot, desk)
    open_file(qtbot, page, other)
    assert "holiday.jpg is not a file that a school sends" in desks.words_on(page)
    open_file(qtbot, page, tmp_path / "gone.pwschool")
    assert "there is no such file" in desks.words_on(page)


def test_after_an_answer_the_keyboard_stays_on_the_page(sit, office: Office) -> None:
    user = sit()
    user._pilot.open_file(office.profile())
    user.wait_for_work()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Is this your school?"
    user.press(YES)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert user.page.isAncestorOf(focused)
    assert focused.accessibleDescription() == "Open a file from your school"


def test_a_profile_and_an_invitation_are_taken_with_the_keyboard_alone(sit, office: Office) -> None:
    user = sit()
    user._pilot.open_file(office.profile())
    user.wait_for_work()
    user.tab_to(lambda widget: getattr(widget, "text", str)() == YES)
    user.key(Qt.Key.Key_Space)
    assert user.desk.school.is_known
    file, made = office.invitation()
    user._pilot.open_file(file)
    user.wait_for_work()
    user.tab_to(lambda widget: getattr(widget, "text", str)() == "Yes, this is for me")
    user.key(Qt.Key.Key_Space)
    user.wait_for_work()
    for letter in made.slip.code:
        user.key(Qt.Key(ord(letter)))
    assert made.slip.code.replace("-", "") in user.field("One-time code from your slip").text().upper().replace("-", "")
