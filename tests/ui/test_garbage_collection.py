"""What is thrown away on the way goes on the thread of the windows, whatever else is under way."""

import gc
import weakref

from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from privacy_wizard.ui.kit.application import GarbageCollector, collect_due
from privacy_wizard.ui.kit.background import run_in_background


def a_widget_that_only_the_collector_finds(died_on: list[QThread]) -> "weakref.ref[QWidget]":
    widget = QWidget()
    widget.itself = widget  # type: ignore[attr-defined]
    widget.destroyed.connect(lambda: died_on.append(QThread.currentThread()))
    return weakref.ref(widget)


def test_work_that_makes_much_rubbish_never_destroys_a_widget_on_its_own_thread(qtbot: QtBot) -> None:
    owner, died_on, done = QObject(), [], []
    GarbageCollector(owner)
    left = a_widget_that_only_the_collector_finds(died_on)

    def much_rubbish() -> int:
        for _each in range(20_000):
            circle: list[object] = []
            circle.append(circle)
        return 1

    run_in_background(much_rubbish, on_done=done.append, on_failed=done.append, parent=owner)
    qtbot.waitUntil(lambda: done == [1])
    assert not gc.isenabled()
    assert left() is not None
    assert died_on == []
    collect_due()
    assert left() is None
    assert QApplication.instance() is not None
    assert died_on in ([], [QApplication.instance().thread()])


def test_little_rubbish_is_left_for_later(qtbot: QtBot) -> None:
    gc.collect()
    left = a_widget_that_only_the_collector_finds([])
    collect_due()
    assert left() is not None
    gc.collect()
    assert left() is None
