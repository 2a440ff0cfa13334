"""Where files are kept, by the SHA-256 of their bytes: in a folder, in the database, or wherever fsspec reaches.

Every reading checks the bytes. A folder or a far store is written before the act that names the file is committed,
and cleared after the act that lets go of it: a crash between leaves a file too many, never one too few.
"""

import hashlib
import secrets
from collections.abc import Iterator
from glob import escape
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, delete, insert, select

from ..system import holds, read_regular, sync_folder, write_private
from .errors import DocumentLost, StoreTrouble
from .schema import stored

_HEX = set("0123456789abcdef")
_DIGITS = 64
_LARGEST = 600_000_000  # bytes: more than is ever kept


class Documents(Protocol):
    """The operations of every store, each for one school. `connection` is the running transaction."""

    def put(self, connection: Connection, school: str, content: bytes) -> str:
        """Keep bytes; returns their SHA-256 in hex. Keeping the same again changes nothing."""

    def get(self, connection: Connection, school: str, document: str) -> bytes:
        """The bytes, checked. Raises DocumentLost."""

    def remove(self, connection: Connection, school: str, document: str) -> None:
        """Delete; one that is not there is no trouble."""

    def held(self, connection: Connection, school: str) -> Iterator[str]:
        """Everything in the store."""


class InDatabase:
    """Files in the register itself."""

    def put(self, connection: Connection, school: str, content: bytes) -> str:
        """Keep bytes; returns their SHA-256."""
        document = digest(content)
        there = select(stored.c.document).where(stored.c.school == school, stored.c.document == document)
        if connection.execute(there).first() is None:
            connection.execute(insert(stored), {"school": school, "document": document, "bytes": content})
        return document

    def get(self, connection: Connection, school: str, document: str) -> bytes:
        """The bytes, checked."""
        asked = select(stored.c.bytes).where(stored.c.school == school, stored.c.document == document)
        found = connection.execute(asked).scalar()
        return checked(document, None if found is None else bytes(found))

    def remove(self, connection: Connection, school: str, document: str) -> None:
        """Delete."""
        connection.execute(delete(stored).where(stored.c.school == school, stored.c.document == document))

    def held(self, connection: Connection, school: str) -> Iterator[str]:
        """Everything kept for the school."""
        yield from connection.execute(select(stored.c.document).where(stored.c.school == school)).scalars()


class InFolder:
    """Files in a folder on this computer's disk, for its owner only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, connection: Connection, school: str, content: bytes) -> str:  # noqa: ARG002
        """Keep bytes; returns their SHA-256. Raises NotWritten.

        What is there already, whole, is not written again: a file that waits and is then kept is written once.
        """
        document = digest(content)
        path = self._path(school, document)
        if holds(path, content):
            sync_folder(path.parent)  # whoever put it there may still be about to
        else:
            write_private(path, content)
        return document

    def get(self, connection: Connection, school: str, document: str) -> bytes:  # noqa: ARG002
        """The bytes, checked."""
        path = self._path(school, document)
        try:
            return checked(document, read_regular(path, _LARGEST))
        except FileNotFoundError:
            return checked(document, None)
        except OSError as error:
            if path.exists() and not path.is_file():  # a pipe or a device, which might never end
                return checked(document, b"")
            raise StoreTrouble(str(self._folder), error.strerror or "the system refused") from error

    def remove(self, connection: Connection, school: str, document: str) -> None:  # noqa: ARG002
        """Delete, together with what a crash during a write left behind."""
        path = self._path(school, document)
        try:
            for leftover in (*path.parent.glob(f".{path.name}.*.part"), path):
                leftover.unlink(missing_ok=True)
        except OSError as error:
            raise StoreTrouble(str(self._folder), error.strerror or "the system refused") from error

    def held(self, connection: Connection, school: str) -> Iterator[str]:  # noqa: ARG002
        """Everything kept for the school."""
        found = (path.name for path in (self._folder / _part(school)).glob("??/*"))
        yield from (name for name in found if _is_digest(name))

    def _path(self, school: str, document: str) -> Path:
        return self._folder / _part(school) / document[:2] / document


class InStore:
    """Files in any place that fsspec reaches: a share, S3, WebDAV."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._files, self._root = _open_store(address)

    def put(self, connection: Connection, school: str, content: bytes) -> str:  # noqa: ARG002
        """Keep bytes; returns their SHA-256. Written beside its place and moved there: whole or absent."""
        document = digest(content)
        path = self._path(school, document)
        part = f"{path}.{secrets.token_hex(4)}.part"
        with self._in_sentences():
            self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
            self._files.pipe_file(part, content)
            self._files.mv(part, path)
        return document

    def get(self, connection: Connection, school: str, document: str) -> bytes:  # noqa: ARG002
        """The bytes, checked."""
        with self._in_sentences():
            try:
                found = self._files.cat_file(self._path(school, document))
            except FileNotFoundError:
                found = None
        return checked(document, found)

    def remove(self, connection: Connection, school: str, document: str) -> None:  # noqa: ARG002
        """Delete."""
        path = self._path(school, document)
        with self._in_sentences():
            for leftover in (*self._files.glob(f"{escape(path)}.*.part"), path):
                if self._files.exists(leftover):
                    self._files.rm_file(leftover)

    def held(self, connection: Connection, school: str) -> Iterator[str]:  # noqa: ARG002
        """Everything kept for the school."""
        with self._in_sentences():
            found = [
                str(path).rpartition("/")[2] for path in self._files.glob(f"{escape(self._root)}/{_part(school)}/??/*")
            ]
        yield from (name for name in found if _is_digest(name))

    def _path(self, school: str, document: str) -> str:
        return f"{self._root}/{_part(school)}/{document[:2]}/{document}"

    def _in_sentences(self) -> "_InSentences":
        return _InSentences(self._address)


class _InSentences:
    """Turns the errors of a remote store into StoreTrouble; these libraries have no common base error."""

    def __init__(self, address: str) -> None:
        self._address = address

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, DocumentLost):
            raise StoreTrouble(without_secrets(self._address), type(error).__name__) from error


def digest(content: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def checked(document: str, content: bytes | None) -> bytes:
    """The bytes, if they are those; raises DocumentLost."""
    if content is None:
        raise DocumentLost(document, changed=False)
    if digest(content) != document:
        raise DocumentLost(document, changed=True)
    return content


def without_secrets(address: str) -> str:
    """The address without a password in it."""
    scheme, mark, rest = address.partition("://")
    place = rest.rpartition("@")[2] if "@" in rest.partition("/")[0] else rest
    return f"{scheme}{mark}{place}"


def _open_store(address: str) -> tuple[Any, str]:
    import fsspec

    try:
        files, root = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise StoreTrouble(without_secrets(address), str(error).rstrip(".")) from error
    return files, str(root).rstrip("/")


def _is_digest(name: str) -> bool:
    return len(name) == _DIGITS and set(name) <= _HEX


def _part(school: str) -> str:
    return school or "trust"
