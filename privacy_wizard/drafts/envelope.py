"""The bytes of a saved audit: a line that says what they are, then the document, or the document encrypted with
AES-256-GCM under a key kept in the system's keyring.
"""

import base64
import binascii
import hashlib
import json
import os
import re
from typing import Any, Protocol

from attrs import field, frozen

from ..system.keyring import Keychain, KeychainRefused
from .errors import Damage, DraftBroken, DraftLocked

KEY_BYTES = 32
_NONCE_BYTES = 12
_ENTRY = "drafts-key"


class Tampered(Exception):
    """The ciphertext is not what was encrypted."""


class Cipher(Protocol):
    """Encrypts and decrypts bytes for one place; bound to it, they do not decrypt anywhere else."""

    @property
    def key_id(self) -> bytes:
        """Eight bytes that identify this key and reveal nothing about it."""

    def lock(self, plain: bytes, place: bytes) -> bytes:
        """The locked form of `plain`."""

    def unlock(self, locked: bytes, place: bytes) -> bytes:
        """What was locked for that place; raises Tampered."""


@frozen
class AesCipher:
    """AES-256-GCM with a fresh random nonce for each save."""

    _key: bytes = field(repr=False)

    @property
    def key_id(self) -> bytes:
        """Eight bytes that identify this key and reveal nothing about it."""
        return hashlib.sha256(b"privacy-wizard drafts" + self._key).digest()[:8]

    def lock(self, plain: bytes, place: bytes) -> bytes:
        """The nonce and the ciphertext."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = os.urandom(_NONCE_BYTES)
        return nonce + AESGCM(self._key).encrypt(nonce, plain, place)

    def unlock(self, locked: bytes, place: bytes) -> bytes:
        """What was locked for that place; raises Tampered."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            return AESGCM(self._key).decrypt(locked[:_NONCE_BYTES], locked[_NONCE_BYTES:], place)
        except (InvalidTag, ValueError) as error:
            raise Tampered from error


def keyring_cipher(keychain: Keychain | None) -> AesCipher | None:
    """The cipher whose key the keyring keeps, made on first use; None where no keyring keeps it.

    A key is made only when the keyring says that it has none: one made because it was locked would replace the old one.
    """
    if keychain is None:
        return None
    try:
        found = keychain.look_up(_ENTRY)
    except KeychainRefused:
        return None
    if found is None and not keychain.keep(_ENTRY, base64.b64encode(os.urandom(KEY_BYTES)).decode()):
        return None
    return _from_entry(found if found is not None else keychain.find(_ENTRY))


def _from_entry(entry: str | None) -> AesCipher | None:
    try:
        key = base64.b64decode(entry or "", validate=True)
    except binascii.Error:
        return None
    return AesCipher(key) if len(key) == KEY_BYTES else None


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
