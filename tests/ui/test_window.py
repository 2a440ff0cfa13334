"""The window as the program opens it: steps, saving, undo, keys, resuming, settings."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from privacy_wizard.audit.document import from_document
from privacy_wizard.audit.state import Audit
from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.domain.vocabulary import AccountKind
from privacy_wizard.drafts import DraftStore
from privacy_wizard.ui.kit.application import AfterFirstPaint
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.shortcuts_window import ShortcutsWindow
from privacy_wizard.ui.kit.theme import Theme
from privacy_wizard.ui.wizard.context import WizardContext
from privacy_wizard.ui.wizard.controller import WizardController
from privacy_wizard.ui.wizard.step_list import StepState, state_of
from privacy_wizard.ui.wizard.window import greeting

from .desks import answer_all, closed_desk, desk_with_school, finished_desk, new_desk, words_on

INSTAGRAM = Step(id=StepId.ACCOUNT, account="instagram-1")


def window(desk: WizardContext, theme: Theme, qtbot: QtBot) -> WizardController:
    pilot = WizardController(desk, theme)
    qtbot.addWidget(pilot.shell)
    pilot.shell.show()
    pilot.start()
    return pilot


@pytest.fixture
def desk(tmp_path: Path) -> WizardContext:
    desk = desk_with_school(tmp_path)
    desk.session.add_account("instagram", label="family")
    return desk


@pytest.fixture
def pilot(desk: WizardContext, theme: Theme, qtbot: QtBot) -> WizardController:
    return window(desk, theme, qtbot)


def titles(pilot: WizardController) -> list[str]:
    steps = pilot.shell.sidebar.steps
    return [steps.item(at).text() for at in range(steps.count())]


def test_a_new_audit_opens_one_step_after_the_other(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    desk = new_desk(tmp_path)
    pilot = window(desk, theme, qtbot)
    assert pilot.shell.current_step == "welcome"
    ahead = [step.id for step in desk.session.steps if state_of(desk.session, step) is StepState.AHEAD]
    assert ahead[:2] == [StepId.SCHOOL, StepId.ACCOUNTS]
    assert StepId.SIGN in ahead


def test_the_first_page_can_be_seen_before_there_is_an_audit(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    desk = closed_desk(tmp_path)
    pilot = greeting(theme, desk)
    qtbot.addWidget(pilot.shell)
    seen: list[bool] = []
    AfterFirstPaint(pilot.shell, lambda: seen.append(desk.is_open))
    pilot.shell.show()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [False]
    assert "What stays private" in words_on(pilot.shell)
    before = titles(pilot)
    pilot.start()
    assert titles(pilot) == before
    assert "Nothing finished yet" in words_on(pilot.shell)


def test_each_account_is_a_step_of_its_own_under_its_owners_name_for_it(
    pilot: WizardController, desk: WizardContext
) -> None:
    assert "Instagram (family)" in titles(pilot)
    desk.session.add_account("whatsapp")
    pilot.show(Step(id=StepId.ACCOUNTS))
    assert titles(pilot).index("WhatsApp") == titles(pilot).index("Instagram (family)") + 1


def test_the_schools_account_is_told_from_ones_own(pilot: WizardController, desk: WizardContext) -> None:
    desk.session.add_account("instagram", AccountKind.OFFICIAL)
    pilot.show(Step(id=StepId.ACCOUNTS))
    assert "Instagram, for the school" in titles(pilot)


def test_an_answered_step_is_done_and_can_be_opened_again(pilot: WizardController, desk: WizardContext) -> None:
    assert state_of(desk.session, INSTAGRAM) is StepState.OPEN
    answer_all(desk)
    assert state_of(desk.session, INSTAGRAM) is StepState.DONE


def test_one_walks_forwards_and_back_through_all_questions(pilot: WizardController, desk: WizardContext) -> None:
    pilot.show(INSTAGRAM)
    seen = ["account:instagram-1"]
    for _turn in range(60):
        pilot.shell.accept()
        if pilot.shell.current_step != seen[-1]:
            seen.append(str(pilot.shell.current_step))
        if pilot.shell.current_step == "results":
            break
    assert seen == ["account:instagram-1", "connections", "policy", "results"]
    for _turn in range(60):
        pilot.shell.go_back()
        if pilot.shell.current_step == "accounts":
            break
    assert pilot.shell.current_step == "accounts"


def test_undo_takes_back_the_last_answer_on_the_page(
    pilot: WizardController, desk: WizardContext, qtbot: QtBot
) -> None:
    pilot.show(INSTAGRAM)
    page = pilot.shell.page("account:instagram-1")
    key, card = next(iter(page.cards.items()))
    card.picker.choose_number(1)
    assert key in desk.session.audit.responses
    qtbot.keyClick(pilot.shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert key not in desk.session.audit.responses
    assert page.cards[key].picker.options.current() is None


def test_undoing_the_account_that_is_shown_leads_to_the_accounts(
    desk: WizardContext, theme: Theme, qtbot: QtBot
) -> None:
    pilot = window(desk, theme, qtbot)
    account = desk.session.add_account("whatsapp")
    pilot.show(Step(id=StepId.ACCOUNT, account=account.id))
    desk.session.undo()
    pilot.show(Step(id=StepId.ACCOUNT, account=account.id))
    assert pilot.shell.current_step == "accounts"


def test_what_is_open_is_reached_from_the_results_and_one_returns(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    desk = finished_desk(tmp_path)
    pilot = window(desk, theme, qtbot)
    pilot.show(Step(id=StepId.RESULTS))
    place = next(filter(None, (desk.session.place_of(action.finding) for action in desk.session.actions())))
    pilot.shell.page("results").went_to.emit(*place)
    assert pilot.shell.footer.accept.text() == "Back to your results"
    pilot.shell.accept()
    assert pilot.shell.current_step == "results"


def test_the_place_is_remembered_with_its_question(pilot: WizardController, desk: WizardContext) -> None:
    pilot.show(INSTAGRAM)
    pilot.shell.accept()
    place = desk.session.audit.place
    assert place.step == INSTAGRAM
    assert place.question in pilot.shell.page("account:instagram-1").cards


def test_a_page_turn_is_saved_a_moment_later_and_an_answer_with_its_place_at_once(
    pilot: WizardController, desk: WizardContext, tmp_path: Path, qtbot: QtBot
) -> None:
    def kept() -> Audit:
        return from_document(DraftStore(tmp_path / "audits").load(desk.session.audit.id))

    pilot.show(INSTAGRAM)
    qtbot.waitUntil(lambda: kept().place == desk.session.audit.place)
    pilot.shell.accept()
    card = next(iter(pilot.shell.page("account:instagram-1").cards.values()))
    card.picker.choose_number(1)
    assert kept().place == desk.session.audit.place
    assert card.question.key in kept().responses


def test_the_next_page_is_made_while_one_reads(pilot: WizardController, qtbot: QtBot) -> None:
    pilot.show(Step(id=StepId.YOU))
    qtbot.waitUntil(lambda: "school" in pilot.shell._pages)
    assert pilot.shell.current_step == "you"


def test_the_document_is_not_made_before_it_is_wanted(
    desk: WizardContext, pilot: WizardController, qtbot: QtBot
) -> None:
    answer_all(desk)
    pilot.show(Step(id=StepId.RESULTS))
    qtbot.waitUntil(lambda: "sign" in pilot.shell._pages)
    assert not is_busy()
    pilot.shell.accept()
    assert is_busy()


@pytest.mark.parametrize("step", [StepId.WELCOME, StepId.ACCOUNTS, StepId.CONNECTIONS, StepId.RESULTS])
def test_no_void_is_left_below_a_page(step: StepId, desk: WizardContext, pilot: WizardController, qtbot: QtBot) -> None:
    answer_all(desk)
    pilot.shell.resize(1280, 420)
    pilot.show(Step(id=step))
    column = pilot.shell._pages[step.value][1]
    holder, view = column.widget(), column.viewport()
    qtbot.waitUntil(lambda: holder.height() == max(holder.heightForWidth(holder.width()), view.height()))


def test_nothing_is_said_to_be_saved_before_there_is_something_to_save(
    tmp_path: Path, theme: Theme, qtbot: QtBot, desk: WizardContext
) -> None:
    assert window(new_desk(tmp_path / "new"), theme, qtbot).shell.footer._saved.text() == ""
    assert window(desk, theme, qtbot).shell.footer._saved.text() == "Saved on this computer"


def test_a_refusing_disk_is_never_called_saved(pilot: WizardController, desk: WizardContext, tmp_path: Path) -> None:
    pilot.show(INSTAGRAM)
    (tmp_path / "audits").rename(tmp_path / "elsewhere")
    (tmp_path / "audits").write_text("a file where the folder should be")
    next(iter(pilot.shell.page("account:instagram-1").cards.values())).picker.choose_number(1)
    assert pilot.shell.footer._saved.text() != "Saved on this computer"


def test_the_keys_are_shown_on_request(pilot: WizardController, qtbot: QtBot) -> None:
    qtbot.keyClick(pilot.shell, Qt.Key.Key_F1)
    keys = pilot.shell.findChild(ShortcutsWindow)
    assert keys is not None
    assert keys.isVisible()
    keys.close()


def test_the_language_can_change_while_questions_are_open(
    pilot: WizardController, desk: WizardContext, qapp: QApplication
) -> None:
    pilot.show(INSTAGRAM)
    page = pilot.shell.page("account:instagram-1")
    keys = list(page.cards)
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert list(page.cards) == keys
