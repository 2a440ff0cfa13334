"""How far long work is, and whether it is to stop."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class WorkProgress:
    """Told how many of how many are done, and asked between two of them whether to stop."""

    came: Callable[[int, int], None] = lambda _done, _of: None
    stopped: Callable[[], bool] = lambda: False
