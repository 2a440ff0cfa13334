"""A policy as an XCCDF 1.2 benchmark, and an audit as a test result that OpenSCAP can score for itself."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from attrs import field, frozen

from .. import __version__
from ..domain.expectation import Expected
from ..domain.judgement import Finding, option_verdict
from ..domain.model import NO_SUCH_SETTING, PolicyPack
from ..domain.scoring import xccdf_score
from ..domain.vocabulary import Subject, Verdict
from .xml_document import (
    DEFAULT_MODEL,
    DUBLIN_CORE,
    FLAT_MODEL,
    OCIL_CHECKS,
    SCE_CHECKS,
    XCCDF,
    XmlWriter,
    moment,
    ocil_id,
    rule_id,
    xccdf_id,
)

_X, _DC = XmlWriter(XCCDF), XmlWriter(DUBLIN_CORE)


@frozen(kw_only=True)
class Group:
    """An account, or the person, with what the policy requires of it."""

    name: str  # as it stands in identifiers: "instagram-1"
    title: str
    pairs: tuple[Expected, ...]
    lacks: Mapping[str, str] = field(factory=dict)  # control → why the platform cannot answer it
    hidden: bool = False  # then nothing may show which platform it is


AddChecks = Callable[[ET.Element, Group, Expected], None]
"""Adds to a rule how it is checked; nothing where it is not."""


@frozen(kw_only=True)
class Outline:
    """The ingredients of one benchmark."""

    pack: PolicyPack
    name: str  # ends its identifier
    groups: tuple[Group, ...]
    when: datetime


def benchmark(outline: Outline, add_checks: AddChecks) -> ET.Element:
    """The benchmark without results. Default and flat are the scores that it asks for."""
    pack = outline.pack
    root = _X.root("Benchmark", id=xccdf_id("benchmark", outline.name), resolved="true", **{"xml:lang": "en"})
    _X.add(root, "status", "draft", date=outline.when.date().isoformat())
    _X.add(root, "title", pack.title)
    _X.add(root, "description", pack.applies_to.summary)
    _X.add(root, "version", pack.version, time=moment(outline.when))
    metadata = _X.add(root, "metadata")
    for name, text in (
        ("creator", "Privacy Wizard"),
        ("publisher", pack.issuer),
        ("source", f"{pack.title}, {pack.date}"),
    ):
        _DC.add(metadata, name, text)
    for model in (DEFAULT_MODEL, FLAT_MODEL):
        _X.add(root, "model", system=model)
    _profiles(root, outline)
    for group in outline.groups:
        _group(root, group, add_checks)
    return root


def _profiles(root: ET.Element, outline: Outline) -> None:
    """One for each kind of person, where the policy does not ask the same of all."""
    people = {r.control.id: r.people for r in outline.pack.requirements if r.people}
    for kind in outline.pack.applies_to.people if people else ():
        profile = _X.add(root, "Profile", id=xccdf_id("profile", kind.replace(" ", "-")))
        _X.add(profile, "title", f"What is asked of: {kind}")
        for group in outline.groups:
            for pair in group.pairs:
                control = pair.requirement.control.id
                chosen = "true" if kind in people.get(control, (kind,)) else "false"
                _X.add(profile, "select", idref=rule_id(group.name, control), selected=chosen)


def _group(root: ET.Element, group: Group, add_checks: AddChecks) -> None:
    found = _X.add(root, "Group", id=xccdf_id("group", group.name))
    _X.add(found, "title", group.title)
    for pair in group.pairs:
        _rule(found, group, pair, add_checks)


def _rule(parent: ET.Element, group: Group, pair: Expected, add_checks: AddChecks) -> None:
    requirement, control = pair.requirement, pair.requirement.control
    rule = _X.add(
        parent,
        "Rule",
        id=rule_id(group.name, control.id),
        weight=str(requirement.weight),
        severity=control.severity,
        # Without weight it is only reported. As "full" it would make 0/0 of a group that has nothing else.
        role="full" if requirement.weight else "unscored",
    )
    _X.add(rule, "title", control.title)
    _X.add(rule, "description", control.statement)
    if not pair.checks and control.kind.subject is Subject.PERSONAL_ACCOUNT:
        reason = None if group.hidden else group.lacks.get(control.id)
        _X.add(rule, "warning", reason or NO_SUCH_SETTING, category="functionality")
    for clause in requirement.clauses:
        _X.add(rule, "reference", f"{clause.ref}: {clause.asks}")
    _X.add(rule, "rationale", " ".join((requirement.summary, *requirement.details)))
    _X.add(rule, "ident", control.id, system="urn:x-privacy-wizard:control")
    for fix in _fixes(group, pair):
        _X.add(rule, "fixtext", fix)
    add_checks(rule, group, pair)


def _fixes(group: Group, pair: Expected) -> Iterable[str]:
    # A fix speaks of the platform's own menus.
    return () if group.hidden else dict.fromkeys(check.fix for check in pair.checks)


def ocil_checks(documents: Mapping[str, str]) -> AddChecks:
    """Checks by questionnaire; `documents` names the OCIL file of each check."""

    def add(rule: ET.Element, group: Group, pair: Expected) -> None:
        files = [] if group.hidden else list(dict.fromkeys(documents[check.id] for check in pair.checks))
        several = len(files) > 1
        parent = _X.add(rule, "complex-check", operator="AND") if several else rule
        for file in files:
            check = _X.add(parent, "check", system=OCIL_CHECKS)
            _X.add(check, "check-content-ref", href=file, name=ocil_id("questionnaire", pair.requirement.control.id))

    return add


def groups_of(
    pairs: Sequence[Expected], make: Callable[[str | None, tuple[Expected, ...]], Group]
) -> tuple[Group, ...]:
    """The pairs by account, in their order; `make` gets the account's own identifier, None for the person."""
    found: dict[str | None, list[Expected]] = {}
    for pair in pairs:
        found.setdefault(pair.account.id if pair.account else None, []).append(pair)
    return tuple(make(account, tuple(its)) for account, its in found.items())


