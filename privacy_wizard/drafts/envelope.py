"""The bytes of a saved audit: a line that says what they are, then the document or the locked document.

privacy-wizard saved audit 1 plain\n{"format": 1, ...}
privacy-wizard saved audit 1 locked\n<8 bytes: which key><nonce><encrypted>
"""

import json
import re
from typing import Any

from .cipher import Cipher, Tampered
from .errors import Damage, DraftBroken, DraftLocked

FORMAT = 1
_LINE = re.compile(rb"privacy-wizard saved audit (\d{1,6}) (plain|locked)\n")
_KEY_ID_BYTES = 8


def seal(content: bytes, place: str, cipher: Cipher | None) -> bytes:
    """The content as it goes to the disk; locked for this place where there is a cipher."""
    line = _line(FORMAT, locked=cipher is not None)
    if cipher is None:
        return line + content
    return line + cipher.key_id + cipher.lock(content, line + place.encode())


def unseal(stored: bytes, place: str, cipher: Cipher | None) -> bytes:
    """The content of what was stored. Raises DraftBroken, DraftLocked (both name `place`)."""
    line = _LINE.match(stored)
    if line is None:
        raise DraftBroken(place, Damage.INCOMPLETE)
    if int(line[1]) > FORMAT:
        raise DraftBroken(place, Damage.NEWER)
    body = stored[line.end() :]
    if line[2] == b"plain":
        return body
    if len(body) < _KEY_ID_BYTES:
        raise DraftBroken(place, Damage.INCOMPLETE)
    if cipher is None or body[:_KEY_ID_BYTES] != cipher.key_id:
        raise DraftLocked(place)
    try:
        return cipher.unlock(body[_KEY_ID_BYTES:], line[0] + place.encode())
    except Tampered as error:
        raise DraftBroken(place, Damage.CHANGED) from error


def to_bytes(document: dict[str, Any]) -> bytes:
    """A document as JSON. Raises ValueError when it is not plain JSON or does not say `"format": 1`."""
    if document.get("format") != FORMAT:
        msg = f'A draft says "format": {FORMAT}.'
        raise ValueError(msg)
    try:
        return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except (TypeError, RecursionError) as error:
        msg = "A draft is plain JSON."
        raise ValueError(msg) from error


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


def _line(version: int, *, locked: bool) -> bytes:
    return f"privacy-wizard saved audit {version} {'locked' if locked else 'plain'}\n".encode()


def _refuse(constant: str) -> Any:
    msg = f"{constant} is not JSON"
    raise ValueError(msg)
