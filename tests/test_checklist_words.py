"""The checklists ask a bearable number of short questions, and claim no more certainty than their sources have."""

import re

import pytest

from privacy_wizard.catalogue import load_catalogue, shipped_folder
from privacy_wizard.domain.model import Check, Checklist
from privacy_wizard.domain.vocabulary import Confidence

CATALOGUE = load_catalogue(shipped_folder())
PLATFORMS = sorted(path.stem for path in (shipped_folder() / "platforms").glob("*.yaml"))
WITH_SETTINGS = [name for name in PLATFORMS if CATALOGUE.checklists[name].nothing_else is None]
CHECKS = [check for checklist in CATALOGUE.checklists.values() for check in checklist.checks]
NAMES = [check.id for check in CHECKS]

# What the profile and its posts show, and who is in its lists: looked at or gone through, with no switch to set.
ON_PROFILE_AND_PEOPLE = {
    *(control for control in CATALOGUE.controls if control.startswith("identity.")),
    *(control for control in CATALOGUE.controls if control.startswith("connections.no-")),
    "visibility.stranger-view",
    "visibility.past-posts",
    "content.references",
}


def settings_of(checklist: Checklist) -> list[str]:
    return [check.id for check in checklist.checks if check.control not in ON_PROFILE_AND_PEOPLE]


@pytest.mark.parametrize("platform", WITH_SETTINGS)
def test_each_platform_has_8_to_16_settings_beside_the_questions_on_profile_and_people(platform: str) -> None:
    assert 8 <= len(settings_of(CATALOGUE.checklists[platform])) <= 16


def sentences(text: str) -> int:
    return len(re.findall(r"[.!?](?=[ ”\"]|$)", text))


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_why_and_fix_are_one_short_sentence_each(check: Check) -> None:
    assert [sentences(check.why), sentences(check.fix)] == [1, 1]
    assert max(len(check.why.split()), len(check.fix.split())) <= 26


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_a_question_is_short_and_has_choices_that_tell_apart(check: Check) -> None:
    assert check.ask.endswith(("?", "listed beside this question."))
    assert len(check.ask.split()) <= 30
    assert 2 <= len(check.options) <= 6
    assert len({option.label for option in check.options}) == len(check.options)


@pytest.mark.parametrize("check", [check for check in CHECKS if check.control], ids=lambda check: check.id)
def test_every_question_can_be_answered_well_and_less_well(check: Check) -> None:
    facts = {fact.id: fact.verdict for fact in CATALOGUE.controls[str(check.control)].facts}
    verdicts = [facts[each.fact] if each.fact else each.verdict for each in check.options]
    worth = [verdict.half_points for verdict in verdicts if verdict]
    assert max(worth) == 2
    assert min(worth) < 2


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_what_rests_on_no_document_says_so(check: Check) -> None:
    if check.source.title.startswith(("Compiled from general knowledge", "Menu paths compiled", "General questions")):
        assert check.confidence is Confidence.UNCONFIRMED
    else:
        assert check.confidence is not Confidence.UNCONFIRMED
