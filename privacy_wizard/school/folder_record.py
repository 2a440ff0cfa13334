"""The record beside the authority: numbered files, one for each act, each naming the digest of the one before.

It is what a school has before it opens a register, and what an authority that is kept apart from the register takes
along. Two that write at the same moment cannot both have the next number, so an invitation is answered once.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from attrs import field, fields, frozen

from ..domain import register_events as register
from ..domain.invitation import MOST_TRIES, PendingInvitation
from ..domain.register_events import Certified, Event, EventKind, InvitationEnded, InvitationTried, Invited, Revoked
from ..domain.register_views import Holder
from ..serialization import Refused, from_canonical, to_canonical
from ..system import NotWritten, sync_folder
from .errors import RecordBroken, RecordMoved

PAGE_LIMIT = 100_000  # bytes of one act
_NOTHING = "0" * 64
_TYPES: Mapping[str, type] = {
    "expires": datetime,
    "starts": datetime,
    "ends": datetime,
    "issued": register.Issued,
    "end": register.InvitationEnd,
    "on_token": bool,
    "profile": int,
}
_KEPT = (
    *(Invited, InvitationTried, InvitationEnded, Certified, Revoked, register.KeyConfirmed),
    *(register.AuthorityMade, register.AuthorityHandedOver, register.ProfileSigned),
)


@frozen(kw_only=True)
class _Entry:
    kind: EventKind
    facts: dict[str, str]


@frozen(kw_only=True)
class _Page:
    """One act: all of its events or none."""

    format: str = field(default="privacy-wizard-act/1", metadata={"pattern": "privacy-wizard-act/1"})
    number: int
    at: datetime
    by: str = field(metadata={"limit": 200})
    before: str = field(metadata={"pattern": "[0-9a-f]{64}"})
    entries: tuple[_Entry, ...] = field(metadata={"limit": 10})


class FolderRecord:
    """The acts as they stood when it was opened, and the way to add the next."""

    def __init__(self, folder: Path) -> None:
        """Raises RecordBroken for a page that is missing, changed or out of order."""
        self._folder = folder
        self._events: list[Event] = []
        self._last = _NOTHING
        self._count = 0
        for path in _pages(folder):
            self._take(path)

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything recorded, oldest first."""
        return tuple(self._events)

    def person(self, staff_number: str) -> str:
        """The identifier under which a person is recorded: no staff number has a form that no record could hold."""
        return hashlib.sha256(f"person {staff_number}".encode()).hexdigest()[:32]

    def holder(self, person: str) -> Holder | None:  # noqa: ARG002
        """Nobody: this record knows people by digests only."""
        return None

    def accepted_since(self, serial: str, since: datetime) -> Sequence[str]:  # noqa: ARG002
        """Nothing: without a register nothing was taken in."""
        return ()

    def pending(self, invitation: str) -> PendingInvitation | None:
        """How an invitation stands; None for one that is not on record."""
        mine = [each for each in self._events if getattr(each, "invitation", None) == invitation]
        made = next((each for each in mine if isinstance(each, Invited)), None)
        if made is None:
            return None
        tries = sum(isinstance(each, InvitationTried) for each in mine)
        ended = any(isinstance(each, InvitationEnded) for each in mine) or tries >= MOST_TRIES
        return PendingInvitation(
            invitation=invitation,
            person=made.person,
            expires=made.expires,
            code_check=made.code_check,
            tries=tries,
            ended=ended,
        )

    def certified(self) -> tuple[Certified, ...]:
        """Every certificate that was issued."""
        return tuple(each for each in self._events if isinstance(each, Certified))

    def revoked(self) -> tuple[Revoked, ...]:
        """Every certificate that was revoked."""
        return tuple(each for each in self._events if isinstance(each, Revoked))

    def enter(self, *events: Event, by: str, now: datetime) -> None:
        """Record one act. Raises RecordMoved when another came first, NotWritten when the disk refuses."""
        page = _Page(
            number=self._count + 1,
            at=now.replace(microsecond=0),
            by=by[:200],
            before=self._last,
            entries=tuple(_entry(each) for each in events),
        )
        content = to_canonical(page)
        path = self._folder / f"{page.number:06}.json"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _place(path, content)
        except FileExistsError as error:
            raise RecordMoved from error
        except OSError as error:
            raise NotWritten(path, error) from error
        self._add(page, content)

    def _take(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                content = file.read(PAGE_LIMIT + 1)
            page = from_canonical(content, _Page, PAGE_LIMIT)
            if (page.number, page.before) != (self._count + 1, self._last) or path.stem != f"{page.number:06}":
                raise RecordBroken(path.name)
            self._add(page, content)
        except (OSError, Refused, ValueError, KeyError, TypeError) as error:
            raise RecordBroken(path.name) from error

    def _add(self, page: _Page, content: bytes) -> None:
        self._events += [_event(each) for each in page.entries]
        self._last, self._count = hashlib.sha256(content).hexdigest(), page.number


def _pages(folder: Path) -> Sequence[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".json")
    except FileNotFoundError:
        return ()


def _entry(event: Event) -> _Entry:
    if not isinstance(event, _KEPT):
        msg = f"An authority does not record “{event.kind}”."
        raise TypeError(msg)
    facts = {each.name: getattr(event, each.name) for each in fields(type(event))}
    return _Entry(kind=event.kind, facts={name: _text(fact) for name, fact in facts.items() if fact is not None})


def _event(entry: _Entry) -> Event:
    cls = {each.kind: each for each in _KEPT}[entry.kind]
    facts: dict[str, Any] = {name: _value(name, text) for name, text in entry.facts.items()}
    return cls(**facts)


def _text(fact: object) -> str:
    if isinstance(fact, datetime):
        return fact.isoformat(timespec="seconds")
    return fact.value if isinstance(fact, StrEnum) else str(fact)


def _value(name: str, text: str) -> Any:
    kind = _TYPES.get(name, str)
    if kind is bool:
        return text == str(True)
    return datetime.fromisoformat(text) if kind is datetime else kind(text)


def _place(path: Path, content: bytes) -> None:
    """Put a whole file where none stands; raises FileExistsError where one does."""
    descriptor, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _link(part, path)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(path.parent)


def _link(part: Path, path: Path) -> None:
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # a stick whose file system has no links
        with _new(path) as descriptor:
            os.write(descriptor, part.read_bytes())
            os.fsync(descriptor)


@contextlib.contextmanager
def _new(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
