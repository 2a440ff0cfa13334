"""Page *Campaigns*: who is asked by when; a new one; reminders."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout

from ....domain.campaign import Campaign, CampaignRefused
from ....domain.names import occasion_name
from ....domain.register_views import Overview
from ....domain.vocabulary import Occasion
from ....i18n import _, long_date, ngettext
from ....office.campaigns import enter_campaign, new_campaign_id
from ....office.staff_sentences import CAMPAIGN_FAULTS
from ...kit.layouts import clear, row
from ...kit.tag import Tag
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.empty_state import EmptyState
from ...kit.widgets.text import TextLabel
from ..page import ConsolePage
from ..place import ConsolePlace, PlaceId
from .campaign_form import CampaignForm

_Found = Sequence[tuple[Campaign, Overview]]


class CampaignsPage(ConsolePage):
    """A card for each campaign, and a form for a new one."""

    def build(self) -> None:
        """Cards and form."""
        self.title = _("Campaigns")
        self.lead = _(
            "A campaign asks people for an attestation: everyone once a year, and each new starter after so many days."
        )
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self.new = Button(_("Begin a campaign"), "plain", "plus")
        self.new.clicked.connect(self._on_new)
        self.form = CampaignForm(self.desk.today)
        self.form.submitted.connect(self._on_submitted)
        self.form.hide()
        self.body.addLayout(self._cards)
        self.body.addLayout(row(self.new))
        self.body.addWidget(self.form)

    def refresh(self) -> None:
        """Read on a worker, then show."""
        today = self.desk.today
        books = self.desk.books

        def read() -> _Found:
            return [(each, books.overview(each.id, today)) for each in books.campaigns()]

        self.form.offer_groups(books.groups())
        self.aside(read, self._show)

    def _show(self, found: _Found) -> None:
        clear(self._cards)
        if not found:
            sentence = _("Most schools begin with an annual review of everyone, and an induction for starters.")
            self._cards.addWidget(EmptyState("flag", _("No campaign yet"), sentence))
        for campaign, overview in found:
            self._cards.addWidget(self._card(campaign, overview))

    def _card(self, campaign: Campaign, overview: Overview) -> Card:
        card = Card(campaign.title)
        card.body.setSpacing(7)
        running = campaign.ends is None or campaign.ends >= self.desk.today
        state = Tag(_("Running"), "accent") if running else Tag(_("Ended"), "plain")
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
            parts.append(ngettext("due {n} day after the first day", "due {n} days after the first day", campaign.days))
        if campaign.ends is not None:
            parts.append(_("ends {day}", day=long_date(campaign.ends)))
        parts.append(", ".join(campaign.groups) if campaign.groups else _("everyone"))
        return " · ".join(parts)

    def _numbers(self, overview: Overview) -> str:
        counted: Mapping[str, int] = {
            _("done"): overview.done,
            _("open"): overview.open,
            _("overdue"): overview.overdue,
            _("still to come"): overview.due,
            _("excused"): overview.excused,
        }
        return " · ".join(f"{count:,} {name}" for name, count in counted.items() if count) or _("Nobody is asked yet.")

    def _on_new(self) -> None:
        self.form.show()
        self.form.title.line.setFocus()

    def _on_submitted(self) -> None:
        form, desk = self.form, self.desk
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
            )
        except CampaignRefused as refused:
            form.notice.say("warn", str(CAMPAIGN_FAULTS[refused.fault]))
            return
        self.aside(
            lambda: enter_campaign(desk.books.staff, desk.books.school, campaign, desk.today),
            self._on_entered,
            _("Asking everyone …"),
        )

    def _on_entered(self, asked: int) -> None:
        self.form.hide()
        self.form.empty(self.desk.today)
        self.register_changed.emit()
        self.refresh()
        self.say(
            ngettext(
                "The campaign has begun. {n} person is asked.", "The campaign has begun. {n} people are asked.", asked
            )
        )
