"""Workers for hostile bytes: what they may not do, what they may take, and that the next question is answered."""

import asyncio
from contextlib import nullcontext
from pathlib import Path

import pytest

from privacy_wizard.sandbox import Limits, WorkerDied, WorkerNotStarted, WorkerPool, run_without_io
from tests.replaced import program_being_replaced

_TASKS = "tests.sandbox.tasks"


pytestmark = pytest.mark.usefixtures("workers_as_shipped")


def test_a_task_is_told_once_and_asked_again_and_again() -> None:
    with WorkerPool(f"{_TASKS}:echo", {"a": 1}, b"first ") as pool:
        assert pool.ask({"b": [2]}, b"then") == ({"start": {"a": 1}, "asked": {"b": [2]}}, b"first then")
        assert pool.ask({}) == ({"start": {"a": 1}, "asked": {}}, b"first ")


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


@pytest.mark.parametrize("act", ["raise", "end", "shout", "much"])
def test_a_worker_that_ends_or_cannot_be_understood_is_replaced(act: str) -> None:
    with WorkerPool(f"{_TASKS}:misbehave") as pool:
        with pytest.raises(WorkerDied) as died:
            pool.ask({"act": act})
        assert not died.value.too_slow
        assert pool.ask({"act": "good"})[0] == {"good": True}


@pytest.mark.parametrize(("act", "limits"), [("wait", Limits(seconds=0.2)), ("work", Limits(work=1))])
def test_a_worker_that_takes_too_long_is_ended_and_replaced(act: str, limits: Limits) -> None:
    with WorkerPool(f"{_TASKS}:misbehave", limits=limits) as pool:
        with pytest.raises(WorkerDied) as died:
            pool.ask({"act": act})
        assert died.value.too_slow
        assert pool.ask({"act": "good"})[0] == {"good": True}


def test_what_a_library_prints_is_no_answer() -> None:
    with WorkerPool(f"{_TASKS}:misbehave") as pool:
        assert pool.ask({"act": "print"})[0] == {"printed": True}


def test_no_more_bytes_are_taken_than_were_asked_for() -> None:
    with WorkerPool(f"{_TASKS}:echo") as pool, pytest.raises(WorkerDied):
        pool.ask({}, b"four", most=3)


@pytest.mark.parametrize("fault", ["no task", "no memory", "no program"])
def test_a_worker_that_cannot_begin_is_told_apart_from_one_that_died(fault: str) -> None:
    task = "nothing" if fault == "no task" else "echo"
    limits = Limits(memory=1_000_000) if fault == "no memory" else Limits()
    gone = program_being_replaced() if fault == "no program" else nullcontext()
    with gone, WorkerPool(f"{_TASKS}:{task}", limits=limits) as pool, pytest.raises(WorkerNotStarted):
        pool.ask({}, b"x" * 5_000_000)


def test_a_worker_that_ended_while_nothing_was_asked_of_it_takes_nothing_with_it() -> None:
    with WorkerPool(f"{_TASKS}:echo") as pool:
        pool.ask({})
        with pool._worker() as worker:
            running = worker._running
        running.kill()
        running.wait()
        assert pool.ask({}, b"again")[1] == b"again"


def test_a_pool_that_was_closed_starts_again() -> None:
    with WorkerPool(f"{_TASKS}:echo") as pool:
        pool.ask({})
        pool.close()
        assert pool.ask({}, b"again")[1] == b"again"


def test_workers_end_with_their_pool() -> None:
    pool = WorkerPool(f"{_TASKS}:echo")
    pool.ask({})
    with pool._worker() as worker:
        running = worker._running
    del worker, pool
    assert running.returncode is not None


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
