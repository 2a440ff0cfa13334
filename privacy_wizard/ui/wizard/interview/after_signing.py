"""An answer changed after signing begins another audit: that is asked about before it is done."""

from collections.abc import Callable

from ....audit.session import AuditSession
from ..foot_note import FootNote
from .foot_notes import ask_before_unsigning


class AfterSigning:
    """Holds an act back while the audit is a signed one; `changed` is called when it holds one, or lets it go."""

    def __init__(self, session: AuditSession, changed: Callable[[], object]) -> None:
        self._session, self._changed = session, changed
        self._held: Callable[[], object] | None = None

    @property
    def question(self) -> FootNote | None:
        """What is asked at the foot of the page; None while nothing is held back."""
        return None if self._held is None else ask_before_unsigning(self._session, self._on_begin, self._on_leave)

    def do(self, act: Callable[[], object]) -> None:
        """At once where nothing is signed."""
        self._held = None
        if self._session.audit.signed is None:
            act()
        else:
            self._held = act
            self._changed()

    def forget(self) -> None:
        """What was held back is not wanted any more."""
        self._held = None

    def _on_begin(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held()

    def _on_leave(self) -> None:
        self._held = None
        self._changed()
