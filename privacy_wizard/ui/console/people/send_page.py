"""Page *Send*: everyone whom it concerns with a tick each, what they get, and the ways to send it."""

from collections.abc import Callable, Sequence
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

from attrs import frozen
from PySide6.QtWidgets import QPlainTextEdit

from ....domain.campaign import Campaign
from ....i18n import _, ngettext
from ....intake.handing_back import NoCopy
from ....office.home_table import HomeRow, Standing, home_rows
from ....office.sending import Outgoing, Sender, SendKind, prepare, write_drafts, write_merge
from ...kit.files import ask_folder, ask_where
from ...kit.layouts import row
from ...kit.tick_list import TickList
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.field import Field, TextField
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import TextLabel
from ..context import ConsoleContext
from ..page import ConsolePage
from ..place import ConsolePlace, PlaceId
from ..words import READING_REGISTER, WHERE_DRAFTS_GO

_LIST, _TEXT = 260, 250


@frozen(kw_only=True)
class _Concerned:
    campaign: Campaign
    rows: Sequence[HomeRow]
    school_file: bytes


class SendPage(ConsolePage):
    """`place.of` is the campaign, `place.filter` what is sent."""

    def build(self) -> None:
        """List, preview, ways."""
        self._found: _Concerned | None = None
        who = Card(_("To whom"))
        self.people = TickList(_("To whom"))
        self.people.setMinimumHeight(_LIST)
        self.people.changed.connect(self._preview)
        self._count = TextLabel("", "strong")
        self._without = NoticeBox()
        everyone, nobody = Button(_("Tick everyone"), "link"), Button(_("Tick nobody"), "link")
        everyone.clicked.connect(lambda: self.people.tick(everyone=True))
        nobody.clicked.connect(lambda: self.people.tick(everyone=False))
        for part in (self._count, self.people):
            who.body.addWidget(part)
        who.body.addLayout(row(everyone, nobody, spacing=18))
        who.body.addWidget(self._without)
        what = Card(_("What they get"))
        self.program = TextField(_("How staff get the program"), _("One line; it stands in every mail."), longest=300)
        self.program.show_text(_("Privacy Wizard is on the school's computers. Ask the office if you do not find it."))
        self.program.line.textChanged.connect(lambda _text: self._preview())
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setMinimumHeight(_TEXT)
        self._text = Field(_("The first of them"), self.text)
        for widget in (self.program, self._text):
            what.body.addWidget(widget)
        self.drafts = Button("", "accent", "mail")
        self.merge = Button(_("Save a list for a mail merge"), "plain", "save")
        self.drafts.clicked.connect(lambda: ask_folder(self, str(WHERE_DRAFTS_GO), self.write_drafts))
        self.merge.clicked.connect(self._on_merge)
        foot = Card(quiet=True)
        words = _("Nothing is sent by the program: your own mail program sends what is written here.")
        foot.body.addWidget(TextLabel(words, "muted"))
        foot.body.addLayout(row(self.drafts, self.merge))
        for card in (who, what, foot):
            self.body.addWidget(card)

    @property
    def kind(self) -> SendKind:
        """What is sent."""
        return SendKind(self.place.filter) if self.place is not None and self.place.filter else SendKind.REMIND

    def refresh(self) -> None:
        """Whom it concerns, read on a worker."""
        self.title = {
            SendKind.ASK: _("Ask your staff"),
            SendKind.REMIND: _("Remind the missing"),
            SendKind.COPIES: _("Send countersigned copies"),
        }[self.kind]
        self.program.setVisible(self.kind is SendKind.ASK)
        self.merge.setVisible(self.kind is not SendKind.COPIES)
        which, today, kind = self.place.of if self.place else "", self.context.today, self.kind
        self.aside(lambda: self._read(kind, which, today), self._show, str(READING_REGISTER))

    def write_drafts(self, folder: Path) -> None:
        """A draft for each who is ticked."""
        found, context, kind = self._found, self.context, self.kind
        if found is None:
            return
        prepared = self._prepared(found)

        def work() -> int:
            return write_drafts(context.register, kind, prepared(), found.campaign, folder, context.today)

        self.aside(work, self._on_written, _("Writing …"))

    def save_merge(self, path: Path) -> None:
        """A row for each who is ticked."""
        found, context, kind = self._found, self.context, self.kind
        if found is None:
            return
        prepared = self._prepared(found)

        def work() -> int:
            return write_merge(context.register, kind, prepared(), found.campaign, path, context.today)

        self.aside(work, self._on_written, _("Writing …"))

    def _read(self, kind: SendKind, which: str, today: date) -> _Concerned | None:
        register = self.context.register
        campaign = next((each for each in register.campaigns() if each.id == which), None)
        if campaign is None:
            return None
        rows = [each for each in home_rows(register, campaign, today) if _concerns(each, kind)]
        file = self.context.school_place.profile_file
        return _Concerned(campaign=campaign, rows=rows, school_file=file.read_bytes() if file.exists() else b"")

    def _show(self, found: _Concerned | None) -> None:
        self._found = found
        members = [(each.person.person, each.person.member) for each in (found.rows if found is not None else ())]
        none = _("no e-mail address")
        self.people.offer((person, f"{member.name}  ·  {member.email or none}") for person, member in members)
        self._preview()

    def _prepared(self, found: _Concerned, most: int | None = None) -> Callable[[], Sequence[Outgoing]]:
        """What is ticked now, to be made on a worker."""
        chosen, context = self.people.chosen, self.context
        rows = [each for each in found.rows if each.person.person in chosen][:most]
        if self.kind is SendKind.COPIES:
            return lambda: [_copy(context, each) for each in rows]
        sender = Sender(
            school=context.register.name(),
            officer="" if context.is_nobodys else context.officer,
            program=self.program.text,
            school_file=found.school_file,
        )
        people = [(each.person, each.due) for each in rows]
        kind = self.kind
        return lambda: prepare(kind, people, found.campaign, sender, context.today)

    def _preview(self) -> None:
        found = self._found
        first = self._prepared(found, 1)() if found is not None else ()
        self.text.setPlainText(f"{first[0].subject}\n\n{first[0].text}" if first else "")
        chosen = self.people.chosen
        rows = found.rows if found is not None else ()
        people = [each.person for each in rows if each.person.person in chosen]
        without = [person.member.name for person in people if not person.member.email]
        self._count.setText(ngettext("{n} person", "{n} people", len(people)))
        told = ngettext(
            "{n} has no e-mail address on the staff list: tell them yourself. {names}",
            "{n} have no e-mail address on the staff list: tell them yourself. {names}",
            len(without),
            names=", ".join(without),
        )
        self._without.say("warn", told if without else "")
        many = len(people) - len(without)
        self.drafts.setText(ngettext("Write {n} draft", "Write {n} drafts", many))
        for button in (self.drafts, self.merge):
            button.setEnabled(bool(many))

    def _on_merge(self) -> None:
        kinds = _("Lists (*.csv)")
        ask_where(self, _("Save the list"), "mail-merge.csv", self.save_merge, kinds=kinds, suffix="csv")

    def _on_written(self, many: int) -> None:
        self.register_changed.emit()
        self.say(
            ngettext(
                "{n} mail is written, and on record. Send it from your mail program.",
                "{n} mails are written, and on record. Send them from your mail program.",
                many,
            )
        )


def _concerns(each: HomeRow, kind: SendKind) -> bool:
    if kind is SendKind.COPIES:
        return each.standing is Standing.DONE and each.attestation is not None and bool(each.attestation.countersigned)
    return each.standing in (Standing.MISSING, Standing.PROBLEM)


def _copy(context: ConsoleContext, each: HomeRow) -> Outgoing:
    """The mail with somebody's countersigned copy."""
    try:
        draft = context.handing_back().mail(each.attestation.attestation if each.attestation else "", context.officer)
    except NoCopy:
        return Outgoing(person=each.person, subject="", text="", draft=None)
    read = message_from_bytes(draft, policy=policy.default)
    body = read.get_body()
    text = str(body.get_content()) if body is not None else ""
    return Outgoing(person=each.person, subject=str(read["Subject"]), text=text, draft=draft)


def send_place(kind: SendKind, campaign: str) -> ConsolePlace:
    """Where something is sent."""
    return ConsolePlace(id=PlaceId.SEND, of=campaign, filter=kind.value)
