"""The steps that consist of questions: an account, its connections, the person and the policy."""

from collections.abc import Hashable

from ...domain.names import area_name
from ...domain.questions import Question
from ...domain.vocabulary import AccountKind
from ...i18n import _
from ..kit.widgets.card import Card
from ..kit.widgets.text import TextLabel
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


class ConnectionsPage(QuestionsPage):
    """Stores how it was done and what came out, never a name."""

    def build(self) -> None:
        """How to go about it, before the questions."""
        super().build()
        self.title = _("People you are connected with")
        self.lead = _(
            "Go through your friends, followers, contacts and groups, one account after the other. "
            "No name is asked for, and none is kept."
        )
        self.body.insertWidget(self.body.indexOf(self._line) + 1, self._guide())

    def heading_of(self, question: Question) -> Hashable:
        """One account at a time."""
        return question.account.id if question.account else None

    def heading_text(self, question: Question) -> str:
        """The account."""
        return account_name(self.session, question.account) if question.account else ""

    def _guide(self) -> Card:
        guide = Card(_("How to go about it"), quiet=True)
        guide.body.setSpacing(6)
        for number, words in enumerate(self._ways(), start=1):
            guide.body.addWidget(TextLabel(f"{number}.  {words}"))
        return guide

    def _ways(self) -> tuple[str, ...]:
        return (
            _("Open the lists one by one: friends, followers, people you follow, contacts, groups."),
            _("At each name ask: a pupil, a former pupil, or a parent or carer of one? Names can be nicknames."),
            _("Where your policy says so, remove the connection. You need not say why."),
            _("Look at requests that still wait, and at old group chats."),
        )


class YouAndPolicyPage(QuestionsPage):
    """What holds for the person, whatever the account."""

    def build(self) -> None:
        """What comes here."""
        super().build()
        self.title = _("You and the policy")
        self.lead = _("These questions are about you, not about one account. At the end come points to acknowledge.")

    def heading_of(self, question: Question) -> Hashable:
        """What is to be acknowledged stands apart."""
        return None if question.is_acknowledgement else question.area

    def heading_text(self, question: Question) -> str:
        """The area, or that these are acknowledgements."""
        return _("Please read and acknowledge") if question.is_acknowledgement else area_name(question.area)
