"""Every run of intake says of every file what became of it: judged, waiting elsewhere, set aside, not read."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from privacy_wizard.intake.arrivals import arrive, files_in
from privacy_wizard.intake.file_checker import FileChecker
from privacy_wizard.intake.intake_run import IntakeOutcome
from privacy_wizard.register import Register, SchoolRegister
from privacy_wizard.register.queue import TRIES
from privacy_wizard.register.tickets import HandedIn, Waiting
from tests.attestation.authority import TestKey
from tests.register.databases import on_both_databases

from .school_world import SCHOOL, Clock, SchoolWorld, a_school
from .test_take_in import checker, opened

__all__ = ["checker"]


@pytest.fixture
def school(tmp_path: Path, checker: FileChecker, officer: TestKey, register_url: str) -> Iterator[SchoolWorld]:
    with opened(register_url, officer) as register:
        yield a_school(register, checker, tmp_path / "in")


def hold_and_die(address: str) -> None:
    """As a process that takes every file and is gone."""
    with Register.open(address, now=Clock()) as register:
        assert register.queue(SCHOOL).take(100)


@on_both_databases
def test_files_whose_check_never_ends_are_told_by_every_run_until_they_are_tried_again(
    school: SchoolWorld, register_url: str, pdf: bytes
) -> None:
    own = SchoolRegister(register=school.register, school=SCHOOL)
    own.hand_in([HandedIn(name="sam.pdf", content=pdf)])
    for _try in range(TRIES):
        hold_and_die(register_url)
    school.folder.mkdir()
    for _run in range(2):
        [told] = school.take_in()
        assert (told.name, told.outcome) == ("sam.pdf", IntakeOutcome.SET_ASIDE)
        assert told.problem.startswith("No check of it was finished")
    assert own.queue.try_again() == 1
    [told] = school.take_in()
    assert told.outcome is IntakeOutcome.ACCEPTED
    assert own.queue.count() == Waiting()


@on_both_databases
def test_what_another_process_judges_is_told_as_such(school: SchoolWorld, register_url: str, pdf: bytes) -> None:
    school.put("sam.pdf", pdf)
    own = SchoolRegister(register=school.register, school=SCHOOL)
    own.hand_in([HandedIn(name="sam.pdf", content=pdf)])
    with Register.open(register_url, now=Clock()) as other:
        assert other.queue(SCHOOL).take()
        [told] = school.take_in()
        assert told.outcome is IntakeOutcome.WAITING_ALREADY
    [told] = school.take_in()
    assert told.outcome is IntakeOutcome.ACCEPTED


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    real = os.scandir

    def scandir(path: Path | int) -> object:
        if not isinstance(path, int) and Path(path) == closed:  # by a descriptor, it is not ours
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    [found] = files_in([tmp_path])
    assert found == closed
    assert arrive(found).content is None
