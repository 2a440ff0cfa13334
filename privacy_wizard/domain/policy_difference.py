"""What changes for staff from one policy pack or version to another, and where one asks for less than the baseline.

Facts only: `office.policy_sentences` says them.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from attrs import frozen

from .model import AllowedException, Control, Departure, PolicyPack, Requirement
from .vocabulary import Basis, Level, PersonKind, Verdict

Stated = Level | Verdict | AllowedException | tuple[PersonKind, ...] | str
"""How one side has it: a word, the exception that may be declared, who is asked, or the policy's own words."""


class DifferenceKind(StrEnum):
    """How two packs can differ, most important to staff first."""

    ADDED = "added"
    DROPPED = "dropped"
    STRICTER = "stricter"
    MILDER = "milder"
    COUNTED = "counted"
    FURTHER = "further"
    CRITICAL = "critical"
    NOT_CRITICAL = "no longer critical"
    JUDGED = "judged otherwise"
    EXCEPTION_ALLOWED = "exception allowed"
    EXCEPTION_WITHDRAWN = "exception withdrawn"
    EXCEPTION_CHANGED = "exception changed"
    PEOPLE = "other people"
    ORIGIN = "other origin"
    CLAUSES = "other clauses"
    WORDING = "other wording"
    WORK_USE = "personal use at work"
    TELL_ADDED = "someone to turn to"
    TELL_DROPPED = "no longer someone to turn to"
    SCOPE = "whom it covers"
    PLATFORMS = "services named"


@frozen(kw_only=True)
class Difference:
    """One difference. `control` is None where it is about the pack as a whole."""

    kind: DifferenceKind
    control: Control | None = None
    about: str = ""  # which fact is judged otherwise, which role is told
    before: Stated = ""
    after: Stated = ""


def differences(before: PolicyPack, after: PolicyPack) -> tuple[Difference, ...]:
    """Everything that changes for staff: the controls first, by kind and in the packs' order, then the pack's head."""
    old, new = _by_control(before), _by_control(after)
    found: list[Difference] = []
    for control in dict.fromkeys([*new, *old]):
        found += _of_control(old.get(control), new.get(control), before, after)
    found += _of_heads(before, after)
    return tuple(sorted(found, key=lambda each: list(DifferenceKind).index(each.kind)))


def _by_control(pack: PolicyPack) -> Mapping[str, Requirement]:
    return {requirement.control.id: requirement for requirement in pack.requirements}


def _of_control(
    old: Requirement | None, new: Requirement | None, before: PolicyPack, after: PolicyPack
) -> Iterable[Difference]:
    kinds = DifferenceKind
    if old is None and new is not None:
        return [Difference(kind=kinds.ADDED, control=new.control, about=new.summary, after=new.level)]
    if new is None and old is not None:
        return [Difference(kind=kinds.DROPPED, control=old.control, about=old.summary, before=old.level)]
    return _of_both(old, new, before, after) if old is not None and new is not None else ()


def _of_both(old: Requirement, new: Requirement, before: PolicyPack, after: PolicyPack) -> Iterator[Difference]:
    kinds, control = DifferenceKind, new.control
    if old.level is not new.level:
        kind = kinds.STRICTER if new.level.rank < old.level.rank else kinds.MILDER
        yield Difference(kind=kind, control=control, before=old.level, after=new.level)
    if old.is_core is not new.is_core:
        yield Difference(kind=kinds.COUNTED if new.is_core else kinds.FURTHER, control=control)
    if old.is_critical is not new.is_critical:
        yield Difference(kind=kinds.CRITICAL if new.is_critical else kinds.NOT_CRITICAL, control=control)
    for fact in control.facts:
        was, now = old.judge(fact.id) if _knows(old, fact.id) else fact.verdict, new.judge(fact.id)
        if was is not now:
            yield Difference(kind=kinds.JUDGED, control=control, about=fact.label, before=was, after=now)
    yield from _exceptions(old, new)
    asked_before, asked_after = _people(old, before), _people(new, after)
    # Where neither is narrowed, the difference is in whom the packs cover, and is said once.
    if asked_before != asked_after and (old.people or new.people):
        yield Difference(kind=kinds.PEOPLE, control=control, before=_listed(asked_before), after=_listed(asked_after))
    if _is_baselines(old, before) is not _is_baselines(new, after):
        yield Difference(kind=kinds.ORIGIN, control=control, before=_own_refs(old, before), after=_own_refs(new, after))
    elif _refs(old) != _refs(new):
        yield Difference(kind=kinds.CLAUSES, control=control, before=_refs(old), after=_refs(new))
    if (old.summary, old.details) != (new.summary, new.details):
        yield Difference(kind=kinds.WORDING, control=control, before=_wording(old), after=_wording(new))


def _knows(requirement: Requirement, fact: str) -> bool:
    """An older library's control may not have the fact yet."""
    return fact in requirement.judges or any(each.id == fact for each in requirement.control.facts)


