"""A backup put back: on another computer, another system, another database, or in the place of what was spoilt."""

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path, PurePosixPath

import pytest
from attrs import evolve, frozen
from cryptography import x509

from privacy_wizard.domain.register_events import PersonEntered
from privacy_wizard.domain.staff import StaffMember
from privacy_wizard.identity import certificate_request, change_passphrase, fingerprint_words, has_copy, make_key
from privacy_wizard.identity.authority import load_authority, save_authority
from privacy_wizard.identity.authority_trust import Withdrawal
from privacy_wizard.office.backup import back_up, is_due, is_whole, open_backup
from privacy_wizard.office.backup_content import Backup, NewerBackup
from privacy_wizard.office.certificate_office import CertificateOffice
from privacy_wizard.office.login import LoggedIn, Login
from privacy_wizard.office.outbox import Outbox
from privacy_wizard.office.profiles import next_number
from privacy_wizard.office.restore import NotEmpty, put_back
from privacy_wizard.office.school_folder import SchoolFolder
from privacy_wizard.register import Register, lifecycle
from privacy_wizard.register.addresses import read_address, shown
from privacy_wizard.register.engine import connect
from privacy_wizard.register.errors import RegisterThere, RegisterTrouble
from privacy_wizard.system import NotWritten, shipped_folder
from privacy_wizard.system.keyring import Keychain
from tests.disk import Disk
from tests.office.backups import KEY_SECRET, MADE_BEFORE, NOW, SECRET, assert_goes_on, begun, begun_at, login_at
from tests.register.conftest import postgresql
from tests.system.keyrings import MemoryKeyring
from tests.test_made_before import on_postgresql

__all__ = ["begun", "begun_at", "postgresql"]

NEXT_DAY = NOW + timedelta(days=1)  # when what the version before made on that day is valid
DATABASES = ("sqlite", "postgresql")
Elsewhere = Callable[[str], str]


@frozen(kw_only=True)
class Office:
    """Everything of an office of the version before: its folder, its register as that version left it, its backup."""

    home: Path
    address: str
    backup: Path


