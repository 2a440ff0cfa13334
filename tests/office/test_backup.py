"""Everything of an office kept in one file."""

import errno
import io
import json
import os
import re
import sys
import zipfile
from base64 import b64encode
from datetime import date
from mmap import mmap
from pathlib import Path, PurePosixPath

import pyrage
import pytest

from privacy_wizard.office import backup, backup_content
from privacy_wizard.office.backup import (
    BackupUnreadable,
    NotOpened,
    NotReadBack,
    TooLittleMemory,
    back_up,
    is_due,
    open_backup,
)
from privacy_wizard.office.backup_content import Backup, NewerBackup, packed, unpacked
from privacy_wizard.system import NotWritten
from privacy_wizard.system.keyring import Keychain
from tests.disk import Disk
from tests.economy import AS_SHIPPED
from tests.in_turn import in_turn
from tests.office.backups import NOW, SECRET, begun_at, login_at
from tests.system.keyrings import MemoryKeyring

__all__ = ["begun_at"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_what_stays_out_of_a_backup_is_named_and_all_else_is_in_it_whole(tmp_path: Path) -> None:
    home, keyring = tmp_path / "home", MemoryKeyring()
    login_at(home, Keychain(keyring)).office_key.make("Hillside")
    keyring.locked = True
    with (home / "large.bin").open("wb") as file:
        file.truncate(50_000_001)
    (home / "link.p12").symlink_to(home / "office-key.p12")
    for sign in ':?*"':
        (home / f"at 9{sign}30.txt").write_bytes(b"x")
    made = back_up(None, home, tmp_path / "office.age", SECRET, NOW, lambda: Keychain(keyring))
    assert made.files == {PurePosixPath("office-key.p12"): (home / "office-key.p12").read_bytes()}
    assert len(made.left_out) == 6
    for name in ("large.bin", "link.p12", "at 9:30.txt", "at 9?30.txt", "at 9*30.txt", 'at 9"30.txt'):
        assert name in made.lacks
    assert "Unlock the keyring" in made.lacks


def test_what_cannot_be_opened_again_is_not_counted_as_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, out = tmp_path / "home", tmp_path / "office.age"
    home.mkdir()
    (home / "notes.txt").write_bytes(b"notes")
    out.write_bytes(b"an earlier backup")
    monkeypatch.setattr(backup_content, "LARGEST", 10)
    with pytest.raises(NotReadBack, match="The backup failed"):
        back_up(None, home, out, SECRET, NOW)
    assert is_due(home, NOW.date())
    assert out.read_bytes() == b"an earlier backup"


def test_the_file_is_opened_by_any_program_that_knows_age_and_holds_no_path(begun_at: Path) -> None:
    content = begun_at.read_bytes()
    assert content.startswith(b"age-encryption.org/v1")
    for secret in (b"office-key", b"PK\x03\x04", b"hillside"):
        assert secret not in content
    archive = zipfile.ZipFile(io.BytesIO(pyrage.passphrase.decrypt(content, SECRET)))
    names = archive.namelist()
    assert {"backup.json", "register/chain.jsonl", "files/office-key.p12"} <= set(names)
    assert not [name for name in names if "audits" in name or "\\" in name]


def test_what_cannot_be_opened_is_told_in_a_sentence_for_each_reason(begun_at: Path, tmp_path: Path) -> None:
    whole = begun_at.read_bytes()
    newer = io.BytesIO()
    with zipfile.ZipFile(newer, "w") as archive:
        archive.writestr("backup.json", json.dumps({"format": "privacy-wizard-backup/2", "pieces": []}))
    locked = pyrage.passphrase.encrypt
    given = tmp_path / "office.age"
    for content, trouble, told in (
        (whole[: len(whole) // 2], NotOpened, "the file is damaged or not a backup"),
        (whole[:-1] + bytes([whole[-1] ^ 1]), NotOpened, "the file is damaged or not a backup"),
        (b"%PDF-1.7", NotOpened, "the file is damaged or not a backup"),
        (locked(b"no zip", SECRET), NotOpened, "the file is damaged or not a backup"),
        (locked(newer.getvalue(), SECRET), NewerBackup, "Install the newer version"),
        (None, BackupUnreadable, "Check that the USB stick"),
    ):
        given.unlink(missing_ok=True) if content is None else given.write_bytes(content)
        with pytest.raises(trouble, match=told) as caught:
            open_backup(given, SECRET)
        assert "Nothing was changed" in str(caught.value)
    with pytest.raises(NotOpened, match="passphrase is wrong"):
        open_backup(begun_at, "another one")


@pytest.mark.parametrize("work", [23, 25, 63, 99])
def test_a_file_that_asks_for_more_memory_than_any_backup_is_none(begun_at: Path, tmp_path: Path, work: int) -> None:
    head, about, *rest = begun_at.read_bytes().split(b"\n")
    greedy = tmp_path / "greedy.age"
    greedy.write_bytes(b"\n".join((head, re.sub(rb"[0-9]+$", b"%d" % work, about), *rest)))
    with pytest.raises(NotOpened):
        open_backup(greedy, SECRET)


def test_a_backup_in_letters_alone_is_none_as_nobody_sees_what_it_asks_for(begun_at: Path, tmp_path: Path) -> None:
    letters = tmp_path / "letters.age"
    mark = b"-----%s AGE ENCRYPTED FILE-----\n"
    letters.write_bytes(mark % b"BEGIN" + _in_lines(begun_at.read_bytes()) + mark % b"END")
    with pytest.raises(NotOpened):
        open_backup(letters, SECRET)


def _in_lines(content: bytes) -> bytes:
    letters = b64encode(content)
    return b"".join(letters[at : at + 64] + b"\n" for at in range(0, len(letters), 64))


def test_without_memory_to_lock_or_open_it_that_is_told(
    begun_at: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "mmap", _no_memory)
    with pytest.raises(TooLittleMemory, match="Close other programs"):
        open_backup(begun_at, SECRET)
    with pytest.raises(TooLittleMemory):
        back_up(None, tmp_path / "home", tmp_path / "office.age", SECRET, NOW)
    assert not (tmp_path / "office.age").exists()


def _no_memory(_file: int, _bytes: int) -> mmap:
    raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))


def test_whoever_tries_passphrases_on_a_file_pays_for_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyrage.passphrase, "encrypt", AS_SHIPPED)
    back_up(None, tmp_path / "home", tmp_path / "office.age", SECRET, NOW)
    about = (tmp_path / "office.age").read_bytes().splitlines()[1].split()
    assert about[:2] == [b"->", b"scrypt"]
    assert int(about[3]) >= 15, "some 32 MB and a twentieth of a second, on a fast computer"


