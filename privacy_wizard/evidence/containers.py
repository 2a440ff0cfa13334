"""What an export comes in: a zip, an unpacked folder, or one file. Nothing is unpacked, no link is followed."""

import os
import stat
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import IO

from attrs import field, frozen

from .export_notes import CannotRead, ExportFault, ExportNote, NoteKind
from .limits import CUT_AT, DEEPEST_FOLDER, LARGEST_ARCHIVE, MOST_MEMBERS, MOST_NOTES
from .members import (
    ExportMember,
    fault_of_name,
    is_archive,
    is_noise,
    note,
    usual_name,
    usual_names,
)
from .zip_directory import BYTE_BY_BYTE, OpenedZip, open_zip

_ZIP, _EMPTY_ZIP, _SPANNED_ZIP = b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"
_OTHER_ARCHIVES = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")
_PLAIN_PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCKED = 0x1
_KIND, _LINK = 0o170000 << 16, stat.S_IFLNK << 16  # of what an entry says it was on its maker's system
_IS_THERE = (None, NoteKind.TWICE, NoteKind.ENCRYPTED, NoteKind.NESTED)
Wanted = Callable[[str], bool]


@frozen(kw_only=True)
class ExportContainer:
    """The content of one path. Files that no reader wants are counted, and never opened."""

    path: Path
    members: tuple[ExportMember, ...]
    names: tuple[str, ...] = field(repr=False)  # of all files
    looked_at: tuple[str, ...] = field(repr=False)  # without pictures and films that were passed over together
    notes: tuple[ExportNote, ...]
    is_out_of_folders: bool = False
    close: Callable[[], None] = field(default=lambda: None, repr=False)


def open_container(path: Path, is_wanted: Wanted, *, media: bool = False) -> ExportContainer:
    """The container at a path, to be closed after use; `media` where these may be wanted. Raises CannotRead."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            return _folder(path, is_wanted)
        if not stat.S_ISREG(found.st_mode):
            raise CannotRead(ExportFault.NOT_THERE)
        if found.st_size > LARGEST_ARCHIVE:
            raise CannotRead(ExportFault.TOO_LARGE)
        with path.open("rb") as stream:
            start = stream.read(8)
        if start.startswith((_ZIP, _EMPTY_ZIP, _SPANNED_ZIP)):
            return _zip(path, found.st_size, is_wanted, media=media)
    except (OSError, ValueError):  # ValueError: a name that no system has
        raise CannotRead(ExportFault.NOT_THERE) from None
    if start.startswith(_OTHER_ARCHIVES):
        raise CannotRead(ExportFault.OTHER_ARCHIVE)
    written = datetime.fromtimestamp(found.st_mtime, UTC).date()
    member = ExportMember(name=path.name, written=written, packed=0, open_raw=partial(_opened, path))
    return ExportContainer(
        path=path, members=(member,), names=(path.name,), looked_at=(path.name,), notes=(), is_out_of_folders=True
    )


def _opened(path: Path) -> IO[bytes]:
    return path.open("rb")


def _zip(path: Path, size: int, is_wanted: Wanted, *, media: bool) -> ExportContainer:
    stream = path.open("rb")
    try:
        opened = _opened_zip(stream, size, media=media)
        entries = opened.archive.infolist()
        if len(entries) + len(opened.passed) > MOST_MEMBERS:
            raise CannotRead(ExportFault.TOO_MANY_FILES)
        if sum(each.compress_size for each in entries) + opened.passed_size > size:  # they lie upon each other: a bomb
            raise CannotRead(ExportFault.DAMAGED)
        return _members_of_zip(path, opened, size, is_wanted)
    except BaseException:
        stream.close()
        raise


def _opened_zip(stream: IO[bytes], size: int, *, media: bool) -> OpenedZip:
    try:
        return open_zip(stream, size, media=media)
    except zipfile.BadZipFile:
        raise CannotRead(ExportFault.CUT_OFF) from None
    except (NotImplementedError, ValueError, OverflowError, UnicodeDecodeError):
        raise CannotRead(ExportFault.DAMAGED) from None
    except MemoryError:
        raise CannotRead(ExportFault.TOO_MANY_FILES) from None


def _members_of_zip(path: Path, opened: OpenedZip, size: int, is_wanted: Wanted) -> ExportContainer:
    notes, members, names = list[ExportNote](), list[ExportMember](), list[str]()
    if size == CUT_AT:
        notes.append(note(NoteKind.PART_CUT_OFF, path.name))
    left = _looked_at(opened.archive.infolist())
    wanted = Counter(name for _, _, name in left if is_wanted(name))
    for entry, meant, name in left:
        fault = _fault(entry, meant, wanted[name])
        if is_noise(name) and fault is not NoteKind.UNSAFE_NAME:
            continue
        if fault is not None and len(notes) < MOST_NOTES:
            notes.append(note(fault, name))
        if fault in _IS_THERE:
            names.append(name)
        if fault is None and wanted[name]:
            members.append(_member(opened.archive, entry, name))
    _refuse_what_says_nothing(members, notes, [*names, *opened.passed])
    return ExportContainer(
        path=path,
        members=tuple(members),
        names=(*names, *opened.passed),
        looked_at=tuple(names),
        notes=tuple(notes),
        close=opened.close,
    )


def _looked_at(entries: list[zipfile.ZipInfo]) -> list[tuple[zipfile.ZipInfo, str, str]]:
    """The files, each with its name as it was meant and the usual one."""
    meant = [_name(each) for each in entries]
    rows = zip(entries, meant, usual_names(meant), strict=True)
    return [each for each in rows if not each[0].is_dir()]


def _refuse_what_says_nothing(members: list[ExportMember], notes: list[ExportNote], names: list[str]) -> None:
    """An archive that is locked, or full of archives, is said to be so rather than unknown. Raises CannotRead."""
    kinds = {each.kind for each in notes}
    if not members and NoteKind.ENCRYPTED in kinds:
        raise CannotRead(ExportFault.ENCRYPTED)
    if not members and NoteKind.NESTED in kinds and all(is_archive(name) for name in names):
        raise CannotRead(ExportFault.NESTED)


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: macOS writes UTF-8 without declaring it."""
    if entry.flag_bits & 0x800 or entry.orig_filename.isascii():
        return entry.orig_filename
    written = entry.orig_filename.encode(BYTE_BY_BYTE)
    try:
        return written.decode("utf-8")
    except UnicodeError:
        return written.decode("cp437")


