"""The file of a protected list (`.pwlist`): the list and the school's signature over its canonical JSON."""

from datetime import datetime
from pathlib import Path

from attrs import field, frozen

from ..domain.protected_list import MOST_TOKENS, TOKEN_BYTES, ProtectedList, list_faults
from ..domain.signature import DetachedSignature
from ..serialization import Refused, from_canonical, to_canonical
from ..system import NotWritten, write_private
from .errors import ListExpired, ListOlder, NotThisKind, SchoolFileKind
from .profile_file import Check, Sign, read_if_there

_FORMAT = "privacy-wizard-signed-list/1"
LIST_LIMIT = 600_000 + MOST_TOKENS * TOKEN_BYTES * 4 // 3  # bytes: a signature with its chain, and the tokens
_BEGINNING = f'{{"format":"{_FORMAT}"'.encode()


@frozen(kw_only=True)
class _SignedList:
    format: str = field(default=_FORMAT, metadata={"pattern": _FORMAT})
    protected: ProtectedList
    signature: DetachedSignature


def is_protected_list(content: bytes) -> bool:
    """Whether a file that starts like this claims to be one."""
    return content.startswith(_BEGINNING)


def write_protected_list(protected: ProtectedList, sign: Sign) -> bytes:
    """The file's bytes; the school's authority signs. Raises NotThisKind for what no program would open again."""
    written = to_canonical(_SignedList(protected=protected, signature=sign(to_canonical(protected))))
    read_protected_list(written, lambda _signature, _signed: None)
    return written


def read_protected_list(content: bytes, check: Check) -> ProtectedList:
    """The list in a file's bytes, its signature checked. Raises NotThisKind, and what `check` raises."""
    try:
        found = from_canonical(content, _SignedList, LIST_LIMIT)
    except Refused as refused:
        raise NotThisKind(SchoolFileKind.PROTECTED_LIST, str(refused.fault)) from None
    check(found.signature, to_canonical(found.protected))
    if faults := list_faults(found.protected):
        raise NotThisKind(SchoolFileKind.PROTECTED_LIST, "; ".join(faults))
    return found.protected


@frozen
class KeptList:
    """The one list in use in a folder; once expired, it is deleted on the next access."""

    file: Path

    @property
    def is_there(self) -> bool:
        """Whether a list is kept, which may have expired; quick."""
        return self.file.exists()

    def in_use(self, check: Check, now: datetime) -> ProtectedList | None:
        """The list, checked again; None where there is none. An expired one is deleted.

        Raises FileUnreadable, NotWritten, NotThisKind, and what `check` raises.
        """
        content = read_if_there(self.file, LIST_LIMIT + 1)
        if content is None:
            return None
        found = read_protected_list(content, check)
        if not found.has_expired(now):
            return found
        self.delete()
        return None

    def keep(self, content: bytes, check: Check, now: datetime) -> ProtectedList:
        """Take a list into use, replacing an older one. Raises as `open` does."""
        found = self.open(content, check, now)
        write_private(self.file, content)
        return found

    def open(self, content: bytes, check: Check, now: datetime) -> ProtectedList:
        """Check a list that may be taken into use. Raises ListExpired, ListOlder, NotThisKind, NotWritten, and what
        `check` raises.
        """
        found = read_protected_list(content, check)
        if found.has_expired(now):
            raise ListExpired
        before = self.in_use(lambda _signature, _signed: None, now)
        if before is not None and before.made > found.made:
            raise ListOlder
        return found

    def delete(self) -> None:
        """Delete the list. Raises NotWritten."""
        try:
            self.file.unlink(missing_ok=True)
        except OSError as error:
            raise NotWritten(self.file, error) from error
