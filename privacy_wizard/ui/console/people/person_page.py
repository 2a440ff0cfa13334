"""The page of one person: their standing, attestations, certificates, reminders and notes."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ....domain.campaign import Campaign, CampaignState
from ....domain.event_sentences import (
    CORRECTION_RECORDED,
    NOTE_RECORDED,
    excused_in,
    excused_until,
    invited_sentence,
    staff_changes,
)
from ....domain.names import (
    certificate_state_name,
    outcome_name,
    person_kind_name,
    score_name,
    state_name,
)
from ....domain.register_events import Noted
from ....domain.register_views import AttestationRow, CertificateRow, InvitationRow, PersonRow, RecordedEvent, corrected
from ....domain.staff import StaffMember
from ....domain.vocabulary import Outcome, SendKind
from ....i18n import _, long_date, long_moment
from ....office.certificate_office import NewSlips
from ....office.corrections import STRUCK
from ....register import PersonFile
from ...kit.layouts import clear, row
from ...kit.tag import Tag
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.field import Field
from ...kit.widgets.notice import EmptyState
from ...kit.widgets.text import Divider, TextLabel
from ..attestation_results import state_words
from ..event_words import certificate_mood, line_of, standing_mood, state_mood
from ..intake.correction import BegunCorrection, EntryCorrection
from ..page import ConsolePage, ConsolePlace, PlaceId
from ..words import CHANGE_STAFF_LIST, ENTER_PAPER, EXCUSE_ENDED, NOT_IN_REGISTER, REASON_STAYS
from .person_form import BegunExcuse, ExcusalForm, StaffEntryForm
from .send_page import send_place
from .slips_card import SlipsCard

_LONGEST_NOTE = 5000


class PersonPage(ConsolePage):
    """Everything the register holds about one person, on one page."""

    def build(self) -> None:
        """The cards are made anew at each visit; what is being filled in about somebody stays with them. A form opens
        below what it changes.
        """
        self._of, self._notes = "", dict[str, str]()  # the person shown; notes begun of others
        self._excuses, self._corrections = dict[str, BegunExcuse](), dict[str, BegunCorrection]()
        self._first, self._cards = QVBoxLayout(), QVBoxLayout()
        self._cards.setSpacing(16)
        self.form = StaffEntryForm(self)
        self.form.kept.connect(self._on_changed)
        self._build_excusal()
        self.slips = SlipsCard(self)
        self.body.addLayout(self._first)
        for card in (self._excusal_card, self.form):
            self.body.addWidget(card)
        self.body.addLayout(self._cards)
        self.body.addWidget(self.slips)
        self.correction = EntryCorrection(self)
        self.correction.corrected.connect(self._on_corrected)
        self.body.addWidget(self.correction)
        self._note_card = Card(_("Add a note"), _("Kept in the register. The person may ask to read it."))
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setMaximumHeight(110)
        self.keep_note = Button(_("Keep the note"), "plain", "save")
        self.keep_note.clicked.connect(self._on_note)
        self.keep_note.setEnabled(False)
        self.note.textChanged.connect(lambda: self.keep_note.setEnabled(bool(self.note.toPlainText().strip())))
        self._note_card.body.addWidget(Field(_("Note"), self.note))
        self._note_card.body.addLayout(row(self.keep_note))
        self.body.addWidget(self._note_card)

    def _build_excusal(self) -> None:
        """Hidden until it is asked for."""
        self._excusal_card, self.excusal = Card("", str(REASON_STAYS)), ExcusalForm(self)
        not_now = Button(_("Not now"), "quiet")
        not_now.clicked.connect(lambda: self.put_away(self._excusal_card))
        self.excusal.acts.insertWidget(1, not_now)
        self.excusal.excused.connect(self._on_excused)
        self._excusal_card.body.addWidget(self.excusal)
        self._excusal_card.hide()

    def refresh(self) -> None:
        """Read on a worker, then show."""
        self._read(self._show)

    def _read(self, then: Callable[[PersonFile | None], None]) -> None:
        who, today = self.place.of if self.place else "", self.context.today
        self.aside(lambda: self.context.register.people.file(who, today), then)

    def _stay(self, sentence: str) -> None:
        """Say what was done once the page has been made anew, which might otherwise scroll the sentence out of view."""

        def show(found: PersonFile | None) -> None:
            self.heading.setFocus()  # what was pressed is gone
            self._show(found)
            self.say(sentence)

        self._read(show)

    def holds(self) -> bool:
        """A slip that nobody has printed would be lost."""
        return self.slips.holds()

    def left(self) -> None:
        """A one-time code stays no longer than the page."""
        self.slips.forget()

    def _show(self, found: PersonFile | None) -> None:
        for cards in (self._first, self._cards):
            clear(cards)
        self._note_card.setVisible(found is not None)
        if found is None:
            self.title, self.lead = str(NOT_IN_REGISTER), ""
            self._cards.addWidget(EmptyState("person", _("This person is not in the register, or no longer is."), ""))
            return
        member = found.row.member
        self.title = member.name
        about = [member.role, member.email, ", ".join(member.groups)]
        self.lead = " · ".join(each for each in (self._number(found), *about) if each)
        self._turn_to(found.row)
        self.form.turn_to(member)
        self._first.addWidget(self._standing(found))
        for card in (self._attestations(found), self._keys(found), self._history(found)):
            self._cards.addWidget(card)

    def _turn_to(self, row_: PersonRow) -> None:
        """What was begun about somebody else is not about this person; an excuse, a correction and a note wait until
        they are in view again.
        """
        before, person = self._of, row_.person
        if person == before:
            return
        self._of = person
        self._notes[before] = self.note.toPlainText()
        self.note.setPlainText(self._notes.pop(person, ""))
        if (correction := self.correction.begun) is not None:
            self._corrections[before] = correction
        self.correction.show_begun(self._corrections.pop(person, None))
        if not self._excusal_card.isHidden():
            self._excuses[before] = self.excusal.begun
        begun = self._excuses.pop(person, None)
        self.excusal.show_begun(begun)
        self._excusal_card.setVisible(begun is not None)
        if begun is not None and begun.campaign is not None:
            self._ask_excuse(begun.campaign, row_.member)

    def _number(self, found: PersonFile) -> str:
        return _("Staff number {number}", number=found.row.member.number)

    def _standing(self, found: PersonFile) -> Card:
        member = found.row.member
        card = Card(_("How they stand"))
        facts = [person_kind_name(member.kind)]
        if member.start is not None:
            facts.append(_("first day {day}", day=long_date(member.start)))
        if member.last_day is not None:
            facts.append(_("last day {day}", day=long_date(member.last_day)))
        card.body.addWidget(TextLabel(" · ".join(facts), "muted"))
        if member.former_names:
            names = _("Formerly {names}", names=", ".join(member.former_names))
            card.body.addWidget(TextLabel(names, "muted"))
        ended = excused_in(found.records)
        campaigns = {campaign.id: campaign for campaign in self.context.register.campaigns()}
        for campaign, (state, due) in found.standing.items():
            when = _("due {day}", day=long_date(due)) if due else ""
            if state is CampaignState.EXCUSED:
                until = excused_until(found.records, campaign)
                when = _("until {day}", day=long_date(until)) if until else ""
            words = TextLabel(campaigns[campaign].title if campaign in campaigns else campaign)
            line = row(Tag(state_name(state), state_mood(state)), words, TextLabel(when, "muted"), stretch=words)
            if (state.is_awaited or state is CampaignState.EXCUSED) and campaign in campaigns:
                line.addWidget(self._excuse(campaigns[campaign], member, state))
            card.body.addLayout(line)
            if campaign in ended and state in (CampaignState.HANDED_IN, CampaignState.DONE):
                card.body.addWidget(TextLabel(str(EXCUSE_ENDED), "muted"))
        if not found.standing:
            card.body.addWidget(TextLabel(_("No campaign asks this person."), "muted"))
        edit = Button(str(CHANGE_STAFF_LIST), "plain", "pen")
        edit.clicked.connect(lambda: self.form.begin(member))
        card.body.addLayout(row(edit))
        return card

    def _excuse(self, campaign: Campaign, member: StaffMember, state: CampaignState) -> Button:
        """The reason is asked for on this page; an excuse is changed by another one."""
        excuse = Button(_("Change") if state is CampaignState.EXCUSED else _("Excuse"), "link")
        excuse.setAccessibleDescription(campaign.title)
        excuse.clicked.connect(lambda: self._on_excuse(campaign, member))
        return excuse

    def _on_excuse(self, campaign: Campaign, member: StaffMember) -> None:
        self._ask_excuse(campaign, member)
        self._excusal_card.show()
        self.excusal.reason.setFocus()
        self.bring_into_view(self._excusal_card)

    def _ask_excuse(self, campaign: Campaign, member: StaffMember) -> None:
        self._excusal_card.set_title(_("Excuse from {campaign}", campaign=campaign.title))
        self.excusal.show_campaign(campaign)
        self.excusal.show_member(member)

    def _on_excused(self, sentence: str) -> None:
        self._excusal_card.hide()
        self._stay(sentence)

    def _attestations(self, found: PersonFile) -> Card:
        card = Card(_("Attestations"))
        for each in found.attestations:
            card.body.addLayout(self._attestation(each))
        if not found.attestations:
            card.body.addWidget(TextLabel(_("None has come in yet."), "muted"))
        paper = Button(str(ENTER_PAPER), "plain", "clipboard")
        paper.clicked.connect(lambda: self.wanted.emit(ConsolePlace(id=PlaceId.PAPER, of=found.row.person)))
        card.body.addLayout(row(paper))
        return card

    def _attestation(self, each: AttestationRow) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        what = [long_date(each.audited) if each.audited else long_moment(each.received)]
        if each.score is not None:
            what.append(score_name(each.score))
        if each.outcome in list(Outcome):
            what.append(outcome_name(Outcome(each.outcome)))
        if each.on_paper:
            what.append(_("on paper"))
        if each.countersigned:
            what.append(_("countersigned"))
        words, button = TextLabel(" · ".join(what)), Button(_("Open"), "link")
        button.setAccessibleDescription(" · ".join(what))
        button.clicked.connect(lambda: self.wanted.emit(ConsolePlace(id=PlaceId.ATTESTATION, of=each.attestation)))
        tag = Tag(state_words(each), standing_mood(each.standing))
        column.addLayout(row(tag, words, button, stretch=words))
        return column

    def _keys(self, found: PersonFile) -> Card:
        card = Card(_("Certificates and invitations"))
        for each in found.certificates:
            words = TextLabel(self._certificate(each))
            state = each.state(self.context.now())
            tag = Tag(certificate_state_name(state), certificate_mood(state))
            card.body.addLayout(row(tag, words, stretch=words))
        open_ones = [each for each in found.invitations if not each.end and each.expires > self.context.now()]
        for invitation in open_ones:
            card.body.addLayout(self._invitation(invitation))
        if not open_ones and found.standing and self.context.school_place.authority_store.is_there:
            again = Button(_("Invite again") if found.invitations else _("Invite"), "plain", "mail")
            campaign, who = next(iter(found.standing)), found.row.person
            again.clicked.connect(lambda: self.wanted.emit(send_place(SendKind.INVITE, campaign, who)))
            card.body.addLayout(row(again))
        if not found.certificates and not open_ones:
            sentence = _(
                "No certificate from the school, and none is needed. If you want to be surer whose signatures these "
                "are, compare the words of the key with the person once, when you accept an attestation."
            )
            card.body.addWidget(TextLabel(sentence, "muted"))
        return card

    def _invitation(self, each: InvitationRow) -> QHBoxLayout:
        words = TextLabel(invited_sentence(each.expires))
        slip, withdraw = Button(_("New slip"), "link"), Button(_("Withdraw"), "link")
        slip.setAccessibleDescription(_("The code on the old slip will then no longer work."))
        slip.clicked.connect(lambda: self.make_slip(each.invitation))
        withdraw.clicked.connect(lambda: self.withdraw(each.invitation))
        return row(words, slip, withdraw, stretch=words)

    def make_slip(self, invitation: str) -> None:
        """A new code for an invitation that runs; the old one is void."""
        context = self.context
        self.act(lambda: context.issuing.new_slips([invitation]), self._on_slips, _("Making a new slip …"))

    def withdraw(self, invitation: str) -> None:
        """End an invitation that was not answered."""
        context = self.context
        self.act(lambda: context.issuing.withdraw(invitation), self._on_withdrawn, _("Recording …"))

    def _on_slips(self, made: NewSlips) -> None:
        self.slips.add(made.slips)
        self.register_changed.emit()
        self.refresh()
        if made.problems:
            self.notice.say("warn", " ".join(made.problems))
            self.show_notice()

    def _on_withdrawn(self, _was: bool) -> None:
        self.register_changed.emit()
        self._stay(_("The invitation is withdrawn. Its code no longer works."))

    def _certificate(self, each: CertificateRow) -> str:
        sentence = _("Number {serial}, valid from {start} to {end}")
        return sentence.format(
            serial=each.serial[:8], start=long_date(each.starts.date()), end=long_date(each.ends.date())
        )

    def _history(self, found: PersonFile) -> Card:
        card = Card(_("Record"), _("Everything that happened, newest first. Nothing here is ever changed."))
        card.body.setSpacing(6)
        wrong = corrected(found.records)
        changes = staff_changes(found.records)
        told = ((record, changes.get(record.number) or line_of(record.event)) for record in found.records)
        lines = [(record, sentence) for record, sentence in told if sentence]
        for at, (record, sentence) in enumerate(lines):
            if at:
                card.body.addWidget(Divider())
            by = found.officers.get(record.officer, "")
            card.body.addWidget(self._line(record, sentence, by, was_corrected=record.number in wrong))
        return card

    def _line(self, record: RecordedEvent, sentence: str, by: str, *, was_corrected: bool) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        words = TextLabel(sentence, "muted" if was_corrected else "body")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        written = _("Entry {number}, {moment}", number=record.number, moment=long_moment(record.at))
        when = TextLabel(_("{written}, by {name}", written=written, name=by) if by else written, "small")
        when.setWordWrap(False)
        column.addWidget(words)
        line = row(when)
        if was_corrected:
            line.insertWidget(1, Tag(_("Corrected later"), "warn"))
        elif isinstance(record.event, STRUCK):
            button = Button(_("Correct"), "link")
            button.setAccessibleDescription(sentence)
            button.clicked.connect(lambda: self._on_correct(record))
            line.addWidget(button)
        column.addLayout(line)
        return holder

    def _on_changed(self, _number: str) -> None:
        self._stay(_("The staff list is changed. What it said before stays in the register."))

    def _on_correct(self, record: RecordedEvent) -> None:
        self.correction.show_record(record)

    def _on_corrected(self) -> None:
        self.correction.hide()
        self.register_changed.emit()
        self._stay(str(CORRECTION_RECORDED))

    def _on_note(self) -> None:
        text, who = self.note.toPlainText().strip()[:_LONGEST_NOTE], self._of
        if text:
            register, noted = self.context.register, Noted(person=who, text=text)
            self.count(lambda _told: register.record(noted), self._on_noted, _("Recording …"), held=[self.keep_note])

    def _on_noted(self, _recorded: object) -> None:
        self.note.clear()
        self._stay(str(NOTE_RECORDED))
