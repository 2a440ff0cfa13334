"""From forms that were found without fault to the domain's values."""

import hashlib
from collections.abc import Mapping
from typing import Any

from attrs import asdict, evolve

from ..domain.model import Check, Checklist, Clause, Control, PolicyPack, Requirement, Source
from .document import Read
from .folder import BASELINE, CONTROLS
from .forms import CheckForm, ChecklistForm, PackForm, RequirementForm


def build_checklist(read: Read[ChecklistForm]) -> Checklist:
    """The checklist with its file's digest."""
    form = read.form
    sources = {source.id: source for source in form.sources}
    checks = tuple(_check(check, sources) for check in form.checks)
    return Checklist(**_fields(form, "kind", "sources", "checks"), checks=checks, sha256=read.document.sha256)


def _check(form: CheckForm, sources: Mapping[str, Source]) -> Check:
    return Check(**_fields(form, "source"), source=sources[form.source])


def _fields(form: Any, *without: str) -> dict[str, Any]:
    kept = asdict(form, recurse=False)
    return {name: value for name, value in kept.items() if name not in without}


def build_pack(
    read: Read[PackForm], baseline: PolicyPack | None, controls: Mapping[str, Control], digests: Mapping[str, str]
) -> PolicyPack:
    """The pack with what it inherits; `digests` are the files' own, by name."""
    form = read.form
    clauses = {clause.id: clause for clause in form.clauses}
    own = tuple(_requirement(requirement, clauses, controls) for requirement in form.requirements)
    inherited = tuple(_inherited(form, baseline)) if baseline is not None else ()
    names = {read.document.name, BASELINE if baseline is not None else read.document.name, CONTROLS}
    return PolicyPack(
        **_fields(form, "kind", "requirements"),
        requirements=own + inherited,
        sha256=digest_of_pack({name: digests[name] for name in names}),
    )


def digest_of_pack(digests: Mapping[str, str]) -> str:
    """The SHA-256 that stands for a pack and all it builds on.

    It is taken over the lines that ``sha256sum`` prints ("<digest>  <name>", sorted by name) for the pack's own file,
    packs/baseline.yaml and controls.yaml, so anyone can work it out again without this program.
    """
    lines = "".join(f"{digests[name]}  {name}\n" for name in sorted(digests))
    return hashlib.sha256(lines.encode()).hexdigest()


def _requirement(form: RequirementForm, clauses: Mapping[str, Clause], controls: Mapping[str, Control]) -> Requirement:
    return Requirement(
        **_fields(form, "control", "clauses"),
        control=controls[form.control],
        clauses=tuple(clauses[clause] for clause in form.clauses),
    )


def _inherited(form: PackForm, baseline: PolicyPack) -> list[Requirement]:
    settled = {requirement.control for requirement in form.requirements} | {dep.control for dep in form.departures}
    return [evolve(asked, from_baseline=True) for asked in baseline.requirements if asked.control.id not in settled]
