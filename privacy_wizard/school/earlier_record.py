"""The record that earlier versions kept beside the authority: numbered files, one for each act.

Each names the digest of the one before. It is only read, to be taken over into the register that took its place.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import field, frozen

from ..domain.certificate_events import (
    AuthorityHandedOver,
    AuthorityMade,
    Certified,
    InvitationEnd,
    InvitationEnded,
    InvitationTried,
    Invited,
    Issued,
    KeyConfirmed,
    ProfileSigned,
    Revoked,
)
from ..domain.register_events import Event, EventKind
from ..serialization import Refused, from_canonical
from .errors import RecordBroken

PAGE_LIMIT = 100_000  # bytes of one act
_NOTHING = "0" * 64
_TYPES: Mapping[str, type] = {
    "expires": datetime,
    "starts": datetime,
    "ends": datetime,
    "issued": Issued,
    "end": InvitationEnd,
    "on_token": bool,
    "profile": int,
}
_KEPT = (
    *(Invited, InvitationTried, InvitationEnded, Certified, Revoked, KeyConfirmed),
    *(AuthorityMade, AuthorityHandedOver, ProfileSigned),
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


@frozen(kw_only=True)
class EarlierAct:
    """One act: what was done, by whom and when."""

    at: datetime
    by: str
    events: tuple[Event, ...]


def read_earlier_record(folder: Path) -> list[EarlierAct]:
    """Every act, the oldest first; none where there is no such folder.

    Raises RecordBroken for a page that is missing, changed or out of order.
    """
    acts: list[EarlierAct] = []
    last = _NOTHING
    for path in _pages(folder):
        try:
            with path.open("rb") as file:
                content = file.read(PAGE_LIMIT + 1)
            page = from_canonical(content, _Page, PAGE_LIMIT)
            events = tuple(map(_event, page.entries))
        except (OSError, Refused, ValueError, KeyError, TypeError) as error:
            raise RecordBroken(path.name) from error
        if (page.number, page.before, path.stem) != (len(acts) + 1, last, f"{page.number:06}"):
            raise RecordBroken(path.name)
        acts.append(EarlierAct(at=page.at, by=page.by, events=events))
        last = hashlib.sha256(content).hexdigest()
    return acts


def _pages(folder: Path) -> Sequence[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".json")
    except (FileNotFoundError, NotADirectoryError):
        return ()


def _event(entry: _Entry) -> Event:
    cls = {each.kind: each for each in _KEPT}[entry.kind]
    facts: dict[str, Any] = {name: _value(name, text) for name, text in entry.facts.items()}
    return cls(**facts)


def _value(name: str, text: str) -> Any:
    kind = _TYPES.get(name, str)
    if kind is bool:
        return text == str(True)
    return datetime.fromisoformat(text) if kind is datetime else kind(text)
