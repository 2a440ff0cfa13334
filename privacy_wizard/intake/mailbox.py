"""What is attached to an e-mail as mail programs save it (`.eml`), whatever servers on its way have made of it.

How long the library takes is decided by counts that a mail is free to choose: its lines, its parts and how deeply they
nest, the length of its headers. Each is counted while it is read.
"""

import base64
import binascii
import email
import email.header
import html
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from email.message import Message
from email.policy import Compat32, Policy
from typing import Any

from .file_kinds import in_eight_bits, pdfs_in_letters
from .opening_limits import CannotOpen, OpeningBudget, OpeningFault

_AHEAD = rb"(?:> ?|<[A-Za-z][^<>\n]{0,60}>)*"  # of an answer that quotes, of a web page
_BEGIN = re.compile(rb"(?m)^(" + _AHEAD + rb")begin(-base64)? [0-7]{3,4} ([^\r\n]{1,255}?)[ \t]*\r?$\n?")
_END = re.compile(rb"(?m)^" + _AHEAD + rb"(?:end|====)(?:<[^<>\n]{0,60}>)*[ \t]*\r?$")
_BLANK_AMONG_LINES = re.compile(rb"\n[ \t\r]*\n")  # behind which, as a rule, words follow
_LONG_LINE = re.compile(rb"[A-Za-z0-9+/]{40}")
_PACKED_ELSE = re.compile(
    rb"(?m)^(?:=ybegin [^\r\n]{0,200}name=(?P<name>[^\r\n]{1,255})|\(This file must be converted with BinHex)"
)


def uuencoded_parts(text: bytes) -> Iterator[tuple[str, bytes | OpeningFault]]:
    """The files in a text, each with the name given there."""
    at = 0
    while (found_at := text.find(b"begin", at)) >= 0:
        begin = _BEGIN.match(text, max(text.rfind(b"\n", at, found_at) + 1, at))
        if begin is None:
            at = text.find(b"\n", found_at) + 1 or len(text)
            continue
        end = _END.search(text, begin.end())
        at = end.end() if end else len(text)
        name = begin[3].decode("utf-8", "replace")
        lines = _bare(text[begin.end() : end.start() if end else len(text)], begin[1])
        try:
            found = base64.b64decode(lines) if begin[2] else b"".join(map(_line, lines.splitlines()))
        except (binascii.Error, ValueError):
            yield name, OpeningFault.DAMAGED
            continue
        yield name, found if end and found else OpeningFault.DAMAGED


def parts_in_text(text: bytes) -> Iterator[tuple[str, bytes | OpeningFault]]:
    """Whatever is written into the text of a mail, in one way or another; each once."""
    before = set[bytes]()
    for name, found in (*uuencoded_parts(text), *other_parts(text)):
        if isinstance(found, OpeningFault):
            yield name, found
        elif found not in before:
            before.add(found)
            yield name, found


def other_parts(text: bytes) -> Iterator[tuple[str, bytes | OpeningFault]]:
    """A PDF written into a text in letters alone; and what is packed there in ways that are not opened."""
    for letters in pdfs_in_letters(text):
        blank = _BLANK_AMONG_LINES.search(letters)
        ends = blank is not None and not _LONG_LINE.match(letters, blank.end())
        try:
            yield "text.pdf", base64.b64decode(letters[: blank.start()] if blank and ends else letters)
        except (binascii.Error, ValueError):
            yield "text.pdf", OpeningFault.DAMAGED
    for packed in _PACKED_ELSE.finditer(text):
        yield (packed["name"] or b"text").decode("utf-8", "replace"), OpeningFault.PACKED_OTHERWISE


def _bare(lines: bytes, ahead: bytes) -> bytes:
    """The lines without what stands ahead of each, in the text of a web page with its signs."""
    if b">" in ahead and b"<" not in ahead:
        return re.sub(rb"(?m)^(?:> ?){%d}" % ahead.count(b">"), b"", lines)
    return html.unescape(lines.decode("latin-1")).encode("latin-1", "replace") if ahead else lines


