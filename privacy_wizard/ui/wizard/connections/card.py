"""The ways into the review: from wherever it is asked for, and from the page of accounts."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from ....audit.steps import Step, StepId
from ....i18n import _, ngettext
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
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