@in_turn("name", ["files/../away", "files/C:/away", "files/a\\b", "files/"])
def test_a_backup_with_a_name_that_leads_elsewhere_is_none(name: str) -> None:
    content = io.BytesIO(packed(Backup(made=NOW, register=None, files={PurePosixPath("a"): b""})))
    assert unpacked(content.getvalue()).files == {PurePosixPath("a"): b""}
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr(name, b"")
    with pytest.raises(ValueError, match=re.escape(name) if name != "files/" else "files/"):
        unpacked(content.getvalue())


def test_where_it_cannot_be_written_it_is_not_counted_as_made_and_what_was_there_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, out = tmp_path / "home", tmp_path / "office.age"
    (home / "school").mkdir(parents=True)
    out.write_bytes(b"an earlier backup")
    disk = Disk(monkeypatch)
    disk.stop_at(1)
    with pytest.raises(NotWritten, match=r"disk is full.*Make some room"):
        back_up(None, home, out, SECRET, NOW)
    disk.stop_at(0)
    assert out.read_bytes() == b"an earlier backup"
    assert is_due(home, NOW.date())
    back_up(None, home, out, SECRET, NOW)
    assert open_backup(out, SECRET).made == NOW
    assert not is_due(home, date(2026, 12, 27))
    assert is_due(home, date(2026, 12, 28))
    assert is_due(home, date(2026, 11, 27))  # a clock that was set back
