"""Who each kind of mail concerns, what is attached, and who has already had it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from attrs import evolve, frozen

from ..domain.campaign import Campaign
from ..domain.register_events import AttestationStanding
from ..domain.register_views import CertificateRow, CertificateState, PersonRow
from ..domain.vocabulary import SchoolFileVersion, SendKind
from ..register import SchoolRegister
from ..school.mails import Attached
from .home_table import HomeRow, Standing, home_rows
from .open_actions import OpenAction, open_actions
from .school_folder import SchoolFolder
from .sending import SCHOOL_FILE, Recipient, SentRecord, Written


@frozen(kw_only=True)
class MailState:
    """What is to be written and sent to everyone whom a campaign concerns."""

    unasked: int  # those missing whom nothing has asked
    reminded: int  # by now today, whether or not they have answered since
    still_missing: int  # of those reminded today
    to_remind: int  # those missing who were asked, and for whom no reminder was written today
    is_time_to_remind: bool
    drafts: Mapping[SendKind, Collection[str]]  # written and not sent yet: for whom, by kind
    old_files: int  # those missing who were sent an earlier school file
    old_policies: int  # those of them whose file names other policies


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
        record = SentRecord.of(self.register)
        if kind is SendKind.REMIND and campaign is not None:
            asked = [each for each in found if _is_asked(each, campaign, record)]
            found = asked or [evolve(each, is_asked=False) for each in found]
        file = self._file_version() if kind in _AGAIN else None
        of = campaign.id if campaign is not None else None
        return [
            evolve(
                each,
                got=record.of_kind(each.person.person, kind, _begins(kind, campaign, each, self.today), of),
                holds_earlier_file=_holds_earlier(each, record, file),
            )
            for each in found
            if who in ("", each.person.person)
        ]

    def mail_state(self, campaign: Campaign | None, rows: Sequence[HomeRow]) -> MailState:
        """Of everyone in `rows`. Raises RegisterTrouble, SchoolTrouble."""
        record, file = SentRecord.of(self.register), self._file_version()
        missing = _recipients(rows, SendKind.REMIND)
        asked = [each for each in missing if campaign is not None and _is_asked(each, campaign, record)]
        old = {each.person.person for each in missing if _holds_earlier(each, record, file)}
        reminders = {each.person.person: self._reminders_today(each.person.person, campaign, record) for each in asked}
        today = {row.person.person for row in rows if self._was_reminded_today(row.person.person, campaign, record)}
        held = [record.files[who] for who in old]
        return MailState(
            unasked=len(missing) - len(asked) if campaign is not None else 0,
            reminded=len(today),
            still_missing=len(today & reminders.keys()),
            to_remind=sum(not found or who in old for who, found in reminders.items()),
            is_time_to_remind=self._is_time_to_remind(missing, record, old),
            drafts=_drafts(rows, campaign, record),
            old_files=len(old),
            old_policies=sum(file is not None and each.policies != file.policies for each in held),
        )

    def _is_time_to_remind(self, missing: Sequence[Recipient], record: SentRecord, old: Collection[str]) -> bool:
        """Whether somebody missing is late or soon will be, and nothing was written for them today."""
        late = {each.person.person for each in missing if each.due is not None and each.due - self.today <= _SOON}
        return bool(late) and not late <= {*record.written_on(self.today)} - {*old}

    def _reminders_today(self, person: str, campaign: Campaign | None, record: SentRecord) -> Sequence[Written]:
        of = campaign.id if campaign is not None else None
        return record.of_kind(person, SendKind.REMIND, self.today, of)

    def _was_reminded_today(self, person: str, campaign: Campaign | None, record: SentRecord) -> bool:
        return campaign is not None and any(
            not each.is_draft for each in self._reminders_today(person, campaign, record)
        )

    def attach(self, kind: SendKind) -> Callable[[Recipient], Sequence[Attached]]:
        """What gives the files that go with each mail of a kind. Raises, when it is called, what `copy` raises."""
        if kind in (SendKind.ASK, SendKind.INVITE):
            file = self._school_file()
            return lambda _to: file
        if kind in _AGAIN:
            file = self._school_file()
            return lambda to: file if to.holds_earlier_file or not to.is_asked else ()
        return {SendKind.CERTIFICATES: self._certificate, SendKind.COPIES: self._copy}.get(kind, lambda _to: ())

    def new_file(self, to: PersonRow) -> Sequence[Attached]:
        """The school's file for whoever holds an earlier one. Raises RegisterTrouble, SchoolTrouble."""
        earlier = _holds_earlier(Recipient(person=to), SentRecord.of(self.register), self._file_version())
        return self._school_file() if earlier else ()

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

    def _file_version(self) -> SchoolFileVersion | None:
        signed = self.place.signed_profile()
        return signed.version if signed is not None else None

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


_AGAIN = (SendKind.REMIND, SendKind.SEND_BACKS, SendKind.ACTIONS)  # to whoever has a file, and is to use it again
_TO_MISSING = (SendKind.ASK, SendKind.INVITE, SendKind.REMIND)
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


def _is_asked(to: Recipient, campaign: Campaign, record: SentRecord) -> bool:
    """Whether something asked or invited a person, or was written in the place of a reminder."""
    who = to.person.person
    found = (record.of_kind(who, kind, campaign.opens) for kind in (SendKind.ASK, SendKind.INVITE))
    return any(found) or record.was_reminded(who, campaign.id)


def _holds_earlier(to: Recipient, record: SentRecord, file: SchoolFileVersion | None) -> bool:
    held = record.files.get(to.person.person)
    return file is not None and held is not None and held != file


def _drafts(
    rows: Iterable[HomeRow], campaign: Campaign | None, record: SentRecord
) -> Mapping[SendKind, Collection[str]]:
    of, since = (campaign.id, campaign.opens) if campaign is not None else (None, date.min)
    found: dict[SendKind, list[str]] = {}
    for each in rows:
        for kind in SendKind:
            if kind in _TO_MISSING and not _concerns(each, kind):
                continue  # they have answered, and nobody need send it any more
            if any(it.is_draft for it in record.of_kind(each.person.person, kind, since, of)):
                found.setdefault(kind, []).append(each.person.person)
    return found
