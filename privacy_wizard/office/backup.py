"""Everything that an office has, in one encrypted file: register, documents, keys, profile, certificates, settings.

It is in the format of `age` (age-encryption.org/v1), under a passphrase, so that other programs open it as well.
"""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from mmap import mmap
from pathlib import Path, PurePosixPath

from attrs import evolve

from ..i18n import Message, _
from ..identity import COPIED, note_copy
from ..register import Asked, Register
from ..system import NotWritten, read_at_most, read_regular, write_private
from ..system.keyring import Keychain, system_keychain
from ..system.places import KEY_FILE
from ..system.progress import UNWATCHED, WorkProgress, WorkStopped
from ..system.trouble import why_of
from .backup_content import LARGEST, NO_BACKUP, Backup, is_safe, packed, unpacked
from .errors import OfficeTrouble
from .office_key import FILE_WITHOUT_KEYRING, OfficeKey, SecretLost

ASIDE = "put-aside-"  # how folders are called into which another office was moved
REMEMBERED = "backed-up.json"
EVERY = 30  # days
_USUAL_WORK, _MOST_WORK = 20, 22  # 1 GB; 4 GB, which no computer asks for by itself
_SCRYPT = re.compile(rb"age-encryption\.org/v1\n-> scrypt [A-Za-z0-9+/]+ ([0-9]{1,2})\n")
_LARGEST_FILE = 50_000_000  # of the files beside the register
_SECRET = PurePosixPath(FILE_WITHOUT_KEYRING)
# Another part of the backup, and what is one member of staff's own and locked with this computer's keyring.
_NOT_OURS = (
    "register.sqlite",
    "register-documents",
    "audits",
    ASIDE,
    REMEMBERED,
    str(Path(KEY_FILE).with_suffix(COPIED)),
)


class NotOpened(OfficeTrouble):
    """The passphrase is wrong, or the file is damaged or no backup; these cannot be told apart."""

    sentence = Message(
        "{file} was not opened: the passphrase is wrong, or the file is damaged or not a backup. "
        "Nothing was changed. Type the passphrase again, or use an earlier backup."
    )

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path, self.file = path, path.name


class BackupUnreadable(OfficeTrouble):
    """The file itself cannot be read."""

    def __init__(self, path: Path, cause: OSError) -> None:
        super().__init__(path, cause)
        self.path = path
        self.cause = cause

    def __str__(self) -> str:
        """The sentence for the reader."""
        return _(
            "{file} could not be read: {why}. Nothing was changed. Check that the USB stick or disk with the "
            "file is connected.",
            file=self.path.name,
            why=why_of(self.cause),
        )


class NotReadBack(OfficeTrouble):
    """What was packed cannot be opened again."""

    sentence = Message(
        "The backup failed: {file} could not be read back as it was written. The office itself was "
        "not changed. Make it again in another place, and keep your earlier backups until then."
    )

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path, self.file = path, path.name


class TooLittleMemory(OfficeTrouble):
    """Locking takes memory on purpose, so that guessing does."""

    sentence = Message(
        "This computer has too little free memory to lock or open a backup. Nothing was changed. Close other programs, "
        "and try again."
    )


class BackupStopped(WorkStopped):
    """The user stopped it. Part of a backup would be useless, so none is kept."""

    sentence = Message(
        "Stopped, so there is no new backup: nothing was written. Your earlier backups are as they were."
    )


class RestoringStopped(WorkStopped):
    """The user stopped restoring a backup: it is all or nothing."""

    sentence = Message("Stopped, so nothing was put back. This computer is as it was, and so is the backup.")


def back_up(
    register: Register | None,
    home: Path,
    out: Path,
    passphrase: str,
    now: datetime,
    find_keychain: Callable[[], Keychain | None] = system_keychain,
    progress: WorkProgress = UNWATCHED,
) -> Backup:
    """Write everything to one file. Raises NotWritten, DocumentLost, NotReadBack, TooLittleMemory, BackupStopped, and
    then leaves no file.
    """
    from pyrage import passphrase as age

    progress = progress.ending_in(BackupStopped)
    files, left_out = _beside(home)
    copy = register.copy(progress) if register is not None else None
    found = Backup(made=now, register=copy, files=files, left_out=left_out)
    found = _with_secret(found, OfficeKey(home=home, now=lambda: now, find_keychain=find_keychain))
    progress.doing(_("Packing everything …"))
    content = packed(found, progress)
    progress.doing(_("Reading it back …"))
    if not _is_read_as(found, content, progress):
        raise NotReadBack(out)
    progress.doing(_("Locking it with the passphrase …"))
    _require_memory(_USUAL_WORK)
    locked = progress.beside(lambda: age.encrypt(content, passphrase))
    write_private(out, locked)
    if _content(out, LARGEST) != locked:
        raise NotReadBack(out)
    remember_backup(home, found)
    return found


