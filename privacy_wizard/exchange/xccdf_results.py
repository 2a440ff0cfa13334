"""An audit as an XCCDF 1.2 test result, and as a benchmark that OpenSCAP can score for itself."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from .. import __version__
from ..domain.expectation import Expected
from ..domain.judgement import Finding, option_verdict
from ..domain.scoring import xccdf_score
from ..domain.vocabulary import Verdict
from .xccdf_benchmark import AddChecks, Group
from .xml_names import DEFAULT_MODEL, FLAT_MODEL, SCE_CHECKS, XCCDF, rule_id, xccdf_id
from .xml_writer import Writer, moment

_X = Writer(XCCDF)
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
    override = _X.add(parent, "override", time=at, authority=response.waiver.approver_role)
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
