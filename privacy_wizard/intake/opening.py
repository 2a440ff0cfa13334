"""What is inside what was handed in: PDFs on their own, in zips, in e-mails, and in whatever of these lies in another.

Everything stays in memory and under limits; nothing is unpacked to the disk, and no name in a file is used as a path.
Run where a crash does no harm: in the process that checks files.
"""

import re
from collections.abc import Callable, Iterator

from attrs import define, field, frozen

from ..pdf.strict_reader import SIZE_LIMIT
from .file_kinds import ArrivalKind, is_hollow, is_noise, kind_of, whole_pdf
from .opening_limits import MOST_PARTS, CannotOpen, NothingForUs, OpeningBudget, OpeningFault
from .report import plain_text

CONTAINER_LIMIT = 500_000_000  # bytes of what is handed in as one file
_MOST_FILES = 5_000
ROOM = 500_000_000  # bytes of everything in it
_DEEPEST = 6
_LABEL = 200  # characters
_BETWEEN = " › "


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


def open_arrival(name: str, content: bytes, room: int = ROOM) -> Opened:
    """Everything in a file that was handed in; what is no archive and no e-mail is taken as it is. Never raises.

    `room`: how many bytes may come out of it.
    """
    opener = _Opener(budget=OpeningBudget(room))
    content = whole_pdf(name, content)
    kind = kind_of(name, content)
    if is_hollow(name, content):
        opener.refuse(_label(name), OpeningFault.EMPTY)
    elif is_noise(name, content):
        opener.aside.append(_label(name))
    elif kind is ArrivalKind.FILE:
        opener.take(_label(name), content)
    else:
        opener.open(_label(name), content, kind, depth=1)
        if not opener.members and not opener.refused:
            opener.refuse(_label(name), OpeningFault.NOTHING_IN_IT)
    return Opened(members=tuple(opener.members), aside=tuple(opener.aside), refused=tuple(opener.refused))


def is_container(name: str, content: bytes) -> bool:
    """Whether something has to be opened before it can be checked; see `kind_of`."""
    return kind_of(name, content) is not ArrivalKind.FILE


@define
class _Opener:
    budget: OpeningBudget
    members: list[FoundFile] = field(factory=list)
    aside: list[str] = field(factory=list)
    refused: list[OpeningRefusal] = field(factory=list)
    parts: int = 0

    def take(self, name: str, content: bytes) -> None:
        self.members.append(FoundFile(name=name, content=content))

    def refuse(self, name: str, fault: OpeningFault) -> None:
        if len(self.refused) < _MOST_FILES:
            self.refused.append(OpeningRefusal(name=name, fault=fault))

    def open(self, name: str, content: bytes, kind: ArrivalKind, depth: int) -> None:
        """One container; what is wrong with it is noted, and what was taken before that stays."""
        if depth > _DEEPEST:
            self.refuse(name, OpeningFault.TOO_DEEP)
            return
        try:
            before = len(self.members), len(self.refused), len(self.aside)
            for part, inner in self._inside(name, content, kind):
                self._part(name + _BETWEEN + _label(part), part, inner, depth)
            if kind is ArrivalKind.FILES_IN_PDF and len(self.members) == before[0]:
                del self.refused[before[1] :], self.aside[before[2] :]
                self._take_pdf(name, content)  # such as an attestation that is not signed, with its data in it
        except NothingForUs:
            self.aside.append(name)
        except CannotOpen as fault:
            self.refuse(name, fault.fault)
        except (MemoryError, RecursionError):
            self.refuse(name, OpeningFault.TOO_LARGE)
        except Exception:  # noqa: BLE001 - hostile bytes: the libraries raise many things
            self.refuse(name, OpeningFault.DAMAGED)

    def _inside(self, name: str, content: bytes, kind: ArrivalKind) -> "Iterator[tuple[str, bytes | OpeningFault]]":
        """Raises CannotOpen where it is packed in a way that is not opened here."""
        from . import archives, attached_files, mailbox, outlook

        name = name.rpartition(_BETWEEN)[2]
        openers: dict[ArrivalKind, Callable[[], Iterator[tuple[str, bytes | OpeningFault]]]] = {
            ArrivalKind.ZIP: lambda: archives.zip_parts(content, self.budget),
            ArrivalKind.MAIL: lambda: mailbox.mail_parts(content, self.budget),
            ArrivalKind.MAIL_ARCHIVE: lambda: archives.archived_mails(content),
            ArrivalKind.APPLE_MAIL: lambda: archives.apple_mail(content),
            ArrivalKind.OUTLOOK: lambda: outlook.outlook_parts(name, content, self.budget),
            ArrivalKind.WINMAIL: lambda: outlook.winmail_parts(content, self.budget),
            ArrivalKind.SIGNED_MAIL: lambda: archives.signed_parts(name, content),
            ArrivalKind.UUENCODED: lambda: mailbox.uuencoded_parts(content),
            ArrivalKind.FILES_IN_PDF: lambda: attached_files.attached_files(content, self.budget),
            ArrivalKind.LETTERS: lambda: mailbox.other_parts(content),
        }
        if kind is ArrivalKind.ENCRYPTED_MAIL:
            raise CannotOpen(OpeningFault.ENCRYPTED_MAIL)
        if kind not in openers:
            raise CannotOpen(OpeningFault.PACKED_OTHERWISE)
        return openers[kind]()

    def _part(self, name: str, own_name: str, content: bytes | OpeningFault, depth: int) -> None:
        self.parts += 1
        if self.parts > MOST_PARTS or len(self.members) >= _MOST_FILES:
            raise CannotOpen(OpeningFault.TOO_MANY)
        if isinstance(content, OpeningFault):
            self.refuse(name, content)
            return
        self.budget.take_bytes(len(content))
        content = whole_pdf(own_name, content)
        if is_hollow(own_name, content) and not is_noise(own_name, b"%PDF-"):
            self.refuse(name, OpeningFault.EMPTY)
            return
        if is_noise(own_name, content):
            self.aside.append(name)
            return
        kind = kind_of(own_name, content)
        if kind is not ArrivalKind.FILE:
            self.open(name, content, kind, depth + 1)
        elif not content.startswith(b"%PDF-") and not own_name.lower().endswith(".pdf"):
            self.aside.append(name)
        else:
            self._take_pdf(name, content)

    def _take_pdf(self, name: str, content: bytes) -> None:
        if len(content) > SIZE_LIMIT:
            self.refuse(name, OpeningFault.TOO_LARGE)
        else:
            self.take(name, content)


def _label(name: str) -> str:
    """A name from anywhere, fit to be shown; its last part, since folders inside archives say nothing of use."""
    last = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    return plain_text(last)[-_LABEL:] or "unnamed"
