"""A policy on one page: what it asks, in its own order of strictness, by area."""

from attrs import frozen

from ..domain.model import PolicyPack, Requirement
from ..domain.vocabulary import Area, Basis, Level


@frozen(kw_only=True)
class SummaryLine:
    """One thing that the policy asks."""

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
    """Everything that the policy asks, area by area."""
    blocks = ((area, [r for r in pack.requirements if r.control.area is area]) for area in Area)
    return tuple(SummaryBlock(area=area, lines=_lines(required)) for area, required in blocks if required)


def _lines(required: list[Requirement]) -> tuple[SummaryLine, ...]:
    return tuple(
        SummaryLine(text=r.summary, level=r.level, refs=r.references, from_baseline=r.basis is Basis.BASELINE)
        for r in sorted(required, key=lambda r: r.level.rank)
    )
