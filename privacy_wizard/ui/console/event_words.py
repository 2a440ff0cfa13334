"""Events of the office in the officer's words, and the colours of states."""

from ...domain import register_events as events
from ...domain.campaign import CampaignState
from ...domain.event_sentences import event_sentence
from ...domain.register_events import AttestationStanding, CampaignEntered, DocumentKind, Event
from ...domain.register_views import CertificateState
from ..kit.tag import TagMood

_NOT_TOLD = (events.SchoolEntered, events.AccessGiven, events.AccessTaken, CampaignEntered, events.Erased)
_TOLD_ALREADY = (DocumentKind.ATTESTATION, DocumentKind.COUNTERSIGNED)  # with what came in, and was countersigned


def line_of(event: Event) -> str:
    """What happened, in a sentence; empty for events of no interest to a reader."""
    if isinstance(event, _NOT_TOLD) or (isinstance(event, events.DocumentKept) and event.of in _TOLD_ALREADY):
        return ""
    return event_sentence(event)


def state_mood(state: CampaignState) -> TagMood:
    """The colour of a state."""
    moods: dict[CampaignState, TagMood] = {
        CampaignState.DUE: "plain",
        CampaignState.OPEN: "accent",
        CampaignState.OVERDUE: "bad",
        CampaignState.PROBLEM: "bad",
        CampaignState.HANDED_IN: "warn",
        CampaignState.EXCUSED: "plain",
        CampaignState.DONE: "good",
    }
    return moods[state]


def certificate_mood(state: CertificateState) -> TagMood:
    """The colour of a state."""
    moods: dict[CertificateState, TagMood] = {
        CertificateState.LIVE: "good",
        CertificateState.RUN_OUT: "plain",
        CertificateState.SUPERSEDED: "plain",
        CertificateState.REVOKED: "bad",
    }
    return moods[state]


def standing_mood(standing: AttestationStanding) -> TagMood:
    """The colour of a state."""
    moods: dict[AttestationStanding, TagMood] = {
        AttestationStanding.ACCEPTED: "good",
        AttestationStanding.NEEDS_A_LOOK: "warn",
        AttestationStanding.REJECTED: "bad",
        AttestationStanding.SENT_BACK: "plain",
        AttestationStanding.NOT_OURS: "plain",
    }
    return moods[standing]
