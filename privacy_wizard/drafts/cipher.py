"""How drafts are encrypted: AES-256-GCM under a key kept in the system's keyring."""

import base64
import binascii
import hashlib
import os
from typing import Protocol

from attrs import field, frozen

from ..system.keyring import Keychain, KeychainRefused

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
