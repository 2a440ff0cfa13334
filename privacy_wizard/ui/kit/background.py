"""The one way for slow work: off the window's thread, with its handlers given before it starts."""

from collections.abc import Callable
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, Signal

T = TypeVar("T")
_LAST_WAIT = 3000  # milliseconds that a closing program gives to work that is under way


class _Job(QObject):
    """Carries one result back to the thread that asked. It lives until then, whatever happens to the asker."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        task: Callable[[], Any],
        on_done: Callable[[Any], None],
        on_failed: Callable[[Exception], None],
        parent: QObject,
    ) -> None:
        super().__init__()
        self._task, self._on_done, self._on_failed, self._parent = task, on_done, on_failed, parent
        self.done.connect(self._finish)
        self.failed.connect(self._give_up)

    def run(self) -> None:
        """Do the work; on a thread of the pool."""
        try:
            result = self._task()
        except Exception as error:  # noqa: BLE001  (whatever it is, it is the asker's to explain)
            self.failed.emit(error)
        else:
            self.done.emit(result)

    def _finish(self, result: Any) -> None:
        _under_way.discard(self)
        if shiboken6.isValid(self._parent):
            self._on_done(result)

    def _give_up(self, error: Exception) -> None:
        _under_way.discard(self)
        if shiboken6.isValid(self._parent):
            self._on_failed(error)


_under_way: set[_Job] = set()


def run_in_background(
    task: Callable[[], T], *, on_done: Callable[[T], None], on_failed: Callable[[Exception], None], parent: QObject
) -> None:
    """Run `task` on another thread; one handler is called on this thread, unless `parent` is gone by then.

    `task` must not touch widgets. Work that has not begun when the program closes is dropped.
    """
    job = _Job(task, on_done, on_failed, parent)
    _under_way.add(job)
    QThreadPool.globalInstance().start(job.run)


def is_busy() -> bool:
    """Whether any work is under way or its result is still to be handed over."""
    return bool(_under_way)


def finish_at_exit(app: QCoreApplication) -> None:
    """Let the program end only after work under way had a moment to end, too; once for each application."""
    app.aboutToQuit.connect(_wind_up)


def _wind_up() -> None:
    pool = QThreadPool.globalInstance()
    pool.clear()
    pool.waitForDone(_LAST_WAIT)
