"""How far long work is, and whether it is to stop."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from threading import Event, Thread
from typing import NamedTuple, Self, TypeVar

from ..i18n import Message
from .trouble import Trouble

T = TypeVar("T")
_BETWEEN_LOOKS = 0.1  # seconds


class WorkStopped(Trouble):
    """The user stopped the work; each kind of work has a sentence that says what was done and what was not."""

    sentence = Message("Stopped.")


class WorkProgress(NamedTuple):
    """Told how many of how many are done, and asked between two of them whether to stop."""

    came: Callable[[int, int], None] = lambda _done, _of: None
    stopped: Callable[[], bool] = lambda: False
    doing: Callable[[str], None] = lambda _sentence: None  # another part of the work begins, counted by itself
    ends_in: Callable[[], WorkStopped] | None = None
    ended: Callable[[], None] = lambda: None  # what ran `beside` is over

    def ending_in(self, stopped: Callable[[], WorkStopped]) -> Self:
        """The same for work that ends in this where it is stopped, unless it is a part of other work that says so."""
        return self if self.ends_in is not None else self._replace(ends_in=stopped)

    def in_steps(self, of: int) -> Self:
        """The same for work of so many steps: what runs `beside` is counted as one of them once it is over."""
        done = count(1)
        return self._replace(ended=lambda: self.came(next(done), of))

    def within_a_step(self) -> Self:
        """The same for what is one step of other work: its own steps are not counted."""
        return self._replace(came=lambda _done, _of: None)

    def go_on(self) -> None:
        """Where the work can still be given up: raises what it ends in if it is to stop."""
        if self.stopped():
            raise (self.ends_in or WorkStopped)()

    def through(self, things: Iterable[T], of: int) -> Iterator[T]:
        """One after the other, each counted once it is done. Raises as `go_on`, before each and after the last."""
        for done, each in enumerate(things, 1):
            self.go_on()
            yield each
            self.came(done, of)
        self.go_on()

    def in_parts(self, things: Sequence[T], at_once: int) -> Iterator[Sequence[T]]:
        """So many at once, counted as `through` does."""
        for start in range(0, len(things), at_once):
            self.go_on()
            yield things[start : start + at_once]
            self.came(min(start + at_once, len(things)), len(things))
        self.go_on()

    def beside(self, act: Callable[[], T], cut: Callable[[], object] | None = None) -> T:
        """What `act` gives, which cannot be given up in between: it runs on a thread of its own. Raises as `go_on`.

        Where the work is to stop, `cut` ends it from here; without one it is left alone, and what it gives is let go.
        """
        given: list[T] = []
        failed: list[BaseException] = []
        over = Event()

        def run() -> None:
            try:
                given.append(act())
            except BaseException as error:  # noqa: BLE001 - raised where it is waited for
                failed.append(error)
            finally:
                over.set()

        Thread(target=run, daemon=True).start()
        while not over.wait(_BETWEEN_LOOKS):
            if self.stopped() and cut is not None:
                cut()  # and again, until it is over: it may not have begun
            else:
                self.go_on()
        self.go_on()
        if failed:
            raise failed[0]
        self.ended()
        self.go_on()
        return given[0]


UNWATCHED = WorkProgress()  # of work that nobody follows or stops
