"""Keyrings of the real library's own kind, for tests."""

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError


class MemoryKeyring(KeyringBackend):
    """Keeps secrets while the test runs; can be locked."""

    priority = 5.0  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.locked = False
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        self._refuse_when_locked()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._refuse_when_locked()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._refuse_when_locked()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError

    def _refuse_when_locked(self) -> None:
        if self.locked:
            raise KeyringLocked


class PlainTextKeyring(MemoryKeyring):
    """Marks itself, as the ones that write plain text do, as not recommended."""

    priority = 0.5  # type: ignore[assignment]
