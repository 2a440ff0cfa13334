"""What of the record is told beside a person and beside the school."""

from ...domain import register_events as events
from ...domain.register_events import DocumentKind, Event
from ...office.event_sentences import event_sentence

_NOT_TOLD = (events.SchoolEntered, events.AccessGiven, events.AccessTaken, events.CampaignEntered, events.Erased)
_TOLD_ALREADY = (DocumentKind.ATTESTATION, DocumentKind.COUNTERSIGNED)  # with what came in, and was countersigned


def line_of(event: Event) -> str:
    """What happened, in a sentence; empty for what says nothing to a reader."""
    if isinstance(event, _NOT_TOLD) or (isinstance(event, events.DocumentKept) and event.of in _TOLD_ALREADY):
        return ""
    return event_sentence(event)
