"""What `register person|record --json` prints, and the acts on one entry, as values whose schemas are shipped."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from attrs import field, frozen

from ..domain.campaign import CampaignState
from ..domain.register import DocumentKind
from ..domain.vocabulary import PersonKind
from ..office.books import PersonFile, corrected
from ..serialization import document_schema
from .attestation_outputs import MANY, SHA256, AttestationOut, EntryOut, attestation_out, entries_out


@frozen(kw_only=True)
class StandingOut:
    """How a person stands in one campaign."""

    campaign: str
    title: str
    state: CampaignState
    due: date | None


@frozen(kw_only=True)
class KeyCertificateOut:
    """A certificate of the school's authority."""

    serial: str
    fingerprint: str = field(metadata=SHA256)
    starts: datetime
    ends: datetime
    superseded: bool
    revoked_from: datetime | None


@frozen(kw_only=True)
class OpenInvitationOut:
    """An invitation; `end` is empty while it can be answered."""

    invitation: str
    campaign: str
    expires: datetime
    end: str


@frozen(kw_only=True)
class KeptOut:
    """A kept file."""

    document: str = field(metadata=SHA256)
    of: DocumentKind
    name: str
    size: int


@frozen(kw_only=True)
class PersonOut:
    """What `register person --json` prints: everything that the page of a person shows."""

    format: str = field(default="privacy-wizard-person/1", metadata={"pattern": "privacy-wizard-person/1"})
    school: str
    number: str
    name: str
    former_names: tuple[str, ...]
    kind: PersonKind
    role: str
    email: str
    groups: tuple[str, ...]
    start: date | None
    last_day: date | None
    campaigns: tuple[StandingOut, ...]
    attestations: tuple[AttestationOut, ...] = field(metadata=MANY)
    certificates: tuple[KeyCertificateOut, ...]
    invitations: tuple[OpenInvitationOut, ...]
    keys: tuple[str, ...]  # SHA-256 of each public key that is known to be theirs
    files: tuple[KeptOut, ...] = field(metadata=MANY)
    record: tuple[EntryOut, ...] = field(metadata=MANY)  # the newest first


@frozen(kw_only=True)
class RecordOut:
    """What `register record --json` prints; the newest first."""

    format: str = field(default="privacy-wizard-record/1", metadata={"pattern": "privacy-wizard-record/1"})
    school: str
    record: tuple[EntryOut, ...] = field(metadata=MANY)


@frozen(kw_only=True)
class EnteredOut:
    """What `register note|correct|confirm-key` and `attestation correct` print with `--json`."""

    format: str = field(default="privacy-wizard-entered/1", metadata={"pattern": "privacy-wizard-entered/1"})
    school: str
    entered: str


def person_out(found: PersonFile, titles: Mapping[str, str], keys: Iterable[str]) -> PersonOut:
    """`titles` are those of the campaigns."""
    row, member = found.row, found.row.member
    who = (member.number, member.name)
    return PersonOut(
        school=row.school,
        number=member.number,
        name=member.name,
        former_names=member.former_names,
        kind=member.kind,
        role=member.role,
        email=member.email,
        groups=member.groups,
        start=member.start,
        last_day=member.last_day,
        campaigns=tuple(
            StandingOut(campaign=each, title=titles.get(each, each), state=state, due=due)
            for each, (state, due) in found.standing.items()
        ),
        attestations=tuple(attestation_out(each, who) for each in found.attestations),
        certificates=tuple(
            KeyCertificateOut(
                serial=each.serial,
                fingerprint=each.fingerprint,
                starts=each.starts,
                ends=each.ends,
                superseded=each.superseded,
                revoked_from=each.revoked_from,
            )
            for each in found.certificates
        ),
        invitations=tuple(
            OpenInvitationOut(invitation=each.invitation, campaign=each.campaign, expires=each.expires, end=each.end)
            for each in found.invitations
        ),
        keys=tuple(keys),
        files=tuple(
            KeptOut(document=each.document, of=each.of, name=each.name, size=each.size) for each in found.documents
        ),
        record=entries_out(found.records, corrected(found.records)),
    )


def person_schemas() -> Mapping[str, dict[str, Any]]:
    """File name → schema, as shipped in resources/schemas."""
    return {
        "person-1.schema.json": document_schema(PersonOut, "privacy-wizard-person/1"),
        "record-1.schema.json": document_schema(RecordOut, "privacy-wizard-record/1"),
        "entered-1.schema.json": document_schema(EnteredOut, "privacy-wizard-entered/1"),
    }
