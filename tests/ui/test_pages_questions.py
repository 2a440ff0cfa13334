"""The pages of questions, with the shipped checklists and real drafts."""

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from privacy_wizard.audit.question_groups import LONG, SHORT, groups
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.state import Earlier
from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.domain.audit import Waiver
from privacy_wizard.domain.model import AllowedException
from privacy_wizard.domain.questions import Question
from privacy_wizard.domain.vocabulary import (
    AccountKind,
    Confidence,
    ExceptionReason,
    HowKnown,
    NotApplicable,
    Unresolved,
    Verdict,
)
from privacy_wizard.drafts import DraftStore
from privacy_wizard.ui.wizard.context import WizardContext
from privacy_wizard.ui.wizard.question_pages import AccountPage, ConnectionsPage, YouAndPolicyPage
from privacy_wizard.ui.wizard.questions.answered import ExceptionPanel
from privacy_wizard.ui.wizard.questions.card import QuestionCard
from privacy_wizard.ui.wizard.questions.guidance import MyScreenDiffers, WhereToLook
from privacy_wizard.ui.wizard.questions.page import QuestionsPage

from .contexts import NOW, TODAY, catalogue, context_with_school, opened, press, words_on

DEVON = "devon-maintained-schools-2011"
INSTAGRAM = Step(id=StepId.ACCOUNT, account="instagram-1")
PRIVATE = ("instagram.private-account", "instagram-1")


@pytest.fixture
def context(tmp_path: Path) -> WizardContext:
    context = context_with_school(tmp_path, DEVON)
    context.session.add_account("instagram", label="family")
    return context


@pytest.fixture
def page(context: WizardContext, qtbot: QtBot) -> AccountPage:
    page = AccountPage(context, INSTAGRAM)
    opened(qtbot, page)
    return page


def card(page: QuestionsPage, key: tuple[str, str | None] = PRIVATE) -> QuestionCard:
    page.show_question(key)
    return page.cards[key]


def choose(page: QuestionsPage, option: str, key: tuple[str, str | None] = PRIVATE) -> QuestionCard:
    found = card(page, key)
    found.picker.options.row(option).click()
    return page.cards[key]


# ---- groups


def test_every_question_stands_in_exactly_one_group_in_its_order(context: WizardContext) -> None:
    for step in (INSTAGRAM, Step(id=StepId.POLICY)):
        questions = context.session.questions_at(step)
        found = groups(questions, lambda question: question.area)
        assert [q for group in found for q in group] == list(questions)
        assert all(len(group) <= (LONG if group[0].is_acknowledgement else SHORT) for group in found)


def test_acknowledgements_stand_apart_from_questions(context: WizardContext) -> None:
    for group in groups(context.session.questions_at(Step(id=StepId.POLICY)), lambda question: question.area):
        assert len({question.is_acknowledgement for question in group}) == 1


def test_nothing_to_ask_makes_no_group() -> None:
    assert groups((), lambda question: question.area) == ()


# ---- answering


def test_an_answer_is_saved_at_once_and_resumes_at_its_question(
    page: AccountPage, context: WizardContext, tmp_path: Path
) -> None:
    choose(page, "private")
    again = AuditSession(catalogue(), DraftStore(tmp_path / "audits"), lambda: NOW)
    again.resume(context.session.audit.id)
    assert again.audit.responses[PRIVATE].answer == "private"
    assert (again.audit.place.step, again.audit.place.question) == (INSTAGRAM, PRIVATE)


def test_a_good_answer_is_confirmed_and_a_bad_one_says_what_to_do(page: AccountPage, context: WizardContext) -> None:
    found = choose(page, "private")
    assert "This is what your policy asks" in words_on(found)
    found = choose(page, "public")
    assert "Not met" in words_on(found)
    assert context.session.checks[PRIVATE[0]].fix in words_on(found)


def test_the_three_answers_that_are_none_are_kept_as_such(page: AccountPage, context: WizardContext) -> None:
    for escape in Unresolved:
        card(page).picker.escapes.row(escape.value).click()
        assert context.session.audit.responses[PRIVATE].answer is escape
    choose(page, "private")
    assert card(page).picker.escapes.current() is None


