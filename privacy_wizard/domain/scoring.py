"""Score and outcome: pure functions of the findings. `docs/scoring.md` explains them with a worked example."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from attrs import frozen

from .judgement import Finding
from .vocabulary import Area, Level, Outcome, Verdict

K = TypeVar("K")


@frozen(kw_only=True)
class Score:
    """What an audit comes to; every figure is out of 100, None where nothing carries weight."""

    value: int | None
    outcome: Outcome
    by_area: Mapping[Area, int | None]
    by_account: Mapping[str | None, int | None]  # None is the person
    expected: int  # pairs fixed before the first answer
    left_the_set: int


@frozen(kw_only=True)
class XccdfScore:
    """The *default* and *flat* models of NIST IR 7275 revision 4, 7.3.2, over one group per account."""

    default: float
    flat: float
    flat_maximum: float


def score(findings: Sequence[Finding]) -> Score:
    """Judge a whole audit. The order of the findings does not matter."""
    return Score(
        value=points(findings),
        outcome=outcome(findings),
        by_area={area: points(group) for area, group in _grouped(findings, _area).items()},
        by_account={account: points(group) for account, group in _grouped(findings, _account).items()},
        expected=len(findings),
        left_the_set=sum(f.left_the_set for f in findings),
    )


def weakest_first(scores: Mapping[K, int | None]) -> tuple[K, ...]:
    """What was scored, the lowest first; what has no score comes last."""
    return tuple(sorted(scores, key=lambda each: (scores[each] is None, scores[each] or 0)))


def open_at(findings: Iterable[Finding], level: Level) -> int:
    """How many things of that level are open."""
    return sum(f.verdict.is_open and f.requirement.level is level for f in findings)


def points(findings: Iterable[Finding]) -> int | None:
    """⌊100 · Σ weight·value / Σ weight⌋ over what is in the set; None where the weights are all zero."""
    counted = [f for f in findings if not f.left_the_set]
    total = sum(f.weight for f in counted)
    if total == 0:
        return None
    # Whole numbers throughout: values are counted in halves, so 100 means that nothing is open.
    return 100 * sum(f.weight * f.verdict.half_points for f in counted) // (2 * total)


def outcome(findings: Sequence[Finding]) -> Outcome:
    """The worst open level decides."""
    if points(findings) is None:
        return Outcome.NOT_SCORED
    open_levels = {f.requirement.level for f in findings if f.verdict.is_open}
    if Level.MUST in open_levels:
        return Outcome.ACTION_NEEDED
    return Outcome.MEETS_WITH_RECOMMENDATIONS if Level.SHOULD in open_levels else Outcome.MEETS


def gains(findings: Sequence[Finding]) -> tuple[tuple[Finding, int], ...]:
    """The open findings that carry weight, each with the points that mending it alone gains; most first."""
    counted = [f for f in findings if not f.left_the_set]
    total = 2 * sum(f.weight for f in counted)
    now = sum(f.weight * f.verdict.half_points for f in counted)
    still_open = sorted((f for f in counted if f.verdict.is_open and f.weight), key=_missing, reverse=True)
    return tuple((f, 100 * (now + _missing(f)) // total - 100 * now // total) for f in still_open)


def _missing(finding: Finding) -> int:
    return finding.weight * (2 - finding.verdict.half_points)


_PASS = {Verdict.MET, Verdict.EXCEPTED, Verdict.ACKNOWLEDGED}
_UNCOUNTED = {Verdict.NOT_ANSWERED, Verdict.NOT_APPLICABLE}  # notchecked, notapplicable


def xccdf_score(findings: Sequence[Finding]) -> XccdfScore:
    """The two models as XCCDF defines them; skipping a question raises both, which is why they are not ours."""
    counted = [f for f in findings if f.verdict not in _UNCOUNTED and f.weight]
    groups = [_weighted_share(group) for group in _grouped(counted, _account).values()]
    return XccdfScore(
        default=100 * sum(groups) / len(groups) if groups else 0.0,
        flat=float(sum(f.weight for f in counted if f.verdict in _PASS)),
        flat_maximum=float(sum(f.weight for f in counted)),
    )


def _weighted_share(findings: Sequence[Finding]) -> float:
    return sum(f.weight for f in findings if f.verdict in _PASS) / sum(f.weight for f in findings)


def _area(finding: Finding) -> Area:
    return finding.requirement.control.area


def _account(finding: Finding) -> str | None:
    return finding.account.id if finding.account else None


def _grouped(findings: Iterable[Finding], key: Callable[[Finding], K]) -> dict[K, list[Finding]]:
    groups: dict[K, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(key(finding), []).append(finding)
    return groups
