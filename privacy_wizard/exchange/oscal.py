"""OSCAL: controls as a catalog, a policy as a profile, an audit as results. See `docs/exchange.md`."""

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ..domain.judgement import Finding
from ..domain.model import Catalogue, Control, Departure, PolicyPack, Requirement
from ..domain.own_statements import own_controls
from ..domain.scoring import score, xccdf_score
from ..domain.vocabulary import Area, Basis, Verdict
from .package import AuditRecord, Files
from .xml_document import OURS, PERSON

OSCAL_VERSION = "1.2.1"
CATALOG_FILE = "controls-oscal.json"
RESULTS_FILE = "results-oscal.json"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, OURS)
_PRODUCER = "Privacy Wizard"

Json = dict[str, Any]


def catalog(catalogue: Catalogue, when: datetime, pack: PolicyPack | None = None) -> bytes:
    """Every control, grouped by area; those that only `pack` has are among them."""
    controls = (*catalogue.controls.values(), *(own_controls(pack) if pack is not None else ()))
    groups = [_group(area, [c for c in controls if c.area is area]) for area in Area]
    content = "".join(f"{c.id} {c.title} {c.statement} {c.facts}" for c in controls)
    versions = {pack.version for pack in catalogue.packs.values()}
    return as_json(
        "catalog",
        {
            "uuid": identifier("catalog", content),
            "metadata": metadata("Controls of Privacy Wizard", max(versions, default="1"), when, _PRODUCER),
            "groups": [group for group in groups if group["controls"]],
        },
    )


def _group(area: Area, controls: Sequence[Control]) -> Json:
    return {
        "id": area.value,
        "class": "area",
        "title": area.value.capitalize(),
        "controls": [_control(control) for control in controls],
    }


def _control(control: Control) -> Json:
    parts: list[Json] = [{"id": statement_id(control.id), "name": "statement", "prose": control.statement}]
    parts += [
        {
            "id": f"{control.id}_fact-{fact.id}",
            "name": "fact",
            "ns": OURS,
            "prose": fact.label,
            "props": [prop("verdict", fact.verdict)],
        }
        for fact in control.facts
    ]
    props = [prop("severity", control.severity)]
    return {"id": control.id, "class": control.kind.value, "title": control.title, "props": props, "parts": parts}


def statement_id(control: str) -> str:
    """The statement of a control, to which findings point."""
    return f"{control}_smt"


def profile_file(pack: PolicyPack) -> str:
    """The file name of a policy's profile."""
    return f"{pack.id}-oscal-profile.json"


def profile(pack: PolicyPack, when: datetime) -> bytes:
    """The policy: which controls it chooses from the catalog, how strictly, and by which clauses."""
    told = metadata(pack.title, pack.version, when, pack.issuer)
    told["props"] = [prop("policy", pack.id), prop("policy-date", pack.date), prop("sha256", pack.sha256)]
    if pack.departures:
        lowered = (
            f"{each.control}, {each.level or 'left out'} ({_ground(each)}). {each.reason}" for each in pack.departures
        )
        told["remarks"] = "\n\n".join(["Here the policy asks for less than the baseline:", *lowered])
    return as_json(
        "profile",
        {
            "uuid": identifier("profile", pack.id, pack.sha256),
            "metadata": told,
            "imports": [
                {"href": CATALOG_FILE, "include-controls": [{"with-ids": [r.control.id for r in pack.requirements]}]}
            ],
            "merge": {"as-is": True},
            "modify": {"alters": [_alter(requirement) for requirement in pack.requirements]},
        },
    )


def _ground(departure: Departure) -> str:
    decision = departure.decision
    return f"decided by the {decision.by}, {decision.on}" if decision is not None else departure.clause


