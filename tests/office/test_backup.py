"""Everything of an office kept in one file, and put back on another computer."""

import io
import re
import shutil
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

import pyrage
import pytest

from privacy_wizard.identity import load_key
from privacy_wizard.office import backup
from privacy_wizard.office.authority_store import AuthorityStore
from privacy_wizard.office.backup import Backup, NotEmpty, NotOpened, back_up, is_due, open_backup, put_back
from privacy_wizard.register import Register
from privacy_wizard.system import NotWritten

MADE_BEFORE = Path(__file__).resolve().parents[1] / "shelf" / "made_before"
SECRET = "four words for trying"
KEY_SECRET = (MADE_BEFORE / "passphrase.txt").read_text(encoding="utf-8").strip()
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office of the first version, with its authority, its register and its documents."""
    home = shutil.copytree(MADE_BEFORE / "office", tmp_path_factory.mktemp("office") / "home")
    shutil.copytree(MADE_BEFORE / "register", home, dirs_exist_ok=True)
    (home / "register.sql").unlink()
    Register.upgrade(str(home / "register.sqlite"))
    return home


@pytest.fixture(scope="module")
def kept(office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("kept") / "office.age"
    with Register.open(str(office / "register.sqlite")) as register:
        back_up(register, office, out, SECRET, NOW)
    return out


def test_all_of_an_office_is_back_elsewhere_and_its_numbers_go_on(office: Path, kept: Path, tmp_path: Path) -> None:
    home = tmp_path / "other computer"
    put_back(open_backup(kept, SECRET), home, str(home / "register.sqlite"))
    assert load_key(home / "signing-key.p12", KEY_SECRET).certificate.subject
    assert AuthorityStore(home / "school", lambda: NOW).is_there
    for name in ("school/authority.pem", "school/revoked.crl", "school.pwschool", "register-heads.json"):
        assert (home / name).read_bytes() == (office / name).read_bytes()
    with (
        Register.open(str(office / "register.sqlite")) as before,
        Register.open(str(home / "register.sqlite")) as after,
    ):
        [school] = after.schools()
        assert after.check(school).holds
        assert after.head(school) == before.head(school)
        assert after.copy() == before.copy()


def test_the_file_is_opened_by_its_passphrase_and_by_any_program_that_knows_age(kept: Path, tmp_path: Path) -> None:
    content = kept.read_bytes()
    assert content.startswith(b"age-encryption.org/v1")
    for secret in (b"signing-key", b"PK\x03\x04", b"hillside"):
        assert secret not in content
    names = zipfile.ZipFile(io.BytesIO(pyrage.passphrase.decrypt(content, SECRET))).namelist()
    assert {"backup.json", "register/chain.jsonl", "files/school/authority.p12"} <= set(names)
    assert not [name for name in names if "audits" in name or "\\" in name]
    with pytest.raises(NotOpened, match="passphrase is another one"):
        open_backup(kept, "another one")
    damaged = tmp_path / "damaged.age"
    damaged.write_bytes(content[: len(content) // 2])
    with pytest.raises(NotOpened):
        open_backup(damaged, SECRET)


def test_nothing_is_put_over_anything(kept: Path, tmp_path: Path) -> None:
    there = tmp_path / "signing-key.p12"
    there.write_bytes(b"somebody's key")
    with pytest.raises(NotEmpty, match="never put over anything"):
        put_back(open_backup(kept, SECRET), tmp_path, str(tmp_path / "register.sqlite"))
    assert there.read_bytes() == b"somebody's key"
    assert [path.name for path in tmp_path.iterdir()] == ["signing-key.p12"]


@pytest.mark.parametrize("name", ["files/../away", "files/C:/away", "files/a\\b", "files/"])
def test_a_backup_with_a_name_that_leads_elsewhere_is_none(name: str) -> None:
    content = io.BytesIO(backup._packed(Backup(made=NOW, register=None, files={PurePosixPath("a"): b""})))
    assert backup._unpacked(content.getvalue()).files == {PurePosixPath("a"): b""}
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr(name, b"")
    with pytest.raises(ValueError, match=re.escape(name) if name != "files/" else "files/"):
        backup._unpacked(content.getvalue())


def test_where_it_cannot_be_written_it_is_not_counted_as_made(office: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotWritten):
        back_up(None, home, tmp_path / "file" / "office.age", SECRET, NOW)
    assert is_due(home, NOW.date())
    back_up(None, home, tmp_path / "office.age", SECRET, NOW)
    assert not is_due(home, date(2026, 12, 27))
    assert is_due(home, date(2026, 12, 28))
    assert is_due(home, date(2026, 11, 27))  # a clock that was set back
