"""The officer's own certificate, with which they invite and countersign in the school's name."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from ....certificates import certified_number
from ....domain.staff import StaffMember
from ....i18n import _, long_date
from ....identity import (
    KeyWorkStopped,
    SigningKey,
    certificate_request,
    fingerprint_words,
    load_key,
    locked_key,
)
from ....identity.authority_profile import CertificateKind, kind_of
from ....office.certificate_office import Asking
from ....office.certificates import IssuedCertificate
from ....office.school_folder import take_officers_certificate
from ....office.sending import file_name
from ....register import AuthorityOnRecord
from ....school.invitation_files import CERTIFICATE_LIMIT, REQUEST_LIMIT
from ....school.profile_file import read_some
from ....system import write_private, write_whole
from ....system.progress import WorkProgress
from ...kit.files import ask_where
from ...kit.layouts import clear, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card, Disclosure
from ...kit.widgets.field import Field
from ...kit.widgets.file_drop import FileDrop
from ...kit.widgets.passphrase_field import PassphraseField
from ...kit.widgets.text import TextLabel
from ...kit.words import PASSPHRASE_OF_KEY
from ..who_are_you import AddToStaffList, WhoAreYou
from ..words import ADD_ME, OR_DROP_IT_HERE, READING_FILE, SAVED_WITHOUT_SECRET, whose_number
from .authority_card import secret_label

if TYPE_CHECKING:
    from ..page import ConsolePage


class AnotherOfficer(Disclosure):
    """Makes somebody else an officer, whose key stays on their own computer.

    Opens their request, compares its words, and issues and saves their certificate.
    """

    def __init__(self, page: "ConsolePage") -> None:
        super().__init__("", parent=page)
        self.button.setText(_("Make somebody else an officer"))
        self.body.setSpacing(12)
        self._page = page
        self._asking: Asking | None = None
        lead = _(
            "Anyone else who decides and countersigns opens this same register on their own computer, saves a "
            "request on the page “School”, and sends you the file."
        )
        way = TextLabel(_way_to(page.context.register.place))
        way.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.drop = FileDrop(_("Choose their request"), str(OR_DROP_IT_HERE), _("Requests (*.csr *.pem)"))
        self.drop.picked.connect(self.open_request)
        self._about, self.words, self.secret = TextLabel("", "strong"), QLineEdit(), PassphraseField()
        hint = _("They are shown on their own page “School”. Have them read out, face to face or on the telephone.")
        self._words_field = Field(_("Words of their key, as they read them"), self.words, hint)
        self._secret_field = Field(secret_label(on_token=False), self.secret)
        self.issue = Button(_("Make them an officer"), "plain", "key")
        self.issue.clicked.connect(self._on_issue)
        for part in (TextLabel(lead, "muted"), way, self.drop, self._about, self._words_field, self._secret_field):
            self.body.addWidget(part)
        self.body.addLayout(row(self.issue))
        self._show()

    def refresh(self) -> None:
        """What opens the school's certificate. Raises SchoolTrouble."""
        card = self._page.context.school_place.card()
        self._secret_field.set_label(secret_label(on_token=card is not None and card.on_token))

    def open_request(self, path: Path) -> None:
        """Read a request and show whose it is."""
        context = self._page.context

        def work() -> tuple[Asking, str]:
            asking = context.issuing.read(read_some(path, REQUEST_LIMIT + 1))
            person = context.register.people.numbered(asking.staff_number)
            return asking, person.member.name if person is not None else ""

        self._page.aside(work, self._on_read, str(READING_FILE))

    def _on_read(self, found: tuple[Asking, str]) -> None:
        self._asking, name = found
        self._about.setText(whose_number(self._asking.staff_number, name))
        self._show()

    def _show(self) -> None:
        for part in (self._about, self._words_field, self._secret_field, self.issue):
            part.setVisible(self._asking is not None)

    def _on_issue(self) -> None:
        asking, context, secret = self._asking, self._page.context, self.secret.text
        words = tuple(self.words.text().split())
        if asking is not None:
            kind = CertificateKind.OFFICER
            self._page.count(
                lambda told: context.issuing.grant(asking, secret, words=words, kind=kind, progress=told),
                self._on_issued,
                _("Issuing the officer's certificate …"),
                held=[self],
            )

    def _on_issued(self, made: IssuedCertificate) -> None:
        self._asking = None
        self.words.clear()
        self.secret.clear()
        self._show()
        self._page.register_changed.emit()
        self._page.say(
            _(
                "They are an officer once they have opened this file in this same register, on their computer, on the "
                "page “School”: send it to them. It holds no secret."
            )
        )
        number = certified_number(made.certificate)
        person = self._page.context.register.people.numbered(number)

        def write(path: Path) -> None:
            self._page.attempt(lambda: write_whole(path, made.file))

        name, kinds = file_name(person) if person is not None else number, _("Certificates (*.pwcert)")
        ask_where(self, _("Save the certificate"), f"{name}.pwcert", write, kinds=kinds, suffix="pwcert")


