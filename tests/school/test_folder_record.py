"""The record beside the authority."""

import multiprocessing
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from privacy_wizard.domain.register_events import (
    Certified,
    Event,
    InvitationEnd,
    InvitationEnded,
    InvitationTried,
    Invited,
    Issued,
    Noted,
    Revoked,
)
from privacy_wizard.school.errors import RecordBroken, RecordMoved
from privacy_wizard.school.folder_record import FolderRecord
from privacy_wizard.system import NotWritten

from .profiles import NOW

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


def entered(folder: Path, *acts: tuple[Event, ...]) -> FolderRecord:
    record = FolderRecord(folder)
    for act in acts:
        record.enter(*act, by="Ben Okafor", now=NOW)
    return record


def test_what_was_entered_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    entered(tmp_path, (INVITED,), (TRIED,), (ENDED, CERTIFIED, REVOKED))
    found = FolderRecord(tmp_path)
    assert found.events == (INVITED, TRIED, ENDED, CERTIFIED, REVOKED)
    assert (found.certified(), found.revoked()) == ((CERTIFIED,), (REVOKED,))


def test_an_invitation_stands_as_its_acts_say(tmp_path: Path) -> None:
    record = entered(tmp_path, (INVITED,), (TRIED,), (TRIED,))
    pending = record.pending("i1")
    assert pending is not None
    assert (pending.tries, pending.ended, pending.expires) == (2, False, INVITED.expires)
    assert record.pending("i2") is None
    record.enter(ENDED, by="Ben", now=NOW)
    after = record.pending("i1")
    assert after is not None
    assert after.ended


def test_of_two_that_saw_the_same_record_only_one_enters(tmp_path: Path) -> None:
    one, two = entered(tmp_path, (INVITED,)), FolderRecord(tmp_path)
    one.enter(ENDED, by="Ben", now=NOW)
    with pytest.raises(RecordMoved, match="try again"):
        two.enter(ENDED, by="Ben", now=NOW)
    assert FolderRecord(tmp_path).events == (INVITED, ENDED)


def _race(folder: Path, ready: Any, won: Any) -> None:
    record = FolderRecord(folder)
    ready.wait()
    try:
        record.enter(ENDED, by=str(os.getpid()), now=NOW)
    except RecordMoved:
        won.put(False)
    else:
        won.put(True)


def test_of_four_processes_at_once_one_enters(tmp_path: Path) -> None:
    entered(tmp_path, (INVITED,))
    context = multiprocessing.get_context("spawn")
    ready, won = context.Barrier(4), context.Queue()
    runners = [context.Process(target=_race, args=(tmp_path, ready, won)) for _ in range(4)]
    for runner in runners:
        runner.start()
    assert sorted(won.get(timeout=60) for _ in runners) == [False, False, False, True]
    for runner in runners:
        runner.join(60)
    assert FolderRecord(tmp_path).events == (INVITED, ENDED)


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "000002.json").unlink(),
        lambda folder: (folder / "000001.json").rename(folder / "000009.json"),
        lambda folder: (folder / "000002.json").write_bytes((folder / "000002.json").read_bytes()[:-1]),
        lambda folder: (folder / "000001.json").write_bytes(
            (folder / "000001.json").read_bytes().replace(b"Ben", b"Eve")
        ),
        lambda folder: (folder / "000002.json").write_bytes((folder / "000001.json").read_bytes()),
        lambda folder: (folder / "000003.json").write_bytes(b"{}"),
    ],
)
def test_a_page_changed_missing_or_out_of_order_is_noticed(tmp_path: Path, change: Callable[[Path], object]) -> None:
    entered(tmp_path, (INVITED,), (TRIED,), (ENDED,))
    change(tmp_path)
    with pytest.raises(RecordBroken, match="is damaged at"):
        FolderRecord(tmp_path)


def test_an_act_of_another_kind_is_not_taken(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="does not record"):
        entered(tmp_path, (Noted(person="p1", text="x"),))


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "record").write_text("in the way")
    with pytest.raises((NotWritten, NotADirectoryError)):
        entered(tmp_path / "record" / "inner", (INVITED,))


def test_a_staff_number_of_any_form_can_be_recorded(tmp_path: Path) -> None:
    record = FolderRecord(tmp_path)
    people = {record.person(number) for number in ("S-1042", "A/17 b", "ŁĄ", " ")}
    assert len(people) == 4
    assert all(len(person) == 32 for person in people)
