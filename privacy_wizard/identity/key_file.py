"""The signing key's file: PKCS #12, encrypted under the passphrase, with its outer seal (MAC)."""

import hashlib
import hmac
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import PrivateFormat, pkcs12

from ..i18n import Message, _
from ..system import outgoing_files, read_at_most, write_new, write_private
from ..system.progress import UNWATCHED, WorkProgress
from ..system.trouble import FAR_TOO_LARGE
from .authority_profile import is_authority
from .errors import (
    KEY_OF_OTHER_KIND,
    READS_AS_NONE,
    KeyUnreadable,
    NoPassphrase,
    NotAKeyFile,
    OtherKeyThere,
    WrongPassphrase,
)
from .signing_key import SigningKey

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
        raise NotAKeyFile(path, str(READS_AS_NONE)) from error
    if min(rounds) <= 0 or sum(rounds) > MOST_ROUNDS:
        raise NotAKeyFile(path, _("it asks for an absurd amount of work"))


def _seal_rounds(file: Any) -> int:
    return int(file["mac_data"]["iterations"].native)


def _encryption_rounds(file: Any) -> list[int]:
    """The rounds given in the clear; those inside the encrypted part are protected by the seal."""
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


KEY_ROUNDS = 600_000
LARGEST_KEY = 1_000_000  # bytes; a key with a long chain has about 10,000


def save_key(path: Path, key: SigningKey, passphrase: str, progress: WorkProgress = UNWATCHED) -> None:
    """Write the key so that only its owner can read it, and only with the passphrase; an older file is replaced.

    Raises NoPassphrase, NotWritten when the disk refuses.
    """
    write_private(path, locked_key(path, key, passphrase, progress))


def locked_key(path: Path, key: SigningKey, passphrase: str, progress: WorkProgress = UNWATCHED) -> bytes:
    """What is to be written to `path`: slow on purpose, and not written where it is stopped. Raises NoPassphrase."""
    if not passphrase:
        raise NoPassphrase(path)
    return progress.beside(lambda: _encrypt(key, passphrase))


def place_new_key(path: Path, content: bytes, write: Callable[[Path, bytes], None] = write_new) -> None:
    """Write a locked key where no file is. Raises OtherKeyThere, also where one came meanwhile, and NotWritten."""
    try:
        write(path, content)
    except FileExistsError:
        raise OtherKeyThere(path) from None


def load_key(path: Path, passphrase: str, *, authority: bool = False, progress: WorkProgress = UNWATCHED) -> SigningKey:
    """The key in a file; slow on purpose. Raises KeyUnreadable, NotAKeyFile, WrongPassphrase.

    A school's authority signs certificates and profiles, never PDFs: only with `authority` is its key opened.
    """
    content = _read(path)
    return progress.beside(lambda: _decrypt(path, content, passphrase, authority=authority))


def change_passphrase(path: Path, old: str, new: str) -> None:
    """Encrypt the key file under another passphrase. Raises as `load_key` and `save_key` do."""
    save_key(path, load_key(path, old), new)


COPY_MADE = Message("The copy is {path}. It opens with the same passphrase.")


def backup_key(src: Path, dst: Path) -> None:
    """Copy the key file, still encrypted. Raises OtherKeyThere when `dst` holds something else."""
    content = _read(src)
    refuse_costly(src, content)
    _write_beside(dst, content)


def restore_key(
    src: Path,
    dst: Path,
    passphrase: str,
    *,
    authority: bool = False,
    then: Callable[[SigningKey], object] = lambda _key: None,
    progress: WorkProgress = UNWATCHED,
) -> SigningKey:
    """Bring a backup back, once the passphrase has opened it.

    A key that stands at `dst` is never replaced, unless the passphrase shows it to be the same one. `then` may put its
    certificate beside it, or refuse it. Raises OtherKeyThere, as `load_key` does, and what `then` raises: all is as
    before.
    """
    content = _read(src)
    key = progress.beside(lambda: _decrypt(src, content, passphrase, authority=authority))
    is_new = not dst.exists()
    if not is_new and not progress.beside(lambda: holds_same_key(dst, key, passphrase)):
        raise OtherKeyThere(dst)
    with outgoing_files() as files:
        if is_new:
            place_new_key(dst, content, files.new)
        else:
            files.private(dst, content)
        then(key)
    return key


def _encrypt(key: SigningKey, passphrase: str) -> bytes:
    password = _as_bytes(passphrase)
    encryption = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(KEY_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(password)
    )
    content = pkcs12.serialize_key_and_certificates(
        b"Privacy Wizard", key.private_key, key.certificate, key.chain or None, encryption
    )
    return reseal(content, password.decode())


def _decrypt(path: Path, content: bytes, passphrase: str, *, authority: bool) -> SigningKey:
    refuse_costly(path, content)
    if not passphrase:
        raise NoPassphrase(path)
    try:
        found = pkcs12.load_pkcs12(content, _as_bytes(passphrase))
    except (ValueError, TypeError, OverflowError) as error:
        raise WrongPassphrase(path) from error
    if not isinstance(found.key, ec.EllipticCurvePrivateKey) or not isinstance(found.key.curve, ec.SECP256R1):
        raise NotAKeyFile(path, str(KEY_OF_OTHER_KIND))
    if found.cert is None or found.cert.certificate.public_key() != found.key.public_key():
        raise NotAKeyFile(path, _("it holds no certificate for its key"))
    if is_authority(found.cert.certificate) and not authority:
        raise NotAKeyFile(path, _("it holds a school's authority, which signs certificates and the school's file only"))
    chain = tuple(entry.certificate for entry in found.additional_certs)
    return SigningKey(private_key=found.key, certificate=found.cert.certificate, chain=chain)


def _as_bytes(passphrase: str) -> bytes:
    # One form for é, whichever keyboard or system it was typed on.
    return unicodedata.normalize("NFC", passphrase).encode()


def _read(path: Path) -> bytes:
    try:
        content = read_at_most(path, LARGEST_KEY)
    except OSError as error:
        raise KeyUnreadable(path, error) from error
    if content is None:
        raise NotAKeyFile(path, str(FAR_TOO_LARGE))
    return content


def _write_beside(dst: Path, content: bytes) -> None:
    if not dst.exists():
        place_new_key(dst, content)
    elif _read(dst) != content:
        raise OtherKeyThere(dst)


def holds_same_key(path: Path, key: SigningKey, passphrase: str) -> bool:
    """Whether the passphrase opens that file, and the same key is in it, with whatever certificate."""
    try:
        return load_key(path, passphrase, authority=True).private_key.public_key() == key.private_key.public_key()
    except (KeyUnreadable, NotAKeyFile, WrongPassphrase):
        return False
