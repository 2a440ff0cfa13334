"""What the review of one's connections came to, beside the questions about pupils and parents. It answers nothing."""

from ....audit.connections.who import asks_who
from ....audit.interview.page import QuestionPage
from ....i18n import _, ngettext
from ...kit.widgets.notice import NoticeBox
from ..connections.card import open_review
from ..connections.words import marked_sentence
from ..page import AuditPage


class FromReview(NoticeBox):
    """Opens the review when it is pressed."""

    def __init__(self, page: AuditPage) -> None:
        super().__init__("info", "", parent=page)
        self._step_page = page
        self.acted.connect(lambda: open_review(page, page.refresh))

    def show_page(self, asked: QuestionPage | None) -> None:
        """Say how many are marked how; before a review, that there is one. Nothing where there is nobody to show."""
        if asked is None or not any(asks_who(row.question) for row in asked.rows):
            self.say("info", "")
            return
        review = self._step_page.context.connections
        review.open()
        listed = len(review.connections)
        marked = review.remembered or (review.counts if review.counts.marked else None)  # or marked another year
        if marked is not None:
            self.say("info", marked_sentence(marked), _("Open the review") if listed else "")
        elif listed:
            words = ngettext(
                "Your download lists {n} connection. Have a look before you answer.",
                "Your downloads list {n} connections. Go through them before you answer.",
                listed,
            )
            self.say("info", words, _("Go through them"))
        else:
            self.say("info", "")
