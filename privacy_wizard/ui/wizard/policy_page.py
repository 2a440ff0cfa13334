"""Page *You and the policy*: questions about the person, and what is to be acknowledged."""

from collections.abc import Hashable

from ...domain.names import area_name
from ...domain.questions import Question
from ...i18n import _
from .questions.groups import is_acknowledgement
from .questions.page import QuestionsPage


class YouAndPolicyPage(QuestionsPage):
    """What holds for the person, whatever the account."""

    def build(self) -> None:
        """What comes here."""
        super().build()
        self.title = _("You and the policy")
        self.lead = _("These questions are about you, not about one account. At the end come points to acknowledge.")

    def heading_of(self, question: Question) -> Hashable:
        """What is to be acknowledged stands apart."""
        return None if is_acknowledgement(question) else question.area

    def heading_text(self, question: Question) -> str:
        """The area, or that these are acknowledgements."""
        return _("Please read and acknowledge") if is_acknowledgement(question) else area_name(question.area)
