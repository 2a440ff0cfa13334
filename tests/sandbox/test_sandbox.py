"""Workers for hostile bytes: what they may not do, what they may take, and that the next question is answered."""

import asyncio
import subprocess
from contextlib import nullcontext
from pathlib import Path

import pytest

from privacy_wizard.sandbox import Limits, WorkerDied, WorkerNotStarted, WorkerPool, run_without_io
from tests.replaced import program_being_replaced

_TASKS = "tests.sandbox.tasks"


pytestmark = pytest.mark.usefixtures("workers_as_shipped")


def test_a_task_is_told_once_and_asked_again_and_again_whatever_became_of_its_worker() -> None:
    pool = WorkerPool(f"{_TASKS}:echo", {"a": 1}, b"first ")
    assert pool.ask({"b": [2]}, b"then") == ({"start": {"a": 1}, "asked": {"b": [2]}}, b"first then")
    assert pool.ask({}) == ({"start": {"a": 1}, "asked": {}}, b"first ")
    pool.close()
    assert pool.ask({}, b"again")[1] == b"first again", "a pool that was closed starts again"
    ended = _running_of(pool)
    ended.kill()
    ended.wait()
    assert pool.ask({}, b"again")[1] == b"first again", "one that ended while idle takes nothing with it"
    with pytest.raises(WorkerDied):
        pool.ask({}, b"four", most=3)  # no more bytes are taken than were asked for
    pool.ask({})
    running = _running_of(pool)
    del pool
    assert running.returncode is not None, "workers end with their pool"


def _running_of(pool: WorkerPool) -> "subprocess.Popen[bytes]":
    with pool._worker() as worker:
        return worker._running


def test_a_worker_opens_no_connection_starts_nothing_and_writes_nothing(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("as it was")
    with WorkerPool(f"{_TASKS}:break_out", {"file": str(kept), "folder": str(tmp_path)}) as pool:
        found, _ = pool.ask({})
    assert found.pop("read") == "done"
    assert found.pop("memory", "MemoryError") == "MemoryError"
    assert {name for name, outcome in found.items() if outcome != "PermissionError"} == set()
    assert [each.name for each in tmp_path.iterdir()] == ["kept"]
    assert kept.read_text() == "as it was"


def test_a_worker_that_ends_or_cannot_be_understood_is_replaced() -> None:
    with WorkerPool(f"{_TASKS}:misbehave") as pool:
        for act in ("raise", "end", "shout", "much"):
            with pytest.raises(WorkerDied) as died:
                pool.ask({"act": act})
            assert not died.value.too_slow, act
            assert pool.ask({"act": "good"})[0] == {"good": True}, act
        assert pool.ask({"act": "print"})[0] == {"printed": True}, "what a library prints is no answer"


@pytest.mark.parametrize(("act", "limits"), [("wait", Limits(seconds=0.2)), ("work", Limits(work=1))])
def test_a_worker_that_takes_too_long_is_ended_and_replaced(act: str, limits: Limits) -> None:
    with WorkerPool(f"{_TASKS}:misbehave", limits=limits) as pool:
        with pytest.raises(WorkerDied) as died:
            pool.ask({"act": act})
        assert died.value.too_slow
        assert pool.ask({"act": "good"})[0] == {"good": True}


@pytest.mark.parametrize("fault", ["no task", "no memory", "no program"])
def test_a_worker_that_cannot_begin_is_told_apart_from_one_that_died(fault: str) -> None:
    task = "nothing" if fault == "no task" else "echo"
    limits = Limits(memory=1_000_000) if fault == "no memory" else Limits()
    gone = program_being_replaced() if fault == "no program" else nullcontext()
    with gone, WorkerPool(f"{_TASKS}:{task}", limits=limits) as pool, pytest.raises(WorkerNotStarted):
        pool.ask({}, b"x" * 5_000_000)


def test_a_coroutine_that_waits_for_nothing_needs_no_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    async def ready() -> int:
        return 3

    monkeypatch.setattr(asyncio, "new_event_loop", None)
    assert run_without_io(ready()) == 3


def test_a_coroutine_that_waits_is_refused_rather_than_left_hanging() -> None:
    async def waiting() -> None:
        await asyncio.sleep(1)

    with pytest.raises(RuntimeError):
        run_without_io(waiting())
