"""The bytes of a saved audit: a line that says what they are, then the document or the locked document.

privacy-wizard saved audit 2 plain\n<SHA-256 of the document, 64 digits>\n{"format": 1, ...}
privacy-wizard saved audit 1 locked\n<8 bytes: which key><nonce><encrypted>

What is locked proves itself. Plain ones of version 1 bear no digest, and are read as they are.
"""

import hashlib
import json
import re
from typing import Any

from .cipher import Cipher, Tampered
from .errors import Damage, DraftBroken, DraftLocked

FORMAT = 1
_LINE = re.compile(rb"privacy-wizard saved audit (\d{1,6}) (plain|locked)\n")
_PLAIN, _LOCKED = 2, 1  # versions of the two envelopes
_KEY_ID_BYTES = 8
_DIGEST = re.compile(rb"([0-9a-f]{64})\n")


def seal(content: bytes, place: str, cipher: Cipher | None) -> bytes:
    """The content as it goes to the disk; locked for this place where there is a cipher."""
    if cipher is None:
        return _line(_PLAIN, "plain") + hashlib.sha256(content).hexdigest().encode() + b"\n" + content
    line = _line(_LOCKED, "locked")
    return line + cipher.key_id + cipher.lock(content, line + place.encode())


def unseal(stored: bytes, place: str, cipher: Cipher | None) -> bytes:
    """The content of what was stored. Raises DraftBroken, DraftLocked (both name `place`)."""
    line = _LINE.match(stored)
    if line is None:
        raise DraftBroken(place, Damage.INCOMPLETE)
    version, kind, body = int(line[1]), line[2], stored[line.end() :]
    if version > (_PLAIN if kind == b"plain" else _LOCKED):
        raise DraftBroken(place, Damage.NEWER)
    if kind == b"plain":
        return body if version == 1 else _as_digested(body, place)
    if len(body) < _KEY_ID_BYTES:
        raise DraftBroken(place, Damage.INCOMPLETE)
    if cipher is None or body[:_KEY_ID_BYTES] != cipher.key_id:
        raise DraftLocked(place)
    try:
        return cipher.unlock(body[_KEY_ID_BYTES:], line[0] + place.encode())
    except Tampered as error:
        raise DraftBroken(place, Damage.CHANGED) from error


def _as_digested(body: bytes, place: str) -> bytes:
    digest = _DIGEST.match(body)
    if digest is None:
        raise DraftBroken(place, Damage.INCOMPLETE)
    content = body[digest.end() :]
    if hashlib.sha256(content).hexdigest().encode() != digest[1]:
        raise DraftBroken(place, Damage.CHANGED)
    return content


def to_bytes(document: dict[str, Any]) -> bytes:
    """A document as JSON. Raises ValueError when it is not plain JSON or does not say `"format": 1`."""
    if document.get("format") != FORMAT:
        raise ValueError(f'A draft says "format": {FORMAT}.')
    try:
        return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except (TypeError, RecursionError) as error:
        raise ValueError("A draft is plain JSON.") from error


def from_bytes(content: bytes, place: str) -> dict[str, Any]:
    """The document in JSON bytes. Raises DraftBroken."""
    try:
        document = json.loads(content, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise DraftBroken(place, Damage.INCOMPLETE) from error
    if not isinstance(document, dict) or type(document.get("format")) is not int or document["format"] < 1:
        raise DraftBroken(place, Damage.INCOMPLETE)
    if document["format"] > FORMAT:
        raise DraftBroken(place, Damage.NEWER)
    return document


def _line(version: int, kind: str) -> bytes:
    return f"privacy-wizard saved audit {version} {kind}\n".encode()


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")
