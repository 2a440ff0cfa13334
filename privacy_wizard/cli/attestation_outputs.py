"""What `attestation … --json` prints, as values whose schemas are shipped."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from attrs import field, frozen

from ..attestation.reasons import Reason
from ..domain.register import Standing
from ..domain.register_views import AttestationRow, Record
from ..intake.rule_sentences import SENTENCES as RULES
from ..intake.rule_sentences import Rule
from ..intake.rules import Judgement, described
from ..intake.sentences import SENTENCES
from ..office.event_sentences import event_sentence
from ..serialization import document_schema
from .intake_outputs import ReasonOut

SHA256 = {"pattern": "[0-9a-f]{64}"}
MANY = {"limit": 1_000_000}


@frozen(kw_only=True)
class AttestationOut:
    """One attestation as it stands now; null stands for what is not known."""

    attestation: str = field(metadata=SHA256)  # as accept, send-back, countersign and copy take it
    standing: Standing
    number: str | None  # of the person
    name: str | None
    campaign: str | None
    policy: str
    score: int | None = field(metadata={"most": 100})
    outcome: str
    audited: date | None
    received: datetime
    on_paper: bool
    countersigned: bool
    file: str


@frozen(kw_only=True)
class AttestationsOut:
    """What `attestation list --json` prints."""

    format: str = field(default="privacy-wizard-attestations/1", metadata={"pattern": "privacy-wizard-attestations/1"})
    school: str
    attestations: tuple[AttestationOut, ...] = field(metadata=MANY)


@frozen(kw_only=True)
class EntryOut:
    """One entry of the record."""

    number: int
    at: datetime
    kind: str
    sentence: str
    corrected: bool  # by a later entry


@frozen(kw_only=True)
class ShownOut:
    """What `attestation show --json` prints; `exceptions` as they are confirmed."""

    format: str = field(default="privacy-wizard-attestation/1", metadata={"pattern": "privacy-wizard-attestation/1"})
    school: str
    attestation: AttestationOut
    reasons: tuple[ReasonOut, ...]
    exceptions: tuple[str, ...]
    decision: str
    record: tuple[EntryOut, ...] = field(metadata=MANY)


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

    format: str = field(
        default="privacy-wizard-attestation-act/1", metadata={"pattern": "privacy-wizard-attestation-act/1"}
    )
    school: str
    attestations: tuple[DoneOut, ...] = field(metadata=MANY)


def attestation_out(row: AttestationRow, who: tuple[str, str] | None) -> AttestationOut:
    """`who` is number and name."""
    return AttestationOut(
        attestation=row.attestation,
        standing=row.standing,
        number=who[0] if who else None,
        name=who[1] if who else None,
        campaign=row.campaign,
        policy=row.policy,
        score=row.score,
        outcome=row.outcome,
        audited=row.audited,
        received=row.received,
        on_paper=row.on_paper,
        countersigned=row.countersigned is not None,
        file=row.file_name,
    )


def entries_out(records: Iterable[Record], corrected: Iterable[int]) -> tuple[EntryOut, ...]:
    """Entries in the order in which they are given."""
    wrong = set(corrected)
    return tuple(
        EntryOut(
            number=each.number,
            at=each.at,
            kind=each.event.kind.value,
            sentence=event_sentence(each.event),
            corrected=each.number in wrong,
        )
        for each in records
    )


def shown_out(
    row: AttestationRow, who: tuple[str, str] | None, judged: Judgement | None, record: tuple[EntryOut, ...]
) -> ShownOut:
    """`judged` is how it would be judged now; None for what is decided, whose reasons are those of its arrival."""
    now = (
        tuple(
            ReasonOut(code=each.code, sentence=each.sentence, detail=each.detail, rejects=each.rejects)
            for each in judged.findings
        )
        if judged is not None
        else tuple(_recorded(code) for code in row.reasons)
    )
    return ShownOut(
        school=row.school,
        attestation=attestation_out(row, who),
        reasons=now,
        exceptions=tuple(map(described, judged.exceptions)) if judged is not None else (),
        decision=row.decision,
        record=record,
    )


def attestation_schemas() -> Mapping[str, dict[str, Any]]:
    """File name → schema, as shipped in resources/schemas."""
    return {
        "attestations-1.schema.json": document_schema(AttestationsOut, "privacy-wizard-attestations/1"),
        "attestation-shown-1.schema.json": document_schema(ShownOut, "privacy-wizard-attestation/1"),
        "attestation-act-1.schema.json": document_schema(ActOut, "privacy-wizard-attestation-act/1"),
    }


def _recorded(code: str) -> ReasonOut:
    """A reason as it was recorded: a rule of the register, or one of the file's own check."""
    if code in list(Rule):
        rule = Rule(code)
        return ReasonOut(code=code, sentence=RULES[rule], detail="", rejects=rule.rejects)
    if code in list(Reason):
        reason = Reason(code)
        return ReasonOut(code=code, sentence=SENTENCES[reason], detail="", rejects=reason.rejects)
    return ReasonOut(code=code, sentence=code, detail="", rejects=False)
