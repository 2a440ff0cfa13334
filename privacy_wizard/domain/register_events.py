"""What the register records: one frozen value for each kind of event. Recorded events never change.

Those of campaigns and of certificates stand in `campaign_events` and `certificate_events`.
"""

import re
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from attrs import frozen

from .campaign import Campaign
from .staff import StaffMember


class EventKind(StrEnum):
    """Every word that the chain may use; a word never gets a second meaning."""

    SCHOOL_ENTERED = "school entered"
    ACCESS_GIVEN = "access given"
    ACCESS_TAKEN = "access taken"
    PERSON_ENTERED = "person entered"
    CAMPAIGN_ENTERED = "campaign entered"
    ASKED = "asked"
    ASKED_NO_MORE = "asked no more"
    EXCUSED = "excused"
    INVITED = "invited"
    INVITATION_TRIED = "invitation tried"
    INVITATION_ENDED = "invitation ended"
    REMINDED = "reminded"
    AUTHORITY_MADE = "authority made"
    AUTHORITY_HANDED_OVER = "authority handed over"
    PROFILE_SIGNED = "profile signed"
    PROTECTED_LIST_MADE = "protected list made"
    CERTIFIED = "certified"
    REVOKED = "revoked"
    KEY_CONFIRMED = "key confirmed"
    RECEIVED = "received"
    JUDGED_AGAIN = "judged again"
    DECIDED = "decided"
    COUNTERSIGNED = "countersigned"
    DOCUMENT_KEPT = "document kept"
    NOTED = "noted"
    EXPORTED = "exported"
    CORRECTED = "corrected"
    ERASED = "erased"


class AttestationStanding(StrEnum):
    """What became of an attestation that was handed in."""

    ACCEPTED = "accepted"
    NEEDS_A_LOOK = "needs a look"
    REJECTED = "rejected"
    SENT_BACK = "sent back"
    NOT_OURS = "no attestation"  # a letter, a scan of something else, or of somebody who is not of this school


NOT_CHECKED = ("could not be checked", "took too long")
"""Reasons of which each, where it stands alone, says nothing of the file: its check did not come to its end. Earlier
versions recorded so what they could not begin to check, too; so the same file, handed in again, is checked anew."""


class DocumentKind(StrEnum):
    """The kind of a kept file, which decides how long it is kept."""

    ATTESTATION = "attestation"
    COUNTERSIGNED = "countersigned attestation"
    PAPER = "signed paper checklist"
    ANSWERS = "answers of a paper checklist"
    CERTIFICATE = "certificate"
    REQUEST = "certificate request"
    LETTER = "letter"
    EXPORT = "export"
    OTHER = "other"


class BadIdentifier(ValueError):
    """An identifier of an event is empty, too long, or has characters that are not allowed."""


_IDENTIFIER = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_IDENTIFIERS = ("person", "attestation", "campaign", "invitation", "serial", "fingerprint", "document", "identifier")
_MAY_BE_EMPTY = ("fingerprint", "identifier")
_LONGEST_NUMBER = 64


def is_identifier(text: str) -> bool:
    """Whether it is 1 to 64 letters, digits and `._:-`."""
    return _IDENTIFIER.fullmatch(text) is not None


@frozen(kw_only=True)
class Event:
    """Something that happened; `person` and `attestation`, where an event has them, say whose it is.

    Raises BadIdentifier for identifiers that are not 1 to 64 letters, digits and `._:-`.
    """

    kind: ClassVar[EventKind]

    def __attrs_post_init__(self) -> None:
        for name in _IDENTIFIERS:
            value = getattr(self, name, None)
            if isinstance(value, str) and not (is_identifier(value) or (value == "" and name in _MAY_BE_EMPTY)):
                raise BadIdentifier(name)


@frozen(kw_only=True)
class SchoolEntered(Event):
    """This register now keeps a school, or its name changed."""

    kind: ClassVar[EventKind] = EventKind.SCHOOL_ENTERED
    name: str
    other_names: tuple[str, ...] = ()


@frozen(kw_only=True)
class AccessGiven(Event):
    """A database role may see this school; in the trust's own chain: every school."""

    kind: ClassVar[EventKind] = EventKind.ACCESS_GIVEN
    role: str


@frozen(kw_only=True)
class AccessTaken(Event):
    """A database role may no longer see this school."""

    kind: ClassVar[EventKind] = EventKind.ACCESS_TAKEN
    role: str


@frozen(kw_only=True)
class PersonEntered(Event):
    """A person's entry from now on: new, changed, left or returned. `person` is the register's own identifier."""

    kind: ClassVar[EventKind] = EventKind.PERSON_ENTERED
    person: str
    member: StaffMember

    def __attrs_post_init__(self) -> None:
        Event.__attrs_post_init__(self)
        if not 0 < len(self.member.number) <= _LONGEST_NUMBER:
            raise BadIdentifier("number")


