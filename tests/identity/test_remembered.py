from privacy_wizard.certificates import fingerprint
from privacy_wizard.identity import can_remember, forget_passphrase, remember_passphrase, remembered_passphrase
from privacy_wizard.system.keyring import Keychain
from tests.system.keyrings import MemoryKeyring

from .keys import PASSPHRASE, ada, ben


def test_without_a_keyring_nothing_is_remembered_and_that_is_said() -> None:
    assert not can_remember()
    assert not remember_passphrase(ada(), PASSPHRASE)
    assert remembered_passphrase(ada()) is None
    assert forget_passphrase(ada())


def test_a_passphrase_is_remembered_for_its_own_key_only_until_it_is_forgotten() -> None:
    keychain = Keychain(MemoryKeyring())
    assert remember_passphrase(ada(), PASSPHRASE, keychain=keychain)
    assert remembered_passphrase(fingerprint(ada().certificate), keychain=keychain) == PASSPHRASE
    assert remembered_passphrase(ben(), keychain=keychain) is None
    assert forget_passphrase(ada(), keychain=keychain)
    assert remembered_passphrase(ada(), keychain=keychain) is None
