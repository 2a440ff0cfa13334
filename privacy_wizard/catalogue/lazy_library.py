"""The shipped library, opened without reading what nobody asks for, by its index: proof that exactly these
files were found without fault, and what a list shows of each.
"""

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from attrs import frozen

from ..domain.checklist_index import ChecklistHead, LazyChecklists
from ..domain.model import Catalogue, Checklist, Control
from ..serialization import Refused, from_plain
from .building import build_checklist
from .document import CatalogueFaults, Document
from .folder import FileKind, content_of, digest, library_files, read_content, shipped_folder
from .forms import ChecklistForm
from .loading import Library, load_catalogue, read_as

NAME = "index.json"
_LARGEST = 1024 * 1024  # bytes
Contents = dict[str, bytes]
"""Name in the library → content."""


@frozen(kw_only=True)
class Index:
    """What is known of a library without reading it."""

    files: dict[str, str]  # name in the library → SHA-256
    checklists: tuple[ChecklistHead, ...]


def contents(folder: Path) -> Contents:
    """Every file of the library that can be opened."""
    found = {}
    for file in library_files(folder):
        raw = content_of(file, Document(file.name))
        if raw is not None:
            found[file.name] = raw
    return found


def index_of(folder: Path, found: Contents) -> Index | None:
    """The library's index where it speaks of exactly these contents, else None."""
    try:
        with (folder / NAME).open("rb") as stream:
            index: Index = from_plain(json.loads(stream.read(_LARGEST)), Index)
    except (OSError, ValueError, RecursionError, Refused):
        return None
    return index if index.files == {name: digest(content) for name, content in found.items()} else None


def load_shipped(folder: Path | None = None) -> Catalogue:
    """Controls and packs at once, each checklist when it is first asked for; from the same bytes the same object.

    The index that lies beside the files must speak of exactly these: it was only written after every rule was checked.
    Otherwise everything is read and checked now. Raises CatalogueFaults as `load_catalogue` does.
    """
    folder = folder or shipped_folder()
    found = contents(folder)
    index = index_of(folder, found)
    if index is None:
        return load_catalogue(folder)
    known = frozenset(index.files.items()), index.checklists
    if known not in _opened:
        sealed = _sealed(folder, found, index)
        if faults := sealed.library.faults():
            raise CatalogueFaults(faults)
        if len(_opened) >= _MOST_OPENED:
            _opened.clear()
        _opened[known] = sealed.catalogue()
    return _opened[known]


_opened: dict[tuple[frozenset[tuple[str, str]], tuple[ChecklistHead, ...]], Catalogue] = {}
_MOST_OPENED = 4  # what is shipped now, and earlier releases


@frozen
class Sealed:
    """A library that its index speaks of: controls and packs as they were read, the checklists still to be read."""

    library: Library
    heads: Mapping[str, ChecklistHead]
    contents: Contents

    def catalogue(self) -> Catalogue:
        """Its values. What is in `library` must be without fault."""
        controls = self.library.known_controls() or {}
        shelf = LazyChecklists(self.heads, partial(_checklist, self.contents, controls))
        return Catalogue(controls=controls, checklists=shelf, packs=self.library.built_packs(controls))


def open_sealed(folder: Path) -> Sealed | None:
    """None where the index does not speak of exactly these files."""
    found = contents(folder)
    index = index_of(folder, found)
    return None if index is None else _sealed(folder, found, index)


def _sealed(folder: Path, found: Contents, index: Index) -> Sealed:
    library = Library()
    for file in library_files(folder):
        if file.kind is not FileKind.CHECKLIST:
            library.take_content(file, found[file.name])
    return Sealed(library, {head.id: head for head in index.checklists}, found)


def _checklist(found: Contents, controls: dict[str, Control], identifier: str) -> Checklist:
    """From the very bytes that were compared with the index, whatever became of the file since."""
    platform = f"platforms/{identifier}.yaml"
    document = Document(platform if platform in found else f"{identifier}.yaml")
    read_content(found[document.name], document)
    read = read_as(document, ChecklistForm)
    if document.faults or read is None:
        raise CatalogueFaults(document.faults)
    return build_checklist(read, controls)
