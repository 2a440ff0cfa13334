"""A process in which hostile bytes are looked into; it may be ended at any moment, and nothing here depends on it."""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event, Timer

from .conversation import Ended, receive, send

_FLOOR = Path(__file__).parents[2]  # where the package itself lies
_STARTING = 120.0  # seconds that a process may take to load everything


def start_of(module: str) -> str:
    """What Python runs: the `main` of a module of ours.

    Nothing that lies beside a checked file, or where the command was typed, may be imported: hence the option -I.
    """
    return f"import sys; sys.path.append(sys.argv.pop(1)); from {module} import main; main()"


class Died(Exception):
    """The process ended, or was ended because it took too long; or it could not be understood."""

    def __init__(self, *, too_slow: bool) -> None:
        super().__init__()
        self.too_slow = too_slow


class BoundedProcess:
    """One process, and the conversation with it: a question with bytes, an answer with bytes.

    `code` comes from `start_of`; `start` and `content` are what it is told first. Raises Died where that
    fails.
    """

    def __init__(self, code: str, start: dict[str, object], content: bytes = b"") -> None:
        self.answered = 0
        self._running = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-I", "-B", "-c", code, str(_FLOOR)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        try:
            self.ask(start, content, _STARTING)
        except Died:
            self.end()
            raise

    def ask(
        self, question: dict[str, object], content: bytes, seconds: float, most: int | None = None
    ) -> tuple[dict[str, object], bytes]:
        """The answer, of at most so many bytes. Raises Died; the process is of no use then."""
        questions, answers = self._running.stdin, self._running.stdout
        if questions is None or answers is None:
            raise Died(too_slow=False)
        late = Event()
        timer = Timer(seconds, self._stop, [late])
        timer.start()
        try:
            send(questions, question, content)
            found = receive(answers, most)
        except (OSError, ValueError, Ended):
            raise Died(too_slow=late.is_set()) from None
        finally:
            timer.cancel()
            timer.join()
        if late.is_set():
            raise Died(too_slow=True)
        self.answered += 1
        return found

    def end(self) -> None:
        """Without waiting for anything it may still be doing."""
        self._running.kill()
        for pipe in (self._running.stdin, self._running.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._running.wait()

    def _stop(self, late: Event) -> None:
        late.set()
        self._running.kill()
