"""What the staff list and the campaigns need of a register."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol

from ..domain.campaign import Campaign, CampaignBook, Reminder
from ..domain.register import Event
from ..domain.register_views import PersonRow


class StaffActs(Protocol):
    """One act on the records of one school: what it reads does not change under it."""

    def people(self) -> Iterable[PersonRow]:
        """Everyone on the staff list, leavers too."""
        ...

    def campaigns(self) -> Sequence[Campaign]:
        """Every campaign, the latest first."""
        ...

    def asked(self, campaign: str) -> Mapping[str, tuple[date, date]]:
        """Who has been asked: person → when it opens for them, and by when it is due."""
        ...

    def book(self, campaign: str) -> CampaignBook:
        """Who has answered and who is excused."""
        ...

    def reminders(self, campaign: str) -> Sequence[Reminder]:
        """Every reminder, or at least the last one of each person."""
        ...

    def record(self, event: Event) -> None:
        """Append an event."""
        ...


class StaffRegister(Protocol):
    """The register, as far as staff and campaigns go."""

    def act(self, school: str) -> AbstractContextManager[StaffActs]:
        """An act: all of it is kept when the block ends, and nothing of it when the block raises.

        Two acts on one school come one after the other, so that what one read is still true when it writes.
        """
        ...
