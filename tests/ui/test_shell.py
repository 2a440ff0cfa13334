"""The window: steps, footer, focus, folding, keys."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QScrollArea
from pytestqt.qtbot import QtBot

from privacy_wizard.ui.kit.theme import Theme
from privacy_wizard.ui.kit.widgets.chip_list import ChipList
from privacy_wizard.ui.kit.widgets.text import Heading
from privacy_wizard.ui.wizard.page import FootNote, FootNoteLink
from privacy_wizard.ui.wizard.shell import Shell
from privacy_wizard.ui.wizard.sidebar import StepsOver
from privacy_wizard.ui.wizard.step_list import StepList, StepState, WizardStep
from tests.ui.gallery import STEPS, FieldsPage, QuestionsPage

ORDER = [step.id for step in STEPS]


class Walk:
    """A controller that walks through the steps in order."""

    def __init__(self) -> None:
        self.stay = False

    def may_leave(self, _step: str, _target: str | None) -> bool:
        return not self.stay

    def next(self, step: str) -> str | None:
        return ORDER[ORDER.index(step) + 1] if step != ORDER[-1] else None

    def back(self, step: str) -> str | None:
        return ORDER[ORDER.index(step) - 1] if step != ORDER[0] else None


@pytest.fixture
def walk() -> Walk:
    return Walk()


@pytest.fixture
def shell(theme: Theme, walk: Walk, qtbot: QtBot) -> Shell:
    shell = Shell(theme, walk, STEPS)
    qtbot.addWidget(shell)
    shell.show()
    shell.show_step("welcome")
    return shell


def test_pages_are_made_when_first_shown(theme: Theme, walk: Walk, qtbot: QtBot) -> None:
    made: list[str] = []

    def make(name: str):
        def factory():
            made.append(name)
            return FieldsPage()

        return factory

    steps = [WizardStep(id=name, title=lambda: "T", make_page=make(name)) for name in ("a", "b")]
    shell = Shell(theme, walk, steps)
    qtbot.addWidget(shell)
    assert made == []
    shell.show_step("a")
    shell.show_step("b")
    shell.show_step("a")
    assert made == ["a", "b"]


def test_a_page_is_read_from_its_heading_and_a_form_starts_in_its_first_field(shell: Shell, qapp: QApplication) -> None:
    for step in ORDER[:3]:
        shell.show_step(step)
        assert qapp.focusWidget() is shell.page(step).heading
    form = shell.page("you")
    form.starts_in_a_field = True
    shell.show_step("you")
    focused = qapp.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.text() == "Zoë Nguyễn"


def test_enter_goes_on_once_but_from_a_text_of_several_lines_the_steps_a_button_or_where_it_would_sign(
    shell: Shell, qapp: QApplication, qtbot: QtBot
) -> None:
    qapp.sendEvent(shell, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "", True))
    assert shell.current_step == "welcome", "a key that is held"
    [goes_on] = [each for each in shell.actions() if QKeySequence("Alt+Right") in each.shortcuts()]
    assert not goes_on.autoRepeat()
    qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Return)
    assert shell.current_step == "you"
    line = shell.page("you").findChild(QLineEdit)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert shell.current_step == "accounts"
    shell.show_step("you")
    for part in (shell.page("you").findChild(QPlainTextEdit), shell.sidebar.steps):
        part.setFocus()
        qtbot.keyClick(part, Qt.Key.Key_Return)
        assert shell.current_step == "you"
    shell.page("you").enter_goes_on = False
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert shell.current_step == "you", "it signs nothing"
    shell.footer.back.setFocus()
    qtbot.keyClick(shell.footer.back, Qt.Key.Key_Return)
    assert shell.current_step == "welcome", "it presses the button"


def test_enter_adds_what_is_typed_to_a_list_and_only_then_goes_on(shell: Shell, qtbot: QtBot) -> None:
    shell.show_step("you")
    chips = shell.page("you").findChild(ChipList)
    chips.line.setFocus()
    qtbot.keyClicks(chips.line, "Lower School")
    qtbot.keyClick(chips.line, Qt.Key.Key_Return)
    assert "Lower School" in chips.values
    assert shell.current_step == "you"
    qtbot.keyClick(chips.line, Qt.Key.Key_Return)
    assert shell.current_step == "accounts"


def test_one_goes_on_and_back_by_buttons_and_keys_and_the_sidebar_follows(
    shell: Shell, walk: Walk, qtbot: QtBot, qapp: QApplication
) -> None:
    interface = QAccessible.queryAccessibleInterface(shell.page("welcome").heading)
    assert interface.role() == QAccessible.Role.Heading
    assert interface.text(QAccessible.Text.Name) == "You"
    assert shell.footer.accept.text() == "Continue to your accounts"
    qtbot.mouseClick(shell.footer.accept, Qt.MouseButton.LeftButton)
    assert shell.current_step == "you"
    qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Tab)
    focused = qapp.focusWidget()
    assert shell.page("you").isAncestorOf(focused)
    assert not isinstance(focused, Heading), "Tab leads from the heading into the page"
    qtbot.mouseClick(shell.footer.back, Qt.MouseButton.LeftButton)
    assert shell.current_step == "welcome"
    spoken = shell.sidebar.steps.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Welcome, this page"
    shell.accept()
    assert shell.current_step == "you"
    for _twice in range(2):
        shell.go_back()
        assert shell.current_step == "welcome"
    assert not shell.footer.undo.isVisible()
    shell.footer.offer_undo(possible=True)
    assert shell.footer.undo.isVisible(), "there is something to take back"
    with qtbot.waitSignal(shell.footer.undone):
        qtbot.mouseClick(shell.footer.undo, Qt.MouseButton.LeftButton)
    walk.stay = True
    shell.accept()
    assert shell.current_step == "welcome", "a page that may not be left"


def test_a_reason_switches_the_accent_button_off_and_is_shown(shell: Shell, qtbot: QtBot) -> None:
    shell.show_step("facebook")
    assert not shell.footer.accept.isEnabled()
    assert shell.footer.accept.accessibleDescription() == QuestionsPage.blocked_reason.fget(None)
    qtbot.keyClick(shell, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert shell.current_step == "facebook"


def test_a_step_still_ahead_cannot_be_opened_from_the_sidebar(shell: Shell) -> None:
    steps = shell.sidebar.steps
    steps.itemClicked.emit(steps.item(2))
    assert shell.current_step == "welcome"
    shell.mark("accounts", StepState.DONE)
    assert steps.item(2).data(Qt.ItemDataRole.AccessibleTextRole) == "Accounts, done"
    steps.itemActivated.emit(steps.item(2))
    assert shell.current_step == "accounts"


def test_new_steps_keep_the_pages_and_marks_of_those_that_stay(shell: Shell) -> None:
    page = shell.page("welcome")
    shell.mark("you", StepState.DONE)
    shell.set_steps([step for step in STEPS if step.id != "facebook"])
    assert shell.page("welcome") is page
    assert shell.sidebar.steps.item(1).data(Qt.ItemDataRole.AccessibleTextRole) == "You, done"


def test_the_sidebar_folds_in_a_narrow_window_where_every_page_has_room_and_returns(
    shell: Shell, qapp: QApplication
) -> None:
    shell.resize(683, 384)
    assert not shell.sidebar.isVisible()
    assert shell.top_bar.isVisible()
    assert shell.top_bar.steps_button.text() == "Step 1 of 6: Welcome"
    for step in ORDER:
        shell.show_step(step)
        qapp.processEvents()
        assert (shell.width(), shell.height()) == (683, 384), "a small laptop at two hundred percent has room"
        page = shell.page(step)
        assert page.width() >= page.minimumSizeHint().width(), step
        areas = page.findChildren(QScrollArea)
        assert all(area.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff for area in areas), step
    shell.resize(1200, 800)
    assert shell.sidebar.isVisible()
    assert not shell.top_bar.isVisible()


def test_the_column_is_readable_and_stays_in_its_place(shell: Shell, qapp: QApplication) -> None:
    places = set()
    for height in (500, 2600):
        shell.resize(1400, height)
        qapp.processEvents()
        qapp.processEvents()
        page = shell.page("welcome")
        places.add((page.width(), page.mapTo(shell, page.rect().topLeft()).x()))
    assert len(places) == 1
    assert places.pop()[0] == 720


def test_saving_is_said_and_a_failure_stays_until_it_is_saved(shell: Shell) -> None:
    shell.show_saved()
    assert shell.footer._saved.text() == "Saved on this computer"
    shell.show_save_problem("The disk is full. Your last answer is not saved yet.")
    assert "not saved" in shell.footer._saved.text()
    QApplication.sendEvent(shell.footer, QEvent(QEvent.Type.LanguageChange))
    assert "not saved" in shell.footer._saved.text()


def test_the_footer_keeps_its_height_whatever_it_says(shell: Shell, qapp: QApplication) -> None:
    shell.resize(1280, 696)
    shell.show_saved()
    heights, said = set(), " ".join(f"This is sentence {n} of what an answer means for you." for n in range(12))
    links = (FootNoteLink("I have changed it", list, "check"), FootNoteLink("Declare an exception", list))
    for sentence in ("", "One.", said[:150], said):
        for acts in ((), links):
            shell.footer.offer("Continue", "", foot_note=FootNote(sentence, acts=acts), back=True)
            for begun in (True, False):
                shell.footer.show_another_audit(begun=begun)
                qapp.processEvents()
                heights.add(shell.footer.height())
    assert len(heights) == 1
    assert shell.footer._reason.text().endswith("for you. …"), "whole sentences, as many as there is room for"
    assert shell.footer._reason.toolTip() == said
    shell.resize(683, 384)
    assert shell.footer._reason.text() == said, "in a small window it grows"


def test_in_a_narrow_window_the_steps_come_over_the_page_with_their_ticks_and_fit_it(
    shell: Shell, qapp: QApplication, qtbot: QtBot
) -> None:
    shell.resize(683, 384)
    shell.mark("welcome", StepState.DONE)
    shell.mark("you", StepState.OPEN)
    qtbot.mouseClick(shell.top_bar.steps_button, Qt.MouseButton.LeftButton)
    qapp.processEvents()
    over = shell.findChild(StepsOver)
    assert over.height() <= shell.height() - shell.top_bar.height()
    spoken = [over.steps.item(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(3)]
    assert spoken == ["Welcome, this page", "You", "Accounts, still ahead"]
    assert over.steps.currentRow() == 0
    over.steps.itemClicked.emit(over.steps.item(2))
    assert (over.isVisible(), shell.current_step) == (True, "welcome"), "that is still ahead"
    qtbot.keyClick(over.steps, Qt.Key.Key_Down)
    qtbot.keyClick(over.steps, Qt.Key.Key_Return)
    assert shell.current_step == "you"
    assert not over.isVisible()


def test_a_row_at_the_side_shows_that_it_is_pointed_at_until_the_mouse_leaves_it(qtbot: QtBot) -> None:
    steps = StepList()
    qtbot.addWidget(steps)
    steps.set_steps(tuple(WizardStep(id=each, title=lambda: "Step", make_page=FieldsPage) for each in ("one", "two")))
    with qtbot.waitExposed(steps):  # a mouse that moves before is seen by nobody
        steps.show()
    first, second = (steps.model().index(at, 0) for at in (0, 1))
    qtbot.mouseMove(steps.viewport(), steps.visualRect(first).center())
    qtbot.waitUntil(lambda: steps.is_pointed_at(first))
    before = steps.grab(steps.visualRect(second)).toImage()
    qtbot.mouseMove(steps.viewport(), steps.visualRect(second).center())
    qtbot.waitUntil(lambda: steps.is_pointed_at(second))
    assert not steps.is_pointed_at(first)
    QApplication.sendEvent(steps, QEvent(QEvent.Type.Leave))
    assert not steps.is_pointed_at(second)
    assert steps.grab(steps.visualRect(second)).toImage() == before
