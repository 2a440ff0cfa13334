"""An invitation that was opened: whose it is, then the certificate request that its code allows."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....domain.invitation import Invitation
from ....domain.names import occasion_name
from ....i18n import _, long_date
from ...kit.acts import attempt
from ...kit.background import run_in_background
from ...kit.layouts import add_all, clear, flow, row
from ...kit.text_field import TextField
from ...kit.widgets.busy import BusyIndicator
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import TextLabel
from ..context import WizardContext
from ..sign.key import KeyPanel
from ..sign.work import explained, key_state
from .handing_request import HandingRequest


class InvitationPanel(Card):
    """`refused(sentence)` when it is somebody else's; `begun` to go on with the audit that it asks for."""

    refused = Signal(str)
    taken = Signal()
    begun = Signal()

    def __init__(self, desk: WizardContext, invitation: Invitation, parent: QWidget | None = None) -> None:
        super().__init__(quiet=True, parent=parent)
        self._desk, self._invitation = desk, invitation
        self._notice, self._busy = NoticeBox(), BusyIndicator()
        self._inside = QVBoxLayout()
        self._inside.setSpacing(12)
        self.set_title(_("An invitation from {school}", school=invitation.school))
        self.body.addLayout(self._inside)
        add_all(self.body, self._busy, self._notice)
        self._ask_whose()

    def _ask_whose(self) -> None:
        for words in self._facts():
            self._inside.addWidget(TextLabel(words))
        self.yes = Button(_("Yes, this is for me"), "plain", "check")
        self.no = Button(_("No, this is not for me"), "quiet", "close")
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self._on_no)
        self._inside.addLayout(flow(self.yes, self.no))

    def _facts(self) -> tuple[str, ...]:
        invitation = self._invitation
        who = _("For {name}, staff number {number}.", name=invitation.name, number=invitation.staff_number)
        occasion = occasion_name(invitation.occasion)
        if invitation.due is None:
            what = _("{occasion}, campaign {campaign}.", occasion=occasion, campaign=invitation.campaign)
        else:
            what = _(
                "{occasion}, campaign {campaign}, to be handed in by {day}.",
                occasion=occasion,
                campaign=invitation.campaign,
                day=long_date(invitation.due),
            )
        until = long_date(invitation.expires.astimezone().date())
        return who, what, _("The code on your slip can be used until {day}.", day=until)

    def _on_yes(self) -> None:
        if attempt(lambda: self._desk.session.accept_invitation(self._invitation), self._notice):
            self._ask_for_code()
            self.taken.emit()

    def _on_no(self) -> None:
        self.refused.emit(
            _("Nothing of the invitation was used. Tell your school's office that it went to the wrong person.")
        )

    # ---- the request

    def _ask_for_code(self) -> None:
        clear(self._inside)
        filled = _("Your name, staff number, school and policy are filled in.")
        self._inside.addWidget(TextLabel(filled))
        self.begin = Button(_("Begin the audit"), "plain", "arrow-right")
        self.begin.clicked.connect(self.begun)
        if self._desk.signing.certified_for(self._invitation.staff_number):
            certified = _("Your signing key has your school's certificate already, so you need no code.")
            self._inside.addWidget(TextLabel(certified))
            self._inside.addLayout(row(self.begin))
            self.begin.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        why = _(
            "One thing more, now or later: type the code from your slip and make a certificate request. With the "
            "certificate that your school then sends you, everybody can tell that your signature is yours."
        )
        self._code = TextField(
            _("One-time code from your slip"),
            _("Twelve letters and digits. It never leaves this computer."),
        )
        self._code.typed.connect(self._refresh)
        self._key = KeyPanel(self._desk)
        self._key.changed.connect(self._refresh)
        self.make = Button(_("Make the request file"), "plain", "key")
        self.make.clicked.connect(self._on_make)
        add_all(self._inside, TextLabel(why, "muted"), self._code, self._key)
        self._inside.addLayout(flow(self.make, self.begin))
        self._refresh()
        self._code.line.setFocus(Qt.FocusReason.OtherFocusReason)
        run_in_background(
            lambda: key_state(self._desk), on_done=self._key.show_state, on_failed=self._on_failed, parent=self
        )

    def _refresh(self) -> None:
        missing = self._key.missing if self._code.text else _("Type the code from your slip.")
        self.make.setEnabled(not missing)
        self.make.setToolTip(missing)
        self.make.setAccessibleDescription(missing)

    def _on_make(self) -> None:
        desk, invitation, code = self._desk, self._invitation, self._code.text
        passphrase, remember = self._key.passphrase, self._key.remember
        self._notice.say("info", "")
        self._busy.start(_("Making the request…"))
        self.setEnabled(False)
        run_in_background(
            lambda: desk.signing.ask_for_certificate(
                lambda key: desk.school.request(invitation, code, key), passphrase, remember=remember
            ),
            on_done=self._on_made,
            on_failed=self._on_failed,
            parent=self,
        )

    def _on_made(self, request: bytes) -> None:
        self._end()
        self._key.clear_passphrase()
        clear(self._inside)
        handing = HandingRequest(self._desk.session, self._invitation, request)
        handing.begun.connect(self.begun)
        self._inside.addWidget(handing)
        handing.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self._notice.say("bad", explained(error))

    def _end(self) -> None:
        self._busy.stop()
        self.setEnabled(True)
