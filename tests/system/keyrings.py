"""Keyrings of the real library's own kind, for tests."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

SILENT = Path(__file__).with_name("silent_secret_service.py")


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


class FileKeyring(MemoryKeyring):
    """Has what it keeps in a file, so that another start of the program finds it, too."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        if file.exists():
            self.kept = {(service, user): secret for service, user, secret in json.loads(file.read_bytes())}

    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password)
        self._file.write_bytes(json.dumps([[*entry, secret] for entry, secret in self.kept.items()]).encode())


@contextmanager
def using(backend: KeyringBackend) -> Iterator[None]:
    """The keyring of this computer, for a while."""
    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    try:
        yield
    finally:
        keyring.set_keyring(before)


class PlainTextKeyring(MemoryKeyring):
    """Marks itself, as the ones that write plain text do, as not recommended."""

    priority = 0.5  # type: ignore[assignment]


@contextmanager
def silent_secret_service() -> Iterator[None]:
    """The real library before a bus of its own, on which the Secret Service never answers."""
    from keyring.backends.SecretService import Keyring

    start = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    before = keyring.get_keyring()
    with subprocess.Popen(start, stdout=subprocess.PIPE, text=True) as bus:
        given = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip()}
        with (
            mock.patch.dict(os.environ, given),
            subprocess.Popen([sys.executable, SILENT], stdout=subprocess.PIPE, text=True) as service,
        ):
            try:
                assert service.stdout.readline() == "silent\n"
                keyring.set_keyring(Keyring())
                yield
            finally:
                keyring.set_keyring(before)
                for each in (service, bus):
                    each.kill()
