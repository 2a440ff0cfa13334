"""The page of one campaign: invite, remind those who have not answered, excuse somebody."""

from collections.abc import Sequence
from pathlib import Path

from attrs import evolve
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ....domain.campaign import Campaign, CampaignStanding, CampaignState
from ....domain.names import occasion_name, state_name
from ....domain.register_views import PeopleAsked, PersonRow
from ....i18n import _, long_date, ngettext
from ....intake.handing_back import folder_name
from ....office.campaigns import due_reminders, enter_campaign, excuse, take_reminders
from ....office.certificate_office import InvitedPerson, SomeInvited
from ....office.reminders import Letter, letters
from ....reports.slip import Slip, draw_slips
from ....system import OutgoingFiles, Trouble, outgoing_files
from ...kit.files import ask_folder
from ...kit.layouts import row
from ...kit.printing import print_pdf
from ...kit.table import RowColumn, RowsModel, TableView
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.date_field import DateField
from ...kit.widgets.field import Field
from ...kit.widgets.text import TextLabel
from ..page import ConsolePage
from ..place import ConsolePlace, PlaceId
from ..words import NOT_IN_REGISTER, TO_BE_HANDED_IN_BY, WHERE_DRAFTS_GO, short_date, state_mood
from .person_picker import PersonPicker


