"""School profiles, opened and taken into use on a computer: its own authority is pinned, and no other is trusted."""

from datetime import datetime
from pathlib import Path

from attrs import field, frozen

from ..catalogue.school_library import library_of_profile
from ..domain.model import Catalogue
from ..domain.signature import DetachedSignature
from ..identity import fingerprint_words
from ..identity.authority_trust import Signer, check_profile_signature, read_profile_signature
from ..identity.errors import SignatureBroken
from ..school.known_school import KnownSchool, Pin, ProfileStatus, judge_profile
from ..school.profile_file import ProfileFile, read_profile, read_some
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
