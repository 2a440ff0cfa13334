"""A backup and a restoring that are stopped anywhere leave all as it was, and done again they are done once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from privacy_wizard.domain.register_events import DocumentKind
from privacy_wizard.domain.staff_plan import StaffList, StaffRow
from privacy_wizard.domain.vocabulary import Occasion
from privacy_wizard.office.backup import BackupStopped, RestoringStopped, back_up, is_due, is_whole, open_backup
from privacy_wizard.office.first_start import FirstStart, begin_office, first_campaign, usual_due
from privacy_wizard.office.login import Login
from privacy_wizard.office.restore import put_back
from privacy_wizard.register import Register
from privacy_wizard.register.errors import CheckStopped
from privacy_wizard.system.keyring import Keychain
from tests.stopping import stopped_everywhere
from tests.system.keyrings import MemoryKeyring

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
SECRET = "four words for trying"
FILES = 3


def login_at(home: Path, kept: MemoryKeyring) -> Login:
    return Login(home=home, key_file=home / "key.p12", now=lambda: NOW, find_keychain=lambda: Keychain(kept))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup, which was stopped at each of its counts before."""
    folder = tmp_path_factory.mktemp("office")
    keyring, out = MemoryKeyring(), folder / "office.age"
    login = login_at(folder / "home", keyring)
    today = NOW.date()
    given = FirstStart(
        school="Hillside",
        staff=StaffList(rows=(StaffRow(line=2, number="N1", first_name="Jo", last_name="Ng"),)),
        policy="bradley-primary-2023",
        campaign=first_campaign(Occasion.ANNUAL_REVIEW, usual_due(today), today),
    )
    register = begin_office(login, given).register
    person = register.people.numbered("N1").person
    with register.session() as act:
        for at in range(FILES):
            act.keep(b"%d" % at, DocumentKind.ATTESTATION, f"{at}.pdf", person=person, attestation=None)
    out.write_bytes(b"an earlier backup")

    def as_before() -> None:
        assert out.read_bytes() == b"an earlier backup"
        assert sorted(each.name for each in folder.iterdir()) == ["home", "office.age"]
        assert is_due(login.home, today)

    made, times = stopped_everywhere(
        lambda told: back_up(
            register.register, login.home, out, SECRET, NOW, find_keychain=login.find_keychain, progress=told
        ),
        BackupStopped,
        as_before,
        every=3,
    )
    assert len(made.register.documents) == FILES
    assert times > 2 * (FILES + 5), "the files; what is packed; what is read back"
    assert not is_due(login.home, today)
    register.close()
    return out


def test_a_restoring_that_is_stopped_anywhere_puts_nothing_back_and_done_again_all_is_there_once(
    kept: Path, tmp_path: Path
) -> None:
    keyring = MemoryKeyring()
    login = login_at(tmp_path / "home", keyring)

    def as_before() -> None:
        assert not [each for each in tmp_path.rglob("*") if each.is_file()]
        assert keyring.kept == {}

    backup, times = stopped_everywhere(lambda told: open_backup(kept, SECRET, told), RestoringStopped, as_before)
    assert times > FILES
    unfit, times = stopped_everywhere(
        lambda told: put_back(backup, login.home, login.own_address, login.find_keychain, progress=told),
        RestoringStopped,
        as_before,
        every=5,
    )
    assert (unfit, times > 20) == ((), True)
    assert login.opens_by_itself
    with Register.open(login.own_address) as register:
        assert register.copy() == backup.register
        assert is_whole(register)
        whole, times = stopped_everywhere(lambda told: is_whole(register, told), CheckStopped, lambda: None, every=7)
        assert (whole, times > 0) == (True, True)
