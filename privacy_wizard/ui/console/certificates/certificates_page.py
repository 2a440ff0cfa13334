"""The page *Certificates*: requests answered, certificates renewed and revoked."""

from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from ....certificates import certified_number
from ....domain.names import certificate_state_name
from ....domain.register_views import CertificateRow, CertificateState
from ....domain.vocabulary import SendKind
from ....i18n import _, long_date
from ....identity.authority_trust import Withdrawal
from ....office.certificate_office import Asking
from ....office.certificates import IssuedCertificate
from ....office.sending import file_name
from ....school.invitation_files import REQUEST_LIMIT
from ....school.profile_file import read_some
from ....system import write_whole
from ...kit.files import ask_where
from ...kit.layouts import row
from ...kit.table import RowColumn, RowsModel, TableView
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.choice import CheckRow
from ...kit.widgets.date_field import DateField
from ...kit.widgets.field import Field
from ...kit.widgets.file_drop import FileDrop
from ...kit.widgets.notice import EmptyState
from ...kit.widgets.passphrase_field import PassphraseField
from ...kit.widgets.text import TextLabel
from ..event_words import certificate_mood
from ..page import ConsolePage, ConsolePlace, PlaceId
from ..people.send_page import send_place
from ..words import OR_DROP_IT_HERE, READING_FILE, SET_UP_SCHOOL, short_date, whose_number
from .authority_card import secret_label
from .many_requests import ManyRequests


