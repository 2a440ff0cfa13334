"""A certificate request that was made: saved, or put into an e-mail, and handed in by its owner."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....audit.handover import letter
from ....audit.session import AuditSession
from ....domain.invitation import Invitation
from ....domain.school_profile import HandInKind
from ....i18n import _
from ....system import write_whole
from ...kit.acts import attempt
from ...kit.files import ask_where, open_in_viewer
from ...kit.layouts import flow
from ...kit.widgets.button import Button
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import TextLabel
from .school_facts import hand_in_words


class HandingRequest(QWidget):
    """`begun` to go on with the audit; nothing is sent from here."""

    begun = Signal()

    def __init__(
        self, session: AuditSession, invitation: Invitation, request: bytes, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        own = session.own_school
        self._places = own.profile.hand_in if own is not None else ()
        self._invitation, self._request, self._notice = invitation, request, NoticeBox()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(TextLabel(_("Your certificate request is made. Hand it in to your school:")))
        for words in self._where_to():
            column.addWidget(TextLabel(f"•  {words}", "muted"))
        after = _(
            "Your school answers with a certificate (.pwcert), which you open here. You need not wait for it: begin "
            "your audit now."
        )
        column.addWidget(TextLabel(after))
        save = Button(_("Save the request"), "plain", "save")
        mail = Button(_("Prepare an e-mail"), "plain", "mail")
        begin = Button(_("Begin the audit"), "plain", "arrow-right")
        save.clicked.connect(self._on_save)
        mail.clicked.connect(self._on_mail)
        begin.clicked.connect(self.begun)
        column.addLayout(flow(save, mail, begin))
        column.addWidget(self._notice)
        self.first = save

    def save(self, path: Path) -> None:
        """Save the request there."""
        if attempt(lambda: write_whole(path, self._request), self._notice):
            said = _("The request was saved as {path}. Hand it in to your school.")
            self._notice.say("good", said.format(path=path))

    def _where_to(self) -> tuple[str, ...]:
        return tuple(map(hand_in_words, self._places)) or (_("to the office, as your school asks"),)

    def _on_save(self) -> None:
        kinds, title = _("Certificate requests (*.pwrequest)"), _("Save the request")
        ask_where(self, title, self._file_name, self.save, kinds=kinds, suffix="pwrequest")

    def _on_mail(self) -> None:
        found = [True]

        def act() -> None:
            found[0] = open_in_viewer(self._mail(), "Certificate request.eml")

        if attempt(act, self._notice):
            self._say_prepared(found=found[0])

    def _mail(self) -> bytes:
        words = _("Dear colleague,\n\nplease find my certificate request attached.\n\nKind regards\n{name}\n")
        to = next((each.where for each in self._places if each.kind is HandInKind.EMAIL), "")
        return letter(
            subject=_("Certificate request"),
            text=words.format(name=self._invitation.name),
            attached=(self._file_name, self._request),
            to=to,
        )

    def _say_prepared(self, *, found: bool) -> None:
        if found:
            self._notice.say("info", _("Your mail program opens with the draft. Read it, then send it yourself."))
        else:
            self._notice.say("warn", _("No mail program was found. Save the request and attach it yourself."))

    @property
    def _file_name(self) -> str:
        number = "".join(each for each in self._invitation.staff_number if each.isalnum() or each in "-_")
        return f"Certificate request {number}".strip() + ".pwrequest"
