"""A policy on one page: what it asks, by strictness and area, and what is only read into it."""

from attrs import frozen

from ..domain.model import PolicyPack, Requirement
from ..domain.vocabulary import Area, Basis, Level


@frozen(kw_only=True)
class SummaryLine:
    """One requirement of the policy."""

    text: str
    level: Level
    refs: tuple[str, ...]  # the clauses, as the policy numbers them
    from_baseline: bool


@frozen(kw_only=True)
class SummaryBlock:
    """What the policy asks in one area, musts first."""

    area: Area
    lines: tuple[SummaryLine, ...]


def plain_summary(pack: PolicyPack) -> tuple[SummaryBlock, ...]:
    """Everything that the policy or the baseline names, area by area."""
    core = [requirement for requirement in pack.requirements if requirement.is_core]
    blocks = ((area, [r for r in core if r.control.area is area]) for area in Area)
    return tuple(SummaryBlock(area=area, lines=_lines(required)) for area, required in blocks if required)


def further_lines(pack: PolicyPack) -> tuple[str, ...]:
    """What is read into its general clauses: asked beyond what counts, so neither a must nor advice of the policy."""
    return tuple(requirement.summary for requirement in pack.requirements if not requirement.is_core)


def _lines(required: list[Requirement]) -> tuple[SummaryLine, ...]:
    return tuple(
        SummaryLine(text=r.summary, level=r.level, refs=r.references, from_baseline=r.basis is Basis.BASELINE)
        for r in sorted(required, key=lambda r: r.level.rank)
    )
