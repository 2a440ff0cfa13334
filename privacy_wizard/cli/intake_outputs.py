"""What `intake --json` prints, as values whose schemas are shipped."""

from collections.abc import Iterable
from typing import Any

from attrs import field, frozen

from ..intake.report import ReasonPart, Report
from ..intake.rules import Finding, Judgement, described
from ..intake.take_in import Outcome, Taken
from ..serialization import document_schema

_SHA256 = {"pattern": "[0-9a-f]{64}"}
_MANY = {"limit": 1_000_000}


@frozen(kw_only=True)
class ReasonOut:
    """One reason in words, and where or what in a few."""

    code: str
    sentence: str
    detail: str
    rejects: bool


@frozen(kw_only=True)
class FileOut:
    """One file and what became of it; null stands for what could not be told."""

    file: str
    outcome: Outcome
    sha256: str | None = field(metadata=_SHA256)
    problem: str
    name: str | None
    number: str | None
    words: tuple[str, ...]
    score: int | None
    campaign: str | None
    exceptions: tuple[str, ...]  # to be confirmed, as they are named when they are
    reasons: tuple[ReasonOut, ...]


@frozen(kw_only=True)
class IntakeOut:
    """What `intake --json` prints; with --watch, once for each time that something came in."""

    format: str = field(default="privacy-wizard-intake/1", metadata={"pattern": "privacy-wizard-intake/1"})
    school: str
    files: tuple[FileOut, ...] = field(metadata=_MANY)


def intake_out(school: str, taken: Iterable[Taken]) -> IntakeOut:
    """What came in."""
    return IntakeOut(school=school, files=tuple(_file(each) for each in taken))


def intake_schemas() -> dict[str, dict[str, Any]]:
    """File name → schema."""
    return {"intake-1.schema.json": document_schema(IntakeOut, "privacy-wizard-intake/1")}


def _file(taken: Taken) -> FileOut:
    report = taken.checked.report if taken.checked else None
    judgement = taken.judgement
    return FileOut(
        file=taken.name,
        outcome=taken.outcome,
        sha256=taken.sha256,
        problem=taken.problem,
        name=report.stated.person if report and report.stated else None,
        number=report.stated.person_identifier if report and report.stated else None,
        words=report.signer.words if report and report.signer else (),
        score=report.stated.score if report and report.stated else None,
        campaign=judgement.campaign if judgement else None,
        exceptions=tuple(described(each) for each in judgement.exceptions) if judgement else (),
        reasons=_reasons(judgement, report),
    )


def _reasons(judgement: Judgement | None, report: Report | None) -> tuple[ReasonOut, ...]:
    found: tuple[Finding | ReasonPart, ...] = judgement.findings if judgement else report.reasons if report else ()
    return tuple(
        ReasonOut(
            code=each.code,
            sentence=each.sentence,
            detail=each.detail,
            rejects=each.rejects if isinstance(each, Finding) else each.code.rejects,
        )
        for each in found
    )
