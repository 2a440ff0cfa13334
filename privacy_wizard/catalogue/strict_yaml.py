"""Strict YAML for files that are not part of a library, such as an answers file."""

from pathlib import Path
from typing import TypeVar

from .document import CatalogueFaults, Document
from .folder import FileKind, LibraryFile, open_document
from .validation import shape

T = TypeVar("T")


def read_form(path: Path, form: type[T]) -> tuple[T, Document]:
    """The file as a form, with the document that knows its places.

    Raises CatalogueFaults with every fault, each with file, line and path.
    """
    document = open_document(LibraryFile(path.name, path, FileKind.CHECKLIST))
    made = shape(form, document)
    if document.faults or made is None:
        raise CatalogueFaults(sorted(set(document.faults)))
    return made, document
