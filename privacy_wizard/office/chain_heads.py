"""The latest chain heads that this computer has seen signed, kept apart from the register: they show if a chain was
cut.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from attrs import field, frozen

from ..domain.register_views import ChainHead
from ..system import write_private

_LIMIT = 200_000
_MOST = 200


@frozen
class ChainHeads:
    """The newest head for each school and register, in a small private file; an unreadable file counts as empty."""

    path: Path
    _one_at_a_time: Lock = field(factory=Lock, repr=False, eq=False)

    def remember(self, head: ChainHead) -> None:
        """Keep it, unless a later one is already kept. Raises NotWritten."""
        with self._one_at_a_time:
            kept = self._read()
            before = kept.get(_key(head.register, head.school))
            if before is None or before.number < head.number:
                kept[_key(head.register, head.school)] = head
                plain = [_plain(each) for each in list(kept.values())[-_MOST:]]
                write_private(self.path, json.dumps(plain, indent=1).encode())

    def known(self, register: str, school: str) -> Sequence[ChainHead]:
        """The newest head seen for one school; empty if none was."""
        found = self._read().get(_key(register, school))
        return (found,) if found else ()

    def _read(self) -> dict[str, ChainHead]:
        try:
            with self.path.open("rb") as file:
                found = json.loads(file.read(_LIMIT))
            heads = [_head(each) for each in found]
        except (OSError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
            return {}
        return {_key(head.register, head.school): head for head in heads}


def _key(register: str, school: str) -> str:
    return f"{register}/{school}"


def _plain(head: ChainHead) -> Mapping[str, Any]:
    return {
        "register": head.register,
        "school": head.school,
        "number": head.number,
        "digest": head.digest,
        "signed_at": head.signed_at.isoformat(),
        "officer": head.officer,
        "signature": head.signature.hex(),
    }


def _head(plain: Mapping[str, Any]) -> ChainHead:
    return ChainHead(
        register=str(plain["register"]),
        school=str(plain["school"]),
        number=int(plain["number"]),
        digest=str(plain["digest"]),
        signed_at=datetime.fromisoformat(plain["signed_at"]),
        officer=str(plain["officer"]),
        signature=bytes.fromhex(plain["signature"]),
    )