def _exceptions(old: Requirement, new: Requirement) -> Iterator[Difference]:
    if old.exception == new.exception:
        return
    kind = DifferenceKind.EXCEPTION_CHANGED
    if old.exception is None:
        kind = DifferenceKind.EXCEPTION_ALLOWED
    elif new.exception is None:
        kind = DifferenceKind.EXCEPTION_WITHDRAWN
    yield Difference(kind=kind, control=new.control, before=old.exception or "", after=new.exception or "")


def _is_baselines(requirement: Requirement, pack: PolicyPack) -> bool:
    """Whether only the baseline asks for it, inherited or in the baseline itself."""
    return requirement.basis is Basis.BASELINE or pack.inherits is None


def _own_refs(requirement: Requirement, pack: PolicyPack) -> str:
    return "" if _is_baselines(requirement, pack) else _refs(requirement)


def _refs(requirement: Requirement) -> str:
    return ", ".join(requirement.references)


def _wording(requirement: Requirement) -> str:
    return " ".join((requirement.summary, *requirement.details))


def _people(requirement: Requirement, pack: PolicyPack) -> frozenset[PersonKind]:
    covered = frozenset(pack.applies_to.people)
    return covered & frozenset(requirement.people) if requirement.people else covered


def _listed(people: frozenset[PersonKind]) -> tuple[PersonKind, ...]:
    return tuple(kind for kind in PersonKind if kind in people)


def _of_heads(before: PolicyPack, after: PolicyPack) -> Iterator[Difference]:
    kinds = DifferenceKind
    if before.personal_use_at_work != after.personal_use_at_work:
        yield Difference(kind=kinds.WORK_USE, before=before.personal_use_at_work, after=after.personal_use_at_work)
    for contact in after.tell:
        if contact not in before.tell:
            yield Difference(kind=kinds.TELL_ADDED, about=contact.role, after=contact.about)
    for contact in before.tell:
        if contact not in after.tell:
            yield Difference(kind=kinds.TELL_DROPPED, about=contact.role, before=contact.about)
    if before.applies_to.people != after.applies_to.people:
        was, now = frozenset(before.applies_to.people), frozenset(after.applies_to.people)
        if was != now:
            yield Difference(kind=kinds.SCOPE, before=_listed(was), after=_listed(now))
    if before.platforms.names != after.platforms.names:
        yield Difference(
            kind=kinds.PLATFORMS, before=", ".join(before.platforms.names), after=", ".join(after.platforms.names)
        )


class LoweringKind(StrEnum):
    """How a pack can ask for less than the baseline."""

    LEFT_OUT = "left out"
    LEVEL = "lower level"
    PEOPLE = "fewer people"
    JUDGED = "milder judgement"


@frozen(kw_only=True)
class Lowering:
    """One point in which a pack asks for less than the baseline. Without a departure, the linter rejects the pack."""

    kind: LoweringKind
    asked: Requirement  # the baseline's
    about: str = ""  # the fact's label
    spared: tuple[PersonKind, ...] = ()  # who is no longer asked
    stated: Level | Verdict | None = None  # as the pack has it; None where it is left out
    departure: Departure | None = None


def lowerings(pack: PolicyPack, baseline: PolicyPack) -> tuple[Lowering, ...]:
    """Where a pack lowers the baseline, in the baseline's order, each with its clause and reason where it has one."""
    if pack.id == baseline.id:
        return ()
    stated = {each.control.id: each for each in pack.own_requirements}
    departures = {each.control: each for each in pack.departures}
    found: list[Lowering] = []
    for asked in baseline.requirements:
        departure = departures.get(asked.control.id)
        own = stated.get(asked.control.id)
        if own is not None:
            found += _lowered(own, asked, departure, pack, baseline)
        elif departure is not None and departure.level is None:
            found.append(Lowering(kind=LoweringKind.LEFT_OUT, asked=asked, departure=departure))
        elif departure is not None and departure.level is not None and departure.level.rank > asked.level.rank:
            found.append(Lowering(kind=LoweringKind.LEVEL, asked=asked, stated=departure.level, departure=departure))
    return tuple(found)


def _lowered(
    own: Requirement, asked: Requirement, departure: Departure | None, pack: PolicyPack, baseline: PolicyPack
) -> Iterator[Lowering]:
    if own.level.rank > asked.level.rank:
        yield Lowering(kind=LoweringKind.LEVEL, asked=asked, stated=own.level, departure=departure)
    spared = _people(asked, baseline) & frozenset(pack.applies_to.people) - _people(own, pack)
    if spared:
        yield Lowering(kind=LoweringKind.PEOPLE, asked=asked, spared=_listed(spared), departure=departure)
    for fact in asked.control.facts:
        verdict = own.judge(fact.id)
        if verdict.half_points > asked.judge(fact.id).half_points:
            yield Lowering(kind=LoweringKind.JUDGED, asked=asked, about=fact.label, stated=verdict, departure=departure)
