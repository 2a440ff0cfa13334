"""The rules of judgement by version: an attestation names the version it was made under, and is verified by it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from attrs import frozen

from . import scoring
from .judgement import Finding
from .scoring import FULL, FurtherProtection, Gain, Score, account_of, area_of, grouped, missing
from .versions import CURRENT_RULES, FIRST_RULES
from .vocabulary import Level, Outcome


def score(findings: Sequence[Finding]) -> Score:
    """Judge a whole audit."""
    value = _points(findings)
    return Score(
        value=value,
        raw=None,
        outcome=_outcome(findings, value),
        by_area={area: _points(group) for area, group in grouped(findings, area_of).items()},
        by_account={account: _points(group) for account, group in grouped(findings, account_of).items()},
        expected=len(findings),
        left_the_set=sum(f.left_the_set for f in findings),
        further=FurtherProtection(settled=0, offered=0),
    )


def gains(findings: Sequence[Finding]) -> tuple[Gain, ...]:
    """The open findings that carry weight, with the gain from fixing each alone."""
    counted = [f for f in findings if not f.left_the_set]
    total = 2 * sum(f.weight for f in counted)
    now = sum(f.weight * f.verdict.half_points for f in counted)
    still_open = sorted((f for f in counted if f.verdict.is_open and f.weight), key=missing, reverse=True)
    return tuple(
        Gain(finding=f, points=FULL * (now + missing(f)) // total - FULL * now // total, lifts=None) for f in still_open
    )


def _points(findings: Iterable[Finding]) -> int | None:
    counted = [f for f in findings if not f.left_the_set]
    total = sum(f.weight for f in counted)
    return FULL * sum(f.weight * f.verdict.half_points for f in counted) // (2 * total) if total else None


def _outcome(findings: Sequence[Finding], value: int | None) -> Outcome:
    if value is None:
        return Outcome.NOT_SCORED
    open_levels = {f.requirement.level for f in findings if f.verdict.is_open}
    if Level.MUST in open_levels:
        return Outcome.ACTION_NEEDED
    return Outcome.MEETS_WITH_RECOMMENDATIONS if Level.SHOULD in open_levels else Outcome.MEETS


@frozen(kw_only=True)
class JudgementRules:
    """How findings become a score, and what mending them brings."""

    score: Callable[[Sequence[Finding]], Score]
    gains: Callable[[Sequence[Finding]], tuple[Gain, ...]]


RULES: Mapping[str, JudgementRules] = MappingProxyType(
    {
        FIRST_RULES: JudgementRules(score=score, gains=gains),
        CURRENT_RULES: JudgementRules(score=scoring.score, gains=scoring.gains),
    }
)
