"""A policy tried out: what the console asks of a wizard over an audit that is thrown away."""

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
        """Close the window, and throw everything away."""


BeginTrial = Callable[[Catalogue, PolicyPack, Iterable[str], Theme, Callable[[], datetime]], Trial]
