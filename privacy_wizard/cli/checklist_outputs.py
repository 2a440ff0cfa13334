"""What `checklists … --json` prints, as values whose schemas are shipped."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from ..domain.age import Reviewed
from ..domain.changes import changes_since
from ..domain.checklist_index import head_of
from ..domain.model import Change, Checklist, PolicyPack, Withdrawn
from ..serialization import Printer, View, format_field, worked_out


@frozen(kw_only=True)
class StaleOut:
    """What `checklists stale --json` prints, the oldest first."""

    format: str = format_field("privacy-wizard-stale/1")
    on: date
    screens: int  # checks that lead to a screen
    due: tuple[Reviewed, ...] = field(metadata={"limit": 100_000})


@frozen(kw_only=True)
class HistoryOut:
    """What one file says of its versions, newest first."""

    file: str
    id: str
    title: str
    version: str
    changes: tuple[Change, ...]
    withdrawn: tuple[Withdrawn, ...]


@frozen(kw_only=True)
class ChangesOut:
    """What `checklists changes --json` prints."""

    format: str = format_field("privacy-wizard-changes/1")
    files: tuple[HistoryOut, ...]


def file_of(found: Checklist | PolicyPack) -> str:
    """Where it lies in its library."""
    if isinstance(found, PolicyPack):
        return f"packs/{found.id}.yaml"
    return f"platforms/{found.id}.yaml" if head_of(found).is_platform else f"{found.id}.yaml"


def history_out(found: Checklist | PolicyPack, since: str) -> HistoryOut:
    """One file's versions; those after `since` where it names one."""
    return HistoryOut(
        file=file_of(found),
        id=found.id,
        title=found.title,
        version=found.version,
        changes=changes_since(found, since) if since else found.changes,
        withdrawn=found.withdrawn,
    )


def checklist_schemas() -> Mapping[str, dict[str, Any]]:
    """File name → schema, as shipped."""
    return PRINTER.schemas(StaleOut, ChangesOut)


def _file(each: Reviewed) -> str:
    return file_of(each.checklist)


PRINTER = Printer(
    View(
        Reviewed,
        "One check that somebody should look at.",
        worked_out("file", _file),
        "check=check.id",
        "source=check.source.title",
        "source_date=check.source.date",  # as exact as known; where it bears none, when it was read
        "source_undated=check.source.undated",
        "last_seen=check.last_seen",
        "confidence=check.confidence",
        "months=guidance.months",  # since the last look, else since the source's date
        "review_after_months=guidance.review_after",
        "why=guidance.due",
    )
)
