"""Which files a library has, read with care: a file from outside may be anything."""

import hashlib
import stat
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from attrs import frozen

from ..i18n import _
from ..system import places
from ..system.trouble import why_of
from .document import Document, shown
from .reading import read_yaml

LARGEST_FILE = 512 * 1024  # bytes; our largest has about a fifth of this
MOST_FILES = 200


class FileKind(StrEnum):
    """The kind of a file, according to its first line."""

    CONTROLS = "controls"
    CHECKLIST = "checklist"
    PACK = "policy-pack"


@frozen
class LibraryFile:
    """A checklist, pack or list of controls, where it lies and of which kind it is."""

    name: str  # relative to the library, with forward slashes
    path: Path
    kind: FileKind


CONTROLS = "controls.yaml"
BASELINE = "packs/baseline.yaml"


def shipped_folder() -> Path:
    """The library that comes with the program."""
    return places.shipped_folder("checklists")


def earlier_folders() -> tuple[Path, ...]:
    """The libraries of earlier releases, newest first, each unchanged and with its index."""
    kept = shipped_folder() / "earlier"
    folders = (each for each in kept.iterdir() if each.is_dir()) if kept.is_dir() else ()
    return tuple(sorted(folders, reverse=True))


def library_files(folder: Path) -> Iterator[LibraryFile]:
    """The YAML files in their fixed places, in a fixed order; other kinds of file are none of ours."""
    for path in _yaml_in(folder):
        kind = FileKind.CONTROLS if path.name == CONTROLS else FileKind.CHECKLIST
        yield LibraryFile(shown(path.name), path, kind)
    for path in _yaml_in(folder / "platforms"):
        yield LibraryFile(f"platforms/{shown(path.name)}", path, FileKind.CHECKLIST)
    for path in _yaml_in(folder / "packs"):
        yield LibraryFile(f"packs/{shown(path.name)}", path, FileKind.PACK)


def _yaml_in(folder: Path) -> list[Path]:
    """The YAML files directly in a folder; none where it cannot be opened, which the missing files then show."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() in (".yaml", ".yml"))
    except OSError:
        return []


def open_document(file: LibraryFile) -> Document:
    """Read one file; whatever is wrong with it is in the document's faults."""
    document = Document(file.name)
    raw = content_of(file, document)
    if raw is not None:
        read_content(raw, document)
    return document


def read_content(raw: bytes, document: Document) -> None:
    """Fill the document from what `content_of` gave."""
    document.sha256 = digest(raw)
    text = _text_of(raw, document)
    if text is not None:
        read_yaml(text, document)


def digest(raw: bytes) -> str:
    """The SHA-256 of a file's content."""
    return hashlib.sha256(raw).hexdigest()


def content_of(file: LibraryFile, document: Document) -> bytes | None:
    """The file's bytes; None, with the fault in the document, where there are none to be had.

    Line ends are made equal, so that the digest is the same on every system's checkout.
    """
    raw = _bytes_of(file, document)
    return raw.replace(b"\r\n", b"\n") if raw is not None else None


def _bytes_of(file: LibraryFile, document: Document) -> bytes | None:
    """None where the file is too large, is not a plain file (a pipe would hang), or cannot be read."""
    try:
        about = file.path.lstat()
        if not stat.S_ISREG(about.st_mode):
            document.report((), _("This is not a plain file. Put the file itself here, not a link or a folder."))
            return None
        with file.path.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    except OSError as fault:
        document.report((), _("The file cannot be read: {why}.", why=why_of(fault)))
        return None
    if len(raw) > LARGEST_FILE:
        document.report((), _("The file is larger than {most} KB. No checklist needs that.", most=LARGEST_FILE // 1024))
        return None
    return raw


def _text_of(raw: bytes, document: Document) -> str | None:
    if raw.startswith(b"\xef\xbb\xbf"):
        document.report((), _("The file begins with a byte order mark. Save it as UTF-8 without one."))
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        document.report((), _("The file is not UTF-8 text. Save it as UTF-8."), line)
        return None
    return text
