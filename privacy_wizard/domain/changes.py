"""What changed between versions of a checklist or pack, and which versions no longer count. Pure."""

from .model import Catalogue, Change, Checklist, PolicyPack, Withdrawn


def version_order(version: str) -> tuple[int, ...]:
    """What versions are sorted by: "2026.9.1" comes before "2026.11.1"; what is no number comes first."""
    return tuple(int(part) if part.isdecimal() else 0 for part in version.split("."))


def withdrawn_version(catalogue: Catalogue, identifier: str, version: str) -> Withdrawn | None:
    """Why that version of a checklist or pack must no longer be relied on; None where nothing is against it."""
    found = catalogue.checklists.get(identifier) or catalogue.packs.get(identifier)
    return next((each for each in found.withdrawn if each.version == version), None) if found is not None else None


def changes_since(of: Checklist | PolicyPack, version: str) -> tuple[Change, ...]:
    """The changes after that version, newest first: "what changed since you last answered"."""
    if not version:
        return ()
    return tuple(change for change in of.changes if version_order(change.version) > version_order(version))
