"""All that a window works with; built in one place and handed in."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from ..domain.model import Catalogue
from .session import AuditSession
from .shelf import Shelf

if TYPE_CHECKING:
    from .signing import Signing


class Desk:
    """One person at work on one audit. What is slow to load is made when it is first asked for."""

    def __init__(self, *, session: AuditSession, shelf: Shelf, signing: "Callable[[], Signing]") -> None:
        self.session = session
        self.shelf = shelf
        self._make_signing = signing

    @property
    def catalogue(self) -> Catalogue:
        """The checklists and policies."""
        return self.session.catalogue

    @cached_property
    def signing(self) -> "Signing":
        """The key, the preview, the signature."""
        return self._make_signing()
