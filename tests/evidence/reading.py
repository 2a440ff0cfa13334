"""Exports read in this process, without the sandbox around it: what is read is the same, and thousands take seconds."""

from pathlib import Path

from privacy_wizard.evidence import (
    ConnectionKind,
    DataExport,
    ExportedConnection,
    ExportsRead,
    ObservationKind,
    Observed,
)
from privacy_wizard.evidence.reading import OpenedExports


def read_here(*paths: Path, posts: bool = False) -> ExportsRead:
    opened = OpenedExports(posts=posts)
    for path in paths:
        opened.open(path)
    for step in opened.steps:
        opened.read(step)
    return opened.finish()


def only(found: ExportsRead, platform: str) -> DataExport:
    assert found.faulty == ()
    [export] = [each for each in found.exports if each.platform == platform]
    return export


def facts_of(export: DataExport) -> dict[ObservationKind, tuple[Observed, str]]:
    """Of each kind the first."""
    found: dict[ObservationKind, tuple[Observed, str]] = {}
    for each in export.observations:
        found.setdefault(each.kind, (each.shown, each.value))
    return found


def lists_of(export: DataExport) -> dict[ConnectionKind, tuple[str, ...]]:
    found: dict[ConnectionKind, tuple[str, ...]] = {}
    for each in export.lists:
        if each.shown is not Observed.NOT_IN_EXPORT:
            found[each.kind] = (*found.get(each.kind, ()), *(who(entry) for entry in each.connections))
    return found


def who(entry: ExportedConnection) -> str:
    return entry.handle or entry.name or entry.email or entry.phone or entry.link
