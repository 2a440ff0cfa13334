"""An invitation: whose it is, the certificate request that its code allows, and handing that in."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....audit.handover import letter
from ....audit.session import AuditSession
from ....domain.invitation import Invitation
from ....domain.names import occasion_name
from ....domain.school_profile import HandInKind
from ....i18n import _, local_time, long_date
from ....system import write_whole
from ...kit.background import run_in_background
from ...kit.files import ask_where, open_in_viewer
from ...kit.layouts import add_all, clear, flow, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.field import TextField
from ...kit.widgets.notice import NoticeBox, attempt, mood_of
from ...kit.widgets.progress import CountedProgress
from ...kit.widgets.text import TextLabel
from ..context import WizardContext
from ..sign.key import KeyPanel, explained, key_state
from ..words import MAIL_OPENS, not_kept
from .profile import hand_in_words


class HandingRequest(QWidget):
    """`begun` to go on with the audit; nothing is sent from here."""

    begun = Signal()

    def __init__(self, session: AuditSession, invitation: Invitation, request: bytes) -> None:
        super().__init__()
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
            "Your school answers with a certificate (.pwcert), which you open here. You need not wait "
            "for it: start your audit now."
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
            self._notice.say("info", str(MAIL_OPENS))
        else:
            self._notice.say("warn", _("No mail program was found. Save the request and attach it yourself."))

    @property
    def _file_name(self) -> str:
        number = "".join(each for each in self._invitation.staff_number if each.isalnum() or each in "-_")
        return f"Certificate request {number}".strip() + ".pwrequest"


class InvitationPanel(Card):
    """`refused(sentence)` when it is somebody else's; `begun` to go on with the audit that it asks for."""

    refused = Signal(str)
    taken = Signal()
    begun = Signal()

    def __init__(self, context: WizardContext, invitation: Invitation) -> None:
        super().__init__(quiet=True)
        self._context, self._invitation = context, invitation
        self._notice, self.counting = NoticeBox(), CountedProgress()
        self._inside = QVBoxLayout()
        self._inside.setSpacing(12)
        self.set_title(_("An invitation from {school}", school=invitation.school))
        self.body.addLayout(self._inside)
        add_all(self.body, self.counting, self._notice)
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
        until = long_date(local_time(invitation.expires).date())
        return who, what, _("The code on your slip can be used until {day}.", day=until)

    def _on_yes(self) -> None:
        if attempt(lambda: self._context.session.accept_invitation(self._invitation), self._notice):
            self._ask_for_code()
            self.taken.emit()

    def _on_no(self) -> None:
        self.refused.emit(
            _("Nothing in the invitation was used. Tell your school's office that it went to the wrong person.")
        )

    # ---- the request

    def _ask_for_code(self) -> None:
        clear(self._inside)
        filled = _("Your name, staff number, school and policy are filled in.")
        self._inside.addWidget(TextLabel(filled))
        self.begin = Button(_("Begin the audit"), "plain", "arrow-right")
        self.begin.clicked.connect(self.begun)
        if self._context.signing.certified_for(self._invitation.staff_number):
            certified = _("Your signing key has your school's certificate already, so you need no code.")
            self._inside.addWidget(TextLabel(certified))
            self._inside.addLayout(row(self.begin))
            self.begin.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        why = _(
            "One more thing, now or later: type the code from your slip and make a certificate request. "
            "With the certificate that your school then sends you, everyone can tell that your signature "
            "is yours."
        )
        self._code = TextField(
            _("One-time code from your slip"),
            _("Twelve letters and digits. It never leaves this computer."),
        )
        self._code.typed.connect(self._refresh)
        self._key = KeyPanel(self._context)
        self._key.changed.connect(self._refresh)
        self.make = Button(_("Make the request file"), "plain", "key")
        self.make.clicked.connect(self._on_make)
        add_all(self._inside, TextLabel(why, "muted"), self._code, self._key)
        self._inside.addLayout(flow(self.make, self.begin))
        self._refresh()
        self._code.line.setFocus(Qt.FocusReason.OtherFocusReason)
        run_in_background(
            lambda: key_state(self._context), on_done=self._key.show_state, on_failed=self._on_failed, parent=self
        )

    def _refresh(self) -> None:
        missing = self._key.missing if self._code.text else _("Type the code from your slip.")
        self.make.setEnabled(not missing)
        self.make.setToolTip(missing)
        self.make.setAccessibleDescription(missing)

    def _on_make(self) -> None:
        context, invitation, code = self._context, self._invitation, self._code.text
        passphrase, remember = self._key.passphrase, self._key.remember
        self._notice.say("info", "")
        self.counting.run(
            lambda told: context.signing.ask_for_certificate(
                lambda key: context.school.request(invitation, code, key), passphrase, remember=remember, progress=told
            ),
            on_done=self._on_made,
            on_failed=self._on_failed,
            saying=_("Making the request…"),
            held=[self._code, self._key, self.make, self.begin],
        )

    def _on_made(self, request: bytes) -> None:
        self._key.clear_passphrase()
        clear(self._inside)
        if self._context.signing.not_remembered:
            self._notice.say("info", not_kept())
        handing = HandingRequest(self._context.session, self._invitation, request)
        handing.begun.connect(self.begun)
        self._inside.addWidget(handing)
        handing.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: Exception) -> None:
        self._notice.say(mood_of(error), explained(error))
