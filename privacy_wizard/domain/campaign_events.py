"""What the register records of campaigns: who is asked, excused and reminded."""

from datetime import date
from typing import ClassVar

from attrs import frozen

from .campaign import Campaign
from .register_events import BadIdentifier, Event, EventKind, is_identifier


@frozen(kw_only=True)
class CampaignEntered(Event):
    """A campaign's content from now on; it ends by its own date."""

    kind: ClassVar[EventKind] = EventKind.CAMPAIGN_ENTERED
    campaign: Campaign

    def __attrs_post_init__(self) -> None:
        if not is_identifier(self.campaign.id):
            raise BadIdentifier("campaign")


@frozen(kw_only=True)
class AskedInCampaign(Event):
    """A person is asked to hand in an attestation for a campaign."""

    kind: ClassVar[EventKind] = EventKind.ASKED
    person: str
    campaign: str
    opens: date
    due: date


@frozen(kw_only=True)
class AskedNoMore(Event):
    """A campaign no longer asks a person: the group, the first day or the campaign itself has changed."""

    kind: ClassVar[EventKind] = EventKind.ASKED_NO_MORE
    person: str
    campaign: str


@frozen(kw_only=True)
class Excused(Event):
    """A person need not answer a campaign; `until` is None for all of it."""

    kind: ClassVar[EventKind] = EventKind.EXCUSED
    person: str
    campaign: str
    reason: str
    until: date | None = None


@frozen(kw_only=True)
class Reminded(Event):
    """A person was reminded; never twice in a day of the same campaign."""

    kind: ClassVar[EventKind] = EventKind.REMINDED
    person: str
    campaign: str
    on: date
    how: str = "e-mail draft"
