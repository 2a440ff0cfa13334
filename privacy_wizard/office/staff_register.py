"""What the staff list and the campaigns need of a register."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from ..domain.campaign import Campaign, CampaignBook, Reminder
from ..domain.register_events import Event
from ..domain.register_views import PersonRow
from ..i18n import _


class UnknownSchool(Exception):
    """The register has no school of that identifier, or this officer may not see it."""

    def __str__(self) -> str:
        """The sentence for the reader."""
        return _(
            "There is no school {school} in this register that you may see. Check its identifier.", school=self.args[0]
        )


class StaffFacts(Protocol):
    """The records of one school as they stand; they do not change under the reader."""

    def school_name(self) -> str:
        """The school's name; its identifier where it has none."""

    def foot(self, now: datetime) -> Sequence[tuple[str, str]]:
        """What stands at the foot of a table that leaves the register: a label and a text in each line."""

    def people(self) -> Iterable[PersonRow]:
        """Everyone on the staff list, leavers too."""

    def campaigns(self) -> Sequence[Campaign]:
        """Every campaign."""

    def asked(self, campaign: str) -> Mapping[str, tuple[date, date]]:
        """Who has been asked: person → when it opens for them, and by when it is due."""

    def book(self, campaign: str) -> CampaignBook:
        """Who has answered and who is excused."""

    def reminders(self, campaign: str) -> Sequence[Reminder]:
        """At least the last reminder of each person."""


class StaffActs(StaffFacts, Protocol):
    """The same within one act."""

    def record(self, events: Sequence[Event]) -> None:
        """Append events in their order."""


class StaffRegister(Protocol):
    """The register, as far as staff and campaigns go. Both raise UnknownSchool."""

    def reading(self, school: str) -> AbstractContextManager[StaffFacts]:
        """Reading without writing."""

    def act(self, school: str) -> AbstractContextManager[StaffActs]:
        """An act: all of it is kept when the block ends, and nothing of it when the block raises.

        Two acts on one school come one after the other, so that what one read is still true when it writes.
        """
