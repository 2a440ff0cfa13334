"""The school known to this computer: its profile as received, and the pinned authority."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path

from attrs import field, frozen
from cryptography import x509

from ..i18n import _
from ..serialization import Refused, from_canonical, to_canonical
from ..system import NotWritten, write_private
from .errors import NotThisKind, ProfileOlder, ProfileTwice, SchoolFileKind
from .profile_file import ProfileFile, load_profile, read_if_there
from .protected_list import KeptList
from .zip_files import LARGEST_FILE

_PIN_LIMIT = 4000


@frozen(kw_only=True)
class Pin:
    """Whose profiles are accepted, and which was the last."""

    format: str = field(default="privacy-wizard-pin/1", metadata={"pattern": "privacy-wizard-pin/1"})
    authority: str = field(metadata={"pattern": "[0-9a-f]{64}"})
    number: int
    digest: str = field(metadata={"pattern": "[0-9a-f]{64}"})  # of the manifest in use


class ProfileStatus(StrEnum):
    """What a valid profile means for this computer."""

    FIRST = "first"  # nothing was pinned: a person compares the words
    SAME = "same"
    NEWER = "newer"
    HANDED_OVER = "handed over"  # newer, and from a successor that the pinned authority named


def judge_profile(pin: Pin | None, profile: ProfileFile) -> ProfileStatus:
    """What a profile with a valid signature means here. Raises ProfileOlder, ProfileTwice."""
    if pin is None:
        return ProfileStatus.FIRST
    number = profile.manifest.number
    if profile.digest == pin.digest:
        return ProfileStatus.SAME
    if number < pin.number:
        raise ProfileOlder(number, pin.number)
    if number == pin.number:
        raise ProfileTwice(number)
    return ProfileStatus.NEWER if profile.manifest.authority == pin.authority else ProfileStatus.HANDED_OVER


@frozen
class KnownSchool:
    """A folder with the profile in use (`school.pwschool`) and the pin (`school-pin.json`)."""

    folder: Path

    @property
    def profile_file(self) -> Path:
        """The profile in use."""
        return self.folder / "school.pwschool"

    @property
    def protected_list(self) -> KeptList:
        """The school's protected list, where it gave one to its staff."""
        return KeptList(self.folder / "protected.pwlist")

    def pin(self) -> Pin | None:
        """What was pinned; None if this computer knows no school. Raises NotThisKind for a damaged pin."""
        content = read_if_there(self._pin_file, _PIN_LIMIT + 1)
        if content is None:
            return None
        try:
            return from_canonical(content, Pin, _PIN_LIMIT)
        except Refused as refused:
            raise NotThisKind(
                SchoolFileKind.PROFILE, _("the pin of your school is damaged ({fault})", fault=refused.fault)
            ) from None

    def certificates(self) -> tuple[x509.Certificate, ...]:
        """The authority's certificate and links as the profile in use carries them; each proves itself or is worthless.

        Raises FileUnreadable, NotThisKind.
        """
        return load_profile(self.profile_file, lambda _signature, _signed: None).certificates()

    def revoked_from(self, serial: str) -> datetime | None:
        """The moment from which the school no longer believes a certificate, according to the profile in use. Raises
        FileUnreadable, NotThisKind.
        """
        said = load_profile(self.profile_file, lambda _signature, _signed: None).manifest.revoked
        return next((each.since for each in said if each.serial == serial), None)

    def forget(self) -> bool:
        """Forget the school; the next profile has to be compared in person again. False if none was known. Raises
        NotWritten.
        """
        try:
            known = self._pin_file.exists()
            self._pin_file.unlink(missing_ok=True)  # the pin first: a profile without one is not used
            self.profile_file.unlink(missing_ok=True)
            self.protected_list.delete()
        except OSError as error:
            raise NotWritten(self._pin_file, error) from error
        return known

    def keep(self, content: bytes, profile: ProfileFile) -> None:
        """Take a profile into use and pin its authority. Raises NotWritten."""
        if len(content) > LARGEST_FILE:
            raise ValueError(_("a school's file that was read is never so large"))
        pin = Pin(authority=profile.manifest.authority, number=profile.manifest.number, digest=profile.digest)
        # The profile first: a crash between the two leaves the old pin, which accepts the new profile again.
        write_private(self.profile_file, content)
        write_private(self._pin_file, to_canonical(pin))

    @property
    def _pin_file(self) -> Path:
        return self.folder / "school-pin.json"
