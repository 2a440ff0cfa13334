"""What the school sends: its profile, opened in the window, and what that sets."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from privacy_wizard.audit.my_school import MySchool
from privacy_wizard.audit.own_school import own_declaration
from privacy_wizard.domain.protected_list import USUAL, ProtectedPerson
from privacy_wizard.domain.vocabulary import Occasion
from privacy_wizard.identity import fingerprint_words
from privacy_wizard.identity.authority import make_authority
from privacy_wizard.system import shipped_folder
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.wizard.context import WizardContext
from privacy_wizard.ui.wizard.school.page import SchoolPolicyPage
from privacy_wizard.ui.wizard.welcome.page import WelcomePage
from privacy_wizard.ui.wizard.window import load_now
from tests.school.profiles import in_version
from tests.ui import contexts
from tests.ui.schools import Office, authority, logo

YES = "Yes, the words are the same"
NEWER_X = in_version((shipped_folder("checklists") / "platforms" / "x.yaml").read_bytes(), "2027.1.1")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    folder = tmp_path / "office"
    folder.mkdir()
    return Office(folder)


@pytest.fixture
def context(tmp_path: Path) -> WizardContext:
    return contexts.new_context(tmp_path / "home")


def welcome(qtbot: QtBot, context: WizardContext) -> WelcomePage:
    """The first page, once it has read what it knows of the school."""
    page = WelcomePage(context)
    contexts.opened(qtbot, page)
    qtbot.waitUntil(lambda: not is_busy(), timeout=20_000)
    return page


def open_file(qtbot: QtBot, page: WelcomePage, file: Path) -> None:
    page.open_file(file)
    qtbot.waitUntil(lambda: not is_busy(), timeout=20_000)
    QApplication.processEvents()


def take(qtbot: QtBot, page: WelcomePage, file: Path) -> None:
    open_file(qtbot, page, file)
    contexts.press(qtbot, page, YES)


def test_the_first_profile_shows_the_words_of_the_school_and_is_used_only_after_a_yes(
    qtbot: QtBot, context: WizardContext, office: Office
) -> None:
    page = welcome(qtbot, context)
    open_file(qtbot, page, office.profile())
    assert " ".join(fingerprint_words(authority().certificate)) in contexts.words_on(page)
    assert not context.school.is_known
    contexts.press(qtbot, page, "No, do not use it")
    assert not context.school.is_known
    assert context.session.own_school is None
    assert "Nothing in this file was used." in contexts.words_on(page)
    take(qtbot, page, office.profile())
    assert context.school.is_known
    assert "Bradley Primary School is set up" in contexts.words_on(page)


def test_a_newer_profile_replaces_the_old_one_and_an_older_one_a_strangers_and_a_changed_one_are_refused(
    qtbot: QtBot, context: WizardContext, office: Office, tmp_path: Path
) -> None:
    page = welcome(qtbot, context)
    first, second = office.profile(), office.profile(other_names=("Bradley", "The Bradley Academy"))
    take(qtbot, page, first)
    open_file(qtbot, page, second)
    contexts.press(qtbot, page, "Use the newer file")
    assert context.session.own_school is not None
    assert context.session.own_school.profile.other_names == ("Bradley", "The Bradley Academy")
    open_file(qtbot, page, first)
    assert "This school's file is number 1; number 2 is already in use." in contexts.words_on(page)
    (tmp_path / "other").mkdir()
    stranger = Office(tmp_path / "other", make_authority(school="Bradley Primary School", now=contexts.NOW))
    open_file(qtbot, page, stranger.profile())
    assert "signed by somebody other than your school" in contexts.words_on(page)
    broken = tmp_path / "broken.pwschool"
    content = bytearray(second.read_bytes())
    content[len(content) // 2] ^= 1
    broken.write_bytes(content)
    open_file(qtbot, page, broken)
    assert "Nothing in it was used." in contexts.words_on(page)


def test_a_profile_fills_in_school_policy_logo_and_declaration_and_another_school_is_typed(
    qtbot: QtBot, context: WizardContext, office: Office
) -> None:
    take(qtbot, welcome(qtbot, context), office.profile())
    context.session.describe_person(contexts.SAM, Occasion.INDUCTION)
    audit = context.session.audit
    assert audit.school is not None
    assert (audit.school.name, audit.school.logo) == ("Bradley Primary School", logo())
    assert audit.pack == "bradley-primary-2023"
    assert own_declaration(context.session.own_school, context.session.audit) == (
        "I, Sam Lee, work at Bradley Primary School, and what I answered is true.",
    )
    page = SchoolPolicyPage(context)
    contexts.opened(qtbot, page)
    assert page.blocked_reason == ""
    assert "Filled in from your school's file." in contexts.words_on(page)
    assert not page._name.isVisible()
    page._on_policy("helsby-hillside-primary-2023")
    assert context.session.audit.pack == "helsby-hillside-primary-2023"
    assert context.session.audit.school == audit.school, "another policy leaves the school as its profile has it"
    contexts.press(qtbot, page, "This audit is for another school")
    qtbot.keyClicks(page._name.line, "Hillside School")
    page.left()
    assert context.session.audit.school is not None
    assert context.session.audit.school.name == "Hillside School"
    assert own_declaration(context.session.own_school, context.session.audit) == (), "the program's own wording"


def test_the_schools_own_checklists_ask_are_named_on_the_statement_and_known_to_the_next_start(
    qtbot: QtBot, context: WizardContext, office: Office, tmp_path: Path
) -> None:
    take(qtbot, welcome(qtbot, context), office.profile(members={"platforms/x.yaml": NEWER_X}))
    assert context.catalogue.checklists["x"].version == "2027.1.1"
    context.session.describe_person(contexts.SAM, Occasion.INDUCTION)
    context.session.add_account("x")
    contexts.answer_all(context)
    from privacy_wizard.attestation.statement import KeyPart, SignatureKind, SignaturePart
    from privacy_wizard.audit.statement_builder import StatementBuilder

    statement = StatementBuilder(context.session, contexts.NOW).build(
        SignaturePart(kind=SignatureKind.TYPED, strokes=(), text="Sam Lee"),
        KeyPart(fingerprint="0" * 64, words=("a",)),
    )
    assert {each.id: each.version for each in statement.checklists}["x"] == "2027.1.1"
    assert statement.wording.declaration == own_declaration(context.session.own_school, context.session.audit)
    again = contexts.new_context(tmp_path / "home")
    assert again.catalogue.checklists["x"].version == "2027.1.1"
    assert "Bradley Primary School" in contexts.words_on(welcome(qtbot, again))


def test_a_profile_that_was_changed_on_this_computer_is_not_used_and_the_page_says_so(
    qtbot: QtBot, context: WizardContext, office: Office, tmp_path: Path
) -> None:
    take(qtbot, welcome(qtbot, context), office.profile())
    kept = tmp_path / "home" / "school.pwschool"
    kept.write_bytes(kept.read_bytes()[:-40])
    again = contexts.new_context(tmp_path / "home")
    assert again.session.own_school is None
    assert "cannot be used at the moment" in contexts.words_on(welcome(qtbot, again))


def test_a_file_dropped_anywhere_on_the_window_is_opened_on_the_first_page(sit, office: Office, qtbot: QtBot) -> None:
    user = sit(context_with=("bradley-primary-2023",))
    user.press("Resume")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(office.profile()))])
    spot, action, left = QPointF(5, 5), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    modifier = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(user.shell, QDragEnterEvent(spot.toPoint(), action, mime, left, modifier))
    QApplication.sendEvent(user.shell, QDropEvent(spot, action, mime, left, modifier))
    user.wait_for_work()
    assert user.step == "welcome"
    user.press(YES)
    assert user.context.school.is_known


def test_any_other_file_is_refused_with_what_can_be_opened(
    qtbot: QtBot, context: WizardContext, tmp_path: Path
) -> None:
    other = tmp_path / "holiday.jpg"
    other.write_bytes(b"\xff\xd8\xff\xe0 picture")
    page = welcome(qtbot, context)
    open_file(qtbot, page, other)
    assert "holiday.jpg is not a file that schools send" in contexts.words_on(page)
    open_file(qtbot, page, tmp_path / "gone.pwschool")
    assert "there is no such file" in contexts.words_on(page)


def test_after_an_answer_the_keyboard_stays_on_the_page(sit, office: Office) -> None:
    user = sit()
    user._controller.open_file(office.profile())
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
    user._controller.open_file(office.profile())
    user.wait_for_work()
    user.tab_to(lambda widget: getattr(widget, "text", str)() == YES)
    user.key(Qt.Key.Key_Space)
    assert user.context.school.is_known
    file, made = office.invitation()
    user._controller.open_file(file)
    user.wait_for_work()
    user.tab_to(lambda widget: getattr(widget, "text", str)() == "Yes, this is for me")
    user.key(Qt.Key.Key_Space)
    user.wait_for_work()
    for letter in made.slip.code:
        user.key(Qt.Key(ord(letter)))
    assert made.slip.code.replace("-", "") in user.field("One-time code from your slip").text().upper().replace("-", "")


def test_a_protected_list_is_used_after_a_yes_and_gone_when_it_is_deleted_or_its_time_is_over(
    qtbot: QtBot, context: WizardContext, office: Office, tmp_path: Path
) -> None:
    page, listed = welcome(qtbot, context), office.protected_list(ProtectedPerson(first="Imke", last="Vane"))
    open_file(qtbot, page, listed)
    assert "does not know your school yet" in contexts.words_on(page)
    take(qtbot, page, office.profile())
    open_file(qtbot, page, listed)
    assert "nobody can read it" in contexts.words_on(page)
    contexts.press(qtbot, page, "Do without")
    assert not context.school.has_protected_list
    for _ in range(2):
        open_file(qtbot, page, listed)
        contexts.press(qtbot, page, "Use this list")
        assert context.school.protected_list() is not None
        assert "protected list is in use until 18 February 2027" in contexts.words_on(page)
        contexts.press(qtbot, page, "Delete the list")
        assert not context.school.has_protected_list
    open_file(qtbot, page, listed)
    contexts.press(qtbot, page, "Use this list")
    (tmp_path / "other").mkdir()
    stranger = Office(tmp_path / "other", make_authority(school="Bradley Primary School", now=contexts.NOW))
    open_file(qtbot, page, stranger.protected_list(ProtectedPerson(first="Imke", last="Vane")))
    assert "signed by somebody other than your school" in contexts.words_on(page)
    context.school = MySchool(tmp_path / "home", shipped_folder("checklists"), lambda: contexts.NOW + USUAL)
    load_now(context)
    assert not context.school.has_protected_list
