"""Data exports read in the sandbox, within limits, with progress, and stopped on request."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import TypeVar

from ..i18n import spoken_language
from ..sandbox import Limits, WorkerDied, WorkerPool
from ..serialization import Refused, from_plain, parsed
from .explaining import ExportsExplained
from .export_notes import ExportFault, FaultyExport
from .export_texts import plain
from .observation import ExportsRead

T = TypeVar("T")
_TASK = "privacy_wizard.evidence.worker:prepare"
_ASKED_EVERY = 0.2  # seconds
_LARGEST_ANSWER = 400_000_000  # bytes
_LIMITS = Limits(seconds=900.0, work=900, memory=1_500_000_000, questions=2_000_000)


class ReadingStopped(Exception):
    """The user stopped the reading."""


def read_exports(
    paths: Sequence[Path],
    *,
    posts: bool = False,
    on_progress: Callable[[int, int], None] = lambda _done, _all: None,
    is_stopped: Callable[[], bool] = lambda: False,
    limits: Limits = _LIMITS,
) -> ExportsRead:
    """What exports show: files, folders, or the parts of one. Posts are read only when asked for.

    `on_progress` is told how many files of how many are read, from none on, on the calling thread. Never raises for
    what is in an export; raises ReadingStopped soon after `is_stopped` says so; another thread asks it, too.
    """
    whole = [str(path.absolute()) for path in paths]
    try:
        with WorkerPool(_TASK, {"language": spoken_language()}, limits=limits) as pool, _stopping(pool, is_stopped):
            steps = pool.ask({"act": "open", "paths": whole, "posts": posts}, most=0)[0]["steps"]
            steps = steps if type(steps) is int else 0
            on_progress(0, steps)
            for step in range(steps):
                if is_stopped():
                    raise ReadingStopped
                pool.ask({"act": "read", "step": step}, most=0)
                on_progress(step + 1, steps)
            return _understood(pool.ask({"act": "finish"}, most=_LARGEST_ANSWER)[1], ExportsRead)
    except WorkerDied as died:
        if is_stopped():
            raise ReadingStopped from None
        return ExportsRead(exports=(), faulty=_failed(paths, too_slow=died.too_slow))
    except (Refused, ValueError, KeyError, RecursionError):
        return ExportsRead(exports=(), faulty=_failed(paths, too_slow=False))


@contextmanager
def _stopping(pool: WorkerPool, is_stopped: Callable[[], bool]) -> Iterator[None]:
    """A file with years of messages may take a minute: whoever stops does not wait for the end of it."""
    done = Event()

    def watch() -> None:
        while not done.wait(_ASKED_EVERY):
            if is_stopped():
                pool.stop()

    watching = Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield
    finally:
        done.set()
        watching.join()


def explain_exports(paths: Sequence[Path]) -> ExportsExplained:
    """What would be read of them, and what never is. Never raises for what is in an export."""
    whole = [str(path.absolute()) for path in paths]
    try:
        with WorkerPool(_TASK, {"language": spoken_language()}, limits=_LIMITS) as pool:
            return _understood(pool.ask({"act": "explain", "paths": whole}, most=_LARGEST_ANSWER)[1], ExportsExplained)
    except WorkerDied as died:
        return ExportsExplained(exports=(), faulty=_failed(paths, too_slow=died.too_slow))
    except (Refused, ValueError, RecursionError):
        return ExportsExplained(exports=(), faulty=_failed(paths, too_slow=False))


def _understood(answer: bytes, kind: type[T]) -> T:
    """A worker's answer. It has read hostile files, so its answer is read as strictly. Raises Refused, ValueError."""
    found: T = from_plain(parsed(answer), kind)
    return found


def _failed(paths: Sequence[Path], *, too_slow: bool) -> tuple[FaultyExport, ...]:
    fault = ExportFault.TOO_SLOW if too_slow else ExportFault.FAILED
    return tuple(FaultyExport(path=plain(path.name), fault=fault) for path in paths)
