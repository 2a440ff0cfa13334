"""What is inside what was handed in: PDFs on their own, in zips, in e-mails, and in whatever of these lies in another.

Everything stays in memory and under limits; nothing is unpacked to the disk, and no name in a file is used as a path.
Run where a crash does no harm: in the process that checks files.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from attrs import define, field, frozen

from ..pdf.strict_reader import SIZE_LIMIT
from .opening_limits import MOST_PARTS, CannotOpen, OpeningFault, OpeningRoom
from .report import plain_text

CONTAINER_LIMIT = 500_000_000  # bytes of what is handed in as one file
_MOST_FILES = 5_000
ROOM = 500_000_000  # bytes of everything in it
_DEEPEST = 4
_LABEL = 200  # characters
_BETWEEN = " › "
_HEADERS = re.compile(
    rb"(?i:received|return-path|delivered-to|from|date|message-id|mime-version|x-[a-z-]{1,40}|subject|to):[ \t]"
)


@frozen(kw_only=True)
class FoundFile:
    """A file that may be an attestation; its name says what it came in, and is never a path."""

    name: str
    content: bytes = field(repr=False)


@frozen(kw_only=True)
class OpeningRefusal:
    """Something that was not taken, and why."""

    name: str
    fault: OpeningFault


@frozen(kw_only=True)
class Opened:
    """What was found in one arrival."""

    members: tuple[FoundFile, ...]
    aside: tuple[str, ...]  # files of other kinds: pictures, letters
    refused: tuple[OpeningRefusal, ...]


class _Kind(StrEnum):
    FILE = "file"
    ZIP = "zip"
    MAIL = "mail"
    OUTLOOK = "outlook"


def open_arrival(name: str, content: bytes, room: int = ROOM) -> Opened:
    """Everything in a file that was handed in; what is no archive and no e-mail is taken as it is. Never raises.

    `room`: how many bytes may come out of it.
    """
    opener = _Opener(room=OpeningRoom(room))
    kind = _kind(name, content)
    if kind is _Kind.FILE:
        opener.take(_label(name), content)
    else:
        opener.open(_label(name), content, kind, depth=1)
        if not opener.members and not opener.refused:
            opener.refuse(_label(name), OpeningFault.NOTHING_IN_IT)
    return Opened(members=tuple(opener.members), aside=tuple(opener.aside), refused=tuple(opener.refused))


def is_container(name: str, content: bytes) -> bool:
    """Whether something has to be opened before it can be checked; only its first bytes are looked at."""
    return _kind(name, content) is not _Kind.FILE


@define
class _Opener:
    room: OpeningRoom
    members: list[FoundFile] = field(factory=list)
    aside: list[str] = field(factory=list)
    refused: list[OpeningRefusal] = field(factory=list)
    parts: int = 0

    def take(self, name: str, content: bytes) -> None:
        self.members.append(FoundFile(name=name, content=content))

    def refuse(self, name: str, fault: OpeningFault) -> None:
        if len(self.refused) < _MOST_FILES:
            self.refused.append(OpeningRefusal(name=name, fault=fault))

    def open(self, name: str, content: bytes, kind: _Kind, depth: int) -> None:
        """One container; what is wrong with it is noted, and what was taken before that stays."""
        if depth > _DEEPEST:
            self.refuse(name, OpeningFault.TOO_DEEP)
            return
        try:
            for part, inner in self._inside(content, kind):
                self._part(name + _BETWEEN + _label(part), part, inner, depth)
        except CannotOpen as fault:
            self.refuse(name, fault.fault)
        except (MemoryError, RecursionError):
            self.refuse(name, OpeningFault.TOO_LARGE)
        except Exception:  # noqa: BLE001 - hostile bytes: the libraries raise many things
            self.refuse(name, OpeningFault.DAMAGED)

    def _inside(self, content: bytes, kind: _Kind) -> "Iterator[tuple[str, bytes | OpeningFault]]":
        from .mailbox import mail_parts, outlook_parts
        from .zip_files import zip_parts

        if kind is _Kind.ZIP:
            return zip_parts(content, self.room)
        return mail_parts(content) if kind is _Kind.MAIL else outlook_parts(content)

    def _part(self, name: str, own_name: str, content: bytes | OpeningFault, depth: int) -> None:
        self.parts += 1
        if self.parts > MOST_PARTS or len(self.members) >= _MOST_FILES:
            raise CannotOpen(OpeningFault.TOO_MANY)
        if isinstance(content, OpeningFault):
            self.refuse(name, content)
            return
        self.room.take_bytes(len(content))
        kind = _kind(own_name, content)
        if kind is not _Kind.FILE:
            self.open(name, content, kind, depth + 1)
        elif not content.startswith(b"%PDF-") and not own_name.lower().endswith(".pdf"):
            self.aside.append(name)
        elif len(content) > SIZE_LIMIT:
            self.refuse(name, OpeningFault.TOO_LARGE)
        else:
            self.take(name, content)


def _kind(name: str, content: bytes) -> _Kind:
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _Kind.ZIP
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _Kind.OUTLOOK
    if content.startswith(b"%PDF-"):
        return _Kind.FILE
    if name.lower().endswith(".eml") or _HEADERS.match(content):
        return _Kind.MAIL
    return _Kind.FILE


def _label(name: str) -> str:
    """A name from anywhere, fit to be shown; its last part, since folders inside archives say nothing of use."""
    last = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    return plain_text(last)[-_LABEL:] or "unnamed"