def _alter(requirement: Requirement) -> Json:
    control = requirement.control
    props = [prop("level", requirement.level), prop("weight", str(requirement.weight))]
    props += [prop("from-baseline", "yes")] if requirement.basis is Basis.BASELINE else []
    props += [prop("basis", requirement.basis)]
    props += [prop("critical", "yes")] if requirement.is_critical else []
    props += [prop("people", kind) for kind in requirement.people]
    prose = "\n\n".join((requirement.summary, *requirement.details))
    parts: list[Json] = [{"id": f"{control.id}_policy", "name": "guidance", "prose": prose}]
    parts += [
        {"id": f"{control.id}_clause-{number}", "name": "clause", "ns": OURS, "title": clause.ref, "prose": clause.asks}
        for number, clause in enumerate(requirement.clauses, 1)
    ]
    parts += [
        {
            "id": f"{control.id}_judged-{fact.id}",
            "name": "judgement",
            "ns": OURS,
            "prose": fact.label,
            "props": [prop("verdict", requirement.judge(fact.id))],
        }
        for fact in control.facts
        if fact.id in requirement.judges
    ]
    if requirement.exception is not None:
        approved = f"; approved by: {role}" if (role := requirement.exception.approver) else ""
        prose = f"{', '.join(requirement.exception.reasons)}{approved}"
        parts.append({"id": f"{control.id}_exception", "name": "exception", "ns": OURS, "prose": prose})
    return {"control-id": control.id, "adds": [{"position": "ending", "props": props, "parts": parts}]}


def metadata(title: str, version: str, when: datetime, publisher: str) -> Json:
    """The metadata of every document."""
    party = identifier("party", publisher)
    return {
        "title": one_line(title),
        "last-modified": when.isoformat(timespec="seconds"),
        "version": version,
        "oscal-version": OSCAL_VERSION,
        "roles": [{"id": "publisher", "title": "Publisher"}],
        "parties": [{"uuid": party, "type": "organization", "name": one_line(publisher)}],
        "responsible-parties": [{"role-id": "publisher", "party-uuids": [party]}],
    }


def prop(name: str, value: str) -> Json:
    """A property in our own namespace."""
    return {"name": name, "ns": OURS, "value": one_line(value)}


def one_line(text: str) -> str:
    """As OSCAL wants titles and values: one line, and never empty."""
    return " ".join(text.split()) or "-"


def identifier(*parts: str) -> str:
    """A UUID that is the same for the same content, wherever and whenever it is written."""
    return str(uuid.uuid5(_NAMESPACE, "\n".join(parts)))


def as_json(root: str, content: Mapping[str, Any]) -> bytes:
    """The document as the bytes of a file."""
    return (json.dumps({root: content}, ensure_ascii=False, indent=2) + "\n").encode()


_STATUS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.MET: ("satisfied", "pass"),
    Verdict.ACKNOWLEDGED: ("satisfied", "pass"),
    Verdict.EXCEPTED: ("satisfied", "other"),
    Verdict.PARTLY_MET: ("not-satisfied", "fail"),
    Verdict.NOT_MET: ("not-satisfied", "fail"),
    Verdict.NOT_SURE: ("not-satisfied", "other"),
    Verdict.NOT_ANSWERED: ("not-satisfied", "other"),
}
"""What does not apply is observed and is no finding: OSCAL knows only satisfied and not satisfied."""


def oscal_policy(catalogue: Catalogue, pack: PolicyPack, when: datetime) -> Files:
    """The catalog of all controls, and the policy as a profile of it."""
    return {CATALOG_FILE: catalog(catalogue, when, pack), profile_file(pack): profile(pack, when)}


def oscal_audit(record: AuditRecord) -> Files:
    """The catalog and the profile, with the results of an audit."""
    return {**oscal_policy(record.catalogue, record.pack, record.when), RESULTS_FILE: _results(record)}


def _results(record: AuditRecord) -> bytes:
    pack, seed = record.pack, _seed(record)
    told = metadata(f"Audit under {pack.title}", pack.version, record.when, record.school)
    told["props"] = [prop("policy", pack.id)]
    plan = identifier("plan", seed)
    resource = {
        "uuid": plan,
        "title": "What was asked",
        "description": "There is no assessment plan of its own. The policy's profile, the accounts and the kind of "
        "person fixed what was to be answered before the first answer.",
        "rlinks": [{"href": profile_file(pack)}],
    }
    return as_json(
        "assessment-results",
        {
            "uuid": identifier("results", seed),
            "metadata": told,
            "import-ap": {"href": f"#{plan}", "remarks": "See the resource of that identifier."},
            "results": [_result(record, seed)],
            "back-matter": {"resources": [resource]},
        },
    )


def _seed(record: AuditRecord) -> str:
    return f"{record.pack.id} {record.pack.sha256} {record.identifier} {record.when.isoformat()}"


