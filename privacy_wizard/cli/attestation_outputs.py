"""What `attestation … --json` prints, as values whose schemas are shipped."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from ..domain.register_views import AttestationRow, Holder, RecordedEvent
from ..intake.acceptance_rules import Judgement, described
from ..intake.sentences import recorded_reason
from ..office.event_sentences import event_sentence
from ..serialization import Printer, View, format_field, the, worked_out
from .intake_outputs import ReasonOut

SHA256 = {"pattern": "[0-9a-f]{64}"}
MANY = {"limit": 1_000_000}


@frozen(kw_only=True)
class Listed:
    """An attestation, and whose it is where that is known."""

    row: AttestationRow
    holder: Holder | None


@frozen(kw_only=True)
class Entry:
    """An entry of the record, and whether a later one corrects it."""

    record: RecordedEvent
    corrected: bool


@frozen(kw_only=True)
class AttestationsOut:
    """What `attestation list --json` prints."""

    format: str = format_field("privacy-wizard-attestations/1")
    school: str
    attestations: tuple[Listed, ...] = field(metadata=MANY)


@frozen(kw_only=True)
class ShownOut:
    """What `attestation show --json` prints; `exceptions` as they are confirmed."""

    format: str = format_field("privacy-wizard-attestation/1")
    school: str
    attestation: Listed
    reasons: tuple[ReasonOut, ...]
    exceptions: tuple[str, ...]
    decision: str
    record: tuple[Entry, ...] = field(metadata=MANY)


@frozen(kw_only=True)
class DoneOut:
    """One attestation and what became of it; `problem` is empty where it was done."""

    attestation: str
    done: str
    problem: str
    file: str | None


@frozen(kw_only=True)
class ActOut:
    """What `attestation accept|send-back|countersign|copy|paper --json` prints."""

    format: str = format_field("privacy-wizard-attestation-act/1")
    school: str
    attestations: tuple[DoneOut, ...] = field(metadata=MANY)


def entries(records: Iterable[RecordedEvent], corrected: Iterable[int]) -> tuple[Entry, ...]:
    """Entries in the order in which they are given; `corrected` are the numbers of those that a later one corrects."""
    wrong = set(corrected)
    return tuple(Entry(record=each, corrected=each.number in wrong) for each in records)


def shown_out(listed: Listed, judged: Judgement | None, record: tuple[Entry, ...]) -> ShownOut:
    """`judged` is how it would be judged now; None for what is decided, whose reasons are those of its arrival."""
    now = (
        tuple(
            ReasonOut(code=each.code, sentence=each.sentence, detail=each.detail, rejects=each.rejects)
            for each in judged.findings
        )
        if judged is not None
        else tuple(_recorded(code) for code in listed.row.reasons)
    )
    return ShownOut(
        school=listed.row.school,
        attestation=listed,
        reasons=now,
        exceptions=tuple(map(described, judged.exceptions)) if judged is not None else (),
        decision=listed.row.decision,
        record=record,
    )


def attestation_schemas() -> Mapping[str, dict[str, Any]]:
    """File name → schema, as shipped."""
    shown = PRINTER.schema(ShownOut, "privacy-wizard-attestation/1")
    return {**PRINTER.schemas(AttestationsOut, ActOut), "attestation-shown-1.schema.json": shown}


def _recorded(code: str) -> ReasonOut:
    """A reason as it was recorded."""
    reason = recorded_reason(code)
    return ReasonOut(code=code, sentence=reason.sentence, detail="", rejects=reason.rejects)


def _is_countersigned(listed: Listed) -> bool:
    return listed.row.countersigned is not None


def _kind(entry: Entry) -> str:
    return entry.record.event.kind.value


def entry_sentence(entry: Entry) -> str:
    """What happened."""
    return event_sentence(entry.record.event)


LISTED = View(
    Listed,
    "One attestation as it stands now; null stands for what is not known.",
    the("attestation=row.attestation", **SHA256),  # as accept, send-back, countersign and copy take it
    "standing=row.standing",
    "number=holder.staff_number",
    "name=holder.name",
    "campaign=row.campaign",
    "policy=row.policy",
    the("score=row.score", most=100),
    "outcome=row.outcome",
    "audited=row.audited",
    "received=row.received",
    "on_paper=row.on_paper",
    worked_out("countersigned", _is_countersigned),
    "file=row.file_name",
)
ENTRY = View(
    Entry,
    "One entry of the record.",
    "number=record.number",
    "at=record.at",
    worked_out("kind", _kind),
    worked_out("sentence", entry_sentence),
    "corrected",
)
PRINTER = Printer(LISTED, ENTRY)
