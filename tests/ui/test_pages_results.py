"""The results: picture and words agree, everything open leads back to its question."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from privacy_wizard.attestation.statement import COMMENT_LIMIT
from privacy_wizard.attestation.wording import shipped_wording
from privacy_wizard.attestation.wording_facts import facts_of
from privacy_wizard.audit.handover import mark_done, remind
from privacy_wizard.audit.state import Signed
from privacy_wizard.audit.steps import Step, StepId
from privacy_wizard.domain.judgement import FindingReason
from privacy_wizard.domain.names import area_name, outcome_name
from privacy_wizard.domain.scoring import (
    FurtherProtection,
    Score,
    account_of,
    limiting_findings,
    outcome_of,
    still_open,
)
from privacy_wizard.domain.vocabulary import HowKnown, NotApplicable, Outcome, Unresolved, Verdict
from privacy_wizard.pdf.pictures import ACCENT, BAD, GOOD, MUTED, TONES
from privacy_wizard.ui.kit.tag import Tag
from privacy_wizard.ui.kit.widgets.card import Disclosure
from privacy_wizard.ui.kit.widgets.date_field import DateField
from privacy_wizard.ui.kit.widgets.scores import BarList, ScoreRing, Track
from privacy_wizard.ui.kit.widgets.text import TextLabel
from privacy_wizard.ui.wizard.results.actions import ActionRow
from privacy_wizard.ui.wizard.results.findings import (
    FindingRow,
    bar_mood,
    limit_sentence,
    reason_sentence,
    ring_mood,
)
from privacy_wizard.ui.wizard.results.page import FURTHER_IS_VOLUNTARY, ResultsPage
from tests.audit import conftest as audit
from tests.audit.test_attest import stated
from tests.settling import respond
from tests.ui import contexts, hands
from tests.ui.hands import User
from tests.ui.wheel import turn_over_everything


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> ResultsPage:
    page = ResultsPage(contexts.finished_context(tmp_path))
    contexts.opened(qtbot, page)
    return page


def _unfold_all(qtbot: QtBot, page: ResultsPage) -> list[FindingRow]:
    for group in page._findings.findChildren(Disclosure):
        if not group.is_open:
            group.button.click()
    return page._findings.findChildren(FindingRow)


def test_the_ring_and_the_words_say_the_same_and_actions_come_by_what_they_gain(
    qtbot: QtBot, page: ResultsPage
) -> None:
    score = page.session.score()
    assert page.findChild(ScoreRing).score == score.value
    shown = contexts.words_on(page)
    assert "Action needed" in shown
    assert all(page.session.account_title(account) in shown for account in page.session.audit.accounts)
    assert score.raw > score.value
    assert limit_sentence(score) in shown
    assert str(score.raw) not in shown, "one number, that of the ring"
    assert (score.left_the_set, "\n1 question is left out of the score:" in shown) == (1, True)
    actions = page.session.actions()
    gains = [action.gain for action in actions]
    assert len(page.findChildren(ActionRow)) == min(6, len(gains))
    assert gains == sorted(gains, reverse=True)
    first = actions[0].finding
    assert first.requirement.summary in shown, "what the policy asks"
    with qtbot.waitSignal(page.went_to) as went:
        contexts.press(qtbot, page, "Fix it now")
    assert tuple(went.args) == page.session.place_of(first), "the question that decided"


def test_what_is_open_is_counted_as_on_the_statement(sit: Callable[..., User]) -> None:
    user = sit(context_with=("helsby-hillside-primary-2023", "facebook", "instagram", "whatsapp"))
    contexts.answer_all(user.context, every=3)
    session = user.context.session
    user._controller.show(Step(id=StepId.RESULTS))
    user.settle()
    facts = facts_of(stated(session))
    points = facts["open_policy"] + facts["open_baseline"]
    places = facts["open_policy_places"] + facts["open_baseline_places"]
    assert places == len(session.actions()) > points
    words = contexts.words_on(user.page)
    assert f"{points} points are still open, in {places} places." in words
    folds = [each.button.text() for each in user.page._findings.findChildren(Disclosure)]
    assert sum(int(text.rpartition(", ")[2].removesuffix(" open")) for text in folds) == places
    by_account, by_area = (_counts_beside(user.page, name) for name in ("By account", "By area"))
    assert sum(by_account.values()) == places
    controls = {each.requirement.control.id: each.requirement.control for each in still_open(session.findings())}
    assert by_area == Counter(area_name(each.area) for each in controls.values()), "of whatever title"


def _counts_beside(page: QWidget, name: str) -> dict[str, int]:
    """What the bars of that name say is open of each."""
    [bars] = [each for each in page.findChildren(BarList) if each.accessibleName() == name]
    said = [each.text().rpartition(": ") for each in bars.findChildren(TextLabel) if each.text().endswith(" open")]
    return {of: int(count.removesuffix(" open")) for of, _colon, count in said}


@pytest.mark.parametrize(("raw", "value"), [(93, 69), (97, 39), (61, 70), (80, 80), (None, None)])
def test_the_limit_is_said_where_the_statement_says_it_with_the_score_alone(raw: int | None, value: int | None) -> None:
    score = Score(
        value=value,
        raw=raw,
        outcome=outcome_of(value),
        by_area={},
        by_account={},
        expected=0,
        left_the_set=0,
        further=FurtherProtection(settled=0, offered=0),
    )
    statement = shipped_wording().text("outcome.limit", score=value, raw_score=raw)
    said = limit_sentence(score)
    assert statement.endswith(said)
    assert bool(said) == bool(statement)
    assert not said or str(raw) not in said


def test_that_all_of_what_limits_the_score_must_be_closed_is_said_once(page: ResultsPage) -> None:
    [critical] = limiting_findings(page.session.findings())
    assert "The score can rise" not in contexts.words_on(page)  # it lifts its limit alone
    assert "lifts the limit of 39" in {tag.text() for tag in page._actions.findChildren(Tag)}
    assert critical.check is not None
    respond(page.session, (critical.check.id, account_of(critical)), critical.check.options[0].id)
    page.entered()
    limiting = limiting_findings(page.session.findings())
    page._actions._on_more()
    said = "The score can rise above 69 once all that are marked “Must” are closed."
    assert contexts.words_on(page).count(said) == 1
    rows = page._actions.findChildren(ActionRow)
    tags = {row: {tag.text() for tag in row.findChildren(Tag)} for row in rows}
    marked = {(r._finding.requirement.control.id, account_of(r._finding)) for r in rows if "Must" in tags[r]}
    assert marked == {(f.requirement.control.id, account_of(f)) for f in limiting}
    assert set().union(*tags.values()) <= {"Must", "Should"}, "no figure that the score does not follow"


def test_what_signing_passes_is_said_where_the_button_stands_until_it_is_answered(
    sit: Callable[..., User],
) -> None:
    user = sit(context_with=("bradley-primary-2023", "instagram"))
    shell = user._controller.shell
    user._controller.show(Step(id=StepId.RESULTS))
    user.settle()
    words, left = contexts.words_on(user.page), user.context.session.progress.open
    assert f"{left} questions have no answer yet." in words
    assert "Not finished yet" in words
    folds = "".join(each.button.text() for each in user.page.findChildren(Disclosure))
    assert " open" not in words + folds, "one count, not two"
    assert user.page.findChild(ScoreRing).score is None
    shell.footer.accept.click()
    assert user.context.session.first_open is not None
    assert user._controller.shell.current_step == user.context.session.first_open[0].id.value
    audit.answer_all(user.context.session, hands.GOOD)
    user._controller.show(Step(id=StepId.RESULTS))
    user.settle()
    assert shell.footer._reason.text() == str(FURTHER_IS_VOLUNTARY)
    assert shell.footer.accept.isEnabled()
    assert shell.footer.accept.text() == "Go to signing"
    session = user.context.session
    further = Step(id=StepId.FURTHER)
    while session.progress_at(further).open:
        key = next(q.key for q in session.questions if q.is_further and q.key not in session.audit.responses)
        respond(session, key, session.checks[key[0]].options[0].id, HowKnown.LOOKED)
    user._controller.show(further)
    user._controller.show(Step(id=StepId.RESULTS))
    user.settle()
    assert shell.footer._reason.text() == ""


def test_an_outcome_has_the_same_colour_in_the_window_as_on_the_attestation() -> None:
    painted = {"good": GOOD, "accent": ACCENT, "bad": BAD, "muted": MUTED}
    assert {outcome: painted[ring_mood(outcome)] for outcome in Outcome} == {each: TONES[each][0] for each in Outcome}
    for score in (None, *range(101)):
        assert bar_mood(score) == ring_mood(outcome_of(score))


@pytest.mark.parametrize(
    "wish", [hands.GOOD, (Verdict.PARTLY_MET, *hands.GOOD), (Verdict.NOT_MET, Verdict.PARTLY_MET), ()]
)
def test_every_score_on_every_page_has_the_colour_of_its_outcome_and_no_value_is_changed_by_the_wheel(
    sit: Callable[..., User], wish: tuple[Verdict, ...]
) -> None:
    user = sit(context_with=("bradley-primary-2023", "instagram") if wish else ("baseline",))
    session = user.context.session
    if not wish:
        session.declare_no_accounts(True)
    audit.answer_all(session, wish)
    outcome = session.score().outcome
    seen, might_change = set(), 0
    everywhere = wish == hands.GOOD  # whether a page has any hangs on no answer
    if dated := session.actions()[:1]:
        session.set_due(dated[0].finding, session.today)  # then there is a date on the page
    for step in (each for each in session.steps if everywhere or each.id is StepId.RESULTS):
        user._controller.show(step)
        user.settle()
        for ring in user.page.findChildren(ScoreRing):
            assert (ring.score, ring._mood) == (session.score().value, ring_mood(outcome))
            assert outcome_name(outcome) in user.words()
            seen.add(step.id)
        scores = [*session.score().by_account.values(), *session.score().by_area.values()]
        colours = [track._color for bars in user.page.findChildren(BarList) for track in bars.findChildren(Track)]
        assert sorted(colours) == (sorted(ring_mood(outcome_of(score)) for score in scores) if colours else [])
        might_change += turn_over_everything(user.page)
    assert seen == {StepId.RESULTS}
    assert might_change >= len(dated)


def test_the_weakest_account_comes_first(qtbot: QtBot, page: ResultsPage) -> None:
    key = next(q.key for q in page.session.questions if q.key[1] == "whatsapp-1")
    options = page.session.checks[key[0]].options
    respond(page.session, key, options[-1].id)
    page.entered()
    contexts.words_on(page)
    scores = page.session.score().by_account
    titles = {page.session.account_title(a): scores[a.id] or 0 for a in page.session.audit.accounts}
    titles["You and the policy"] = scores[None] or 0
    groups = [g.button.text().partition(":")[0] for g in page._findings.findChildren(Disclosure) if g.isVisible()]
    shown = [titles[name] for name in groups if name in titles]
    assert shown == sorted(shown)
    assert shown[0] == min(titles.values())
    session = page.session
    still = sum(account_of(each) == "whatsapp-1" for each in still_open(session.findings()))
    assert f"WhatsApp: {still} open" in contexts.words_on(page), "a limit gives several accounts one score"


def test_an_action_gets_a_date_and_loses_it_again_and_nothing_moves(qtbot: QtBot, page: ResultsPage) -> None:
    places = [contexts.button(page, "Fix it now", at).mapTo(page, QPoint(0, 0)) for at in (0, 1)]
    contexts.press(qtbot, page, "Set a date instead")
    assert [contexts.button(page, "Fix it now", at).mapTo(page, QPoint(0, 0)) for at in (0, 1)] == places
    assert page.session.actions()[0].due == date(2026, 12, 4)
    field = page._actions.findChild(DateField)
    field.edit.setDate(field.edit.date().addDays(1))
    field.edit.setDate(field.edit.date().addDays(1))
    assert page._actions.findChild(DateField) is field, "one can go on typing"
    assert "A date that you set here appears on your statement, for your school to see." in contexts.words_on(page)
    assert field.edit.accessibleName() == "To be done by"
    assert page.session.actions()[0].due == date(2026, 12, 6)
    contexts.press(qtbot, page, "Remove the date")
    assert page.session.actions()[0].due is None


def test_once_signed_the_results_show_what_is_left_as_the_last_page_does(qtbot: QtBot, page: ResultsPage) -> None:
    session = page.session
    first, second = (action.key for action in session.actions()[:2])
    session.set_due(session.actions()[0].finding, date(2026, 12, 4))
    session.finish(Signed(identifier="ab" * 16, on=contexts.TODAY), b"%PDF-1.7")
    mark_done(session, first, done=True)
    remind(session, {second: date(2026, 12, 11)})
    page.entered()
    said = contexts.words_on(page)
    assert "You can sign whatever the score is" not in said
    assert "You signed this on 20 November 2026." in said
    assert "Done on 20 November 2026." in said
    assert not page._actions.isVisible()
    assert [each.value for each in page.findChildren(DateField) if each.isVisible()] == [date(2026, 12, 11)]
    with qtbot.waitSignal(page.went_to) as went:
        page.accept()
    assert (page.accept_label, went.args[0]) == ("Hand it in", Step(id=StepId.DONE))
    assert session.audit.signed is not None, "looking at it begins no other audit"


def test_every_finding_is_shown_with_its_reason_and_clauses(qtbot: QtBot, page: ResultsPage) -> None:
    rows = _unfold_all(qtbot, page)
    findings = page.session.findings()
    assert len(rows) == len(findings), "what is right is there as well"
    shown = contexts.words_on(page._findings)
    for finding in findings:
        assert finding.requirement.summary in shown
        assert reason_sentence(page.session, finding) in shown
        assert all(clause.asks in shown for clause in finding.requirement.clauses)
    for group in page._findings.findChildren(Disclosure):
        found = [row.finding for row in group.findChildren(FindingRow)]
        states = [finding.verdict.is_open for finding in found]
        assert states == sorted(states, reverse=True), "what is open comes first"
        assert group.button.text().endswith(f": {len(found)} points, {len(still_open(found))} open")
    page._findings._search.setText("whatsapp met")
    page._findings._typing.flush()
    contexts.words_on(page)  # what was just added is shown
    shown_rows = [row for row in page._findings.findChildren(FindingRow) if row.isVisible()]
    assert 0 < len(shown_rows) < len(rows), "any of their words finds them"
    page._findings._search.setText("no such word")
    page._findings._typing.flush()
    assert "Nothing found." in contexts.words_on(page)


def test_the_results_of_three_accounts_take_less_than_three_screens_of_a_small_laptop(
    sit: Callable[..., User],
) -> None:
    user = sit(context_with=("helsby-hillside-primary-2023", "facebook", "instagram", "whatsapp"))
    contexts.answer_all(user.context, every=9)
    user.shell.resize(1366, 700)
    user._controller.show(Step(id=StepId.RESULTS))
    user.settle()
    area = user.page.scroll_area
    assert len(user.page.findChildren(ActionRow)) == 6
    assert area.widget().height() < 3 * area.viewport().height()


def test_unanswered_questions_are_pointed_out_and_one_press_leads_to_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    context = contexts.context_with_school(tmp_path)
    context.session.declare_no_accounts(True)
    page = ResultsPage(context)
    contexts.opened(qtbot, page)
    with qtbot.waitSignal(page.went_to) as went:
        contexts.press(qtbot, page, "Go to the first")
    assert tuple(went.args) == context.session.first_open
    assert page.findChildren(ActionRow) == []


def test_a_changed_setting_shows_what_it_was_before(tmp_path: Path) -> None:
    session = contexts.finished_context(tmp_path).session
    question = next(q for q in session.questions if q.check.control == "visibility.audience" and q.key[1])
    first, last = question.check.options[0], question.check.options[-1]
    respond(session, question.key, last.id, HowKnown.LOOKED)
    respond(session, question.key, first.id, just_changed=True)
    finding = next(f for f in session.findings() if f.check == question.check and f.account == question.account)
    assert f"Before: {last.label} → now: {first.label}" in reason_sentence(session, finding)


def test_every_reason_has_a_sentence(tmp_path: Path) -> None:
    session = contexts.finished_context(tmp_path).session
    keys = [question.key for question in session.questions if not question.is_further and question.is_looked_up][:3]
    respond(session, keys[0], Unresolved.NOT_SURE)
    respond(session, keys[1], NotApplicable.OTHER_DEVICE)
    session.withdraw(keys[2])
    findings = session.findings()
    assert all(reason_sentence(session, finding) for finding in findings)
    assert {FindingReason.NOT_SURE, FindingReason.NOT_ANSWERED, FindingReason.ANSWERED} <= {
        finding.reason for finding in findings
    }
    assert Verdict.NOT_SURE in {finding.verdict for finding in findings}


def test_a_comment_is_saved_and_never_longer_than_the_statement_takes(qtbot: QtBot, page: ResultsPage) -> None:
    page._comment._edit.setPlainText("x" * (COMMENT_LIMIT + 20))
    page.left()
    assert page.session.audit.comment == "x" * COMMENT_LIMIT
    page.session.undo()
    page.entered()
    assert page._comment._edit.toPlainText() == ""
