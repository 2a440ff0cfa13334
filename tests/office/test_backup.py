"""Everything of an office kept in one file, and put back on another computer."""

import io
import re
import shutil
import sys
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

import pyrage
import pytest
from attrs import evolve

from privacy_wizard.domain.staff_plan import StaffList
from privacy_wizard.domain.vocabulary import Occasion
from privacy_wizard.identity import load_key
from privacy_wizard.office import backup_content
from privacy_wizard.office.authority_store import AuthorityStore
from privacy_wizard.office.backup import (
    NotEmpty,
    NotOpened,
    NotReadBack,
    back_up,
    is_due,
    is_whole,
    open_backup,
    put_back,
)
from privacy_wizard.office.backup_content import Backup, packed, unpacked
from privacy_wizard.office.campaigns import enter_campaign
from privacy_wizard.office.first_start import FirstStart, begin_office, first_campaign, usual_due
from privacy_wizard.office.login import Login
from privacy_wizard.office.school_folder import SchoolFolder
from privacy_wizard.register import Register
from privacy_wizard.system import NotWritten
from privacy_wizard.system.keyring import Keychain
from tests.economy import AS_SHIPPED
from tests.system.keyrings import MemoryKeyring

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


@pytest.fixture(scope="module")
def opened(kept: Path) -> Backup:
    return open_backup(kept, SECRET)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Backup:
    """The back-up of an office without any passphrase, whose folder and keyring are gone."""
    home = tmp_path_factory.mktemp("begun") / "home"
    keychain = Keychain(MemoryKeyring())
    login = login_at(home, keychain)
    today = NOW.date()
    campaign = first_campaign(Occasion.ANNUAL_REVIEW, usual_due(today), today)
    given = FirstStart(school="Hillside", staff=StaffList(rows=()), policy="bradley-primary-2023", campaign=campaign)
    register = begin_office(login, given).register
    assert not login.office_key.is_in_a_file
    made = back_up(register.register, home, home.parent / "office.age", SECRET, NOW, lambda: keychain)
    register.close()
    shutil.rmtree(home)
    assert made.lacks == ""
    return open_backup(home.parent / "office.age", SECRET)


def login_at(home: Path, keychain: Keychain | None) -> Login:
    return Login(home=home, key_file=home / "signing-key.p12", now=lambda: NOW, find_keychain=lambda: keychain)


def assert_goes_on(login: Login, school: str) -> None:
    """It opens without a passphrase, an act is signed, and the school's own key signs as well."""
    assert login.opens_by_itself
    assert login.address == login.own_address
    entered = login.enter_by_itself()
    register, today = entered.register, NOW.date()
    before = register.register.head(register.school)
    enter_campaign(register, first_campaign(Occasion.INDUCTION, today, today), today)
    assert register.register.head(register.school) != before
    assert register.check().holds
    register.close()
    school_key = SchoolFolder.of(login.home, register.school, school, login.now).school_key
    with school_key.unlocked(login.office_key.secret()):
        pass


def test_an_office_that_opens_by_itself_does_so_on_another_computer_with_a_keyring_and_without(
    begun: Backup, tmp_path: Path
) -> None:
    for name, keychain in (("with", Keychain(MemoryKeyring())), ("without", None)):
        login = login_at(tmp_path / name, keychain)
        put_back(begun, login.home, login.own_address, login.find_keychain)
        assert login.office_key.is_in_a_file == (keychain is None)
        assert_goes_on(login, "Hillside")


def test_a_record_that_was_changed_in_the_backup_is_found_not_to_be_whole(begun: Backup, tmp_path: Path) -> None:
    assert begun.register is not None
    rows = begun.register.rows
    changed = {**rows, "content": rows["content"].replace(b"Annual review", b"Annual revues")}
    assert changed != rows
    for name, given in (("as it was", rows), ("changed", changed)):
        address = str(tmp_path / name / "register.sqlite")
        put_back(evolve(begun, register=evolve(begun.register, rows=given)), tmp_path / name, address, lambda: None)
        with Register.open(address) as register:
            assert is_whole(register) == (given is rows)


def test_what_the_keyring_has_for_another_key_is_never_replaced(begun: Backup, tmp_path: Path) -> None:
    login = login_at(tmp_path / "home", Keychain(MemoryKeyring()))
    login.office_key.make("Another school")
    others = login.office_key.secret()
    moved_away = login.home.rename(tmp_path / "moved away")
    put_back(begun, login.home, login.own_address, login.find_keychain)
    assert_goes_on(login, "Hillside")
    shutil.rmtree(login.home)
    moved_away.rename(login.home)
    assert login.office_key.secret() == others
    assert login.office_key.open().certificate.subject


def test_a_backup_made_by_the_version_before_is_put_back_and_opens_by_itself(tmp_path: Path) -> None:
    login = login_at(tmp_path / "home", Keychain(MemoryKeyring()))
    put_back(open_backup(MADE_BEFORE / "office.age", KEY_SECRET), login.home, login.own_address, login.find_keychain)
    assert not login.office_key.is_in_a_file
    assert_goes_on(login, "Bradley Primary School")


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
    with pytest.raises(NotReadBack, match="no backup yet"):
        back_up(None, home, out, SECRET, NOW)
    assert is_due(home, NOW.date())
    assert out.read_bytes() == b"an earlier backup"


def test_all_of_an_office_is_back_elsewhere_and_its_numbers_go_on(office: Path, opened: Backup, tmp_path: Path) -> None:
    home = tmp_path / "other computer"
    put_back(opened, home, str(home / "register.sqlite"))
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


def test_whoever_tries_passphrases_on_a_file_pays_for_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyrage.passphrase, "encrypt", AS_SHIPPED)
    back_up(None, tmp_path / "home", tmp_path / "office.age", SECRET, NOW)
    about = (tmp_path / "office.age").read_bytes().splitlines()[1].split()
    assert about[:2] == [b"->", b"scrypt"]
    assert int(about[3]) >= 15, "some 32 MB and a twentieth of a second, on a fast computer"


def test_nothing_is_put_over_anything(opened: Backup, tmp_path: Path) -> None:
    there = tmp_path / "signing-key.p12"
    there.write_bytes(b"somebody's key")
    with pytest.raises(NotEmpty, match="never put over anything"):
        put_back(opened, tmp_path, str(tmp_path / "register.sqlite"))
    assert there.read_bytes() == b"somebody's key"
    assert [path.name for path in tmp_path.iterdir()] == ["signing-key.p12"]


@pytest.mark.parametrize("name", ["files/../away", "files/C:/away", "files/a\\b", "files/"])
def test_a_backup_with_a_name_that_leads_elsewhere_is_none(name: str) -> None:
    content = io.BytesIO(packed(Backup(made=NOW, register=None, files={PurePosixPath("a"): b""})))
    assert unpacked(content.getvalue()).files == {PurePosixPath("a"): b""}
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr(name, b"")
    with pytest.raises(ValueError, match=re.escape(name) if name != "files/" else "files/"):
        unpacked(content.getvalue())


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
