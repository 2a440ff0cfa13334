"""Attachments inside the text of a mail, which Outlook can still produce: encoded lines between `begin` and `end`."""

import base64
import binascii
import html
import re
from collections.abc import Iterator

from .file_kinds import pdfs_in_letters
from .opening_limits import OpeningFault

_AHEAD = rb"(?:> ?|<[A-Za-z][^<>\n]{0,60}>)*"  # of an answer that quotes, of a web page
_BEGIN = re.compile(rb"(?m)^(" + _AHEAD + rb")begin(-base64)? [0-7]{3,4} ([^\r\n]{1,255}?)[ \t]*\r?$\n?")
_END = re.compile(rb"(?m)^" + _AHEAD + rb"(?:end|====)(?:<[^<>\n]{0,60}>)*[ \t]*\r?$")
_BLANK_LINE = re.compile(rb"\n[ \t\r]*\n")  # behind which, as a rule, words follow
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
        blank = _BLANK_LINE.search(letters)
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