class InvitationsCard(Card):
    """The slips stay in memory until the page is left, so that they can be printed again if the paper jams."""

    def __init__(self, page: "CampaignPage", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._page = page
        self._campaign: Campaign | None = None
        self._people: Sequence[PersonRow] = ()
        self._slips: tuple[Slip, ...] = ()
        self.set_title(_("Invitations"))
        self.set_lead(
            _(
                "For a certificate of the school each person gets a file, and a slip of paper with a one-time code "
                "that you hand over in person. The code is written nowhere else."
            )
        )
        self._words = TextLabel()
        self.invite, self.print = Button("", "plain", "mail"), Button("", "accent", "print")
        self.invite.clicked.connect(lambda: ask_folder(self, _("Where are the files to go?"), self.write))
        self.print.clicked.connect(self._print)
        self.body.addWidget(self._words)
        self.body.addLayout(row(self.invite, self.print))
        self.hide()

    @property
    def slips(self) -> tuple[Slip, ...]:
        """Those that were made since the page was opened."""
        return self._slips

    def show_campaign(self, campaign: Campaign) -> None:
        """Who is to be invited, read on a worker; nothing is shown where the school has no certificate."""
        if campaign != self._campaign:
            self.forget_slips()
        self._campaign = campaign
        context = self._page.context
        self.setVisible(context.school_place.room.is_there)
        if self.isHidden():
            return
        self._page.aside(
            lambda: context.register.people.to_invite(campaign.id, context.today, context.now()), self._show
        )

    def forget_slips(self) -> None:
        """The codes are gone with this."""
        self._slips = ()
        self._show(self._people)

    def write(self, folder: Path) -> None:
        """Make an invitation for each, and write the files into a folder."""
        campaign, context, people = self._campaign, self._page.context, self._people
        if campaign is None:
            return

        def write(each: InvitedPerson, files: OutgoingFiles) -> None:
            files.private(folder / f"{folder_name(each.person)}.pwinvite", each.made.file)
            if each.mail is not None:
                files.private(folder / f"{folder_name(each.person)}.eml", each.mail)

        def work() -> tuple[Sequence[InvitedPerson], Trouble | None]:
            try:
                return context.issuing.invite(context.key, people, campaign, write), None
            except SomeInvited as stopped:  # those made have codes that are on no other paper
                return stopped.made, stopped.trouble

        self.invite.setEnabled(False)
        self._page.aside(work, self._on_made, _("Making the invitations …"))

    def _print(self) -> None:
        slips, now = self._slips, self._page.context.now()
        print_pdf(self, lambda: draw_slips(slips, now), self._page.explain)

    def wake(self) -> None:
        """It can be tried again."""
        self.invite.setEnabled(True)

    def _show(self, people: Sequence[PersonRow]) -> None:
        self._people = people
        nobody = _("Nobody has to be invited: everyone has a certificate, an invitation, or has answered.")
        some = ngettext(
            "{n} person has neither a certificate nor an invitation.",
            "{n} people have neither a certificate nor an invitation.",
            len(people),
        )
        self._words.setText(some if people else nobody)
        self.invite.setVisible(bool(people))
        self.invite.setEnabled(True)
        self.invite.setText(ngettext("Make {n} invitation", "Make {n} invitations", len(people)))
        self.print.setVisible(bool(self._slips))
        self.print.setText(ngettext("Print {n} slip", "Print {n} slips", len(self._slips)))

    def _on_made(self, found: tuple[Sequence[InvitedPerson], Trouble | None]) -> None:
        made, trouble = found
        self._slips = tuple(each.made.slip for each in made)
        self._page.register_changed.emit()
        self._page.refresh()
        sentence = ngettext(
            "{n} invitation made. Print the slips now: they cannot be had again.",
            "{n} invitations made. Print the slips now: they cannot be had again.",
            len(made),
        )
        self._page.say(sentence)
        if trouble is not None:
            self._page.explain(trouble)


class CampaignPage(ConsolePage):
    """Reminders are drafts: they are written into a folder, and sent from the officer's own mail program."""

    def build(self) -> None:
        """Reminders and excusals."""
        self._campaign: Campaign | None = None
        self._person: PersonRow | None = None
        self.invitations = InvitationsCard(self)
        self.body.addWidget(self.invitations)
        self._build_reminders()
        self._build_excusal()
        self._build_due()
        people = Button(_("See everyone who is asked"), "quiet", "people")
        people.clicked.connect(self._on_people)
        self.body.addLayout(row(people))

    def refresh(self) -> None:
        """Who waits for a reminder today."""
        which = self.place.of if self.place else ""
        self._campaign = next((each for each in self.context.register.campaigns() if each.id == which), None)
        campaign = self._campaign
        if campaign is None:
            self.title = str(NOT_IN_REGISTER)
            return
        self.title = campaign.title
        self.lead = occasion_name(campaign.occasion)
        self._due_card.setVisible(campaign.due is not None)
        self.due.set_value(campaign.due or self.context.today)
        context = self.context
        self.invitations.show_campaign(campaign)
        self.aside(lambda: due_reminders(context.register, campaign.id, context.today), self._show_waiting)

    def left(self) -> None:
        """The one-time codes stay no longer than the page."""
        self.invitations.forget_slips()

    def explain(self, error: Exception) -> None:
        """It can be tried again."""
        super().explain(error)
        self.invitations.wake()

    def _build_reminders(self) -> None:
        card = Card(
            _("Reminders"),
            _("Everyone who has not answered and was not reminded today. Each gets a draft for your mail program."),
        )
        self.model = RowsModel[CampaignStanding](
            [
                RowColumn(
                    heading=_("State"),
                    text=lambda each: state_name(each.state),
                    mood=lambda each: state_mood(each.state),
                ),
                RowColumn(heading=_("Name"), text=lambda each: each.member.name),
                RowColumn(heading=_("Due"), text=lambda each: short_date(each.due)),
                RowColumn(heading=_("E-mail"), text=lambda each: each.member.email or _("none on the list")),
            ],
            self,
        )
        self._table = TableView(_("People to remind"))
        self._table.setModel(self.model)
        self._table.share_width((14, 26, 22, 38))
        self._table.setMinimumHeight(220)
        self._nobody = TextLabel(_("Nobody: everyone has answered, or was reminded today."), "muted")
        self.remind = Button("", "accent")
        self.remind.clicked.connect(self._on_remind)
        for part in (self._table, self._nobody):
            card.body.addWidget(part)
        card.body.addLayout(row(self.remind))
        self.body.addWidget(card)

    def _build_excusal(self) -> None:
        card = Card(_("Excuse somebody"), _("Long leave, say. The reason stays on record."))
        self.picker, self.reason = PersonPicker(self._search), QPlainTextEdit()
        self.picker.picked.connect(self._on_picked)
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(90)
        self.reason.textChanged.connect(self._refresh_excuse)
        self.excuse = Button(_("Excuse them"), "plain")
        self.excuse.setEnabled(False)
        self.excuse.clicked.connect(self._on_excuse)
        card.body.addWidget(Field(_("Who?"), self.picker))
        card.body.addWidget(Field(_("Why?"), self.reason))
        card.body.addLayout(row(self.excuse))
        self.body.addWidget(card)

    def _build_due(self) -> None:
        """Another due date; those who are asked are asked by that day from then on."""
        self._due_card = Card(_("Change the due date"))
        self.due = DateField(self.context.today)
        change = Button(_("Change it"), "plain")
        change.clicked.connect(self._on_due)
        self._due_card.body.addWidget(Field(str(TO_BE_HANDED_IN_BY), self.due))
        self._due_card.body.addLayout(row(change))
        self.body.addWidget(self._due_card)

    def _on_due(self) -> None:
        campaign, context, due = self._campaign, self.context, self.due.value
        if campaign is None:
            return

        def change() -> None:
            enter_campaign(context.register, evolve(campaign, due=due), context.today)

        if self.attempt(change):
            self.register_changed.emit()
            self.refresh()
            self.say(_("Due on {day} from now on.", day=long_date(due)))

    def _show_waiting(self, found: Sequence[CampaignStanding]) -> None:
        self.model.show_rows(found)
        self._table.setVisible(bool(found))
        self._nobody.setVisible(not found)
        count = len(found)
        self.remind.setVisible(bool(count))
        self.remind.setText(ngettext("Write {n} reminder", "Write {n} reminders", count))

    def _on_remind(self) -> None:
        ask_folder(self, str(WHERE_DRAFTS_GO), self.write_reminders)

    def write_reminders(self, folder: Path) -> None:
        """Write the drafts into a folder, and record who is reminded; nobody is where a draft could not be written."""
        campaign, context = self._campaign, self.context
        if campaign is None:
            return

        def work() -> Sequence[Letter]:
            made, school = list[Letter](), context.register.name()

            def write(found: Sequence[CampaignStanding]) -> None:
                made.extend(letters(found, campaign, school=school, officer=context.officer))
                for letter in made:
                    if letter.content is not None:
                        files.private(folder / letter.name, letter.content)

            with outgoing_files() as files:
                take_reminders(context.register, campaign.id, context.today, write=write)
            return made

        self.aside(work, self._on_written, _("Writing the reminders …"))

    def _on_written(self, made: Sequence[Letter]) -> None:
        without = sum(letter.content is None for letter in made)
        sentence = ngettext(
            "{n} draft written. Open them in your mail program and send them.",
            "{n} drafts written. Open them in your mail program and send them.",
            len(made) - without,
        )
        if without:
            sentence += " " + ngettext(
                "{n} person has no e-mail address: tell them yourself.",
                "{n} people have no e-mail address: tell them yourself.",
                without,
            )
        self.refresh()
        self.say(sentence)

    def _search(self, text: str, most: int) -> Sequence[PersonRow]:
        if self._campaign is None:
            return ()
        asked = PeopleAsked(schools=(self.context.register.school,), search=text, campaign=self._campaign.id)
        found = self.context.register.people.listed(asked, self.context.today, 0, most)
        return [each for each in found if each.state is not CampaignState.DONE]

    def _on_picked(self, person: PersonRow) -> None:
        self._person = person
        self._refresh_excuse()

    def _refresh_excuse(self) -> None:
        self.excuse.setEnabled(self._person is not None and bool(self.reason.toPlainText().strip()))

    def _on_excuse(self) -> None:
        campaign, person, context, reason = self._campaign, self._person, self.context, self.reason.toPlainText()
        if campaign is None or person is None:
            return
        done = self.attempt(lambda: excuse(context.register, campaign.id, person.member.number, reason, context.today))
        if done:
            self.reason.clear()
            self.picker.line.clear()
            self._person = None
            self.register_changed.emit()
            self.refresh()
            self.say(_("{name} is excused.", name=person.member.name))

    def _on_people(self) -> None:
        if self._campaign is not None:
            self.wanted.emit(ConsolePlace(id=PlaceId.PEOPLE, of=self._campaign.id))
