"""What `school … --json` prints, as values whose schemas are shipped. A one-time code is never among it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import field, frozen

from ..domain.register_views import CertificateState
from ..domain.school_profile import SchoolProfile
from ..identity.authority_profile import CertificateKind
from ..serialization import Printer, document_schema, format_field

_SHA256 = {"pattern": "[0-9a-f]{64}"}
_SERIAL = {"pattern": "[0-9a-f]{1,40}"}


@frozen(kw_only=True)
class SchoolOut:
    """What `school new|show|restore|hand-over --json` prints: the authority, and the profile that was signed last."""

    format: str = format_field("privacy-wizard-authority/1")
    folder: str
    authority: str
    words: tuple[str, ...]
    fingerprint: str = field(metadata=_SHA256)
    until: datetime
    on_token: bool
    predecessors: int
    profile_number: int  # 0: none was signed yet
    certificates: int
    revoked: int


@frozen(kw_only=True)
class ProfileOut:
    """What `school profile|open --json` prints."""

    format: str = format_field("privacy-wizard-profile/1")
    opening: str = field(metadata={"pattern": "signed|first|same|newer|handed over"})
    in_use: bool
    number: int
    issued: datetime
    authority: str = field(metadata=_SHA256)
    words: tuple[str, ...]
    profile: SchoolProfile
    checklists: tuple[str, ...]


@frozen(kw_only=True)
class CertificateOut:
    """What `school officer|issue|renew|take --json` prints."""

    format: str = format_field("privacy-wizard-certificate/1")
    file: str
    mail: str | None  # the draft that carries it, where one was written
    serial: str = field(metadata=_SERIAL)
    kind: CertificateKind
    name: str
    staff_number: str
    fingerprint: str = field(metadata=_SHA256)
    words: tuple[str, ...]
    starts: datetime
    until: datetime


@frozen(kw_only=True)
class ListedOut:
    """One certificate; whose it is, is null where the record does not know."""

    serial: str = field(metadata=_SERIAL)
    staff_number: str | None
    name: str | None
    starts: datetime
    until: datetime
    state: CertificateState
    ended: datetime | None  # superseded or revoked from then on
    reason: str


@frozen(kw_only=True)
class CertificatesOut:
    """What `school certificates --json` prints, the oldest first."""

    format: str = format_field("privacy-wizard-certificates/1")
    certificates: tuple[ListedOut, ...] = field(metadata={"limit": 1_000_000})


@frozen(kw_only=True)
class RevocationOut:
    """What `school revoke --json` prints; `list` is the file for other programs (CRL)."""

    format: str = format_field("privacy-wizard-revocation/1")
    serial: str = field(metadata=_SERIAL)
    since: datetime
    reason: str
    list: str
    accepted_since: tuple[str, ...] = field(metadata={"limit": 1_000_000})  # to be looked at again


@frozen(kw_only=True)
class InvitationOut:
    """What `school invite|request|withdraw --json` prints; `file` is null where none was written."""

    format: str = format_field("privacy-wizard-invited/1")
    invitation: str = field(metadata={"pattern": "[0-9a-f]{32}"})
    state: str = field(metadata={"pattern": "made|answered|withdrawn|nothing to withdraw"})
    file: str | None
    mail: str | None
    expires: datetime | None


@frozen(kw_only=True)
class WrittenOut:
    """What `school backup|trust --json` prints."""

    format: str = format_field("privacy-wizard-written/1")
    what: str = field(metadata={"pattern": "backup|trust"})
    file: str
    fingerprint: str = field(metadata=_SHA256)  # of the authority's public key
    certificates: int  # in the file; 0: it holds an encrypted key


@frozen(kw_only=True)
class ForgottenOut:
    """What `school forget --json` prints."""

    format: str = format_field("privacy-wizard-forgotten/1")
    forgotten: bool  # false: no school was known here


def school_schemas() -> Mapping[str, dict[str, Any]]:
    """File name → schema."""
    printed = (SchoolOut, ProfileOut, CertificateOut, CertificatesOut, RevocationOut, InvitationOut, WrittenOut)
    form = document_schema(SchoolProfile, "privacy-wizard-school-profile-form")
    return {**Printer().schemas(*printed, ForgottenOut), "school-profile-form.schema.json": form}
