"""What kind of file something is, told by its first bytes; its name counts only where the bytes leave it open."""

import re
from collections.abc import Iterator
from enum import StrEnum

from .attached_files import holds_files


class ArrivalKind(StrEnum):
    """What is done with a file that was handed in."""

    FILE = "file"  # taken as it is
    ZIP = "zip"
    MAIL = "mail"
    MAIL_ARCHIVE = "mail archive"  # mbox: many mails in one file
    APPLE_MAIL = "Apple Mail"
    OUTLOOK = "Outlook"
    WINMAIL = "winmail.dat"
    SIGNED_MAIL = "S/MIME"
    UUENCODED = "uuencoded"
    LETTERS = "a PDF in letters alone"  # base64
    FILES_IN_PDF = "files in a PDF"
    ENCRYPTED_MAIL = "encrypted mail"
    OTHER_PACKING = "packed in a way that is not opened here"


_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ZIP_NAMES = (".zip", ".exe")  # the last of several volumes, or one that unpacks itself
_END_OF_ZIP_WITHIN = 66_000  # bytes
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WINMAIL = b"\x78\x9f\x3e\x22"
_OTHER_PACKINGS = (
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b\x08",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
    b"MSCF\x00\x00",
    b"!BDN",  # all of somebody's Outlook
    b"-----BEGIN PGP MESSAGE-----",
    b"PK\x07\x08",  # the first of several volumes
    b"(This file must be converted with BinHex",
    b"age-encryption.org/",
    b"\x01\x01\x01\x01\n",  # mails as MMDF and Babyl keep them
    b"BABYL OPTIONS:",
)
_ENCRYPTED_BY_NAME = (".gpg", ".pgp")
_ENCRYPTED_BY_OUTLOOK = b"\x76\xe8\x04\x60\xc4\x11\xe3\x86"
_APPLE_DOUBLE = b"\x00\x05\x16\x07"  # what a Mac remembers about a file, under that file's name
_PKCS7 = re.compile(
    rb"\x30.{1,6}?\x06(?:\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07[\x02\x03\x06]"
    rb"|\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01[\x09\x17])",
    re.DOTALL,
)
_PEM = re.compile(rb"\s*-----BEGIN (?:PKCS7|CMS|PKCS #7 SIGNED DATA)-----")
_BARE = re.compile(rb"\s*MI[A-Za-z0-9+/]{40}")  # the same in letters, without the lines around them
_UUENCODED = re.compile(rb"\s*begin(?:-base64)? [0-7]{3,4} [^\r\n]{1,255}\r?\n")
_UUENCODED_WITHIN = re.compile(rb"(?m)^begin [0-7]{3,4} [^\r\n]{1,255}\r?\nM[ -`]{60}[\r\n]")
_START_IN_LETTERS, _MOST_IN_LETTERS = b"JVBERi0", 10_000
# Letters are taken for good one by one: a whole group taken so goes wrong in Python before 3.11.5, as Debian 12 has it.
_PDF_IN_LETTERS = re.compile(rb"(?m)(?:^|(?<=;base64,)|(?<=VALUE=BINARY:)|(?<=\"))JVBERi0[A-Za-z0-9+/=\s]++")
_NEXT_LINE_OF_AN_APPOINTMENT = re.compile(rb"\s[A-Z-]{2,40}[:;]")
_ENVELOPE = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,100}From [^\r\n]{1,400}(?:\r\n?|\n)\s{0,9}(?:[\w-]{1,60}:|>From )")
_LENGTH_AHEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*\d{1,10} *\r?\n(?=[A-Za-z][\w-]{0,60}:)")
_HEADER_FIRST = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,100}>?(?:From [^\r\n]*\r?\n)?[A-Za-z][A-Za-z0-9-]{1,60}[ \t]*:")
_HEADERS = re.compile(
    rb"(?:\A|[\r\n])[ \t]?(?:\xef\xbb\xbf)?"
    rb"(?i:received|return-path|delivered-to|from|date|message-id|mime-version|subject|to|content-type)[ \t]*:"
)
_LOOKED_AT = 16_000  # bytes in which a mail has one of these headers
_PDF = re.compile(rb"%PDF-\d\.\d")
_AHEAD_WITHIN = _BEHIND_WITHIN = 1024  # bytes
_BEHIND_PDF = re.compile(rb"(?<=%%EOF\n)[\s\0]+\Z")
_AHEAD_OF_PDF = re.compile(rb"\A(?:\xef\xbb\xbf|\s){1,100}(?=%PDF-)")
_NOISE = re.compile(r"(?i)(?:^|[/\\])(?:__MACOSX[/\\]|\._|(?:thumbs\.db|ehthumbs\.db|desktop\.ini|\.ds_store)$)")
_MAIL_NAMES = (".eml", ".emlx", ".mbox", ".mbx")


