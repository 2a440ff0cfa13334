"""Who each kind of mail concerns, what is attached, and who has already had it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TypedDict

from attrs import evolve, frozen

from ..domain.campaign import Campaign
from ..domain.register_events import AttestationStanding, EventKind, Exported, Reminded
from ..domain.register_views import CertificateRow, CertificateState, PersonRow
from ..domain.vocabulary import Dispatch, SendKind, SendWay
from ..register import SchoolRegister
from ..school.mails import Attached
from .home_table import HomeRow, Standing, home_rows
from .open_actions import OpenAction, open_actions
from .school_folder import SchoolFolder
from .sending import SCHOOL_FILE, Recipient


class _Had(TypedDict):
    """When somebody got something already, and how."""

    had: date | None
    had_by: SendWay | None


_NOT_YET = _Had(had=None, had_by=None)


@frozen(kw_only=True)
class SendingOffice:
    """One school's register and folder, on one day."""

    register: SchoolRegister
    place: SchoolFolder
    now: datetime
    own: str = ""  # the officer's staff number: nobody sends their own certificate to themselves
    copy: Callable[[str], Attached] | None = None  # what gives the countersigned copy of an attestation

    @property
    def today(self) -> date:
        """By this computer's clock."""
        return self.now.astimezone().date()

    def concerned(self, kind: SendKind, campaign: Campaign | None, who: str = "") -> Sequence[Recipient]:
        """Everyone concerned, by name. With `who`, that one person, even if it is not their turn. Raises
        RegisterTrouble.
        """
        if kind is SendKind.INVITE:
            return self._invited(campaign, who)  # an invitation that runs keeps people from the list
        found = self._of(kind, campaign)
        if kind is SendKind.REMIND and campaign is not None:
            asked = self._asked(campaign)
            found = [each for each in found if asked(each)] or [evolve(each, is_asked=False) for each in found]
        had = self._had(kind, campaign)
        return [evolve(each, **had(each)) for each in found if who in ("", each.person.person)]

    def unasked(self, campaign: Campaign, rows: Sequence[HomeRow] | None = None) -> int:
        """How many of those missing have not yet been asked or invited by mail; `rows` is everyone, if already read.
        Raises RegisterTrouble.
        """
        asked, everyone = (
            self._asked(campaign),
            home_rows(self.register, campaign, self.today) if rows is None else rows,
        )
        return sum(not asked(each) for each in _recipients(everyone, SendKind.ASK))

    def is_time_to_remind(self, rows: Sequence[HomeRow]) -> bool:
        """Whether somebody missing is late or soon will be, and has had no mail today. Raises RegisterTrouble."""
        late = {
            to.person.person
            for to in _recipients(rows, SendKind.REMIND)
            if to.due is not None and to.due - self.today <= _SOON
        }
        return bool(late) and not late <= self._written_to_today()

    def reminded_today(self, campaign: Campaign, rows: Sequence[HomeRow]) -> int:
        """How many of those missing were reminded today. Raises RegisterTrouble."""
        had = self._had(SendKind.REMIND, campaign)
        return sum(had(each).get("had") == self.today for each in _recipients(rows, SendKind.REMIND))

    def attach(self, kind: SendKind) -> Callable[[Recipient], Sequence[Attached]]:
        """What gives the files that go with each mail of a kind. Raises, when it is called, what `copy` raises."""
        if kind in (SendKind.ASK, SendKind.INVITE):
            file = self._school_file()
            return lambda _to: file
        if kind is SendKind.REMIND:
            file = self._school_file()
            return lambda to: () if to.is_asked else file
        return {SendKind.CERTIFICATES: self._certificate, SendKind.COPIES: self._copy}.get(kind, lambda _to: ())

    def _of(self, kind: SendKind, campaign: Campaign | None) -> Sequence[Recipient]:
        if kind is SendKind.CERTIFICATES:
            return self._certified()
        if kind is SendKind.ACTIONS:
            return self._acting(home_rows(self.register, campaign, self.today))
        return _recipients(home_rows(self.register, campaign, self.today), kind)

    def _acting(self, rows: Sequence[HomeRow]) -> Sequence[Recipient]:
        """Whoever has something left to do by an accepted attestation; a file is read for each."""
        found: dict[str, list[OpenAction]] = {}
        for action in open_actions(self.register, rows):
            found.setdefault(action.person.person, []).append(action)
        return [
            Recipient(person=each.person, due=each.due, attestation=each.attestation, actions=found[each.person.person])
            for each in rows
            if each.person.person in found
        ]

    def _invited(self, campaign: Campaign | None, who: str) -> Sequence[Recipient]:
        if campaign is None:
            return ()
        if who:
            person = self.register.people.one(who)
            people: Iterable[PersonRow] = () if person is None else (person,)
        else:
            people = self.register.people.to_invite(campaign.id, self.today, self.now)
        return [Recipient(person=each, due=campaign.due_for(each.member)) for each in people]

    def _certified(self) -> Sequence[Recipient]:
        """Whoever has a valid certificate whose file is on this computer: the newest of each."""
        newest: dict[str, CertificateRow] = {}
        for each in self.register.certificates.listed():
            if each.state(self.now) is CertificateState.LIVE and self.place.certificate_file(each.serial).exists():
                newest[each.person] = each
        people = {who: self.register.people.one(who) for who in newest}
        found = [
            Recipient(person=row, certificate=newest[who])
            for who, row in people.items()
            if row is not None and row.member.number != self.own
        ]
        return sorted(found, key=lambda each: each.person.member.sort_key)

    def _had(self, kind: SendKind, campaign: Campaign | None) -> Callable[[Recipient], _Had]:
        """When and how a person last got the same; nothing older than its subject counts."""
        last: dict[str, _Had] = {}
        for record in self.register.records_of((EventKind.EXPORTED, EventKind.REMINDED), _MOST):
            event, on = record.event, record.at.astimezone().date()
            if isinstance(event, Reminded) and kind is SendKind.REMIND and campaign and event.campaign == campaign.id:
                last.setdefault(event.person, {"had": event.on, "had_by": _way(event.how)})
            sent = Dispatch.recorded(event.what) if isinstance(event, Exported) else None
            if isinstance(event, Exported) and event.person and sent is not None and sent.kind is kind:
                last.setdefault(event.person, {"had": on, "had_by": sent.way})
        return lambda to: _since(last, to, _begins(kind, campaign, to, self.today))

    def _written_to_today(self) -> set[str]:
        records = self.register.records_of((EventKind.EXPORTED, EventKind.REMINDED), _MOST)
        events = (each.event for each in records if each.at.astimezone().date() == self.today)
        return {each.person for each in events if isinstance(each, Exported | Reminded) and each.person}

    def _asked(self, campaign: Campaign) -> Callable[[Recipient], bool]:
        """Whether a mail has asked or invited a person, or one that was sent in the place of a reminder."""
        asked, invited = self._had(SendKind.ASK, campaign), self._had(SendKind.INVITE, campaign)
        events = (each.event for each in self.register.records_of((EventKind.REMINDED,), _MOST))
        reminded = {each.person for each in events if isinstance(each, Reminded) and each.campaign == campaign.id}
        return lambda to: to.person.person in reminded or asked(to) != _NOT_YET or invited(to) != _NOT_YET

    def _school_file(self) -> tuple[Attached, ...]:
        file = self.place.profile_file
        return (Attached(name=SCHOOL_FILE, content=file.read_bytes()),) if file.exists() else ()

    def _certificate(self, to: Recipient) -> Sequence[Attached]:
        if to.certificate is None:
            return ()
        content = self.place.certificate_file(to.certificate.serial).read_bytes()
        return (Attached(name="certificate.pwcert", content=content),)

    def _copy(self, to: Recipient) -> Sequence[Attached]:
        return () if to.attestation is None or self.copy is None else (self.copy(to.attestation.attestation),)


