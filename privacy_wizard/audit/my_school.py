"""On a member of staff's computer: the school it knows, and what that school sends."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

# What is imported inside the methods is slow to load, and most people have opened no file of a school yet.
if TYPE_CHECKING:
    from cryptography import x509

    from ..domain.invitation import Invitation
    from ..domain.protected_list import ProtectedList
    from ..identity import SigningKey
    from ..school.known_school import KnownSchool
    from .school_files import OpenedProfile

_PIN = "school-pin.json"  # both as KnownSchool names them; a look at the folder must not cost a second
_LIST = "protected.pwlist"
_UNASKED = object()


class MySchool:
    """One computer, and the school whose profile was accepted on it, if any. Thread-safe."""

    def __init__(self, folder: Path, shipped: Path, now: Callable[[], datetime]) -> None:
        self._folder, self._shipped, self._now = folder, shipped, now
        self._lock = RLock()
        self._in_use: object = _UNASKED

    @property
    def is_known(self) -> bool:
        """Whether a profile was accepted here."""
        return (self._folder / _PIN).exists()

    def profile(self) -> "OpenedProfile | None":
        """The profile in use, with its checklists and policies; None on a computer that knows no school.

        Raises as `open` does: a file that was changed behind the program's back is not used.
        """
        from .school_files import profile_in_use

        with self._lock:
            if self._in_use is _UNASKED:
                self._in_use = profile_in_use(self._known(), shipped=self._shipped, now=self._now())
            return self._in_use  # type: ignore[return-value]

    def open(self, content: bytes) -> "OpenedProfile":
        """What a profile would mean for this computer; `accept` takes it into use. Raises NotThisKind,
        SignatureBroken, SignatureForeign, ProfileOlder, ProfileTwice, LibraryRefused.
        """
        from .school_files import open_profile

        return open_profile(content, self._known(), shipped=self._shipped, now=self._now())

    def accept(self, opened: "OpenedProfile") -> None:
        """Take it into use, and pin its authority. Raises NotWritten."""
        from .school_files import accept_profile

        with self._lock:
            accept_profile(opened, self._known())
            self._in_use = opened

    def forget(self) -> None:
        """Forget the school; its next profile has to be compared in person again. Raises NotWritten."""
        with self._lock:
            self._known().forget()
            self._in_use = None

    def invitation(self, content: bytes) -> "Invitation":
        """An invitation from this school. Raises NoSchoolYet, InvitationExpired, NotThisKind, SignatureTrouble."""
        from .school_files import open_invitation

        return open_invitation(content, self._known(), self._now())

    def open_protected_list(self, content: bytes) -> "ProtectedList":
        """A protected list from this school; `take_protected_list` takes it into use.

        Raises NoSchoolYet, ListExpired, ListOlder, NotThisKind, SignatureTrouble, NotWritten.
        """
        from .school_files import open_list

        return open_list(content, self._known(), self._now())

    def take_protected_list(self, content: bytes) -> "ProtectedList":
        """Take the school's protected list into use. Raises as `open_protected_list` does."""
        from .school_files import take_list

        return take_list(content, self._known(), self._now())

    @property
    def has_protected_list(self) -> bool:
        """Whether a protected list is kept, which may have expired since; quick."""
        return (self._folder / _LIST).exists()

    def protected_list(self) -> "ProtectedList | None":
        """The protected list in use; None where there is none, and where it has just run out and was deleted.

        Raises as `open_protected_list` does: a file that was changed behind the program's back is not used.
        """
        if not self.has_protected_list:
            return None
        from .school_files import list_in_use

        return list_in_use(self._known(), self._now())

    def delete_expired_list(self) -> None:
        """Delete a protected list that has expired; quick if there is none. Raises SchoolTrouble, NotWritten."""
        if self.has_protected_list:
            from .school_files import delete_expired_list

            delete_expired_list(self._known(), self._now())

    def delete_protected_list(self) -> None:
        """Delete the protected list. Raises NotWritten."""
        self._known().protected_list.delete()

    def request(self, invitation: "Invitation", code: str, key: "SigningKey") -> bytes:
        """The `.pwrequest` file that answers it; slow on purpose. Raises CodeMistyped."""
        from .school_files import request_certificate

        return request_certificate(invitation, code, key)

    def take(self, content: bytes, key: "SigningKey") -> "SigningKey":
        """The key with the certificate that the school returned (`.pwcert`).

        Raises NoSchoolYet, NotThisKind, ForeignCertificate, DifferentKey.
        """
        from .school_files import take_certificate

        return take_certificate(content, key, self._known(), self._now())

    def authorities(self) -> "tuple[x509.Certificate, ...]":
        """The school's authority and those before it; empty if no school is known. Raises SchoolTrouble."""
        return self._known().certificates() if self.is_known else ()

    def _known(self) -> "KnownSchool":
        from ..school.known_school import KnownSchool

        return KnownSchool(self._folder)
