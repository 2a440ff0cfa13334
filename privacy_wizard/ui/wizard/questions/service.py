"""What there is to know about a service before its questions: whether it is still there, and what changed since."""

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....audit.session import AuditSession
from ....domain.changes import changes_since
from ....domain.model import Change, Status
from ....domain.vocabulary import ServiceState
from ....i18n import _, long_date
from ...kit.layouts import clear
from ...kit.widgets.disclosure import Disclosure
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import TextLabel


class AboutService(QWidget):
    """Nothing at all for a service that is open and whose checklist has not changed."""

    def __init__(self, session: AuditSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._shown: object = None
        self.hide()

    def show_checklists(self, asking: tuple[str, ...]) -> None:
        """Show what is known of the services behind these checklists, and what changed in them."""
        before = self._session.audit.earlier_versions
        checklists = [self._session.catalogue.checklists[each] for each in asking]
        shown = tuple((each.sha256, before.get(each.id, "")) for each in checklists)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._column)
        for each in checklists:
            if each.status is not None and each.state is not ServiceState.OPEN:
                self._column.addWidget(NoticeBox("info", status_words(each.status)))
        changes = [change for each in checklists for change in changes_since(each, before.get(each.id, ""))]
        if changes:
            self._column.addWidget(self._changed(changes))
        self.setVisible(self._column.count() > 0)

    def _changed(self, changes: Iterable[Change]) -> Disclosure:
        more = Disclosure(_("What changed since you last answered"), is_open=True)
        more.body.setSpacing(6)
        for change in changes:
            more.body.addWidget(TextLabel(f"{long_date(change.date)}: {change.summary}", "muted"))
        return more


def status_words(status: Status) -> str:
    """What became of a service, and what may still be public."""
    fading = status.state is ServiceState.FADING
    began = _("Still there, but fading.") if fading else _("Closed.")
    return f"{began} {status.summary}"
