"""Slow work: results arrive, on the right thread, and never at a widget that is gone."""

import subprocess
import sys
import textwrap
from collections.abc import Callable
from functools import partial
from threading import Event, Thread, current_thread, main_thread
from weakref import finalize

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from privacy_wizard.system.progress import WorkProgress
from privacy_wizard.ui.kit.background import is_busy, run_in_background
from privacy_wizard.ui.kit.widgets.progress import CountedProgress


def test_the_result_arrives_on_the_windows_thread(qtbot: QtBot) -> None:
    seen: list[object] = []
    run_in_background(
        current_thread,
        on_done=lambda worker: seen.extend((worker, current_thread())),
        on_failed=seen.append,
        parent=parent_of(qtbot),
    )
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen[0] is not main_thread()
    assert seen[1] is main_thread()


def test_a_failure_arrives_as_the_exception_itself(qtbot: QtBot) -> None:
    seen: list[object] = []
    fault = ValueError("no")

    def fail() -> None:
        raise fault

    run_in_background(fail, on_done=seen.append, on_failed=seen.append, parent=parent_of(qtbot))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [fault]
    run_in_background(sys.exit, on_done=seen.append, on_failed=seen.append, parent=parent_of(qtbot))
    qtbot.waitUntil(lambda: not is_busy())
    assert str(seen[1]) == "SystemExit()", "what is no Exception is not waited for without end"


def test_nothing_is_told_to_a_parent_that_is_gone(qtbot: QtBot) -> None:
    seen: list[object] = []
    go = Event()
    parent = QObject()
    run_in_background(go.wait, on_done=seen.append, on_failed=seen.append, parent=parent)
    shiboken6.delete(parent)
    go.set()
    qtbot.waitUntil(lambda: not is_busy())
    assert seen == []


def test_whatever_slow_work_held_goes_on_the_windows_thread(qtbot: QtBot) -> None:
    """A widget that goes on another thread can end the program."""
    parent, went_on = parent_of(qtbot), list[Thread]()

    def begin(task: Callable[[object], object]) -> None:
        held = Held()
        finalize(held, lambda: went_on.append(current_thread())).atexit = False
        run_in_background(partial(task, held), on_done=lambda _result: held, on_failed=str, parent=parent)

    for _each in range(1000):
        for task in (succeed, succeed, succeed, fail):
            begin(task)
        while is_busy():
            QApplication.processEvents()
    qtbot.waitUntil(lambda: len(went_on) == 4000)
    assert set(went_on) == {main_thread()}


class Held:
    pass


def succeed(_held: object) -> int:
    return sum(range(50))


def fail(_held: object) -> None:
    raise ValueError


def test_true_and_false_can_be_results_many_times_over(qtbot: QtBot) -> None:
    seen: list[bool] = []
    parent = parent_of(qtbot)
    for number in range(300):
        run_in_background(lambda n=number: n % 2 == 0, on_done=seen.append, on_failed=print, parent=parent)
    qtbot.waitUntil(lambda: len(seen) == 300)
    assert seen.count(True) == 150


def test_a_program_that_ends_in_the_middle_of_work_ends_cleanly_and_says_stop_to_what_can_be_given_up() -> None:
    program = """
        import time
        from threading import Event
        from PySide6.QtCore import QCoreApplication, QTimer
        from privacy_wizard.ui.kit.background import finish_at_exit, run_in_background
        app = QCoreApplication([])
        finish_at_exit(app)
        stopped = Event()
        run_in_background(
            lambda: stopped.wait(20) and print("given up"), on_done=print, on_failed=print, parent=app, stop=stopped.set
        )
        for _ in range(50):
            run_in_background(lambda: time.sleep(0.05), on_done=print, on_failed=print, parent=app)
        QTimer.singleShot(20, app.quit)
        raise SystemExit(app.exec())
    """
    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, timeout=30)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "given up" in ended.stdout


def parent_of(qtbot: QtBot) -> QObject:
    """A parent that lives as long as the test."""
    parent = QObject()
    qtbot.kept = parent
    return parent


def test_work_goes_on_to_its_end_where_what_showed_it_is_gone(qtbot: QtBot) -> None:
    go, done = Event(), list[int]()
    shown = CountedProgress()

    def work(told: WorkProgress) -> None:
        go.wait()
        told.doing("The rest")
        done.extend(told.through(range(3), 3))

    shown.run(work, on_done=lambda _: done.clear(), on_failed=lambda _: done.clear(), saying="Working …")
    shiboken6.delete(shown)
    go.set()
    qtbot.waitUntil(lambda: not is_busy())
    assert done == [0, 1, 2]
