"""What a question says of the policy behind it."""

import pytest
from attrs import evolve

from privacy_wizard.audit.interview.interview import Progress
from privacy_wizard.domain.model import Catalogue, Requirement
from privacy_wizard.domain.questions import Question
from privacy_wizard.domain.vocabulary import Basis, Level, Verdict
from privacy_wizard.ui.wizard.interview.words import policy_says
from privacy_wizard.ui.wizard.standing import meaning_of, standing_of
from privacy_wizard.ui.wizard.words import left_sentence
from tests.shipped import shipped


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return shipped()


def _asked(catalogue: Catalogue, pack: str) -> dict[str, Requirement]:
    return {each.control.id: each for each in catalogue.packs[pack].requirements}


def test_only_what_the_policy_itself_asks_is_said_to_be_required_by_it(catalogue: Catalogue) -> None:
    for asked in _asked(catalogue, "helsby-hillside-primary-2023").values():
        rests_on_baseline = policy_says(asked).startswith("Where a policy does not mention this, the baseline ")
        assert rests_on_baseline == (asked.basis is Basis.BASELINE), asked.control.id


def test_what_is_required_is_nowhere_called_a_recommendation(catalogue: Catalogue) -> None:
    for pack in catalogue.packs:
        for asked in _asked(catalogue, pack).values():
            said = policy_says(asked).partition(":")[0]
            assert ("require" in said) == (asked.level is Level.MUST and asked.is_core), (pack, asked.control.id)
            assert ("recommend" in said) == (asked.level is Level.SHOULD and asked.is_core), (pack, asked.control.id)


def test_what_a_policy_only_advises_is_said_to_be_advice_beside_what_to_do_about_it(catalogue: Catalogue) -> None:
    parents = next(each for each in catalogue.checklists["facebook"].checks if each.id == "facebook.parents")
    for pack, advises in (("helsby-hillside-primary-2023", True), ("bradley-primary-2023", False)):
        asked = _asked(catalogue, pack)["connections.no-parents"]
        said = meaning_of(Verdict.NOT_MET, "some", Question(check=parents, account=None, requirements=(asked,)))
        assert parents.fix in said
        assert said.startswith("Your policy advises" if advises else "Not met.")


@pytest.mark.parametrize(
    ("basis", "verdict", "said"),
    [
        (Basis.NAMED, Verdict.NOT_MET, "Your policy advises something else."),
        (Basis.NAMED, Verdict.PARTLY_MET, "Only partly as your policy advises."),
        (Basis.BASELINE, Verdict.NOT_MET, "The baseline advises something else."),
        (Basis.BASELINE, Verdict.PARTLY_MET, "Only partly as the baseline advises."),
    ],
)
def test_the_foot_says_who_advises_what_is_not_so_or_only_partly(
    catalogue: Catalogue, basis: Basis, verdict: Verdict, said: str
) -> None:
    parents = next(each for each in catalogue.checklists["facebook"].checks if each.id == "facebook.parents")
    asked = _asked(catalogue, "helsby-hillside-primary-2023")["connections.no-parents"]
    for level in Level:
        own = evolve(asked, level=level, basis=basis)
        foot = meaning_of(verdict, "some", Question(check=parents, account=None, requirements=(own,)))
        assert foot.startswith(said) == (level is Level.SHOULD), level


def test_only_what_must_hold_and_does_not_is_red(catalogue: Catalogue) -> None:
    shown = [
        (asked, verdict, standing_of(verdict, asked))
        for pack in catalogue.packs
        for asked in _asked(catalogue, pack).values()
        for verdict in Verdict
    ]
    for asked, verdict, standing in shown:
        is_breach = verdict is Verdict.NOT_MET and asked.level is Level.MUST and asked.is_core
        assert (standing.voice == "bad") == (standing.mood == "bad") == is_breach, (asked.control.id, verdict)


def test_what_is_said_after_an_answer_fits_that_answer(catalogue: Catalogue) -> None:
    pupils = next(each for each in catalogue.checklists["instagram"].checks if each.id == "instagram.pupils")
    asked = _asked(catalogue, "helsby-hillside-primary-2023")["connections.no-pupils"]
    question = Question(check=pupils, account=None, requirements=(asked,))
    unsure, known = (
        meaning_of(verdict, answer, question)
        for verdict, answer in ((Verdict.PARTLY_MET, "unknown"), (Verdict.NOT_MET, "some"))
    )
    assert pupils.fix in known
    assert pupils.fix not in unsure
    assert "cannot place" in unsure


def test_where_no_clause_speaks_of_former_pupils_the_question_says_that_they_are_not_meant(
    catalogue: Catalogue,
) -> None:
    asked = _asked(catalogue, "helsby-hillside-primary-2023")
    pupils = asked["connections.no-pupils"]
    assert pupils.control.topic is not None
    assert "current pupils" in pupils.control.topic.ask
    assert "not former ones" in pupils.control.topic.ask
    assert "connections.no-former-pupils" not in asked
    assert "Former pupils are not meant." in " ".join(pupils.details)


@pytest.mark.parametrize(
    ("asked", "unsaid", "said"),
    [
        (2, 0, "2 questions have no answer yet."),
        (1, 1, "For 1 answer you have not said yet how you know."),
        (3, 2, "1 question has no answer yet. For 2 answers you have not said yet how you know."),
    ],
)
def test_what_is_left_is_an_answer_or_how_it_is_known(asked: int, unsaid: int, said: str) -> None:
    assert left_sentence(Progress(answered=0, asked=asked, waiting=0, minutes_left=1, unsaid=unsaid)) == said
