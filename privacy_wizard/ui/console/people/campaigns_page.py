"""The page *Campaigns*: who is asked by when; a new campaign; reminders."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QVBoxLayout

from ....domain.campaign import Campaign, CampaignRefused
from ....domain.names import occasion_name
from ....domain.register_views import Overview
from ....domain.versions import CURRENT_RULES
from ....domain.vocabulary import Occasion
from ....i18n import _, long_date, ngettext
from ....office.campaigns import ASKING, LONGEST_YEAR, due_after, enter_campaign, new_campaign_id
from ....office.staff_sentences import CAMPAIGN_FAULTS
from ...kit.layouts import clear, row
from ...kit.tag import Tag
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.choice import CheckRow
from ...kit.widgets.date_field import DateField
from ...kit.widgets.field import Field, TextField
from ...kit.widgets.notice import EmptyState, NoticeBox
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import TextLabel
from ..page import ConsolePage, ConsolePlace, PlaceId
from ..words import DAYS_AFTER_FIRST, WHAT_KIND

_SIX_WEEKS = timedelta(weeks=6)
_FOUR_WEEKS = 28


class CampaignForm(Card):
    """Emits `submitted` to start it; the page checks whether the values make a campaign."""

    submitted = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self.set_title(_("A new campaign"))
        self._kind = OptionGroup(
            str(WHAT_KIND),
            [
                OptionChoice(Occasion.ANNUAL_REVIEW.value, occasion_name(Occasion.ANNUAL_REVIEW), _("On one due date")),
                OptionChoice(Occasion.INDUCTION.value, occasion_name(Occasion.INDUCTION), _("Each new starter")),
            ],
        )
        self._kind.chosen.connect(lambda _kind: self._refresh())
        self.title = TextField(_("Title"), _("As staff will read it, such as “Annual review 2027”."))
        self.opens, self.due = DateField(today), DateField(today + _SIX_WEEKS)
        self.days = QSpinBox()
        self.days.setRange(0, LONGEST_YEAR)
        self._opens_field = Field(_("From"), self.opens)
        self._due_field = Field(_("Due"), self.due)
        self._days_field = Field(str(DAYS_AFTER_FIRST), self.days)
        self._groups, self._group_rows = QVBoxLayout(), dict[str, CheckRow]()
        self._groups.setSpacing(6)
        self._groups_title = TextLabel(_("Who is asked? If none is ticked: everyone."), "strong")
        self.notice = NoticeBox()
        self.begin = Button(_("Begin it"), "accent")
        cancel = Button(_("Not now"), "quiet")
        self.begin.clicked.connect(self.submitted)
        cancel.clicked.connect(self.hide)
        for part in (self._kind, self.title, self._opens_field, self._due_field, self._days_field, self._groups_title):
            self.body.addWidget(part)
        self.body.addLayout(self._groups)
        self.body.addWidget(self.notice)
        self.body.addLayout(row(self.begin, cancel))
        self.empty(today)

    @property
    def occasion(self) -> Occasion:
        return Occasion(self._kind.current() or Occasion.ANNUAL_REVIEW.value)

    @property
    def chosen_groups(self) -> tuple[str, ...]:
        return tuple(group for group, check in self._group_rows.items() if check.isChecked())

    def choose(self, occasion: Occasion) -> None:
        self._kind.choose(occasion.value)
        self._refresh()

    def offer_groups(self, groups: Sequence[str]) -> None:
        """Whom one may choose; what was ticked stays so."""
        chosen = set(self.chosen_groups)
        clear(self._groups)
        self._group_rows = {group: CheckRow(group) for group in groups}
        for group, check in self._group_rows.items():
            check.setChecked(group in chosen)
            self._groups.addWidget(check)
        self._groups_title.setVisible(bool(groups))

    def empty(self, today: date) -> None:
        """Reset to the initial state."""
        self.title.line.clear()
        self.opens.set_value(today)
        self.due.set_value(today + _SIX_WEEKS)
        self.days.setValue(_FOUR_WEEKS)
        for check in self._group_rows.values():
            check.setChecked(False)
        self.notice.say("info", "")
        self.choose(Occasion.ANNUAL_REVIEW)

    def _refresh(self) -> None:
        induction = self.occasion is Occasion.INDUCTION
        self._days_field.setVisible(induction)
        self._due_field.setVisible(not induction)
        label = _("For starters from") if induction else _("Asked from")
        self._opens_field.set_label(label)


_Found = Sequence[tuple[Campaign, Overview]]


class CampaignsPage(ConsolePage):
    """A card for each campaign, and a form for a new one."""

    def build(self) -> None:
        self.title = _("Campaigns")
        self.lead = _(
            "A campaign asks people for an attestation: everyone once a year, and each new starter after so many days."
        )
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self.new = Button(_("Begin a campaign"), "plain", "plus")
        self.new.clicked.connect(self._on_new)
        self.form = CampaignForm(self.context.today)
        self.form.submitted.connect(self._on_submitted)
        self.form.hide()
        self.body.addLayout(self._cards)
        self.body.addLayout(row(self.new))
        self.body.addWidget(self.form)

    def refresh(self) -> None:
        """Read on a worker, then show."""
        today = self.context.today
        register = self.context.register

        def read() -> _Found:
            return [(each, register.overview(each.id, today)) for each in register.campaigns()]

        self.form.offer_groups(register.people.groups())
        self.aside(read, self._show)

    def _show(self, found: _Found) -> None:
        clear(self._cards)
        if not found:
            sentence = _("Most schools start with an annual review for everyone, and an induction for new staff.")
            nothing = EmptyState("flag", _("No campaign yet"), sentence, self.new.text())
            nothing.acted.connect(self._on_new)
            self._cards.addWidget(nothing)
        self.new.setVisible(bool(found))
        for campaign, overview in found:
            self._cards.addWidget(self._card(campaign, overview))

    def _card(self, campaign: Campaign, overview: Overview) -> Card:
        card = Card(campaign.title)
        card.body.setSpacing(7)
        is_over = campaign.is_over(self.context.today)
        state = Tag(_("Ended"), "plain") if is_over else Tag(_("Running"), "accent")
        when = TextLabel(self._when(campaign), "muted")
        card.body.addLayout(row(state, when, stretch=when))
        card.body.addWidget(TextLabel(self._numbers(overview)))
        people = Button(_("See who"), "link")
        people.setAccessibleDescription(campaign.title)
        people.clicked.connect(lambda: self.wanted.emit(ConsolePlace(id=PlaceId.PEOPLE, of=campaign.id)))
        open_ = Button(_("Reminders and excusals"), "link")
        open_.setAccessibleDescription(campaign.title)
        open_.clicked.connect(lambda: self.wanted.emit(ConsolePlace(id=PlaceId.CAMPAIGN, of=campaign.id)))
        card.body.addLayout(row(people, open_, spacing=20))
        return card

    def _when(self, campaign: Campaign) -> str:
        parts = [occasion_name(campaign.occasion), _("from {day}", day=long_date(campaign.opens))]
        if campaign.due is not None:
            parts.append(_("due {day}", day=long_date(campaign.due)))
        if campaign.days is not None:
            parts.append(due_after(campaign.days))
        if campaign.ends is not None:
            parts.append(_("ends {day}", day=long_date(campaign.ends)))
        parts.append(", ".join(campaign.groups) if campaign.groups else _("everyone"))
        return " · ".join(parts)

    def _numbers(self, overview: Overview) -> str:
        counted: Mapping[str, int] = {
            _("done"): overview.done,
            _("handed in, not decided yet"): overview.handed_in,
            _("with a problem"): overview.problem,
            _("missing"): overview.missing,
            _("of them overdue"): overview.overdue,
            _("not asked yet"): overview.due,
            _("excused"): overview.excused,
        }
        return " · ".join(f"{count:,} {name}" for name, count in counted.items() if count) or _("Nobody is asked yet.")

    def _on_new(self) -> None:
        self.form.show()
        self.form.title.line.setFocus()

    def _on_submitted(self) -> None:
        form, context = self.form, self.context
        induction = form.occasion is Occasion.INDUCTION
        try:
            campaign = Campaign(
                id=new_campaign_id(),
                title=form.title.text,
                occasion=form.occasion,
                opens=form.opens.value,
                due=None if induction else form.due.value,
                days=form.days.value() if induction else None,
                groups=form.chosen_groups,
                rules=CURRENT_RULES,
            )
        except CampaignRefused as refused:
            form.notice.say("warn", str(CAMPAIGN_FAULTS[refused.fault]))
            return
        self.count(
            lambda told: enter_campaign(context.register, campaign, context.today, told),
            self._on_entered,
            str(ASKING),
            held=[form],
        )

    def _on_entered(self, asked: int) -> None:
        self.form.hide()
        self.form.empty(self.context.today)
        self.register_changed.emit()
        self.refresh()
        self.say(
            ngettext(
                "The campaign has begun. {n} person is asked.", "The campaign has begun. {n} people are asked.", asked
            )
        )
