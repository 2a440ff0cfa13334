"""Zip files of unknown origin, read into memory within limits."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from ..pdf.strict_reader import SIZE_LIMIT
from .opening_limits import CannotOpen, NothingForUs, OpeningBudget, OpeningFault

_END_OF_ZIP, _ENTRY_OF_ZIP = b"PK\x05\x06", b"PK\x01\x02"
_ENCRYPTED = 0x1
_SAID_WITHIN = 200  # bytes
_SIGNED_TOGETHER = b"application/vnd.etsi.asic-"  # by a seal of its own, which is no attestation's
_DOCUMENTS = re.compile(r"\[Content_Types\]\.xml|mimetype|AndroidManifest\.xml|(?:.*/)?[^/]+\.iwa")
_PACKED = (".zip", ".eml", ".msg", ".emlx", ".mbox", ".p7m", ".dat")
_UNDERSTOOD = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def zip_parts(content: bytes, budget: OpeningBudget) -> Iterator[tuple[str, bytes | OpeningFault]]:
    """The files in a zip, each unpacked only when asked for, and only as far as there is room. Raises CannotOpen.

    Every entry takes room, folders too, and what was unpacked before it was found damaged. Raises NothingForUs where
    it is a document: those of word processors and spreadsheet programs are zips.
    """
    if content.rfind(_END_OF_ZIP) < 0:
        raise CannotOpen(OpeningFault.DAMAGED)
    budget.take_entries(content.count(_ENTRY_OF_ZIP))  # the table is read whole before its length is known
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError):
        raise CannotOpen(OpeningFault.DAMAGED) from None
    with archive:
        if sum(entry.compress_size for entry in archive.infolist()) > len(content):  # entries that share their bytes
            raise CannotOpen(OpeningFault.DAMAGED)
        is_document = any(_DOCUMENTS.fullmatch(entry.filename) for entry in archive.infolist())
        if is_document and _SIGNED_TOGETHER not in content[:_SAID_WITHIN]:
            raise NothingForUs
        for entry in archive.infolist():
            if not entry.is_dir():
                yield entry.filename, _unpacked(archive, entry, budget)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: OpeningBudget) -> bytes | OpeningFault:
    if entry.flag_bits & _ENCRYPTED:
        return OpeningFault.ENCRYPTED
    if entry.compress_type not in _UNDERSTOOD:
        return OpeningFault.PACKED_OTHERWISE
    nested = entry.filename.lower().endswith(_PACKED)
    most = min(budget.bytes, budget.bytes if nested else SIZE_LIMIT)
    if entry.file_size > most:
        return OpeningFault.TOO_LARGE
    try:
        with archive.open(entry) as stream:
            found = stream.read(most + 1)
    except Exception:  # noqa: BLE001 - hostile bytes: zipfile and zlib raise many things
        budget.take_bytes(entry.file_size)
        return OpeningFault.DAMAGED
    return OpeningFault.TOO_LARGE if len(found) > most else found
