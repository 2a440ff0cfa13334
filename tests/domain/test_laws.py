"""The laws of the score, over a fixed set of accounts and random answers."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.domain.expectation import expected_set
from privacy_wizard.domain.judgement import Responses, judge
from privacy_wizard.domain.questions import all_questions
from privacy_wizard.domain.scoring import Score, account_of, score, weakest_first
from privacy_wizard.domain.vocabulary import NotApplicable, Outcome, Unresolved

from .library import ACCOUNTS, CATALOGUE, CHECKS, DECLARED, response

TODAY = date(2026, 11, 20)
QUESTIONS = all_questions(CATALOGUE, DECLARED)
EXPECTED = expected_set(CATALOGUE, DECLARED).all
KEYS = [q.key for q in QUESTIONS]
RANK = {Outcome.ACTION_NEEDED: 0, Outcome.MEETS_WITH_RECOMMENDATIONS: 1, Outcome.MEETS: 2, Outcome.NOT_SCORED: 2}
BETTER = {"bad": 0, "half": 1, "good": 2, "present": 0, "disclaimer": 1, "absent": 2, "refuse": 0, "ack": 2}


def answers_to(key: tuple[str, str | None]) -> list[object]:
    return [*(o.id for o in CHECKS[key[0]].options), *Unresolved, *NotApplicable]


@st.composite
def responses(draw: st.DrawFn) -> Responses:
    chosen = {key: draw(st.sampled_from([None, *answers_to(key)])) for key in KEYS}
    return {key: response(*key, answer) for key, answer in chosen.items() if answer is not None}


def judged(given_responses: Responses) -> Score:
    return score([judge(e, given_responses, CHECKS, TODAY) for e in EXPECTED])


def not_lower(after: Score, before: Score) -> bool:
    value = after.value is None or before.value is None or after.value >= before.value
    return value and RANK[after.outcome] >= RANK[before.outcome]


@given(responses(), st.data())
def test_a_better_answer_never_lowers_score_or_outcome(answers: Responses, data: st.DataObject) -> None:
    graded = [key for key in KEYS if any(o.id in BETTER for o in CHECKS[key[0]].options)]
    key = data.draw(st.sampled_from(graded))
    options = sorted((o.id for o in CHECKS[key[0]].options if o.id in BETTER), key=BETTER.__getitem__)
    worse, better = sorted(data.draw(st.tuples(*[st.sampled_from(options)] * 2)), key=options.index)
    assert not_lower(judged({**answers, key: response(*key, better)}), judged({**answers, key: response(*key, worse)}))


@given(responses(), st.sampled_from(KEYS), st.data())
def test_leaving_a_question_or_a_gate_unanswered_never_beats_any_answer(
    answers: Responses, key: tuple[str, str | None], data: st.DataObject
) -> None:
    skipped = {k: r for k, r in answers.items() if k != key}
    answered = {**skipped, key: response(*key, data.draw(st.sampled_from(answers_to(key))))}
    assert not_lower(judged(answered), judged(skipped))


@given(responses(), st.randoms())
def test_order_does_not_matter(answers: Responses, random: object) -> None:
    rows = list(answers.items())
    random.shuffle(rows)
    findings = [judge(e, answers, CHECKS, TODAY) for e in EXPECTED]
    shuffled = [judge(e, dict(rows), CHECKS, TODAY) for e in EXPECTED]
    random.shuffle(shuffled)
    assert score(findings) == score(shuffled)


@given(responses())
def test_the_worst_account_is_never_hidden_by_the_others(answers: Responses) -> None:
    findings = [judge(e, answers, CHECKS, TODAY) for e in EXPECTED]
    subjects = [None, *(a.id for a in ACCOUNTS)]
    each = [score([f for f in findings if account_of(f) == s]).outcome for s in subjects]
    scored = [o for o in each if o is not Outcome.NOT_SCORED]
    assert RANK[score(findings).outcome] == min((RANK[o] for o in scored), default=2)
    assert set(score(findings).by_account) == set(subjects)


@given(responses())
def test_a_hundred_means_that_nothing_that_counts_is_open(answers: Responses) -> None:
    findings = [judge(e, answers, CHECKS, TODAY) for e in EXPECTED]
    still_open = [f for f in findings if f.verdict.is_open and f.weight]
    assert (score(findings).value in (100, None)) == (not still_open)


@given(responses())
def test_the_expected_set_and_its_weights_do_not_depend_on_any_answer(answers: Responses) -> None:
    blank = [judge(e, {}, CHECKS, TODAY) for e in EXPECTED]
    given_answers = [judge(e, answers, CHECKS, TODAY) for e in EXPECTED]
    assert [(f.requirement, f.account, f.weight) for f in blank] == [
        (f.requirement, f.account, f.weight) for f in given_answers
    ]


@given(st.dictionaries(st.text(max_size=3), st.none() | st.integers(0, 100)))
def test_the_weakest_part_stands_first_and_what_has_no_score_last(scores: dict[str, int | None]) -> None:
    assert weakest_first({"one": 1, "none": None, "nothing": 0}) == ("nothing", "one", "none")
    values = [scores[each] for each in weakest_first(scores)]
    scored = [value for value in values if value is not None]
    assert values == [*sorted(scored), *([None] * (len(values) - len(scored)))]
