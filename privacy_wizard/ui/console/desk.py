"""All that the console works with; built in one place and handed to every page."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from attrs import field, frozen

from ...domain.model import Catalogue
from ...identity import SigningKey
from ...office.books import Books


@frozen(kw_only=True)
class ConsoleDesk:
    """One officer at work on the register of one school."""

    books: Books
    key: SigningKey = field(repr=False)
    officer: str  # the officer's name, as their certificate has it
    home: Path  # the folder of this user's own files
    load_catalogue: Callable[[], Catalogue]  # slow the first time
    now: Callable[[], datetime]

    @property
    def today(self) -> date:
        """By this computer's clock."""
        return self.now().astimezone().date()
