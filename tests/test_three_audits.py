"""Three audits whose right outcome anyone can tell, under each policy that comes with the program."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
import yaml

from privacy_wizard.domain.audit import Account, Declaration, Person, Response
from privacy_wizard.domain.checklist_index import LazyChecks
from privacy_wizard.domain.expectation import expected_set
from privacy_wizard.domain.judgement import judge, option_verdict
from privacy_wizard.domain.model import Catalogue, Option
from privacy_wizard.domain.questions import Question, all_questions, is_asked
from privacy_wizard.domain.scoring import Score, score
from privacy_wizard.domain.vocabulary import Occasion, Outcome, PersonKind
from tests.in_turn import in_turn
from tests.shipped import shipped

TODAY = date(2026, 11, 28)
ACCOUNTS = tuple(Account(id=f"{name}-1", checklist=name) for name in ("facebook", "instagram", "whatsapp"))
PACKS = (
    "aspire-academies-trust-2017",
    "baseline",
    "bradley-primary-2023",
    "devon-maintained-schools-2011",
    "helsby-hillside-primary-2023",
    "ladysmith-federation",
)
Choose = Callable[[Question], Option]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return shipped()


@pytest.fixture(scope="module")
def friends_only() -> frozenset[str]:
    """The options of all platforms that mean: friends, contacts, people I follow or approved."""
    rows = yaml.load((Path(__file__).parent / "equal_options.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    named = (row["options"].split() for group in rows.values() for row in group if row["means"].startswith("friends"))
    return frozenset(option for options in named for option in options if "of-friends" not in option)


def worth(question: Question, option: Option) -> int:
    """In halves, under the policy; what leaves the set is worth as little as what is wrong, for whoever may choose."""
    if question.check.control is None or option.not_applicable is not None:
        return 0
    return option_verdict(question.own_requirement, option).half_points


def best(question: Question) -> Option:
    return max(question.check.options, key=lambda option: worth(question, option))


def worst(question: Question) -> Option:
    judged = [option for option in question.check.options if option.not_applicable is None]
    return min(judged or question.check.options, key=lambda option: worth(question, option))


def outcome_of_audit(catalogue: Catalogue, pack: str, choose: Choose) -> Score:
    """Every question that is asked, answered so; what earlier answers open is answered in its turn."""
    person = Person(name="Sam Lee", role="Teacher", kind=PersonKind.EMPLOYEE, identifier="P-1")
    declared = Declaration(person=person, occasion=Occasion.ANNUAL_REVIEW, pack=pack, accounts=ACCOUNTS)
    checks, responses = LazyChecks(catalogue), dict[tuple[str, str | None], Response]()
    left = list(all_questions(catalogue, declared))
    while ready := [question for question in left if is_asked(question, responses, checks)]:
        for question in ready:
            check, account = question.key
            responses[question.key] = Response(check=check, account=account, answer=choose(question).id)
            left.remove(question)
    pairs = expected_set(catalogue, declared)
    return score([judge(pair, responses, checks, TODAY) for pair in pairs.all])


def with_pupils(question: Question) -> Option:
    is_about_pupils = question.check.control == "connections.no-pupils"
    return worst(question) if is_about_pupils else best(question)


def careful(friends: Iterable[str]) -> Choose:
    """All settings on friends or contacts where there is such a choice, and everything else as the policy asks."""

    def choose(question: Question) -> Option:
        among = (option for option in question.check.options if f"{question.check.id}/{option.id}" in friends)
        return next(among, best(question))

    return choose


@in_turn("pack", PACKS)
def test_pupils_on_every_account_need_action_and_hold_the_score_at_thirty_nine(catalogue: Catalogue, pack: str) -> None:
    result = outcome_of_audit(catalogue, pack, with_pupils)
    assert result.outcome is Outcome.ACTION_NEEDED
    assert result.value is not None
    assert result.value <= 39


@pytest.mark.parametrize("pack", PACKS)
def test_a_careful_person_with_everything_on_friends_meets_the_policy(
    catalogue: Catalogue, pack: str, friends_only: frozenset[str]
) -> None:
    result = outcome_of_audit(catalogue, pack, careful(friends_only))
    assert (result.outcome, result.value) == (Outcome.MEETS, 100)


@in_turn("pack", PACKS)
def test_everything_wrong_needs_action_and_holds_the_score_at_thirty_nine(catalogue: Catalogue, pack: str) -> None:
    result = outcome_of_audit(catalogue, pack, worst)
    assert result.outcome is Outcome.ACTION_NEEDED
    assert result.value is not None
    assert result.value <= 39


@in_turn("pack", PACKS)
def test_whoever_presses_the_first_answer_everywhere_does_not_meet_the_policy(catalogue: Catalogue, pack: str) -> None:
    result = outcome_of_audit(catalogue, pack, lambda question: question.check.options[0])
    assert result.outcome is Outcome.ACTION_NEEDED
