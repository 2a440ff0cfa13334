"""Zip files from anywhere, read into memory under limits."""

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

from ..attestation.plain_pdf import SIZE_LIMIT
from .opening import CannotOpen, OpeningFault

_MOST_ENTRIES = 20_000
_END_OF_ZIP = b"PK\x05\x06"
_ENCRYPTED = 0x1
_UNDERSTOOD = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def zip_parts(content: bytes, room: Callable[[], int]) -> Iterator[tuple[str, bytes | OpeningFault]]:
    """The files in a zip, each unpacked only when asked for, and only as far as there is room. Raises CannotOpen."""
    _require_few(content)
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError):
        raise CannotOpen(OpeningFault.DAMAGED) from None
    with archive:
        for entry in archive.infolist():
            if not entry.is_dir():
                yield entry.filename, _unpacked(archive, entry, room())


def _require_few(content: bytes) -> None:
    """The table of a zip is read whole before its length is known: a table of millions is refused before."""
    end = content.rfind(_END_OF_ZIP)
    if end < 0:
        raise CannotOpen(OpeningFault.DAMAGED)
    if content.count(b"PK\x01\x02") > _MOST_ENTRIES:
        raise CannotOpen(OpeningFault.TOO_MANY)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes | OpeningFault:
    if entry.flag_bits & _ENCRYPTED:
        return OpeningFault.ENCRYPTED
    if entry.compress_type not in _UNDERSTOOD:
        return OpeningFault.DAMAGED
    nested = entry.filename.lower().endswith((".zip", ".eml", ".msg"))
    most = min(room, room if nested else SIZE_LIMIT)
    if entry.file_size > most:
        return OpeningFault.TOO_LARGE
    try:
        with archive.open(entry) as stream:
            found = stream.read(most + 1)
    except Exception:  # noqa: BLE001 - hostile bytes: zipfile and zlib raise many things
        return OpeningFault.DAMAGED
    return OpeningFault.TOO_LARGE if len(found) > most else found
