"""Watching a folder: it is checked again and again, and files that have stopped changing are taken in."""

from collections.abc import Callable, Sequence
from pathlib import Path

from attrs import define, field

from .arrivals import Watched
from .intake_run import IntakeOutcome, Taken

TakeIn = Callable[[Sequence[Path]], Sequence[Taken]]


@define
class Watching:
    """One folder. Nothing in it is changed, moved or deleted."""

    folder: Path
    _watched: Watched = field(init=False)
    _is_held_up: bool = field(default=False, init=False)

    @_watched.default
    def _start(self) -> Watched:
        return Watched(self.folder)

    @property
    def is_there(self) -> bool:
        """Whether the folder can be reached: a network share may be away for a while and come back."""
        try:
            return self.folder.is_dir()
        except (OSError, ValueError):
            return False

    @property
    def aside(self) -> int:
        """How many files of other kinds lay in the folder at the last look: pictures, letters."""
        return self._watched.aside

    def look(self, take_in: TakeIn) -> Sequence[Taken]:
        """One look: what is new since the last one, and no longer growing, is taken in.

        A file is taken at the second look at the earliest. While no check can begin, all are tried again at every look,
        and told once. Raises what `take_in` raises; the files are then offered again at the next look.
        """
        ready, is_retry = self._watched.settled(), self._is_held_up
        if not ready and not is_retry:
            return ()
        try:
            taken = take_in(ready)
        except BaseException:
            self._watched.forget(ready)
            raise
        self._is_held_up = any(each.is_held_up for each in taken)
        if self._is_held_up:
            self._watched.forget(ready)
        return [each for each in taken if not is_retry or _is_news(each)]


def _is_news(taken: Taken) -> bool:
    """Whether it was not told when it was tried before."""
    return not taken.is_held_up and taken.outcome is not IntakeOutcome.HELD_ALREADY
