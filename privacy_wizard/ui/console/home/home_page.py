"""The home page: how everyone stands, where to drop what came in, and what to do next."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ....domain.campaign import Campaign
from ....domain.vocabulary import SendKind
from ....i18n import _, long_date, ngettext
from ....office.home_table import HomeRow, Standing, done_of_asked
from ....office.open_actions import needs_action
from ....office.recipients import MailState
from ...kit.chooser import Chooser
from ...kit.layouts import FlowLayout, add_all, clear, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import Heading, TextLabel
from ..intake.many_at_once import AcceptMany
from ..intake.not_ours import settle_not_ours
from ..intake.other_policies import OtherPolicies
from ..intake.school_names import SchoolNamesCard
from ..intake.taking_in import FilesDrop, TakingIn
from ..intake.waiting_cards import BarredCards
from ..page import ConsolePage, ConsolePlace, PlaceId
from ..people.send_page import send_place
from ..upgrade_lines import UpgradeLines
from ..who_are_you import WhoAreYou, WhoDecides
from ..words import EXCUSE_ENDED, READING_REGISTER
from .figures import Figure, Mood, Tiles, WeeksChart
from .home_facts import HomeFacts, read_home_facts
from .next_cards import FirstSteps, MailCards, NextCard, NobodysFiles, NobodysKind
from .people_table import LastOnes, PeopleTable, standing_word

_TITLE = 20  # letters of a campaign's: Annual review 2026/27


class HomePage(ConsolePage):
    """How a campaign stands, and what to do next."""

    column = 1280

    def build(self) -> None:
        """Lay out figures, the drop area, the table of people and what to do next."""
        self.title = _("Home")
        self._excused: tuple[str | None, AbstractSet[str]] = (None, frozenset())  # last shown: which campaign, who
        self._first = FirstSteps()
        self._first.wanted.connect(self.wanted)
        self._next = QVBoxLayout()
        self._next.setSpacing(10)
        self.body.addWidget(self._first)
        self._build_head()
        self._build_ways_in()
        self._build_people()
        self.body.addLayout(self._next)
        self._build_chart()
        self.upgrade = UpgradeLines("")
        self.upgrade.wanted.connect(self.wanted)
        self.body.addWidget(self.upgrade)
        for part in (self._first, self._head, self._work, self.copies, self._chart_card):
            part.hide()

    def _build_head(self) -> None:
        """Build the head: the campaign, how many are done, and what is to be sent."""
        self._head, self._tiles = QWidget(), Tiles()
        self._tiles.pressed.connect(self._on_tile)
        self._campaign = Chooser(_("Campaign"))
        self._campaign.setMinimumContentsLength(_TITLE)
        self._campaign.chosen.connect(self.refresh)
        self.done, self._due = Heading("", "section"), TextLabel("", "muted")
        self.ask, self.remind = Button("", "accent", "mail"), Button("", "accent", "mail")
        self.ask.clicked.connect(lambda: self._send(SendKind.ASK))
        self.remind.clicked.connect(lambda: self._send(SendKind.REMIND))
        self.report = Button(_("Make the inspection report"), "accent", "clipboard")
        self.to_do = Button("", "link", "clipboard")
        self.to_do.clicked.connect(self._on_to_do)
        self.report.clicked.connect(lambda: self.wanted.emit(ConsolePlace(id=PlaceId.INSPECTION)))
        inside = QVBoxLayout(self._head)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(16)
        line, words, acts = QHBoxLayout(), QVBoxLayout(), QWidget()
        words.setSpacing(2)
        for part in (self.done, self._due):
            words.addWidget(part)
        flow = FlowLayout(acts)
        for act in (self._campaign, self.to_do, self.ask, self.remind, self.report):
            flow.addWidget(act)
        line.addLayout(words, 1)
        line.addWidget(acts)
        inside.addLayout(line)
        inside.addWidget(self._tiles)
        self.body.addWidget(self._head)

    def _build_ways_in(self) -> None:
        """Build the drop area, what became of the files, and what can be accepted together."""
        patterns = _("Attestations (*.pdf *.zip *.eml *.msg);;All files (*)")
        hint = _("Or drop PDFs, folders, zips or e-mails anywhere on this frame. Your files stay as they are.")
        self.drop = FilesDrop(_("Take attestations in"), hint, patterns)
        self.taking = TakingIn(self, self.drop)
        self.taking.ended.connect(self._on_taken)
        self.who = WhoAreYou(self) if self.context.is_nobodys else None  # known, it is not asked again
        if self.who is not None:
            self.who.hide()
        self.names, self.accepting = SchoolNamesCard(self), AcceptMany(self)
        self.policies, self.barred = OtherPolicies(self), BarredCards(self)
        self._is_time_to_remind = False
        self.mails = MailCards(self)
        self.mails.reminds.connect(lambda: self._send(SendKind.REMIND))
        for card in (self.names, self.policies, self.barred, self.accepting):
            card.shown.connect(self._let_one_stand_out)
        self.last_ones = LastOnes()
        self.last_ones.wanted.connect(self.wanted)
        self.nobodys = {kind: NobodysFiles(kind) for kind in NobodysKind}
        for files in self.nobodys.values():
            files.wanted.connect(self.wanted)
            files.not_ours.connect(lambda found: settle_not_ours(self, [found]))

    def _build_people(self) -> None:
        """Build the table of people, below what changes it."""
        self._work, self.people = QWidget(), PeopleTable(self)
        self.body.addWidget(self._work)  # first: all that is in it would be dressed once more
        self.people.opened.connect(self._on_opened)
        inside = QVBoxLayout(self._work)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(16)
        waiting = QVBoxLayout()
        waiting.setSpacing(8)  # what is to be decided stands together, and leaves the height to the table
        inside.addWidget(self.drop)
        inside.addLayout(waiting)
        cards = (self.mails, self.names, self.policies, self.barred, self.accepting)
        add_all(waiting, *filter(None, [self.who]), *cards, *self.nobodys.values(), self.last_ones, WhoDecides(self))
        add_all(inside, self.taking, self.people)
        self.copies = Button("", "plain", "mail")
        self.copies.clicked.connect(lambda: self._send(SendKind.COPIES))
        self.body.addLayout(row(self.copies))

    def _build_chart(self) -> None:
        self._chart, self._chart_words = WeeksChart(), TextLabel("", "muted")
        self._chart_card = Card(_("Handed in, week by week"))
        for part in (self._chart, self._chart_words):
            self._chart_card.body.addWidget(part)
        self.body.addWidget(self._chart_card)

    def refresh(self) -> None:
        """Read the register on a worker, then show what it says."""
        chosen, today = self._campaign.currentData(), self.context.today
        context = self.context
        self.aside(lambda: read_home_facts(context, chosen, today), self._show, str(READING_REGISTER))

    def _show(self, shown: HomeFacts) -> None:
        empty = not shown.rows and not any(week.count for week in shown.weeks)
        self._first.show_steps(shown.steps)
        for part in (self._head, self._work):
            part.setVisible(not empty)
        self._offer_campaigns(shown)
        self._show_figures(shown)
        self.people.show_rows(shown.rows)
        self._tell_excused(shown.campaign, shown.rows)
        others = (NobodysKind.UNCLEAR, NobodysKind.NOT_LISTED)
        waiting = sum(_waits(each) for each in shown.rows) + sum(len(shown.nobodys[kind]) for kind in others)
        if self.who is not None:
            self.who.show_waiting(waiting)
        self.last_ones.show_rows(() if waiting or shown.campaign is None else shown.rows, self.context.own_number)
        for kind, files in self.nobodys.items():
            files.show_files(shown.nobodys[kind])
        if not self.context.is_nobodys:
            self.names.refresh()
            self.policies.refresh()
            self.barred.refresh()
            self.accepting.refresh()
        self.taking.refresh()
        clear(self._next)
        for thing in () if empty else shown.things:
            card = NextCard(thing)
            card.wanted.connect(self.wanted)
            self._next.addWidget(card)
        self._offer_copies(shown)
        self.upgrade.offer(shown.pays, PlaceId.OVERVIEW)
        self._chart.show_weeks(shown.weeks)
        self._chart_words.setText(self._chart.sentence)
        self._chart_card.setVisible(sum(week.count > 0 for week in shown.weeks) > 1)

    def _show_figures(self, shown: HomeFacts) -> None:
        counted = Counter(each.standing for each in shown.rows)
        done, asked = done_of_asked(shown.rows)
        is_all_in = bool(done) and done == asked and not counted[Standing.LATER]
        words = _("All in: {done} of {asked}") if is_all_in else _("Done: {done} of {asked}")
        self.done.setText(words.format(done=f"{done:,}", asked=f"{asked:,}"))
        self.report.setVisible(is_all_in)
        due = shown.campaign.due if shown.campaign is not None else None
        told = (_("due {day}", day=long_date(due)) if due is not None else "", _reminded_today(shown.mails))
        self._due.setText(" · ".join(filter(None, told)))
        late = sum(each.due is not None and each.due < self.context.today for each in shown.rows if _is_missing(each))
        moods: tuple[tuple[Standing, Mood], ...] = (
            (Standing.DONE, "good"),
            (Standing.HANDED_IN, "warn"),
            (Standing.MISSING, "accent"),
            (Standing.PROBLEM, "bad"),
            (Standing.EXCUSED, "muted"),
        )
        acting = sum(needs_action(each) for each in shown.rows)
        self.to_do.setVisible(bool(acting))
        self.to_do.setText(ngettext("See what {n} still has to do", "See what {n} still have to do", acting))
        hints = {
            Standing.DONE: ngettext("{n} with something left to do", "{n} with something left to do", acting)
            if acting
            else "",
            Standing.HANDED_IN: _("to be decided") if counted[Standing.HANDED_IN] else "",
            Standing.MISSING: _missing_hint(late, shown.mails.unasked),
        }
        self._tiles.show_figures(
            [
                Figure(id=each, label=standing_word(each), value=counted[each], mood=mood, hint=hints.get(each, ""))
                for each, mood in moods
            ]
        )
        self._offer_mails(shown, counted[Standing.MISSING] + counted[Standing.PROBLEM])

    def _offer_mails(self, shown: HomeFacts, missing: int) -> None:
        """Offer to ask or remind people; the reminder stands out once there is a reason for it."""
        mails = shown.mails
        self._is_time_to_remind = mails.is_time_to_remind
        self.remind.setVisible(bool(mails.to_remind))
        rest = ngettext("Remind the other one", "Remind the other {n}", mails.to_remind)
        some = mails.to_remind < missing - mails.unasked
        self.remind.setText(rest if some else _("Remind the missing"))
        self.ask.setVisible(bool(mails.unasked))
        ask = ngettext("Ask them", "Ask all {n}", mails.unasked)
        more = ngettext("Ask {n} more", "Ask {n} more", mails.unasked)
        self.ask.setText(ask if mails.unasked == missing else more)
        self.mails.show_state(mails)
        self._let_one_stand_out()

    def _let_one_stand_out(self) -> None:
        """Let only the next act stand out: the school's name, what came in, its policy, asking, then reminding."""
        is_named, may_accept = self.names.isHidden(), self.accepting.may_accept
        self.accepting.accept.set_kind("accent" if is_named else "plain")
        is_decided = is_named and not may_accept and self.policies.isHidden() and self.barred.isHidden()
        self.ask.set_kind("accent" if is_decided else "plain")
        reminds = self._is_time_to_remind and is_decided and self.ask.isHidden()
        self.remind.set_kind("accent" if reminds else "link")

    def _offer_campaigns(self, shown: HomeFacts) -> None:
        self._campaign.clear()
        for campaign in shown.campaigns:
            self._campaign.addItem(campaign.title, campaign.id)
        if shown.campaign is not None:
            self._campaign.choose(shown.campaign.id)
        self._campaign.setVisible(bool(shown.campaigns))

    def _tell_excused(self, campaign: Campaign | None, rows: Sequence[HomeRow]) -> None:
        """Say who counts again: they were excused when this campaign was last shown, and have handed in since."""
        now, (before, excused) = None if campaign is None else campaign.id, self._excused
        self._excused = now, {each.person.person for each in rows if each.standing is Standing.EXCUSED}
        back = [each.person.member.name for each in rows if each.person.person in excused and _has_come(each)]
        if back and now == before:
            self.say(f"{', '.join(back)}: {EXCUSE_ENDED}")

    def _on_to_do(self) -> None:
        self.wanted.emit(ConsolePlace(id=PlaceId.ACTIONS, of=self._campaign.value))

    def _on_tile(self, which: str) -> None:
        self.people.show_only(Standing(which))

    def _on_opened(self, chosen: HomeRow) -> None:
        found = chosen.attestation
        if found is not None and chosen.standing in (Standing.HANDED_IN, Standing.PROBLEM):
            self.wanted.emit(ConsolePlace(id=PlaceId.ATTESTATION, of=found.attestation))
        else:
            self.wanted.emit(ConsolePlace(id=PlaceId.PERSON, of=chosen.person.person))

    def _offer_copies(self, shown: HomeFacts) -> None:
        held = [each.attestation for each in shown.rows if each.standing is Standing.DONE]
        many = sum(each is not None and each.countersigned is not None for each in held)
        self.copies.setVisible(bool(many))
        self.copies.setText(ngettext("Send {n} countersigned copy", "Send {n} countersigned copies", many))

    def _send(self, kind: SendKind) -> None:
        if self._campaign.value:
            self.wanted.emit(send_place(kind, self._campaign.value))

    def _on_taken(self) -> None:
        self.register_changed.emit()
        self.refresh()


def _missing_hint(late: int, unasked: int) -> str:
    if late:
        return ngettext("{n} overdue", "{n} overdue", late)
    return ngettext("{n} not asked yet", "{n} not asked yet", unasked) if unasked else ""


def _has_come(each: HomeRow) -> bool:
    return each.standing in (Standing.HANDED_IN, Standing.DONE)


def _waits(each: HomeRow) -> bool:
    return each.standing is Standing.HANDED_IN


def _is_missing(each: HomeRow) -> bool:
    return each.standing in (Standing.MISSING, Standing.PROBLEM)


def _reminded_today(mails: MailState) -> str:
    """How many, and how many of them have not answered since; empty for none."""
    if not mails.reminded:
        return ""
    told = ngettext("{n} was reminded today", "{n} were reminded today", mails.reminded)
    if mails.still_missing == mails.reminded:
        return told
    return ngettext(
        "{told}, {n} of them is still missing", "{told}, {n} of them are still missing", mails.still_missing, told=told
    )
