"""What there is to know about a service before its questions: whether it is still there, and what changed since."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....audit.session import AuditSession
from ....domain.audit import Account
from ....domain.changes import changes_since
from ....domain.model import Status
from ....domain.vocabulary import ServiceState
from ...widgets.disclosure import Disclosure
from ...widgets.notice import Notice
from ...widgets.text import Text
from ..parts.layouts import clear
from ..words import long_date


class AboutService(QWidget):
    """Nothing at all for a service that is open and whose checklist has not changed."""

    def __init__(self, session: AuditSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._shown: object = None

    def show_account(self, account: Account) -> None:
        """Show what is known of its service."""
        checklist = self._session.catalogue.checklists[account.checklist]
        since = self._session.audit.earlier_versions.get(checklist.id, "")
        shown = (checklist.sha256, since)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._column)
        changes = changes_since(checklist, since)
        if checklist.status is not None and checklist.state is not ServiceState.OPEN:
            self._column.addWidget(Notice("info", status_words(checklist.status)))
        if changes:
            more = Disclosure(self.tr("What changed since you last answered"), is_open=True)
            more.body.setSpacing(6)
            for change in changes:
                more.body.addWidget(Text(f"{long_date(change.date)}: {change.summary}", "muted"))
            self._column.addWidget(more)
        self.setVisible(self._column.count() > 0)


def status_words(status: Status) -> str:
    """What became of a service, and what may still be public."""
    translate = QCoreApplication.translate
    fading = status.state is ServiceState.FADING
    began = translate("Service", "Still there, but fading.") if fading else translate("Service", "Closed.")
    return f"{began} {status.summary}"