def _fault(entry: zipfile.ZipInfo, name: str, often: int) -> NoteKind | None:
    """Why an entry is not opened, though it may be wanted; `often` is how many of its name are."""
    if fault := fault_of_name(name):
        return fault
    if entry.external_attr & _KIND == _LINK:
        return NoteKind.LINK
    if is_archive(name):
        return NoteKind.NESTED
    if not often:
        return None
    if often > 1:
        return NoteKind.TWICE
    if entry.flag_bits & _LOCKED:
        return NoteKind.ENCRYPTED
    return None if entry.compress_type in _PLAIN_PACKING else NoteKind.UNUSUAL_PACKING


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> ExportMember:
    def open_raw() -> IO[bytes]:
        return archive.open(entry)

    return ExportMember(name=name, written=_written(entry), packed=max(entry.compress_size, 1), open_raw=open_raw)


def _written(entry: zipfile.ZipInfo) -> date | None:
    year, month, day = entry.date_time[:3]
    try:
        return date(year, month, day) if year > 1980 else None  # 1980 stands for not known
    except ValueError:
        return None


def _folder(path: Path, is_wanted: Wanted) -> ExportContainer:
    members, notes, names = list[ExportMember](), list[ExportNote](), list[str]()
    for name, entry in _walked(path):
        if is_noise(name):
            continue
        fault = NoteKind.LINK if entry.is_symlink() else fault_of_name(name)
        fault = fault or (NoteKind.NESTED if is_archive(name) else None)
        if fault is not None:
            notes += [note(fault, name)] if len(notes) < MOST_NOTES else []
        elif entry.is_file(follow_symlinks=False):
            names.append(name)
            if is_wanted(name):
                members.append(_member_of_folder(Path(entry.path), name))
        if len(names) > MOST_MEMBERS:
            raise CannotRead(ExportFault.TOO_MANY_FILES)
    if not names and any(each.kind is NoteKind.NESTED for each in notes):
        raise CannotRead(ExportFault.NESTED)
    members.sort(key=lambda each: each.name)
    all_names = tuple(names)
    return ExportContainer(path=path, members=tuple(members), names=all_names, looked_at=all_names, notes=tuple(notes))


def _walked(top: Path) -> "Iterator[tuple[str, os.DirEntry[str]]]":
    """Every entry that is no folder, with its name from the top; links to folders are entries, and not entered."""
    left = [(top, "", 0)]
    while left:
        folder, before, depth = left.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                name = usual_name(before + entry.name)
                if entry.is_dir(follow_symlinks=False) and depth < DEEPEST_FOLDER:
                    left.append((Path(entry.path), name + "/", depth + 1))
                elif not entry.is_dir(follow_symlinks=False):
                    yield name, entry


def _member_of_folder(path: Path, name: str) -> ExportMember:
    written = datetime.fromtimestamp(path.lstat().st_mtime, UTC).date()
    return ExportMember(name=name, written=written, packed=0, open_raw=partial(_opened, path))
