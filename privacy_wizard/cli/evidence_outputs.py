"""What `evidence … --json` prints, as values whose schemas are shipped."""

from typing import Any

from attrs import field, frozen

from ..evidence import DataExport, ExplainedExport, ExportNote, FaultyExport
from ..evidence.observation import MOST_OBSERVATIONS
from ..evidence.school_mentions import SchoolMention
from ..serialization import Printer, View, format_field, worked_out

_MANY = {"limit": 5_000}


@frozen(kw_only=True)
class ReadOut:
    """What `evidence read --json` prints."""

    format: str = format_field("privacy-wizard-evidence/1")
    exports: tuple[DataExport, ...] = field(metadata=_MANY)
    mentions: tuple[SchoolMention, ...] = field(metadata={"limit": MOST_OBSERVATIONS})
    faulty: tuple[FaultyExport, ...] = field(metadata=_MANY)


@frozen(kw_only=True)
class ExplainedOut:
    """What `evidence explain --json` prints."""

    format: str = format_field("privacy-wizard-evidence-explained/1")
    exports: tuple[ExplainedExport, ...] = field(metadata=_MANY)
    faulty: tuple[FaultyExport, ...] = field(metadata=_MANY)


def _note_sentence(note: ExportNote) -> str:
    return note.kind.sentence


def _fault_sentence(faulty: FaultyExport) -> str:
    return faulty.fault.sentence


PRINTER = Printer(
    View(
        ExportNote,
        "Something to be said about a file.",
        "kind",
        "file",
        "detail",
        worked_out("sentence", _note_sentence),
    ),
    View(
        SchoolMention,
        "A text of a profile that names the school.",
        "why=kind",
        "found",
        "listed",
        "strength",
        "kind=observation.kind",
        "file=observation.file",
        "key=observation.key",
    ),
    View(FaultyExport, "What could not be read, and why.", "path", "fault", worked_out("sentence", _fault_sentence)),
)


def evidence_schemas() -> dict[str, Any]:
    """File name → schema."""
    return PRINTER.schemas(ReadOut, ExplainedOut)