def test_does_not_apply_needs_its_reason_before_it_is_an_answer(page: AccountPage, context: WizardContext) -> None:
    found = card(page)
    found.picker.escapes.row("does not apply").click()
    assert PRIVATE not in context.session.audit.responses
    assert found.picker.reasons is not None
    found.picker.reasons.row(NotApplicable.NOT_OFFERED.value).click()
    assert context.session.audit.responses[PRIVATE].answer is NotApplicable.NOT_OFFERED


def test_a_reason_that_is_not_enough_is_called_so(page: AccountPage) -> None:
    found = card(page)
    found.picker.escapes.row("does not apply").click()
    press_reason = found.picker.reasons
    assert press_reason is not None
    press_reason.row(NotApplicable.NOT_USED).click()
    assert "this reason is not enough here" in words_on(page)


def test_how_sure_and_how_old_a_menu_path_is_stands_below_it(
    page: AccountPage, context: WizardContext, qtbot: QtBot
) -> None:
    check, instagram = context.session.checks[PRIVATE[0]], context.catalogue.checklists["instagram"]
    said = {
        Confidence.OFFICIAL: "It comes from the service's own pages.",
        Confidence.THIRD_PARTY: "It comes from a guide by others.",
        Confidence.WEAK: "It comes from an older or short guide.",
    }
    age = "This guidance is from August 2026; your screen may differ."
    for confidence, words in said.items():
        source = evolve(check.source, date="2026-08", undated=False)
        for seen, sight in ((None, age), (TODAY, "compared with the screen on 20 November 2026; yours may differ.")):
            where = WhereToLook(evolve(check, confidence=confidence, source=source, last_seen=seen), instagram, TODAY)
            qtbot.addWidget(where)
            where.show()
            assert words in words_on(where)
            assert sight in words_on(where)


def test_what_nobody_confirms_and_nobody_has_seen_is_called_so(context: WizardContext, qtbot: QtBot) -> None:
    check = evolve(context.session.checks[PRIVATE[0]], confidence=Confidence.UNCONFIRMED)
    for seen, words in (
        (None, "Nobody has checked this on a screen and no document confirms it"),
        (TODAY, "compared with the screen on 20 November 2026; yours may differ. No source confirms this path."),
    ):
        where = WhereToLook(evolve(check, last_seen=seen), context.catalogue.checklists["instagram"], TODAY)
        qtbot.addWidget(where)
        where.show()
        assert words in words_on(where)


def test_from_the_files_period_on_the_guidance_comes_with_a_warning(context: WizardContext, qtbot: QtBot) -> None:
    check = evolve(context.session.checks[PRIVATE[0]], last_seen=None)
    old = evolve(check, source=evolve(check.source, date="2026-05-20", undated=False))
    instagram = evolve(context.catalogue.checklists["instagram"], review_after_months=6)
    for day, warned in ((date(2026, 11, 19), False), (date(2026, 11, 20), True)):
        where = WhereToLook(old, instagram, day)
        qtbot.addWidget(where)
        where.show()
        assert ("expect your screen to differ" in words_on(where)) is warned


def test_a_screen_that_looks_different_is_reported_without_anything_about_the_person(
    page: AccountPage, context: WizardContext, qtbot: QtBot, tmp_path: Path
) -> None:
    part = card(page).findChild(MyScreenDiffers)
    part.button.click()
    assert context.catalogue.checklists["instagram"].fallback in words_on(part)
    part._devices.row("iphone").click()
    part.seen.setPlainText("The menu is called Audience now.")
    shown = part.report.text
    assert shown in words_on(part)
    for wanted in (f"Check: {PRIVATE[0]}", "version 2026.", "Device: iphone", "The menu is called Audience now."):
        assert wanted in shown
    person = context.session.audit.person
    assert person is not None
    assert person.name not in shown
    part.save(tmp_path / "report.txt")
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == shown
    part.save(tmp_path / "report.eml")
    assert b"X-Unsent: 1" in (tmp_path / "report.eml").read_bytes()
    press(qtbot, part, "Copy the text")
    assert QApplication.clipboard().text() == shown


