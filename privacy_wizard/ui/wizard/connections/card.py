"""The ways into the review: from the page of accounts, from questions about people, from wherever else."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from ....audit.connections.who import asks_who
from ....audit.interview.page import QuestionPage
from ....audit.steps import Step, StepId
from ....i18n import _, ngettext
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.notice import NoticeBox
from ..page import AuditPage
from .words import marked_sentence, new_sentence, progress_sentence


def open_review(page: AuditPage, on_closed: Callable[[], None]) -> None:
    """Show the window; `on_closed` when it is done with. Nothing of it is loaded before."""
    from .window import ConnectionsWindow

    window = ConnectionsWindow(page.context, page)
    window.finished.connect(lambda _result: on_closed())
    window.accounts_wanted.connect(lambda: page.went_to.emit(Step(id=StepId.ACCOUNTS), None))
    window.open()


class ConnectionsCard(Card):
    """Shown once a download lists somebody, or something was marked."""

    def __init__(self, page: AuditPage) -> None:
        super().__init__(_("Go through your connections"))
        self._page = page
        self.open = Button(_("Go through them"), "plain", "people")
        self.open.clicked.connect(lambda: open_review(page, self.refresh))
        self.body.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def refresh(self) -> None:
        """Say how many there are, and how far one is."""
        session = self._page.session
        self.hide()
        if not session.downloads:
            return  # without one there is nobody to show; the questions tell what was marked
        review = self._page.context.connections
        review.open()
        counts = review.counts
        if not counts.all:
            return
        listed = ngettext("Your download lists {n} connection.", "Your downloads list {n} connections.", counts.all)
        ask = _("A table shows who they are. Whether a pupil or a parent is among them, you say.")
        lines = [progress_sentence(counts), marked_sentence(counts)] if counts.marked else [listed, ask]
        self.set_lead(" ".join(filter(None, (*lines, new_sentence(counts)))))
        self.show()


class FromReview(NoticeBox):
    """What the review came to, beside the questions about pupils and parents. It answers nothing.

    Opens the review when it is pressed.
    """

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
