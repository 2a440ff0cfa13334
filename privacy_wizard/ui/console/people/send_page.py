"""Page *Send*: everyone whom it concerns with a tick each, what they get, and the ways in which it leaves."""

from collections.abc import Callable, Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from attrs import evolve, frozen
from PySide6.QtWidgets import QWidget

from ....domain.campaign import Campaign
from ....domain.vocabulary import SendKind, SendWay
from ....i18n import _, ngettext
from ....office.mailing import (
    Mailing,
    SomeSent,
    inviting,
    letters_file,
    plainly,
    write_drafts,
    write_letters,
    write_merge,
)
from ....office.outbox import SendReport, check
from ....office.send_sentences import report_sentences, written_sentences
from ....office.sending import MailWriter, Outgoing, Recipient, Sender
from ....reports.report_sheet import Letterhead
from ....school.mails import Attached
from ....system.progress import WorkProgress
from ...kit.chooser import Chooser
from ...kit.files import ask_folder, open_file
from ...kit.layouts import FlowLayout, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.field import Field
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import TextLabel
from ...kit.widgets.tick_list import TickList
from ...kit.words import WHERE_FILES_GO
from ..page import ConsolePage, ConsolePlace, PlaceId
from ..words import READING_REGISTER, WRITING, short_date
from .mail_server_form import BrokenOff, MailServerForm
from .send_words import WrittenText, got_line, letters_words, why_nobody, write_words
from .slips_card import SlipsCard

_LIST = 260
_NEEDS_OFFICER = (SendKind.INVITE, SendKind.CERTIFICATES)
Write = Callable[[Mailing, WorkProgress], Sequence[Outgoing]]


@frozen(kw_only=True)
class _Concerned:
    campaign: Campaign | None
    recipients: Sequence[Recipient]
    names: Mapping[str, str]  # of them, by person; two of the same are told apart
    school: str
    head: Letterhead

    def name(self, each: Recipient) -> str:
        """What somebody is called on this page."""
        return self.names.get(each.person.person, each.person.member.name)