@pytest.fixture(scope="module")
def home_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an officer of the version before, whose keys are locked anew, for less than a second each."""
    home = shutil.copytree(MADE_BEFORE / "office", tmp_path_factory.mktemp("before") / "home")
    change_passphrase(home / "signing-key.p12", KEY_SECRET, KEY_SECRET)
    authority = home / "school" / "authority.p12"
    opened = load_authority(authority, KEY_SECRET)
    authority.unlink()
    save_authority(authority, opened, KEY_SECRET)
    return home


@pytest.fixture(scope="module", params=DATABASES)
def office(request: pytest.FixtureRequest, home_before: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("office")
    home = shutil.copytree(home_before, folder / "home")
    if request.param == "sqlite":
        shutil.copytree(MADE_BEFORE / "register", home, dirs_exist_ok=True)
        (home / "register.sql").unlink()
        address = str(home / "register.sqlite")
    else:
        address = on_postgresql(MADE_BEFORE, request.getfixturevalue("postgresql")).address
    with Register.open(address) as register:
        back_up(register, home, folder / "office.age", SECRET, NOW)
    return Office(home=home, address=address, backup=folder / "office.age")


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Elsewhere:
    """Where no register is yet, on each database."""

    def at(database: str) -> str:
        if database == "sqlite":
            return str(tmp_path / "elsewhere" / "register.sqlite")
        return request.getfixturevalue("postgresql").new_database()

    return at


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


def test_all_of_an_office_of_the_version_before_is_back_on_the_other_database_and_its_numbers_go_on(
    office: Office, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    opened = open_backup(office.backup, SECRET)
    other = (
        "postgresql" if office.address.endswith(".sqlite") else "sqlite"
    )  # both ways; to the same goes all else here
    login, address = login_at(tmp_path / other, None, NEXT_DAY), elsewhere(other)
    assert put_back(opened, login.home, address, login.find_keychain) == ()
    assert (login.address, login.is_new) == (shown(read_address(address)), False)
    assert has_copy(login.key_file), "the officer's own key is in the backup"
    for name in ("school/authority.p12", "school/authority.pem", "school/revoked.crl", "register-heads.json"):
        assert (login.home / name).read_bytes() == (office.home / name).read_bytes()
    with Register.open(office.address) as before, Register.open(address) as after:
        assert after.copy() == before.copy()
        assert after.head("hillside") == before.head("hillside")
    assert_numbers_go_on(login.enter(address, login.open_key(KEY_SECRET)), login)
    assert version(office.address) == "0005", "what was backed up is as it was"


def version(address: str) -> str | None:
    engine = connect(read_address(address))
    with engine.connect() as connection:
        found = lifecycle.version(connection)
    engine.dispose()
    return found


def assert_numbers_go_on(entered: LoggedIn, login: Login) -> None:
    """The next acts of every kind have the numbers after those of the backup."""
    register = entered.register
    place = SchoolFolder.of(login.home, register.school, register.name, login.now)
    acts = CertificateOffice(place=place, register=register, by=entered.officer, now=login.now)
    before, issued = register.register.head(register.school), register.certificates.record().certified()
    profile, revoked = place.signed_profile(), number_of_list(place)
    assert before is not None
    assert profile is not None

    own, shipped = profile.manifest.profile, shipped_folder("checklists")
    signed = acts.acts.sign_profile(KEY_SECRET, own, profile.checklists, into=place.profile_file, shipped=shipped)
    assert signed.manifest.number > profile.manifest.number + 100, "more than can have been given out since the backup"
    key = make_key(name="Dee Ray", identifier="S77", school="Hillside", now=login.now())
    register.record(PersonEntered(person="dee", member=StaffMember(number="S77", first_name="Dee", last_name="Ray")))
    asked, words = acts.read(certificate_request(key)), fingerprint_words(key.certificate)
    made = acts.grant(asked, KEY_SECRET, words=words)
    assert made.serial not in {each.serial for each in issued}
    acts.revoke(made.serial, KEY_SECRET, since=login.now(), why=Withdrawal.LEFT)
    assert number_of_list(place) == revoked + 2, "it counts the certificate and its revocation"
    after = [each.number for each in register.register.records(register.school) if each.number > before.number]
    acted = 5  # the profile, the person, the key's words, the certificate, its revocation
    assert after == list(range(before.number + 1, before.number + 1 + acted))
    head = register.register.head(register.school)
    assert head is not None
    assert head.number == before.number + acted
    assert register.check([before]).holds
    assert is_whole(register.register)
    register.close()


def test_no_number_of_the_schools_file_is_given_out_again_however_often_a_backup_is_put_back(
    begun: Backup, tmp_path: Path
) -> None:
    def next_after(backup: Backup, home: Path, hours: int) -> int:
        day = NOW.date() if home.exists() else None
        put_back(backup, home, str(home / "register.sqlite"), lambda: None, aside=day, now=NOW + timedelta(hours=hours))
        return next_number(home / "school" / "profile.pwschool")

    lost, last = tmp_path / "lost", tmp_path / "last"
    numbers = [next_after(begun, home, hours) for home, hours in ((lost, 1), (last, 30), (last, 30))]
    assert numbers == sorted(set(numbers))
    assert numbers[0] > 2 + 100, "more than can have been signed since the backup was made"
    note = PurePosixPath("school/profile-number.json")
    again = evolve(begun, files={**begun.files, note: (last / note).read_bytes()}, made=NOW + timedelta(hours=31))
    assert next_after(again, tmp_path / "again", 31) > numbers[-1], "nothing was signed before it was backed up again"


def number_of_list(place: SchoolFolder) -> int:
    found = x509.load_pem_x509_crl((place.folder / "revoked.crl").read_bytes())
    return found.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number


def test_what_cannot_be_put_back_leaves_nothing_behind_and_can_be_put_back_later(
    begun: Backup, elsewhere: Elsewhere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert begun.register is not None
    rows = {**begun.register.rows, "chain": begun.register.rows["chain"].replace(b'"number":', b'"place":1,"number":')}
    newer = evolve(begun, register=evolve(begun.register, rows=rows))
    disk, login = Disk(monkeypatch), login_at(tmp_path / "home", None)
    for database in DATABASES:
        address = elsewhere(database)
        with pytest.raises(NewerBackup):
            put_back(newer, login.home, address, login.find_keychain)
        disk.stop_at(0)
        put_back(begun, tmp_path / "first", str(tmp_path / "first" / "register.sqlite"), lambda: None)
        writes = disk.count - 1  # the last is of the day of the backup, which nobody misses
        shutil.rmtree(tmp_path / "first")
        for write in range(1, writes + 1):
            disk.stop_at(write)
            with pytest.raises(NotWritten, match="disk is full"):
                put_back(begun, login.home, address, login.find_keychain)
            assert not [path for path in tmp_path.rglob("*") if path.is_file()], write
        noted = 1  # which number of the school's file comes next
        assert writes == len(begun.files) + noted - 1, "all but the heads, which the disk of the tests lets through"
        disk.stop_at(0)
        put_back(begun, login.home, address, login.find_keychain)
        assert_goes_on(login, "Hillside")
        with pytest.raises(RegisterThere, match="was not changed"):
            put_back(begun, tmp_path / "other", address, lambda: None)
        assert not [path for path in (tmp_path / "other").rglob("*") if path.is_file()]
        shutil.rmtree(login.home)
        shutil.rmtree(tmp_path / "elsewhere", ignore_errors=True)  # only the file's


C, UNIX = "C:\\Users\\Helen\\AppData\\Local\\privacy-wizard", "/home/helen/.local/share/privacy-wizard"


@pytest.mark.parametrize("there", [C, UNIX], ids=["Windows", "Linux"])
def test_paths_of_another_system_become_those_of_this_one_or_are_told(
    begun: Backup, tmp_path: Path, there: str
) -> None:
    mark = "\\" if there == C else "/"
    settings = {
        "office.json": {**json.loads(begun.files[PurePosixPath("office.json")]), "register": f"{there}{mark}a.sqlite"},
        "school/token.json": {"module": f"{there}{mark}opensc-pkcs11", "token": "Hillside", "key": "authority"},
    }
    files = {PurePosixPath(name): json.dumps(content).encode() for name, content in settings.items()}
    login = login_at(tmp_path / "home", Keychain(MemoryKeyring()))
    [told] = put_back(evolve(begun, files={**begun.files, **files}), login.home, login.own_address, login.find_keychain)
    assert f"{there}{mark}opensc-pkcs11, is not on this computer" in told
    assert str(login.home / "school" / "token.json") in told
    left = json.dumps(there)[1:-1].encode()
    assert [path.name for path in login.home.rglob("*") if path.is_file() and left in path.read_bytes()] == [
        "token.json"
    ]
    (login.home / "school" / "token.json").unlink()
    assert_goes_on(login, "Hillside")


def test_mails_that_waited_when_it_was_backed_up_are_asked_about_not_sent_again(begun: Backup, tmp_path: Path) -> None:
    head = {
        "kind": "ask",
        "campaign": "c",
        "mails": [{"name": "00001", "person": "p", "called": "Ada", "to": "a@b.example"}],
    }
    names = {"outbox/hillside/00001.eml": b"To: a@b.example", "outbox/hillside/mailing.json": json.dumps(head).encode()}
    files = {PurePosixPath(name): content for name, content in names.items()}
    put_back(evolve(begun, files=files, register=None), tmp_path, str(tmp_path / "register.sqlite"))
    outbox = Outbox(folder=tmp_path / "outbox" / "hillside")
    assert (len(outbox.waiting), [each.called for each in outbox.in_doubt]) == (0, ["Ada"])


def test_nothing_is_put_over_anything_else(begun: Backup, tmp_path: Path) -> None:
    there, same = tmp_path / "office-key.p12", tmp_path / "register-heads.json"
    there.write_bytes(b"somebody's key")
    same.write_bytes(begun.files[PurePosixPath(same.name)])
    with pytest.raises(NotEmpty, match="never overwrites anything"):
        put_back(begun, tmp_path, str(tmp_path / "register.sqlite"))
    assert there.read_bytes() == b"somebody's key"
    assert sorted(path.name for path in tmp_path.iterdir()) == [there.name, same.name]
    there.unlink()
    put_back(begun, tmp_path, str(tmp_path / "register.sqlite"))


def test_an_office_that_is_there_is_put_aside_whole_and_only_where_that_is_said(
    begun: Backup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    login, disk = login_at(tmp_path / "home", None), Disk(monkeypatch)
    put_back(begun, login.home, login.own_address, login.find_keychain)
    assert_goes_on(login, "Hillside")
    for name in ("signing-key.p12", "audits/a.audit", "settings.json", "school/certificates/a.pwcert"):
        path = login.home / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"of whoever works here, or newer than the backup")
    before = contents(login.home)

    def restore(aside: date | None) -> Sequence[str]:
        return put_back(begun, login.home, login.own_address, login.find_keychain, aside=aside)

    with pytest.raises(NotEmpty, match="If you agree"):
        restore(None)
    disk.stop_at(3)
    with pytest.raises(NotWritten, match="disk is full"):
        restore(NOW.date())
    assert contents(login.home) == before
    disk.stop_at(0)
    [told] = restore(NOW.date())
    aside = login.home / "put-aside-2026-11-28"
    assert str(aside) in told
    kept = {name: content for name, content in before.items() if name.startswith(("signing-key", "audits", "settings"))}
    assert contents(aside) == {name: content for name, content in before.items() if name not in kept}
    assert kept.items() <= contents(login.home).items()
    assert not (login.home / "school" / "certificates" / "a.pwcert").exists(), "it is none of the office of the backup"
    with Register.open(login.own_address) as register:
        assert register.copy() == begun.register
        made = back_up(register, login.home, tmp_path / "next.age", SECRET, NOW, login.find_keychain)
    assert not [name for name in made.files if "aside" in str(name)]
    assert_goes_on(login, "Hillside")


def contents(folder: Path) -> dict[str, bytes]:
    """Of every file, by its place."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.skipif(sys.platform != "linux", reason="a folder in which not even an administrator may write")
def test_where_nobody_may_write_and_where_no_server_answers_nothing_is_kept_nor_left_behind(
    begun: Backup, tmp_path: Path
) -> None:
    home, nowhere = tmp_path / "home", Path("/sys/kernel")
    with pytest.raises(NotWritten, match=r"you may not write there.*Choose another folder"):
        back_up(None, home, nowhere / "office.age", SECRET, NOW)
    assert is_due(home, NOW.date())
    with pytest.raises(NotWritten, match=r"you may not write there.*Choose another folder"):
        put_back(begun, nowhere, str(home / "register.sqlite"), lambda: None)
    read_only, silent = str(nowhere / "register.sqlite"), "postgresql://127.0.0.1:1/school"
    for address, told in ((read_only, "cannot be written here"), (silent, "cannot be reached")):
        with pytest.raises(RegisterTrouble, match=told):
            put_back(begun, home, address, lambda: None)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_month_after_the_backup_that_was_put_back_the_next_is_due(begun: Backup, tmp_path: Path) -> None:
    put_back(begun, tmp_path, str(tmp_path / "register.sqlite"))
    assert not is_due(tmp_path, (NOW + timedelta(days=29)).date())
    assert is_due(tmp_path, (NOW + timedelta(days=30)).date())
