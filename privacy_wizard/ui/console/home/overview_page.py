"""Page *Overview*: how many are done, open, overdue; what came in; what to do next."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from attrs import frozen
from PySide6.QtWidgets import QComboBox, QVBoxLayout

from ....domain.campaign import Campaign
from ....domain.register_views import Overview, PeopleAsked
from ....i18n import _, ngettext
from ....office.next_steps import NextThing, OfficeNow, next_things
from ...kit.layouts import clear
from ...kit.widgets.card import Card
from ...kit.widgets.field import Field
from ...kit.widgets.text import Heading, TextLabel
from ..page import ConsolePage
from ..place import ConsolePlace, PlaceId
from .figures import Figure, Tiles, Week, WeeksChart, weeks_of
from .next_cards import FirstSteps, NextCard

_WEEKS = 26
_TO_STATE = {"done": "done", "open": "open", "overdue": "overdue"}


@frozen(kw_only=True)
class _Shown:
    """What the page shows, read on a worker."""

    campaigns: Sequence[Campaign]
    people: int
    overview: Overview
    weeks: tuple[Week, ...]
    things: tuple[NextThing, ...]


class OverviewPage(ConsolePage):
    """The first page of the console."""

    def build(self) -> None:
        """Figures, chart, what is next."""
        self.title = _("Overview")
        self._campaign = QComboBox()
        self._campaign.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._campaign.setMinimumContentsLength(12)
        self._chooser = Field(_("Campaign"), self._campaign)
        self._campaign.activated.connect(lambda _at: self.refresh())
        self._tiles, self._chart, self._chart_words = Tiles(), WeeksChart(), TextLabel("", "muted")
        self._tiles.pressed.connect(self._on_tile)
        self._chart_card = Card(_("Handed in, week by week"))
        self._chart_card.body.addWidget(self._chart)
        self._chart_card.body.addWidget(self._chart_words)
        self._next = QVBoxLayout()
        self._next.setSpacing(10)
        self._next_title = Heading(_("What to do next"), "section")
        self._first = FirstSteps()
        self._first.wanted.connect(self.wanted)
        for part in (self._first, self._chooser, self._tiles, self._next_title):
            self.body.addWidget(part)
            part.hide()
        self.body.addLayout(self._next)
        self.body.addWidget(self._chart_card)
        self._chart_card.hide()

    def refresh(self) -> None:
        """Read on a worker, then show."""
        chosen = self._campaign.currentData()
        today = self.context.today
        self.aside(lambda: self._read(chosen, today), self._show, _("Reading the register …"))

    def _read(self, campaign: str | None, today: date) -> _Shown:
        register, first = self.context.register, since(today, _WEEKS)
        campaigns = register.campaigns()
        overview = register.overview(campaign, today)
        people = register.people.count(PeopleAsked(schools=(register.school,)), today)
        running = sum(each.is_running(today) for each in campaigns)
        by_day = dict(register.attestations.received_by_day(datetime.combine(first, time(), UTC)))
        now = OfficeNow(
            people=people,
            running_campaigns=running,
            overview=overview,
            waiting=register.queue.count(),
            to_countersign=register.attestations.to_countersign(),
        )
        return _Shown(
            campaigns=campaigns,
            people=people,
            overview=overview,
            weeks=weeks_of(by_day, first, today),
            things=next_things(now),
        )

    def _show(self, shown: _Shown) -> None:
        empty = not shown.people and not any(week.count for week in shown.weeks)
        self._first.setVisible(empty)
        for part in (self._tiles, self._chart_card):
            part.setVisible(not empty)
        self._chart_card.setVisible(any(week.count for week in shown.weeks))
        self._offer_campaigns(shown.campaigns)
        self._chooser.setVisible(bool(shown.campaigns))
        self._tiles.show_figures(self._figures(shown.overview))
        self._chart.show_weeks(shown.weeks)
        self._chart_words.setText(self._chart.sentence)
        self._show_next(shown, empty=empty)

    def _nothing(self, overview: Overview) -> str:
        if not overview.open:
            return _("Nothing. Everything that was handed in is judged.")
        return ngettext(
            "Nothing waits for you. {n} answer may still come in.",
            "Nothing waits for you. {n} answers may still come in.",
            overview.open,
        )

    def _show_next(self, shown: _Shown, *, empty: bool) -> None:
        things = () if empty else shown.things
        clear(self._next)
        self._next_title.setVisible(not empty)
        if not things and not empty:
            self._next.addWidget(TextLabel(self._nothing(shown.overview), "muted"))
        for thing in things:
            card = NextCard(thing)
            card.wanted.connect(self.wanted)
            self._next.addWidget(card)

    def _offer_campaigns(self, campaigns: Sequence[Campaign]) -> None:
        chosen = self._campaign.currentData()
        self._campaign.clear()
        self._campaign.addItem(_("All campaigns"), None)
        for campaign in campaigns:
            self._campaign.addItem(campaign.title, campaign.id)
        at = self._campaign.findData(chosen)
        self._campaign.setCurrentIndex(max(at, 0))

    def _figures(self, overview: Overview) -> tuple[Figure, ...]:
        asked = overview.done + overview.open + overview.overdue
        share = _(
            "{percent} % of {asked}", percent=round(100 * overview.done / asked) if asked else 0, asked=f"{asked:,}"
        )
        excused = ngettext("{n} excused", "{n} excused", overview.excused) if overview.excused else ""
        coming = ngettext("{n} still to come", "{n} still to come", overview.due) if overview.due else excused
        return (
            Figure(id="done", label=_("Done"), value=overview.done, mood="good", hint=share),
            Figure(id="open", label=_("Open"), value=overview.open, mood="accent", hint=coming),
            Figure(id="overdue", label=_("Overdue"), value=overview.overdue, mood="bad"),
            Figure(
                id="look",
                label=_("Needs a look"),
                value=overview.needs_a_look,
                mood="warn",
                hint=_("in all campaigns"),
            ),
        )

    def _on_tile(self, which: str) -> None:
        if which == "look":
            self.wanted.emit(ConsolePlace(id=PlaceId.HAND_IN))
            return
        self.wanted.emit(
            ConsolePlace(id=PlaceId.PEOPLE, of=self._campaign.currentData() or "", filter=_TO_STATE[which])
        )


def since(today: date, weeks: int) -> date:
    """The Monday so many weeks back, counting this one."""
    return today - timedelta(days=today.weekday(), weeks=weeks - 1)
