"""A further officer on another computer takes into use what the first one made for them."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from ..catalogue.school_library import library_of_profile
from ..domain.signature import DetachedSignature
from ..i18n import Message
from ..identity import SigningKey, add_certificate
from ..identity.authority_profile import CertificateKind, kind_of
from ..identity.authority_trust import check_profile_signature, vouching_authority
from ..register import AuthorityOnRecord
from ..school.errors import ProfileOlder
from ..school.invitation_files import read_certificates
from ..school.profile_file import read_profile
from ..system import write_private
from .authority_store import AuthorityStore
from .errors import OfficeTrouble
from .school_folder import SchoolFolder


class NoOfficersCertificate(OfficeTrouble):
    """The chosen file makes nobody an officer of this school."""

    sentence = Message(
        "This file does not make you an officer: it is not an officer's certificate, or is another school's. "
        "Nothing was changed. Ask the person who keeps your school's certificate for the file that they saved "
        "for you."
    )


def take_officers_certificate(
    content: bytes,
    key: SigningKey,
    store: AuthorityStore,
    on_record: AuthorityOnRecord,
    now: datetime,
    keep: Callable[[SigningKey], None] = lambda _joined: None,
) -> SigningKey:
    """The key with the certificate that makes its owner an officer; from now on this computer knows the school's own.

    `keep` writes the key before that. Believed is what the authority that stands in the register vouches for, and
    nobody else. Raises NoOfficersCertificate, NotThisKind, DifferentKey, NotWritten.
    """
    certificate, *chain = read_certificates(content)
    trusted = vouching_authority(certificate, chain, bytes.fromhex(on_record.fingerprint), now)
    if trusted is None or kind_of(certificate) is not CertificateKind.OFFICER:
        raise NoOfficersCertificate
    found = add_certificate(key, certificate, *chain)
    keep(found)
    store.keep_public(chain)
    return found


def take_schools_file(
    content: bytes, place: SchoolFolder, on_record: AuthorityOnRecord, shipped: Path, now: datetime
) -> int:
    """The school's signed file, by which this computer judges from now on; its number.

    Believed is what the authority that stands in the register signed.
    Raises NotThisKind, SignatureBroken, SignatureForeign, ProfileOlder, LibraryRefused, NotWritten.
    """

    def check(signature: DetachedSignature, signed: bytes) -> None:
        check_profile_signature(signature, signed, bytes.fromhex(on_record.fingerprint), now)

    file, before = read_profile(content, check), place.signed_profile()
    number = file.manifest.number
    if before is not None and number < before.manifest.number:
        raise ProfileOlder(number, before.manifest.number)
    library_of_profile(file.checklists, shipped)
    write_private(place.profile_file, content)
    return number
