"""The passphrase in the system's keyring, for those who want it there."""

from ..system import Keychain, system_keychain
from .fingerprint import fingerprint
from .signing_key import SigningKey


def can_remember() -> bool:
    """Whether this system has a keyring that protects what it keeps."""
    return system_keychain() is not None


def remember_passphrase(key: SigningKey | bytes, passphrase: str, *, keychain: Keychain | None = None) -> bool:
    """Keep the passphrase of a key (or of a key's fingerprint) in the keyring; False where that cannot be done."""
    found = keychain or system_keychain()
    return found is not None and found.keep(_entry(key), passphrase)


def remembered_passphrase(key: SigningKey | bytes, *, keychain: Keychain | None = None) -> str | None:
    """The passphrase kept for a key (or for a key's fingerprint), or None."""
    found = keychain or system_keychain()
    return found.find(_entry(key)) if found is not None else None


def forget_passphrase(key: SigningKey | bytes, *, keychain: Keychain | None = None) -> bool:
    """Take the passphrase out of the keyring; whether nothing is kept now."""
    found = keychain or system_keychain()
    return found is None or found.drop(_entry(key))


def _entry(key: SigningKey | bytes) -> str:
    digest = key if isinstance(key, bytes) else fingerprint(key.certificate)
    return f"passphrase-{digest.hex()}"
