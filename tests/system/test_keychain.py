from threading import Event

import pytest

from privacy_wizard.system.keyring import Keychain, KeychainRefused, system_keychain

from .keyrings import MemoryKeyring, PlainTextKeyring, using


def test_a_system_without_a_keyring_has_no_keychain() -> None:
    assert system_keychain() is None


@pytest.mark.parametrize(("backend", "usable"), [(MemoryKeyring(), True), (PlainTextKeyring(), False)])
def test_only_a_keyring_that_protects_what_it_keeps_is_used(backend: MemoryKeyring, usable: bool) -> None:
    with using(backend):
        assert (system_keychain() is not None) is usable


def test_what_is_kept_is_found_until_it_is_dropped() -> None:
    keychain = Keychain(MemoryKeyring())
    assert keychain.keep("entry", "secret")
    assert keychain.find("entry") == "secret"
    assert keychain.drop("entry")
    assert keychain.find("entry") is None


def test_dropping_what_was_never_kept_leaves_nothing_kept() -> None:
    assert Keychain(MemoryKeyring()).drop("entry")


def test_a_locked_keyring_answers_no_instead_of_raising() -> None:
    backend = MemoryKeyring()
    backend.locked = True
    keychain = Keychain(backend)
    assert not keychain.keep("entry", "secret")
    assert keychain.find("entry") is None
    with pytest.raises(KeychainRefused):
        keychain.look_up("entry")


def test_a_keychain_never_shows_what_it_keeps() -> None:
    keychain = Keychain(MemoryKeyring())
    keychain.keep("entry", "hunter2")
    assert "hunter2" not in repr(keychain)


class SilentKeyring(MemoryKeyring):
    """Waits for somebody who never comes, as behind a question on a screen that nobody sees."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.answered = 0, Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.asked += 1
        self.answered.wait()
        return None


def test_a_keyring_that_never_answers_is_gone_without_and_asked_no_more() -> None:
    backend = SilentKeyring()
    keychain = Keychain(backend, seconds=0.05)
    assert keychain.find("entry") is None
    with pytest.raises(KeychainRefused):
        keychain.look_up("entry")
    assert not keychain.keep("entry", "secret")
    assert backend.asked == 1
    backend.answered.set()
