"""Work that is stopped at every count at which it can be, one after the other, until it comes through."""

from collections.abc import Callable
from itertools import count
from typing import TypeVar

from privacy_wizard.system.progress import WorkProgress, WorkStopped

T = TypeVar("T")


def stopped_everywhere(
    act: Callable[[WorkProgress], T],
    ends_in: type[WorkStopped],
    still_as_before: Callable[[], object],
    *,
    every: int = 1,
) -> tuple[T, int]:
    """What it gives once nothing stops it any more, and after how many counts it was stopped last: after none at first,
    then after one, and so on, or after `every` so many.

    `still_as_before` looks, after each, that nothing of it was done.
    """
    for most in count(step=every):
        told, stopped = _stopping_after(most), None
        try:
            return act(told), most
        except ends_in as error:
            stopped = error
        assert type(stopped) is ends_in
        assert "Stopped" in str(stopped)
        still_as_before()
    raise AssertionError


def _stopping_after(most: int) -> WorkProgress:
    came: list[int] = []
    return WorkProgress(came=lambda done, _of: came.append(done), stopped=lambda: len(came) >= most)
