import errno
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from privacy_wizard.domain.signature import Purpose
from privacy_wizard.identity import OtherKeyThere, WrongPassphrase, authority_token
from privacy_wizard.identity.authority_trust import check_profile_signature, sign_document
from privacy_wizard.identity.errors import NotAnAuthority, TokenTrouble
from privacy_wizard.office import authority_store as module
from privacy_wizard.office.authority_store import AuthorityStore
from privacy_wizard.office.errors import AuthorityThere, NoAuthority, OnToken, WeakPassphrase
from privacy_wizard.office.school_folder import SchoolFolder
from privacy_wizard.school.errors import NotThisKind, SchoolTrouble
from privacy_wizard.system import NotWritten
from tests.in_turn import in_turn

from ..identity.keys import place_key
from ..identity.softhsm import PIN, token_place
from ..school.profiles import NOW
from .conftest import SCHOOL, key_of

PASSPHRASE, ANOTHER = "seven quiet otters wander", "nine loud herons hurry"


def authority_store(folder: Path, now: datetime = NOW) -> AuthorityStore:
    return AuthorityStore(folder, lambda: now)


def test_an_authority_is_made_once_and_known_without_its_passphrase(tmp_path: Path) -> None:
    made = authority_store(tmp_path).make(SCHOOL, PASSPHRASE)
    assert authority_store(tmp_path).card() == made
    with pytest.raises(AuthorityThere):
        authority_store(tmp_path).make(SCHOOL, PASSPHRASE)
    with pytest.raises(WrongPassphrase), authority_store(tmp_path).unlocked(ANOTHER):
        pass
    with authority_store(tmp_path).unlocked(PASSPHRASE) as authority:
        assert authority.fingerprint.hex() == made.fingerprint


def test_where_the_common_folder_is_another_schools_a_school_has_one_of_its_own(tmp_path: Path) -> None:
    def folder(identifier: str, name: str | None) -> str:
        def asked() -> str:
            assert name is not None, "it matters nothing here what the school is called"
            return name

        return SchoolFolder.of(tmp_path, identifier, asked, lambda: NOW).folder.name

    assert folder("elm", None) == "school", "nobody has taken it"
    authority_store(tmp_path / "school").make(SCHOOL, PASSPHRASE)
    assert (folder("hillside", SCHOOL), folder("elm", "Elm School")) == ("school", "school-elm")
    (tmp_path / "school-elm").mkdir()
    assert folder("elm", None) == "school-elm"


def test_an_empty_folder_has_no_authority(tmp_path: Path) -> None:
    for act in (
        lambda: authority_store(tmp_path).card(),
        lambda: authority_store(tmp_path).backup(tmp_path / "b.p12"),
        lambda: authority_store(tmp_path).hand_over(PASSPHRASE, school=SCHOOL, new_passphrase=ANOTHER),
    ):
        with pytest.raises(NoAuthority):
            act()


def test_a_backup_restores_the_same_authority_elsewhere_and_never_over_another(tmp_path: Path) -> None:
    made = authority_store(tmp_path / "a").make(SCHOOL, PASSPHRASE)
    authority_store(tmp_path / "a").backup(tmp_path / "stick.p12")
    assert authority_store(tmp_path / "b").restore(tmp_path / "stick.p12", PASSPHRASE) == made
    authority_store(tmp_path / "c").make(SCHOOL, PASSPHRASE)
    with pytest.raises(OtherKeyThere):
        authority_store(tmp_path / "c").restore(tmp_path / "stick.p12", PASSPHRASE)


def test_a_persons_key_is_not_restored_as_an_authority(tmp_path: Path) -> None:
    place_key(tmp_path / "key.p12", key_of("Ada", "1"), PASSPHRASE)
    with pytest.raises(NotAnAuthority):
        authority_store(tmp_path / "a").restore(tmp_path / "key.p12", PASSPHRASE)
    assert not authority_store(tmp_path / "a").is_there


def test_a_hand_over_replaces_the_key_keeps_the_old_one_and_leaves_both_trusted(tmp_path: Path) -> None:
    later = NOW + timedelta(days=400)
    old = authority_store(tmp_path).make(SCHOOL, PASSPHRASE)
    new = authority_store(tmp_path, later).hand_over(PASSPHRASE, school=SCHOOL, new_passphrase=ANOTHER)
    assert new.fingerprint != old.fingerprint
    assert authority_store(tmp_path).card() == new
    assert len(new.trusted) == 2
    with authority_store(tmp_path, later).unlocked(ANOTHER) as authority:
        signature = sign_document(authority, Purpose.PROFILE, b"p")
    for pinned in (old.fingerprint, new.fingerprint):
        found = check_profile_signature(signature, b"p", bytes.fromhex(pinned), later)
        assert found.authority.hex() == new.fingerprint
    assert {path.name for path in tmp_path.glob("*.p12")} == {"authority.p12", f"authority-until-{later:%Y-%m-%d}.p12"}


