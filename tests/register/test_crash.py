"""A crash or a full disk at any moment leaves all of an act, or none of it."""

import os
import select
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from privacy_wizard.domain.register_events import Noted
from privacy_wizard.register import Register
from privacy_wizard.register import engine as connections
from privacy_wizard.register.errors import NoRoom, RegisterBusy, RegisterTrouble, Unreachable

from .apart import Apart
from .conftest import new_officer
from .postgres import Server
from .sample import raw
from .writing_process import write

ENTRIES = 3
ON_SQLITE = pytest.mark.parametrize("register_url", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize("register_url", ["postgresql"], indirect=True)
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these limits and signals are POSIX")


def whole_acts(register: Register) -> int:
    """How many acts are on record; fails where part of one is."""
    report = register.check("oak")
    assert report.holds, report.faults
    acts, part = divmod(report.events - 1, ENTRIES)  # the first entry is the school's
    assert part == 0
    assert report.documents == acts
    return acts


@pytest.mark.parametrize("saved", [1, 7])
def test_a_process_killed_amid_its_work_leaves_whole_acts(register: Register, register_url: str, saved: int) -> None:
    with Apart(write, register_url, 10_000) as writing:
        assert [writing.hear() for _ in range(saved)] == ["saved"] * saved
        writing.kill()
        told = saved + len(writing.rest())
    assert whole_acts(register) in (told, told + 1), "what was told is there; the last may not have been told"
    with register.session("oak") as act:
        act.record(Noted(person="p1", text="Work goes on."))


@ON_SQLITE
def test_a_full_disk_leaves_whole_acts_and_a_sentence(register: Register, register_url: str) -> None:
    [(pages,)] = raw(register_url, "PRAGMA page_count")
    [(size,)] = raw(register_url, "PRAGMA page_size")
    with Apart(write, register_url, 10_000, (pages + 12) * size) as writing:
        said = writing.ended()
    assert said[-1].startswith("DiskRefused The disk with the register refused")
    assert whole_acts(register) == len(said) - 1 > 0


@ON_SQLITE
def test_no_room_in_the_database_leaves_nothing_of_the_act(register: Register, register_url: str) -> None:
    [(pages,)] = raw(register_url, "PRAGMA page_count")
    engine = register._engine
    engine.dispose()
    event.listen(engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count = {pages + 2}"))
    with pytest.raises(NoRoom, match="disk with the register is full"), register.session("oak") as act:
        act.record_all([Noted(person="p1", text="x" * 1000)] * 50)
    assert whole_acts(register) == 0


@ON_POSTGRESQL
def test_a_server_that_dies_amid_an_act_leaves_nothing_of_it(
    register: Register, register_url: str, request: pytest.FixtureRequest
) -> None:
    server: Server = request.getfixturevalue("postgresql")
    with pytest.raises(Unreachable, match="Nothing from this step was saved"), register.session("oak") as act:  # noqa: PT012
        act.record(Noted(person="p1", text="x"))
        server.control("-m", "immediate", "stop")
        try:
            act.record(Noted(person="p1", text="y"))
        finally:
            server.start()
    assert whole_acts(register) == 0
    with Apart(write, register_url, 2) as writing:
        assert writing.ended() == ["saved"] * 2
    assert whole_acts(register) == 2


@ON_POSTGRESQL
def test_a_connection_cut_by_the_server_leaves_nothing_of_the_act(register: Register, register_url: str) -> None:
    with pytest.raises(RegisterTrouble), register.session("oak") as act:  # noqa: PT012
        act.record(Noted(person="p1", text="x"))
        raw(
            register_url,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        act.record(Noted(person="p1", text="y"))
    assert whole_acts(register) == 0


def test_writers_wait_for_each_other_and_then_say_so(
    register: Register, open_register: Callable[..., Register], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_WAIT", 0.05)
    other = open_register(new_officer("Another"))
    with register.session("oak") as act:
        act.record(Noted(person="p1", text="x"))
        with pytest.raises(RegisterBusy, match="Others are writing"), other.session("oak"):
            pass
    with other.session("oak") as act:
        act.record(Noted(person="p1", text="y"))
    assert register.check("oak").holds


def test_a_test_run_that_is_killed_leaves_no_server_behind(postgresql: Server) -> None:
    code = "from tests.register import postgres; s = postgres.shared(); print(s.folder, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        folder = Path(run.stdout.readline().strip())
        server = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        ended = os.pidfd_open(server)
        run.kill()
    assert select.select([ended], [], [], 60)[0], "it runs on"
    os.close(ended)
