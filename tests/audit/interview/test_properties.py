"""What holds of every interview, whoever is asked, with whatever accounts, and whatever was answered so far."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime

from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from privacy_wizard.audit.interview.interview import Interview
from privacy_wizard.audit.interview.page import PageKind
from privacy_wizard.audit.state import Audit, Key
from privacy_wizard.domain.audit import Response, numbered_account
from privacy_wizard.domain.checklist_index import LazyChecks, platforms
from privacy_wizard.domain.expectation import expected_set
from privacy_wizard.domain.judgement import Gated, gate_of
from privacy_wizard.domain.model import Catalogue
from privacy_wizard.domain.questions import all_questions
from privacy_wizard.domain.vocabulary import AccountKind, Area, PersonKind, Unresolved

from ..conftest import SAM
from .test_arrangement import PACKS

PUBLISHING = (Area.CONTENT, Area.CONDUCT, Area.IDENTITY)
TODAY = date(2026, 11, 28)
EACH = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def interviews(draw: st.DrawFn, catalogue: Catalogue) -> Interview:
    """Anybody's audit with any answers, as far as it has come."""
    used = draw(st.lists(st.sampled_from([head.id for head in platforms(catalogue)]), max_size=4))
    counted = Counter[str]()
    accounts = []
    for platform in used:
        counted[platform] += 1
        accounts.append(numbered_account(platform, AccountKind.PERSONAL, counted[platform]))
    if draw(st.booleans()):
        accounts.append(numbered_account("facebook", AccountKind.OFFICIAL, 1))
    audit = Audit(
        id="1",
        started=datetime(2026, 11, 28, tzinfo=UTC),
        person=evolve(SAM, kind=draw(st.sampled_from(PersonKind))),
        pack=draw(st.sampled_from(PACKS)),
        accounts=tuple(accounts),
    )
    assert audit.declaration is not None
    questions = all_questions(catalogue, audit.declaration)
    responses: dict[Key, Response] = {}
    for question in questions:
        answer = draw(
            st.sampled_from([None, Unresolved.NOT_SURE, *(option.id for option in question.check.options)])
            if question.check.screening or question.check.gate is None
            else st.none()
        )
        if answer is not None:
            check, account = question.key
            responses[question.key] = Response(check=check, account=account, answer=answer)
    return Interview(evolve(audit, responses=responses), catalogue, LazyChecks(catalogue), questions, TODAY)


@EACH
@given(data=st.data())
def test_every_expected_pair_is_asked_on_one_page_once_unless_a_gate_is_before_it(
    catalogue: Catalogue, data: st.DataObject
) -> None:
    interview = data.draw(interviews(catalogue))
    shown = Counter(key for page in interview.core for key in page.keys)
    declaration = interview.audit.declaration
    assert declaration is not None
    for pair in expected_set(catalogue, declaration).core:
        account = pair.account.id if pair.account else None
        for check in pair.checks:
            gate = gate_of(check, account, interview.audit.responses, interview.checks)
            assert shown[check.id, account] == (gate is Gated.OPEN)


@EACH
@given(data=st.data())
def test_screening_closes_questions_about_publishing_and_no_others(catalogue: Catalogue, data: st.DataObject) -> None:
    interview = data.draw(interviews(catalogue))
    asked = {question.key for question in interview.asked}
    screening = {question.check.id for question in interview.questions if question.check.screening}
    for question in interview.questions:
        gate = question.check.gate
        if question.key not in asked and gate is not None and gate.check in screening and question.check.control:
            control = question.own_requirement.control
            assert control.area in PUBLISHING
            assert control.topic is not None


@EACH
@given(data=st.data())
def test_the_order_of_the_steps_is_always_the_same(catalogue: Catalogue, data: st.DataObject) -> None:
    interview = data.draw(interviews(catalogue))
    order = [list(PageKind).index(page.kind) for page in interview.pages]
    assert order == sorted(order)


@EACH
@given(data=st.data())
def test_what_is_left_to_do_is_never_less_than_nothing_and_falls_with_each_answer(
    catalogue: Catalogue, data: st.DataObject
) -> None:
    interview = data.draw(interviews(catalogue))
    left = interview.effort_left(interview.core)
    assert left.seconds >= 0
    assert (interview.open_rows(interview.core) == 0) == (interview.first_open is None) == (left.questions == 0)


def keys_by_page(interview: Interview) -> Mapping[str, tuple[Key, ...]]:
    return {page.id: page.keys for page in interview.pages}


@EACH
@given(data=st.data())
def test_the_same_answers_give_the_same_pages(catalogue: Catalogue, data: st.DataObject) -> None:
    interview = data.draw(interviews(catalogue))
    again = Interview(interview.audit, catalogue, interview.checks, interview.questions, TODAY)
    assert keys_by_page(again) == keys_by_page(interview)
