"""The school's authority: made, also on a token, shown in words, backed up, restored, handed over."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from ....certificates import certified_school
from ....i18n import Message, _, long_date
from ....identity import COPY_MADE
from ....identity.authority_token import TokenPlace
from ....office.authority_store import AuthoritySummary as Authority
from ....office.next_steps import Upgrade
from ....register import AuthorityOnRecord
from ....school.invitation_files import write_certificates
from ....system import write_whole
from ...kit.files import ask_where, ask_which
from ...kit.layouts import clear, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card, Disclosure
from ...kit.widgets.field import Field, TextField
from ...kit.widgets.new_passphrase import NewPassphrase
from ...kit.widgets.passphrase_field import PassphraseField
from ...kit.widgets.text import TextLabel
from ..upgrade_lines import upgrade_sentence
from ..words import SAVED_WITHOUT_SECRET

if TYPE_CHECKING:
    from ..page import ConsolePage

_PATH = 1000
_SAVE_PUBLIC = Message("Save the public certificate")


class TokenForm(Disclosure):
    """Emits `made` when the certificate exists and its key is on the token."""

    made = Signal()

    def __init__(self, page: "ConsolePage", *, another: bool) -> None:
        super().__init__("", parent=page)
        self._page, self._another = page, another
        self.button.setText(_("Keep it on a token instead"))
        words = _(
            "A smart card or a USB key with a chip keeps the key and signs with it; nothing can copy it. You need the "
            "driver that came with it (a file that ends in .so, .dll or .dylib), its name, and its PIN."
        )
        self.driver = TextField(_("Driver of the token"), longest=_PATH)
        self.choose = Button(_("Choose the driver"), "quiet", "folder")
        self.choose.clicked.connect(self._on_choose)
        self.token = TextField(_("Name of the token"), _("Its label, as the token's own program shows it."))
        self.key = TextField(_("What the key is to be called on it"))
        self.key.show_text("privacy-wizard")
        self.pin = PassphraseField()
        self.make = Button(_("Make the certificate on the token"), "plain", "key")
        self.make.clicked.connect(self._on_make)
        self.body.addWidget(TextLabel(words, "muted"))
        self.body.addWidget(self.driver)
        self.body.addLayout(row(self.choose))
        for part in (self.token, self.key, Field(_("PIN of the token"), self.pin)):
            self.body.addWidget(part)
        self.body.addLayout(row(self.make))

    @property
    def missing(self) -> str:
        """What is still missing, in one sentence; empty if nothing is."""
        if not self.driver.text:
            return _("Choose the driver of the token.")
        if not self.token.text or not self.key.text:
            return _("Write the name of the token, and what the key is to be called.")
        return "" if self.pin.text else _("Type the PIN of the token.")

    def _on_choose(self) -> None:
        kinds = _("Drivers (*.so *.dll *.dylib);;All files (*)")
        ask_which(self, _("Choose the driver"), lambda path: self.driver.show_text(str(path)), kinds=kinds)

    def _on_make(self) -> None:
        if self.missing:
            self._page.notice.say("warn", self.missing)
            self._page.show_notice()
            return
        place = TokenPlace(module=Path(self.driver.text), token=self.token.text, key=self.key.text)
        context, pin = self._page.context, self.pin.text
        name, another = context.register.name(), self._another
        self.pin.clear()  # a PIN that was wrong is not tried a second time by chance: tokens lock themselves
        self._page.count(
            lambda told: context.issuing.acts.make_on_token(name, place, pin, another=another, progress=told),
            lambda _result: self.made.emit(),
            _("Making the school's certificate on the token …"),
            held=[self.make],
        )


def secret_label(*, on_token: bool) -> str:
    """What the school's certificate is opened with."""
    if on_token:
        return _("PIN of the token with the school's certificate")
    return _("Passphrase of the school's certificate")


