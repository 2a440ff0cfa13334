"""School profiles: signed in the office, opened by everyone."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from attrs import field, frozen

from ..domain.model import Catalogue
from ..domain.register_events import Revoked
from ..domain.school_profile import RevokedCertificate, SchoolProfile, profile_faults
from ..domain.signature import DetachedSignature, Purpose
from ..i18n import _
from ..identity import fingerprint_words
from ..identity.authority import Authority
from ..identity.authority_revocation import Withdrawal
from ..identity.authority_trust import Signer, check_profile_signature, read_profile_signature, sign_document
from ..identity.errors import SignatureBroken
from ..school.known_school import KnownSchool, Opening, Pin, judge_opening
from ..school.profile_file import ProfileFile, load_profile, read_profile, read_some, write_profile
from ..school.zip_files import LARGEST_FILE
from ..system import write_private
from .certificates import why_revoked
from .errors import ProfileFaulty
from .school_library import library_of_profile, school_library


@frozen(kw_only=True)
class OpenedProfile:
    """A profile that was found good, and what it would be to this computer; `accept` takes it into use."""

    opening: Opening
    file: ProfileFile
    words: tuple[str, ...]  # of the authority: the first time, a person compares them
    content: bytes = field(repr=False)
    catalogue: Catalogue = field(repr=False)  # the shipped checklists and packs with the school's own


def sign_profile(
    authority: Authority,
    profile: SchoolProfile,
    members: Mapping[str, bytes],
    *,
    into: Path,
    shipped: Path,
    now: datetime,
    revoked: Sequence[Revoked] = (),
) -> ProfileFile:
    """Sign the next profile and write it to `into`, whose number it follows.

    `revoked` is what the record says of certificates: staff computers learn it from the profile.
    `members` are the logo and the school's own YAML. Raises ProfileFaulty, LibraryRefused, NotThisKind, NotWritten.
    """
    checklists = {name: content for name, content in members.items() if name.endswith(".yaml")}
    known = school_library(checklists, shipped).packs
    unknown = [_("there is no policy “{pack}”", pack=each.pack) for each in profile.packs if each.pack not in known]
    if reasons := (*profile_faults(profile), *unknown):
        raise ProfileFaulty(tuple(reasons))
    content = write_profile(
        profile,
        members,
        number=last_number(into) + 1,
        now=now,
        authority=authority.fingerprint.hex(),
        sign=lambda signed: sign_document(authority, Purpose.PROFILE, signed),
        revoked=tuple(_revoked(each) for each in revoked if why_revoked(each.reason) is not Withdrawal.SUPERSEDED),
    )
    write_private(into, content)
    return read_profile(content, lambda _signature, _content: None)


def _revoked(event: Revoked) -> RevokedCertificate:
    """For staff computers. What was superseded is not among it: its owner has another key, and nothing is wrong."""
    return RevokedCertificate(serial=event.serial, since=event.starts, reason=event.reason)


def last_number(file: Path) -> int:
    """The number of the school's last profile; 0 where there is none.

    Raises SignatureBroken, NotThisKind, so that a damaged file does not start the numbers anew.
    """
    if not file.exists():
        return 0
    return load_profile(file, _any_authority).manifest.number


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
        opening=judge_opening(pin, file),
        file=file,
        words=fingerprint_words(signers[0].certificate),
        content=content,
        catalogue=library_of_profile(file.checklists, shipped),
    )


def accept_profile(opened: OpenedProfile, known: KnownSchool) -> None:
    """Take it into use, and pin its authority. Raises NotWritten."""
    if opened.opening is not Opening.SAME:
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


def _any_authority(signature: DetachedSignature, signed: bytes) -> None:
    read_profile_signature(signature, signed)
