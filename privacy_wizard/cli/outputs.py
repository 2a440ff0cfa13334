"""What `--json` prints, as values whose schemas are shipped."""

import hashlib
from pathlib import Path
from typing import Any

from attrs import field, frozen

from ..attestation.finding_words import declared
from ..audit.actions import Action
from ..audit.batch import Finished
from ..audit.session import AuditSession
from ..domain.judgement import Finding
from ..domain.rules_version import CURRENT_RULES
from ..domain.scoring import xccdf_score
from ..domain.vocabulary import Area, Outcome, Verdict
from ..serialization import Printer, View, format_field, worked_out

_PERCENT = {"least": 0, "most": 100}


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
class FurtherOut:
    """How many of the further questions are settled; they never count."""

    settled: int
    offered: int


@frozen(kw_only=True)
class ScoreOut:
    """What `score --json` prints."""

    format: str = format_field("privacy-wizard-score/1")
    policy: str
    rules_version: str
    score: int | None = field(metadata=_PERCENT)
    raw_score: int | None = field(metadata=_PERCENT)  # without the limits that what is open sets
    outcome: Outcome
    further: FurtherOut
    expected: int
    left_the_set: int
    unanswered: int
    areas: tuple[AreaOut, ...]
    accounts: tuple[AccountOut, ...]
    person_score: int | None = field(metadata=_PERCENT)
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    xccdf: XccdfOut


@frozen(kw_only=True)
class AuditOut:
    """What `audit --json` prints."""

    format: str = format_field("privacy-wizard-audit/1")
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
        rules_version=CURRENT_RULES,
        score=result.value,
        raw_score=result.raw,
        outcome=result.outcome,
        further=FurtherOut(settled=result.further.settled, offered=result.further.offered),
        expected=result.expected,
        left_the_set=result.left_the_set,
        unanswered=sum(f.verdict is Verdict.NOT_ANSWERED for f in findings),
        areas=tuple(AreaOut(area=a, score=result.by_area[a]) for a in Area if a in result.by_area),
        accounts=tuple(
            AccountOut(account=a.id, platform=a.checklist, score=result.by_account.get(a.id))
            for a in session.audit.accounts
        ),
        person_score=result.by_account.get(None),
        findings=findings,
        actions=session.actions(),
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


def score_schemas() -> dict[str, dict[str, Any]]:
    """File name → schema, as shipped."""
    return PRINTER.schemas(ScoreOut, AuditOut)


def _advice(action: Action) -> str:
    return action.finding.check.fix if action.finding.check else action.finding.requirement.control.statement


PRINTER = Printer(
    View(
        Finding,
        "How one requirement stands on one account; `account` is null for the person.",
        "control=requirement.control.id",
        "title=requirement.control.title",
        "area=requirement.control.area",
        "level=requirement.level",
        "account=account.id",
        "verdict",
        worked_out("reason", declared),
        "clauses=requirement.references",
        "basis=requirement.basis",
        "critical=requirement.is_critical",
        "weight",
    ),
    View(
        Action,
        "What is open, the points that mending it gains, and the limit on the score that mending it alone lifts.",
        "control=finding.requirement.control.id",
        "account=finding.account.id",
        worked_out("text", _advice),
        "gain",
        "lifts",
    ),
)
