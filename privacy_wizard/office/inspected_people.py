"""Whom an inspection report counts: everybody at the school, or one group of its staff list."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from attrs import evolve, frozen

from ..domain.campaign import Campaign, CampaignState
from ..domain.register_views import AttestationRow, Overview, PeopleAsked
from ..register import SchoolRegister
from .home_table import HomeRow, home_rows
from .school_figures import LEAST


def groups_to_report(register: SchoolRegister, today: date) -> Sequence[str]:
    """The groups of at least five people: the figures of fewer would point at somebody."""
    asked = PeopleAsked(schools=(register.school,))
    groups = register.people.groups()
    return [each for each in groups if register.people.count(evolve(asked, group=each), today) >= LEAST]


@frozen(kw_only=True, slots=False)
class InspectedPeople:
    """Those of one group, as the staff list has it today; of everybody where `group` is empty."""

    register: SchoolRegister
    today: date
    group: str = ""

    @cached_property
    def _asked(self) -> PeopleAsked:
        return PeopleAsked(schools=(self.register.school,), group=self.group or None)

    @cached_property
    def _members(self) -> frozenset[str]:
        """Leavers too: what they answered was accepted."""
        found = self.register.people.keys(evolve(self._asked, with_leavers=True), self.today)
        return frozenset(person for _school, person in found)

    def count(self) -> int:
        """How many work there now."""
        return self.register.people.count(self._asked, self.today)

    def of(self, rows: Iterable[AttestationRow]) -> Sequence[AttestationRow]:
        """What is theirs; of a group nothing of which it is unknown whose it is."""
        return [each for each in rows if not self.group or each.person in self._members]

    def rows(self) -> Sequence[HomeRow]:
        """How each stands."""
        found = home_rows(self.register, None, self.today)
        return [each for each in found if not self.group or each.person.person in self._members]

    def campaigns(self) -> Sequence[tuple[Campaign, Overview]]:
        """Those that ask any of them, and how far they are."""
        found = [(each, self._overview(each)) for each in self.register.campaigns()]
        return [each for each in found if not self.group or each[1] != Overview()]

    def _overview(self, campaign: Campaign) -> Overview:
        if not self.group:
            return self.register.overview(campaign.id, self.today)
        asked = evolve(self._asked, campaign=campaign.id)
        people, today = self.register.people, self.today
        return Overview(**{each.name.lower(): people.count(evolve(asked, state=each), today) for each in CampaignState})
