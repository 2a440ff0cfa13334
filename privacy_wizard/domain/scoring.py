"""Score and outcome: pure functions of the findings. `docs/scoring.md` explains them with a worked example.

What was signed under earlier rules is judged by `earlier_scoring`; `rules` chooses by version.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from attrs import frozen

from .judgement import Finding
from .vocabulary import Area, Level, Outcome, Verdict

K = TypeVar("K")

FULL = 100
LIMIT = 69  # while something that must hold is open
CRITICAL_LIMIT = 39  # while something critical is worth nothing
_LEAST_WITHOUT_MUSTS = LIMIT + 1


@frozen(kw_only=True)
class FurtherProtection:
    """How many of the further questions are settled; what is offered is fixed before the first answer."""

    settled: int
    offered: int


@frozen(kw_only=True)
class Score:
    """What an audit comes to; every figure is out of 100, None where nothing carries weight.

    By itself each figure says the outcome of its part: see `outcome_of`.
    """

    value: int | None
    raw: int | None  # the weighted share alone, without the limits
    outcome: Outcome
    by_area: Mapping[Area, int | None]
    by_account: Mapping[str | None, int | None]  # None is the person
    expected: int  # pairs fixed before the first answer
    left_the_set: int
    further: FurtherProtection

    @property
    def held_at(self) -> int | None:
        """The limit that caps the score below what its points give; None if there is none."""
        return self.value if self.value is not None and self.raw is not None and self.raw > self.value else None


@frozen(kw_only=True)
class Gain:
    """The gain from fixing one open finding alone."""

    finding: Finding
    points: int  # of the weighted share
    lifts: int | None  # the limit on the score that it would lift


@frozen(kw_only=True)
class OpenCount:
    """How much is still open, counted in one way on every page and on the statement."""

    points: int  # things that are asked, each once
    places: int  # the accounts that they are open on, and the person


@frozen(kw_only=True)
class XccdfScore:
    """The *default* and *flat* models of NIST IR 7275 revision 4, 7.3.2, over one group per account."""

    default: float
    flat: float
    flat_maximum: float


def score(findings: Sequence[Finding]) -> Score:
    """Judge a whole audit by what the policy names and the baseline asks. The order of the findings does not matter."""
    core = [f for f in findings if f.requirement.is_core]
    value = points(core)
    return Score(
        value=value,
        raw=_share(core),
        outcome=outcome_of(value),
        by_area={area: points(group) for area, group in grouped(core, area_of).items()},
        by_account={account: points(group) for account, group in grouped(core, account_of).items()},
        expected=len(core),
        left_the_set=sum(f.left_the_set for f in core),
        further=_further([f for f in findings if not f.requirement.is_core]),
    )


def points(findings: Iterable[Finding]) -> int | None:
    """The weighted share, within the limits that what is open sets; None where the weights are all zero."""
    found = list(findings)
    raw = _share(found)
    if raw is None:
        return None
    limit = limit_of(found)
    return max(raw, _LEAST_WITHOUT_MUSTS) if limit is None else min(raw, limit)


def limit_of(findings: Iterable[Finding]) -> int | None:
    """The highest possible score while these are open; None if there is no limit."""
    limiting = limiting_findings(findings)
    if any(map(_is_critical_and_worth_nothing, limiting)):
        return CRITICAL_LIMIT
    return LIMIT if limiting else None


def limiting_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that together cap the score: the cap goes when all of them are closed, not before."""
    musts = tuple(f for f in findings if f.verdict.is_open and f.requirement.level is Level.MUST)
    return tuple(filter(_is_critical_and_worth_nothing, musts)) or musts


def _is_critical_and_worth_nothing(finding: Finding) -> bool:
    return finding.requirement.is_critical and finding.verdict.half_points == 0


def outcome_of(value: int | None) -> Outcome:
    """What a score means, for an audit or a part of it: number, colour and words come from here."""
    if value is None:
        return Outcome.NOT_SCORED
    if value <= LIMIT:
        return Outcome.ACTION_NEEDED
    return Outcome.MEETS if value == FULL else Outcome.MEETS_WITH_RECOMMENDATIONS


