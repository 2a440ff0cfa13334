"""On the computer with the school's certificate: making somebody else an officer, whose key stays on their own
computer.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ....certificates import certified_number
from ....i18n import _
from ....identity.authority_profile import CertificateKind
from ....office.certificate_office import Asking
from ....office.certificates import IssuedCertificate
from ....office.sending import file_name
from ....school.invitation_files import REQUEST_LIMIT
from ....school.profile_file import read_some
from ....system import write_whole
from ...kit.files import ask_where
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Disclosure
from ...kit.widgets.field import Field
from ...kit.widgets.file_drop import FileDrop
from ...kit.widgets.passphrase_field import PassphraseField
from ...kit.widgets.text import TextLabel
from ..words import OR_DROP_IT_HERE, READING_FILE, whose_number
from .authority_card import secret_label

if TYPE_CHECKING:
    from ..page import ConsolePage


class AnotherOfficer(Disclosure):
    """Opens their request, compares its words, and issues and saves their certificate."""

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
