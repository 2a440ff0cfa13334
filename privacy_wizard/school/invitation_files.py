"""The small files: invitations (`.pwinvite`), certificate requests (`.pwrequest`), certificates (`.pwcert`)."""

import re
from collections.abc import Sequence
from typing import TypeVar

from attrs import field, frozen
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from ..domain.invitation import CertificateRequest, Invitation
from ..domain.signature import DetachedSignature
from ..i18n import _
from ..serialization import Refused, from_canonical, to_canonical
from ..system.trouble import FAR_TOO_LARGE
from .errors import NotThisKind, SchoolFileKind
from .profile_file import Check, Sign

INVITATION_LIMIT, REQUEST_LIMIT, CERTIFICATE_LIMIT = 600_000, 16_000, 200_000  # bytes
_MOST_CERTIFICATES = 65
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\r\n]+-----END CERTIFICATE-----\r?\n?")
T = TypeVar("T")


@frozen(kw_only=True)
class _SignedInvitation:
    """An invitation and the officer's signature over its canonical JSON."""

    format: str = field(default="privacy-wizard-invite/1", metadata={"pattern": "privacy-wizard-invite/1"})
    invitation: Invitation
    signature: DetachedSignature


def write_invitation(invitation: Invitation, sign: Sign) -> bytes:
    """The file's bytes; an officer's key signs."""
    return to_canonical(_SignedInvitation(invitation=invitation, signature=sign(to_canonical(invitation))))


def read_invitation(content: bytes, check: Check) -> Invitation:
    """The invitation in a file's bytes, its signature checked. Raises NotThisKind, and what `check` raises."""
    found = _read(content, _SignedInvitation, INVITATION_LIMIT, SchoolFileKind.INVITATION)
    check(found.signature, to_canonical(found.invitation))
    return found.invitation


def write_request(request: CertificateRequest) -> bytes:
    """The file's bytes. It holds no secret."""
    return to_canonical(request)


def read_request_file(content: bytes) -> CertificateRequest:
    """The request in a file's bytes; nothing in it is proved yet. Raises NotThisKind."""
    return _read(content, CertificateRequest, REQUEST_LIMIT, SchoolFileKind.REQUEST)


def write_certificates(certificates: Sequence[x509.Certificate]) -> bytes:
    """The person's certificate, then its issuers: PEM, with a line before each for people."""
    return b"".join(
        f"{' '.join(each.subject.rfc4514_string().split())}\n".encode() + each.public_bytes(Encoding.PEM)
        for each in certificates
    )


def read_certificates(content: bytes) -> tuple[x509.Certificate, ...]:
    """The person's certificate, then its issuers; whether they are good is not said yet. Raises NotThisKind."""
    if len(content) > CERTIFICATE_LIMIT:
        raise NotThisKind(SchoolFileKind.CERTIFICATE, str(FAR_TOO_LARGE))
    blocks = _PEM.findall(content)
    if not 0 < len(blocks) <= _MOST_CERTIFICATES:
        raise NotThisKind(SchoolFileKind.CERTIFICATE, _("it holds no certificate, or too many"))
    try:
        return tuple(x509.load_pem_x509_certificate(block) for block in blocks)
    except ValueError as error:
        raise NotThisKind(SchoolFileKind.CERTIFICATE, _("it is damaged")) from error


def _read(content: bytes, kind: type[T], limit: int, called: SchoolFileKind) -> T:
    try:
        return from_canonical(content, kind, limit)
    except Refused as refused:
        raise NotThisKind(called, str(refused.fault)) from None