def _line(line: bytes) -> bytes:
    """One line; mail servers cut blanks at its end, or add something. Raises binascii.Error."""
    if not line.strip():
        return b""
    length = (line[0] - 32) & 63
    return binascii.a2b_uu(line[: 1 + (length + 2) // 3 * 4])


_LARGEST = 80_000_000  # bytes; mail servers stop at half of it, and five seconds are enough for it
_MOST_LINES = 2_000_000
_MOST_ATTACHMENTS = 2_000
_MOST_PARTS = 10_000
_DEEPEST = 16  # parts in parts
_MOST_HEADERS = 50_000
_LONGEST_HEADER = 100_000  # characters; a long list of recipients
_LONGEST_ABOUT_CONTENT = 10_000  # of a header that is taken apart: kind, file name
_MOST_ABOUT_CONTENT = 1_000_000  # characters of all of these
_MOST_PIECES = 100  # of one of these, parted by semicolons
_ABOVE_HEADERS = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:>From [^\r\n]*[\r\n]+)?")
_HEADERS_WITHIN = 100_000  # bytes
_BLANK_LINE = re.compile(rb"(?<=\n)\r?\n")
_HEADER = re.compile(rb"[!-9;-~]{1,200}[ \t]*:|[ \t]|>?From ")
_BLANK_AHEAD_OF_COLON = re.compile(rb"(?mi)^(content-(?:type|transfer-encoding|disposition))[ \t]{1,9}:")
"""After which the library would take the header, and those that follow, for the text."""
_NO_BASE64 = re.compile(r"(?m)^(?:--|__|.*[^A-Za-z0-9+/=_\-\s>]).*")
_WHOLE_LINE = re.compile(r"(?m)^[> ]*(?!--|__)[A-Za-z0-9+/_-]{60}.*$")  # of which a sign or two may be spoilt
_ALONE = r"(?:\s*=+)?(?=[ \t]*(?:[\r\n]|\Z))"
_SHORT_LINES = re.compile(  # the last one; several, where lines were wrapped again
    rf"[\s>]*+(?!--|__)[^\s>]++{_ALONE}(?:(?<!=)[ \t]*(?:\r\n?|\n)[ \t>]*+(?!--|__)[A-Za-z0-9+/_-]++{_ALONE})*+"
)
_LAST_LINES = 100_000  # characters
_NO_LETTERS = bytes(each for each in range(256) if not re.match(rb"[A-Za-z0-9+/=_-]", bytes((each,))))
_OF_ADDRESSES = bytes.maketrans(b"-_", b"+/")
_FILLED_UP = re.compile(rb"=+")
_ENCODING = re.compile(r"(?i)base[-_ ]?64|quoted[-_ ]printable|x[-_]?uue?(?:ncode)?|uuencode")
_MAILS = ("message/rfc822", "message/global")
_PDF_IN_BASE64 = "JVBERi0"
_MISSED = re.compile(rb"(?mi)^--(?P<between>[^\s\"\\\\][^\r\n\"\\\\]{0,80}+)\r?\n(?=Content-[a-z-]{2,40}[ \t]*:)")
"""Where a part begins in what was taken for a text."""
_MOST_TIMES = 3  # that parts are looked for in what was taken for text
_ENCRYPTED = ("application/pgp-encrypted", "multipart/encrypted")
_NO_MAILS = {f"message/{kind}": f"application/{kind}" for kind in ("external-body", "partial")}
_ELSEWHERE = (*_NO_MAILS.values(), "text/x-moz-deleted")
_PGP = b"-----BEGIN PGP MESSAGE-----"
_KEPT_ELSEWHERE = ("X-Apple-Content-Length", "X-Mozilla-External-Attachment-URL")
_LONGEST_NAME = 3_000  # characters as it was written, of which 255 make a file's name; a longer one is not decoded


def mail_parts(content: bytes, budget: OpeningBudget) -> Iterator[tuple[str, bytes | OpeningFault]]:
    """The attachments of an e-mail, and of e-mails attached to it. Raises CannotOpen."""
    lines = content.count(b"\n") + content.count(b"\r")
    if len(content) > _LARGEST or lines > _MOST_LINES:
        raise CannotOpen(OpeningFault.TOO_LARGE)
    budget.take_mail(len(content), lines)
    content = _with_headers_alone(_ABOVE_HEADERS.sub(b"", in_eight_bits(content), count=1))
    content = _BLANK_AHEAD_OF_COLON.sub(rb"\1:", content)
    message = email.message_from_bytes(content, policy=_counting(_Counts()))
    if not message.keys():
        raise CannotOpen(OpeningFault.DAMAGED)
    yield from _attached_to(message)


def _attached_to(message: "Message[Any, Any]", times: int = 0) -> Iterator[tuple[str, bytes | OpeningFault]]:
    for number, part in enumerate(message.walk()):
        if number > _MOST_ATTACHMENTS:
            raise CannotOpen(OpeningFault.TOO_MANY)
        yield from _attached(part, times)


def _in_text(text: bytes, times: int) -> Iterator[tuple[str, bytes | OpeningFault]]:
    """What was written into a text; and parts that the library took for one: behind the last of a mail, or where their
    headers are broken.
    """
    missed = _MISSED.search(text)
    yield from parts_in_text(text[: missed.start()] if missed else text)
    if missed is not None and times < _MOST_TIMES:
        between = missed["between"].rstrip()
        rest = re.sub(rb"(?m)^--" + re.escape(between) + rb"--[ \t]*\r?$", b"", text[missed.start() :])
        head = b'Content-Type: multipart/mixed; boundary="' + between + b'"\n\n'
        yield from _attached_to(email.message_from_bytes(head + rest, policy=_counting(_Counts())), times + 1)
    elif missed is not None:
        yield "text", OpeningFault.TOO_DEEP


def _with_headers_alone(content: bytes) -> bytes:
    """Without stray lines among the headers, and with a single end for lines whose end was doubled."""
    if b"\r\r\n" in content[:_HEADERS_WITHIN]:
        content = content.replace(b"\r\r\n", b"\r\n")
    blank = _BLANK_LINE.search(content, 0, _HEADERS_WITHIN)
    if blank is None:
        return content
    lines = content[: blank.start()].splitlines(keepends=True)
    kept = [line for line in lines if _HEADER.match(line)]
    last = next((line for line in reversed(lines) if line[:1] not in b" \t"), b"")
    return b"".join(kept) + content[blank.start() :] if len(kept) < len(lines) and _HEADER.match(last) else content


def _attached(part: "Message[Any, Any]", times: int) -> Iterator[tuple[str, bytes | OpeningFault]]:
    name, kind = part.get_filename(), part.get_content_type()
    if part.is_multipart():
        around = f"{part.preamble or ''}\n{part.epilogue or ''}"
        yield from _in_text(around.encode("ascii", "surrogateescape"), times)
    elif kind.startswith("multipart/") and part.get_payload():
        text = _content(part)  # where its parts end is not told
        missed = list(_in_text(text, times)) if isinstance(text, bytes) else []
        yield from missed or [(_file_name(part), OpeningFault.DAMAGED)]
    elif kind in _ENCRYPTED:
        yield _file_name(part), OpeningFault.ENCRYPTED_MAIL
    elif any(part.get(header) for header in _KEPT_ELSEWHERE) or kind in _ELSEWHERE:
        yield _file_name(part), OpeningFault.LEFT_OUT
    else:
        found = _content(part)
        is_text = part.get_content_maintype() == "text" and name is None
        if isinstance(found, bytes) and is_text and not found.startswith(b"%PDF-"):
            yield from _in_text(found, times)
            if found.lstrip().startswith(_PGP):
                yield _file_name(part), OpeningFault.ENCRYPTED_MAIL
        else:
            yield _file_name(part), found


def _encoding(part: "Message[Any, Any]") -> str:
    """The transfer encoding of the part; empty if there is none."""
    found = _ENCODING.search(str(part.get("Content-Transfer-Encoding", "")))
    return found[0].lower().replace("_", "-").replace(" ", "-") if found else ""


def _content(part: "Message[Any, Any]") -> bytes | OpeningFault:
    encoding = _encoding(part)
    if "Content-Transfer-Encoding" in part:  # written as the library knows it
        part.replace_header("Content-Transfer-Encoding", encoding.replace("base-64", "base64") or "8bit")
    letters = part.get_payload()
    if isinstance(letters, str) and encoding:
        start = letters.lstrip()
        if start.startswith("%PDF-") and (encoding.startswith("base") or not start.isascii()):
            part.replace_header("Content-Transfer-Encoding", "8bit")  # it was never encoded
        elif encoding.startswith("base") or (start.startswith(_PDF_IN_BASE64) and "=" not in start.rstrip("= \r\n")):
            return _from_letters(letters)
    found = part.get_payload(decode=True)
    content = found if isinstance(found, bytes) else b""
    return _from_letters(content.decode("latin-1")) if content.lstrip()[:7] == _PDF_IN_BASE64.encode() else content


def _from_letters(letters: str) -> bytes | OpeningFault:
    """Base64 as it was meant: without signs that are none, and without the words that a server wrote below."""
    whole = _end_of_whole_lines(letters, max(len(letters) - _LAST_LINES, 0)) or _end_of_whole_lines(letters, 0)
    if whole:
        last = _SHORT_LINES.match(letters, whole)
        letters = letters[: last.end() if last else whole]
    if added := _NO_BASE64.search(letters, whole):
        letters = letters[: added.start()]
    bare = letters.encode("ascii", "ignore").replace(b"=3D", b"=").translate(None, _NO_LETTERS)
    if b"+" not in bare and b"/" not in bare:
        bare = bare.translate(_OF_ADDRESSES)
    pieces = _FILLED_UP.split(bare)  # where one text ends, another may follow
    if any(len(piece) % 4 == 1 for piece in pieces):
        return OpeningFault.DAMAGED  # cut off
    return b"".join(base64.b64decode(piece + b"==") for piece in pieces)


def _end_of_whole_lines(letters: str, at: int) -> int:
    """Where the last of them ends; 0 where there is none."""
    return max((found.end() for found in _WHOLE_LINE.finditer(letters, at)), default=0)


class _Counts:
    """What has been found in one mail so far."""

    def __init__(self) -> None:
        self.parts = self.headers = self.about_content = 0

    def part(self, policy: "Policy[Any]") -> "_Part":
        """The next part. Raises CannotOpen."""
        self.parts += 1
        if self.parts > _MOST_PARTS:
            raise CannotOpen(OpeningFault.TOO_MANY)
        return _Part(policy=policy)

    def header(self, lines: Sequence[str]) -> None:
        """The next header. Raises CannotOpen."""
        self.headers += 1
        if self.headers > _MOST_HEADERS:
            raise CannotOpen(OpeningFault.TOO_MANY)
        if lines[0][:8].lower() == "content-":
            self._about_content("".join(lines))
        elif sum(map(len, lines)) > _LONGEST_HEADER:
            raise CannotOpen(OpeningFault.TOO_LARGE)

    def _about_content(self, header: str) -> None:
        self.about_content += len(header)
        is_long = len(header) > _LONGEST_ABOUT_CONTENT or self.about_content > _MOST_ABOUT_CONTENT
        if is_long or header.count(";") > _MOST_PIECES:
            raise CannotOpen(OpeningFault.TOO_LARGE)


class _Part(Message):
    """A part that knows how deep it lies; each line is held against the boundaries of all parts around it."""

    depth = 0

    def get_content_type(self) -> str:
        """A mail that a server on its way has encoded is taken as a file: the standard does not have it, and the
        parser would read its letters as a mail without headers.
        """
        kind = super().get_content_type()
        if kind in _NO_MAILS:  # within are the headers of what is not here, or the beginning of a mail
            return _NO_MAILS[kind]
        return "application/octet-stream" if kind in _MAILS and _encoding(self) else kind

    def attach(self, payload: Any) -> None:
        """Put a part into this one. Raises CannotOpen."""
        payload.depth = self.depth + 1
        if payload.depth > _DEEPEST:
            raise CannotOpen(OpeningFault.TOO_DEEP)
        super().attach(payload)


def _counting(counts: _Counts) -> "Compat32[Any]":
    """Reads headers as they stand."""

    class Counting(Compat32):
        def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
            counts.header(sourcelines)
            return super().header_source_parse(sourcelines)

    return Counting(message_factory=counts.part)


def _file_name(part: "Message[Any, Any]") -> str:
    name = part.get_filename() or ""
    if len(name) > _LONGEST_NAME:
        return name
    with suppress(Exception):  # a name that cannot be decoded is shown as it was written
        name = str(email.header.make_header(email.header.decode_header(name)))
    return name or part.get_content_type().replace("/", ".")
