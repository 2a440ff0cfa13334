"""The system's keyring, where there is a real one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

from ..i18n import Message

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")
_SERVICE = "privacy-wizard"
_SECONDS = 3.0  # in which a keyring answers, or the program goes on without it
NOT_KEPT = Message("This computer has no safe place for passwords, or it did not answer.")
_RECOMMENDED = 1  # keyring's own mark; below it stand backends that store plain text, or nothing


class KeychainRefused(Exception):
    """The keyring did not say whether it keeps a secret: it is locked, or the reader said no."""


class Silent(Exception):
    """No answer in time."""


def within(seconds: float, act: Callable[[], T]) -> T:
    """What `act` returns. Raises Silent where it takes longer: it is left alone then, and ends with the program."""
    answers: list[T] = []
    errors: list[BaseException] = []

    def work() -> None:
        try:
            answers.append(act())
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits
            errors.append(error)

    worker = Thread(target=work, daemon=True)
    worker.start()
    worker.join(seconds)
    if errors:
        raise errors[0]
    if not answers:
        raise Silent
    return answers[0]


@dataclass(frozen=True)
class Keychain:
    """Secrets kept by the operating system for this user; most failures are answers, not exceptions."""

    _backend: "KeyringBackend" = field(repr=False)
    seconds: float = _SECONDS
    _silent: Event = field(default_factory=Event, repr=False)  # it did not answer once, and is asked no more

    @property
    def is_silent(self) -> bool:
        """Whether it did not answer once."""
        return self._silent.is_set()

    @property
    def name(self) -> str:
        """What the system calls it, for the reader."""
        return str(self._backend.name)

    def _asked(self, act: Callable[[], T]) -> T:
        """What the keyring says. Raises Silent where it says nothing, and whatever its system raises."""
        if self._silent.is_set():
            raise Silent
        try:
            return within(self.seconds, act)
        except Silent:
            self._silent.set()
            raise

    def keep(self, entry: str, secret: str) -> bool:
        """Keep a secret under a name; whether it can be read back."""
        try:
            self._asked(lambda: self._backend.set_password(_SERVICE, entry, secret))
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
            return self._asked(lambda: self._backend.get_password(_SERVICE, entry))
        except Exception as error:
            raise KeychainRefused from error

    def drop(self, entry: str) -> bool:
        """Forget a secret; whether it is gone now."""
        try:
            self._asked(lambda: self._backend.delete_password(_SERVICE, entry))
        except Exception:  # noqa: BLE001 - as above; also raised where there was nothing to forget
            return not self.is_silent and self.find(entry) is None
        return True


_SILENT: "WeakKeyDictionary[KeyringBackend, Event]" = WeakKeyDictionary()  # one that hangs costs its seconds once


def system_keychain() -> Keychain | None:
    """The keyring of this system, or None where there is none that protects what it keeps, or that answers.

    Loads the keyring library (about 0.1 s): call it when it is first needed, not at start.
    """
    try:
        backend, usable = within(_SECONDS, _found)
    except Exception:  # noqa: BLE001 - a broken desktop session shows itself here in many ways
        return None
    silent = _SILENT.setdefault(backend, Event())
    return Keychain(backend, _SECONDS, silent) if usable and not silent.is_set() else None


def _found() -> "tuple[KeyringBackend, bool]":
    import keyring

    backend = keyring.get_keyring()
    return backend, float(backend.priority) >= _RECOMMENDED
