"""Controls as an OSCAL catalog and a policy as an OSCAL profile, in JSON. `docs/exchange.md` says what becomes what."""

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ..domain.model import Catalogue, Control, PolicyPack, Requirement
from ..domain.vocabulary import Area
from .xml_names import OURS

OSCAL_VERSION = "1.2.1"
CATALOG_FILE = "controls-oscal.json"
RESULTS_FILE = "results-oscal.json"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, OURS)
_PRODUCER = "Privacy Wizard"

Json = dict[str, Any]


def catalog(catalogue: Catalogue, when: datetime) -> bytes:
    """Every control, grouped by area."""
    groups = [_group(area, [c for c in catalogue.controls.values() if c.area is area]) for area in Area]
    content = "".join(f"{c.id} {c.title} {c.statement} {c.facts}" for c in catalogue.controls.values())
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
    """Under which name a policy's profile is written."""
    return f"{pack.id}-oscal-profile.json"


def profile(pack: PolicyPack, when: datetime) -> bytes:
    """The policy: which controls it chooses from the catalog, how strictly, and by which clauses."""
    told = metadata(pack.title, pack.version, when, pack.issuer)
    told["props"] = [prop("policy", pack.id), prop("policy-date", pack.date), prop("sha256", pack.sha256)]
    if pack.departures:
        lowered = (
            f"{each.control}, {each.level or 'left out'} ({each.clause}). {each.reason}" for each in pack.departures
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


def _alter(requirement: Requirement) -> Json:
    control = requirement.control
    props = [prop("level", requirement.level), prop("weight", str(requirement.weight))]
    props += [prop("from-baseline", "yes")] if requirement.from_baseline else []
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
        prose = f"{', '.join(requirement.exception.reasons)}; approved by: {requirement.exception.approver}"
        parts.append({"id": f"{control.id}_exception", "name": "exception", "ns": OURS, "prose": prose})
    return {"control-id": control.id, "adds": [{"position": "ending", "props": props, "parts": parts}]}


def metadata(title: str, version: str, when: datetime, publisher: str) -> Json:
    """What every document says of itself."""
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
    """The same for the same content, wherever and whenever it is written."""
    return str(uuid.uuid5(_NAMESPACE, "\n".join(parts)))


def as_json(root: str, content: Mapping[str, Any]) -> bytes:
    """The file."""
    return (json.dumps({root: content}, ensure_ascii=False, indent=2) + "\n").encode()
