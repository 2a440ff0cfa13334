"""Invitations, opened and answered by a member of staff; the school's certificate, taken."""

from datetime import datetime

from ..certificates import fingerprint, serial_of
from ..domain.invitation import CertificateRequest, Invitation
from ..domain.signature import DetachedSignature, Purpose
from ..identity import SigningKey, add_certificate, certificate_request
from ..identity.authority_profile import kind_of
from ..identity.authority_trust import Signer, check_officer_signature, vouching_authority
from ..school.codes import binding_key, proof
from ..school.errors import ForeignCertificate, InvitationExpired, NoSchoolYet, OfficerRevoked
from ..school.invitation_files import read_certificates, read_invitation, write_request
from ..school.known_school import KnownSchool


def open_invitation(content: bytes, known: KnownSchool, now: datetime) -> Invitation:
    """An invitation from an officer of the school that this computer knows.

    Raises NoSchoolYet, InvitationExpired, OfficerRevoked, NotThisKind, SignatureBroken, SignatureForeign.
    """
    pinned, links = _pinned(known), known.certificates()

    officers: list[Signer] = []

    def check(signature: DetachedSignature, signed: bytes) -> None:
        officers.append(check_officer_signature(signature, signed, Purpose.INVITATION, pinned, now, links))

    invitation = read_invitation(content, check)
    if known.revoked_from(serial_of(officers[0].certificate)) is not None:  # when it was signed is the signer's word
        raise OfficerRevoked
    if now > invitation.expires:
        raise InvitationExpired
    return invitation


def request_certificate(invitation: Invitation, code: str, key: SigningKey) -> bytes:
    """The `.pwrequest` file that answers an invitation. Raises CodeMistyped. The code itself is not in it."""
    asked = certificate_request(key)
    proved = proof(
        binding_key(code, invitation),
        public_key=fingerprint(key.certificate),
        invitation=invitation.id,
        staff_number=invitation.staff_number,
        authority=invitation.authority,
    )
    return write_request(
        CertificateRequest(
            invitation=invitation.id,
            authority=invitation.authority,
            staff_number=invitation.staff_number,
            request=asked.decode(),
            proof=proved,
        )
    )


def take_certificate(content: bytes, key: SigningKey, known: KnownSchool, now: datetime) -> SigningKey:
    """The key with the certificate that the school returned (`.pwcert`).

    Raises NoSchoolYet, NotThisKind, ForeignCertificate, DifferentKey.
    """
    pinned = _pinned(known)
    certificate, *chain = read_certificates(content)
    trusted = vouching_authority(certificate, [*chain, *known.certificates()], pinned, now)
    if trusted is None or kind_of(certificate) is None:
        raise ForeignCertificate
    return add_certificate(key, certificate, *chain)


def _pinned(known: KnownSchool) -> bytes:
    pin = known.pin()
    if pin is None:
        raise NoSchoolYet
    return bytes.fromhex(pin.authority)
