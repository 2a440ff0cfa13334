"""An audit as OSCAL assessment results, and the set of OSCAL files that belong together."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from ..domain.judgement import Finding
from ..domain.model import Catalogue, PolicyPack
from ..domain.scoring import score, xccdf_score
from ..domain.vocabulary import Verdict
from .oscal import (
    CATALOG_FILE,
    RESULTS_FILE,
    Json,
    as_json,
    catalog,
    identifier,
    metadata,
    one_line,
    profile,
    profile_file,
    prop,
    statement_id,
)
from .package import AuditRecord, Files
from .xml_names import PERSON

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
    return {CATALOG_FILE: catalog(catalogue, when), profile_file(pack): profile(pack, when)}


def oscal_audit(record: AuditRecord) -> Files:
    """The same with the audit's results."""
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
    """The accounts and the person, by what they are called outside."""
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
        prop("approved-by", waiver.approver_role),
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