def whole_pdf(name: str, content: bytes) -> bytes:
    """Without what something on its way has put ahead of a PDF or behind it: blanks, the mark of a text, the headers
    of a download, the words of a scanner, a Mac's own.
    """
    if not content.startswith(b"%PDF-"):
        content = _AHEAD_OF_PDF.sub(b"", content, count=1)
        found = _PDF.search(content, 0, _AHEAD_WITHIN)
        if found and not content.startswith(_APPLE_DOUBLE) and kind_of(name, content) is ArrivalKind.FILE:
            content = content[found.start() :]
    behind = _BEHIND_PDF.search(content[-_BEHIND_WITHIN:]) if content.startswith(b"%PDF-") else None
    return content[: -len(behind[0])] if behind else content


def is_hollow(name: str, content: bytes) -> bool:
    """Whether only the place of a PDF is kept: by a cloud, a download or a disk that never got further."""
    name = name.lower()
    return name.endswith(".pdf.icloud") or (name.endswith(".pdf") and not content.strip(b"\0"))


def kind_of(name: str, content: bytes) -> ArrivalKind:
    """Only the first bytes are looked at, and the end of the name; of a PDF, whether other files lie in it; of what is
    called a zip, how it ends.
    """
    start = content[:_LOOKED_AT]
    if start.startswith(b"%PDF-"):
        return ArrivalKind.FILES_IN_PDF if holds_files(content) else ArrivalKind.FILE
    if start.startswith(_ZIP) or (name.lower().endswith(_ZIP_NAMES) and _ZIP[1] in content[-_END_OF_ZIP_WITHIN:]):
        return ArrivalKind.ZIP
    if start.startswith(_OLE):
        return ArrivalKind.OUTLOOK
    if start.startswith(_WINMAIL):
        return ArrivalKind.WINMAIL
    if start.startswith(_ENCRYPTED_BY_OUTLOOK):
        return ArrivalKind.ENCRYPTED_MAIL
    is_encrypted = name.lower().endswith(_ENCRYPTED_BY_NAME) and start[:1] >= b"\x80"
    if is_encrypted or start.startswith(_OTHER_PACKINGS) or start[257:262] == b"ustar":
        return ArrivalKind.OTHER_PACKING
    if _PKCS7.match(start) or _PEM.match(start) or (name.lower().endswith(".p7m") and _BARE.match(start)):
        return ArrivalKind.SIGNED_MAIL
    if _UUENCODED.match(start):
        return ArrivalKind.UUENCODED
    return _kind_of_text(name.lower(), content)


def _kind_of_text(name: str, content: bytes) -> ArrivalKind:
    start = content[:_LOOKED_AT]
    if _ENVELOPE.match(start):
        return ArrivalKind.MAIL_ARCHIVE
    if _LENGTH_AHEAD.match(start):
        return ArrivalKind.APPLE_MAIL
    as_read = in_eight_bits(start)
    if name.endswith(_MAIL_NAMES) or (_HEADER_FIRST.match(as_read) and _HEADERS.search(as_read)):
        return ArrivalKind.MAIL
    if _UUENCODED_WITHIN.search(start):
        return ArrivalKind.UUENCODED
    return ArrivalKind.LETTERS if any(pdfs_in_letters(content)) else ArrivalKind.FILE


def pdfs_in_letters(text: bytes) -> Iterator[bytes]:
    """The PDFs that stand in a text in letters alone, with the words behind them; of those that could be, the first."""
    at = text.find(_START_IN_LETTERS)
    for _ in range(_MOST_IN_LETTERS):
        if at < 0:
            return
        found = _PDF_IN_LETTERS.match(text, at)
        if found:
            next_line = _NEXT_LINE_OF_AN_APPOINTMENT.search(text, found.start(), found.end() + 42)
            yield text[found.start() : min(next_line.start() if next_line else found.end(), found.end())]
        at = text.find(_START_IN_LETTERS, found.end() if found else at + 1)


def in_eight_bits(content: bytes) -> bytes:
    """A mail that was saved as "Unicode text" as a mail is sent; any other as it is."""
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content
    return content[: len(content) // 2 * 2].decode("utf-16", "replace").encode("utf-8", "replace")


def is_noise(name: str, content: bytes) -> bool:
    """Whether a file is there for a computer's own sake, as what Finder and Explorer leave beside others, or is empty.

    An empty mail is none: somebody sent it.
    """
    is_a_computers_own = _NOISE.search(name) is not None or content.startswith(_APPLE_DOUBLE)
    return is_a_computers_own or (not content and kind_of(name, content) is ArrivalKind.FILE)