class AuthorityCard(Card):
    """Emits `made` when there is a new authority, the first or another."""

    made = Signal()

    def __init__(self, page: "ConsolePage") -> None:
        super().__init__(parent=page)
        self._page = page
        self.card: Authority | None = None
        self.elsewhere: AuthorityOnRecord | None = None  # where its key is on another computer
        self._inside = QVBoxLayout()
        self._inside.setSpacing(12)
        self.body.addLayout(self._inside)

    def refresh(self) -> None:
        """Show what there is. Raises SchoolTrouble."""
        self.card = self._page.context.school_place.card()
        self.elsewhere = self._page.context.issuing.elsewhere() if self.card is None else None
        clear(self._inside)
        self.set_title(_("The school's certificate"))
        if self.card is not None:
            self._show(self.card)
        elif self.elsewhere is not None:
            self._tell_where(self.elsewhere)
        elif self._page.context.signs_by_itself:
            self._offer_more()
        else:
            self._offer_to_make(self._inside)
            self._offer_to_restore(self._inside)

    def _tell_where(self, elsewhere: AuthorityOnRecord) -> None:
        """Somebody has made it; a second one is made only by whoever says that the first is lost."""
        made = _(
            "Your school has a certificate already: {name} made it on {day}, and it is on another computer.",
            name=elsewhere.by or _("somebody"),
            day=long_date(elsewhere.made),
        )
        words = _(
            "Leave it there, and have yourself certified as an officer below. Or bring it here from its "
            "backup, where it is to be kept on this computer from now on."
        )
        self._inside.addWidget(TextLabel(made, "strong"))
        self._inside.addWidget(TextLabel(words))
        self._offer_to_restore(self._inside)
        lost = Disclosure(_("It is lost, and there is no backup"))
        warning = _(
            "A new one takes its place. Tell your staff its words in person: their programs do not know it. What the "
            "lost one issued is to be issued again."
        )
        lost.body.addWidget(TextLabel(warning, "muted"))
        self._offer_to_make(lost.body)
        self._inside.addWidget(lost)

    def _offer_more(self) -> None:
        """The school can do without: it is said what one with a passphrase brings, and asked for nothing."""
        self.set_title(_("A certificate with a passphrase (optional)"))
        words = _(
            "You need not do this. The certificate that was made when you set up the office signs the school's file, "
            "and many schools need no other. One with a passphrase takes its place and brings more: the school vouches "
            "for its staff's keys, so that nobody compares words, and attestations can be countersigned."
        )
        self._inside.addWidget(TextLabel(words))
        self._show_words(self._page.context.school_place.school_key.card())
        more = Disclosure(_("Make one, or restore it from a backup"))
        self._inside.addWidget(more)
        self._offer_to_make(more.body)
        self._offer_to_restore(more.body)

    def _offer_to_make(self, into: QVBoxLayout) -> None:
        words = _(
            "It is made on this computer and never leaves it. Its passphrase is asked for whenever a "
            "certificate is issued, and nobody can reset it: write it down and keep it in the safe, "
            "apart from the backup."
        )
        into.addWidget(TextLabel(words))
        self.passphrase = NewPassphrase(_("Choose a passphrase for the school's certificate"))
        into.addWidget(self.passphrase)
        self.make = Button(_("Make the certificate"), "accent" if self.elsewhere is None else "danger", "school")
        self.make.clicked.connect(self._on_make)
        into.addLayout(row(self.make))
        into.addWidget(TextLabel(upgrade_sentence(Upgrade.SMART_CARD), "muted"))
        self.token = TokenForm(self._page, another=self.elsewhere is not None)
        self.token.made.connect(lambda: self._done(_("The school's certificate is made; its key is on the token.")))
        into.addWidget(self.token)

    def _offer_to_restore(self, into: QVBoxLayout) -> None:
        more = Disclosure(_("Restore one from a backup"))
        self.old_passphrase = PassphraseField()
        more.body.addWidget(Field(_("Its passphrase"), self.old_passphrase))
        restore = Button(_("Choose the backup"), "plain", "folder")
        kinds = _("Backups (*.p12)")
        restore.clicked.connect(lambda: ask_which(self, _("Choose the backup"), self.restore, kinds=kinds))
        more.body.addLayout(row(restore))
        into.addWidget(more)

    def _show_words(self, card: Authority) -> None:
        """What the staff are asked to compare, also by a school that signs by itself."""
        self._inside.addWidget(TextLabel(" ".join(card.words)))
        tell = _("Its words. Tell them to your staff in person: they compare them when they open the school's file.")
        self._inside.addWidget(TextLabel(tell, "small"))

    def _show(self, card: Authority) -> None:
        until = long_date(card.certificate.not_valid_after_utc.date())
        about = _("{school}, valid until {day}", school=certified_school(card.certificate), day=until)
        self._inside.addWidget(TextLabel(about, "strong"))
        self._show_words(card)
        public = Button(str(_SAVE_PUBLIC), "quiet", "save")
        public.clicked.connect(self._on_public)
        if card.on_token:
            words = _(
                "Its key is on a token and cannot be copied from there, so there is no backup: should "
                "the token be lost, make a new certificate and tell the staff its words. Whenever a "
                "certificate is issued, the token has to be plugged in, and its PIN is asked for."
            )
            self._inside.addWidget(TextLabel(words, "muted"))
            self._inside.addLayout(row(public))
            self._inside.addWidget(self._hand_over(on_token=True))
            return
        backup = Button(_("Save a backup"), "plain", "save")
        backup.clicked.connect(self._on_backup)
        self._inside.addLayout(row(backup, public))
        self._inside.addWidget(self._hand_over(on_token=False))

    def _hand_over(self, *, on_token: bool) -> Disclosure:
        more = Disclosure(_("Hand over to a successor"))
        words = _(
            "A new certificate replaces this one, with a passphrase that only your successor knows. Both stay "
            "trusted, and nobody has to compare words again. Sign the school's file again afterwards."
        )
        more.body.addWidget(TextLabel(words, "muted"))
        self.present, self.coming = PassphraseField(), NewPassphrase(_("New passphrase, chosen by the successor"))
        label = _("The PIN of the token") if on_token else _("The passphrase until now")
        more.body.addWidget(Field(label, self.present))
        more.body.addWidget(self.coming)
        over = Button(_("Hand over"), "danger")
        over.clicked.connect(self._on_hand_over)
        more.body.addLayout(row(over))
        return more

    def _on_make(self) -> None:
        if self.passphrase.missing:
            self._page.notice.say("warn", self.passphrase.missing)
            return
        context, secret, another = self._page.context, self.passphrase.text, self.elsewhere is not None
        self._page.count(
            lambda told: context.make_authority(secret, another=another, progress=told),
            lambda _result: self._done(_("The school's certificate is made. Save a backup of it now.")),
            _("Making the school's certificate …"),
            held=[self],
        )

    def restore(self, path: Path) -> None:
        context, secret = self._page.context, self.old_passphrase.text
        self._page.count(
            lambda told: context.school_place.authority_store.restore(path, secret, told),
            lambda _result: self._done(_("The school's certificate is back.")),
            _("Bringing the school's certificate back …"),
            held=[self],
        )

    def _on_hand_over(self) -> None:
        if self.coming.missing:
            self._page.notice.say("warn", self.coming.missing)
            return
        context, secret, new = self._page.context, self.present.text, self.coming.text
        name = context.register.name()
        self._page.count(
            lambda told: context.issuing.acts.hand_over(secret, school=name, new_passphrase=new, progress=told),
            lambda _result: self._done(_("Handed over. Sign the school's file again, and save a backup.")),
            _("Handing over to the new certificate …"),
            held=[self],
        )

    def _on_backup(self) -> None:
        def write(path: Path) -> None:
            if self._page.attempt(lambda: self._page.context.school_place.authority_store.backup(path)):
                self._page.say(COPY_MADE.format(path=path))

        kinds = _("Backups (*.p12)")
        ask_where(self, _("Save a backup"), "school-authority.p12", write, kinds=kinds, suffix="p12")

    def _on_public(self) -> None:

        card = self.card

        def write(path: Path) -> None:
            if card is not None and self._page.attempt(lambda: write_whole(path, write_certificates(card.trusted))):
                self._page.say(SAVED_WITHOUT_SECRET.format(path=path))

        kinds = _("Certificates (*.pem)")
        ask_where(self, str(_SAVE_PUBLIC), "school.pem", write, kinds=kinds, suffix="pem")

    def _done(self, sentence: str) -> None:
        self.made.emit()
        self._page.say(sentence)
