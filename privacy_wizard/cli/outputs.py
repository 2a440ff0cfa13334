"""What `--json` prints, as values whose schemas are shipped."""

import hashlib
from pathlib import Path

from attrs import field, frozen

from ..audit.attest import declared
from ..audit.session import AuditSession
from ..audit.summary import references
from ..audit.unattended import Finished
from ..domain.judgement import Finding
from ..domain.scoring import xccdf_score
from ..domain.vocabulary import Area, Level, Outcome, Verdict

_PERCENT = {"least": 0, "most": 100}


@frozen(kw_only=True)
class FindingOut:
    """How one requirement stands on one account; `account` is null for the person."""

    control: str
    title: str
    area: Area
    level: Level
    account: str | None
    verdict: Verdict
    reason: str
    clauses: tuple[str, ...]
    weight: int


@frozen(kw_only=True)
class ActionOut:
    """What is open, and the points that mending it gains."""

    control: str
    account: str | None
    text: str
    gain: int


@frozen(kw_only=True)
class AccountOut:
    """The score of one account; null where nothing that counts was asked."""

    account: str
    platform: str
    score: int | None = field(metadata=_PERCENT)


@frozen(kw_only=True)
class AreaOut:
    """The score of one area; null where nothing in it counts."""

    area: Area
    score: int | None = field(metadata=_PERCENT)


@frozen(kw_only=True)
class XccdfOut:
    """The scores of XCCDF's default and flat models."""

    default: float
    flat: float
    flat_maximum: float


@frozen(kw_only=True)
class ScoreOut:
    """What `score --json` prints."""

    format: str = field(default="privacy-wizard-score/1", metadata={"pattern": "privacy-wizard-score/1"})
    policy: str
    score: int | None = field(metadata=_PERCENT)
    outcome: Outcome
    expected: int
    left_the_set: int
    unanswered: int
    areas: tuple[AreaOut, ...]
    accounts: tuple[AccountOut, ...]
    person_score: int | None = field(metadata=_PERCENT)
    findings: tuple[FindingOut, ...]
    actions: tuple[ActionOut, ...]
    xccdf: XccdfOut


@frozen(kw_only=True)
class AuditOut:
    """What `audit --json` prints."""

    format: str = field(default="privacy-wizard-audit/1", metadata={"pattern": "privacy-wizard-audit/1"})
    file: str
    sha256: str = field(metadata={"pattern": "[0-9a-f]{64}"})
    identifier: str = field(metadata={"pattern": "[0-9a-f]{32}"})
    score: int | None = field(metadata=_PERCENT)
    outcome: Outcome
    fingerprint: str = field(metadata={"pattern": "[0-9a-f]{64}"})
    words: tuple[str, ...]


def score_out(session: AuditSession) -> ScoreOut:
    """The judged answers."""
    findings, result = session.findings(), session.score()
    xccdf = xccdf_score(findings)
    return ScoreOut(
        policy=session.audit.pack or "",
        score=result.value,
        outcome=result.outcome,
        expected=result.expected,
        left_the_set=result.left_the_set,
        unanswered=sum(f.verdict is Verdict.NOT_ANSWERED for f in findings),
        areas=tuple(AreaOut(area=a, score=result.by_area[a]) for a in Area if a in result.by_area),
        accounts=tuple(
            AccountOut(account=a.id, platform=a.checklist, score=result.by_account.get(a.id))
            for a in session.audit.accounts
        ),
        person_score=result.by_account.get(None),
        findings=tuple(_finding(f) for f in findings),
        actions=tuple(
            ActionOut(
                control=a.finding.requirement.control.id,
                account=_account(a.finding),
                text=a.finding.check.fix if a.finding.check else a.finding.requirement.control.statement,
                gain=a.gain,
            )
            for a in session.actions()
        ),
        xccdf=XccdfOut(default=round(xccdf.default, 2), flat=xccdf.flat, flat_maximum=xccdf.flat_maximum),
    )


def audit_out(finished: Finished, file: Path) -> AuditOut:
    """The file that was written."""
    result = finished.session.score()
    return AuditOut(
        file=str(file),
        sha256=hashlib.sha256(finished.pdf).hexdigest(),
        identifier=finished.identifier,
        score=result.value,
        outcome=result.outcome,
        fingerprint=finished.fingerprint,
        words=finished.words,
    )


def _finding(finding: Finding) -> FindingOut:
    control = finding.requirement.control
    return FindingOut(
        control=control.id,
        title=control.title,
        area=control.area,
        level=finding.requirement.level,
        account=_account(finding),
        verdict=finding.verdict,
        reason=declared(finding),
        clauses=references(finding.requirement),
        weight=finding.weight,
    )


def _account(finding: Finding) -> str | None:
    return finding.account.id if finding.account else None
