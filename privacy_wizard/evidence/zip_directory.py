"""A zip opened without the pictures and films in its directory: of most archives that is nearly everything.

`zipfile` makes an object of every entry. Here those of media are left out of the directory before it looks at it, at a
glance at their names. Where anything is not as usual, `zipfile` sees the directory as it is.
"""

import stat
import struct
import zipfile
from typing import IO

from attrs import define, field, frozen

from .members import are_as_usual
from .never_opened import MEDIA_ENDINGS

BYTE_BY_BYTE = "latin-1"  # for names that do not say how they are written: which way it was is seen of each
_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4sxxBx12xLL3H6xHL")
_END_MARK, _END64_MARK, _ENTRY_MARK = b"PK\x05\x06", b"PK\x06\x07", b"PK\x01\x02"
_END64_BEFORE = 20  # bytes before the end, where an archive of several gigabytes says more
_NEWEST, _ELSEWHERE = 63, 0xFFFFFFFF  # of the versions that `zipfile` reads; for a size that stands elsewhere
_KIND, _LINK = 0o170000, stat.S_IFLNK
_MEDIA = tuple(each.encode() for each in MEDIA_ENDINGS)
_TOGETHER = 100  # one odd name costs so many others the longer way


@frozen
class OpenedZip:
    """A zip, and the names of what was passed over, with the bytes that this takes up."""

    archive: zipfile.ZipFile
    stream: IO[bytes] = field(repr=False)
    passed: list[str] = field(factory=list, repr=False)
    passed_size: int = 0

    def close(self) -> None:
        """Close the file, too."""
        self.archive.close()
        self.stream.close()


def open_zip(stream: IO[bytes], size: int, *, media: bool) -> OpenedZip:
    """A zip of so many bytes; nothing is passed over where `media` may be wanted. Raises what `zipfile` raises."""
    found = None if media else _without_media(stream, size)
    if found is None:
        return OpenedZip(zipfile.ZipFile(stream, metadata_encoding=BYTE_BY_BYTE), stream)
    shorter, passed, passed_size = found
    return OpenedZip(zipfile.ZipFile(shorter, metadata_encoding=BYTE_BY_BYTE), stream, passed, passed_size)


def _without_media(stream: IO[bytes], size: int) -> "tuple[_Shortened, list[str], int] | None":
    """The file with what is left of its directory, the names passed over, and the bytes that these take up; None where
    anything is not as usual.
    """
    stream.seek(max(size - _END.size, 0))
    end = stream.read(_END.size)
    if len(end) < _END.size:
        return None
    mark, disk, first_disk, here, count, length, start, remark = _END.unpack(end)
    if mark != _END_MARK or disk or first_disk or here != count or remark or start + length + _END.size != size:
        return None
    stream.seek(start)
    directory = stream.read(length)
    if _says_more(stream, start, directory):
        return None
    try:
        kept, media = _entries(directory)
    except (struct.error, ValueError):
        return None
    if len(kept) + len(media) != count:
        return None
    passed, passed_size = list[str](), 0
    for at in range(0, len(media), _TOGETHER):
        some = media[at : at + _TOGETHER]
        names = [directory[begin:end].decode(BYTE_BY_BYTE) for begin, end, _until, _packed in some]
        if "".join(names).isascii() and are_as_usual(names):
            passed += names
            passed_size += sum(packed for *_place, packed in some)
        else:
            kept += [(begin - _ENTRY.size, until) for begin, _end, until, _packed in some]
    shorter = b"".join([directory[begin:until] for begin, until in kept])
    if _says_more(stream, start, shorter):  # it would lead to a directory that this one hid
        return None
    tail = shorter + _END.pack(_END_MARK, 0, 0, len(kept), len(kept), len(shorter), start, 0)
    return _Shortened(stream, start, tail), passed, passed_size


def _says_more(stream: IO[bytes], start: int, directory: bytes) -> bool:
    """Whether `zipfile` would see the mark of a larger archive before the end, were this the directory from `start`."""
    stream.seek(max(start - _END64_BEFORE, 0))
    before = stream.read(min(start, _END64_BEFORE)) + directory
    return before[-_END64_BEFORE:].startswith(_END64_MARK)


def _entries(directory: bytes) -> tuple[list[tuple[int, int]], list[tuple[int, int, int, int]]]:
    """Where each entry begins and ends; of media where its name does, where the entry ends, and the bytes it takes up.
    Raises ValueError or struct.error where one is not as usual.
    """
    kept, media = list[tuple[int, int]](), list[tuple[int, int, int, int]]()
    begin, whole, unpack, size = 0, len(directory), _ENTRY.unpack_from, _ENTRY.size
    while begin < whole:
        mark, version, packed, unpacked, named, extra, remark, mode, offset = unpack(directory, begin)
        name, end = begin + size, begin + size + named
        until = end + extra + remark
        if mark != _ENTRY_MARK or version > _NEWEST or until > whole or _ELSEWHERE in (packed, unpacked, offset):
            raise ValueError
        if directory.endswith(_MEDIA, name, end) and mode & _KIND != _LINK:
            media.append((name, end, until, packed))
        else:
            kept.append((begin, until))
        begin = until
    return kept, media


@define
class _Shortened:
    """A file up to a place, and what follows there instead."""

    stream: IO[bytes]
    length: int
    tail: bytes
    at: int = 0

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Where it is read next."""
        return self.at

    def seek(self, to: int, whence: int = 0) -> int:
        """Go there. Raises OSError before the beginning."""
        at = to + (0, self.at, self.length + len(self.tail))[whence]
        if at < 0:
            raise OSError
        self.at = at
        return at

    def read(self, size: int = -1) -> bytes:
        """So many bytes, or fewer at the end."""
        end = self.length + len(self.tail)
        stop = end if size < 0 else min(self.at + size, end)
        found = b""
        if self.at < self.length:
            self.stream.seek(self.at)
            found = self.stream.read(min(stop, self.length) - self.at)
        found += self.tail[max(self.at - self.length, 0) : max(stop - self.length, 0)]
        self.at += len(found)
        return found