_X = XmlWriter(XCCDF)
RESULTS = {
    Verdict.MET: "pass",
    Verdict.ACKNOWLEDGED: "pass",
    Verdict.EXCEPTED: "pass",
    Verdict.PARTLY_MET: "fail",
    Verdict.NOT_MET: "fail",
    Verdict.NOT_SURE: "unknown",
    Verdict.NOT_ANSWERED: "notchecked",
    Verdict.NOT_APPLICABLE: "notapplicable",
}
_SCE_NAMES = {
    "pass": "PASS",
    "fail": "FAIL",
    "unknown": "UNKNOWN",
    "notchecked": "NOT_CHECKED",
    "notapplicable": "NOT_APPLICABLE",
}


@frozen(kw_only=True)
class Outcomes:
    """The findings of one audit, with the groups that they belong to."""

    groups: tuple[Group, ...]
    findings: Mapping[tuple[str, str], Finding]  # by group and control
    identifier: str  # of the person: the staff number or the random one; never the name
    school: str
    when: datetime


def add_test_result(root: ET.Element, outcomes: Outcomes, add_checks: AddChecks, *, file: str) -> None:
    """Put the results behind the rules. `file` is the name under which the benchmark is saved."""
    at = moment(outcomes.when)
    result = _X.add(
        root,
        "TestResult",
        id=xccdf_id("testresult", "audit"),
        version=root.findtext(f"{{{XCCDF}}}version"),
        **{"end-time": at, "test-system": f"Privacy Wizard {__version__}"},
    )
    _X.add(result, "benchmark", href=file, id=root.get("id"))
    _X.add(result, "title", "What a member of staff declared about their own accounts")
    _X.add(result, "organization", outcomes.school)
    # The person answered for themselves; nothing was checked on their behalf.
    _X.add(result, "identity", outcomes.identifier, authenticated="false", privileged="false")
    for title in [group.title for group in outcomes.groups] or ["Nothing was asked"]:
        _X.add(result, "target", title)
    for group in outcomes.groups:
        for pair in group.pairs:
            control = pair.requirement.control.id
            found = _rule_result(result, rule_id(group.name, control), outcomes.findings[group.name, control], at)
            add_checks(found, group, pair)
    _scores(result, outcomes)


def _rule_result(parent: ET.Element, rule: str, finding: Finding, at: str) -> ET.Element:
    requirement = finding.requirement
    scored = requirement.weight > 0
    found = _X.add(
        parent,
        "rule-result",
        idref=rule,
        role="full" if scored else "unscored",
        severity=requirement.control.severity,
        time=at,
        weight=str(requirement.weight),
    )
    _X.add(found, "result", RESULTS[finding.verdict] if scored else "informational")
    if scored and finding.verdict is Verdict.EXCEPTED:
        _override(found, finding, at)
    _X.add(found, "ident", requirement.control.id, system="urn:x-privacy-wizard:control")
    _X.add(found, "message", f"{finding.verdict}: {finding.reason.value}", severity="info")
    return found


def _override(parent: ET.Element, finding: Finding, at: str) -> None:
    """A declared exception: what the answer alone would come to, and the role that approved it; never the name."""
    response, check = finding.response, finding.check
    if response is None or response.waiver is None or check is None:
        return
    option = check.option(str(response.answer))
    before = option_verdict(finding.requirement, option) if option else Verdict.NOT_SURE
    override = _X.add(parent, "override", time=at, authority=response.waiver.approver_role or "the signer")
    _X.add(override, "old-result", RESULTS[before])
    _X.add(override, "new-result", "pass")
    _X.add(override, "remark", f"{response.waiver.reason}, until {response.waiver.until.isoformat()}")


def _scores(parent: ET.Element, outcomes: Outcomes) -> None:
    score = xccdf_score(list(outcomes.findings.values()))
    _X.add(parent, "score", f"{score.default:.6f}", system=DEFAULT_MODEL, maximum="100")
    _X.add(parent, "score", f"{score.flat:.6f}", system=FLAT_MODEL, maximum=f"{score.flat_maximum:.6f}")


def script_checks(outcomes: Outcomes) -> AddChecks:
    """Checks by a script that says what the finding says: OpenSCAP runs those, and no questionnaires."""

    def add(rule: ET.Element, group: Group, pair: Expected) -> None:
        finding = outcomes.findings[group.name, pair.requirement.control.id]
        check = _X.add(rule, "check", system=SCE_CHECKS)
        _X.add(check, "check-content-ref", href=f"{RESULTS[finding.verdict]}.sh")

    return add


def scripts() -> Mapping[str, bytes]:
    """One script for each result; the engine hands them its codes in the environment."""
    return {f"{result}.sh": f'#!/bin/sh\nexit "$XCCDF_RESULT_{name}"\n'.encode() for result, name in _SCE_NAMES.items()}
