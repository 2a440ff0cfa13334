"""Mails as mail programs keep them: many in one file (mbox), or one between a length and notes (emlx)."""

import re
from collections.abc import Iterator

from .opening_limits import CannotOpen, OpeningFault

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
