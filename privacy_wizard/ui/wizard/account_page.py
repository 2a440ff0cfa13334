"""Page *account*: the settings of one account, area by area."""

from ...domain.names import area_name
from ...domain.questions import Question
from ...domain.vocabulary import AccountKind
from ...i18n import _
from .questions.page import QuestionsPage
from .words import account_name


class AccountPage(QuestionsPage):
    """The questions about one account."""

    def build(self) -> None:
        """Its name, and how to go about it."""
        super().build()
        account = next((a for a in self.session.audit.accounts if a.id == self.step.account), None)
        if account is None:  # removed; the page is about to go, too
            return
        self.title = account_name(self.session, account)
        self.lead = (
            _("An account that you run for the school: who agreed to it, who looks after it, what it shows.")
            if account.kind is AccountKind.OFFICIAL
            else _("Look each setting up while you answer. What you change on the way counts at once.")
        )

    def refresh(self) -> None:
        """The label may have changed on another page."""
        account = next((a for a in self.session.audit.accounts if a.id == self.step.account), None)
        if account is not None:
            self.title = account_name(self.session, account)
        super().refresh()

    def heading_text(self, question: Question) -> str:
        """The area."""
        return area_name(question.area)