def _result(record: AuditRecord, seed: str) -> Json:
    at = record.when.isoformat(timespec="seconds")
    subjects = _subjects(record, seed)
    pairs = [(finding, _key(record, finding)) for finding in record.findings]
    judged = [(finding, key) for finding, key in pairs if finding.verdict in _STATUS]
    controls = dict.fromkeys(finding.requirement.control.id for finding in record.findings)
    found: Json = {
        "uuid": identifier("result", seed),
        "title": "What a member of staff declared",
        "description": "A person answered about their own accounts. Nobody checked it on their behalf.",
        "start": at,
        "end": at,
        "props": [prop("person", record.identifier), *_scores(record.findings)],
        "local-definitions": {"components": list(subjects.values())},
        "reviewed-controls": {"control-selections": [_selection(list(controls))]},
    }
    if pairs:
        found["observations"] = [_observation(finding, key, subjects, seed, at) for finding, key in pairs]
    if judged:
        found["findings"] = [_finding(finding, key, seed) for finding, key in judged]
    return found


def _selection(controls: Sequence[str]) -> Json:
    return {"include-controls": [{"control-id": each} for each in controls]} if controls else {"include-all": {}}


def _scores(findings: Sequence[Finding]) -> list[Json]:
    ours, theirs = score(findings), xccdf_score(findings)
    found = [prop("outcome", ours.outcome)]
    found += [prop("score", str(ours.value))] if ours.value is not None else []
    return [
        *found,
        prop("xccdf-default", f"{theirs.default:.6f}"),
        prop("xccdf-flat", f"{theirs.flat:.6f}"),
        prop("xccdf-flat-maximum", f"{theirs.flat_maximum:.6f}"),
    ]


def _key(record: AuditRecord, finding: Finding) -> str:
    """As which account, or the person, it is shown."""
    return record.shown[finding.account.id].name if finding.account is not None else PERSON


def _subjects(record: AuditRecord, seed: str) -> dict[str, Json]:
    """The accounts and the person, by their outside names."""
    titles = {shown.name: (shown.title, "service") for shown in record.shown.values()}
    titles[PERSON] = ("The person", "process-procedure")
    return {
        name: {
            "uuid": identifier("subject", seed, name),
            "type": kind,
            "title": one_line(title),
            "description": "One account on a service." if kind == "service" else "What the person does and knows.",
            "status": {"state": "operational"},
        }
        for name, (title, kind) in titles.items()
    }


def _observation(finding: Finding, key: str, subjects: Mapping[str, Json], seed: str, at: str) -> Json:
    control = finding.requirement.control
    return {
        "uuid": identifier("observation", seed, key, control.id),
        "title": one_line(control.title),
        "description": f"{finding.verdict}: {finding.reason.value}",
        "props": [prop("control", control.id), prop("verdict", finding.verdict), *_waiver(finding)],
        "methods": ["INTERVIEW"],  # the person said so
        "types": ["control-objective"],
        "subjects": [{"subject-uuid": subjects[key]["uuid"], "type": "component", "title": subjects[key]["title"]}],
        "collected": at,
    }


def _waiver(finding: Finding) -> list[Json]:
    """A declared exception: reason, the role that approved it, until when; never a name."""
    waiver = finding.response.waiver if finding.response is not None else None
    if finding.verdict is not Verdict.EXCEPTED or waiver is None:
        return []
    return [
        prop("exception", waiver.reason),
        *([prop("approved-by", waiver.approver_role)] if waiver.approver_role else []),
        prop("until", waiver.until.isoformat()),
    ]


def _finding(finding: Finding, key: str, seed: str) -> Json:
    requirement, control = finding.requirement, finding.requirement.control
    state, reason = _STATUS[finding.verdict]
    return {
        "uuid": identifier("finding", seed, key, control.id),
        "title": one_line(control.title),
        "description": requirement.summary,
        "props": [prop("level", requirement.level), prop("weight", str(requirement.weight))],
        "target": {
            "type": "statement-id",
            "target-id": statement_id(control.id),
            "status": {"state": state, "reason": reason, "remarks": finding.verdict.value},
        },
        "related-observations": [{"observation-uuid": identifier("observation", seed, key, control.id)}],
    }
