"""What holds of every interview, whoever is asked, with whatever accounts, and whatever was answered so far."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from random import Random

from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy_wizard.audit.interview.interview import Interview
from privacy_wizard.audit.interview.page import PageKind
from privacy_wizard.audit.state import Audit, Key
from privacy_wizard.domain.audit import Response, numbered_account
from privacy_wizard.domain.checklist_index import LazyChecks, platforms
from privacy_wizard.domain.expectation import expected_set
from privacy_wizard.domain.judgement import Gated, gate_of
from privacy_wizard.domain.model import Check
from privacy_wizard.domain.questions import all_questions
from privacy_wizard.domain.vocabulary import AccountKind, Area, Occasion, PersonKind, Unresolved
from tests.shipped import shipped

from ..conftest import SAM
from .test_arrangement import PACKS

PUBLISHING = (Area.CONTENT, Area.CONDUCT, Area.IDENTITY)
TODAY = date(2026, 11, 28)
CATALOGUE = shipped()
CHECKS = LazyChecks(CATALOGUE)


@frozen(kw_only=True)
class Somebody:
    """Who is asked, and by which throw of the dice the questions were answered so far."""

    platforms: tuple[str, ...]
    official: bool
    kind: PersonKind
    pack: str
    seed: int

    @property
    def interview(self) -> Interview:
        """Their audit as far as it has come."""
        counted = Counter[str]()
        accounts = []
        for platform in self.platforms:
            counted[platform] += 1
            accounts.append(numbered_account(platform, AccountKind.PERSONAL, counted[platform]))
        if self.official:
            accounts.append(numbered_account("facebook", AccountKind.OFFICIAL, 1))
        person, begun = evolve(SAM, kind=self.kind), datetime(2026, 11, 28, tzinfo=UTC)
        audit = Audit(
            id="1",
            started=begun,
            person=person,
            occasion=Occasion.INDUCTION,
            pack=self.pack,
            accounts=tuple(accounts),
        )
        assert audit.declaration is not None
        questions, chance = all_questions(CATALOGUE, audit.declaration), Random(self.seed)
        responses: dict[Key, Response] = {}
        for question in questions:
            answer = chance.choice([None, Unresolved.NOT_SURE, *(option.id for option in question.check.options)])
            if answer is not None:
                check, account = question.key
                responses[question.key] = Response(check=check, account=account, answer=answer)
        return Interview(evolve(audit, responses=responses), CATALOGUE, CHECKS, questions, TODAY)


ANYBODY = st.builds(
    Somebody,
    platforms=st.lists(st.sampled_from([head.id for head in platforms(CATALOGUE)]), max_size=4).map(tuple),
    official=st.booleans(),
    kind=st.sampled_from(PersonKind),
    pack=st.sampled_from(PACKS),
    seed=st.integers(0, 2**32),
)
EACH = settings(max_examples=40, deadline=None)


@EACH
@given(anybody=ANYBODY)
def test_every_expected_pair_is_asked_on_one_page_once_unless_a_gate_is_before_it(anybody: Somebody) -> None:
    interview = anybody.interview
    shown = Counter(key for page in interview.core for key in page.keys)
    declaration = interview.audit.declaration
    assert declaration is not None
    for pair in expected_set(CATALOGUE, declaration).core:
        account = pair.account.id if pair.account else None
        for check in pair.checks:
            gate = gate_of(check, account, interview.audit.responses, interview.checks)
            assert shown[check.id, account] == (gate is Gated.OPEN and not waits_for_another(interview, check))


def waits_for_another(interview: Interview, check: Check) -> bool:
    """Whether it is asked once for all accounts, and it is not known yet of which."""
    of = [question.key[1] for question in interview.questions if question.check.id == check.id]
    gates = (gate_of(check, each, interview.audit.responses, interview.checks) for each in of)
    return check.once and Gated.UNANSWERED in gates


@EACH
@given(anybody=ANYBODY)
def test_screening_closes_questions_about_publishing_and_no_others(anybody: Somebody) -> None:
    interview = anybody.interview
    asked = {question.key for question in interview.asked}
    screening = {question.check.id for question in interview.questions if question.check.screening}
    for question in interview.questions:
        gate = question.check.gate
        if question.key not in asked and gate is not None and gate.check in screening and question.check.control:
            control = question.own_requirement.control
            assert control.area in PUBLISHING
            assert control.topic is not None


@EACH
@given(anybody=ANYBODY)
def test_the_order_of_the_steps_is_always_the_same(anybody: Somebody) -> None:
    interview = anybody.interview
    order = [list(PageKind).index(page.kind) for page in interview.pages]
    assert order == sorted(order)


@EACH
@given(anybody=ANYBODY)
def test_what_is_left_to_do_is_never_less_than_nothing_and_falls_with_each_answer(anybody: Somebody) -> None:
    interview = anybody.interview
    left = interview.seconds_left(interview.core)
    assert left >= 0
    assert (interview.open_questions(interview.core) == 0) == (interview.first_open is None) == (left == 0)


def keys_by_page(interview: Interview) -> Mapping[str, tuple[Key, ...]]:
    return {page.id: page.keys for page in interview.pages}


@EACH
@given(anybody=ANYBODY)
def test_the_same_answers_give_the_same_pages(anybody: Somebody) -> None:
    interview = anybody.interview
    again = Interview(interview.audit, CATALOGUE, interview.checks, interview.questions, TODAY)
    assert keys_by_page(again) == keys_by_page(interview)
