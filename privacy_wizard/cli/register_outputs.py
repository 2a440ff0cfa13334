"""What `register … --json` prints, as values whose schemas are shipped."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from attrs import field, frozen

from ..domain.register_views import CheckReport, FaultKind, Head, Overview, Waiting
from ..domain.retention import FallsDue, Kept
from ..register.sentences import fault_sentence
from ..serialization import document_schema

_SHA256 = {"pattern": "[0-9a-f]{64}"}
_MANY = {"limit": 1_000_000}


@frozen(kw_only=True)
class HeadOut:
    """The last signed head: print it, and any later check can tell whether the record was cut."""

    number: int
    digest: str = field(metadata=_SHA256)
    signed_at: datetime
    officer: str = field(metadata=_SHA256)


@frozen(kw_only=True)
class FaultOut:
    """One thing that is wrong."""

    kind: FaultKind
    number: int
    what: str
    sentence: str


@frozen(kw_only=True)
class CheckedOut:
    """The record of one school."""

    school: str
    holds: bool
    events: int
    erased: int
    documents: int
    head: HeadOut | None
    faults: tuple[FaultOut, ...] = field(metadata=_MANY)


@frozen(kw_only=True)
class CheckOut:
    """What `register check --json` prints."""

    format: str = field(
        default="privacy-wizard-register-check/1", metadata={"pattern": "privacy-wizard-register-check/1"}
    )
    register: str
    holds: bool
    schools: tuple[CheckedOut, ...] = field(metadata=_MANY)


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
    needs_a_look: int
    waiting: int
    stuck: int


@frozen(kw_only=True)
class OverviewOut:
    """What `register overview --json` prints."""

    format: str = field(default="privacy-wizard-overview/1", metadata={"pattern": "privacy-wizard-overview/1"})
    today: date
    schools: tuple[CountsOut, ...] = field(metadata=_MANY)


@frozen(kw_only=True)
class DueOut:
    """One thing that is to be deleted."""

    kind: Kept
    identifier: str
    kept_since: date
    left: date | None
    due: date


@frozen(kw_only=True)
class KeepingOut:
    """What `register keeping --json` prints; `digest` confirms exactly this list."""

    format: str = field(default="privacy-wizard-keeping/1", metadata={"pattern": "privacy-wizard-keeping/1"})
    school: str
    today: date
    digest: str = field(metadata=_SHA256)
    deleted: bool
    due: tuple[DueOut, ...] = field(metadata=_MANY)


def check_out(register: str, reports: Sequence[CheckReport]) -> CheckOut:
    """The reports of every school."""
    schools = tuple(_checked(report) for report in reports)
    return CheckOut(register=register, holds=all(each.holds for each in schools), schools=schools)


def counts_out(school: str, name: str, found: Overview, queue: Waiting) -> CountsOut:
    """The figures of one school."""
    return CountsOut(
        school=school,
        name=name,
        done=found.done,
        open=found.open,
        due=found.due,
        overdue=found.overdue,
        excused=found.excused,
        needs_a_look=found.needs_a_look,
        waiting=queue.waiting + queue.taken,
        stuck=queue.stuck,
    )


def keeping_out(school: str, today: date, digest: str, due: Iterable[FallsDue], *, deleted: bool) -> KeepingOut:
    """What falls due, or what was deleted."""
    return KeepingOut(
        school=school,
        today=today,
        digest=digest,
        deleted=deleted,
        due=tuple(
            DueOut(
                kind=each.thing.kept,
                identifier=each.thing.identifier,
                kept_since=each.thing.since,
                left=each.thing.left,
                due=each.due,
            )
            for each in due
        ),
    )


def register_schemas() -> dict[str, dict[str, Any]]:
    """File name → schema, as shipped in resources/schemas."""
    return {
        "register-check-1.schema.json": document_schema(CheckOut, "privacy-wizard-register-check/1"),
        "overview-1.schema.json": document_schema(OverviewOut, "privacy-wizard-overview/1"),
        "keeping-1.schema.json": document_schema(KeepingOut, "privacy-wizard-keeping/1"),
    }


def _checked(report: CheckReport) -> CheckedOut:
    return CheckedOut(
        school=report.school,
        holds=report.holds,
        events=report.events,
        erased=report.erased,
        documents=report.documents,
        head=_head(report.head) if report.head else None,
        faults=tuple(
            FaultOut(kind=each.kind, number=each.number, what=each.what, sentence=fault_sentence(each))
            for each in report.faults
        ),
    )


def _head(found: Head) -> HeadOut:
    return HeadOut(number=found.number, digest=found.digest, signed_at=found.signed_at, officer=found.officer)
