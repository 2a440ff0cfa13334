"""What the wizard's window works with, built in one place and handed in."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from ...audit.my_school import MySchool

if TYPE_CHECKING:  # what the first page is painted without
    from ...audit.connections.review import ConnectionReview
    from ...audit.saved_audits import SavedAudits
    from ...audit.session import AuditSession
    from ...audit.signing import Signing
    from ...domain.model import Catalogue


class WizardContext:
    """One person at work on one audit. What is slow to load is made when it is first asked for."""

    def __init__(
        self,
        *,
        session: "Callable[[], AuditSession]",
        saved_audits: "Callable[[], SavedAudits]",
        signing: "Callable[[], Signing]",
        school: MySchool,
        keeps: bool = True,
    ) -> None:
        """`keeps`: what is answered stays on this computer; a trial throws it away."""
        self.school, self.keeps = school, keeps
        self._open_session, self._open_saved_audits, self._make_signing = session, saved_audits, signing

    def open(self) -> None:
        """Load what an audit takes, which costs a moment. Whoever asks for `session` opens it, too."""
        self.session  # noqa: B018

    @property
    def is_open(self) -> bool:
        """Whether there is an audit yet."""
        return "session" in vars(self)

    @cached_property
    def session(self) -> "AuditSession":
        """The audit in the making."""
        return self._open_session()

    @cached_property
    def saved_audits(self) -> "SavedAudits":
        return self._open_saved_audits()

    @cached_property
    def connections(self) -> "ConnectionReview":
        """The review of one's connections, over the downloads at hand."""
        from ...audit.connections.review import ConnectionReview

        return ConnectionReview(self.session, self.saved_audits.reviews)

    @property
    def catalogue(self) -> "Catalogue":
        return self.session.catalogue

    @cached_property
    def signing(self) -> "Signing":
        """The key, the preview, the signature."""
        return self._make_signing()
