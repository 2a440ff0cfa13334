"""Mails that wait in the outbox: being sent, or broken off; to be gone on with, or let go."""

from PySide6.QtCore import Signal

from ....i18n import _, ngettext
from ....office.send_sentences import not_known
from ....school.mail_server import MailServer
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel
from ..page import ConsolePage
from .mail_server_form import MailServerForm


class BrokenOff(Card):
    """Hidden while nothing waits. `reported(SendReport)` after each try; `changed` when what waited is let go."""

    reported = Signal(object)
    changed = Signal()

    def __init__(self, page: ConsolePage, form: MailServerForm) -> None:
        super().__init__(_("A mailing that was broken off"))
        self._page, self._form = page, form
        self._words = TextLabel()
        self.again, self.let_go = Button(_("Go on"), "accent", "mail"), Button(_("Let them go"), "plain", "bin")
        self.again.clicked.connect(self._on_again)
        self.let_go.clicked.connect(self._on_let_go)
        self.body.addWidget(self._words)
        self.body.addLayout(row(self.again, self.let_go))
        self.hide()

    @property
    def is_empty(self) -> bool:
        """Whether another mailing may begin."""
        outbox = self._page.context.outbox
        return not outbox.waiting and not outbox.in_doubt

    def refresh(self) -> None:
        """What waits now."""
        outbox = self._page.context.outbox
        many, doubt = len(outbox.waiting), outbox.in_doubt
        said = [ngettext("{n} mail is not sent yet.", "{n} mails are not sent yet.", many)] if many else []
        if doubt:
            said.append(not_known([each.called for each in doubt]))
        self._words.setText(" ".join(said))
        self.again.setVisible(bool(many))
        self.setVisible(bool(said))

    def go_on(self, server: MailServer, password: str, school: str) -> None:
        """Send what waits."""
        page = self._page
        context, counting, outbox = page.context, page.counting, page.context.outbox
        self.hide()
        page.count(
            lambda told: outbox.send(
                context.register,
                server,
                password,
                school=school,
                now=context.now,
                pause=counting.wait,
                progress=told,
            ),
            self.reported.emit,
            _("Sending …"),
        )

    def _on_again(self) -> None:
        form, page = self._form, self._page
        if form.missing:
            form.set_open(True)
            page.notice.say("warn", form.missing)
            page.show_notice()
        elif page.attempt(form.keep):
            self.go_on(form.server, form.password.text, page.context.school_name)

    def _on_let_go(self) -> None:
        if self._page.attempt(self._page.context.outbox.clear):
            self.refresh()
            self.changed.emit()
