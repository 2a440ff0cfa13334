"""What `intake --json` prints, as values whose schemas are shipped."""

from typing import Any

from attrs import field, frozen

from ..intake.acceptance_rules import RuleFinding, described
from ..intake.intake_run import Taken
from ..intake.report import ReasonPart
from ..serialization import Printer, View, format_field, the, worked_out

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
class IntakeOut:
    """What `intake --json` prints; with --watch, once for each time that something came in."""

    format: str = format_field("privacy-wizard-intake/1")
    school: str
    files: tuple[Taken, ...] = field(metadata=_MANY)
    aside: int  # files of other kinds that came with them, and were left


def intake_schemas() -> dict[str, dict[str, Any]]:
    """File name → schema, as shipped."""
    return PRINTER.schemas(IntakeOut)


def _words(taken: Taken) -> tuple[str, ...]:
    report = taken.checked.report if taken.checked else None
    return report.signer.words if report and report.signer else ()


def _exceptions(taken: Taken) -> tuple[str, ...]:
    return tuple(described(each) for each in taken.judgement.exceptions) if taken.judgement else ()


def _reasons(taken: Taken) -> tuple[ReasonOut, ...]:
    judgement, report = taken.judgement, taken.checked.report if taken.checked else None
    found: tuple[RuleFinding | ReasonPart, ...] = judgement.findings if judgement else report.reasons if report else ()
    return tuple(
        ReasonOut(
            code=each.code,
            sentence=each.sentence,
            detail=each.detail,
            rejects=each.rejects if isinstance(each, RuleFinding) else each.code.rejects,
        )
        for each in found
    )


PRINTER = Printer(
    View(
        Taken,
        "One file and what became of it; null stands for what could not be told.",
        "file=name",
        "outcome",
        the("sha256", **_SHA256),
        "problem",
        "name=checked.report.stated.person",
        "number=checked.report.stated.person_identifier",
        worked_out("words", _words),
        "score=checked.report.stated.score",
        "campaign=judgement.campaign",
        worked_out("exceptions", _exceptions),  # to be confirmed, as they are named when they are
        worked_out("reasons", _reasons),
    )
)
