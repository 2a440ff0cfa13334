"""What holds other files: zips of unknown origin, mails as mail programs keep them, and what is wrapped in a
signature. Read into memory within limits.
"""

import base64
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


_LARGEST = 80_000_000  # bytes
_MOST_LINES = 2_000_000
_START = re.compile(
    rb"From (?:[^\r\n]{0,400}(?:\d{4}|\d\d:\d\d)[^\r\n]{0,20}"
    rb"|(?:[^\s@]{1,200}@[^\s@]{1,200}|-|MAILER-DAEMON)(?:[ \t][^\r\n]{0,100})?)(?:\r?\n){1,4}"
    rb"(?=[\w-]{1,60}:|>From )"  # a sentence that begins so is not followed by a header
)
_QUOTED = re.compile(rb"(?m)^>(>*From )")


def archived_mails(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The mails of an mbox file, one after the other. Raises CannotOpen."""
    if len(content) > _LARGEST or content.count(b"\n") > _MOST_LINES:
        raise CannotOpen(OpeningFault.TOO_LARGE)
    if b"\n" not in content:  # as on old Macs
        content = content.replace(b"\r", b"\n")
    before: int | None = None
    number = 1
    for start, headers in _starts(content):
        if before is not None:
            yield f"mail {number}.eml", _QUOTED.sub(rb"\1", content[before:start])
            number += 1
        before = headers
    if before is None:  # the line ahead of the first tells neither who nor when
        raise CannotOpen(OpeningFault.DAMAGED)
    yield f"mail {number}.eml", _QUOTED.sub(rb"\1", content[before:])


def _starts(content: bytes) -> Iterator[tuple[int, int]]:
    """Where the line ahead of each mail begins and ends."""
    at = content.find(b"From ")  # behind blank lines, or a mark of the letters
    while at >= 0:
        if line := _START.match(content, at):
            yield line.span()
        following = content.find(b"\nFrom ", at)
        if following < 0:
            return
        at = following + 1


def apple_mail(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The mail in a file of Apple Mail, up to the notes behind it, whatever length is told. Raises CannotOpen."""
    length, _, rest = content.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    notes = rest.rfind(b"<?xml")
    yield "mail.eml", rest[:notes] if notes >= 0 and b"<plist" in rest[notes:] else rest[: int(length)]


_LARGEST_SIGNED = 150_000_000  # bytes
_LINES_AROUND = re.compile(rb"-----[A-Z0-9 #]+-----")


def signed_parts(name: str, content: bytes) -> Iterator[tuple[str, bytes | OpeningFault]]:
    """What was signed: a mail, or one file. Raises CannotOpen; NothingForUs where only a signature is here."""
    from asn1crypto import cms

    if len(content) > _LARGEST_SIGNED:
        raise CannotOpen(OpeningFault.TOO_LARGE)
    if not content.startswith(b"\x30"):
        content = base64.b64decode(_LINES_AROUND.sub(b"", content))
    outer = cms.ContentInfo.load(content)
    kind = outer["content_type"].native
    if kind != "signed_data":
        raise CannotOpen(OpeningFault.PACKED_OTHERWISE if kind == "compressed_data" else OpeningFault.ENCRYPTED_MAIL)
    signed = outer["content"]["encap_content_info"]["content"]
    if signed.native is None:
        raise NothingForUs
    inside = signed.native if isinstance(signed.native, bytes) else bytes(signed)
    yield (name[:-4] if name.lower().endswith(".p7m") else "signed.eml"), inside
