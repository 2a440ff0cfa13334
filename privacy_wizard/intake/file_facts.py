"""What the register's rules ask of a checked file beyond its report."""

from datetime import date, datetime

from attrs import field, frozen

from ..attestation.seal import Seal
from ..attestation.statement import Statement
from ..attestation.verify import Examination
from ..certificates import serial_of
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
