"""What is known of an account's service and of the guidance on it: one quiet line, said once."""

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....audit.interview.page import QuestionPage
from ....audit.session import AuditSession
from ....domain.age import Guidance, guidance_of, shows_a_screen
from ....domain.changes import changes_since
from ....domain.checklist_index import checklist_of
from ....domain.model import Change, Status
from ....domain.questions import Question
from ....domain.vocabulary import ServiceState
from ....i18n import _, long_date, readable_date
from ...kit.layouts import clear
from ...kit.widgets.card import Disclosure
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import TextLabel


class AboutAccount(QWidget):
    """Empty for pages that lead to no screen."""

    def __init__(self, session: AuditSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_page(self, page: QuestionPage | None) -> None:
        """Say it for the account of a page: on its first page, where there are several."""
        clear(self._column)
        if page is not None and page.account is not None and page.id.endswith(":1"):
            self._show_account(page)
        self.setVisible(self._column.count() > 0)

    def _show_account(self, page: QuestionPage) -> None:
        account = page.account
        checklist = self._session.catalogue.checklists[account.checklist] if account is not None else None
        if checklist is None:
            return
        if checklist.status is not None and checklist.state is not ServiceState.OPEN:
            self._column.addWidget(NoticeBox("info", status_words(checklist.status)))
        changes = changes_since(checklist, self._session.audit.earlier_versions.get(checklist.id, ""))
        if changes:
            self._column.addWidget(self._changed(changes))
        asked = [q for q in self._session.questions if q.account == account and shows_a_screen(q.check)]
        guidance = [self._guidance(question) for question in asked]
        if guidance:
            self._column.addWidget(TextLabel(age_words(min(guidance, key=lambda each: each.as_of)), "small"))

    def _changed(self, changes: Iterable[Change]) -> Disclosure:
        more = Disclosure(_("What changed since you last answered"))
        for change in changes:
            more.body.addWidget(TextLabel(f"{long_date(change.date)}: {change.summary}", "muted"))
        return more

    def _guidance(self, question: Question) -> Guidance:
        checklist = self._session.catalogue.checklists[checklist_of(question.check.id)]
        return guidance_of(question.check, checklist.review_after_months, self._session.today)


def age_words(oldest: Guidance) -> str:
    """How old the guidance on an account is, by its oldest part."""
    return _("The ways to these screens are as of {when}; yours may differ.", when=readable_date(oldest.as_of))


def status_words(status: Status) -> str:
    """What became of a service, and what may still be public."""
    fading = status.state is ServiceState.FADING
    began = _("Still there, but fading.") if fading else _("Closed.")
    return f"{began} {status.summary}"