def test_what_became_of_a_closed_service_stands_above_its_questions(context: WizardContext, qtbot: QtBot) -> None:
    account = context.session.add_account("google-plus")
    page = AccountPage(context, Step(id=StepId.ACCOUNT, account=account.id))
    opened(qtbot, page)
    assert "Closed. Google+ for private users closed on 2 April 2019" in words_on(page)
    assert "Wayback Machine" in words_on(page)


def test_what_changed_since_the_earlier_answers_stands_above_the_questions(
    context: WizardContext, qtbot: QtBot
) -> None:
    account = next(each for each in context.session.audit.accounts if each.checklist == "instagram")
    context.session.audit = evolve(context.session.audit, earlier_versions={"instagram": "2025.1.1"})
    page = AccountPage(context, Step(id=StepId.ACCOUNT, account=account.id))
    opened(qtbot, page)
    assert "What changed since you last answered" in {each.text() for each in page.findChildren(QAbstractButton)}
    assert context.catalogue.checklists["instagram"].changes[0].summary in words_on(page)


def test_whoever_cannot_find_a_setting_is_told_another_way(page: AccountPage, context: WizardContext) -> None:
    card(page).picker.escapes.row(Unresolved.CANNOT_FIND.value).click()
    assert context.catalogue.checklists["instagram"].fallback in words_on(card(page))


def test_what_was_just_changed_is_kept_with_its_value_before(page: AccountPage, context: WizardContext) -> None:
    found = choose(page, "public")
    assert found.answered is not None
    found.answered.outcome.just_changed.click()
    found.picker.options.row("private").click()
    response = context.session.audit.responses[PRIVATE]
    assert (response.before, response.answer, response.known) == ("public", "private", HowKnown.LOOKED)
    assert "Before: Private account: Off → now: Private account: On" in words_on(found)
    assert not found.answered.outcome.just_changed.isVisible()


def test_nothing_can_have_been_changed_where_all_is_well(page: AccountPage) -> None:
    found = choose(page, "private")
    assert found.answered is not None
    assert not found.answered.outcome.just_changed.isVisible()


def test_how_one_knows_is_asked_after_the_answer_and_kept(page: AccountPage, context: WizardContext) -> None:
    found = choose(page, "private")
    assert found.answered is not None
    assert found.answered.known.current() == HowKnown.REMEMBERED
    found.answered.known.row(HowKnown.LOOKED_AS_STRANGER.value).click()
    assert context.session.audit.responses[PRIVATE].known is HowKnown.LOOKED_AS_STRANGER


def test_a_note_is_kept_when_the_page_is_left_in_the_middle_of_a_word(
    page: AccountPage, context: WizardContext
) -> None:
    found = choose(page, "private")
    assert found.answered is not None
    found.answered.note.edit.setPlainText("Ask Priy")
    page.left()
    assert context.session.audit.responses[PRIVATE].note == "Ask Priy"


def test_a_digit_answers_the_question_that_has_the_focus_and_no_other(
    page: AccountPage, context: WizardContext, qtbot: QtBot
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_1)
    qtbot.keyClick(card(page), Qt.Key.Key_1)
    assert not context.session.audit.responses
    options = card(page).picker.options
    options.setFocus()
    qtbot.keyClick(options.focusProxy(), Qt.Key.Key_2)
    assert context.session.audit.responses[PRIVATE].answer == "public"
    qtbot.keyClick(options.focusProxy(), Qt.Key.Key_9)
    assert list(context.session.audit.responses) == [PRIVATE]


def test_a_disk_that_refuses_is_explained_and_the_page_shows_what_is_saved(
    page: AccountPage, context: WizardContext, tmp_path: Path
) -> None:
    folder = tmp_path / "audits"
    folder.rename(tmp_path / "elsewhere")
    folder.write_text("a file where the folder should be")
    found = choose(page, "private")
    assert "not saved" in page.notice.message
    assert found.picker.options.current() is None


# ---- walking through


def test_continue_and_back_walk_through_the_groups_before_they_leave(page: AccountPage, context: WizardContext) -> None:
    seen = list(page.cards)
    assert page.accept_label == "Next questions"
    while not page.accept():
        assert not set(seen) & set(page.cards)
        seen += page.cards
    assert seen == [q.key for q in context.session.questions_at(INSTAGRAM)]
    assert page.accept_label == "Continue"
    backwards = 0
    while not page.go_back():
        backwards += 1
    assert list(page.cards) == seen[: len(page.cards)]
    assert backwards > 0


