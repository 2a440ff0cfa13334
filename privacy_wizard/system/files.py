"""Files that are private, whole or not there, and files that leave the program.

What leaves is written before it is recorded: a record of something that nobody holds is worse than a file too many. Who
was "reminded" waits for a letter that was never written, and a one-time code that is on no slip is lost.
"""

import errno
import os
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from ..i18n import Message, _
from .trouble import Trouble, why_of

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if hasattr(errno, "EDQUOT") else {errno.ENOSPC, errno.EFBIG}
_ROOM = 200  # bytes of a name, of 255 that systems take, with what is added to it until the file is whole
_LEAST = 65_536  # bytes; some systems show files of theirs as empty until they are read
_PAUSES = (0.01, 0.03, 0.1, 0.3, 0.6)  # seconds
_PATIENCE = 60  # seconds for another to finish; one that hangs must not hold up this one for good
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # their marks
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_NOT_A_FILE = Message("it is a folder, a pipe or a device, not a file")


class NotWritten(Trouble):
    """A file could not be written; what was there before is unchanged."""

    def __init__(self, path: Path, cause: OSError) -> None:
        super().__init__(path, cause)
        self.path = path
        self.cause = cause

    @property
    def disk_is_full(self) -> bool:
        """Whether there was no room."""
        return self.cause.errno in _FULL

    @property
    def not_allowed(self) -> bool:
        """Whether this user may not write there."""
        return self.cause.errno in _FORBIDDEN

    def __str__(self) -> str:
        if self.disk_is_full:
            why, remedy = _("the disk is full"), _("Make some room and try again.")
        elif self.not_allowed:
            why, remedy = (
                _("you may not write there"),
                _("Choose another folder, or ask the person who looks after this computer."),
            )
        else:
            why, remedy = (
                why_of(self.cause),
                _("Check that the folder exists and try again."),
            )
        return _(
            "{file} could not be saved in {folder}: {why}. What was there is unchanged. {remedy}",
            file=self.path.name,
            folder=self.path.parent,
            why=why,
            remedy=remedy,
        )


def read_regular(path: Path, most: int) -> bytes:
    """The first `most` bytes of a regular file; of a folder, a pipe, a device nothing is read, and nothing is waited
    for. Raises OSError.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
    try:
        descriptor = os.open(path, flags)
    except ValueError as error:  # a path with a zero byte in it
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from error
    try:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            raise _not_a_file(path)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(min(most, max(about.st_size, _LEAST)))  # room for as many bytes is made beforehand
    finally:
        os.close(descriptor)


def read_at_most(path: Path, most: int) -> bytes | None:
    """All of a regular file; None where it is larger. Raises OSError."""
    content = read_regular(path, most + 1)
    return content if len(content) <= most else None


def holds(path: Path, content: bytes) -> bool:
    """Whether there is a file that can be read, and just this is in it."""
    try:
        return read_regular(path, len(content) + 1) == content
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether there is a folder; a path that no system takes is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _not_a_file(path: Path) -> OSError:
    return OSError(errno.EINVAL, str(_NOT_A_FILE), str(path))


def text_of(content: bytes) -> str:
    """Text in UTF-8, or as PowerShell writes what is redirected into a file (UTF-16). Raises UnicodeDecodeError."""
    return content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig")


def in_utf8(content: bytes) -> bytes:
    """What PowerShell redirected into a file (UTF-16, and a line end more) as it was; anything else as it is."""
    try:
        return text_of(content).rstrip("\r\n").encode() if content.startswith(_UTF_16) else content
    except UnicodeError:
        return content


def write_private(path: Path, content: bytes) -> None:
    """Write `content` to `path` in one step, readable by its owner only; the folder is made when missing.

    A crash at any moment leaves either the old file or the new one. Raises NotWritten.
    """
    try:
        make_private_folder(path.parent)
        _replace(path, content)
    except OSError as error:
        raise NotWritten(path, error) from error


def write_new(path: Path, content: bytes) -> None:
    """As `write_private`, but never in the place of another file, whoever else writes there at the same moment.

    Raises FileExistsError, NotWritten.
    """
    try:
        make_private_folder(path.parent)
        _replace(path, content, put=put_new)
    except FileExistsError:
        raise
    except OSError as error:
        raise NotWritten(path, error) from error


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` to `path` in one step, for whoever may read that folder; the folder must be there.

    For what is handed on: a copy in a shared folder that only its writer could open would be of no use.
    Raises NotWritten.
    """
    try:
        _replace(path, content, mode=0o666 & ~_umask())
    except OSError as error:
        raise NotWritten(path, error) from error


