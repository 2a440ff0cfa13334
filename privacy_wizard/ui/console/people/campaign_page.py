"""The page of one campaign: inviting, reminding those who have not answered, excusing somebody."""

from collections.abc import Sequence

from attrs import evolve, frozen
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from ....domain.campaign import Campaign, CampaignRefused, CampaignStanding, CampaignState
from ....domain.names import occasion_name, state_name
from ....domain.register_views import InvitationRow, PeopleAsked, PersonRow
from ....domain.vocabulary import SendKind
from ....i18n import _, long_date, ngettext
from ....office.campaigns import ASKING, LONGEST_YEAR, due_after, due_reminders, enter_campaign
from ....office.certificate_office import NewSlips
from ....office.home_table import home_rows
from ....office.recipients import MailState
from ....office.staff_sentences import CAMPAIGN_FAULTS
from ...kit.layouts import row
from ...kit.table import RowColumn, RowsModel, TableView
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.date_field import DateField
from ...kit.widgets.field import Field
from ...kit.widgets.notice import EmptyState
from ...kit.widgets.text import TextLabel
from ..event_words import state_mood
from ..page import ConsolePage, ConsolePlace, PlaceId
from ..words import DAYS_AFTER_FIRST, NOT_IN_REGISTER, REASON_STAYS, TO_BE_HANDED_IN_BY, short_date
from .person_form import ExcusalForm
from .person_picker import PersonPicker
from .send_page import send_place
from .slips_card import SlipsCard


@frozen(kw_only=True)
class _Waiting:
    """Who has not answered, read on a worker."""

    people: Sequence[CampaignStanding]
    mails: MailState


class InvitationsCard(Card):
    """Who is still to be invited, and slips made again for those whose invitation runs."""

    def __init__(self, page: "CampaignPage") -> None:
        super().__init__()
        self._page = page
        self._campaign: Campaign | None = None
        self._running: Sequence[InvitationRow] = ()
        self.set_title(_("Invitations"))
        self.set_lead(
            _(
                "To get a certificate from the school, each person is sent a file, and handed a slip of "
                "paper with a one-time code. The code is written nowhere else."
            )
        )
        self._words, self._again = TextLabel(), TextLabel("", "muted")
        self.invite, self.renew = Button("", "plain", "mail"), Button("", "quiet", "print")
        self.invite.clicked.connect(self._on_invite)
        self.renew.clicked.connect(self.make_new_slips)
        for part in (self._words, self._again):
            self.body.addWidget(part)
        self.body.addLayout(row(self.invite, self.renew))
        self.hide()

    def show_campaign(self, campaign: Campaign) -> None:
        """Who is to be invited, read on a worker; nothing is shown where the school has no certificate."""
        self._campaign = campaign
        context = self._page.context
        self.setVisible(context.school_place.authority_store.is_there)
        if self.isHidden():
            return
        people = context.register.people

        def read() -> tuple[Sequence[PersonRow], Sequence[InvitationRow]]:
            wanted = people.to_invite(campaign.id, context.today, context.now())
            return wanted, people.invited(campaign.id, context.now())

        self._page.aside(read, self._show)

    def make_new_slips(self) -> None:
        """For each whose invitation runs; the codes on the slips before are void."""
        context, running = self._page.context, [each.invitation for each in self._running]
        self._page.count(
            lambda told: context.issuing.new_slips(running, told), self._page.on_slips, _("Making new slips …")
        )

    def _show(self, found: tuple[Sequence[PersonRow], Sequence[InvitationRow]]) -> None:
        people, self._running = found
        nobody = _("Nobody needs an invitation: everyone has a certificate, has been invited, or has answered.")
        some = ngettext(
            "{n} person has neither a certificate nor an invitation.",
            "{n} people have neither a certificate nor an invitation.",
            len(people),
        )
        self._words.setText(some if people else nobody)
        self.invite.setVisible(bool(people))
        self.invite.setText(ngettext("Invite {n}", "Invite {n}", len(people)))
        running = len(self._running)
        self._again.setText(
            ngettext(
                "{n} invitation is open. A new slip has a new code, and the code on the old one no "
                "longer works; the file that the person was sent stays good.",
                "{n} invitations are open. New slips have new codes, and the codes on the old ones no "
                "longer work; the files that people were sent stay good.",
                running,
            )
        )
        self.renew.setText(ngettext("Make {n} new slip", "Make {n} new slips", running))
        for part in (self._again, self.renew):
            part.setVisible(bool(running))

    def _on_invite(self) -> None:
        if self._campaign is not None:
            self._page.wanted.emit(send_place(SendKind.INVITE, self._campaign.id))


