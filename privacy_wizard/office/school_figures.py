"""The whole school in figures: which controls fail most, by area and platform; no names, and no small groups. Pure.

A group is the people who were asked about one control on one platform. Groups of fewer than five are never shown.
They are pooled; where even the pool is too small it is left out of everything, so that no sum gives it away.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from attrs import field, frozen

from ..domain.vocabulary import Area, Verdict
from .declaration_reader import Point, StatedAttestation, is_good, platforms_of

LEAST = 5
OTHERS = "Other platforms"
_AS_STATED: Mapping[str, str] = MappingProxyType({})
_COUNTED = (Verdict.MET, Verdict.PARTLY_MET, Verdict.NOT_MET, Verdict.NOT_SURE, Verdict.EXCEPTED, Verdict.ACKNOWLEDGED)


@frozen(kw_only=True)
class FigureCell:
    """A group: how many people were asked, and how many have something open."""

    asked: int
    failed: int

    @property
    def percent(self) -> int:
        """The share with something open."""
        return round(100 * self.failed / self.asked) if self.asked else 0


@frozen(kw_only=True)
class ControlLine:
    """One control: altogether, and by platform."""

    control: str
    title: str
    area: Area
    whole: FigureCell
    by_platform: Mapping[str, FigureCell]  # "" for what is about the person


@frozen(kw_only=True)
class WholeSchool:
    """The figures; `lines` are sorted by the share that fails, largest first."""

    people: int
    lines: tuple[ControlLine, ...]
    areas: Mapping[Area, FigureCell]
    platforms: Mapping[str, FigureCell]
    withheld: int  # groups that are too small to be shown, after pooling

    @property
    def is_enough(self) -> bool:
        """Whether there are enough people for any figure at all."""
        return self.people >= LEAST


Key = TypeVar("Key")
_Groups = dict[str, dict[str, set[int]]]


@frozen
class _Tally:
    """People by number, in the order in which they come; `asked` and `failed` by control and platform."""

    titles: dict[str, Point] = field(factory=dict)
    asked: _Groups = field(factory=lambda: defaultdict(lambda: defaultdict(set)))
    failed: _Groups = field(factory=lambda: defaultdict(lambda: defaultdict(set)))

    def take(self, person: int, statement: StatedAttestation) -> None:
        """Count one person's statement."""
        platforms = platforms_of(statement)
        for finding in statement.findings:
            if finding.verdict not in _COUNTED:
                continue
            platform = platforms.get(finding.account, "")
            self.titles.setdefault(finding.control, finding)
            self.asked[finding.control][platform].add(person)
            if not is_good(finding.verdict):
                self.failed[finding.control][platform].add(person)


def whole_school(statements: Iterable[StatedAttestation], titles: Mapping[str, str] = _AS_STATED) -> WholeSchool:
    """The picture over the newest accepted statement of each person: give each person once.

    `titles` are those of controls wherever they are asked: a statement names one after what its platform asks.
    """
    seen, people = _Tally(), 0
    for people, statement in enumerate(statements, 1):
        seen.take(people, statement)
    if people < LEAST:
        return WholeSchool(people=people, lines=(), areas={}, platforms={}, withheld=0)
    shown = {control: _pooled(seen.asked[control], seen.failed[control]) for control in seen.asked}
    lines = [_line(seen.titles[control], groups, titles) for control, (groups, _) in shown.items() if groups]
    return WholeSchool(
        people=people,
        lines=tuple(sorted(lines, key=lambda line: (-line.whole.percent, -line.whole.failed, line.title))),
        areas=_gathered(shown, lambda control, _platform: seen.titles[control].area),
        platforms=_gathered(shown, lambda _control, platform: platform),
        withheld=sum(withheld for _, withheld in shown.values()),
    )


_Shown = dict[str, tuple[set[int], set[int]]]


def _pooled(asked: Mapping[str, set[int]], failed: Mapping[str, set[int]]) -> tuple[_Shown, int]:
    """Platform → (asked, failed) of groups that may be shown, and how many may not."""
    large = {platform: people for platform, people in asked.items() if len(people) >= LEAST}
    small = [platform for platform in asked if platform not in large]
    found = {platform: (people, failed.get(platform, set())) for platform, people in large.items()}
    pool = set[int]().union(*(asked[platform] for platform in small))
    if len(pool) >= LEAST and len(small) > 1:
        found[OTHERS] = (pool, set[int]().union(*(failed.get(platform, set()) for platform in small)))
        return found, 0
    return found, len(small)


def _line(finding: Point, groups: _Shown, titles: Mapping[str, str]) -> ControlLine:
    return ControlLine(
        control=finding.control,
        title=titles.get(finding.control, finding.title),
        area=finding.area,
        whole=_cell(groups.values()),
        by_platform={platform: _cell([group]) for platform, group in sorted(groups.items())},
    )


def _gathered(shown: Mapping[str, tuple[_Shown, int]], key_of: Callable[[str, str], Key]) -> dict[Key, FigureCell]:
    found: dict[Key, list[tuple[set[int], set[int]]]] = {}
    for control, (groups, _) in shown.items():
        for platform, group in groups.items():
            found.setdefault(key_of(control, platform), []).append(group)
    cells = {key: _cell(groups) for key, groups in found.items()}
    return dict(sorted(cells.items(), key=lambda pair: -pair[1].percent))


def _cell(groups: Iterable[tuple[set[int], set[int]]]) -> FigureCell:
    asked, failed = set[int](), set[int]()
    for some_asked, some_failed in groups:
        asked |= some_asked
        failed |= some_failed
    return FigureCell(asked=len(asked), failed=len(failed))
