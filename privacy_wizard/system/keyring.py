"""The system's keyring, where there is a real one."""

from typing import TYPE_CHECKING

from attrs import field, frozen

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SERVICE = "privacy-wizard"
_RECOMMENDED = 1  # keyring's own mark; below it stand backends that store plain text, or nothing


class KeychainRefused(Exception):
    """The keyring did not say whether it keeps a secret: it is locked, or the reader said no."""


@frozen
class Keychain:
    """Secrets kept by the operating system for this user; most failures are answers, not exceptions."""

    _backend: "KeyringBackend" = field(repr=False)

    @property
    def name(self) -> str:
        """What the system calls it, for the reader."""
        return str(self._backend.name)

    def keep(self, entry: str, secret: str) -> bool:
        """Keep a secret under a name; whether it can be read back."""
        try:
            self._backend.set_password(_SERVICE, entry, secret)
        except Exception:  # noqa: BLE001 - backends raise whatever their system raises: locked, refused, gone
            return False
        return self.find(entry) == secret

    def find(self, entry: str) -> str | None:
        """The secret kept under a name, or None: never kept, keyring locked, access refused."""
        try:
            return self.look_up(entry)
        except KeychainRefused:
            return None

    def look_up(self, entry: str) -> str | None:
        """The secret kept under a name, or None when none was ever kept; raises KeychainRefused when none was given."""
        try:
            return self._backend.get_password(_SERVICE, entry)
        except Exception as error:
            raise KeychainRefused from error

    def drop(self, entry: str) -> bool:
        """Forget a secret; whether it is gone now."""
        try:
            self._backend.delete_password(_SERVICE, entry)
        except Exception:  # noqa: BLE001 - as above; also raised where there was nothing to forget
            return self.find(entry) is None
        return True


def system_keychain() -> Keychain | None:
    """The keyring of this system, or None where there is none that protects what it keeps.

    Loads the keyring library (about 0.1 s): call it when it is first needed, not at start.
    """
    import keyring

    try:
        backend = keyring.get_keyring()
        usable = float(backend.priority) >= _RECOMMENDED
    except Exception:  # noqa: BLE001 - a broken desktop session shows itself here in many ways
        return None
    return Keychain(backend) if usable else None