class CertificatesPage(ConsolePage):
    """Every act is recorded before anything is handed out."""

    def build(self) -> None:
        self.title = _("Certificates")
        self.lead = _(
            "The school vouches for a key for up to three years. The key itself never leaves its owner's computer."
        )
        self._asking: Asking | None = None
        self._replaces: str | None = None
        self._names: dict[str, str] = {}
        self._none = EmptyState(
            "key",
            _("The school has no certificate of its own yet"),
            _("Without one, the words of each key are compared in person, once."),
            str(SET_UP_SCHOOL),
        )
        self._none.acted.connect(lambda: self.wanted.emit(ConsolePlace(id=PlaceId.SCHOOL)))
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.secret = PassphraseField()
        secret = Card(quiet=True)
        hint = _("Needed for everything on this page.")
        self._secret_hint = hint
        self._secret_field = Field(secret_label(on_token=False), self.secret, hint)
        secret.body.addWidget(self._secret_field)
        self.many = ManyRequests(self, lambda: self.secret.text)
        for part in (secret, self._build_request(), self.many, self._build_list()):
            column.addWidget(part)
        self.body.addWidget(self._none)
        self.body.addWidget(self._inside)

    def refresh(self) -> None:
        """The list as it is now."""
        there = self.context.school_place.authority_store.is_there
        self._none.setVisible(not there)
        self._inside.setVisible(there)
        if there:
            card = self.context.school_place.card()
            label = secret_label(on_token=card is not None and card.on_token)
            self._secret_field.set_label(label, self._secret_hint)
            self.aside(self._read, self._show)

    def _build_request(self) -> Card:
        card = Card(_("Answer a request"), _("The file that a member of staff sent after they were invited."))
        self.drop = FileDrop(
            _("Choose the request"),
            str(OR_DROP_IT_HERE),
            _("Requests (*.pwrequest *.csr *.pem);;All files (*)"),
        )
        self.drop.picked.connect(self.open_request)
        self._about, self._words = TextLabel(), QLineEdit()
        self._words_field = Field(
            _("Words of the key, as the person reads them"),
            self._words,
            _("This request does not answer an invitation. Compare the words face to face."),
        )
        self._replace = CheckRow("")
        self.grant = Button(_("Issue the certificate"), "accent", "key")
        self.grant.clicked.connect(self.issue)
        for part in (self.drop, self._about, self._words_field, self._replace):
            card.body.addWidget(part)
        card.body.addLayout(row(self.grant))
        self._show_asking()
        return card

    def _build_list(self) -> Card:
        card = Card(_("Certificates on record"))
        self.model = RowsModel[CertificateRow](
            [
                RowColumn(
                    heading=_("State"),
                    text=lambda each: certificate_state_name(each.state(self.context.now())),
                    mood=lambda each: certificate_mood(each.state(self.context.now())),
                ),
                RowColumn(heading=_("Person"), text=lambda each: self._names.get(each.person, "")),
                RowColumn(heading=_("Until"), text=lambda each: short_date(each.ends.date())),
                RowColumn(heading=_("Number"), text=lambda each: each.serial[:12]),
            ],
            self,
        )
        self.table = TableView(_("Certificates on record"))
        self.table.setModel(self.model)
        self.table.share_width((18, 34, 24, 24))
        self.table.setMinimumHeight(220)
        self.table.selectionModel().selectionChanged.connect(lambda *_args: self._refresh_chosen())
        self._from, self._why = DateField(self.context.today, latest=self.context.today), QComboBox()
        for why, label in (
            (Withdrawal.KEY_COMPROMISED, _("somebody else may have the key")),
            (Withdrawal.LEFT, _("the person has left")),
            (Withdrawal.MISTAKE, _("issued by mistake")),
        ):
            self._why.addItem(label, why)
        self.save_again = Button(_("Save it again"), "plain", "save")
        self.again = Button(_("Invite again, for a new key"), "plain", "mail")
        self.send = Button(_("Send certificates"), "quiet", "mail")
        self.save_again.clicked.connect(self._on_save_again)
        self.again.clicked.connect(self._on_again)
        self.send.clicked.connect(lambda: self.wanted.emit(send_place(SendKind.CERTIFICATES, "")))
        self.renew, self.revoke = Button(_("Renew for three years"), "plain"), Button(_("Revoke"), "danger")
        self.renew.clicked.connect(self._on_renew)
        self.revoke.clicked.connect(self._on_revoke)
        self._no_certificates = TextLabel(_("None has been issued yet. Invite people from a campaign's page."), "muted")
        self._acts = QWidget()
        acts = QVBoxLayout(self._acts)
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(12)
        acts.addWidget(self.table)
        acts.addLayout(row(self.save_again, self.renew, self.again, self.send))
        acts.addWidget(Field(_("Revoke: signatures from this day on do not count"), self._from))
        acts.addWidget(Field(_("Why?"), self._why))
        acts.addLayout(row(self.revoke))
        card.body.addWidget(self._no_certificates)
        card.body.addWidget(self._acts)
        self._refresh_chosen()
        return card

    def explain(self, error: Exception) -> None:
        """Whatever was started can be tried again."""
        super().explain(error)
        self.many.wake()

    def open_request(self, path: Path) -> None:
        """Read a request and show what it asks for."""
        context = self.context

        def work() -> tuple[Asking, CertificateRow | None, str]:
            asking = context.issuing.read(read_some(path, REQUEST_LIMIT + 1))
            person = context.register.people.numbered(asking.staff_number)
            name = person.member.name if person is not None else ""
            return asking, context.register.certificates.valid_of(asking.staff_number, context.now()), name

        self.notice.say("info", "")
        self.aside(work, self._on_read, str(READING_FILE))

    def _on_read(self, found: tuple[Asking, CertificateRow | None, str]) -> None:
        self._asking, valid, name = found
        self._replaces = valid.serial if valid is not None else None
        self._about.setText(whose_number(self._asking.staff_number, name))
        if valid is not None:
            words = _("It replaces the certificate valid until {day}; what was signed with that one stays good")
            self._replace.setText(words.format(day=long_date(valid.ends.date())))
            self._replace.setChecked(True)
        self._show_asking()

    def _show_asking(self) -> None:
        asking = self._asking
        self._about.setVisible(asking is not None)
        self._words_field.setVisible(asking is not None and not asking.has_code)
        self._replace.setVisible(asking is not None and self._replaces is not None)
        self.grant.setVisible(asking is not None)

    def issue(self) -> None:
        """Grant the request that was opened."""
        asking, context, secret = self._asking, self.context, self.secret.text
        if asking is None:
            return
        words = tuple(self._words.text().split())
        replaces = self._replaces if self._replace.isChecked() else None
        self.count(
            lambda told: context.issuing.grant(asking, secret, words=words, replaces=replaces, progress=told),
            self._on_issued,
            _("Issuing the certificate …"),
            held=[self._inside],
        )

    def _on_issued(self, made: IssuedCertificate) -> None:
        self._asking, self._replaces = None, None
        self._words.clear()
        self._show_asking()
        self.refresh()
        self.say(_("The certificate is issued and kept on this computer. Save it, and send it to the person."))
        self._ask_where(certified_number(made.certificate), made.file)

    def _ask_where(self, number: str, content: bytes) -> None:
        """Under the person's name. Nothing is lost where they cancel: it can be saved or sent at any time."""

        def write(path: Path) -> None:
            self.attempt(lambda: write_whole(path, content))

        person, kinds = self.context.register.people.numbered(number), _("Certificates (*.pwcert)")
        name = file_name(person) if person is not None else number
        ask_where(self, _("Save the certificate"), f"{name}.pwcert", write, kinds=kinds, suffix="pwcert")

    def _on_save_again(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        person, file = self.context.register.people.one(chosen.person), self._file(chosen)
        found: list[bytes] = []
        if self.attempt(lambda: found.append(file.read_bytes())):
            self._ask_where(person.member.number if person is not None else chosen.serial[:12], found[0])

    def _on_again(self) -> None:
        """A new key gets a certificate when its owner answers an invitation; it takes the place of the old one."""
        chosen, today = self._chosen(), self.context.today
        running = [each.id for each in self.context.register.campaigns() if each.is_running(today)]
        if chosen is not None and running:
            self.wanted.emit(send_place(SendKind.INVITE, running[0], chosen.person))
        elif chosen is not None:
            self.notice.say("warn", _("No campaign is running. Begin one, then invite the person again."))
            self.show_notice()

    def _file(self, each: CertificateRow) -> Path:
        return self.context.school_place.certificate_file(each.serial)

    def _read(self) -> tuple[Sequence[CertificateRow], dict[str, str]]:
        found = sorted(self.context.register.certificates.listed(), key=lambda each: each.starts, reverse=True)
        return found, dict(self.context.register.people.names(each.person for each in found))

    def _show(self, found: tuple[Sequence[CertificateRow], dict[str, str]]) -> None:
        rows, self._names = found
        self.model.show_rows(rows)
        self._acts.setVisible(bool(rows))
        self._no_certificates.setVisible(not rows)
        self._refresh_chosen()

    def _chosen(self) -> CertificateRow | None:
        rows = self.table.selectionModel().selectedRows()
        return self.model.row(rows[0].row()) if rows else None

    def _refresh_chosen(self) -> None:
        chosen = self._chosen()
        ended = (CertificateState.REVOKED, CertificateState.SUPERSEDED)
        good = chosen is not None and chosen.state(self.context.now()) not in ended
        for button in (self.renew, self.revoke):
            button.setEnabled(good)
        self.again.setEnabled(chosen is not None)
        self.save_again.setEnabled(chosen is not None and self._file(chosen).exists())

    def _on_renew(self) -> None:
        chosen, context, secret = self._chosen(), self.context, self.secret.text
        if chosen is not None:
            self.count(
                lambda told: context.issuing.renew(chosen.serial, secret, progress=told),
                self._on_issued,
                _("Issuing the certificate again …"),
                held=[self._inside],
            )

    def _on_revoke(self) -> None:
        chosen, context, secret = self._chosen(), self.context, self.secret.text
        if chosen is None:
            return
        day, why = self._from.value, Withdrawal(self._why.currentData())
        since = context.now() if day == context.today else datetime.combine(day, time(), context.now().tzinfo)
        self.count(
            lambda told: context.issuing.revoke(chosen.serial, secret, since=since, why=why, progress=told),
            self._on_revoked,
            _("Revoking the certificate …"),
            held=[self._inside],
        )

    def _on_revoked(self, _result: object) -> None:
        self.refresh()
        self.say(_("Revoked. What is signed with it from that day on does not count."))
