"""Files that were handed in, found on the disk: single files, folders, or a watched folder."""

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from attrs import define, field, frozen

from ..system import is_folder, read_at_most, read_regular
from .file_kinds import is_noise
from .opening import CONTAINER_LIMIT

SUFFIXES = (
    *(".pdf", ".zip", ".eml", ".msg", ".oft", ".emlx", ".mbox", ".mbx", ".mht", ".p7m", ".uue", ".tnef", ".olm"),
    *(".asice", ".asics"),
)
_PACKED_OTHERWISE = (  # not opened, but named
    *(".rar", ".7z", ".gz", ".tgz", ".tar", ".xz", ".txz", ".bz2", ".tbz2", ".zst", ".cab", ".z01"),
    *(".pst", ".ost", ".pgp", ".gpg", ".asc", ".mmdf"),
)
_NAMES = ("mbox", "winmail.dat")
_UNFINISHED = (".part", ".tmp", ".crdownload", ".partial", ".download")
_ENDING = re.compile(r"[a-z][a-z0-9_-]{0,14}")
_PDF = b"%PDF-"
_STILL_TO_COME = 600  # seconds: what is empty for longer stays so
_MOST_FILES = 100_000
_DEEPEST = 12


@frozen(kw_only=True)
class Arrival:
    """One file as it was handed in; `content` is None if it could not be read."""

    path: Path
    content: bytes | None = field(repr=False)


def files_in(paths: Iterable[Path], on_aside: Callable[[Path], None] = lambda _path: None) -> Iterator[Path]:
    """The files under these paths: a file as it is, of a folder whatever may hold attestations. Links are not followed.

    Files come in the order of their names, so that the same folder is always gone through the same way. `on_aside` is
    told what else somebody has put into a folder: photographs, letters, shortcuts. A folder with more than
    `_MOST_FILES` comes itself at the end, as one that is too large.
    """
    count = 0
    for path in paths:
        for found in _under(path, on_aside) if is_folder(path) and count < _MOST_FILES else (path,):
            count += 1
            if count > _MOST_FILES:
                yield path  # as a file that cannot be read: what else is in it is missed, and that is said
                break
            yield found


def arrive(path: Path) -> Arrival:
    """Read one file. Nothing is read from a pipe or a device, and nothing waits for one."""
    return Arrival(path=path, content=_read(path))


def _under(folder: Path, on_aside: Callable[[Path], None], depth: int = 0) -> Iterator[Path]:
    try:
        inside = sorted(os.scandir(folder), key=lambda each: each.name)
    except OSError:
        yield folder  # as a file that cannot be read: what is in it is missed, and that is said
        return
    for each in inside:
        try:
            if each.is_dir(follow_symlinks=False):
                inner = Path(each.path)
                yield from _under(inner, on_aside, depth + 1) if depth < _DEEPEST else (inner,)
            elif each.is_file(follow_symlinks=False):
                if _may_hold_attestations(each.name) or _is_renamed_pdf(each):
                    yield Path(each.path)
                elif not _is_hidden(each.name) and not is_noise(each.name, b"-"):
                    on_aside(Path(each.path))
        except OSError:
            continue


def _may_hold_attestations(name: str) -> bool:
    name = name.lower()
    if name.endswith(".pdf.icloud"):  # a Mac keeps the place of a file that is in the cloud alone, under a hidden name
        return True
    return not _is_hidden(name) and (name in _NAMES or name.endswith(SUFFIXES + _PACKED_OTHERWISE))


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def _is_renamed_pdf(file: "os.DirEntry[str]") -> bool:
    """Whether it is a PDF whose ending was lost, or hidden behind another; other files are not opened to see that."""
    name = file.name.lower()
    ending = name.rpartition(".")[2]  # of "29.11.2026" it is none, nor of "DOC-WA0004."
    may_be = "." not in name or not _ENDING.fullmatch(ending) or (".pdf" in name and not name.endswith(_UNFINISHED))
    return may_be and not _is_hidden(name) and read_regular(Path(file.path), len(_PDF)) == _PDF


def _read(path: Path) -> bytes | None:
    try:
        return read_at_most(path, CONTAINER_LIMIT)
    except (OSError, MemoryError):
        return None


@define
class Watched:
    """A folder that is looked into again and again; a file is taken when it has stopped changing.

    Nothing in the folder is changed, moved or deleted: what was taken is remembered, and the register knows it again.
    """

    folder: Path
    aside: int = field(default=0, init=False)
    """How much else lay in it when it was last looked into: photographs, letters."""
    _seen: dict[Path, tuple[int, int]] = field(factory=dict, init=False)
    _taken: dict[Path, tuple[int, int]] = field(factory=dict, init=False)

    def settled(self) -> list[Path]:
        """Files that are new or changed since they were taken, and unchanged since the last look."""
        ready, seen, aside = [], dict[Path, tuple[int, int]](), 0

        def leave(_path: Path) -> None:  # counted alone: there may be a million of them
            nonlocal aside
            aside += 1

        for path in files_in([self.folder], leave):
            mark = _mark(path)
            if mark is None or path.name.lower().endswith(_UNFINISHED):
                continue
            seen[path] = mark
            if self._seen.get(path) == mark and self._taken.get(path) != mark:
                ready.append(path)
        self._seen, self.aside = seen, aside
        self._taken = {path: mark for path, mark in self._taken.items() if path in seen}
        self._taken |= {path: seen[path] for path in ready}
        return ready

    def forget(self, paths: Iterable[Path]) -> None:
        """They were not taken after all: offer them again."""
        for path in paths:
            self._taken.pop(path, None)


def _mark(path: Path) -> tuple[int, int] | None:
    """Size and time of change; None for an empty file that is new, and still to be written."""
    try:
        found = path.stat(follow_symlinks=False)
    except OSError:
        return None
    is_to_come = not found.st_size and time.time() - found.st_mtime < _STILL_TO_COME
    return None if is_to_come else (found.st_size, found.st_mtime_ns)
