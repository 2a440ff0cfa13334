"""From faultless forms to values of the domain."""

import hashlib
from collections.abc import Mapping
from typing import Any

from attrs import asdict, evolve

from ..domain.model import Check, Checklist, Clause, Control, Lack, PolicyPack, Requirement, Source, Status
from ..domain.policy_draft import inherited_from
from ..domain.vocabulary import Basis, Kind, ServiceState
from .document import Read
from .folder import BASELINE, CONTROLS
from .forms import CheckForm, ChecklistForm, PackForm, RequirementForm, SourceForm, StatusForm


def build_checklist(read: Read[ChecklistForm], controls: Mapping[str, Control]) -> Checklist:
    """The checklist, with its file's digest."""
    form = read.form
    sources = {source.id: _source(source) for source in form.sources}
    checks = tuple(_check(check, sources, controls) for check in form.checks)
    return Checklist(
        **_fields(form, "kind", "sources", "checks", "lacks", "status"),
        checks=checks,
        lacks=(*form.lacks, *_nothing_else(form, controls)),
        status=_status(form.status, sources) if form.status else None,
        sha256=read.document.sha256,
    )


def _source(form: SourceForm) -> Source:
    return Source(**_fields(form, "date"), date=form.date or form.read or "", undated=form.date is None)


def _status(form: StatusForm, sources: Mapping[str, Source]) -> Status:
    return Status(**_fields(form, "source"), source=sources[form.source])


def _nothing_else(form: ChecklistForm, controls: Mapping[str, Control]) -> list[Lack]:
    """What one reason is given for; of a closed service, what is asked of every account as well."""
    if form.nothing_else is None:
        return []
    closed = form.status is not None and form.status.state is ServiceState.CLOSED
    kinds = (Kind.SETTING, Kind.ACCOUNT) if closed else (Kind.SETTING,)
    said = {check.control for check in form.checks} | {lack.control for lack in form.lacks}
    left = [control.id for control in controls.values() if control.kind in kinds and control.id not in said]
    return [Lack(control=control, reason=form.nothing_else) for control in left]


def _check(form: CheckForm, sources: Mapping[str, Source], controls: Mapping[str, Control]) -> Check:
    control = controls.get(form.control or "")
    fixes = {each.answer: each.fix for each in control.fixes} if control is not None else {}
    options = tuple(
        evolve(each, fix=each.fix or fixes.get(each.fact or each.id)) if fixes else each for each in form.options
    )
    return Check(**_fields(form, "source", "options"), options=options, source=sources[form.source])


def _fields(form: Any, *without: str) -> dict[str, Any]:
    kept = asdict(form, recurse=False)
    return {name: value for name, value in kept.items() if name not in without}


def build_pack(
    read: Read[PackForm], baseline: PolicyPack | None, controls: Mapping[str, Control], digests: Mapping[str, str]
) -> PolicyPack:
    """The pack with what it inherits; `digests` are the files' own, by name."""
    form = read.form
    clauses = {clause.id: clause for clause in form.clauses}
    rests_on = Basis.NAMED if form.inherits is not None else Basis.BASELINE
    own = tuple(_requirement(each, clauses, controls, rests_on) for each in form.requirements)
    stated = {each.control for each in form.requirements}
    inherited = inherited_from(baseline, stated, form.departures) if baseline is not None else ()
    names = {read.document.name, BASELINE if baseline is not None else read.document.name, CONTROLS}
    return PolicyPack(
        **_fields(form, "kind", "requirements", "earlier"),
        requirements=tuple(evolve(each, made_critical=each.control.id in form.critical) for each in own + inherited),
        sha256=digest_of_pack({name: digests[name] for name in names}),
    )


def digest_of_pack(digests: Mapping[str, str]) -> str:
    """The SHA-256 that stands for a pack and all it builds on.

    It is taken over the lines that ``sha256sum`` prints ("<digest>  <name>", sorted by name) for the pack's own file,
    packs/baseline.yaml and controls.yaml, so anyone can work it out again without this program.
    """
    lines = "".join(f"{digests[name]}  {name}\n" for name in sorted(digests))
    return hashlib.sha256(lines.encode()).hexdigest()


def _requirement(
    form: RequirementForm, clauses: Mapping[str, Clause], controls: Mapping[str, Control], rests_on: Basis
) -> Requirement:
    return Requirement(
        **_fields(form, "control", "clauses", "basis"),
        basis=form.basis or rests_on,
        control=form.statement.as_control(form.control) if form.statement else controls[form.control],
        clauses=tuple(clauses[clause] for clause in form.clauses),
    )