@frozen(kw_only=True)
class Received(Event):
    """A file was judged at intake: the same bytes come in once, but a rejected scan may be entered as paper later, and
    what was not checked to the end may come in again.
    """

    kind: ClassVar[EventKind] = EventKind.RECEIVED
    attestation: str  # the SHA-256 of the file's bytes in hex
    person: str | None
    campaign: str | None
    standing: AttestationStanding
    file_name: str
    reasons: tuple[str, ...] = ()
    identifier: str = ""  # the statement's own; empty where it could not be read
    invitation: str | None = None  # the one that the statement names
    policy: str = ""
    score: int | None = None
    outcome: str = ""
    audited: date | None = None
    signed: datetime | None = None
    fingerprint: str = ""
    evidence: str = ""  # on what trust was judged, as text
    on_paper: bool = False


@frozen(kw_only=True)
class JudgedAgain(Event):
    """A waiting attestation was judged again; its owner, and that it waits, do not change."""

    kind: ClassVar[EventKind] = EventKind.JUDGED_AGAIN
    attestation: str
    reasons: tuple[str, ...]  # what stands against it now; those of before stay on record
    evidence: str  # on what trust it was judged, as text


@frozen(kw_only=True)
class Decided(Event):
    """An officer decided on an attestation, and whose it is."""

    kind: ClassVar[EventKind] = EventKind.DECIDED
    attestation: str
    person: str | None
    campaign: str | None
    standing: AttestationStanding
    reason: str = ""
    confirmed: tuple[str, ...] = ()  # the exceptions that were confirmed
    key_not_compared: bool = False  # accepted by name and number, though nobody knows whose key it is
    together: int = 1  # how many were decided with the same act


@frozen(kw_only=True)
class Countersigned(Event):
    """An attestation was countersigned; `document` is the SHA-256 of the new file."""

    kind: ClassVar[EventKind] = EventKind.COUNTERSIGNED
    attestation: str
    person: str | None
    document: str


@frozen(kw_only=True)
class DocumentKept(Event):
    """A file is kept: `document` is its SHA-256."""

    kind: ClassVar[EventKind] = EventKind.DOCUMENT_KEPT
    document: str
    of: DocumentKind
    size: int
    name: str
    person: str | None = None
    attestation: str | None = None


@frozen(kw_only=True)
class Noted(Event):
    """An officer's note about a person."""

    kind: ClassVar[EventKind] = EventKind.NOTED
    person: str
    text: str


@frozen(kw_only=True)
class Exported(Event):
    """Something left the register: `what` is the word of an `ExportKind`, or an earlier one; `rows` says how many."""

    kind: ClassVar[EventKind] = EventKind.EXPORTED
    what: str
    rows: int
    person: str | None = None


@frozen(kw_only=True)
class Corrected(Event):
    """The event numbered `wrong` is to be read as `instead` from now on (None: as never said); it stays on record."""

    kind: ClassVar[EventKind] = EventKind.CORRECTED
    wrong: int
    reason: str
    instead: Event | None
    person: str | None = None
    attestation: str | None = None


@frozen(kw_only=True)
class Erased(Event):
    """The content of events was deleted; this tombstone names nobody."""

    kind: ClassVar[EventKind] = EventKind.ERASED
    rule: str
    reason: str
    events: tuple[int, ...]
    documents: int


@frozen(kw_only=True)
class CampaignEntered(Event):
    """A campaign's content from now on; it ends by its own date."""

    kind: ClassVar[EventKind] = EventKind.CAMPAIGN_ENTERED
    campaign: Campaign

    def __attrs_post_init__(self) -> None:
        if not is_identifier(self.campaign.id):
            raise BadIdentifier("campaign")


@frozen(kw_only=True)
class AskedInCampaign(Event):
    """A person is asked to hand in an attestation for a campaign."""

    kind: ClassVar[EventKind] = EventKind.ASKED
    person: str
    campaign: str
    opens: date
    due: date


@frozen(kw_only=True)
class AskedNoMore(Event):
    """A campaign no longer asks a person: the group, the first day or the campaign itself has changed."""

    kind: ClassVar[EventKind] = EventKind.ASKED_NO_MORE
    person: str
    campaign: str


@frozen(kw_only=True)
class Excused(Event):
    """A person need not answer a campaign; `until` is None for all of it."""

    kind: ClassVar[EventKind] = EventKind.EXCUSED
    person: str
    campaign: str
    reason: str
    until: date | None = None


@frozen(kw_only=True)
class Reminded(Event):
    """A person was reminded; never twice in a day of the same campaign."""

    kind: ClassVar[EventKind] = EventKind.REMINDED
    person: str
    campaign: str
    on: date
    how: str = "e-mail draft"
