"""Zip files of unknown origin, read into memory within limits; nothing is ever unpacked to disk."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO

from ..i18n import Message, _
from ..system.trouble import FAR_TOO_LARGE
from .errors import NotThisKind, SchoolFileKind

LARGEST_FILE = 8_000_000  # bytes
MOST_MEMBERS = 110
MOST_RATIO = 200  # unpacked to packed; our own YAML reaches about 5
_END = struct.Struct("<4s4H2LH")  # the record at the end of a zip without a comment
_TIME = (1980, 1, 1, 0, 0, 0)
_ALLOWED_FLAGS = 0x0800  # names in UTF-8; everything else (encryption, streaming) is none of ours
_ENDING = ".pwschool"
_NO_ZIP = Message("it cannot be read as a zip file")


class Archive:
    """An opened profile file: its members by name, each read only on request, and only up to a limit."""

    def __init__(self, content: bytes, allowed: Callable[[str], bool]) -> None:
        """Raises NotThisKind for whatever this program would not have written itself."""
        _check_frame(content)
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
            self._members = {member.filename: member for member in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, OverflowError, struct.error, NotImplementedError, EOFError) as error:
            raise refuse(str(_NO_ZIP)) from error
        if len(self._members) != len(self._zip.infolist()):
            raise refuse(_("it holds a file twice"))
        if any(name.lower().endswith(_ENDING) for name in self._members):
            raise refuse(_("it lies in a zip, which has to be unpacked first"))
        for member in self._members.values():
            _check_member(member, allowed)

    @property
    def names(self) -> frozenset[str]:
        """The names of its members."""
        return frozenset(self._members)

    def read(self, name: str, limit: int) -> bytes:
        """One member, of at most `limit` bytes. Raises NotThisKind."""
        member = self._members.get(name)
        if member is None:
            raise refuse(_("{name} is missing", name=name))
        if member.file_size > limit:
            raise refuse(_("{name} is too large", name=name))
        try:
            with self._zip.open(member) as stream:
                content = stream.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
            raise refuse(_("{name} is damaged", name=name)) from error
        if len(content) != member.file_size:
            raise refuse(_("{name} is not as large as it says", name=name))
        return content


def write_archive(members: Mapping[str, bytes]) -> bytes:
    """A zip file of these members in this order; the same bytes each time."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            entry.create_system = 3
            archive.writestr(entry, content)
    return out.getvalue()


def refuse(found: str) -> NotThisKind:
    """The error for a profile file with this fault."""
    return NotThisKind(SchoolFileKind.PROFILE, found)


def _check_frame(content: bytes) -> None:
    """The file starts with its first member and ends with its directory: nothing before, after or between."""
    if len(content) > LARGEST_FILE:
        raise refuse(str(FAR_TOO_LARGE))
    if len(content) < _END.size or not content.startswith(b"PK\3\4"):
        raise refuse(str(_NO_ZIP))
    mark, disk, first_disk, here, count, size, start, comment = _END.unpack(content[-_END.size :])
    if mark != b"PK\5\6" or disk or first_disk or comment or here != count:
        raise refuse(str(_NO_ZIP))
    if count > MOST_MEMBERS:
        raise refuse(_("it holds too many files"))
    if start + size + _END.size != len(content):
        raise refuse(_("something was put beside its files"))


def _check_member(member: zipfile.ZipInfo, allowed: Callable[[str], bool]) -> None:
    mode = member.external_attr >> 16
    if not allowed(member.filename) or member.filename != member.orig_filename:
        raise refuse(_("it holds a file that does not belong there"))
    if member.flag_bits & ~_ALLOWED_FLAGS or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refuse(_("it is packed in an unusual way"))
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):  # 0: written where there are no such marks
        raise refuse(_("it holds a link or a folder"))
    if member.file_size > LARGEST_FILE or member.file_size > MOST_RATIO * max(member.compress_size, 100):
        raise refuse(_("it would grow far too large"))