_MOST = 20_000
_SOON = timedelta(weeks=2)  # before that, whoever was asked may well be about to answer


def _recipients(rows: Iterable[HomeRow], kind: SendKind) -> Sequence[Recipient]:
    return [
        Recipient(person=each.person, due=each.due, attestation=each.attestation)
        for each in rows
        if _concerns(each, kind)
    ]


def _concerns(each: HomeRow, kind: SendKind) -> bool:
    row = each.attestation
    if kind is SendKind.COPIES:
        return each.standing is Standing.DONE and row is not None and bool(row.countersigned)
    if kind is SendKind.SEND_BACKS:
        return each.standing is Standing.PROBLEM and row is not None and row.standing is AttestationStanding.SENT_BACK
    return each.standing in (Standing.MISSING, Standing.PROBLEM)


def _begins(kind: SendKind, campaign: Campaign | None, to: Recipient, today: date) -> date:
    """From when on a mail of this kind is the same."""
    if kind is SendKind.REMIND:
        return today  # a reminder of another day is another reminder
    if to.certificate is not None:
        return to.certificate.starts.date()
    if kind in (SendKind.COPIES, SendKind.SEND_BACKS, SendKind.ACTIONS) and to.attestation is not None:
        return to.attestation.received.date()
    return campaign.opens if campaign is not None else date.min


def _since(last: Mapping[str, _Had], to: Recipient, begins: date) -> _Had:
    found = last.get(to.person.person, _NOT_YET)
    return found if found["had"] is not None and found["had"] >= begins else _NOT_YET


def _way(how: str) -> SendWay | None:
    return SendWay(how) if how in list(SendWay) else None