class SendPage(ConsolePage):
    """`place.of` is the campaign, `place.filter` what is sent, `place.who` one person alone."""

    def build(self) -> None:
        """What, to whom, what they get, and the ways."""
        self._found: _Concerned | None = None
        self._into = Path()  # where the last were written: a folder, or the letters
        self.notice.acted.connect(lambda: open_file(self._into))
        self.what = Chooser(_("What is sent"))
        self.what.setMinimumContentsLength(36)
        self.what.chosen.connect(self._on_what)
        self.server, self.slips = MailServerForm(self), SlipsCard(self)
        self.server.wanted.connect(self.use_server)
        self.broken_off = BrokenOff(self, self.server)
        self.broken_off.changed.connect(self.refresh)
        self.broken_off.reported.connect(lambda report: self._on_report(report, is_try=False))
        self.body.addWidget(self.broken_off)
        self.body.addLayout(row(Field(_("What is sent"), self.what)))
        self._build_people()
        self.written = WrittenText()
        self.written.changed.connect(self._preview)
        self.body.addWidget(self.written)
        self._build_ways()
        self.body.addWidget(self.slips)

    def _build_people(self) -> None:
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
        self.body.addWidget(who)

    def _build_ways(self) -> None:
        foot = Card(_("How it leaves"))
        self.drafts, self.merge = Button("", "accent", "mail"), Button(_("Save for a mail merge"), "plain", "save")
        self.letters, self.all_letters = Button("", "plain", "print"), Button("", "plain", "print")
        where, letters = str(WHERE_FILES_GO), _("Where are the letters to go?")
        self.drafts.clicked.connect(lambda: ask_folder(self, where, lambda into: self.write_drafts(self._own(into))))
        self.merge.clicked.connect(lambda: ask_folder(self, where, lambda into: self.save_merge(self._own(into))))
        self.letters.clicked.connect(lambda: ask_folder(self, letters, lambda into: self.save_letters(self._own(into))))
        self.all_letters.clicked.connect(
            lambda: ask_folder(self, letters, lambda into: self.save_letters(self._own(into), everybody=True))
        )
        by_mail = _("As drafts, your own mail program sends them. For a mail merge there are a list and a document.")
        on_paper = _("Letters are one PDF, ready to be printed: a page for each, with the name of your school.")
        for words, buttons in ((by_mail, (self.drafts, self.merge)), (on_paper, (self.letters, self.all_letters))):
            foot.body.addWidget(TextLabel(words, "muted"))
            line = QWidget()
            flow = FlowLayout(line)
            for button in buttons:
                flow.addWidget(button)
            foot.body.addWidget(line)
        foot.body.addWidget(self.server)
        self.body.addWidget(foot)

    @property
    def kind(self) -> SendKind:
        return SendKind(self.place.filter) if self.place is not None and self.place.filter else SendKind.REMIND

    def refresh(self) -> None:
        """Whom it concerns, read on a worker."""
        among = self.place.among if self.place else frozenset()
        self.title = write_words(len(among)) if among and self.kind is SendKind.ACTIONS else send_title(self.kind)
        self._offer_kinds()
        self.written.offer_lines(wanted=self.kind in (SendKind.ASK, SendKind.INVITE))
        self.broken_off.refresh()
        kind, of, who = self.kind, self.place.of if self.place else "", self.place.who if self.place else ""
        self.aside(lambda: self._read(kind, of, who, among), self._show, str(READING_REGISTER))

    def holds(self) -> bool:
        """Slips that nobody has printed would be lost."""
        return self.slips.holds()

    def left(self) -> None:
        """The one-time codes stay no longer than the page."""
        self.slips.forget()

    def write_drafts(self, folder: Path) -> None:
        """A draft for each who is ticked and has an address."""
        register = self.context.register
        self._into = folder
        self._send(lambda mailing, told: write_drafts(register, mailing, folder, told), SendWay.DRAFT)

    def save_merge(self, folder: Path) -> None:
        """A list and a document for those who are ticked and have an address."""
        register = self.context.register
        self._into = folder
        self._send(lambda mailing, told: write_merge(register, mailing, folder, told), SendWay.MERGE)

    def save_letters(self, folder: Path, *, everybody: bool = False) -> None:
        """A letter for each who is ticked and has no address, or for all who are ticked; where nobody is, for all."""
        register, now, found = self.context.register, self.context.now(), self._found
        if found is not None:
            to = self._lettered(found, everybody=everybody)
            self._into = file = letters_file(folder, self.kind, len(to), without_address=not everybody)
            self._write(
                self._mailing(found, to),
                lambda mailing, told: write_letters(register, mailing, file, found.head, now, told),
                SendWay.LETTER,
            )

    def use_server(self, is_try: bool) -> None:
        """Send through the school's mail server, or only try."""
        found, context = self._found, self.context
        if found is None or not self.broken_off.is_empty:
            return
        server, password, outbox = self.server.server, self.server.password.text, context.outbox
        if is_try:
            to = self._chosen(found, with_address=True)
            self.count(
                lambda told: check(server, password, to, told),
                lambda report: self._on_report(report, is_try=True),
                _("Asking the mail server …"),
            )
            return
        mailing = self._mailing(found, self._chosen(found, with_address=True))

        def filled(made: Sequence[Outgoing]) -> None:
            self._keep_slips(made)
            if self.counting.was_stopped:
                self.refresh()
                return
            self.broken_off.go_on(server, password, found.school)

        self.count(lambda told: outbox.fill(mailing, told), filled, str(WRITING))

    def explain(self, error: Exception) -> None:
        """What left before it stopped is told, and its slips are kept."""
        super().explain(error)
        if isinstance(error, SomeSent):
            self._keep_slips(error.made)
        self.broken_off.refresh()

    def _on_report(self, report: SendReport, *, is_try: bool) -> None:
        said = report_sentences(report, is_try=is_try)
        if not is_try:
            self.register_changed.emit()
            self.refresh()
        self.notice.say("good" if len(said) == 1 else "warn", " ".join(said))
        self.show_notice()

    def _send(self, write: Write, way: SendWay) -> None:
        """To all who are ticked and have an address."""
        found = self._found
        if found is not None:
            self._write(self._mailing(found, self._chosen(found, with_address=True)), write, way)

    def _write(self, mailing: Mailing, write: Write, way: SendWay) -> None:
        self.count(lambda told: write(mailing, told), lambda made: self._on_written(made, way), str(WRITING))

    def _lettered(self, found: _Concerned, *, everybody: bool) -> Sequence[Recipient]:
        without = self._chosen(found, with_address=False)
        chosen = self._chosen(found)
        return (found.recipients if chosen == without else chosen) if everybody else without

    def _read(self, kind: SendKind, of: str, who: str, among: AbstractSet[str]) -> _Concerned:
        context = self.context
        campaigns = context.register.campaigns()
        campaign = next((each for each in campaigns if each.id == of), None)
        context.outbox.record(context.register, context.today)
        recipients = context.sending.concerned(kind, campaign, who)
        recipients = [each for each in recipients if not among or each.person.person in among]
        return _Concerned(
            campaign=campaign,
            recipients=recipients,
            names=context.register.people.names(each.person.person for each in recipients),
            school=context.school_name,
            head=context.letterhead(),
        )

    def _show(self, found: _Concerned) -> None:
        self._found = found
        self.written.show_mail()
        self.people.offer(
            ((each.person.person, "  ·  ".join((found.name(each), *got_line(each)))) for each in found.recipients),
            without={each.person.person for each in found.recipients if not each.is_next},
        )
        self._preview()

    def _chosen(self, found: _Concerned, *, with_address: bool | None = None) -> Sequence[Recipient]:
        chosen = self.people.chosen
        ticked = [each for each in found.recipients if each.person.person in chosen]
        return [each for each in ticked if with_address in (None, each.has_address)]

    def _mailing(self, found: _Concerned, to: Sequence[Recipient]) -> Mailing:
        """What they get as it is chosen now, to be made on a worker."""
        context, writer = self.context, self._writer(found)
        make = plainly(writer)
        if self.kind is SendKind.INVITE and found.campaign is not None:
            make = inviting(writer, context.issuing, context.key, found.campaign)
        return Mailing(kind=self.kind, campaign=found.campaign, to=to, make=make, today=context.today)

    def _writer(self, found: _Concerned) -> MailWriter:
        context = self.context
        return MailWriter(
            kind=self.kind,
            campaign=found.campaign,
            sender=Sender(
                school=found.school,
                officer="" if context.is_nobodys else context.officer,
                program=self.written.program.text,
                file=self.written.file.text,
            ),
            today=context.today,
            attach=context.sending.attach(self.kind),
        )

    def _preview(self) -> None:
        found = self._found
        chosen = self._chosen(found) if found is not None else ()
        listed = found.recipients if found is not None else ()
        self._preview_first(found, chosen)
        without = [found.name(each) for each in chosen if not each.has_address] if found is not None else []
        self._count.setText(ngettext("{n} person", "{n} people", len(chosen)) if chosen else why_nobody(listed))
        told = ngettext(
            "{n} has no e-mail address on the staff list and gets a letter. {names}",
            "{n} have no e-mail address on the staff list and get letters. {names}",
            len(without),
            names=", ".join(without),
        )
        self._without.say("warn", told if without else "")
        many = len(chosen) - len(without)
        self.drafts.setText(ngettext("Write {n} draft", "Write {n} drafts", many))
        self._offer_letters(len(chosen), len(without))
        self.server.offer(many if self.broken_off.is_empty else 0)
        for button in (self.drafts, self.merge):
            button.setEnabled(bool(many))

    def _preview_first(self, found: _Concerned | None, chosen: Sequence[Recipient]) -> None:
        """The first whom that way reaches."""
        by_mail = [each for each in chosen if each.has_address]
        self.written.offer_ways(by_mail=bool(by_mail) or not chosen)
        reached = chosen if self.written.way is SendWay.LETTER else by_mail
        if found is None or not reached:
            self.written.show_first(None, "")
            return
        first = evolve(self._writer(found), attach=_nothing).write(reached[0], self.written.way)
        self.written.show_first(first, found.name(reached[0]))

    def _offer_letters(self, chosen: int, without: int) -> None:
        """For those without an address and for everybody; where nobody has one, they are the way, and one button."""
        listed = len(self._found.recipients) if self._found is not None else 0
        are_the_way, is_one_way = bool(chosen) and without == chosen, chosen in (0, listed) and without == chosen
        self.letters.setText(
            ngettext(
                "Make {n} letter, for the person without an address",
                "Make {n} letters, for those without an address",
                without,
            )
        )
        self.letters.setVisible(bool(without) and not is_one_way)
        self.letters.set_kind("accent" if are_the_way else "plain")
        all_of_them = listed if without == chosen else chosen
        self.all_letters.setText(letters_words(all_of_them, listed, are_the_way=are_the_way and is_one_way))
        self.all_letters.setEnabled(bool(listed))
        self.all_letters.set_kind("accent" if are_the_way and is_one_way else "plain")
        self.drafts.set_kind("plain" if are_the_way else "accent")

    def _offer_kinds(self) -> None:
        officer = self.context.may_countersign and self.context.school_place.authority_store.is_there
        offered = [each for each in SendKind if officer or each not in _NEEDS_OFFICER]
        self.what.offer([(each, self.title if each is self.kind else send_title(each)) for each in offered])
        self.what.choose(self.kind)

    def _on_what(self) -> None:
        if self.place is not None:
            self.wanted.emit(send_place(SendKind(self.what.value), self.place.of))

    def _keep_slips(self, made: Sequence[Outgoing]) -> None:
        slips = [each.slip for each in made if each.slip is not None]
        if slips:
            self.slips.add(slips)

    def _on_written(self, made: Sequence[Outgoing], way: SendWay) -> None:
        self._keep_slips(made)
        self.register_changed.emit()
        self.refresh()  # whoever got it now stands there without a tick
        shown = 3 if way is SendWay.LETTER else 2  # the folder in which they lie, and where that is
        told = written_sentences(made, way, Path(*self._into.parts[-shown:]))
        opens = _("Open the letters") if way is SendWay.LETTER else _("Open the folder")
        self.notice.say("good", "\n".join(told), opens)
        self.show_notice()

    def _own(self, folder: Path) -> Path:
        """Many files do not go among others: a folder that holds something already gets one within for them."""
        try:
            is_empty = next(folder.iterdir(), None) is None
        except OSError:  # writing says why
            return folder
        return folder if is_empty else folder / f"{send_title(self.kind)} {short_date(self.context.today)}"


def _nothing(_to: Recipient) -> Sequence[Attached]:
    """A preview shows no files."""
    return ()


def send_title(kind: SendKind) -> str:
    """What is sent, as a heading."""
    return {
        SendKind.ASK: _("Ask your staff"),
        SendKind.INVITE: _("Invite with a one-time code"),
        SendKind.REMIND: _("Remind the missing"),
        SendKind.CERTIFICATES: _("Send certificates"),
        SendKind.COPIES: _("Send countersigned copies"),
        SendKind.SEND_BACKS: _("Tell whose attestation was sent back"),
        SendKind.ACTIONS: _("Write to everyone with something left to do"),
    }[kind]


def send_place(kind: SendKind, campaign: str, who: str = "", among: Collection[str] = ()) -> ConsolePlace:
    """Where something is sent."""
    return ConsolePlace(id=PlaceId.SEND, of=campaign, filter=kind.value, who=who, among=frozenset(among))
