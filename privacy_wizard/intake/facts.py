"""What the rules of acceptance ask beyond the report of a checked file: what the file shows, and what the
register knows about it.
"""

from datetime import date, datetime

from attrs import field, frozen

from ..attestation.seal import Seal
from ..attestation.statement import Statement
from ..attestation.verify import Examination
from ..certificates import serial_of
from ..domain.campaign import Campaign
from ..domain.register_views import AttestationRow, CertificateRow, InvitationRow, PersonRow
from ..domain.versions import PolicyVersion
from ..domain.vocabulary import AccountKind, ExceptionReason, PersonKind
from ..identity.authority_profile import CertificateKind, kind_of
from .report import VerificationReport, plain_text
from .trust import Trust

_SHA256 = {"pattern": "[0-9a-f]{64}"}


@frozen(kw_only=True)
class DeclaredException:
    """An exception that an officer has to confirm."""

    control: str
    account: str | None
    official: bool
    reason: ExceptionReason
    approver_role: str
    approver_name: str
    until: date


@frozen(kw_only=True)
class SignerParticulars:
    """About the certificate that the attestor signed with."""

    serial: str  # of the certificate, hexadecimal
    issuer: str
    starts: datetime
    ends: datetime
    kind: CertificateKind | None
    vouched_by: str = field(metadata={"pattern": "([0-9a-f]{64})?"})  # key of the trusted certificate; "" for none


@frozen(kw_only=True)
class FileFacts:
    """What a file shows beyond its report; None or empty where it could not be read so far."""

    person_kind: PersonKind | None
    has_staff_number: bool | None
    policy: PolicyVersion | None
    program_version: str
    rules_version: str  # the rules of judgement that it was made under
    exceptions: tuple[DeclaredException, ...]
    signer: SignerParticulars | None


@frozen(kw_only=True)
class Checked:
    """What the check of one file came to."""

    report: VerificationReport
    particulars: FileFacts


NOTHING_KNOWN = FileFacts(
    person_kind=None,
    has_staff_number=None,
    policy=None,
    program_version="",
    rules_version="",
    exceptions=(),
    signer=None,
)


def particulars(examination: Examination, trust: Trust | None) -> FileFacts:
    """The particulars of an examined file."""
    statement = examination.statement
    if statement is None:
        return NOTHING_KNOWN
    return FileFacts(
        person_kind=statement.person.kind,
        has_staff_number=statement.person.has_staff_number,
        policy=PolicyVersion(id=statement.policy.id, version=plain_text(statement.policy.version)),
        program_version=plain_text(statement.program_version),
        rules_version=statement.rules_version,
        exceptions=declared_exceptions(statement),
        signer=None if examination.attestor is None else _signer(examination.attestor, trust),
    )


def declared_exceptions(statement: Statement) -> tuple[DeclaredException, ...]:
    """The exceptions that an attestation declares, fit to be shown."""
    official = {account.id for account in statement.accounts if account.kind is AccountKind.OFFICIAL}
    return tuple(
        DeclaredException(
            control=part.control,
            account=part.account,
            official=part.account in official,
            reason=part.reason,
            approver_role=plain_text(part.approver_role),
            approver_name=plain_text(part.approver_name),
            until=part.until,
        )
        for part in statement.exceptions
    )


def _signer(seal: Seal, trust: Trust | None) -> SignerParticulars:
    certificate = seal.certificate
    return SignerParticulars(
        serial=serial_of(certificate),
        issuer=plain_text(certificate.issuer.rfc4514_string())[:400],
        starts=certificate.not_valid_before_utc,
        ends=certificate.not_valid_after_utc,
        kind=kind_of(certificate),
        vouched_by="" if trust is None else trust.voucher(seal),
    )


@frozen(kw_only=True)
class OnRecord:
    """What the register knows about one file; empty fields mean that it knows nothing."""

    person: PersonRow | None = None  # by the identifier in the certificate, else by the key
    by_name: bool = False  # or by a name that one person on the list has
    has_namesakes: bool = False  # nobody is found, as several on the list have the name
    owners: tuple[str, ...] = ()  # the people to whom the key is known to belong
    keys: tuple[str, ...] = ()  # the known keys of the person
    certificate: CertificateRow | None = None  # the one that the file was signed with
    revoked_from: datetime | None = None  # of that certificate; where it is not on record, of any for the same key
    superseded_from: datetime | None = None  # since when the person has another key instead
    issued: bool = False  # the school's authority has issued certificates on record at all
    same_statement: tuple[AttestationRow, ...] = ()  # what is held with the same identifier
    invitation: InvitationRow | None = None  # the one that the statement names
    same_invitation: tuple[AttestationRow, ...] = ()  # what is held that names it, too
    held: tuple[AttestationRow, ...] = ()  # the person's attestations
    campaigns: tuple[Campaign, ...] = ()
    also_called: tuple[str, ...] = ()  # names of the school besides those of its profile


@frozen(kw_only=True)
class SchoolRules:
    """What the school's profile asks of an attestation; empty fields ask nothing."""

    names: tuple[str, ...] = ()
    packs: tuple[tuple[str, tuple[str, ...]], ...] = ()  # kind of person → the policies that apply
    number: int = 0  # of the profile, for the evidence
