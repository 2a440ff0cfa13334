"""What is open limits the score, so that number and outcome never contradict each other."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.domain.audit import Account
from privacy_wizard.domain.judgement import Finding, FindingReason
from privacy_wizard.domain.model import Requirement
from privacy_wizard.domain.scoring import (
    account_of,
    area_of,
    gains,
    grouped,
    limit_of,
    limiting_findings,
    outcome_of,
    points,
    score,
)
from privacy_wizard.domain.vocabulary import Basis, Level, Outcome, Severity, Verdict

from .library import CHECKS, control, requirement

ACCOUNTS = tuple(Account(id=f"alpha-{at}", checklist="alpha", number=at) for at in (1, 2, 3))
NAMES = ("visibility.one", "visibility.two", "connections.one", "identity.one", "identity.two", "conduct.one")


@st.composite
def requirements(draw: st.DrawFn, name: str) -> Requirement:
    return requirement(
        control(name, severity=draw(st.sampled_from(Severity)), critical=draw(st.booleans())),
        draw(st.sampled_from(Level)),
        basis=draw(st.sampled_from(Basis)),
    )


@st.composite
def audits(draw: st.DrawFn) -> tuple[Finding, ...]:
    """Every requirement on every account, as it may come out."""
    asked = [draw(requirements(name)) for name in NAMES[: draw(st.integers(1, len(NAMES)))]]
    accounts = ACCOUNTS[: draw(st.integers(1, len(ACCOUNTS)))]
    return tuple(found(each, account, draw(st.sampled_from(Verdict))) for each in asked for account in accounts)


Law = Callable[[tuple[Finding, ...]], None]
LAWS: list[Law] = []


def law(each: Law) -> Law:
    LAWS.append(each)
    return each


@given(audits())
def test_any_audit_keeps_every_law(findings: tuple[Finding, ...]) -> None:
    """Its name stands in the failure: to make up an audit takes longer than to hold it against them all."""
    for each in LAWS:
        each(findings)


def found(asked: Requirement, account: Account | None, verdict: Verdict) -> Finding:
    return Finding(
        requirement=asked,
        account=account,
        verdict=verdict,
        reason=FindingReason.ANSWERED,
        check=CHECKS["alpha.posts"],
    )


def must_be_open(findings: Sequence[Finding]) -> bool:
    core = [f for f in findings if f.requirement.basis is not Basis.READING]
    return any(f.verdict.is_open and f.requirement.level is Level.MUST for f in core)


def parts_of(findings: Sequence[Finding]) -> list[list[Finding]]:
    """The audit as a whole, and each of its accounts and areas."""
    return [list(findings), *grouped(findings, account_of).values(), *grouped(findings, area_of).values()]


@law
def below_seventy_means_action_needed_and_action_needed_means_below_seventy(findings: tuple[Finding, ...]) -> None:
    for part in parts_of(findings):
        result = score(part)
        if result.value is None:
            assert result.outcome is Outcome.NOT_SCORED
            continue
        assert (result.value < 70) == (result.outcome is Outcome.ACTION_NEEDED) == must_be_open(part)


@law
def accounts_and_areas_follow_the_rule_of_the_whole(findings: tuple[Finding, ...]) -> None:
    core = [f for f in findings if f.requirement.is_core]
    result = score(findings)
    assert dict(result.by_account) == {each: score(part).value for each, part in grouped(core, account_of).items()}
    assert {each.value for each in result.by_area} == {f.requirement.control.id.partition(".")[0] for f in core}
    assert dict(result.by_area) == {each: score(part).value for each, part in grouped(core, area_of).items()}


def test_a_score_is_held_only_below_what_its_points_give() -> None:
    asked = [requirement(control(name)) for name in NAMES]
    met, open_one = (found(each, None, Verdict.MET) for each in asked), found(asked[0], None, Verdict.NOT_MET)
    assert score((*met, open_one)).held_at == 69
    for findings in ((), (open_one,), (found(asked[0], None, Verdict.MET),)):
        assert score(findings).held_at is None


@law
def a_grave_fault_holds_the_score_at_thirty_nine(findings: tuple[Finding, ...]) -> None:
    grave = (Verdict.NOT_MET, Verdict.NOT_SURE, Verdict.NOT_ANSWERED)
    if any(f.requirement.is_critical and f.verdict in grave for f in findings):
        assert (score(findings).value or 0) <= 39
    elif must_be_open(findings):
        assert (score(findings).value or 0) <= 69


@law
def nothing_open_that_carries_weight_meets_the_policy_and_nothing_else_does(findings: tuple[Finding, ...]) -> None:
    result = score(findings)
    if result.value is not None:
        still_open = any(f.verdict.is_open and f.weight for f in findings)
        assert (result.outcome is Outcome.MEETS) == (result.value == 100) == (not still_open)


@given(audits(), st.lists(st.sampled_from(NAMES), unique=True), st.data())
def test_no_clean_account_lifts_a_limit(findings: tuple[Finding, ...], names: list[str], data: st.DataObject) -> None:
    another = Account(id="beta-1", checklist="beta")
    good = st.sampled_from((Verdict.MET, Verdict.EXCEPTED, Verdict.NOT_APPLICABLE))
    clean = [found(data.draw(requirements(name)), another, data.draw(good)) for name in names]
    before, after = score(findings), score((*findings, *clean))
    assert limit_of(f for f in (*findings, *clean) if f.requirement.is_core) == limit_of(
        f for f in findings if f.requirement.is_core
    )
    if before.outcome is Outcome.ACTION_NEEDED:
        assert after.outcome is Outcome.ACTION_NEEDED


@given(audits(), st.data())
def test_one_more_met_requirement_never_lowers_the_score(findings: tuple[Finding, ...], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(findings) - 1))
    if findings[at].left_the_set:
        return
    mended = (*findings[:at], evolve(findings[at], verdict=Verdict.MET), *findings[at + 1 :])
    assert (score(mended).value or 0) >= (score(findings).value or 0)


@given(audits(), st.lists(st.sampled_from(Verdict), min_size=18, max_size=18))
def test_what_is_offered_beyond_never_changes_score_or_outcome(
    findings: tuple[Finding, ...], verdicts: list[Verdict]
) -> None:
    changed = tuple(
        f if f.requirement.is_core else evolve(f, verdict=verdict)
        for f, verdict in zip(findings, verdicts, strict=False)
    )
    before, after = score(findings), score(changed)
    assert evolve(before, further=after.further) == after
    assert before.further.offered == after.further.offered


@law
def what_is_critical_comes_first_then_what_must_hold_each_by_what_it_gains(findings: tuple[Finding, ...]) -> None:
    listed = gains(findings)
    weighty = [f for f in findings if f.verdict.is_open and f.weight]
    assert {id(gain.finding) for gain in listed} == {id(f) for f in weighty}
    ranks = [0 if g.finding.requirement.is_critical else 1 + g.finding.requirement.level.rank for g in listed]
    assert ranks == sorted(ranks)
    for rank in set(ranks):
        gained = [gain.points for gain, its in zip(listed, ranks, strict=True) if its == rank]
        # Two that miss the same may be rounded to points that differ by one.
        assert all(later <= earlier + 1 for earlier, later in pairwise(gained))


@law
def an_action_says_the_limit_that_it_alone_lifts(findings: tuple[Finding, ...]) -> None:
    core = [f for f in findings if f.requirement.is_core]
    for gain in gains(findings):
        mended = [evolve(f, verdict=Verdict.MET) if f is gain.finding else f for f in core]
        lifted = limit_of(mended) != limit_of(core)
        assert gain.lifts == (limit_of(core) if lifted else None)


@law
def a_limit_is_lifted_by_closing_all_that_set_it_and_by_no_fewer(findings: tuple[Finding, ...]) -> None:
    core = [f for f in findings if f.requirement.is_core]
    limiting = limiting_findings(core)
    assert bool(limiting) == (limit_of(core) is not None)
    for spared in (None, *limiting):
        closed = [each for each in limiting if each is not spared]
        mended = [evolve(f, verdict=Verdict.MET) if any(f is each for each in closed) else f for f in core]
        assert (limit_of(mended) != limit_of(core)) == (spared is None and bool(limiting))


@given(st.none() | st.integers(0, 100))
def test_a_figure_says_its_outcome_by_itself(value: int | None) -> None:
    expected = {
        True: Outcome.NOT_SCORED,
        value is not None and value < 70: Outcome.ACTION_NEEDED,
        value is not None and 70 <= value < 100: Outcome.MEETS_WITH_RECOMMENDATIONS,
        value == 100: Outcome.MEETS,
    }
    assert outcome_of(value) is (Outcome.NOT_SCORED if value is None else expected[True])


def test_an_empty_audit_is_not_scored() -> None:
    assert points([]) is None
    assert score([]).outcome is Outcome.NOT_SCORED


def test_a_critical_control_that_is_partly_met_does_not_hold_the_score_at_thirty_nine() -> None:
    grave = requirement(control("connections.no-pupils", critical=True))
    rest = [found(requirement(control(f"visibility.{at}")), None, Verdict.MET) for at in range(9)]
    assert score([found(grave, None, Verdict.PARTLY_MET), *rest]).value == 69
    assert score([found(grave, None, Verdict.NOT_SURE), *rest]).value == 39
    assert score([found(grave, None, Verdict.EXCEPTED), *rest]).value == 100


@law
def of_further_protection_what_is_met_or_does_not_apply_is_settled_and_what_was_not_offered_is_left_out(
    findings: tuple[Finding, ...],
) -> None:
    beyond = [f for f in findings if not f.requirement.is_core]
    settled = (Verdict.MET, Verdict.EXCEPTED, Verdict.ACKNOWLEDGED, Verdict.NOT_APPLICABLE)
    found = score([*findings, *(evolve(f, check=None) for f in beyond)]).further
    assert (found.settled, found.offered) == (sum(f.verdict in settled for f in beyond), len(beyond))
