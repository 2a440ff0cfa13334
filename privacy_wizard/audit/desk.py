"""All that a window or the command line works with; built in one place and handed in."""

from attrs import frozen

from ..domain.model import Catalogue
from .session import AuditSession
from .shelf import Shelf
from .signing import Signing


@frozen(kw_only=True)
class Desk:
    """One person at work on one audit."""

    catalogue: Catalogue
    session: AuditSession
    shelf: Shelf
    signing: Signing
