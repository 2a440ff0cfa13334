"""Versions: of the rules of judgement, of a policy on record, and what changed between those of a checklist. Pure."""

from attrs import frozen

from .model import Catalogue, Change, Checklist, PolicyPack, Withdrawn

FIRST_RULES = "1"  # everything counted, without limits
CURRENT_RULES = "2"  # named and baseline requirements count; what must hold limits the score


def are_earlier(version: str, than: str) -> bool:
    """Whether rules of that version came before others."""
    return int(version) < int(than)


@frozen(kw_only=True)
class PolicyVersion:
    """A policy and its version; `version` is empty where a record names only the policy."""

    id: str
    version: str

    def text(self) -> str:
        """The form in which it is recorded and printed."""
        return f"{self.id} {self.version}".rstrip()

    @classmethod
    def recorded(cls, text: str) -> "PolicyVersion | None":
        """The one that a record names; None where it names none. An identifier has no spaces, a version may."""
        identifier, _, version = text.partition(" ")
        return cls(id=identifier, version=version) if identifier else None


def version_order(version: str) -> tuple[int, ...]:
    """The sort key of a version: "2026.9.1" comes before "2026.11.1", and anything that is no number comes first."""
    return tuple(int(part) if part.isdecimal() else 0 for part in version.split("."))


def withdrawn_version(catalogue: Catalogue, identifier: str, version: str) -> Withdrawn | None:
    """Why that version of a checklist or pack must not be relied on any more; None if it may be."""
    found = catalogue.checklists.get(identifier) or catalogue.packs.get(identifier)
    return next((each for each in found.withdrawn if each.version == version), None) if found is not None else None


def changes_since(of: Checklist | PolicyPack, version: str) -> tuple[Change, ...]:
    """The changes after that version, newest first: "what changed since you last answered"."""
    if not version:
        return ()
    return tuple(change for change in of.changes if version_order(change.version) > version_order(version))
