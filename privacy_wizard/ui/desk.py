"""All that a window works with; built in one place and handed in."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from ..audit.session import AuditSession
from ..audit.shelf import Shelf
from ..domain.model import Catalogue
from ..office.my_school import MySchool

if TYPE_CHECKING:
    from ..audit.signing import Signing


class Desk:
    """One person at work on one audit. What is slow to load is made when it is first asked for."""

    def __init__(
        self, *, session: AuditSession, shelf: Shelf, signing: "Callable[[], Signing]", school: MySchool
    ) -> None:
        self.session = session
        self.shelf = shelf
        self.school = school
        self._make_signing = signing

    @property
    def catalogue(self) -> Catalogue:
        """The checklists and policies."""
        return self.session.catalogue

    @cached_property
    def signing(self) -> "Signing":
        """The key, the preview, the signature."""
        return self._make_signing()
