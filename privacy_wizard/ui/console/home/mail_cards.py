"""Mails on the home page: drafts nobody has sent yet, and people who were sent an earlier school file."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....domain.vocabulary import SendKind
from ....i18n import _, ngettext
from ....office.mailing import record_drafts_sent
from ....office.recipients import MailState
from ....office.send_sentences import drafts_noted
from ...kit.layouts import clear, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel
from ..page import ConsolePage
from ..people.send_page import send_title


class MailCards(QWidget):
    """A line for each kind of draft, and one for earlier files; `reminds` where these people are to be reminded."""

    reminds = Signal()

    def __init__(self, page: ConsolePage) -> None:
        super().__init__()
        self._page = page
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def show_state(self, mails: MailState) -> None:
        """Show what is unsent or out of date; hidden where nothing is."""
        clear(self._column)
        for kind, people in mails.drafts.items():
            self._add_drafts(kind, people)
        if mails.old_files:
            remind = Button(_("Remind them"), "plain", "mail")
            remind.clicked.connect(self.reminds)
            self._add(_old_files_sentence(mails), remind)
        self.setVisible(bool(mails.drafts or mails.old_files))

    def _add_drafts(self, kind: SendKind, people: Collection[str]) -> None:
        count = len(people)
        sentence = ngettext(
            "{title}: {n} mail is prepared, not sent yet. Once it is sent, say so here.",
            "{title}: {n} mails are prepared, not sent yet. Once they are sent, say so here.",
            count,
            title=send_title(kind),
        )
        sent = Button(ngettext("I have sent it", "I have sent them", count), "plain", "check")
        sent.clicked.connect(lambda: self._on_sent(kind, people))
        self._add(sentence, sent)

    def _add(self, sentence: str, button: Button) -> None:
        card, words = Card(quiet=True), TextLabel(sentence)
        card.body.setContentsMargins(18, 8, 14, 8)
        button.setAccessibleDescription(sentence)
        card.body.addLayout(row(words, button, stretch=words))
        self._column.addWidget(card)

    def _on_sent(self, kind: SendKind, people: Collection[str]) -> None:
        page = self._page

        def done(_recorded: object) -> None:
            page.register_changed.emit()
            page.refresh()
            page.say(drafts_noted(len(people)))

        page.count(
            lambda _told: record_drafts_sent(page.context.register, kind, people),
            done,
            _("Recording …"),
            held=self.findChildren(Button),
        )


def _old_files_sentence(mails: MailState) -> str:
    by_policy, others = mails.old_policies, mails.old_files - mails.old_policies
    policies = ngettext(
        "{n} who has not answered holds the school file with the old policy: the reminder brings the new one.",
        "{n} who have not answered hold the school file with the old policy: the reminder brings the new one.",
        by_policy,
    )
    files = ngettext(
        "{n} who has not answered holds an earlier school file: the reminder brings the new one.",
        "{n} who have not answered hold an earlier school file: the reminder brings the new one.",
        others,
    )
    return " ".join(([policies] if by_policy else []) + ([files] if others else []))
