"""The index of a library: proof that exactly these files were found without fault, and what a list shows of each.

With it the program opens its own library without reading what nobody asks for; without it, or where one byte differs,
everything is read and checked as ever. A library from elsewhere is always checked, whatever index it brings.
"""

import json
from pathlib import Path

from attrs import frozen

from ..domain.checklist_index import ChecklistHead
from ..serialization import Refused, from_plain
from .document import Document
from .folder import content_of, digest, library_files

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
