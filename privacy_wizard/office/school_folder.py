"""Where an officer's computer keeps the school's own things: its authority, its last profile with the school's own
policies, and how a further officer takes them into use on another computer.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from attrs import frozen
from cryptography import x509

from ..attestation.statement import LogoPart
from ..catalogue.school_library import library_of_profile, school_library
from ..certificates import certified_school
from ..domain.model import Catalogue, PolicyPack
from ..domain.school_profile import SchoolProfile
from ..domain.signature import DetachedSignature
from ..i18n import Message
from ..identity import SigningKey, add_certificate, fingerprint_words
from ..identity.authority_profile import CertificateKind, kind_of
from ..identity.authority_trust import check_profile_signature, vouching_authority
from ..register import AuthorityOnRecord
from ..reports.report_sheet import Letterhead
from ..school.errors import ProfileOlder
from ..school.invitation_files import read_certificates
from ..school.profile_file import ProfileFile, load_profile, read_profile
from ..school.protected_list import KeptList
from ..system import NotWritten, shipped_folder, write_private
from .authority_store import AuthorityStore, AuthoritySummary
from .errors import OfficeTrouble

PROFILE = "profile.pwschool"


@frozen(kw_only=True)
class SchoolFolder:
    """Where an office keeps the files of one school: profile, keys of the authority, what is written for staff."""

    folder: Path
    now: Callable[[], datetime]

    @classmethod
    def of(cls, home: Path, identifier: str, name: Callable[[], str], now: Callable[[], datetime]) -> "SchoolFolder":
        """The user's own folder for a school; with several schools each has its own, the first the one that the
        command line takes as well. Its `name` is asked for only where that may be another's: the register has it.
        """
        own, common = home / f"school-{identifier}", home / "school"
        if own.exists():
            return cls(folder=own, now=now)
        known = AuthorityStore(common, now).public()
        is_other = known is not None and certified_school(known.certificate) != name()
        return cls(folder=own if is_other else common, now=now)

    @property
    def authority_store(self) -> AuthorityStore:
        """Where the school's authority is kept."""
        return AuthorityStore(self.folder, self.now)

    @property
    def school_key(self) -> AuthorityStore:
        """The key with which a school without an authority signs its file; it vouches for nobody."""
        return self.authority_store.before

    @property
    def profile_file(self) -> Path:
        """The profile signed last."""
        return self.folder / PROFILE

    @property
    def protected_list(self) -> KeptList:
        """The protected list made last."""
        return KeptList(self.folder / "protected.pwlist")

    def certificate_file(self, serial: str) -> Path:
        """Where the file of an issued certificate is kept."""
        return self.folder / "certificates" / f"{serial}.pwcert"

    def invitation_file(self, invitation: str) -> Path:
        """Where the file of an invitation is kept, so that its slip can be made again."""
        return self.folder / "invitations" / f"{invitation}.pwinvite"

    def card(self) -> AuthoritySummary | None:
        """The authority without its passphrase; None if there is none. Raises SchoolTrouble for a damaged file."""
        return (
            self.authority_store.card()
            if self.authority_store.is_there and self.authority_store.certificates_file.exists()
            else None
        )

    def trusted(self) -> tuple[x509.Certificate, ...]:
        """What the school's signatures are checked against; empty if nothing is known. Raises SchoolTrouble."""
        card = self.authority_store.public()
        return card.trusted if card is not None else ()

    def signed_profile(self) -> ProfileFile | None:
        """The last profile; its signature is this computer's own and is not asked for again. Raises SchoolTrouble."""
        if not self.profile_file.exists():
            return None
        return load_profile(self.profile_file, lambda _signature, _content: None)

    def profile(self) -> SchoolProfile | None:
        """What the last profile says."""
        signed = self.signed_profile()
        return signed.manifest.profile if signed is not None else None

    def name(self, registered: str) -> str:
        """The school's name: as in its file, or else as registered. Raises SchoolTrouble."""
        profile = self.profile()
        return profile.name if profile is not None else registered

    def letterhead(self, school: str) -> Letterhead:
        """The head of a document of this school: its name, and the logo and texts of the last profile. Raises
        SchoolTrouble.
        """
        signed = self.signed_profile()
        if signed is None:
            return Letterhead(school=school)
        words = fingerprint_words(bytes.fromhex(signed.manifest.authority))
        return Letterhead(school=school, logo=_logo(signed.logo) if signed.logo else None, words=words)


def _logo(content: bytes) -> LogoPart:
    kind = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    return LogoPart(media_type=kind, base64=b64encode(content).decode())


_NAME = re.compile(r"(platforms|packs)/[a-z0-9][a-z0-9-]{0,60}\.yaml")
_LARGEST = 1_000_000  # bytes, as a profile takes it


def next_files(place: SchoolFolder) -> Mapping[str, bytes]:
    """What the next profile will carry, by path in the library. Raises SchoolTrouble."""
    signed = place.signed_profile()
    files = dict(signed.checklists) if signed is not None else {}
    for name, content in waiting_files(place).items():
        files[name] = content
    return {name: content for name, content in files.items() if content}


def waiting_files(place: SchoolFolder) -> Mapping[str, bytes]:
    """What was added or removed (then empty) since the last profile was signed."""
    folder = _folder(place)
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.glob("p*/*.yaml"))}
    return {name: _some(path) for name, path in found.items() if _NAME.fullmatch(name)}


def put_policy(place: SchoolFolder, pack: PolicyPack, text: str) -> None:
    """Add this policy to the next profile. Raises NotWritten, and ValueError for an identifier that is too long."""
    _write(place, f"packs/{pack.id}.yaml", text.encode())


def take_out(place: SchoolFolder, name: str) -> None:
    """Remove this file from the next profile. Raises NotWritten, SchoolTrouble."""
    signed = place.signed_profile()
    if signed is not None and name in signed.checklists:
        _write(place, name, b"")
    else:
        _unlink(_folder(place) / name)


def forget_waiting(place: SchoolFolder, signed: Mapping[str, bytes]) -> None:
    """The profile with these files has been signed: they are no longer waiting. Raises NotWritten."""
    for name, content in waiting_files(place).items():
        if signed.get(name, b"") == content:
            _unlink(_folder(place) / name)


def next_library(place: SchoolFolder) -> Catalogue:
    """The checklists and policies as the next profile would have them. Slow. Raises SchoolTrouble, LibraryRefused."""
    return school_library(next_files(place), shipped_folder("checklists"))


def own_packs(place: SchoolFolder) -> tuple[str, ...]:
    """The identifiers of the school's own policies. Raises SchoolTrouble."""
    names = (name for name in next_files(place) if name.startswith("packs/"))
    return tuple(name.removeprefix("packs/").removesuffix(".yaml") for name in names)


def _folder(place: SchoolFolder) -> Path:
    return place.folder / "next-profile"


def _write(place: SchoolFolder, name: str, content: bytes) -> None:
    if not _NAME.fullmatch(name) or len(content) > _LARGEST:
        raise ValueError(name)
    write_private(_folder(place) / name, content)


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise NotWritten(path, error) from error


def _some(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LARGEST)


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
