"""The wizard or the console, started as its user starts it, which goes about its own work on other threads.

Meanwhile widgets are thrown away that only Python's collector finds, as any page may that holds its own parts in a
circle. Prints a line of JSON: what was loaded when the first page was painted, how many widgets went, how many on
another thread than the window's, whether the wheel is kept from values, and whether the window's own collector is at
work.
"""

import gc
import json
import sys
import threading
import time
import weakref
from collections.abc import Callable
from importlib import import_module
from unittest import mock

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from privacy_wizard.app import main as start
from privacy_wizard.ui.kit.application import AfterFirstPaint, Application, GarbageCollector, collect_due
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.event_watch import EventWatch

gone_on: list[threading.Thread] = []
loaded_at_first: list[str] = []


class Tell(AfterFirstPaint):
    """Notes first what is loaded by then."""

    def __init__(self, window: QWidget, act: Callable[[], None]) -> None:
        super().__init__(window, lambda: (loaded_at_first.extend(sys.modules), act()))


def main() -> None:
    opens, arguments, walk = WALKS[sys.argv[1]]
    import_module(opens).AfterFirstPaint = Tell  # type: ignore[attr-defined]

    def run(app: Application) -> int:
        wait(lambda: bool(loaded_at_first))
        walk()
        elsewhere = sum(thread is not threading.main_thread() for thread in gone_on)
        kept = app.findChild(EventWatch) is not None
        told = {"loaded": loaded_at_first, "gone": len(gone_on), "elsewhere": elsewhere, "kept from wheel": kept}
        alone = app.findChild(GarbageCollector) is not None and not gc.isenabled()
        print(json.dumps(told | {"collects alone": alone}), flush=True)
        return 0

    Application.exec = run  # type: ignore[assignment,method-assign]
    start(arguments)


def walk_through_wizard() -> None:
    """The first page is shown; the checklists are read."""
    wait(is_busy)
    throw_away(shown())
    wait(lambda: not is_busy())
    collect()


def walk_through_console() -> None:
    """A first day: a register is begun, and some pages are looked at; each reads on another thread, as all do."""
    page = shown().page
    page.school.line.setText("Bradley Primary School")
    page.staff.take_text("Number\tFirst name\tLast name\n1\tAnn\tLee\n")
    wait(lambda: page.staff.count == 1 and page.policy.count() > 1)
    page.policy.choose("bradley-primary-2023")
    page.policy.chosen.emit()
    wait(lambda: not page.missing)
    with mock.patch.multiple("privacy_wizard.identity.key_file", SEAL_ROUNDS=2_000, KEY_ROUNDS=1_000):
        page.begin.click()
        throw_away(shown())
        wait(lambda: hasattr(shown(), "navigation"))
    window = shown()
    for entry in window.navigation.entries[::4]:
        window.navigation.requested.emit(entry.id)
        throw_away(window)
        wait(lambda: not is_busy())
    collect()


def throw_away(window: QMainWindow) -> None:
    """A part of the window that holds itself."""
    widget = QWidget(window)
    widget.itself = widget  # type: ignore[attr-defined]
    weakref.finalize(widget, lambda: gone_on.append(threading.current_thread())).atexit = False
    widget.setParent(None)


def collect() -> None:
    """What is left by now goes as in a long working day: rubbish piles up until each generation is due."""

    def gone_or_once_more() -> bool:
        for _each in range(1000):
            circle: list[object] = []
            circle.append(circle)
        collect_due()
        return bool(gone_on)

    wait(gone_or_once_more)


def shown() -> QMainWindow:
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, QMainWindow) and each.isVisible())


def wait(until: Callable[[], bool]) -> None:
    """Let the program work."""
    for _turn in range(3000):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if until():
            return
        time.sleep(0.01)
    raise AssertionError("it took too long")


WALKS = {
    "wizard": ("privacy_wizard.ui.wizard.window", [], walk_through_wizard),
    "console": ("privacy_wizard.ui.console.controller", ["console"], walk_through_console),
}

if __name__ == "__main__":
    main()
