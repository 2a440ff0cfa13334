"""What `register … --json` prints: values of the register, each by its view, with the schemas that are shipped."""

from datetime import date
from typing import Any

from attrs import field, frozen

from ..domain.register_views import ChainHead, CheckReport, RegisterFault
from ..domain.retention import FallsDue
from ..register.sentences import fault_sentence
from ..serialization import Printer, View, format_field, the, worked_out

_SHA256 = {"pattern": "[0-9a-f]{64}"}
_MANY = {"limit": 1_000_000}


@frozen(kw_only=True)
class CheckOut:
    """What `register check --json` prints."""

    format: str = format_field("privacy-wizard-register-check/1")
    register: str
    holds: bool
    schools: tuple[CheckReport, ...] = field(metadata=_MANY)


@frozen(kw_only=True)
class CountsOut:
    """One school, or all."""

    school: str
    name: str
    done: int
    open: int
    due: int
    overdue: int
    excused: int
    handed_in: int
    needs_a_look: int
    waiting: int
    stuck: int


@frozen(kw_only=True)
class OverviewOut:
    """What `register overview --json` prints."""

    format: str = format_field("privacy-wizard-overview/1")
    today: date
    schools: tuple[CountsOut, ...] = field(metadata=_MANY)


@frozen(kw_only=True)
class KeepingOut:
    """What `register keeping --json` prints; `digest` confirms exactly this list."""

    format: str = format_field("privacy-wizard-keeping/1")
    school: str
    today: date
    digest: str = field(metadata=_SHA256)
    deleted: bool
    due: tuple[FallsDue, ...] = field(metadata=_MANY)


PRINTER = Printer(
    View(
        ChainHead,
        "The last signed head: print it, and any later check can tell whether the record was cut.",
        "number",
        the("digest", **_SHA256),
        "signed_at",
        the("officer", **_SHA256),
    ),
    View(RegisterFault, "One thing that is wrong.", "kind", "number", "what", worked_out("sentence", fault_sentence)),
    View(
        CheckReport,
        "The record of one school.",
        "school",
        "holds",
        "events",
        "erased",
        "documents",
        "head",
        the("faults", **_MANY),
    ),
    View(
        FallsDue,
        "One thing that is to be deleted.",
        "kind=thing.kept",
        "identifier=thing.identifier",
        "kept_since=thing.since",
        "left=thing.left",
        "due",
    ),
)


def register_schemas() -> dict[str, dict[str, Any]]:
    """File name → schema, as shipped."""
    return PRINTER.schemas(CheckOut, OverviewOut, KeepingOut)
