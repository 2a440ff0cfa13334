"""A process of its own at a register: branched off one that has loaded everything, on systems that can fork."""

import multiprocessing
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Self

WAYS = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")
WAYS.set_forkserver_preload(["tests.register.intake_process", "tests.register.writing_process"])
Say = Callable[[str], None]


class Apart:
    """`work` is given what to say things with, and these arguments; a context manager."""

    def __init__(self, work: Callable[..., None], *given: Any) -> None:
        self._hears, says = WAYS.Pipe(duplex=False)
        self._process = WAYS.Process(target=_work, args=(work, says, given))
        self._process.start()
        says.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._hears.close()
        self._process.close()

    def hear(self) -> str:
        """The next thing that it says. Raises EOFError once it has ended."""
        return str(self._hears.recv())

    def rest(self) -> list[str]:
        """All that it goes on to say until its end."""
        said = list[str]()
        with suppress(EOFError):
            while True:
                said.append(self.hear())
        return said

    def ended(self) -> list[str]:
        """All that it goes on to say; it has to end well."""
        said = self.rest()
        self._process.join(60)
        assert self._process.exitcode == 0
        return said

    def kill(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.join(60)


def _work(work: Callable[..., None], says: Any, given: tuple[Any, ...]) -> None:
    work(says.send, *given)
