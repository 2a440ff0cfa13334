"""Every event of the register by its kind, and whom an event is about."""

from .certificate_events import (
    AuthorityHandedOver,
    AuthorityMade,
    Certified,
    InvitationEnded,
    InvitationTried,
    Invited,
    KeyConfirmed,
    ProfileSigned,
    ProtectedListMade,
    Revoked,
)
from .register_events import (
    AccessGiven,
    AccessTaken,
    AskedInCampaign,
    AskedNoMore,
    CampaignEntered,
    Corrected,
    Countersigned,
    Decided,
    DocumentKept,
    Erased,
    Event,
    EventKind,
    Excused,
    Exported,
    JudgedAgain,
    Noted,
    PersonEntered,
    Received,
    Reminded,
    SchoolEntered,
)

_ALL: tuple[type[Event], ...] = (
    SchoolEntered,
    AccessGiven,
    AccessTaken,
    PersonEntered,
    CampaignEntered,
    AskedInCampaign,
    AskedNoMore,
    Excused,
    Invited,
    InvitationTried,
    InvitationEnded,
    Reminded,
    Certified,
    Revoked,
    KeyConfirmed,
    AuthorityMade,
    AuthorityHandedOver,
    ProfileSigned,
    ProtectedListMade,
    Received,
    JudgedAgain,
    Decided,
    Countersigned,
    DocumentKept,
    Noted,
    Exported,
    Corrected,
    Erased,
)
EVENTS: dict[EventKind, type[Event]] = {each.kind: each for each in _ALL}


def person_of(event: Event) -> str | None:
    """The person an event is about; None if there is none."""
    found: str | None = getattr(event, "person", None)
    return found


def attestation_of(event: Event) -> str | None:
    """The attestation an event is about; None if there is none."""
    found: str | None = getattr(event, "attestation", None)
    return found


def is_common(event: Event) -> bool:
    """Whether it is about the school rather than a person."""
    return person_of(event) is None and attestation_of(event) is None
