"""Strict YAML for files that are not part of a library, such as an answers file."""

from pathlib import Path
from typing import TypeVar

from ..system import text_of
from .document import CatalogueFaults, Document
from .folder import FileKind, LibraryFile, content_of, read_content
from .validation import validated

T = TypeVar("T")


def read_form(path: Path, form: type[T]) -> tuple[T, Document]:
    """The file as a form, with the document that knows its places.

    Raises CatalogueFaults with every fault, each with file, line and path.
    """
    document = Document(path.name)
    raw = content_of(LibraryFile(path.name, path, FileKind.CHECKLIST), document)
    if raw is not None:
        read_content(_in_utf8(raw), document)
    made = validated(form, document)
    if document.faults or made is None:
        raise CatalogueFaults(sorted(set(document.faults)))
    return made, document


def _in_utf8(raw: bytes) -> bytes:
    """A form that was redirected into a file by PowerShell, as it was printed."""
    try:
        return text_of(raw).replace("\r\n", "\n").encode()
    except UnicodeDecodeError:
        return raw  # whose fault is then told with its line
