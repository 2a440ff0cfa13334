"""What the office needs of a record; the register and the folder beside the authority both have it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from ..domain.invitation import PendingInvitation
from ..domain.register_events import Certified, Event, Revoked
from ..domain.register_views import Holder


class Record(Protocol):
    """An append-only record as it stood when it was opened."""

    def person(self, staff_number: str) -> str:
        """The record's own identifier of a person."""

    def holder(self, person: str) -> Holder | None:
        """Who a person on record is; None where the record does not know, or knows no longer."""

    def accepted_since(self, serial: str, since: datetime) -> Sequence[str]:
        """The attestations that were accepted and that a certificate's key signed from a moment on (SHA-256)."""

    def pending(self, invitation: str) -> PendingInvitation | None:
        """How an invitation stands; None for one that is not on record."""

    def certified(self) -> tuple[Certified, ...]:
        """Every certificate that was issued."""

    def revoked(self) -> tuple[Revoked, ...]:
        """Every certificate that was revoked."""

    def enter(self, *events: Event, by: str, now: datetime) -> None:
        """Record one act, all of it or none; fails when something else was recorded in between."""
