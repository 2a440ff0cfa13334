"""Attachments written into the text of a mail, as Outlook still can: lines of letters between `begin` and `end`."""

import base64
import binascii
import re
from collections.abc import Iterator

from .opening_limits import OpeningFault

_BEGIN = re.compile(rb"(?m)^begin(-base64)? [0-7]{3,4} ([^\r\n]{1,255}?)[ \t]*\r?$\n?")
_END = re.compile(rb"(?m)^(?:end|====)[ \t]*\r?$")


def uuencoded_parts(text: bytes) -> Iterator[tuple[str, bytes | OpeningFault]]:
    """The files in a text, each with the name that is written there."""
    at = max(text.find(b"begin"), 0)
    while begin := _BEGIN.search(text, at):
        end = _END.search(text, begin.end())
        at = end.end() if end else len(text)
        name = begin[2].decode("utf-8", "replace")
        lines = text[begin.end() : end.start() if end else len(text)]
        try:
            found = base64.b64decode(lines) if begin[1] else b"".join(map(_line, lines.splitlines()))
        except (binascii.Error, ValueError):
            yield name, OpeningFault.DAMAGED
            continue
        yield name, found if end and found else OpeningFault.DAMAGED


def _line(line: bytes) -> bytes:
    """One line; mail servers cut blanks at its end, or add something. Raises binascii.Error."""
    if not line.strip():
        return b""
    length = (line[0] - 32) & 63
    return binascii.a2b_uu(line[: 1 + (length + 2) // 3 * 4])
