"""The first start: stopped anywhere it leaves the computer as it was, and begun again it has begun once."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from unittest import mock

import pytest

from privacy_wizard.domain.staff_plan import StaffList, StaffRow
from privacy_wizard.domain.vocabulary import Occasion
from privacy_wizard.identity import key_file
from privacy_wizard.office.first_start import BeginningStopped, FirstStart, begin_office, first_campaign, usual_due
from privacy_wizard.office.login import Login
from privacy_wizard.office.school_folder import SchoolFolder
from privacy_wizard.system.keyring import Keychain
from privacy_wizard.system.progress import WorkProgress
from tests.stopping import stopped_everywhere
from tests.system.keyrings import MemoryKeyring

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
PEOPLE = 60  # more than are recorded at once


def test_the_lock_of_its_key_is_not_waited_for_where_a_first_start_is_stopped(tmp_path: Path) -> None:
    locking, go_on, locked = Event(), Event(), Event()

    def lock(*_given: object) -> bytes:
        locking.set()
        go_on.wait(20)
        locked.set()
        return b""

    login = Login(home=tmp_path, key_file=tmp_path / "key.p12", now=lambda: NOW, find_keychain=lambda: None)
    with mock.patch.object(key_file, "_encrypt", lock), pytest.raises(BeginningStopped):
        begin_office(login, given(1), WorkProgress(stopped=locking.is_set))
    assert (locked.is_set(), list(tmp_path.iterdir())) == (False, [])
    go_on.set()
    locked.wait(20)
    assert list(tmp_path.iterdir()) == [], "what it gives is let go"


def given(people: int) -> FirstStart:
    rows = (StaffRow(line=at, number=f"N{at}", first_name="Jo", last_name="Ng") for at in range(people))
    today = NOW.date()
    return FirstStart(
        school="Hillside",
        staff=StaffList(rows=tuple(rows)),
        policy="bradley-primary-2023",
        campaign=first_campaign(Occasion.ANNUAL_REVIEW, usual_due(today), today),
    )


@pytest.mark.parametrize("has_keyring", [True, False])
def test_a_first_start_stopped_anywhere_leaves_nothing_and_begun_again_it_has_begun_once(
    tmp_path: Path, has_keyring: bool
) -> None:
    kept = MemoryKeyring()
    home, keychain = tmp_path / "home", Keychain(kept) if has_keyring else None
    login = Login(home=home, key_file=home / "key.p12", now=lambda: NOW, find_keychain=lambda: keychain)
    home.mkdir()
    (home / "settings.json").write_text("{}")

    def as_before() -> None:
        assert [each.name for each in home.rglob("*")] == ["settings.json"]
        assert (kept.kept, login.is_new) == ({}, True)

    entered, times = stopped_everywhere(
        lambda told: begin_office(login, given(PEOPLE), told), BeginningStopped, as_before
    )
    assert times > 6, "60 people, 60 who are asked, 50 at once; the key and the file"
    register = entered.register
    recorded = Counter(each.event.kind.value for each in register.register.records(register.school))
    assert (recorded["person entered"], recorded["asked"], recorded["campaign entered"]) == (PEOPLE, PEOPLE, 1)
    assert register.check().holds
    register.close()
    assert (login.opens_by_itself, login.office_key.is_in_a_file) == (True, not has_keyring)
    assert SchoolFolder.of(home, register.school, lambda: "Hillside", login.now).profile() is not None
