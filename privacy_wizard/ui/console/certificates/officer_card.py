"""The officer's own certificate: with it they invite and countersign in the school's name."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from ....i18n import _, long_date
from ....identity import SigningKey, load_key, save_key
from ....identity.authority_profile import CertificateKind, kind_of
from ...kit.layouts import clear, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.field import Field
from ...kit.widgets.passphrase_field import PassphraseField
from ...kit.widgets.text import TextLabel
from ...kit.words import PASSPHRASE_OF_KEY
from ..who_are_you import WhoAreYou
from .authority_card import secret_label

if TYPE_CHECKING:
    from ..page import ConsolePage


class OfficerCard(Card):
    """Asks for both passphrases: the school's, to issue it, and the officer's, to put it to their key."""

    def __init__(self, page: "ConsolePage") -> None:
        super().__init__(parent=page)
        self._page = page
        self.set_title(_("2. Your certificate as an officer"))
        self._inside = QVBoxLayout()
        self._inside.setSpacing(12)
        self.body.addLayout(self._inside)

    def refresh(self) -> None:
        clear(self._inside)
        certificate = self._page.context.key.certificate
        if kind_of(certificate) is CertificateKind.OFFICER:
            until = long_date(certificate.not_valid_after_utc.date())
            sentence = _("{name} is an officer of the school until {day}.")
            self._inside.addWidget(TextLabel(sentence.format(name=self._page.context.officer, day=until)))
            return
        words = _(
            "Only officers invite and countersign. You have to be on the staff list, with the staff number of your key."
        )
        self._inside.addWidget(TextLabel(words, "muted"))
        self.school_secret, self.own_secret = PassphraseField(), PassphraseField()
        card = self._page.context.school_place.card()
        label = secret_label(on_token=card is not None and card.on_token)
        self._inside.addWidget(Field(label, self.school_secret))
        own = Field(str(PASSPHRASE_OF_KEY), self.own_secret)
        own.setVisible(self._page.context.office_key is None)  # the office's key opens by itself
        if self._page.context.is_nobodys:
            self._inside.addWidget(WhoAreYou(self._page))
        self._inside.addWidget(own)
        self.issue = Button(_("Make me an officer"), "plain", "key")
        self.issue.clicked.connect(self._on_issue)
        self._inside.addLayout(row(self.issue))

    def _on_issue(self) -> None:
        context = self._page.context
        school, typed, office = self.school_secret.text, self.own_secret.text, context.office_key

        def work() -> SigningKey:
            file, own = (context.key_file, typed) if office is None else (office.key_file, office.secret())
            key = load_key(file, own)  # the passphrase is right before anything is issued
            made = context.issuing.certify_officer(key, school)
            save_key(file, made, own)
            return made

        def done(made: SigningKey) -> None:
            clear(self._inside)
            self._inside.addWidget(TextLabel(_("You are an officer of the school from now on.")))
            self._page.say(_("Your certificate as an officer is issued and joined to your key."))
            self._page.key_changed.emit(made)

        self._page.aside(work, done, _("Issuing …"))
