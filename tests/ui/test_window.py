"""The window as the program opens it: steps, saving, undo, keys, resuming, settings."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from privacy_wizard.audit.document import from_document
from privacy_wizard.audit.handover import hand_in
from privacy_wizard.audit.state import Audit, HandInWay, Signed
from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.domain.vocabulary import AccountKind, Occasion
from privacy_wizard.drafts import DraftStore
from privacy_wizard.ui.kit.application import AfterFirstPaint
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.help_windows import ShortcutsWindow
from privacy_wizard.ui.kit.theme import Theme
from privacy_wizard.ui.wizard.context import WizardContext
from privacy_wizard.ui.wizard.controller import WizardController
from privacy_wizard.ui.wizard.footer import Footer
from privacy_wizard.ui.wizard.interview.answer_row import AnswerRow
from privacy_wizard.ui.wizard.step_list import StepState, state_of
from privacy_wizard.ui.wizard.window import greeting, load_the_rest
from privacy_wizard.ui.wizard.words import account_name

from .contexts import (
    SAM,
    TODAY,
    answer_all,
    button,
    closed_context,
    context_with_school,
    finished_context,
    new_context,
    words_on,
)

INSTAGRAM = Step(id=StepId.ACCOUNT, account="instagram-1")


def window(context: WizardContext, theme: Theme, qtbot: QtBot) -> WizardController:
    controller = WizardController(context, theme)
    qtbot.addWidget(controller.shell)
    controller.shell.show()
    controller.start()
    return controller


@pytest.fixture
def context(tmp_path: Path) -> WizardContext:
    context = context_with_school(tmp_path)
    context.session.add_account("instagram", label="family")
    return context


@pytest.fixture
def controller(context: WizardContext, theme: Theme, qtbot: QtBot) -> WizardController:
    return window(context, theme, qtbot)


def answer(row: AnswerRow) -> None:
    """With its first option."""
    row.answers.row(row.question.check.options[0].id).click()


def titles(controller: WizardController) -> list[str]:
    steps = controller.shell.sidebar.steps
    return [steps.item(at).text() for at in range(steps.count())]


def test_a_new_audit_opens_one_step_after_the_other(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    context = new_context(tmp_path)
    controller = window(context, theme, qtbot)
    assert controller.shell.current_step == "welcome"
    ahead = [step.id for step in context.session.steps if state_of(context.session, step) is StepState.AHEAD]
    assert ahead[:2] == [StepId.SCHOOL, StepId.ACCOUNTS]
    assert StepId.SIGN in ahead
    context.session.describe_person(SAM, Occasion.INDUCTION)
    controller.show(Step(id=StepId.SCHOOL))
    assert controller.shell._states["you"] is StepState.DONE, "before a policy is chosen"


def test_the_first_page_can_be_seen_before_there_is_an_audit(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    context = closed_context(tmp_path)
    controller = greeting(theme, context)
    qtbot.addWidget(controller.shell)
    seen: list[bool] = []
    AfterFirstPaint(controller.shell, lambda: seen.append(context.is_open))
    controller.shell.show()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [False]
    assert "What stays private" in words_on(controller.shell)
    before = titles(controller)
    controller.start()
    assert titles(controller) == before
    assert context.is_open


def test_each_account_is_a_step_of_its_own_under_its_owners_name_for_it_and_the_next_page_is_made_while_one_reads(
    controller: WizardController, context: WizardContext, qtbot: QtBot
) -> None:
    controller.show(Step(id=StepId.YOU))
    qtbot.waitUntil(lambda: "school" in controller.shell._pages)
    assert controller.shell.current_step == "you"
    assert "Instagram (family)" in titles(controller)
    context.session.add_account("whatsapp")
    controller.show(Step(id=StepId.ACCOUNTS))
    assert titles(controller).index("WhatsApp") == titles(controller).index("Instagram (family)") + 1
    official = context.session.add_account("instagram", AccountKind.OFFICIAL)
    controller.show(Step(id=StepId.ACCOUNTS))
    assert account_name(context.session, official) == "Instagram, for the school"
    assert state_of(context.session, INSTAGRAM) is StepState.OPEN
    answer_all(context)
    assert state_of(context.session, INSTAGRAM) is StepState.DONE


def test_the_last_step_is_done_once_the_attestation_is_handed_in(
    controller: WizardController, context: WizardContext
) -> None:
    session, last = context.session, Step(id=StepId.DONE)
    answer_all(context)
    assert state_of(session, last) is StepState.AHEAD
    session.finish(Signed(identifier="ab" * 16, on=TODAY), b"%PDF-1.7")
    controller.show(last)
    assert state_of(session, last) is StepState.OPEN
    assert state_of(session, Step(id=StepId.FURTHER)) is StepState.LEFT_OUT, "it was voluntary, and is closed now"
    hand_in(session, HandInWay.PAPER)
    controller.shell.page("done").changed.emit()
    assert controller.shell._states["done"] is state_of(session, last) is StepState.DONE


def test_started_again_the_steps_are_those_of_what_was_signed_until_another_audit_begins(
    controller: WizardController, context: WizardContext, qtbot: QtBot
) -> None:
    answer_all(context)
    controller.show(Step(id=StepId.RESULTS))
    controller.show(Step(id=StepId.PEOPLE))
    assert controller.shell._states["results"] is StepState.OPEN, "they were only seen"
    controller.show(Step(id=StepId.SIGN))
    controller.show(Step(id=StepId.PEOPLE))
    assert controller.shell._states["results"] is StepState.DONE, "one went on from them"
    answered = context.session.audit
    context.session.withdraw(next(key for key in answered.responses if context.session.interview.page_with(key)))
    assert state_of(context.session, Step(id=StepId.RESULTS)) is StepState.OPEN, "a question is open again"
    context.session.change(answered)
    assert controller.shell._states["further"] is StepState.OPEN, "nothing of it was answered"
    context.session.finish(Signed(identifier="ab" * 16, on=TODAY), b"%PDF-1.7")
    signed = context.session.audit
    context.session.begin()
    controller.start()
    assert controller.shell._states["sign"] is StepState.AHEAD
    load_the_rest(context, controller)
    qtbot.waitUntil(lambda: context.session.audit.anywhere == signed.anywhere)
    assert {controller.shell._states[each] for each in ("you", "results", "sign")} == {StepState.DONE}
    assert controller.shell.footer.accept.text() == "Hand it in"
    button(controller.shell.page("welcome"), "Start another audit").click()
    controller.show_last_signed()
    assert context.session.audit.signed is None


def test_one_walks_forwards_and_back_through_all_questions(
    controller: WizardController, context: WizardContext
) -> None:
    controller.show(INSTAGRAM)
    seen = ["account:instagram-1"]
    for _turn in range(60):
        controller.shell.accept()
        if controller.shell.current_step != seen[-1]:
            seen.append(str(controller.shell.current_step))
        if controller.shell.current_step == "results":
            break
    assert seen == ["account:instagram-1", *seen[1:-3], "conduct", "acknowledgements", "results"]
    assert set(seen[1:-3]) <= {"devices"}
    for _turn in range(60):
        controller.shell.go_back()
        if controller.shell.current_step == "accounts":
            break
    assert controller.shell.current_step == "accounts"


def test_a_page_remembers_its_question_takes_another_language_and_the_last_answer_back_and_tells_its_keys(
    controller: WizardController, context: WizardContext, qtbot: QtBot
) -> None:
    controller.show(INSTAGRAM)
    page = controller.shell.page("account:instagram-1")
    place, keys = context.session.audit.place, list(page.rows)
    assert place.step == INSTAGRAM
    assert place.question in keys
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert list(page.rows) == keys
    key, row = next(iter(page.rows.items()))
    assert not controller.shell.footer.undo.isVisible() or context.session.can_undo
    answer(row)
    assert controller.shell.footer.undo.isVisible()
    assert key in context.session.audit.responses
    qtbot.keyClick(controller.shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert key not in context.session.audit.responses
    assert page.rows[key].answers.current() is None
    qtbot.keyClick(controller.shell, Qt.Key.Key_F1)
    shortcuts = controller.shell.findChild(ShortcutsWindow)
    assert shortcuts is not None
    assert shortcuts.isVisible()
    shortcuts.close()


ANOTHER_AUDIT = "What you signed stays as it is. From here on this is a new audit. Undo leads back."


def test_a_change_after_signing_is_asked_about_begins_another_audit_and_undo_leads_back(
    controller: WizardController, context: WizardContext
) -> None:
    answer_all(context)
    context.session.finish(Signed(identifier="ab" * 16, on=TODAY), b"%PDF-1.7")
    signed, footer = context.session.audit, controller.shell.footer
    controller.show(INSTAGRAM)
    assert footer._saved.text() != ANOTHER_AUDIT
    row = next(iter(controller.shell.page("account:instagram-1").rows.values()))
    another = row.answers.row(row.question.check.options[-1].id)
    another.click()
    assert "You signed this on 20 November 2026. A change begins a new audit" in words_on(footer)
    assert not another.isChecked()
    footer_link(footer, "Leave it as I signed it").click()
    assert "A change begins a new audit" not in words_on(footer)
    assert context.session.audit.signed == signed.signed
    another.click()
    footer_link(footer, "Change it in a new audit").click()
    assert another.isChecked()
    assert footer._saved.text() == ANOTHER_AUDIT
    assert footer._saved.isVisible()
    footer.undo.click()
    assert context.session.audit.anywhere == signed.anywhere
    assert footer._saved.text() != ANOTHER_AUDIT
    another.click()
    footer_link(footer, "Change it in a new audit").click()
    controller.show(Step(id=StepId.RESULTS))
    assert footer._saved.text() != ANOTHER_AUDIT, "it was said"
    controller.show(Step(id=StepId.WELCOME))
    said = words_on(controller.shell.page("welcome"))
    assert "The audit that you began is not signed yet. Resume leads to it." in said
    assert "Your attestation of 20 November 2026 is not handed in yet." in said


def footer_link(footer: Footer, label: str) -> QAbstractButton:
    """What can be done about what stands at the foot."""
    return next(each for each in footer.findChildren(QAbstractButton) if each.text() == label and each.isVisible())


def test_undoing_the_account_that_is_shown_leads_to_the_accounts(
    context: WizardContext, theme: Theme, qtbot: QtBot
) -> None:
    controller = window(context, theme, qtbot)
    account = context.session.add_account("whatsapp")
    controller.show(Step(id=StepId.ACCOUNT, account=account.id))
    context.session.undo()
    controller.show(Step(id=StepId.ACCOUNT, account=account.id))
    assert controller.shell.current_step == "accounts"


def test_what_is_open_is_reached_from_the_results_and_one_returns(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    context = finished_context(tmp_path)
    controller = window(context, theme, qtbot)
    controller.show(Step(id=StepId.RESULTS))
    place = next(filter(None, (context.session.place_of(action.finding) for action in context.session.actions())))
    controller.shell.page("results").went_to.emit(*place)
    assert controller.shell.footer.accept.text() == "Back to your results"
    controller.shell.accept()
    assert controller.shell.current_step == "results"


def test_a_page_turn_is_saved_a_moment_later_an_answer_at_once_and_nothing_that_a_disk_refuses_is_called_saved(
    controller: WizardController, context: WizardContext, tmp_path: Path, qtbot: QtBot
) -> None:
    def kept() -> Audit:
        return from_document(DraftStore(tmp_path / "audits").load(context.session.audit.id))

    controller.show(INSTAGRAM)
    qtbot.waitUntil(lambda: kept().place == context.session.audit.place)
    row = next(iter(controller.shell.page("account:instagram-1").rows.values()))
    answer(row)
    assert kept().place == context.session.audit.place
    assert row.question.key in kept().responses
    assert controller.shell.footer._saved.text() == "Saved on this computer"
    (tmp_path / "audits").rename(tmp_path / "elsewhere")
    (tmp_path / "audits").write_text("a file where the folder should be")
    row.answers.row(row.question.check.options[-1].id).click()
    assert controller.shell.footer._saved.text() != "Saved on this computer", "a disk that refuses"


def test_the_document_is_not_made_before_it_is_wanted(
    context: WizardContext, controller: WizardController, qtbot: QtBot
) -> None:
    answer_all(context)
    controller.show(Step(id=StepId.RESULTS))
    qtbot.waitUntil(lambda: "sign" in controller.shell._pages)
    assert not is_busy()
    controller.shell.accept()
    assert is_busy()


def test_no_void_is_left_below_a_page(context: WizardContext, controller: WizardController, qtbot: QtBot) -> None:
    answer_all(context)
    controller.shell.resize(1280, 420)
    for step in (StepId.WELCOME, StepId.ACCOUNTS, StepId.PEOPLE, StepId.RESULTS):
        controller.show(Step(id=step))
        column = controller.shell._pages[step.value][1]
        holder, view = column.widget(), column.viewport()
        qtbot.waitUntil(lambda h=holder, v=view: h.height() == max(h.heightForWidth(h.width()), v.height()))


def test_nothing_is_said_to_be_saved_before_there_is_something_to_save(
    tmp_path: Path, theme: Theme, qtbot: QtBot, context: WizardContext
) -> None:
    assert window(new_context(tmp_path / "new"), theme, qtbot).shell.footer._saved.text() == ""
    assert window(context, theme, qtbot).shell.footer._saved.text() == "Saved on this computer"
