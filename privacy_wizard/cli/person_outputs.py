"""What `register person|record --json` prints, and the acts on one entry, as values whose schemas are shipped."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from ..domain.campaign import CampaignState
from ..domain.register_views import CertificateRow, DocumentRow, Holder, InvitationRow, corrected
from ..domain.vocabulary import PersonKind
from ..register import PersonFile
from ..serialization import Printer, View, format_field, the
from .attestation_outputs import ENTRY, LISTED, MANY, SHA256, Entry, Listed, entries


@frozen(kw_only=True)
class StandingOut:
    """How a person stands in one campaign."""

    campaign: str
    title: str
    state: CampaignState
    due: date | None


@frozen(kw_only=True)
class PersonOut:
    """What `register person --json` prints: everything that the page of a person shows."""

    format: str = format_field("privacy-wizard-person/1")
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
    attestations: tuple[Listed, ...] = field(metadata=MANY)
    certificates: tuple[CertificateRow, ...]
    invitations: tuple[InvitationRow, ...]
    keys: tuple[str, ...]  # SHA-256 of each public key that is known to be theirs
    files: tuple[DocumentRow, ...] = field(metadata=MANY)
    record: tuple[Entry, ...] = field(metadata=MANY)  # the newest first


@frozen(kw_only=True)
class RecordOut:
    """What `register record --json` prints; the newest first."""

    format: str = format_field("privacy-wizard-record/1")
    school: str
    record: tuple[Entry, ...] = field(metadata=MANY)


@frozen(kw_only=True)
class EnteredOut:
    """What `register note|correct|confirm-key` and `attestation correct` print with `--json`."""

    format: str = format_field("privacy-wizard-entered/1")
    school: str
    entered: str


def person_out(found: PersonFile, titles: Mapping[str, str], keys: Iterable[str]) -> PersonOut:
    """`titles` are those of the campaigns."""
    row, member = found.row, found.row.member
    holder = Holder(staff_number=member.number, name=member.name)
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
        attestations=tuple(Listed(row=each, holder=holder) for each in found.attestations),
        certificates=tuple(found.certificates),
        invitations=tuple(found.invitations),
        keys=tuple(keys),
        files=tuple(found.documents),
        record=entries(found.records, corrected(found.records)),
    )


def person_schemas() -> Mapping[str, dict[str, Any]]:
    """File name → schema, as shipped."""
    return PRINTER.schemas(PersonOut, RecordOut, EnteredOut)


PRINTER = Printer(
    LISTED,
    ENTRY,
    View(
        CertificateRow,
        "A certificate of the school's authority.",
        "serial",
        the("fingerprint", **SHA256),
        "starts",
        "ends",
        "superseded",
        "revoked_from",
    ),
    View(
        InvitationRow,
        "An invitation; `end` is empty while it can be answered.",
        "invitation",
        "campaign",
        "expires",
        "end",
    ),
    View(DocumentRow, "A kept file.", the("document", **SHA256), "of", "name", "size"),
)
