"""The record of an authority that is kept apart from the school's register: a small register of its own."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from privacy_wizard.domain.certificate_events import (
    Certified,
    InvitationEnd,
    InvitationEnded,
    InvitationTried,
    Invited,
    Issued,
    Revoked,
)
from privacy_wizard.domain.register_events import Event
from privacy_wizard.office.authority_store import AuthorityRecord, authority_record, record_file
from privacy_wizard.register import Register
from privacy_wizard.register.errors import Moved
from privacy_wizard.school.earlier_record import read_earlier_record
from privacy_wizard.school.errors import RecordBroken
from privacy_wizard.system import NotWritten, Trouble

from ..register.apart import WAYS, Apart, Say
from ..school.profiles import NOW

MADE_BEFORE = Path(__file__).parent.parent / "shelf" / "made_before" / "apart" / "school"
INVITED = Invited(person="p1", campaign="2026", invitation="i1", expires=NOW + timedelta(days=30), code_check="ab" * 32)
TRIED = InvitationTried(person="p1", invitation="i1")
ENDED = InvitationEnded(person="p1", invitation="i1", end=InvitationEnd.ANSWERED)
CERTIFIED = Certified(
    person="p1",
    serial="1f",
    fingerprint="cd" * 32,
    starts=NOW,
    ends=NOW + timedelta(days=1000),
    issued=Issued.SUPERSEDING,
    replaces="1e",
)
REVOKED = Revoked(person="p1", serial="1e", starts=NOW, reason="superseded")


def entered(folder: Path, *acts: tuple[Event, ...]) -> None:
    for act in acts:
        with authority_record(folder, "Ben Okafor", lambda: NOW) as record:
            record.enter(*act)


def events(folder: Path) -> list[Event]:
    with Register.open(str(record_file(folder))) as register:
        assert register.check("authority").holds
        return [each.event for each in register.records("authority")]


def test_what_was_entered_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    entered(tmp_path, (INVITED,), (TRIED,), (ENDED, CERTIFIED, REVOKED))
    with authority_record(tmp_path, "Ben", lambda: NOW) as found:
        assert (found.certified(), found.revoked()) == ((CERTIFIED,), (REVOKED,))
    assert events(tmp_path) == [INVITED, TRIED, ENDED, CERTIFIED, REVOKED]
    assert record_file(tmp_path).stat().st_mode & 0o077 == 0


def test_an_invitation_stands_as_its_acts_say(tmp_path: Path) -> None:
    entered(tmp_path, (INVITED,), (TRIED,), (TRIED,))
    with authority_record(tmp_path, "Ben", lambda: NOW) as record:
        pending = record.pending("i1")
        assert pending is not None
        assert (pending.tries, pending.ended, pending.expires) == (2, False, INVITED.expires)
        assert record.pending("i2") is None
        record.enter(ENDED)
        after = record.pending("i1")
    assert after is not None
    assert after.ended


def test_of_two_that_saw_the_same_record_only_one_enters(tmp_path: Path) -> None:
    entered(tmp_path, (INVITED,))
    with authority_record(tmp_path, "Ben", lambda: NOW) as one, authority_record(tmp_path, "Eve", lambda: NOW) as two:
        one.enter(ENDED)
        with pytest.raises(Moved, match="Try again"):
            two.enter(ENDED)
    assert events(tmp_path) == [INVITED, ENDED]


def _open(say: Say, folder: Path, ready: Any) -> None:
    ready.wait()
    with authority_record(folder, "Ben", lambda: NOW) as record:
        say(str(len(record.certified())))


def test_of_two_processes_at_once_one_takes_the_earlier_record_over(tmp_path: Path) -> None:
    folder = shutil.copytree(MADE_BEFORE, tmp_path / "school")
    ready = WAYS.Barrier(2)
    with Apart(_open, folder, ready) as one, Apart(_open, folder, ready) as other:
        assert [one.ended(), other.ended()] == [["2"], ["2"]]
    assert events(folder) == earlier(folder)
    assert not list(folder.glob(".record-*"))


def earlier(folder: Path) -> list[Event]:
    return [event for act in read_earlier_record(folder / "record") for event in act.events]


def test_an_earlier_record_is_taken_over_whole_with_its_moments_and_names_and_stays_as_it_was(tmp_path: Path) -> None:
    folder = shutil.copytree(MADE_BEFORE, tmp_path / "school")
    before = {path.name: path.read_bytes() for path in (folder / "record").iterdir()}
    entered(folder, (INVITED,))
    assert events(folder) == [*earlier(folder), INVITED]
    with Register.open(str(record_file(folder))) as register:
        moments = [each.at for each in register.records("authority")]
    acts = read_earlier_record(folder / "record")
    assert moments == [*(act.at for act in acts for _ in act.events), NOW]
    assert {path.name: path.read_bytes() for path in (folder / "record").iterdir()} == before
    (folder / "record" / "000001.json").unlink()
    entered(folder, (TRIED,))  # what was taken over is not asked for again
    assert events(folder)[-2:] == [INVITED, TRIED]


def test_of_a_damaged_earlier_record_nothing_is_taken_over(tmp_path: Path) -> None:
    folder = shutil.copytree(MADE_BEFORE, tmp_path / "school")
    (folder / "record" / "000003.json").write_bytes(b"{}")
    with pytest.raises(RecordBroken, match="is damaged at"):
        entered(folder, (INVITED,))
    assert not record_file(folder).exists()


def test_a_take_over_that_fails_half_way_leaves_nothing_and_is_done_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(MADE_BEFORE, tmp_path / "school")

    def refused(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.link", refused)
        patched.setattr(Path, "replace", refused)
        with pytest.raises(NotWritten):
            entered(folder, (INVITED,))
    assert not record_file(folder).exists()
    assert not list(folder.glob(".record-*"))
    entered(folder, (INVITED,))
    assert events(folder) == [*earlier(folder), INVITED]


def test_a_disk_without_links_has_a_record_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("os.link", unknown)
    entered(tmp_path, (INVITED,))
    assert events(tmp_path) == [INVITED]


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "school").write_text("in the way")
    with pytest.raises(Trouble):
        entered(tmp_path / "school" / "inner", (INVITED,))


def test_a_staff_number_of_any_form_can_be_recorded(tmp_path: Path) -> None:
    with authority_record(tmp_path, "Ben", lambda: NOW) as record:
        assert isinstance(record, AuthorityRecord)
        people = {record.person(number) for number in ("S-1042", "A/17 b", "ŁĄ", " ")}
    assert len(people) == 4
    assert all(len(person) == 32 for person in people)
