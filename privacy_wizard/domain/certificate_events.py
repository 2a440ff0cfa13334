"""The kinds of certificates, and what the register records of invitations, keys, certificates and the authority."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from attrs import frozen

from .register_events import Event, EventKind


class CertificateKind(StrEnum):
    """What a certificate is issued for; each kind has its own policy identifier (X.509 certificate policies)."""

    ATTESTOR = "attestor"
    OFFICER = "officer"


# Numbers made from random UUIDs (ITU-T X.667), which nobody has to register and nobody else will make.
POLICY_NUMBERS: Mapping[CertificateKind, str] = {
    CertificateKind.ATTESTOR: "2.25.55957225144361070795831735275329949950",
    CertificateKind.OFFICER: "2.25.307513318713505917253155557329242388775",
}


class InvitationEnd(StrEnum):
    """Why an invitation cannot be answered any more."""

    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    TOO_MANY_TRIES = "too many tries"


class Issued(StrEnum):
    """Why a certificate was issued."""

    FIRST = "first"
    RENEWED = "renewed"  # the same key
    SUPERSEDING = "superseding"  # a new key; what the old one signed stays good


@frozen(kw_only=True)
class Invited(Event):
    """An invitation was made; its one-time code is not kept, only the value that verifies it (`code_check`)."""

    kind: ClassVar[EventKind] = EventKind.INVITED
    person: str
    campaign: str
    invitation: str
    expires: datetime
    code_check: str = ""


@frozen(kw_only=True)
class InvitationTried(Event):
    """A request answered an invitation with a wrong code."""

    kind: ClassVar[EventKind] = EventKind.INVITATION_TRIED
    person: str
    invitation: str


@frozen(kw_only=True)
class InvitationEnded(Event):
    """An invitation takes no more answers."""

    kind: ClassVar[EventKind] = EventKind.INVITATION_ENDED
    person: str
    invitation: str
    end: InvitationEnd


@frozen(kw_only=True)
class AuthorityMade(Event):
    """The school's authority was made; `fingerprint` is the SHA-256 of its public key in hex."""

    kind: ClassVar[EventKind] = EventKind.AUTHORITY_MADE
    fingerprint: str
    ends: datetime
    on_token: bool = False


@frozen(kw_only=True)
class AuthorityHandedOver(Event):
    """A new authority took the place of another; what that one issued stays good."""

    kind: ClassVar[EventKind] = EventKind.AUTHORITY_HANDED_OVER
    fingerprint: str  # of the new one
    before: str  # of the old one
    ends: datetime
    on_token: bool = False


@frozen(kw_only=True)
class Certified(Event):
    """The school's authority issued a certificate; `fingerprint` is the SHA-256 of the public key in hex."""

    kind: ClassVar[EventKind] = EventKind.CERTIFIED
    person: str
    serial: str
    fingerprint: str
    starts: datetime
    ends: datetime
    issued: Issued = Issued.FIRST
    replaces: str | None = None


@frozen(kw_only=True)
class Revoked(Event):
    """A certificate must not be trusted for anything signed from a given moment on."""

    kind: ClassVar[EventKind] = EventKind.REVOKED
    person: str
    serial: str
    starts: datetime
    reason: str


@frozen(kw_only=True)
class KeyConfirmed(Event):
    """The words of a key were compared with its owner in person."""

    kind: ClassVar[EventKind] = EventKind.KEY_CONFIRMED
    person: str
    fingerprint: str


@frozen(kw_only=True)
class ProfileSigned(Event):
    """The authority signed a school profile; `document` is the SHA-256 of the file, `profile` its number."""

    kind: ClassVar[EventKind] = EventKind.PROFILE_SIGNED
    profile: int
    document: str
    fingerprint: str  # of the authority
    policies: tuple[str, ...] = ()  # identifiers of those that apply; earlier versions did not say
    logos: tuple[str, ...] = ()  # SHA-256 of its logo and of the one before; earlier versions did not say


@frozen(kw_only=True)
class ProtectedListMade(Event):
    """A protected list was made of so many people, none of whom is named; `document` is the SHA-256 of the file."""

    kind: ClassVar[EventKind] = EventKind.PROTECTED_LIST_MADE
    people: int
    expires: datetime
    document: str
    fingerprint: str  # of the authority
