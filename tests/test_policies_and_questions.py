"""What a policy is said to ask, and how strictly, is what it is asked for: over all packs and all services."""

import re

import pytest

from privacy_wizard.audit.summary import further_lines, plain_summary
from privacy_wizard.domain.checklist_index import platforms
from privacy_wizard.domain.questions import Question
from tests.golden import OFFICIAL, questions
from tests.shipped import shipped

CATALOGUE = shipped()
SERVICES = [head.id for head in platforms(CATALOGUE)]
ACCOUNTS = (*SERVICES, *(f"{OFFICIAL}{name}" for name in ("facebook", "instagram")))
# A rule of its own has a word for must or should, or says who alone may do what.
RULE = re.compile(r"\b(must|should|shall|never|nobody|no one|only people|only your)\b", re.IGNORECASE)


@pytest.fixture(scope="module", params=sorted(CATALOGUE.packs))
def pack(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def controls(asked: tuple[Question, ...], *, further: bool) -> set[str]:
    return {need.control.id for each in asked if each.is_further is further for need in each.requirements}


def test_what_is_said_to_be_asked_is_asked_and_counts_and_what_is_asked_beyond_does_not(pack: str) -> None:
    policy, asked = CATALOGUE.packs[pack], questions(CATALOGUE, pack, ACCOUNTS)
    core = {each.control.id for each in policy.requirements if each.is_core}
    beyond = {each.control.id for each in policy.requirements if not each.is_core}
    assert core == controls(asked, further=False)
    assert beyond == controls(asked, further=True)
    said = [line.text for block in plain_summary(policy) for line in block.lines]
    assert sorted(said) == sorted(each.summary for each in policy.requirements if each.is_core)
    assert sorted(further_lines(policy)) == sorted(each.summary for each in policy.requirements if not each.is_core)


def test_what_is_only_read_into_a_clause_is_not_worded_as_a_rule(pack: str) -> None:
    assert [each for each in further_lines(CATALOGUE.packs[pack]) if RULE.search(each)] == []
