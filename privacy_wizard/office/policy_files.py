"""Policy packs in the making: read from a file beside the shipped library, checked, and written; what keeps a draft
from being used, at its place in the workshop.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path

from attrs import evolve, frozen

from ..catalogue import CatalogueFaults, load_catalogue
from ..catalogue.document import LibraryFault, LibraryFaultKind, YamlTable
from ..catalogue.folder import FileKind, LibraryFile, open_document
from ..catalogue.lint import lint
from ..catalogue.writing import write_pack
from ..domain.model import Catalogue, PolicyPack
from ..domain.vocabulary import Basis, Level


def read_pack(path: Path, library: Path) -> tuple[Catalogue, PolicyPack]:
    """The pack of a file, and the library with it in place of what it has under the same identifier.

    Raises CatalogueFaults with everything that is wrong with it, at its lines in that file.
    """
    document = open_document(LibraryFile(path.name, path, FileKind.PACK))
    if document.faults:
        raise CatalogueFaults(sorted(set(document.faults)))
    name = _name_of(document.root, path)
    try:
        catalogue = load_catalogue(library, {f"packs/{name}.yaml": path.read_bytes()})
    except CatalogueFaults as refused:
        raise CatalogueFaults(_at_home(fault, name, path) for fault in refused.faults) from None
    return catalogue, catalogue.packs[name]


def _name_of(root: object, path: Path) -> str:
    """Its identifier, so that an older version may lie beside the newer one under another name."""
    said = root.get("id") if isinstance(root, YamlTable) else None
    is_name = isinstance(said, str) and said.replace("-", "").isalnum() and said.isascii()
    return str(said) if is_name else path.stem


def _at_home(fault: LibraryFault, name: str, path: Path) -> LibraryFault:
    return evolve(fault, file=path.name) if fault.file == f"packs/{name}.yaml" else fault


def faults_of(pack: PolicyPack, library: Path) -> tuple[LibraryFault, ...]:
    """What the linter says of a draft among the shipped library; empty if it may be used."""
    name = f"packs/{pack.id}.yaml"
    return tuple(fault for fault in lint(library, {name: write_pack(pack).encode()}) if fault.file == name)


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
