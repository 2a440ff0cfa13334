"""What an officer does to a policy in the workshop. Every act is a pure function from pack to pack.

Where an act lowers the baseline, a departure without clause and reason is put in, so that both are asked for.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from attrs import evolve

from ..domain.model import (
    ACKNOWLEDGED,
    Change,
    Clause,
    Control,
    Departure,
    OwnStatement,
    PolicyPack,
    Requirement,
    SchoolDecision,
)
from ..domain.policy_difference import lowerings
from ..domain.policy_draft import with_baseline, with_clauses, with_requirement
from ..domain.versions import version_order
from ..domain.vocabulary import Area, Basis, Kind, Level, PersonKind


def tidy(text: str) -> str:
    """A text as packs hold them: one line, single blanks, nothing invisible."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def requirement_of(pack: PolicyPack, control: str) -> Requirement | None:
    """How the pack, or else the baseline, asks for a control."""
    return next((each for each in pack.requirements if each.control.id == control), None)


def departure_of(pack: PolicyPack, control: str) -> Departure | None:
    """Where the pack says why it asks for less than the baseline."""
    return next((each for each in pack.departures if each.control == control), None)


def asks_for(pack: PolicyPack, control: str) -> bool:
    """Whether the pack itself or what it inherits asks for a control."""
    return requirement_of(pack, control) is not None


def own_of(pack: PolicyPack, control: Control) -> Requirement:
    """The policy's own requirement, for editing, without the baseline's own text."""
    now = requirement_of(pack, control.id)
    if now is not None and now.basis is not Basis.BASELINE:
        return now
    level = now.level if now is not None else Level.SHOULD
    return Requirement(control=control, level=level, clauses=(), summary=control.statement)


def with_own(pack: PolicyPack, requirement: Requirement, baseline: PolicyPack) -> PolicyPack:
    """The pack with this requirement as its own."""
    return settled(with_requirement(pack, requirement), baseline)


def with_level(pack: PolicyPack, control: Control, level: Level, baseline: PolicyPack) -> PolicyPack:
    """Ask for a control at this level; what the school decided without a clause keeps the baseline's words."""
    departure = departure_of(pack, control.id)
    if departure is not None and departure.decision is not None and not _states(pack, control.id):
        return settled(with_departure(pack, evolve(departure, level=level)), baseline)
    return with_own(pack, evolve(own_of(pack, control), level=level), baseline)


def left_out(pack: PolicyPack, control: Control, baseline: PolicyPack) -> PolicyPack:
    """No longer ask for a control; if the baseline asks for it, that needs a clause and a reason."""
    kept = tuple(each for each in pack.requirements if each.control.id != control.id)
    departures = pack.departures
    if asks_for(baseline, control.id) and departure_of(pack, control.id) is None:
        departures = (*departures, Departure(control=control.id, level=None, clause="", reason=""))
    return settled(evolve(pack, requirements=kept, departures=departures), baseline)


def as_baseline(pack: PolicyPack, control: Control, baseline: PolicyPack) -> PolicyPack:
    """Say nothing about a control: the baseline's requirement applies, if there is one."""
    kept = tuple(each for each in pack.requirements if each.control.id != control.id)
    departures = tuple(each for each in pack.departures if each.control != control.id)
    return settled(evolve(pack, requirements=kept, departures=departures), baseline)


def settled(pack: PolicyPack, baseline: PolicyPack) -> PolicyPack:
    """The pack with a departure for everything that lowers the baseline, and for nothing else."""
    lowered = tuple(dict.fromkeys(each.asked.control.id for each in lowerings(pack, baseline)))
    own = {each.control.id: each.level for each in pack.own_requirements}
    kept = [
        each if each.decision is not None and each.control not in own else evolve(each, level=own.get(each.control))
        for each in pack.departures
        if each.control in lowered
    ]
    said = {each.control for each in kept}
    new = [Departure(control=each, level=own.get(each), clause="", reason="") for each in lowered if each not in said]
    return with_baseline(evolve(pack, departures=(*kept, *new)), baseline)


