"""A few workers for one task; one that dies or takes too long is replaced, and the rest goes on."""

import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any, Self

from .limits import Limits
from .worker_process import WorkerProcess


class WorkerPool:
    """Workers start when first needed, and end with `close`, the context, or this object.

    `task` names the importable function, `start` and `content` are what it is told first. Every method may be called
    from any thread.
    """

    def __init__(
        self,
        task: str,
        start: Mapping[str, Any] | None = None,
        content: bytes = b"",
        *,
        workers: int = 1,
        limits: Limits | None = None,
    ) -> None:
        self._task, self._start, self._content = task, start or {}, content
        self._limits, self._workers = limits or Limits(), workers
        self._idle: SimpleQueue[WorkerProcess | None] = SimpleQueue()
        self._busy: set[WorkerProcess | None] = set()
        for _ in range(workers):
            self._idle.put(None)
        self._ending = weakref.finalize(self, _end_idle, self._idle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(
        self, question: Mapping[str, Any], content: bytes = b"", most: int | None = None
    ) -> tuple[dict[str, Any], bytes]:
        """A worker's answer, with at most so many bytes; waits while all are busy. Raises WorkerDied, and of these
        WorkerNotStarted where nothing was asked.
        """
        with self._worker() as worker:
            return worker.ask(question, content, most)

    def stop(self) -> None:
        """Stop what the workers are doing: whoever waits for an answer is told WorkerDied. The pool goes on."""
        for worker in tuple(self._busy):
            if worker is not None:
                worker.stop()

    def close(self) -> None:
        """End every worker, when it has answered; they start again when they are needed."""
        for _ in range(self._workers):
            worker = self._idle.get()
            if worker is not None:
                worker.end()
        for _ in range(self._workers):
            self._idle.put(None)

    @contextmanager
    def _worker(self) -> Iterator[WorkerProcess]:
        kept: WorkerProcess | None = None
        worker = self._idle.get()
        try:
            if worker is not None and worker.has_ended:
                worker.end()
                worker = None
            worker = worker or WorkerProcess(self._task, self._start, self._content, self._limits)
            self._busy.add(worker)
            yield worker
            kept = None if worker.is_worn else worker
        finally:
            self._busy.discard(worker)
            if worker is not None and kept is None:
                worker.end()
            self._idle.put(kept)


def _end_idle(idle: "SimpleQueue[WorkerProcess | None]") -> None:
    while not idle.empty():
        worker = idle.get()
        if worker is not None:
            worker.end()
