"""A register in memory that keeps its word: an act is kept whole or not at all. It folds the same events as the real
one, so that the use cases are tried without a database."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

from privacy_wizard.domain.campaign import Campaign, CampaignBook, Completion, Excusal, Reminder
from privacy_wizard.domain.register import Asked, CampaignEntered, Event, Excused, PersonEntered, Received, Reminded
from privacy_wizard.domain.register_views import PersonRow
from privacy_wizard.office.staff_register import StaffActs


class Ledger:
    """Events of each school, in order."""

    def __init__(self) -> None:
        self.events: dict[str, list[Event]] = {}

    @contextmanager
    def act(self, school: str) -> Iterator[StaffActs]:
        acts = _Acts(school, list(self.events.get(school, [])))
        yield acts
        self.events[school] = acts.events


class _Acts:
    def __init__(self, school: str, events: list[Event]) -> None:
        self.school = school
        self.events = events

    def people(self) -> list[PersonRow]:
        last = {event.person: event.member for event in self.events if isinstance(event, PersonEntered)}
        return [PersonRow(school=self.school, person=person, member=member) for person, member in last.items()]

    def campaigns(self) -> Sequence[Campaign]:
        last = {event.campaign.id: event.campaign for event in self.events if isinstance(event, CampaignEntered)}
        return sorted(last.values(), key=lambda campaign: campaign.opens, reverse=True)

    def asked(self, campaign: str) -> Mapping[str, tuple[date, date]]:
        asked = (event for event in self.events if isinstance(event, Asked) and event.campaign == campaign)
        return {event.person: (event.opens, event.due) for event in asked}

    def book(self, campaign: str) -> CampaignBook:
        numbers = {row.person: row.member for row in self.people()}
        done, excused = {}, {}
        for event in self.events:
            if isinstance(event, Received) and event.campaign == campaign and event.person and event.audited:
                member = numbers[event.person]
                done[member.key] = Completion(campaign=campaign, number=member.number, on=event.audited)
            if isinstance(event, Excused) and event.campaign == campaign:
                member = numbers[event.person]
                excused[member.key] = Excusal(
                    campaign=campaign, number=member.number, reason=event.reason, on=date.min, by="", until=event.until
                )
        return CampaignBook(done=done, excused=excused)

    def reminders(self, campaign: str) -> Sequence[Reminder]:
        numbers = {row.person: row.member.number for row in self.people()}
        sent = (event for event in self.events if isinstance(event, Reminded) and event.campaign == campaign)
        return [Reminder(campaign=campaign, number=numbers[event.person], on=event.on) for event in sent]

    def record(self, event: Event) -> None:
        self.events.append(event)
