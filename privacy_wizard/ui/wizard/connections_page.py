"""Page *connections*: a guided look through friends, followers, contacts and groups."""

from collections.abc import Hashable

from ...domain.questions import Question
from ...i18n import _
from ..kit.widgets.card import Card
from ..kit.widgets.text import TextLabel
from .questions.page import QuestionsPage
from .words import account_name


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