def weakest_first(scores: Mapping[K, int | None]) -> tuple[K, ...]:
    """Everything that has a score, lowest first, then what has none."""
    return tuple(sorted(scores, key=lambda each: (scores[each] is None, scores[each] or 0)))


def still_open(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What is open and counts; not what one was only told of, and not what is offered beyond the core."""
    return tuple(f for f in findings if f.verdict.is_open and f.weight)


def count_open(places: Iterable[tuple[str, str | None]]) -> OpenCount:
    """The open points by their controls and accounts, counted."""
    found = list(places)
    return OpenCount(points=len({control for control, _account in found}), places=len(found))


def place_of(finding: Finding) -> tuple[str, str | None]:
    """The control and the account that a finding is about."""
    return finding.requirement.control.id, account_of(finding)


def _share(findings: Iterable[Finding]) -> int | None:
    """⌊100 · Σ weight·value / Σ weight⌋ over what is in the set; None where the weights are all zero."""
    counted = [f for f in findings if not f.left_the_set]
    total = sum(f.weight for f in counted)
    # Whole numbers throughout: values are counted in halves, so 100 means that nothing is open.
    return FULL * sum(f.weight * f.verdict.half_points for f in counted) // (2 * total) if total else None


def gains(findings: Sequence[Finding]) -> tuple[Gain, ...]:
    """The open findings that carry weight: critical ones, then musts, then the rest, each group by gain."""
    counted = [f for f in findings if f.requirement.is_core and not f.left_the_set]
    total = 2 * sum(f.weight for f in counted)
    now = sum(f.weight * f.verdict.half_points for f in counted)
    limit = limit_of(counted)

    def gain(finding: Finding) -> Gain:
        more = FULL * (now + missing(finding)) // total - FULL * now // total
        left = limit_of(f for f in counted if f is not finding)
        return Gain(finding=finding, points=more, lifts=None if left == limit else limit)

    return tuple(gain(f) for f in sorted(still_open(counted), key=lambda f: (_rank(f), -missing(f))))


def _rank(finding: Finding) -> int:
    return -1 if finding.requirement.is_critical else finding.requirement.level.rank


def missing(finding: Finding) -> int:
    """What it would add to the sum of weights and values, in halves."""
    return finding.weight * (2 - finding.verdict.half_points)


def _further(findings: Sequence[Finding]) -> FurtherProtection:
    """What the platform cannot set was never offered; what does not apply here is settled like what is met."""
    offered = [f for f in findings if f.check is not None]
    return FurtherProtection(settled=sum(not f.verdict.is_open for f in offered), offered=len(offered))


_PASS = {Verdict.MET, Verdict.EXCEPTED, Verdict.ACKNOWLEDGED}
_UNCOUNTED = {Verdict.NOT_ANSWERED, Verdict.NOT_APPLICABLE}  # notchecked, notapplicable


def xccdf_score(findings: Sequence[Finding]) -> XccdfScore:
    """The two models as XCCDF defines them; skipping a question raises both, which is why they are not ours."""
    core = (f for f in findings if f.requirement.is_core)
    counted = [f for f in core if f.verdict not in _UNCOUNTED and f.weight]
    groups = [_weighted_share(group) for group in grouped(counted, account_of).values()]
    return XccdfScore(
        default=FULL * sum(groups) / len(groups) if groups else 0.0,
        flat=float(sum(f.weight for f in counted if f.verdict in _PASS)),
        flat_maximum=float(sum(f.weight for f in counted)),
    )


def _weighted_share(findings: Sequence[Finding]) -> float:
    return sum(f.weight for f in findings if f.verdict in _PASS) / sum(f.weight for f in findings)


def area_of(finding: Finding) -> Area:
    """The area a finding belongs to."""
    return finding.requirement.control.area


def account_of(finding: Finding) -> str | None:
    """The account a finding is about; None for the person."""
    return finding.account.id if finding.account else None


def grouped(findings: Iterable[Finding], key: Callable[[Finding], K]) -> dict[K, list[Finding]]:
    """The findings by a key, in the order in which the keys first appear."""
    groups: dict[K, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(key(finding), []).append(finding)
    return groups
