"""The outer seal (MAC) of a PKCS #12 file.

The library encrypts the key with as many rounds as asked, but seals the file with 2,048 rounds of the same
passphrase. Whoever stole the file would guess at the seal, hundreds of times faster than at the key. So the file is
sealed again here, as slowly as the key is encrypted; and a file from outside that asks for endless rounds is refused.
"""

import hashlib
import hmac
import os
from pathlib import Path
from typing import Any

from ..i18n import _
from .errors import NotAKeyFile

# A round of the seal hashes once, a round of the key's encryption twice: so both cost a guesser the same.
SEAL_ROUNDS = 1_200_000
MOST_ROUNDS = 5_000_000
_BLOCK = 64  # bytes that SHA-256 takes at a time
_MAC = b"\3"  # RFC 7292, appendix B.3: what the derived bytes are for


def reseal(content: bytes, passphrase: str) -> bytes:
    """The same PKCS #12 file with a seal of SEAL_ROUNDS."""
    from asn1crypto import pkcs12

    file = pkcs12.Pfx.load(content)
    salt = os.urandom(16)
    sealed = file["auth_safe"]["content"].native
    seal = file["mac_data"]
    seal["mac_salt"] = salt
    seal["iterations"] = SEAL_ROUNDS
    seal["mac"]["digest"] = hmac.digest(_seal_key(passphrase, salt, SEAL_ROUNDS), sealed, "sha256")
    return bytes(file.dump(force=True))


def refuse_costly(path: Path, content: bytes) -> None:
    """Raise NotAKeyFile for what is no PKCS #12 file, has no seal, or asks for more than MOST_ROUNDS in all."""
    from asn1crypto import pkcs12

    try:
        file = pkcs12.Pfx.load(content, strict=True)
        rounds = [_seal_rounds(file), *_encryption_rounds(file)]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError) as error:
        raise NotAKeyFile(path, _("it does not read as one")) from error
    if min(rounds) <= 0 or sum(rounds) > MOST_ROUNDS:
        raise NotAKeyFile(path, _("it asks for an absurd amount of work"))


def _seal_rounds(file: Any) -> int:
    return int(file["mac_data"]["iterations"].native)


def _encryption_rounds(file: Any) -> list[int]:
    """The rounds that stand in the open; those inside what is encrypted are behind the seal."""
    found = []
    for part in file.authenticated_safe:
        kind = part["content_type"].native
        if kind == "encrypted_data":
            found.append(part["content"]["encrypted_content_info"]["content_encryption_algorithm"].kdf_iterations)
        elif kind == "data":
            found += _bag_rounds(part["content"].native)
    return [int(count) for count in found]


def _bag_rounds(content: bytes) -> list[int]:
    from asn1crypto import pkcs12

    bags = pkcs12.SafeContents.load(content)
    return [
        bag["bag_value"]["encryption_algorithm"].kdf_iterations
        for bag in bags
        if bag["bag_id"].native == "pkcs8_shrouded_key_bag"
    ]


def _seal_key(passphrase: str, salt: bytes, rounds: int) -> bytes:
    """RFC 7292, appendix B.2, for one block of SHA-256."""
    secret = (passphrase + "\0").encode("utf-16-be")
    key = hashlib.sha256(_MAC * _BLOCK + _fill(salt) + _fill(secret)).digest()
    for _round in range(rounds - 1):
        key = hashlib.sha256(key).digest()
    return key


def _fill(text: bytes) -> bytes:
    """The text repeated up to whole blocks."""
    length = _BLOCK * -(-len(text) // _BLOCK)
    return (text * (length // len(text) + 1))[:length]
