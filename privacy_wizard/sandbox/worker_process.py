"""A worker as the program sees it: it may be ended at any moment, and nothing here depends on it."""

import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Event, Timer
from typing import Any

from .ipc import Ended, receive, send
from .limits import Limits

_STARTING = 120.0  # seconds that a worker may take to load everything
_OVER_WORK = -24  # SIGXCPU: the system ended it for its work
_PACKAGES = Path(__file__).parents[2]  # where this package itself lies
# Nothing that lies beside a hostile file, or where the command was typed, may be imported: hence the option -I.
_START = "import sys; sys.path.append(sys.argv.pop(1)); from privacy_wizard.sandbox.file_worker import main; main()"
WORKER = "--work-on-files"  # asks a bundled program, which is its own interpreter, to be a worker


class WorkerDied(Exception):
    """The worker ended, or was ended because it took too long; or it could not be understood."""

    def __init__(self, *, too_slow: bool) -> None:
        super().__init__()
        self.too_slow = too_slow


class WorkerNotStarted(WorkerDied):
    """No worker began with the question, so its end says nothing of what was asked about."""


class WorkerProcess:
    """One worker with its task prepared. Raises WorkerNotStarted where that fails."""

    def __init__(self, task: str, start: Mapping[str, Any], content: bytes, limits: Limits) -> None:
        self.answered = 0
        self._limits = limits
        self._running = self._started()
        first = {"task": task, "start": dict(start), "memory": limits.memory, "work": limits.work}
        try:
            self._ask(first, content, _STARTING, 0)
        except WorkerDied as died:
            self.end()
            raise WorkerNotStarted(too_slow=died.too_slow) from None

    def ask(self, question: Mapping[str, Any], content: bytes, most: int | None) -> tuple[dict[str, Any], bytes]:
        """The answer, with at most so many bytes. The worker is of no use once this raises.

        Raises WorkerDied, and of these WorkerNotStarted where it ended before it had the question.
        """
        found = self._ask(question, content, self._limits.seconds, most)
        self.answered += 1
        return found

    @property
    def is_worn(self) -> bool:
        """Whether it has answered so much that another worker should take its place."""
        return self.answered >= self._limits.questions

    @property
    def has_ended(self) -> bool:
        """Whether it ended while nothing was asked of it, as when the system needed its memory."""
        return self._running.poll() is not None

    def stop(self) -> None:
        """Stop what it is doing, from any thread: whoever waits for its answer is told WorkerDied."""
        self._running.kill()

    def end(self) -> None:
        """End the worker, whatever it is doing."""
        self._running.kill()
        for pipe in (self._running.stdin, self._running.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._running.wait()

    def _started(self) -> "subprocess.Popen[bytes]":
        try:
            return subprocess.Popen(  # noqa: S603 - our own program
                _command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=_FLAGS,
                process_group=_GROUP,
            )
        except (OSError, MemoryError):  # the system gives no more processes, or the program is being replaced
            raise WorkerNotStarted(too_slow=False) from None

    def _ask(
        self, question: Mapping[str, Any], content: bytes, seconds: float, most: int | None
    ) -> tuple[dict[str, Any], bytes]:
        questions, answers = self._running.stdin, self._running.stdout
        if questions is None or answers is None:
            raise WorkerDied(too_slow=False)
        late, has_begun = Event(), False
        timer = Timer(seconds, self._stop, [late])
        timer.start()
        try:
            send(questions, dict(question), content)
            receive(answers, 0)  # it has all of it, and looks at it from now on
            has_begun = True
            found = receive(answers, most)
        except (OSError, ValueError, Ended):
            too_slow = self._ended_for_its_work(late)
            raise (WorkerDied if has_begun or too_slow else WorkerNotStarted)(too_slow=too_slow) from None
        finally:
            timer.cancel()
            timer.join()
        if late.is_set():
            raise WorkerDied(too_slow=True)
        return found

    def _ended_for_its_work(self, late: Event) -> bool:
        self._running.kill()
        return late.is_set() or self._running.wait() == _OVER_WORK

    def _stop(self, late: Event) -> None:
        late.set()
        self._running.kill()


# Ctrl-C in a terminal goes to its whole group: it must not look as if the file had killed its worker.
# On Windows, which alone has these, no console may flash up beside the window either.
_FLAGS = int(getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)) | int(getattr(subprocess, "CREATE_NO_WINDOW", 0))
_GROUP = None if sys.platform == "win32" else 0


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        program = Path(sys.executable)
        # On Windows the program that shows windows has no standard streams; the one beside it has.
        return [str(program.with_name("privacy-wizard").with_suffix(program.suffix)), WORKER]
    return [sys.executable, "-I", "-B", "-c", _START, str(_PACKAGES)]
