"""The card on the first page where files from the school are opened, and where it is seen which school is known."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....i18n import _, long_moment
from ....system import Trouble
from ...kit.accessible import announce
from ...kit.background import run_in_background
from ...kit.layouts import add_all, clear
from ...kit.widgets.card import Card, Disclosure
from ...kit.widgets.file_drop import FileDrop
from ...kit.widgets.notice import Mood, NoticeBox, mood_of
from ...kit.widgets.progress import CountedProgress
from ...kit.widgets.text import TextLabel
from ..context import WizardContext
from ..words import certificate_sentence

if TYPE_CHECKING:
    from ....audit.school_files import OpenedProfile
    from ....domain.invitation import Invitation
    from ....domain.protected_list import ProtectedList
    from .received_file import Arrival


class FromSchool(Card):
    """`school_changed` when a profile was taken into use, `audit_changed` when an invitation was; `begun` to go on."""

    school_changed = Signal()
    audit_changed = Signal()
    begun = Signal()

    def __init__(self, context: WizardContext) -> None:
        super().__init__()
        self._context = context
        self._shown: tuple[object, ...] = ()
        self._is_signed = False
        self._is_loaded = False  # reading and checking a profile takes longer than a page may
        self._known, self._room = QVBoxLayout(), QVBoxLayout()
        self._notice, self.counting = NoticeBox(), CountedProgress()
        patterns = _("Files from your school (*.pwschool *.pwinvite *.pwcert *.pwlist *.pdf)")
        self._drop = FileDrop(_("Open a file from your school"), "", patterns)
        self._drop.picked.connect(self.open_file)
        for layout in (self._known, self._room):
            layout.setSpacing(10)
        self.body.addLayout(self._known)
        self.body.addLayout(self._room)
        add_all(self.body, self.counting, self._notice, self._drop)
        self.refresh()

    def refresh(self, *, is_signed: bool = False) -> None:
        """Show which school is known; what was opened stays. `is_signed`: the page leads to what was signed."""
        self._is_signed = is_signed
        if self._context.school.is_known and not self._is_loaded:
            self.set_title(_("From your school"))
            self._drop.set_hint("")
            run_in_background(
                lambda: _load(self._context), on_done=self._on_loaded, on_failed=self._on_failed, parent=self
            )
            return
        shown = self._what_is_known()
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._known)
        if not self._context.school.is_known:
            self._ask_for_one()
            return
        self.set_title(_("From your school"))
        self.set_lead("")
        self._drop.set_hint(_("Or drop it here: an invitation, a certificate, or a PDF that came back to you."))
        self._show_school()

    def _ask_for_one(self) -> None:
        if self._is_signed:
            self.set_title(_("From your school"))
            self.set_lead(_("If your school sends your PDF back, or another file, open it here."))
            self._drop.set_hint("")
            return
        self.set_title(_("Did your school send you a file?"))
        self.set_lead(_("Open it here and most of what follows is filled in for you. Without one, just go on."))
        self._drop.set_hint(_("Or drop it here: the school's file or an invitation."))

    def _on_loaded(self, _nothing: object) -> None:
        self._is_loaded = True
        self.refresh(is_signed=self._is_signed)

    def _what_is_known(self) -> tuple[object, ...]:
        """What the shown facts depend on, to tell whether they have changed."""
        if not self._context.school.is_known:
            return (False, self._is_signed)
        context = self._context
        return (
            True,
            context.session.own_school,
            context.signing.key_store.certificate(),
            context.school.has_protected_list,
        )

    def open_file(self, path: Path) -> None:
        """Look at a file in the background, and show what it is."""
        from .received_file import look_at

        clear(self._room)
        self._notice.say("info", "")
        self.counting.run(
            lambda told: look_at(self._context, path, told),
            on_done=self._on_arrived,
            on_failed=self._on_failed,
            saying=_("Looking at the file…"),
            held=[self._drop],
        )

    def _show_school(self) -> None:
        try:
            opened = self._context.school.profile()
        except Trouble as trouble:
            said = _("Your school's file cannot be used at the moment. {why}")
            self._known.addWidget(NoticeBox("bad", said.format(why=str(trouble))))
            return
        if opened is None:
            return
        self._known.addWidget(TextLabel(opened.file.profile.name, "strong"))
        made = _("Set up by its file of {moment}.", moment=long_moment(opened.file.manifest.issued))
        self._known.addWidget(TextLabel(made, "muted"))
        self._known.addWidget(TextLabel(self._certificate(), "muted"))
        self._show_list_in_use()
        more = Disclosure(_("Contacts, and the words of the school"))

        def fill() -> None:
            if more.body.isEmpty():
                from .profile import add_facts

                add_facts(more.body, opened.file.profile)
                words = _("Its certificate in words: {words}", words=" ".join(opened.words))
                more.body.addWidget(TextLabel(words, "small"))

        more.opened.connect(fill)
        self._known.addWidget(more)

    def _show_list_in_use(self) -> None:
        try:
            protected = self._context.school.protected_list()
        except Trouble as trouble:
            said = _("The protected list of your school cannot be used. {why}", why=str(trouble))
            self._known.addWidget(NoticeBox("warn", said))
            return
        if protected is not None:
            from .profile import ListInUse

            line = ListInUse(self._context, protected)
            line.deleted.connect(self._on_taken)
            line.failed.connect(self._on_failed)
            self._known.addWidget(line)

    def _certificate(self) -> str:
        signing = self._context.signing
        card = signing.key_card() if signing.key_store.certificate() is not None else None
        if card is None or card.self_signed:
            return _("Your signing key has no certificate from your school yet. An invitation leads to one.")
        return certificate_sentence(card)

    def _on_arrived(self, arrival: "Arrival") -> None:
        from .received_file import CertificateCame, CopyCame, InvitationCame, ListCame, ProfileCame

        match arrival:
            case ProfileCame(opened=opened):
                self._show_profile(opened)
            case InvitationCame(invitation=invitation):
                self._show_invitation(invitation)
            case CertificateCame(content=content):
                self._show_certificate(content)
            case ListCame(protected=protected, content=content):
                self._show_list(protected, content)
            case CopyCame():
                from .returned import CopyPanel

                self._show(CopyPanel(arrival))

    def _show_profile(self, opened: "OpenedProfile") -> None:
        from .profile import ProfileOffer

        offer = ProfileOffer(self._context, opened)
        offer.accepted.connect(self._on_accepted)
        offer.refused.connect(self._on_refused)
        self._show(offer)

    def _show_invitation(self, invitation: "Invitation") -> None:
        from .invitation import InvitationPanel

        panel = InvitationPanel(self._context, invitation)
        panel.refused.connect(self._on_refused)
        panel.taken.connect(self.audit_changed)
        panel.begun.connect(self.begun)
        self._show(panel)

    def _show_certificate(self, content: bytes) -> None:
        from .returned import CertificatePanel

        panel = CertificatePanel(self._context, content)
        panel.taken.connect(self._on_taken)
        self._show(panel)

    def _show_list(self, protected: "ProtectedList", content: bytes) -> None:
        from .profile import ProtectedListOffer

        offer = ProtectedListOffer(self._context, protected, content)
        offer.taken.connect(self._on_taken)
        offer.refused.connect(self._on_refused)
        self._show(offer)

    def _show(self, part: QWidget) -> None:
        self._room.addWidget(part)
        part.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        part.setFocus(Qt.FocusReason.OtherFocusReason)  # not its first button, which the Enter key would press
        announce(part, part.accessibleName())

    def _on_accepted(self, sentence: str) -> None:
        self._is_loaded = True
        clear(self._room)
        self.refresh()
        self._conclude("good", sentence)
        self.school_changed.emit()

    def _on_taken(self, sentence: str) -> None:
        clear(self._room)
        self.refresh()
        self._conclude("good", sentence)

    def _on_refused(self, sentence: str) -> None:
        clear(self._room)
        self._conclude("info", sentence)

    def _conclude(self, mood: Mood, sentence: str) -> None:
        """Say how it ended, and set the focus on where the next file is opened."""
        self._notice.say(mood, sentence)
        self._drop.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: Exception) -> None:
        self._notice.say(mood_of(error), explained(error))


def explained(error: Exception) -> str:
    """What went wrong, for the reader."""
    from ..sign.key import explained as explained_signing

    return explained_signing(error)


def _load(context: WizardContext) -> None:
    """Everything that the card asks about a school that is known; it is kept once it was read."""
    context.signing.key_store.certificate()
    if context.session.own_school is not None:
        context.school.profile()
