"""What the register keeps of judging anew what waits, as when the school applies another policy."""

from typing import ClassVar

from attrs import frozen

from .register_events import Event, EventKind


@frozen(kw_only=True)
class JudgedAgain(Event):
    """An attestation that waits was judged again; whose it is, and that it waits, stay as they are."""

    kind: ClassVar[EventKind] = EventKind.JUDGED_AGAIN
    attestation: str
    reasons: tuple[str, ...]  # what stands against it now; those of before stay on record
    evidence: str  # on what trust it was judged, as text
