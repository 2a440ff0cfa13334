"""The register's event for attestations judged again while they wait, such as when the school changes its policy."""

from typing import ClassVar

from attrs import frozen

from .register_events import Event, EventKind


@frozen(kw_only=True)
class JudgedAgain(Event):
    """A waiting attestation was judged again; its owner, and that it waits, do not change."""

    kind: ClassVar[EventKind] = EventKind.JUDGED_AGAIN
    attestation: str
    reasons: tuple[str, ...]  # what stands against it now; those of before stay on record
    evidence: str  # on what trust it was judged, as text
