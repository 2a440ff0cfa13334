"""What the register keeps of the files that the school signs for all its staff: of a list, nobody who is on it."""

from datetime import datetime
from typing import ClassVar

from attrs import frozen

from .register_events import Event, EventKind


@frozen(kw_only=True)
class ProfileSigned(Event):
    """The authority signed a school profile; `document` is the SHA-256 of the file, `profile` its number."""

    kind: ClassVar[EventKind] = EventKind.PROFILE_SIGNED
    profile: int
    document: str
    fingerprint: str  # of the authority


@frozen(kw_only=True)
class ProtectedListMade(Event):
    """A protected list was made of so many people, none of whom is named; `document` is the SHA-256 of the file."""

    kind: ClassVar[EventKind] = EventKind.PROTECTED_LIST_MADE
    people: int
    expires: datetime
    document: str
    fingerprint: str  # of the authority
