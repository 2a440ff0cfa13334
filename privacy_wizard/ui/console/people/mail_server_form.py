"""The school's mail server: what it needs, a try that sends nothing, and the mails that were broken off."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator

from ....i18n import _, ngettext
from ....office.outbox import ASKED_EACH_TIME
from ....office.send_sentences import not_known
from ....school.mail_server import MailSecurity, MailServer
from ....system.keyring import NOT_KEPT
from ....system.mail_address import NoMailAddress, plain_address
from ...kit.chooser import Chooser
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card, Disclosure
from ...kit.widgets.field import Field, TextField
from ...kit.widgets.passphrase_field import PassphraseField
from ...kit.widgets.text import TextLabel
from ..page import ConsolePage

_PORTS = {MailSecurity.STARTTLS: "587", MailSecurity.TLS: "465"}
_HIGHEST = 65_535


class MailServerForm(Disclosure):
    """`wanted(bool)` with a server that is filled in: to be tried, or to send."""

    wanted = Signal(bool)

    def __init__(self, page: ConsolePage) -> None:
        super().__init__(_("Send them from here, through the school's mail server"))
        self._page = page
        self.host = TextField(_("Server"), _("Such as smtp.office365.com; whoever looks after your mail will know it."))
        self.security, self.port = Chooser(_("Encryption")), TextField(_("Port"), longest=5)
        self.security.offer([(MailSecurity.STARTTLS, "STARTTLS"), (MailSecurity.TLS, "TLS")])
        self.security.chosen.connect(lambda: self.port.show_text(_PORTS[MailSecurity(self.security.value)]))
        self.port.line.setValidator(QIntValidator(1, _HIGHEST, self))
        self.address = TextField(_("The mails come from"), _("Your address at the school."))
        self.user, self.password = TextField(_("Name to log in with")), PassphraseField()
        hint = _("Kept in your computer's keyring, never in a file. If there is no keyring, you are asked each time.")
        password = Field(_("Password"), self.password, hint)
        self._not_kept = TextLabel("", "small")
        self._not_kept.hide()
        self.check, self.send = Button(_("Test it without sending"), "plain"), Button("", "accent", "mail")
        self.check.clicked.connect(lambda: self._on_wanted(is_try=True))
        self.send.clicked.connect(lambda: self._on_wanted(is_try=False))
        words = TextLabel(
            _("At most 25 are sent a minute. You can stop and go on later: nobody gets a mail twice."), "small"
        )
        encryption = Field(_("Encryption"), self.security)
        for part in (self.host, encryption, self.port, self.address, self.user, password, self._not_kept, words):
            self.body.addWidget(part)
        self.body.addLayout(row(self.check, self.send))
        self._show_kept()

    @property
    def server(self) -> MailServer:
        """As it is filled in."""
        return MailServer(
            host=self.host.text,
            port=int(self.port.text or 0),
            security=MailSecurity(self.security.value),
            user=self.user.text,
            sender=plain_address(self.address.text),
        )

    @property
    def missing(self) -> str:
        """What is still to be filled in, in a sentence; empty where nothing is."""
        if not self.host.text or not self.port.text:
            return _("Write the server and its port.")
        try:
            plain_address(self.address.text)
        except NoMailAddress:
            return _("Write the address that the mails come from.")
        return _("Type the password.") if self.user.text and not self.password.text else ""

    def offer(self, many: int) -> None:
        """So many mails can be sent."""
        self.send.setText(ngettext("Send {n} mail", "Send {n} mails", many))
        for button in (self.check, self.send):
            button.setEnabled(bool(many))

    def keep(self) -> None:
        """What is filled in, for the next time. Raises NotWritten."""
        is_kept = self._page.context.mail_settings.keep(self.server, self.password.text)
        self._not_kept.setText("" if is_kept else f"{NOT_KEPT} {ASKED_EACH_TIME}")
        self._not_kept.setVisible(not is_kept)

    def _show_kept(self) -> None:
        settings = self._page.context.mail_settings
        kept = settings.server()
        self.port.show_text(_PORTS[MailSecurity.STARTTLS])
        if kept is None:
            return
        self.host.show_text(kept.host)
        self.security.choose(kept.security)
        self.port.show_text(str(kept.port))
        self.address.show_text(kept.sender)
        self.user.show_text(kept.user)
        self.password.line.setText(settings.password(kept))

    def _on_wanted(self, *, is_try: bool) -> None:
        if self.missing:
            self._page.notice.say("warn", self.missing)
            self._page.show_notice()
        elif self._page.attempt(self.keep):
            self.wanted.emit(is_try)


class BrokenOff(Card):
    """Mails in the outbox: being sent, or broken off; to be gone on with, or let go.

    Hidden while nothing waits. `reported(SendReport)` after each try; `changed` when what waited is let go.
    """

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
