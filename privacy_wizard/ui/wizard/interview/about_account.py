"""One quiet line about an account's service, and how old the guidance on it is."""

from collections import Counter
from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....audit.interview.page import PageKind, QuestionPage
from ....audit.session import AuditSession
from ....domain.audit import Account
from ....domain.checklist_index import checklist_of
from ....domain.model import Checklist, PolicyPack, Status
from ....domain.questions import Question
from ....domain.versions import Guidance, changes_since, guidance_of, shows_a_screen
from ....domain.vocabulary import ServiceState
from ....i18n import _, long_date, readable_date
from ...kit.layouts import clear
from ...kit.widgets.card import Disclosure
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import TextLabel

_YEAR = 4  # the letters of a date that say the year


class AboutAccount(QWidget):
    """Empty for pages that lead to no screen. `age` says how old the guidance is, where the page has room for it."""

    def __init__(self, session: AuditSession) -> None:
        super().__init__()
        self._session = session
        self.age = TextLabel("", "small")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_page(self, page: QuestionPage | None) -> None:
        """Show the line on the first page about an account, or about last year."""
        clear(self._column)
        self.age.setText("")
        if page is not None and page.id.endswith(":1"):
            if page.account is not None:
                self._show_account(page.account)
            elif page.kind is not PageKind.DOWNLOADS and any(row.said is not None for row in page.rows):
                self._show_changes(self._session.audit.accounts, with_policy=True)
        self.setVisible(self._column.count() > 0)
        self.age.setVisible(bool(self.age.text()))

    def _show_account(self, account: Account) -> None:
        checklist = self._session.catalogue.checklists[account.checklist]
        if checklist.status is not None and checklist.state is not ServiceState.OPEN:
            self._column.addWidget(NoticeBox("info", status_words(checklist.status)))
        self._show_changes([account])
        asked = [q for q in self._session.questions if q.account == account and shows_a_screen(q.check)]
        guidance = [self._guidance(question) for question in asked]
        if guidance:
            self.age.setText(age_words(guidance))

    def _show_changes(self, accounts: Sequence[Account], *, with_policy: bool = False) -> None:
        """Show what has changed in checklists and policy since last year."""
        catalogue, audit = self._session.catalogue, self._session.audit
        of: list[Checklist | PolicyPack] = [catalogue.packs[audit.pack]] if with_policy and audit.pack else []
        of += dict.fromkeys(catalogue.checklists[account.checklist] for account in accounts)
        changes = [
            (each, change) for each in of for change in changes_since(each, audit.earlier_versions.get(each.id, ""))
        ]
        if changes:
            more = Disclosure(_("What changed since you last answered"))
            for each, change in changes:
                said = f"{each.title}, {long_date(change.date)}: {change.summary}"
                more.body.addWidget(TextLabel(said, "muted"))
            self._column.addWidget(more)

    def _guidance(self, question: Question) -> Guidance:
        checklist = self._session.catalogue.checklists[checklist_of(question.check.id)]
        return guidance_of(question.check, checklist.review_after_months, self._session.today)


def age_words(guidance: Iterable[Guidance]) -> str:
    """How old the guidance on an account is, from its oldest part to its newest."""
    dates = sorted(each.as_of for each in guidance)
    years = [when[:_YEAR] for when in dates]
    usual, count = Counter(years).most_common(1)[0]
    if years[0] == years[-1]:
        return _("The ways to these screens date from {when}. Yours may look different.", when=readable_date(dates[0]))
    if 2 * count <= len(years):
        said = _("The ways to these screens date from {oldest} to {newest}. Yours may look different.")
        return said.format(oldest=years[0], newest=years[-1])
    if usual == years[0]:
        said = _("Most ways to these screens date from {usual}, the newest from {newest}. Yours may look different.")
        return said.format(usual=usual, newest=years[-1])
    said = _("Most ways to these screens date from {usual}, the oldest from {oldest}. Yours may look different.")
    return said.format(usual=usual, oldest=years[0])


def status_words(status: Status) -> str:
    """What became of a service, and what may still be public."""
    fading = status.state is ServiceState.FADING
    began = _("Still there, but fading.") if fading else _("Closed.")
    return f"{began} {status.summary}"
