"""An office without any passphrase, and its backup; how it goes on where that was put back."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from privacy_wizard.domain.staff_plan import StaffList
from privacy_wizard.domain.vocabulary import Occasion
from privacy_wizard.office.backup import back_up, open_backup
from privacy_wizard.office.backup_content import Backup
from privacy_wizard.office.campaigns import enter_campaign
from privacy_wizard.office.first_start import FirstStart, begin_office, first_campaign, usual_due
from privacy_wizard.office.login import Login
from privacy_wizard.office.school_folder import SchoolFolder
from privacy_wizard.system.keyring import Keychain
from tests.system.keyrings import MemoryKeyring

MADE_BEFORE = Path(__file__).resolve().parents[1] / "shelf" / "made_before"
SECRET = "four words for trying"
KEY_SECRET = (MADE_BEFORE / "passphrase.txt").read_text(encoding="utf-8").strip()
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def begun_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an office without any passphrase, whose folder and keyring are gone."""
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
    return home.parent / "office.age"


@pytest.fixture(scope="module")
def begun(begun_at: Path) -> Backup:
    return open_backup(begun_at, SECRET)


def login_at(home: Path, keychain: Keychain | None, now: datetime = NOW) -> Login:
    return Login(home=home, key_file=home / "signing-key.p12", now=lambda: now, find_keychain=lambda: keychain)


def assert_goes_on(login: Login, school: str) -> None:
    """It opens without a passphrase, an act is signed, and the school's own key signs as well."""
    assert login.opens_by_itself
    entered = login.enter_by_itself()
    register, today = entered.register, NOW.date()
    before = register.register.head(register.school)
    enter_campaign(register, first_campaign(Occasion.INDUCTION, today, today), today)
    assert register.register.head(register.school) != before
    assert register.check().holds
    register.close()
    school_key = SchoolFolder.of(login.home, register.school, lambda: school, login.now).school_key
    with school_key.unlocked(login.office_key.secret()):
        pass