def test_a_hand_over_with_a_wrong_passphrase_changes_nothing(tmp_path: Path) -> None:
    old = authority_store(tmp_path).make(SCHOOL, PASSPHRASE)
    before = (tmp_path / "authority.p12").read_bytes()
    with pytest.raises(WrongPassphrase):
        authority_store(tmp_path).hand_over(ANOTHER, school=SCHOOL, new_passphrase=ANOTHER)
    assert (tmp_path / "authority.p12").read_bytes() == before
    assert authority_store(tmp_path).card() == old


def test_a_hand_over_that_was_broken_off_before_the_certificate_was_shown_mends_itself(tmp_path: Path) -> None:
    authority_store(tmp_path).make(SCHOOL, PASSPHRASE)
    shown = (tmp_path / "authority.pem").read_bytes()
    new = authority_store(tmp_path).hand_over(PASSPHRASE, school=SCHOOL, new_passphrase=ANOTHER)
    (tmp_path / "authority.pem").write_bytes(shown)
    with authority_store(tmp_path).unlocked(ANOTHER):
        pass
    assert authority_store(tmp_path).card() == new


def test_a_damaged_certificate_file_is_said_so(tmp_path: Path) -> None:
    authority_store(tmp_path).make(SCHOOL, PASSPHRASE)
    (tmp_path / "authority.pem").write_text("hello")
    with pytest.raises(NotThisKind):
        authority_store(tmp_path).card()


def test_an_authority_on_a_token_signs_is_not_copied_and_hands_over_to_a_file(tmp_path: Path) -> None:
    made = authority_store(tmp_path).make_on_token(SCHOOL, token_place("room"), PIN)
    assert made.on_token
    assert authority_store(tmp_path).card().words == made.words
    with pytest.raises(OnToken, match="never leaves it"):
        authority_store(tmp_path).backup(tmp_path / "copy.p12")
    with pytest.raises(AuthorityThere):
        authority_store(tmp_path).make(SCHOOL, PASSPHRASE)
    with authority_store(tmp_path).unlocked(PIN) as authority:
        signature = sign_document(authority, Purpose.PROFILE, b"p")
    assert check_profile_signature(signature, b"p", bytes.fromhex(made.fingerprint), NOW)
    later = NOW + timedelta(days=400)
    new = authority_store(tmp_path, later).hand_over(PIN, school=SCHOOL, new_passphrase=PASSPHRASE)
    assert not authority_store(tmp_path).card().on_token
    with authority_store(tmp_path, later).unlocked(PASSPHRASE) as authority:
        signature = sign_document(authority, Purpose.PROFILE, b"p")
    found = check_profile_signature(signature, b"p", bytes.fromhex(made.fingerprint), later)
    assert found.authority.hex() == new.fingerprint


class HeldFast:
    """The public half of a key, on a token that was pulled out, or that refuses."""

    def __init__(self, half: Any) -> None:
        self.half = half

    def __getitem__(self, wanted: Any) -> Any:
        return self.half[wanted]

    def destroy(self) -> None:
        raise OSError("the token is gone")


def test_a_key_made_on_a_token_goes_with_its_certificate_where_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, made = token_place("full"), authority_token._made

    def no_room(*_: object) -> bytes:
        raise NotWritten(tmp_path / "token.json", OSError(errno.ENOSPC, "full"))

    def half_stuck(*given: Any) -> tuple[Any, Any]:
        public, private = made(*given)
        return HeldFast(public), private

    with monkeypatch.context() as broken:
        broken.setattr(module, "_place_text", no_room)
        broken.setattr(authority_token, "_made", half_stuck)
        with pytest.raises(NotWritten, match="the disk is full"):
            authority_store(tmp_path).make_on_token(SCHOOL, place, PIN)
    assert list(tmp_path.iterdir()) == [], "a certificate whose key is gone"
    with authority_token._session(place, PIN, write=False) as (session, pkcs11):
        kinds = (pkcs11.ObjectClass.PRIVATE_KEY, pkcs11.ObjectClass.PUBLIC_KEY)
        assert [bool(authority_token._found(session, pkcs11, place, each)) for each in kinds] == [False, True]
    with pytest.raises(TokenTrouble, match="already"):  # of two public halves the wrong one might be found
        authority_store(tmp_path).make_on_token(SCHOOL, place, PIN)


def test_a_token_whose_note_is_damaged_is_said_so(tmp_path: Path) -> None:
    authority_store(tmp_path).make_on_token(SCHOOL, token_place("damaged"), PIN)
    (tmp_path / "token.json").write_text("{")
    with pytest.raises(SchoolTrouble, match=r"token\.json"), authority_store(tmp_path).unlocked(PIN):
        pass


@in_turn("passphrase", ["", "hillside", "Password1!", "hillside primary school"])
def test_a_passphrase_that_is_soon_guessed_makes_no_authority(tmp_path: Path, passphrase: str) -> None:
    with pytest.raises(WeakPassphrase, match="too easy to guess"):
        authority_store(tmp_path).make(SCHOOL, passphrase)
    assert not authority_store(tmp_path).is_there
