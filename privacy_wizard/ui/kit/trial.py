"""Trying out a policy: what the console needs of a wizard with a throw-away audit."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol

from ...domain.model import Catalogue, PolicyPack
from .theme import Theme


class Trial(Protocol):
    """A window over a throw-away audit."""

    def show(self) -> None:
        """Bring the window up."""

    def close(self) -> None:
        """Close the window, and delete everything."""


BeginTrial = Callable[[Catalogue, PolicyPack, Iterable[str], Theme, Callable[[], datetime]], Trial]