def with_departure(pack: PolicyPack, departure: Departure) -> PolicyPack:
    """The pack with a clause and a reason for one lowering."""
    changed = tuple(departure if each.control == departure.control else each for each in pack.departures)
    return evolve(pack, departures=changed)


def decided(pack: PolicyPack, control: Control, decision: SchoolDecision, baseline: PolicyPack) -> PolicyPack:
    """The pack in which the school itself decided on a lowering, without a clause: the baseline's words are asked."""
    departure = departure_of(pack, control.id)
    if departure is None:
        return pack
    kept = tuple(each for each in pack.requirements if each.control.id != control.id)
    said = with_departure(evolve(pack, requirements=kept), evolve(departure, clause="", decision=decision))
    return settled(said, baseline)


def undecided(pack: PolicyPack, control: Control, baseline: PolicyPack) -> PolicyPack:
    """A clause is to say so after all: the policy asks in words of its own again."""
    departure = departure_of(pack, control.id)
    if departure is None or departure.decision is None:
        return pack
    now = with_departure(pack, evolve(departure, decision=None))
    return now if departure.level is None else with_level(now, control, departure.level, baseline)


def with_critical(pack: PolicyPack, control: Control, baseline: PolicyPack, *, critical: bool) -> PolicyPack:
    """The pack in which a breach of a control caps the score, or no longer does."""
    others = tuple(each for each in pack.critical if each != control.id)
    return settled(evolve(pack, critical=(*others, control.id) if critical else others), baseline)


def with_new_statement(pack: PolicyPack, clause: Clause, baseline: PolicyPack) -> tuple[PolicyPack, str]:
    """The pack with a statement of its own for a clause that no control says, and the identifier it was given."""
    name = _letters(clause.asks, 30).lower().replace(".", "-") or "statement"
    control = _free(f"{Area.CONDUCT}.{name}", {each.control.id for each in pack.requirements})
    statement = OwnStatement(title="", says="")
    asked = Requirement(
        control=statement.as_control(control),
        level=Level.MUST,
        clauses=(clause,),
        summary=clause.asks,
        statement=statement,
    )
    return with_own(pack, asked, baseline), control


def with_statement(pack: PolicyPack, control: Control, statement: OwnStatement, baseline: PolicyPack) -> PolicyPack:
    """The pack with a new text for one of its own statements."""
    changed = evolve(own_of(pack, control), statement=statement, control=statement.as_control(control.id))
    return with_own(pack, changed, baseline)


def as_kind(pack: PolicyPack, control: Control, kind: Kind, baseline: PolicyPack) -> tuple[PolicyPack, str]:
    """The pack in which one of its own statements is accepted or answered, and its identifier, which says so."""
    asked = own_of(pack, control)
    if asked.statement is None or control.kind is kind:
        return pack, control.id
    name = control.id.removeprefix(ACKNOWLEDGED).removeprefix(f"{Area.CONDUCT}.")
    begins = ACKNOWLEDGED if kind is Kind.ACK else f"{Area.CONDUCT}."
    others = {each.control.id for each in pack.requirements if each.control.id != control.id}
    now = _free(f"{begins}{name}", others)
    exception = None if kind is Kind.ACK else asked.exception
    renamed = evolve(asked, control=asked.statement.as_control(now), exception=exception)
    kept = tuple(renamed if each.control.id == control.id else each for each in pack.requirements)
    critical = tuple(now if each == control.id else each for each in pack.critical)
    return settled(evolve(pack, requirements=kept, critical=critical), baseline), now


def _states(pack: PolicyPack, control: str) -> bool:
    return any(each.control.id == control for each in pack.own_requirements)


