import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from asn1crypto import pkcs12 as asn1
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, PrivateFormat, pkcs12
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy_wizard.identity import (
    KeyUnreadable,
    NoPassphrase,
    NotAKeyFile,
    OtherKeyThere,
    SigningKey,
    WrongPassphrase,
    add_certificate,
    backup_key,
    change_passphrase,
    load_key,
    restore_key,
    save_key,
)
from privacy_wizard.identity.authority import load_authority, save_authority
from privacy_wizard.identity.key_file import KEY_ROUNDS, MOST_ROUNDS, SEAL_ROUNDS
from tests.in_turn import in_turn

from ..economy import locks
from .authorities import hillside
from .keys import PASSPHRASE, ada, ben
from .test_signing_key import issued_by_the_school


@pytest.fixture(scope="module")
def ada_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("key") / "ada.p12"
    save_key(path, ada(), PASSPHRASE)
    return path


@pytest.fixture(scope="module")
def real_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Locked as the program does; other tests have locks that open at once."""
    path = tmp_path_factory.mktemp("key") / "ada.p12"
    with locks(seal=SEAL_ROUNDS, key=KEY_ROUNDS):
        save_key(path, ada(), PASSPHRASE)
    return path


def test_a_key_comes_back_as_it_was_saved(real_file: Path) -> None:
    assert load_key(real_file, PASSPHRASE) == ada()


def test_a_key_comes_back_with_the_schools_certificate_and_those_above_it(tmp_path: Path) -> None:
    key = add_certificate(ada(), issued_by_the_school(ada(), ben()), ben().certificate, ada().certificate)
    save_key(tmp_path / "key.p12", key, PASSPHRASE)
    assert load_key(tmp_path / "key.p12", PASSPHRASE) == key


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps other people out by the folder's own rules")
def test_only_the_owner_can_read_the_file(ada_file: Path) -> None:
    assert stat.S_IMODE(ada_file.stat().st_mode) == 0o600


def test_every_way_into_the_file_costs_a_guesser_hundreds_of_thousands_of_rounds(real_file: Path) -> None:
    file = asn1.Pfx.load(real_file.read_bytes())
    assert file["mac_data"]["iterations"].native == SEAL_ROUNDS
    assert file["mac_data"]["mac"]["digest_algorithm"]["algorithm"].native == "sha256"
    algorithms = []
    for part in file.authenticated_safe:
        if part["content_type"].native == "encrypted_data":
            algorithms.append(part["content"]["encrypted_content_info"]["content_encryption_algorithm"])
        else:
            bags = asn1.SafeContents.load(part["content"].native)
            algorithms += [bag["bag_value"]["encryption_algorithm"] for bag in bags]
    assert {(each.kdf_iterations, each.encryption_cipher, each.key_length) for each in algorithms} == {
        (600_000, "aes", 32)
    }


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not on this machine")
def test_another_program_opens_the_file(real_file: Path) -> None:
    command = ["openssl", "pkcs12", "-in", str(real_file), "-passin", f"pass:{PASSPHRASE}", "-nokeys", "-info"]
    judged = subprocess.run(command, capture_output=True, text=True, check=True)
    assert f"MAC: sha256, Iteration {SEAL_ROUNDS}" in judged.stderr
    assert "BEGIN CERTIFICATE" in judged.stdout


@pytest.mark.parametrize("passphrase", ["wrong", PASSPHRASE + " ", PASSPHRASE.upper()])
def test_a_wrong_passphrase_is_told_in_a_sentence_and_leaves_the_file_alone(ada_file: Path, passphrase: str) -> None:
    before = ada_file.read_bytes()
    with pytest.raises(WrongPassphrase, match=r"does not open ada\.p12"):
        load_key(ada_file, passphrase)
    assert ada_file.read_bytes() == before


def test_a_passphrase_opens_the_file_whichever_way_its_accents_were_typed(tmp_path: Path) -> None:
    save_key(tmp_path / "key.p12", ada(), "café Zoë 🦉")
    assert load_key(tmp_path / "key.p12", "cafe\u0301 Zoe\u0308 🦉") == ada()


def test_a_key_is_never_saved_without_a_passphrase(tmp_path: Path) -> None:
    with pytest.raises(NoPassphrase):
        save_key(tmp_path / "key.p12", ada(), "")
    assert not list(tmp_path.iterdir())


def test_no_passphrase_is_not_said_to_be_a_wrong_one(tmp_path: Path, ada_file: Path) -> None:
    with pytest.raises(NoPassphrase, match="No passphrase was given") as refused:
        load_key(ada_file, "")
    assert "does not open" not in str(refused.value)
    save_authority(tmp_path / "authority.p12", hillside(), PASSPHRASE)
    with pytest.raises(NoPassphrase, match="No passphrase was given"):
        load_authority(tmp_path / "authority.p12", "")


def test_after_a_change_only_the_new_passphrase_opens_the_file(tmp_path: Path, ada_file: Path) -> None:
    path = Path(shutil.copy(ada_file, tmp_path))
    change_passphrase(path, PASSPHRASE, "eight brave herons glide")
    assert load_key(path, "eight brave herons glide") == ada()
    with pytest.raises(WrongPassphrase):
        load_key(path, PASSPHRASE)


def test_a_missing_key_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(KeyUnreadable, match="There is no signing key at") as trouble:
        load_key(tmp_path / "key.p12", PASSPHRASE)
    assert trouble.value.missing


@pytest.mark.parametrize("place", [".", "pipe"])
def test_a_folder_or_a_pipe_in_place_of_a_key_is_told_in_a_sentence_and_not_waited_for(
    tmp_path: Path, place: str
) -> None:
    if place == "pipe" and not hasattr(os, "mkfifo"):
        pytest.skip("Windows has no pipes among its files")
    if place == "pipe":
        os.mkfifo(tmp_path / place)
    with pytest.raises(KeyUnreadable, match="it is a folder, a pipe or a device, not a file") as trouble:
        load_key(tmp_path / place, PASSPHRASE)
    assert not trouble.value.missing


@in_turn("content", [b"", b"hello", b"%PDF-1.7\n", b"\x30\x80", b"\x30\x03\x02\x01\x03", b"\0" * 2_000_000])
def test_what_is_no_key_file_is_told_apart_from_a_wrong_passphrase(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key.p12").write_bytes(content)
    with pytest.raises(NotAKeyFile, match="is not a signing key"):
        load_key(tmp_path / "key.p12", PASSPHRASE)


def test_a_file_that_asks_for_endless_work_is_refused_before_the_work(tmp_path: Path, ada_file: Path) -> None:
    file = asn1.Pfx.load(ada_file.read_bytes())
    file["mac_data"]["iterations"] = MOST_ROUNDS + 1
    (tmp_path / "key.p12").write_bytes(file.dump(force=True))
    with pytest.raises(NotAKeyFile, match="absurd amount of work"):
        load_key(tmp_path / "key.p12", PASSPHRASE)


def test_a_file_that_asks_for_endless_work_in_many_parts_is_refused_before_the_work(
    tmp_path: Path, real_file: Path
) -> None:
    file = asn1.Pfx.load(real_file.read_bytes())
    parts = list(asn1.AuthenticatedSafe.load(file["auth_safe"]["content"].native))
    (keys,) = (part for part in parts if part["content_type"].native == "data")
    many = asn1.SafeContents([asn1.SafeContents.load(keys["content"].native)[0]] * 9)
    file["auth_safe"]["content"] = asn1.AuthenticatedSafe(
        [asn1.ContentInfo({"content_type": "data", "content": many.dump(force=True)})]
    ).dump(force=True)
    (tmp_path / "key.p12").write_bytes(file.dump(force=True))
    with pytest.raises(NotAKeyFile, match="absurd amount of work"):
        load_key(tmp_path / "key.p12", PASSPHRASE)


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    locked = pkcs12.serialize_key_and_certificates(b"x", other, None, None, BestAvailableEncryption(b"x"))
    (tmp_path / "key.p12").write_bytes(locked)
    with pytest.raises(NotAKeyFile, match="its key is of another kind"):
        load_key(tmp_path / "key.p12", "x")


def test_a_key_with_anothers_certificate_is_refused(tmp_path: Path) -> None:
    encryption = PrivateFormat.PKCS12.encryption_builder().kdf_rounds(1000).build(b"x")
    locked = pkcs12.serialize_key_and_certificates(b"x", ada().private_key, None, [ben().certificate], encryption)
    (tmp_path / "key.p12").write_bytes(locked)
    with pytest.raises(NotAKeyFile, match="no certificate for its key"):
        load_key(tmp_path / "key.p12", "x")


@settings(max_examples=25)
@given(place=st.integers(min_value=0), change=st.integers(min_value=1, max_value=255))
def test_a_damaged_file_never_gives_a_key_and_never_raises_anything_else(
    ada_file: Path, place: int, change: int
) -> None:
    content = bytearray(ada_file.read_bytes())
    content[place % len(content)] ^= change
    path = ada_file.with_name("damaged.p12")
    path.write_bytes(content)
    try:
        found: SigningKey | None = load_key(path, PASSPHRASE)
    except (WrongPassphrase, NotAKeyFile):
        found = None
    assert found in (None, ada())


def test_a_backup_is_the_same_locked_file_and_restores_elsewhere(tmp_path: Path, ada_file: Path) -> None:
    backup, restored = tmp_path / "backup.p12", tmp_path / "new computer" / "key.p12"
    backup_key(ada_file, backup)
    assert backup.read_bytes() == ada_file.read_bytes()
    assert restore_key(backup, restored, PASSPHRASE) == ada()
    assert load_key(restored, PASSPHRASE) == ada()


def test_a_backup_never_replaces_something_else(tmp_path: Path, ada_file: Path) -> None:
    (tmp_path / "holiday.p12").write_bytes(b"something else")
    with pytest.raises(OtherKeyThere):
        backup_key(ada_file, tmp_path / "holiday.p12")
    assert (tmp_path / "holiday.p12").read_bytes() == b"something else"
    backup_key(ada_file, tmp_path / "backup.p12")
    backup_key(ada_file, tmp_path / "backup.p12")


def test_restoring_never_replaces_another_key(tmp_path: Path, ada_file: Path) -> None:
    mine = tmp_path / "key.p12"
    save_key(mine, ben(), PASSPHRASE)
    with pytest.raises(OtherKeyThere, match="was not replaced"):
        restore_key(ada_file, mine, PASSPHRASE)
    assert load_key(mine, PASSPHRASE) == ben()


def test_restoring_with_a_wrong_passphrase_changes_nothing(tmp_path: Path, ada_file: Path) -> None:
    with pytest.raises(WrongPassphrase):
        restore_key(ada_file, tmp_path / "key.p12", "wrong")
    assert not (tmp_path / "key.p12").exists()
