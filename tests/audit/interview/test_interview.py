"""What a member of staff does on the pages, and what the audit is afterwards."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from attrs import evolve

from privacy_wizard.audit.batch import NotKept
from privacy_wizard.audit.interview import acts
from privacy_wizard.audit.interview.effort import Effort, effort_of
from privacy_wizard.audit.interview.interview import Interview
from privacy_wizard.audit.interview.page import PageKind, QuestionBlock, QuestionPage, is_told
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.state import Signed
from privacy_wizard.domain.checklist_index import LazyChecklists, heads
from privacy_wizard.domain.model import Catalogue, Checklist
from privacy_wizard.domain.questions import best_options
from privacy_wizard.domain.vocabulary import HowKnown, Occasion, Unresolved

from ..conftest import SAM, SCHOOL, Clock, answer_all

Opened = Callable[[], AuditSession]


def interview(session: AuditSession) -> Interview:
    found = session.interview
    assert found is not None
    return found


def first(session: AuditSession, kind: PageKind) -> QuestionPage:
    return next(page for page in interview(session).pages if page.kind is kind)


def finish(session: AuditSession, choose: Callable[[tuple[str, ...]], str] = lambda options: options[0]) -> None:
    """Answer every page as the policy asks, or a gate with its first option; how it is known once per page."""
    while (place := interview(session).first_open) is not None:
        page, key = place
        if page.asks_how_known and session.audit.how_known.get(key) is None:
            session.change(acts.with_how_known(session.audit, page, HowKnown.LOOKED, session.today))
        question = next(row.question for row in page.rows if row.question.key == key)
        options = best_options(question) or tuple(option.id for option in question.check.options)
        session.change(acts.with_answer(session.audit, question, choose(options), session.today))


def test_an_audit_reads_the_checklists_of_ones_accounts_and_no_other(catalogue: Catalogue, clock: Clock) -> None:
    read = set[str]()

    def reading(checklist: str) -> Checklist:
        read.add(checklist)
        return catalogue.checklists[checklist]

    lazily = evolve(catalogue, checklists=LazyChecklists(heads(catalogue), reading))
    session = AuditSession(lazily, NotKept(), clock)
    session.describe_person(SAM, Occasion.INDUCTION)
    session.choose_school(SCHOOL)
    session.choose_policy("bradley-primary-2023")
    session.add_account("instagram")
    answer_all(session)
    assert read == {"person", "every-account", "instagram"}


def test_how_it_is_known_is_said_once_for_a_page_before_or_after_its_answers(session: AuditSession) -> None:
    page = first(session, PageKind.SETTINGS)
    one, *rest = [row.question for row in page.rows]
    session.change(acts.with_answer(session.audit, one, best_options(one)[0], session.today))
    assert not interview(session).is_answered(one)
    session.change(acts.with_how_known(session.audit, page, HowKnown.REMEMBERED, session.today))
    assert interview(session).is_answered(one)
    for question in rest:
        session.change(acts.with_answer(session.audit, question, best_options(question)[0], session.today))
    assert {session.audit.responses[key].known for key in page.keys} == {HowKnown.REMEMBERED}
    assert interview(session).open_questions([page]) == 0


def test_who_cannot_find_a_setting_is_asked_nothing_further(session: AuditSession) -> None:
    question = first(session, PageKind.SETTINGS).rows[0].question
    session.change(acts.with_answer(session.audit, question, Unresolved.CANNOT_FIND, session.today))
    assert interview(session).is_answered(question)


def test_all_as_my_school_asks_may_be_said_only_after_looking(session: AuditSession) -> None:
    page = first(session, PageKind.SETTINGS)
    assert not acts.may_be_stated_together(session.audit, page)
    session.change(acts.with_how_known(session.audit, page, HowKnown.REMEMBERED, session.today))
    assert not acts.may_be_stated_together(session.audit, page)
    session.change(acts.with_how_known(session.audit, page, HowKnown.LOOKED, session.today))
    assert acts.may_be_stated_together(session.audit, page)
    session.change(acts.with_all_as_asked(session.audit, page, session.today))
    for row in page.rows:
        response = session.audit.responses[row.question.key]
        assert (response.known, response.looked_on) == (HowKnown.STATED_TOGETHER, session.today)
        assert response.answer in best_options(row.question)


def test_all_as_my_school_asks_leaves_what_was_answered_before(session: AuditSession) -> None:
    page = first(session, PageKind.SETTINGS)
    question = page.rows[0].question
    worst = question.check.options[0].id
    session.change(acts.with_how_known(session.audit, page, HowKnown.LOOKED, session.today))
    session.change(acts.with_answer(session.audit, question, worst, session.today))
    session.change(acts.with_all_as_asked(session.audit, page, session.today))
    kept = session.audit.responses[question.key]
    assert (kept.answer, kept.known) == (worst, HowKnown.LOOKED)


@pytest.mark.parametrize("kind", [PageKind.PEOPLE, PageKind.PROFILE, PageKind.CONDUCT])
def test_people_profile_and_conduct_are_never_answered_together(session: AuditSession, kind: PageKind) -> None:
    for page in interview(session).pages:
        if page.kind is kind:
            session.change(acts.with_how_known(session.audit, page, HowKnown.LOOKED, session.today))
            assert not acts.may_be_stated_together(session.audit, page)


def test_accounts_are_given_one_answer_at_once_only_where_that_decides_what_is_asked(session: AuditSession) -> None:
    session.choose_policy("helsby-hillside-primary-2023")
    session.add_account("facebook")
    pages = interview(session).pages
    [(kind, block)] = [(page.kind, block) for page in pages for block in page.blocks if block.may_be_alike]
    assert kind is PageKind.SCREENING
    session.change(acts.with_alike(session.audit, block, "friends", session.today))
    assert {session.audit.responses[row.question.key].answer for row in block.rows} == {"friends"}
    assert len(block.rows) == len(session.audit.accounts) > 1


def test_what_one_is_told_is_heard_in_one_act(session: AuditSession) -> None:
    told = [block for page in interview(session).pages for block in page.blocks if block.together]
    assert told
    for block in told:
        questions = [row.question for row in block.rows]
        session.change(acts.with_all_told(session.audit, questions))
        assert all(interview(session).is_answered(question) for question in questions)


def test_what_is_answered_in_one_act_is_counted_as_one_question(session: AuditSession) -> None:
    page = first(session, PageKind.ACKNOWLEDGEMENTS)
    promised, told = ([row for row in page.rows if is_told(row.question) is each] for each in (False, True))
    assert len(told) > 1
    progress = interview(session).progress([page])
    assert progress.asked == progress.open == len(promised) + 1  # a line to agree to each, and one tick below
    session.change(acts.with_all_told(session.audit, [row.question for row in told]))
    assert interview(session).progress([page]).answered == 1


def test_an_answer_that_closes_a_gate_loses_only_questions_about_publishing(session: AuditSession) -> None:
    session.choose_policy("helsby-hillside-primary-2023")
    before = {question.key for question in interview(session).questions}
    for choice in ("read", "friends", "public"):
        for question in [each for each in interview(session).asked if each.check.id == "every-account.use"]:
            session.change(acts.with_answer(session.audit, question, choice, session.today))
        asked = {question.key for question in interview(session).asked}
        closed = {key[0] for key in before - asked}
        assert {each.partition(".")[0] for each in closed} <= {"every-account"}
        assert not closed & {"every-account.disclaimer", "every-account.fitting", "every-account.reviewed"}


def test_a_draft_resumes_with_what_was_said_of_a_page(session: AuditSession, open_session: Opened) -> None:
    page = first(session, PageKind.SETTINGS)
    session.change(acts.with_how_known(session.audit, page, HowKnown.LOOKED, session.today))
    again = open_session()
    again.resume(session.audit.id)
    assert again.audit == session.audit
    assert [each.id for each in interview(again).pages] == [each.id for each in interview(session).pages]


def test_it_ends_when_every_question_of_the_core_is_answered(session: AuditSession) -> None:
    finish(session)
    assert interview(session).first_open is None
    assert interview(session).waiting == 0
    assert session.findings()
    core = [page for page in interview(session).pages if page.kind is not PageKind.FURTHER]
    assert interview(session).seconds_left(core) == 0


# ---- the second year


@pytest.fixture
def review(session: AuditSession, clock: Clock) -> AuditSession:
    """A year after an audit in which everything was as it should be."""
    return a_year_after(session, clock)


def a_year_after(session: AuditSession, clock: Clock) -> AuditSession:
    finish(session)
    session.finish(Signed(identifier="0" * 32, on=session.today), b"%PDF-")
    clock.now += timedelta(days=365)
    session.review(session.audit.id)
    return session


def of_last_year(review: AuditSession) -> list[QuestionBlock]:
    return [block for page in interview(review).pages if page.kind is PageKind.LAST_YEAR for block in page.blocks]


def test_last_years_answers_are_confirmed_account_by_account(review: AuditSession) -> None:
    for block in of_last_year(review):
        assert all(row.said is not None for row in block.rows)
        review.change(acts.with_still_true(review.audit, block))
        for row in block.rows:
            response = review.audit.responses[row.question.key]
            assert response.known is HowKnown.CONFIRMED
            assert response.answer == review.audit.earlier[row.question.key].answer
    assert (
        interview(review).open_questions(page for page in interview(review).pages if page.kind is PageKind.LAST_YEAR)
        == 0
    )


def test_what_was_said_of_several_accounts_alike_stands_there_once(session: AuditSession, clock: Clock) -> None:
    session.add_account("facebook")
    review = a_year_after(session, clock)
    accounts = {account.id for account in review.audit.accounts}
    lines = [line for block in of_last_year(review) for line in block.lines if line[0].question.account is not None]
    said = [(line[0].label.partition(":")[0], line[0].said) for line in lines]
    assert len(set(said)) == len(said)
    together = next(line for line in lines if {row.question.key[1] for row in line} == accounts)
    assert ":" not in together[0].label


def test_a_bare_yes_or_no_of_last_year_stands_beside_the_question(session: AuditSession, clock: Clock) -> None:
    session.choose_policy("helsby-hillside-primary-2023")
    session.add_account("whatsapp")
    rows = [row for block in of_last_year(a_year_after(session, clock)) for row in block.rows]
    bare = [row for row in rows if row.said in ("Yes", "No") and row.question.own_requirement.control.topic is None]
    assert "Do you run a WhatsApp channel of your own?" in {row.label for row in bare}
    assert all(row.label == row.question.check.ask for row in bare)


def test_what_is_confirmed_keeps_the_day_on_which_it_was_last_looked_up(review: AuditSession) -> None:
    block = next(b for b in of_last_year(review) if any(row.question.is_looked_up for row in b.rows))
    review.change(acts.with_still_true(review.audit, block))
    looked = [review.audit.responses[row.question.key].looked_on for row in block.rows if row.question.is_looked_up]
    assert set(looked) == {date(2026, 11, 20)}


def test_what_is_critical_is_asked_afresh(review: AuditSession) -> None:
    confirmed = [row for page in interview(review).pages if page.kind is PageKind.LAST_YEAR for row in page.rows]
    assert confirmed
    assert not [row for row in confirmed if row.question.own_requirement.is_critical and row.question.check.control]


def test_what_is_true_no_more_is_asked_afresh(review: AuditSession) -> None:
    key = of_last_year(review)[0].rows[0].question.key
    review.change(acts.with_no_longer_true(review.audit, key))
    found = interview(review).page_with(key)
    assert found is not None
    assert found.kind is not PageKind.LAST_YEAR


def test_an_answer_that_left_something_open_is_asked_afresh(session: AuditSession, clock: Clock) -> None:
    page = first(session, PageKind.PROFILE)
    question = page.rows[0].question
    session.change(acts.with_how_known(session.audit, page, HowKnown.LOOKED, session.today))
    bad = next(option.id for option in question.check.options if option.id not in best_options(question))
    session.change(acts.with_answer(session.audit, question, bad, session.today))
    finish(session)
    session.finish(Signed(identifier="0" * 32, on=session.today), b"%PDF-")
    session.review(session.audit.id)
    found = interview(session).page_with(question.key)
    assert found is not None
    assert found.kind is PageKind.PROFILE


def test_everything_is_asked_afresh_where_it_is_not_known_which_policy_was_in_force(review: AuditSession) -> None:
    review.change(evolve(review.audit, earlier_versions={}))
    assert not [page for page in interview(review).pages if page.kind is PageKind.LAST_YEAR]


def effort_left(whole: Interview) -> Effort:
    return effort_of(whole.pages, answered=lambda row: whole.is_answered(row.question))


def test_a_second_year_takes_less_than_the_first(review: AuditSession) -> None:
    afresh = interview(review)
    again = effort_left(afresh)
    whole = Interview(evolve(review.audit, earlier={}), afresh.catalogue, afresh.checks, afresh.questions, afresh.today)
    first_year = effort_left(whole)
    assert again.questions < first_year.questions
    assert again.clicks < first_year.clicks
    assert again.words < first_year.words
    assert again.seconds < first_year.seconds
