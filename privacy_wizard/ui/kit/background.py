"""The single way to run slow work: off the window's thread, with its handlers given before it starts."""

from collections.abc import Callable
from functools import cache, partial
from itertools import count
from typing import Any, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, Signal

T = TypeVar("T")
_LAST_WAIT = 3000  # milliseconds that a closing program gives to work that is under way


class _Job(NamedTuple):
    task: Callable[[], Any]
    on_done: Callable[[Any], None]
    on_failed: Callable[[Exception], None]
    parent: QObject
    stop: Callable[[], object]


# A thread of the pool is given a number alone: what it lets go last is destroyed on it, and that may be a widget.
_numbers = count()
_under_way: dict[int, _Job] = {}
_outcomes: dict[int, Callable[[], None]] = {}  # the handler, with what it is to be told


class _Messenger(QObject):
    """Tells the window's thread which work has ended; it outlives all work."""

    ended = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.ended.connect(self._hand_over)

    def _hand_over(self, number: int) -> None:
        job, hand_over = _under_way.pop(number), _outcomes.pop(number)
        if shiboken6.isValid(job.parent):
            hand_over()


@cache
def _messenger() -> _Messenger:
    return _Messenger()


def _run(number: int) -> None:
    _outcomes[number] = _outcome(_under_way[number])
    _messenger().ended.emit(number)


def _outcome(job: _Job) -> Callable[[], None]:
    try:
        return partial(job.on_done, job.task())
    except Exception as error:  # noqa: BLE001  (whatever it is, it is the asker's to explain)
        return partial(job.on_failed, error)
    except BaseException as error:  # noqa: BLE001  (the panic of a library: untold, it would be waited for without end)
        return partial(job.on_failed, RuntimeError(repr(error)))


def run_in_background(
    task: Callable[[], T],
    *,
    on_done: Callable[[T], None],
    on_failed: Callable[[Exception], None],
    parent: QObject,
    stop: Callable[[], object] = lambda: None,
) -> None:
    """Run `task` on another thread; one handler is called on this thread, unless `parent` is gone by then.

    `task` must not touch widgets. What it and the handlers hold is let go on this thread. Work that has not begun when
    the program closes is dropped; to what has, `stop` is said.
    """
    _messenger()  # belongs to the thread that makes it
    number = next(_numbers)
    _under_way[number] = _Job(task=task, on_done=on_done, on_failed=on_failed, parent=parent, stop=stop)
    QThreadPool.globalInstance().start(partial(_run, number))


def is_busy() -> bool:
    """Whether any work is running or its result is still to be delivered."""
    return bool(_under_way)


def finish_at_exit(app: QCoreApplication) -> None:
    """Let running work end before the program does, within a moment; once for each application."""
    app.aboutToQuit.connect(_wind_up)


def _wind_up() -> None:
    pool = QThreadPool.globalInstance()
    pool.clear()
    for job in tuple(_under_way.values()):
        job.stop()
    pool.waitForDone(_LAST_WAIT)