def _way_to(place: str) -> str:
    """How somebody opens the register at `place` on another computer."""
    if "://" in place:
        return _(
            "There they press “Our office is set up already”, choose “Open another register”, and type this address, "
            "with their own name for the database in place of yours: {place}",
            place=place,
        )
    return _(
        "This register is a file on this computer, and no other computer can open it: {place}. Move it into a "
        "PostgreSQL database first. The guide says how, in the chapter “A trust with PostgreSQL”.",
        place=place,
    )


class _OwnKey(NamedTuple):
    """The officer's own, in its file, and what opens it."""

    file: Path
    secret: str
    progress: WorkProgress

    def opened(self) -> SigningKey:
        """Raises KeyTrouble."""
        return load_key(self.file, self.secret, progress=self.progress)

    def locked(self, key: SigningKey) -> bytes:
        """The file with this in it."""
        return locked_key(self.file, key, self.secret, self.progress)


class OfficerCard(Card):
    """Issues it where the school's certificate is; asks for it, and takes it, where that is on another computer."""

    def __init__(self, page: "ConsolePage") -> None:
        super().__init__(parent=page)
        self._page = page
        self.set_title(_("Your certificate as an officer"))
        self._inside = QVBoxLayout()
        self._inside.setSpacing(12)
        self.another = AnotherOfficer(page)
        self.body.addLayout(self._inside)
        self.body.addWidget(self.another)

    def show_way(self, elsewhere: AuthorityOnRecord | None) -> None:
        """`elsewhere`: the school's authority, where its key is on another computer. Raises SchoolTrouble."""
        clear(self._inside)
        self.another.setVisible(elsewhere is None)
        self.another.refresh()
        certificate = self._page.context.key.certificate
        is_over = certificate.not_valid_after_utc <= self._page.context.now()
        if kind_of(certificate) is CertificateKind.OFFICER and not is_over:
            until = long_date(certificate.not_valid_after_utc.date())
            sentence = _("{name} is an officer of the school until {day}.")
            self._inside.addWidget(TextLabel(sentence.format(name=self._page.context.officer, day=until)))
            return
        words = _(
            "Only officers invite and countersign. You have to be on the staff list, with the staff number of your key."
        )
        self._inside.addWidget(TextLabel(words, "muted"))
        if self._page.context.is_nobodys:
            self._inside.addWidget(WhoAreYou(self._page))
        else:
            self._offer_to_add()
        self.own_secret = PassphraseField()
        self._own = Field(str(PASSPHRASE_OF_KEY), self.own_secret)
        if self._page.context.office_key is not None:
            self._own.hide()  # that key opens by itself
        if elsewhere is None:
            self._offer_to_issue()
        else:
            self._offer_to_ask(elsewhere)

    def _offer_to_add(self) -> None:
        """Nobody becomes an officer who is not on the staff list, and there may be none yet."""
        context = self._page.context
        number, name = certified_number(context.key.certificate), context.officer
        if context.register.people.numbered(number) is not None:
            return
        first, _space, last = name.rpartition(" ")
        add = AddToStaffList(self._page, str(ADD_ME), StaffMember(number=number, first_name=first, last_name=last))
        add.added.connect(lambda _row: self._page.refresh())
        self._inside.addWidget(add)

    def _offer_to_issue(self) -> None:
        self.school_secret = PassphraseField()
        card = self._page.context.school_place.card()
        label = secret_label(on_token=card is not None and card.on_token)
        self.issue = Button(_("Make me an officer"), "plain", "key")
        self.issue.clicked.connect(self._on_issue)
        for part in (Field(label, self.school_secret), self._own):
            self._inside.addWidget(part)
        self._inside.addLayout(row(self.issue))

    def _offer_to_ask(self, elsewhere: AuthorityOnRecord) -> None:
        name = elsewhere.by or _("whoever keeps the school's certificate")
        ask = _("First save a request and send it to {name}, who asks you for the words of your key:", name=name)
        self.ask = Button(_("Save a request"), "plain", "save")
        self.ask.clicked.connect(self._on_ask)
        key = self._page.context.key.certificate
        take = TextLabel(_("Then open the file that you are sent back:"))
        patterns = _("Certificates (*.pwcert)")
        self.drop = FileDrop(_("Choose your certificate"), str(OR_DROP_IT_HERE), patterns)
        self.drop.picked.connect(lambda path: self.take(path, elsewhere))
        for words in (TextLabel(ask), TextLabel(" ".join(fingerprint_words(key)), "strong")):
            self._inside.addWidget(words)
        self._inside.addLayout(row(self.ask))
        for part in (take, self._own, self.drop):
            self._inside.addWidget(part)

    def _on_ask(self) -> None:
        request, name = certificate_request(self._page.context.key), self._page.context.officer

        def write(path: Path) -> None:
            if self._page.attempt(lambda: write_whole(path, request)):
                self._page.say(SAVED_WITHOUT_SECRET.format(path=path))

        kinds = _("Requests (*.csr)")
        ask_where(self, _("Save a request"), f"{name}.csr", write, kinds=kinds, suffix="csr")

    def take(self, path: Path, elsewhere: AuthorityOnRecord) -> None:
        """Put the certificate that came back to the key."""
        context = self._page.context

        def join(own: _OwnKey) -> SigningKey:
            content, key = read_some(path, CERTIFICATE_LIMIT + 1), own.opened()
            store = context.school_place.authority_store
            return take_officers_certificate(
                content, key, store, elsewhere, context.now(), lambda made: write_private(own.file, own.locked(made))
            )

        self._join(join, _("Joining the certificate to your key …"), steps=3)

    def _on_issue(self) -> None:
        context, school = self._page.context, self.school_secret.text

        def join(own: _OwnKey) -> SigningKey:
            key = own.opened()  # its passphrase is right before anything is issued
            return context.issuing.certify_officer(
                key, school, lambda made, files: files.private(own.file, own.locked(made)), own.progress
            )

        self._join(join, _("Issuing your certificate as an officer …"), steps=4)

    def _join(self, join: Callable[[_OwnKey], SigningKey], saying: str, *, steps: int) -> None:
        context, typed, office = self._page.context, self.own_secret.text, self._page.context.office_key

        def work(told: WorkProgress) -> SigningKey:
            file, own = (context.key_file, typed) if office is None else (office.key_file, office.secret())
            return join(_OwnKey(file, own, told.ending_in(KeyWorkStopped).in_steps(steps)))

        def done(made: SigningKey) -> None:
            clear(self._inside)
            self._inside.addWidget(TextLabel(_("From now on you are an officer of the school.")))
            self._page.say(_("Your certificate as an officer is issued and joined to your key."))
            self._page.key_changed.emit(made)

        self._page.count(work, done, saying, held=[self])
