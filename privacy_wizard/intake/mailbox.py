"""What is attached to e-mails: as mail programs save them (`.eml`), and as Outlook does (`.msg`).

How long the libraries take is decided by counts that a mail is free to choose: its lines, its parts and how deeply they
nest, the length of its headers, the entries of Outlook's directory. Each is counted while it is read.
"""

import email
import email.header
from collections.abc import Iterator, Sequence
from contextlib import suppress
from email.message import Message
from email.policy import Compat32, Policy
from typing import Any

from .opening_limits import CannotOpen, OpeningFault

_LARGEST = 150_000_000  # bytes; mail servers stop at a third of it
_MOST_LINES = 2_000_000
_MOST_ATTACHMENTS = 2_000
_MOST_PARTS = 10_000
_DEEPEST = 16  # parts in parts
_MOST_HEADERS = 50_000
_LONGEST_HEADER = 100_000  # characters; a long list of recipients
_LONGEST_ABOUT_CONTENT = 10_000  # of a header that is taken apart: kind, file name
_MOST_ABOUT_CONTENT = 1_000_000  # characters of all of these
_MOST_PIECES = 100  # of one of these, parted by semicolons
_LONGEST_NAME = 3_000  # characters as it was written, of which 255 make a file's name; a longer one is not decoded
_MOST_ENTRIES = 4_000  # of Outlook's directory


def mail_parts(content: bytes) -> Iterator[tuple[str, bytes | OpeningFault]]:
    """The attachments of an e-mail, and of e-mails attached to it. Raises CannotOpen."""
    if len(content) > _LARGEST or content.count(b"\n") + content.count(b"\r") > _MOST_LINES:
        raise CannotOpen(OpeningFault.TOO_LARGE)
    message = email.message_from_bytes(content, policy=_counting(_Counts()))
    if not message.keys():
        raise CannotOpen(OpeningFault.DAMAGED)
    for number, part in enumerate(message.walk()):
        if number > _MOST_ATTACHMENTS:
            raise CannotOpen(OpeningFault.TOO_MANY)
        if part.is_multipart() or (part.get_content_maintype() == "text" and part.get_filename() is None):
            continue
        found = part.get_payload(decode=True)
        if isinstance(found, bytes):
            yield _file_name(part), found


class _Counts:
    """What was met in one mail so far."""

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


def outlook_parts(content: bytes) -> Iterator[tuple[str, bytes | OpeningFault]]:
    """The attachments of an Outlook message. Raises CannotOpen, and whatever the library makes of hostile bytes."""
    from oxmsg import Message as OutlookMessage

    if len(content) > _LARGEST:
        raise CannotOpen(OpeningFault.TOO_LARGE)
    _require_plain_directory(content)
    try:
        attachments = OutlookMessage.load(content).attachments
    except Exception:  # noqa: BLE001 - the library raises many things
        raise CannotOpen(OpeningFault.DAMAGED) from None
    for number, attachment in enumerate(attachments):
        if number > _MOST_ATTACHMENTS:
            raise CannotOpen(OpeningFault.TOO_MANY)
        found = attachment.file_bytes if attachment.attached_by_value else None
        if found is not None:
            yield attachment.file_name or "attachment", found


def _require_plain_directory(content: bytes) -> None:
    """Few entries, which do not share their bytes: the reader above loads every one of them. Raises CannotOpen."""
    from olefile import OleFileIO  # type: ignore[import-untyped]

    class Directory(OleFileIO):  # type: ignore[misc]
        entries = 0

        def _load_direntry(self, sid: int) -> Any:
            self.entries += 1
            if self.entries > _MOST_ENTRIES:
                raise CannotOpen(OpeningFault.TOO_MANY)
            return super()._load_direntry(sid)

    try:
        with Directory(content) as read:
            sizes = [each.size for each in read.direntries[1:] if each is not None]
    except CannotOpen:
        raise
    except Exception:  # noqa: BLE001 - the library raises many things
        raise CannotOpen(OpeningFault.DAMAGED) from None
    if sum(sizes) > len(content):
        raise CannotOpen(OpeningFault.DAMAGED)