def with_people(pack: PolicyPack, people: Iterable[PersonKind], baseline: PolicyPack) -> PolicyPack:
    """The pack that covers these kinds of people; no requirement names others."""
    covered = tuple(kind for kind in PersonKind if kind in set(people))
    requirements = tuple(
        evolve(each, people=_narrowed(each.people, covered))
        if each.people and each.basis is not Basis.BASELINE
        else each
        for each in pack.requirements
    )
    now = evolve(pack, applies_to=evolve(pack.applies_to, people=covered), requirements=requirements)
    return settled(now, baseline)


def _narrowed(people: tuple[PersonKind, ...], covered: tuple[PersonKind, ...]) -> tuple[PersonKind, ...]:
    left = tuple(kind for kind in people if kind in covered)
    return () if set(left) == set(covered) else left


def new_clause_id(pack: PolicyPack, ref: str) -> str:
    """An identifier not used by any clause of the pack, made from the policy's own numbering."""
    return _free(_letters(ref) or "clause", {clause.id for clause in pack.clauses})


def new_pack_id(title: str, taken: Iterable[str]) -> str:
    """An identifier not used by any policy, made from its title."""
    name = re.sub("-+", "-", _letters(title, 50).lower().replace(".", "-")).strip("-")
    return _free(name or "policy", set(taken))


def _letters(text: str, most: int = 40) -> str:
    """Letters, digits, dots and hyphens of it, without half a word at its end."""
    plain = unicodedata.normalize("NFKD", text.replace("'", "")).encode("ascii", "ignore").decode()
    whole = re.sub(r"[.-]{2,}", "-", re.sub(r"[^A-Za-z0-9.]+", "-", plain)).strip("-.")
    cut = whole if len(whole) <= most else whole[: most + 1].rpartition("-")[0] or whole[:most]
    return cut.strip("-.")


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    return next(f"{name}-{number}" for number in range(2, len(taken) + 3) if f"{name}-{number}" not in taken)


def with_clause(pack: PolicyPack, clause: Clause) -> PolicyPack:
    """The pack with this clause, replacing the one with the same identifier, if any."""
    known = any(each.id == clause.id for each in pack.clauses)
    clauses = tuple(clause if each.id == clause.id else each for each in pack.clauses)
    return with_clauses(pack, clauses if known else (*clauses, clause))


def without_clauses(pack: PolicyPack, gone: Iterable[str]) -> PolicyPack:
    """The pack without these clauses; whatever rested on them needs another."""
    out = set(gone)
    applies, platforms = pack.applies_to, pack.platforms
    now = evolve(
        pack,
        applies_to=evolve(applies, clauses=tuple(each for each in applies.clauses if each not in out)),
        platforms=evolve(platforms, clauses=tuple(each for each in platforms.clauses if each not in out)),
        departures=tuple(evolve(each, clause="") if each.clause in out else each for each in pack.departures),
    )
    return with_clauses(now, (each for each in pack.clauses if each.id not in out))


def citing(requirement: Requirement, clause: Clause, *, cited: bool) -> Requirement:
    """The requirement with a clause added to its basis, or removed from it."""
    kept = tuple(each for each in requirement.clauses if each.id != clause.id)
    return evolve(requirement, clauses=(*kept, clause) if cited else kept)


def revised(pack: PolicyPack, on: date) -> PolicyPack:
    """The next version of a policy that is in use, to be edited."""
    version = next_version(pack.version, on)
    return evolve(
        pack, version=version, sha256="", changes=(Change(version=version, date=on, summary=""), *pack.changes)
    )


def next_version(version: str, on: date) -> str:
    """A version after this one: the month and a running number."""
    year, month, number = version_order(version)
    if (year, month) >= (on.year, on.month):
        return f"{year}.{month}.{number + 1}"
    return f"{on.year}.{on.month}.1"


def newer_than(pack: PolicyPack, version: str, on: date) -> PolicyPack:
    """The pack under a version after this one, since that one is in use already."""
    if version_order(pack.version) > version_order(version):
        return pack
    now = next_version(version, on)
    said = pack.changes[:1]
    return evolve(pack, version=now, changes=(*(evolve(each, version=now, date=on) for each in said), *pack.changes))