def _umask() -> int:
    """What this process takes from new files' permissions; asking means setting it, so it is set back at once."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def make_private_folder(folder: Path) -> None:
    """Make the folder, and those above it, for their owner only; one that exists is left as it is. Raises OSError."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=0o700, exist_ok=True)


@contextmanager
def one_at_a_time(file: Path, name: str) -> Iterator[Path]:
    """Whatever is done to a file within; gives the file beside it that is locked meanwhile. Raises NotWritten."""
    from filelock import FileLock  # slow to load

    lock_file = file.with_name(name)
    try:
        make_private_folder(file.parent)
        lock = FileLock(lock_file, timeout=_PATIENCE, mode=0o600)
        lock.acquire()
    except OSError as error:
        raise NotWritten(file, error) from error
    try:
        yield lock_file
    finally:
        lock.release()


def sync_folder(folder: Path) -> None:
    """Have the folder's own entries on the disk; systems that cannot do so are left in peace."""
    if not hasattr(os, "O_DIRECTORY"):  # Windows keeps directory entries in its journal
        return
    with suppress(OSError):  # some network file systems refuse; a folder may be for putting in only
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def put_in_place(part: Path, path: Path) -> None:
    """Let a finished file take the place of another in one step. Raises OSError."""
    _patiently(lambda: part.replace(path))


def put_new(part: Path, path: Path) -> None:
    """Let a finished file have a place that no other has by then. Raises FileExistsError, OSError."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # a stick whose file system has no links
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        put_in_place(part, path)
    else:
        with suppress(OSError):  # the file has its place: a name too many is no reason to say that it has not
            _patiently(part.unlink)


def _patiently(act: Callable[[], object]) -> None:
    """On Windows a virus scanner may hold a new file for a moment while it looks at it. Raises OSError."""
    for pause in _PAUSES if sys.platform == "win32" else ():
        try:
            act()
        except PermissionError:
            time.sleep(pause)
        else:
            return
    act()


def _replace(
    path: Path, content: bytes, *, mode: int = 0o600, put: Callable[[Path, Path], None] = put_in_place
) -> None:
    if path.exists() and not path.is_file():  # whoever may write there would find a file in the place of their device
        raise _not_a_file(path)
    # mkstemp makes the file with mode 0600; the same folder, so that replacing it is one step.
    begins = path.name.encode(errors="replace")[:_ROOM].decode(errors="ignore")
    descriptor, name = tempfile.mkstemp(prefix=f".{begins}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(mode)
        put(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


@dataclass
class OutgoingFiles:
    """What was written so far in one act."""

    written: list[Path] = field(default_factory=list)
    _before: dict[Path, bytes | None] = field(default_factory=dict)

    def private(self, path: Path, content: bytes) -> None:
        """As `write_private`. Raises NotWritten."""
        self._write(path, content, write_private)

    def new(self, path: Path, content: bytes) -> None:
        """As `write_new`. Raises FileExistsError, NotWritten."""
        write_new(path, content)
        self._before[path] = None
        self.written.append(path)

    def whole(self, path: Path, content: bytes) -> None:
        """As `write_whole`. Raises NotWritten."""
        self._write(path, content, write_whole)

    def _write(self, path: Path, content: bytes, write: Callable[[Path, bytes], None]) -> None:
        try:
            before = path.read_bytes() if path.is_file() else None
        except OSError as error:
            raise NotWritten(path, error) from error
        write(path, content)
        self._before.setdefault(path, before)
        self.written.append(path)

    def take_back(self) -> None:
        """What was written goes, and what stood there before comes back, as far as the disk lets it."""
        for path, before in self._before.items():
            with suppress(OSError, NotWritten):
                if before is None:
                    path.unlink(missing_ok=True)
                else:
                    write_private(path, before)


@contextmanager
def outgoing_files() -> Iterator[OutgoingFiles]:
    """Write the files within, then record: whatever fails takes them back, so that nothing is half handed over."""
    files = OutgoingFiles()
    try:
        yield files
    except BaseException:
        files.take_back()
        raise
