"""What keeps a draft policy from being used: the linter's faults, each at its place in the workshop."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path

from attrs import frozen

from ..catalogue.document import LibraryFault, LibraryFaultKind
from ..domain.model import PolicyPack
from ..domain.vocabulary import Basis, Level
from .policy_files import faults_of

_STEP = re.compile(r"([a-z_]+)(?:\[(\d+)\])?(?:\.(.+))?")


class Spot(StrEnum):
    """Where in the workshop something has to be corrected."""

    RULE = "rule"  # of a control
    CLAUSE = "clause"
    TELL = "tell"
    POLICY = "policy"  # what it says about itself


@frozen(kw_only=True)
class Unfinished:
    """One thing still to be done."""

    spot: Spot
    of: str = ""  # the control's or clause's identifier; the number of the line in `tell`, from 0
    field: str = ""  # "clauses", "departure.reason", "applies_to.people"
    said: str  # the linter's sentence
    kind: LibraryFaultKind = LibraryFaultKind.OTHER


def unfinished(pack: PolicyPack, library: Path) -> tuple[Unfinished, ...]:
    """Everything that is still to be done before the policy can be used; takes a moment."""
    found = [at_its_place(pack, fault) for fault in faults_of(pack, library)]
    return tuple(dict.fromkeys((*found, *_unnamed(pack))))


def _unnamed(pack: PolicyPack) -> Iterator[Unfinished]:
    """The linter takes a policy of before that says nowhere on what it rests; one that is made anew here says it."""
    own = [each for each in pack.own_requirements if each.level is not Level.INFORM]
    if not any(each.words or each.basis is Basis.READING for each in own):
        yield from (Unfinished(spot=Spot.RULE, of=each.control.id, field="words", said="") for each in own)


def at_its_place(pack: PolicyPack, fault: LibraryFault) -> Unfinished:
    """A fault of the pack as it is written, at the control, clause or line that it is about."""
    found, made = _STEP.fullmatch(fault.path), partial(Unfinished, said=fault.sentence, kind=fault.kind)
    name, number, field = (found[1], found[2], found[3] or "") if found else (fault.path, None, "")
    field = re.sub(r"\[\d+\]", "", field)
    at = int(number) if number is not None else -1
    own = pack.own_requirements
    if name == "requirements" and 0 <= at < len(own):
        return made(spot=Spot.RULE, of=own[at].control.id, field=field)
    if name == "departures" and 0 <= at < len(pack.departures):
        return made(spot=Spot.RULE, of=pack.departures[at].control, field=f"departure.{field or 'clause'}")
    if name == "clauses" and 0 <= at < len(pack.clauses):
        return made(spot=Spot.CLAUSE, of=pack.clauses[at].id, field=field)
    if name == "tell" and at >= 0:
        return made(spot=Spot.TELL, of=str(at), field=field)
    return made(spot=Spot.POLICY, field=f"{name}.{field}" if field else name)
