"""The figures of an attestation, computed again from its findings."""

from collections.abc import Iterator

from ..domain.audit import Account
from ..domain.judgement import Finding, FindingReason
from ..domain.model import Control, Requirement
from ..domain.rules import RULES, JudgementRules
from ..domain.scoring import Gain, xccdf_score
from ..domain.vocabulary import Area, Kind, Severity, Verdict
from .reasons import Reason as Why
from .statement import AreaPart, FindingPart, LeftOutPart, Statement, XccdfPart
from .verify import Doubt


def score_doubts(statement: Statement) -> Iterator[Doubt]:
    """Where a figure is not the one that the findings give."""
    accounts = {part.id: Account(id=part.id, checklist=part.checklist) for part in statement.accounts}
    parts: tuple[FindingPart | LeftOutPart, ...] = (*statement.findings, *statement.left_out)
    for part in parts:
        if not part.control.startswith(f"{part.area}."):
            yield Doubt(reason=Why.FINDING_WRONG, detail=part.control)
            return
    rules = RULES.get(statement.rules_version)
    if rules is None:
        yield Doubt(reason=Why.UNKNOWN_RULES, detail=statement.rules_version)
        return
    findings = tuple(_finding(part, accounts) for part in parts)
    for part, finding in zip(statement.findings, findings, strict=False):
        if part.weight != finding.weight or part.verdict in (Verdict.NOT_ANSWERED, Verdict.NOT_APPLICABLE):
            yield Doubt(reason=Why.FINDING_WRONG, detail=part.control)
    wrong = [name for name, stated, computed in _figures(statement, findings, rules) if stated != computed]
    yield from (Doubt(reason=Why.SCORE_WRONG, detail=name) for name in wrong)


def _finding(part: FindingPart | LeftOutPart, accounts: dict[str, Account]) -> Finding:
    """The finding as far as the score asks for it."""
    severity = part.severity if isinstance(part, FindingPart) else Severity.LOW
    verdict = part.verdict if isinstance(part, FindingPart) else Verdict.NOT_APPLICABLE
    critical = isinstance(part, FindingPart) and part.critical
    control = Control(
        id=part.control, title=part.title, kind=Kind.SETTING, severity=severity, statement="", critical=critical
    )
    return Finding(
        requirement=Requirement(control=control, level=part.level, clauses=(), summary="", basis=part.basis),
        account=accounts[part.account] if part.account is not None else None,
        verdict=verdict,
        reason=FindingReason.ANSWERED,
    )


def _figures(
    statement: Statement, findings: tuple[Finding, ...], rules: JudgementRules
) -> Iterator[tuple[str, object, object]]:
    """Each figure: its name, as stated, as computed."""
    result, flat = rules.score(findings), xccdf_score(findings)
    yield "score", statement.score, result.value
    yield "raw score", statement.raw_score, result.raw
    yield "outcome", statement.outcome, result.outcome
    areas = tuple(AreaPart(area=area, score=result.by_area[area]) for area in Area if area in result.by_area)
    yield "areas", statement.areas, areas
    yield "person", statement.person_score, result.by_account.get(None)
    for part in statement.accounts:
        yield part.id, part.score, result.by_account.get(part.id)
    default = round(flat.default, 2) if flat.flat_maximum else None
    yield "XCCDF", statement.xccdf, XccdfPart(default=default, flat=int(flat.flat), flat_maximum=int(flat.flat_maximum))
    mending = [_mending(gain) for gain in rules.gains(findings)]
    yield "actions", [(part.control, part.account, part.gain, part.lifts) for part in statement.actions], mending


def _mending(gain: Gain) -> tuple[str, str | None, int, int | None]:
    finding = gain.finding
    account = finding.account.id if finding.account else None
    return finding.requirement.control.id, account, gain.points, gain.lifts