class CampaignPage(ConsolePage):
    """What to send is chosen here, and sent from the page *Send*."""

    def build(self) -> None:
        self._campaign: Campaign | None = None
        self.invitations, self.slips = InvitationsCard(self), SlipsCard(self)
        people = Button(_("See everyone who is asked"), "quiet", "people")
        people.clicked.connect(self._on_people)
        self._none = EmptyState("flag", _("This campaign is not in the register, or no longer is."))
        self._none.hide()
        self._all = QWidget()
        column = QVBoxLayout(self._all)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.body.spacing())
        reminders, excusal, due = self._build_reminders(), self._build_excusal(), self._build_due()
        for card in (self.invitations, self.slips, reminders, excusal, due):
            column.addWidget(card)
        column.addLayout(row(people))
        for part in (self._none, self._all):
            self.body.addWidget(part)

    def refresh(self) -> None:
        """Who waits for a reminder today."""
        which = self.place.of if self.place else ""
        self._campaign = next((each for each in self.context.register.campaigns() if each.id == which), None)
        campaign = self._campaign
        self._none.setVisible(campaign is None)
        self._all.setVisible(campaign is not None)
        if campaign is None:
            self.title, self.lead = str(NOT_IN_REGISTER), ""
            return
        self.title = campaign.title
        self.lead = occasion_name(campaign.occasion)
        self._due_field.setVisible(campaign.due is not None)
        self._days_field.setVisible(campaign.days is not None)
        self.due.set_value(campaign.due or self.context.today)
        self.days.setValue(campaign.days or 0)
        self.excusal.show_campaign(campaign)
        self.invitations.show_campaign(campaign)
        self.aside(lambda: self._read(campaign), self._show_waiting)

    def _read(self, campaign: Campaign) -> _Waiting:
        register, sending, today = self.context.register, self.context.sending, self.context.today
        rows = home_rows(register, campaign, today)
        return _Waiting(
            people=due_reminders(register, campaign.id, today),
            mails=sending.mail_state(campaign, rows),
        )

    def holds(self) -> bool:
        """Slips that nobody has printed would be lost."""
        return self.slips.holds()

    def left(self) -> None:
        """The one-time codes stay no longer than the page."""
        self.slips.forget()

    def on_slips(self, made: NewSlips) -> None:
        """New slips are to be printed; of some there may be none."""
        self.slips.add(made.slips)
        for act in (self.ask, self.remind):
            act.set_kind("plain")  # to print them is what comes next
        self.register_changed.emit()
        if made.problems:
            self.notice.say("warn", " ".join(made.problems))
            self.show_notice()

    def _build_reminders(self) -> Card:
        card = Card(
            _("Reminders"),
            _("Everyone who has not answered and was not reminded today."),
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
        self._table.share_width((19, 25, 20, 36))
        self._table.setMinimumHeight(220)
        self._nobody = TextLabel(_("Nobody: everyone has answered, or has been reminded today."), "muted")
        self.ask, self.remind = Button("", "plain", "mail"), Button("", "plain", "mail")
        self.ask.clicked.connect(lambda: self._send(SendKind.ASK))
        self.remind.clicked.connect(lambda: self._send(SendKind.REMIND))
        for part in (self._table, self._nobody):
            card.body.addWidget(part)
        card.body.addLayout(row(self.ask, self.remind))
        return card

    def _build_excusal(self) -> Card:
        card = Card(_("Excuse somebody"), str(REASON_STAYS))
        self.picker, self.excusal = PersonPicker(self._search, self._why_none), ExcusalForm(self)
        self.picker.picked.connect(lambda person: self.excusal.show_member(person.member))
        self.picker.dropped.connect(lambda: self.excusal.show_member(None))
        self.excusal.excused.connect(self._on_excused)
        card.body.addWidget(Field(_("Who?"), self.picker))
        card.body.addWidget(self.excusal)
        return card

    def _build_due(self) -> Card:
        """Another due date; those who are asked are asked by that day from then on."""
        card = Card(_("Change the due date"))
        self.due, self.days = DateField(self.context.today), QSpinBox()
        self.days.setRange(0, LONGEST_YEAR)
        self._change = Button(_("Change it"), "plain")
        self._change.clicked.connect(self._on_due)
        self._due_field = Field(str(TO_BE_HANDED_IN_BY), self.due)
        self._days_field = Field(str(DAYS_AFTER_FIRST), self.days)
        for part in (self._due_field, self._days_field):
            card.body.addWidget(part)
        card.body.addLayout(row(self._change))
        return card

    def _on_due(self) -> None:
        campaign, context, due, days = self._campaign, self.context, self.due.value, self.days.value()
        if campaign is None:
            return
        is_review = campaign.due is not None
        try:
            changed = evolve(campaign, due=due) if is_review else evolve(campaign, days=days)
        except CampaignRefused as refused:
            self.notice.say("warn", str(CAMPAIGN_FAULTS[refused.fault]))
            self.show_notice()
            return
        self.notice.say("info", "")

        def done(_asked: int) -> None:
            self.register_changed.emit()
            self.refresh()
            by_day = _("Due on {day} from now on.", day=long_date(due))
            self.say(by_day if is_review else _("From now on {due}.", due=due_after(days)))

        self.count(
            lambda told: enter_campaign(context.register, changed, context.today, told),
            done,
            str(ASKING),
            held=[self._change],
        )

    def _show_waiting(self, found: _Waiting) -> None:
        """Whoever no mail has asked yet is asked, with the school's file, and not reminded; one act stands out at most:
        the slips to print, else to ask, else to remind where it is time for that.
        """
        unasked = found.mails.unasked
        self.model.show_rows(found.people)
        self._table.setVisible(bool(found.people))
        self._nobody.setVisible(not found.people)
        count = len(found.people) - unasked
        prints = bool(self.slips.slips)
        self.ask.set_kind("plain" if prints else "accent")
        self.remind.set_kind("accent" if found.mails.is_time_to_remind and not unasked and not prints else "plain")
        self.remind.setVisible(count > 0)
        self.remind.setText(ngettext("Remind {n}", "Remind {n}", count))
        self.ask.setVisible(bool(unasked))
        self.ask.setText(ngettext("Ask {n} who was not asked yet", "Ask {n} who were not asked yet", unasked))

    def _send(self, kind: SendKind) -> None:
        if self._campaign is not None:
            self.wanted.emit(send_place(kind, self._campaign.id))

    def _search(self, text: str, most: int) -> Sequence[PersonRow]:
        """Those who can be excused."""
        return self._asked(text, most, CampaignState.DONE)

    def _asked(self, text: str, most: int, but: CampaignState | None = None) -> Sequence[PersonRow]:
        if self._campaign is None:
            return ()
        schools = (self.context.register.school,)
        asked = PeopleAsked(schools=schools, search=text, campaign=self._campaign.id, but=but)
        return self.context.register.people.listed(asked, self.context.today, 0, most)

    def _why_none(self, text: str) -> str:
        """Of those who are on the list and cannot be excused; named where only one person can be meant."""
        found = self.context.find_people(text, 2)
        if not found:
            return ""
        if len(found) > 1:
            return _("Nobody found can be excused: they have answered already, or this campaign does not ask them.")
        name = found[0].member.name
        if self._asked(text, 1):
            return _("{name} has answered, and the answer is accepted: there is nothing to excuse.", name=name)
        return _("This campaign does not ask {name}.", name=name)

    def _on_excused(self, sentence: str) -> None:
        self.picker.line.clear()
        self.refresh()
        self.say(sentence)

    def _on_people(self) -> None:
        if self._campaign is not None:
            self.wanted.emit(ConsolePlace(id=PlaceId.PEOPLE, of=self._campaign.id))
