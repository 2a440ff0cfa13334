"""What a school sends its staff, opened and taken into use on a computer of theirs: its profile, whose
authority is pinned, invitations and certificates, and its protected list.
"""

from datetime import datetime
from pathlib import Path

from attrs import field, frozen

from ..catalogue.school_library import library_of_profile
from ..certificates import fingerprint, serial_of
from ..domain.invitation import CertificateRequest, Invitation
from ..domain.model import Catalogue
from ..domain.protected_list import ProtectedList
from ..domain.signature import DetachedSignature, Purpose
from ..identity import SigningKey, add_certificate, certificate_request, fingerprint_words
from ..identity.authority_profile import kind_of
from ..identity.authority_trust import (
    Signer,
    check_officer_signature,
    check_profile_signature,
    check_school_signature,
    read_profile_signature,
    vouching_authority,
)
from ..identity.errors import SignatureBroken
from ..school.errors import ForeignCertificate, InvitationExpired, NoSchoolYet, OfficerRevoked
from ..school.invitation_files import binding_key, proof, read_certificates, read_invitation, write_request
from ..school.known_school import KnownSchool, Pin, ProfileStatus, judge_profile
from ..school.profile_file import Check, ProfileFile, read_profile, read_some
from ..school.zip_files import LARGEST_FILE


@frozen(kw_only=True)
class OpenedProfile:
    """A valid profile, and what it would mean for this computer; `accept` takes it into use."""

    opening: ProfileStatus
    file: ProfileFile
    words: tuple[str, ...]  # of the authority: the first time, a person compares them
    content: bytes = field(repr=False)
    catalogue: Catalogue = field(repr=False)  # the shipped checklists and packs with the school's own


def open_profile(content: bytes, known: KnownSchool, *, shipped: Path, now: datetime) -> OpenedProfile:
    """Check a profile from anywhere against what this computer knows.

    Raises NotThisKind, SignatureBroken, SignatureForeign, ProfileOlder, ProfileTwice, LibraryRefused.
    """
    pin = known.pin()
    signers: list[Signer] = []

    def check(signature: DetachedSignature, signed: bytes) -> None:
        signers.append(_signer(signature, signed, pin, now))

    file = read_profile(content, check)
    if file.manifest.authority != signers[0].authority.hex():
        raise SignatureBroken
    return OpenedProfile(
        opening=judge_profile(pin, file),
        file=file,
        words=fingerprint_words(signers[0].certificate),
        content=content,
        catalogue=library_of_profile(file.checklists, shipped),
    )


def accept_profile(opened: OpenedProfile, known: KnownSchool) -> None:
    """Take it into use, and pin its authority. Raises NotWritten."""
    if opened.opening is not ProfileStatus.SAME:
        known.keep(opened.content, opened.file)


def profile_in_use(known: KnownSchool, *, shipped: Path, now: datetime) -> OpenedProfile | None:
    """The profile that was accepted on this computer, checked again; None where there is none.

    Raises as `open_profile` does: a file that was changed behind the program's back is not used.
    """
    if known.pin() is None:
        return None
    return open_profile(read_some(known.profile_file, LARGEST_FILE + 1), known, shipped=shipped, now=now)


def _signer(signature: DetachedSignature, signed: bytes, pin: Pin | None, now: datetime) -> Signer:
    if pin is None:
        return read_profile_signature(signature, signed)
    return check_profile_signature(signature, signed, bytes.fromhex(pin.authority), now)


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


def open_list(content: bytes, known: KnownSchool, now: datetime) -> ProtectedList:
    """A list from the school that this computer knows; `take_list` takes it into use.

    Raises NoSchoolYet, ListExpired, ListOlder, NotThisKind, SignatureBroken, SignatureForeign, NotWritten.
    """
    return known.protected_list.open(content, _check(known, now), now)


def take_list(content: bytes, known: KnownSchool, now: datetime) -> ProtectedList:
    """Take a list from the school that this computer knows into use. Raises as `open_list` does."""
    return known.protected_list.keep(content, _check(known, now), now)


def list_in_use(known: KnownSchool, now: datetime) -> ProtectedList | None:
    """The list, checked again; None where there is none, or none any more: an expired one is deleted.

    Raises as `open_list` does.
    """
    kept = known.protected_list
    return kept.in_use(_check(known, now), now) if kept.is_there else None


def delete_expired_list(known: KnownSchool, now: datetime) -> None:
    """Delete the list if its time is over, whoever signed it. Raises FileUnreadable, NotThisKind, NotWritten."""
    known.protected_list.in_use(lambda _signature, _signed: None, now)


def _check(known: KnownSchool, now: datetime) -> Check:
    pin = known.pin()
    if pin is None:
        raise NoSchoolYet
    pinned, links = bytes.fromhex(pin.authority), known.certificates()

    def check(signature: DetachedSignature, signed: bytes) -> None:
        check_school_signature(signature, signed, Purpose.PROTECTED_LIST, pinned, now, links)

    return check