def open_backup(path: Path, passphrase: str, progress: WorkProgress = UNWATCHED) -> Backup:
    """What a backup holds. Raises BackupUnreadable, NotOpened, NewerBackup, TooLittleMemory,
    RestoringStopped.
    """
    from pyrage import DecryptError
    from pyrage import passphrase as age

    progress = progress.ending_in(RestoringStopped)
    try:
        locked = read_regular(path, LARGEST)
        work = _work_asked(locked)
        if work is None or work > _MOST_WORK:
            raise NotOpened(path)
        _require_memory(work)
        return unpacked(progress.beside(lambda: age.decrypt(locked, passphrase)), progress)
    except OSError as error:
        raise BackupUnreadable(path, error) from error
    except (DecryptError, *NO_BACKUP) as error:
        raise NotOpened(path) from error


def _work_asked(locked: bytes) -> int | None:
    """How often the memory is doubled that trying one passphrase takes, as the file says it; None where it does not,
    such as in letters alone, which the library would read all the same.
    """
    found = _SCRYPT.match(locked)
    return int(found[1]) if found else None


def _require_memory(work: int) -> None:
    """Raises TooLittleMemory: the library would end the program without a word."""
    try:
        mmap(-1, 1024 << work).close()  # room that is asked for, and not yet filled
    except OSError as error:
        raise TooLittleMemory from error


def is_whole(register: Register, progress: WorkProgress = UNWATCHED) -> bool:
    """Whether nothing in the record of any of its schools was changed, removed or cut off. Raises CheckStopped."""
    asked = Asked(progress=progress)
    return all(register.check(school, asked).holds for school in register.schools())


def is_due(home: Path, today: date) -> bool:
    """Whether the last full backup from here is over a month old, or there never was one."""
    try:
        last = date.fromisoformat(json.loads(read_regular(home / REMEMBERED, 1000))["on"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return True
    return not 0 <= (today - last).days < EVERY


def remember_backup(home: Path, made: Backup) -> None:
    """Start the month until the next backup anew, on whichever computer the office goes on. A backup also counts as a
    copy of the key.
    """
    if KEY_FILE in map(str, made.files):
        note_copy(home / KEY_FILE)
    try:
        write_private(home / REMEMBERED, json.dumps({"on": made.made.date().isoformat()}).encode())
    except NotWritten:
        return  # then it is asked for again


def _with_secret(backup: Backup, office: OfficeKey) -> Backup:
    """What opens the office's key lies in the keyring of one computer: without it, the key is lost on any other."""
    if not office.is_there:
        return backup
    try:
        return evolve(backup, files={**backup.files, _SECRET: office.secret().encode()})
    except SecretLost:
        return evolve(backup, lacks_secret=True)


def _is_read_as(made: Backup, content: bytes, progress: WorkProgress) -> bool:
    try:
        found = unpacked(content, progress)
    except NO_BACKUP:
        return False
    return (found.register, found.files) == (made.register, made.files)


def _beside(home: Path) -> tuple[dict[PurePosixPath, bytes], tuple[str, ...]]:
    """The files beside the register, and the names of those that stay out."""
    files, left_out = {}, []
    for path in sorted(home.rglob("*")) if home.is_dir() else ():
        name = PurePosixPath(*path.relative_to(home).parts)
        if not path.is_file() or _is_hidden(name) or name.parts[0].startswith(_NOT_OURS):
            continue
        content = _content(path, _LARGEST_FILE) if is_safe(name) and not path.is_symlink() else None
        if content is None:
            left_out.append(str(name).encode("utf-8", "replace").decode())
        else:
            files[name] = content
    return files, tuple(left_out)


def _is_hidden(name: PurePosixPath) -> bool:
    return any(part.startswith(".") for part in name.parts)


def _content(path: Path, largest: int) -> bytes | None:
    """All that is in a file, never its beginning alone; None where it is too large, or cannot be read."""
    try:
        return read_at_most(path, largest)
    except OSError:
        return None
