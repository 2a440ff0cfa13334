"""Where an officer's computer keeps the school's own things: its authority and its last profile."""

from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from attrs import frozen
from cryptography import x509

from ..attestation.statement import LogoPart
from ..certificates import certified_school
from ..domain.school_profile import SchoolProfile
from ..identity import fingerprint_words
from ..reports.report_sheet import Letterhead
from ..school.profile_file import ProfileFile, load_profile
from ..school.protected_list import KeptList
from .authority_store import AuthorityStore, AuthoritySummary

PROFILE = "profile.pwschool"


@frozen(kw_only=True)
class SchoolFolder:
    """Where an office keeps the files of one school: profile, keys of the authority, what is written for staff."""

    folder: Path
    now: Callable[[], datetime]

    @classmethod
    def of(cls, home: Path, identifier: str, name: str, now: Callable[[], datetime]) -> "SchoolFolder":
        """The user's own folder for a school; with several schools each has its own, the first the one that the
        command line takes as well.
        """
        own, common = home / f"school-{identifier}", home / "school"
        store = AuthorityStore(common, now)
        known = store.public()
        is_other = known is not None and certified_school(known.certificate) != name
        return cls(folder=own if own.exists() or is_other else common, now=now)

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