def test_progress_and_time_left_are_honest(page: AccountPage, context: WizardContext) -> None:
    progress, in_all = context.session.progress_at(INSTAGRAM), context.session.progress.minutes_left
    assert in_all > progress.minutes_left
    assert page._line.sentence == (
        f"0 of {progress.asked} answered, about {progress.minutes_left} minutes left here, {in_all} in all"
    )


def test_a_gate_opens_what_lies_behind_it(page: AccountPage, context: WizardContext) -> None:
    behind = next(q for q in context.session.questions if q.check.gate is not None and q.account is not None)
    gate = behind.check.gate
    assert gate is not None
    key = (gate.check, "instagram-1")
    assert behind.key not in [q.key for q in context.session.questions_at(INSTAGRAM)]
    choose(page, gate.opens_on[0], key)
    assert behind.key in [q.key for q in context.session.questions_at(INSTAGRAM)]
    assert key in page.cards


def test_one_comes_from_the_results_and_returns_to_them(page: AccountPage, qtbot: QtBot) -> None:
    results = Step(id=StepId.RESULTS)
    page.show_question(PRIVATE, results)
    assert page.accept_label == "Back to your results"
    with qtbot.waitSignal(page.went_to) as told:
        assert not page.accept()
    assert told.args == [results, None]
    assert page.accept_label == "Next questions"


# ---- what was answered before


def with_earlier(context: WizardContext, earlier: Earlier) -> None:
    context.session.audit = evolve(context.session.audit, earlier={PRIVATE: earlier})


def test_last_years_answer_is_shown_and_counts_only_when_confirmed(context: WizardContext, qtbot: QtBot) -> None:
    with_earlier(context, Earlier(answer="private", on=date(2025, 11, 3)))
    page = AccountPage(context, INSTAGRAM)
    opened(qtbot, page)
    found = card(page)
    assert "Your answer of 3 November 2025: Private account: On" in words_on(found)
    assert PRIVATE not in context.session.audit.responses
    press(qtbot, found, "Still the same")
    assert context.session.audit.responses[PRIVATE].answer == "private"
    assert "3 November 2025" not in words_on(found)


def test_a_question_that_changed_says_so_and_an_answer_that_is_gone_cannot_be_confirmed(
    context: WizardContext, qtbot: QtBot
) -> None:
    with_earlier(context, Earlier(answer="vanished", on=TODAY, question_changed=True))
    page = AccountPage(context, INSTAGRAM)
    opened(qtbot, page)
    words = words_on(card(page))
    assert "This question has changed since you answered it." in words
    assert "no longer offered" in words
    assert "Still the same" not in words


# ---- connections and exceptions


def test_connections_are_gone_through_one_account_after_the_other(context: WizardContext, qtbot: QtBot) -> None:
    context.session.add_account("whatsapp")
    page = ConnectionsPage(context, Step(id=StepId.CONNECTIONS))
    opened(qtbot, page)
    assert "Instagram (family)" in words_on(page)
    assert "No name is asked for" in page.lead
    while not page.accept():
        pass
    assert "WhatsApp" in words_on(page)
    assert "Instagram (family)" not in words_on(page)


def test_where_the_policy_allows_no_exception_its_words_are_shown(context: WizardContext, qtbot: QtBot) -> None:
    page = ConnectionsPage(context, Step(id=StepId.CONNECTIONS))
    opened(qtbot, page)
    key = ("instagram.pupils", "instagram-1")
    found = card(page, key)
    assert "Speak to your line manager" not in words_on(found)
    list(found.picker.options._rows.values())[2].click()
    assert "Speak to your line manager" in words_on(page.cards[key])


def _with_exception(context: WizardContext) -> Question:
    question = next(q for q in context.session.questions if q.check.id == "instagram.pupils")
    allowed = AllowedException(reasons=(ExceptionReason.RELATIVE,), approver="Headteacher")
    first, *others = question.requirements
    return evolve(question, requirements=(evolve(first, exception=allowed), *others))


