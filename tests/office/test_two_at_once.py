"""Two that make the same thing at the same moment: one is told that it is there, and nothing is written over."""

import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, local
from typing import Any

import pytest

from privacy_wizard.certificates import certified_name, certified_school, fingerprint
from privacy_wizard.identity import KeyStore, OtherKeyThere, backup_key, load_key, restore_key
from privacy_wizard.identity.authority import load_authority
from privacy_wizard.office.authority_events import AuthorityActs
from privacy_wizard.office.authority_store import AuthorityStore, AuthoritySummary, authority_record
from privacy_wizard.office.errors import AuthorityReplaced, AuthorityThere
from privacy_wizard.office.office_key import OfficeKey
from privacy_wizard.office.school_folder import SchoolFolder
from privacy_wizard.system import Trouble
from privacy_wizard.system.keyring import Keychain
from tests.system.keyrings import MemoryKeyring

from ..identity.keys import NOW, PASSPHRASE, ada, ben, place_key


def ended(act: Callable[[], object]) -> object:
    try:
        return act()
    except Trouble as trouble:
        return trouble


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[object]]:
    """Does two acts; each has looked whether there is a file, and begun its own, before the other one ends."""
    both, begun, make = Barrier(2, timeout=60), local(), tempfile.mkstemp

    def together(*given: Any, **more: Any) -> Any:
        if not hasattr(begun, "once"):
            begun.once = True
            both.wait()
        return make(*given, **more)

    def run(*acts: Callable[[], object]) -> list[object]:
        monkeypatch.setattr(tempfile, "mkstemp", together)
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(ended, acts))

    return run


def only_refused(told: list[object], kind: type[Trouble]) -> None:
    assert [type(each) for each in told if isinstance(each, Trouble)] == [kind]


def test_of_two_new_keys_one_stays_with_its_own_certificate(
    tmp_path: Path, at_once: Callable[..., list[object]]
) -> None:
    store, secrets = KeyStore(tmp_path / "key.p12", lambda: NOW), {"Ada Łąka": PASSPHRASE, "Ben Okafor": PASSPHRASE * 2}
    told = at_once(
        *(lambda key=key: store.keep(key, secrets[certified_name(key.certificate)]) for key in (ada(), ben()))
    )
    only_refused(told, OtherKeyThere)
    beside = store.certificate()
    assert beside is not None
    kept = load_key(store.key_file, secrets[certified_name(beside)])
    assert fingerprint(kept.certificate) == fingerprint(beside)


def test_a_key_that_came_while_the_passphrase_was_typed_is_not_written_over(tmp_path: Path) -> None:
    store = KeyStore(tmp_path / "key.p12", lambda: NOW)
    store.keep(ada(), PASSPHRASE)
    with pytest.raises(OtherKeyThere):
        store.keep(ben(), PASSPHRASE)
    store.keep(ada(), PASSPHRASE * 2)
    assert load_key(store.key_file, PASSPHRASE * 2) == ada()


def test_of_two_new_authorities_one_stays_with_its_own_certificate(
    tmp_path: Path, at_once: Callable[..., list[object]]
) -> None:
    store = AuthorityStore(tmp_path / "school", lambda: NOW)
    only_refused(
        at_once(*(lambda name=name: store.make(name, PASSPHRASE) for name in ("Hill", "Dale"))), AuthorityThere
    )
    kept, shown = load_authority(store.key_file, PASSPHRASE), store.card()
    assert (kept.fingerprint.hex(), certified_school(kept.certificate)) == (
        shown.fingerprint,
        certified_school(shown.certificate),
    )


def test_of_two_keys_copied_or_restored_to_one_place_one_stays(
    tmp_path: Path, at_once: Callable[..., list[object]]
) -> None:
    for name, key in (("a.p12", ada()), ("b.p12", ben())):
        place_key(tmp_path / name, key, PASSPHRASE)
    both = (tmp_path / "a.p12", tmp_path / "b.p12")
    copy, restored = tmp_path / "copy.p12", tmp_path / "restored.p12"
    only_refused(at_once(*(lambda file=file: backup_key(file, copy) for file in both)), OtherKeyThere)
    assert copy.read_bytes() in [each.read_bytes() for each in both]
    only_refused(at_once(*(lambda file=file: restore_key(file, restored, PASSPHRASE) for file in both)), OtherKeyThere)
    assert restored.read_bytes() in [each.read_bytes() for each in both]


@pytest.mark.parametrize("has_keyring", [True, False])
def test_of_two_keys_of_the_office_one_stays_and_opens_by_itself(tmp_path: Path, has_keyring: bool) -> None:
    keychain = Keychain(MemoryKeyring()) if has_keyring else None
    office = OfficeKey(home=tmp_path, now=lambda: NOW, find_keychain=lambda: keychain)
    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(lambda school: ended(lambda: office.make(school)), ("Hill", "Dale")))
    only_refused(told, OtherKeyThere)
    assert office.open() in told


def test_of_two_that_hand_the_authority_over_one_does_and_the_other_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = SchoolFolder(folder=tmp_path / "school", now=lambda: NOW)
    both, looked, card = Barrier(2, timeout=60), local(), AuthorityStore.card

    def seen_by_both(store: AuthorityStore) -> AuthoritySummary:
        found = card(store)
        if not hasattr(looked, "once"):
            looked.once = True
            both.wait()
        return found

    def recorded(act: Callable[[AuthorityActs], object]) -> object:
        with authority_record(place.folder, "Olive", lambda: NOW) as record:
            acts = AuthorityActs(authority_store=place.authority_store, record=record, now=lambda: NOW)
            return ended(lambda: act(acts))

    def handed_over(school: str) -> object:
        return recorded(lambda acts: acts.hand_over(PASSPHRASE, school=school, new_passphrase=PASSPHRASE))

    recorded(lambda acts: acts.make("Hillside", PASSPHRASE))
    monkeypatch.setattr(AuthorityStore, "card", seen_by_both)
    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(handed_over, ("Hill", "Dale")))
    only_refused(told, AuthorityReplaced)
    shown = card(place.authority_store)
    assert shown in told
    assert load_authority(place.authority_store.key_file, PASSPHRASE).fingerprint.hex() == shown.fingerprint
    assert len(list(place.folder.glob("authority-until-*.p12"))) == 1