def test_an_allowed_exception_is_declared_with_reason_and_approver_and_withdrawn(
    context: WizardContext, qtbot: QtBot
) -> None:
    question, session = _with_exception(context), context.session
    session.respond(question.key, question.check.options[-1].id)
    assert session.verdict_on(question) is Verdict.NOT_MET
    found = QuestionCard(session, question)
    qtbot.addWidget(found)
    found.show()
    found.excepted.connect(lambda waiver: session.declare_exception(question.key, waiver))
    press(qtbot, found, "Declare an exception")
    press(qtbot, found, "Declare this exception")
    assert "Choose a reason" in words_on(found)
    press(qtbot, found, "A relative")
    form = found.findChild(ExceptionPanel)
    assert isinstance(form, ExceptionPanel)
    form._name.line.setText("Jo Bell")
    press(qtbot, found, "Declare this exception")
    waiver = session.audit.responses[question.key].waiver
    assert isinstance(waiver, Waiver)
    assert (waiver.reason, waiver.approver_role, waiver.approver_name) == (
        ExceptionReason.RELATIVE,
        "Headteacher",
        "Jo Bell",
    )
    assert session.verdict_on(question) is Verdict.EXCEPTED
    found.refresh()
    press(qtbot, found, "Withdraw the exception")
    assert session.audit.responses[question.key].waiver is None


def test_what_is_typed_into_an_exception_stays_while_other_things_are_answered(
    context: WizardContext, qtbot: QtBot
) -> None:
    question, session = _with_exception(context), context.session
    session.respond(question.key, question.check.options[-1].id)
    found = QuestionCard(session, question)
    qtbot.addWidget(found)
    found.show()
    press(qtbot, found, "Declare an exception")
    form = found.findChild(ExceptionPanel)
    assert isinstance(form, ExceptionPanel)
    form._name.line.setText("Jo Bell")
    session.say_how_known(question.key, HowKnown.LOOKED)
    found.refresh()
    assert found.findChild(ExceptionPanel) is form
    assert form._name.text == "Jo Bell"


# ---- the person


def test_acknowledgements_show_what_is_acknowledged_and_offer_no_way_around(
    context: WizardContext, qtbot: QtBot
) -> None:
    page = YouAndPolicyPage(context, Step(id=StepId.POLICY))
    opened(qtbot, page)
    key = ("person.ack-related-policies", None)
    found = card(page, key)
    assert "Data protection" in words_on(found)
    assert not found.picker.escapes.isVisible()
    found.picker.options.row(found.question.check.options[0].id).click()
    assert found.answered is not None
    assert not found.answered.known.isVisible()


def test_an_account_run_for_the_school_asks_about_approval(context: WizardContext, qtbot: QtBot) -> None:
    context.session.choose_policy("bradley-primary-2023")
    account = context.session.add_account("facebook", AccountKind.OFFICIAL)
    page = AccountPage(context, Step(id=StepId.ACCOUNT, account=account.id))
    opened(qtbot, page)
    assert "run for the school" in page.lead
    assert page.cards or "Nothing to answer here" in words_on(page)


def test_a_label_of_two_hundred_letters_wraps_and_nothing_is_wider_than_the_window(
    context: WizardContext, qtbot: QtBot
) -> None:
    account = context.session.audit.accounts[0]
    context.session.change_account(evolve(account, label="Long Name " * 20))
    page = AccountPage(context, INSTAGRAM)
    opened(qtbot, page)
    assert page.minimumSizeHint().width() <= 640
    assert page.heading.heightForWidth(600) > 2 * page.heading.fontMetrics().height()


def test_every_question_of_every_policy_can_be_shown(tmp_path: Path, qtbot: QtBot) -> None:
    packs = [pack.id for pack in catalogue().packs.values() if pack.applies_to.people and pack.id != "baseline"]
    for pack in packs:
        context = context_with_school(tmp_path / pack, pack)
        for checklist in ("facebook", "other"):
            context.session.add_account(checklist)
        for question in context.session.questions:
            shown = QuestionCard(context.session, question)
            qtbot.addWidget(shown)
            assert shown.accessibleName() == question.check.ask
            assert shown.minimumSizeHint().width() <= 640, question.check.id
