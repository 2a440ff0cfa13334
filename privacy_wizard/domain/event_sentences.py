"""Events of the record as sentences, for windows, commands and files alike."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from ..i18n import Message, _, long_date, long_moment, ngettext
from . import certificate_events, register_events
from . import register_events as events
from .certificate_events import InvitationEnd, Issued, ProfileSigned, ProtectedListMade
from .names import document_name, export_name, person_kind_name, standing_name
from .protected_list import last_day
from .register_events import Event, Excused, PersonEntered
from .register_views import RecordedEvent, corrected
from .staff import StaffMember
from .vocabulary import SendWay

_ENDS: Mapping[InvitationEnd, Message] = {
    InvitationEnd.ANSWERED: Message("The invitation was answered."),
    InvitationEnd.WITHDRAWN: Message("The invitation was withdrawn."),
    InvitationEnd.EXPIRED: Message("The invitation expired."),
    InvitationEnd.TOO_MANY_TRIES: Message("The invitation was closed after too many wrong codes."),
}
_ISSUED: Mapping[Issued, Message] = {
    Issued.FIRST: Message("A certificate was issued, valid until {day}."),
    Issued.RENEWED: Message("The certificate was renewed until {day}."),
    Issued.SUPERSEDING: Message("A certificate for a new key was issued, valid until {day}."),
}
_BY_HAND = (SendWay.DRAFT, SendWay.MERGE)  # somebody sends it from their mail program
CORRECTION_RECORDED = Message("The correction is entered.")
NOTE_RECORDED = Message("The note is on record.")


def event_sentence(event: Event) -> str:
    """What happened, in a sentence."""
    return _LINES[type(event)](event)


def _excused(event: register_events.Excused) -> str:
    if event.until is None:
        return _("Excused: {reason}", reason=event.reason)
    return _("Excused until {day}: {reason}", day=long_date(event.until), reason=event.reason)


def _reminded(event: register_events.Reminded) -> str:
    """What is only written may never be sent: that it was is an entry of its own."""
    if event.how in _BY_HAND:
        return _("A reminder was prepared on {day}.", day=long_date(event.on))
    return _("Reminded on {day}.", day=long_date(event.on))


def _school_called(event: events.SchoolEntered) -> str:
    if not event.other_names:
        return _("The school is called {name}.", name=event.name)
    return _("The school is called {name}, and also {others}.", name=event.name, others=", ".join(event.other_names))


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _person(event: events.PersonEntered) -> str:
    member = event.member
    if member.last_day is None:
        return _("On the staff list as {name}, number {number}.", name=member.name, number=member.number)
    return _(
        "On the staff list as {name}, number {number}, last day {day}.",
        name=member.name,
        number=member.number,
        day=long_date(member.last_day),
    )


def _authority(event: certificate_events.AuthorityMade) -> str:
    day = long_date(event.ends)
    if event.on_token:
        return _("The school's certificate was made on a token, valid until {day}.", day=day)
    return _("The school's certificate was made, valid until {day}.", day=day)


def _handed_over(event: certificate_events.AuthorityHandedOver) -> str:
    day = long_date(event.ends)
    return _("The school's certificate was handed over to a successor, valid until {day}.", day=day)


def _revoked(event: certificate_events.Revoked) -> str:
    moment = long_moment(event.starts)
    return _ended(_("A certificate no longer counts from {moment}: {reason}", moment=moment, reason=event.reason))


def invited_sentence(expires: datetime) -> str:
    """An invitation whose code works until then."""
    return _("Invited; the one-time code works until {moment}.", moment=long_moment(expires))


def _received(event: events.Received) -> str:
    if event.on_paper:
        return _("A signed paper checklist was entered.")
    if event.standing is events.AttestationStanding.NEEDS_A_LOOK:
        return _("“{file}” came in, and waits for a decision.", file=event.file_name)
    standing = standing_name(event.standing).lower()
    return _("“{file}” came in: {standing}.", file=event.file_name, standing=standing)


def _judged_again(event: events.JudgedAgain) -> str:
    if not event.reasons:
        return _("Judged again under the school's present file: nothing stands against it.")
    return _("Judged again under the school's present file.")


def _decided(event: events.Decided) -> str:
    standing = standing_name(event.standing).lower()
    if event.key_not_compared:
        standing = _("{standing} (key not compared)", standing=standing)
    if event.together > 1:
        standing = _("{standing}, with one act for {n}", standing=standing, n=event.together)
    if not event.reason:
        return _("Decided: {standing}.", standing=standing)
    return _ended(_("Decided: {standing}. {reason}", standing=standing, reason=event.reason))


def _corrected(event: events.Corrected) -> str:
    if event.instead is None:
        return _ended(_("Entry {number} was taken back: {reason}", number=event.wrong, reason=event.reason))
    said = _ended(_("Entry {number} was corrected: {reason}", number=event.wrong, reason=event.reason))
    return _("{said} It now reads: {now}", said=said, now=event_sentence(event.instead))


def _erased(event: events.Erased) -> str:
    entries = ngettext("{n} entry", "{n} entries", len(event.events))
    files = ngettext("{n} file", "{n} files", event.documents)
    said = _("Deleted by rule: {entries} and {files}. {reason}", entries=entries, files=files, reason=event.reason)
    return _ended(said)


_LINES: Mapping[type[Event], Callable[[Any], str]] = {
    events.SchoolEntered: _school_called,
    events.AccessGiven: lambda it: _("{role} was given access.", role=it.role),
    events.AccessTaken: lambda it: _("{role} no longer has access.", role=it.role),
    events.PersonEntered: _person,
    register_events.CampaignEntered: lambda it: _("The campaign {title} was entered.", title=it.campaign.title),
    register_events.AskedInCampaign: lambda it: _("To hand in an attestation by {day}.", day=long_date(it.due)),
    register_events.AskedNoMore: lambda _event: _("No longer to hand in an attestation."),
    register_events.Excused: lambda it: _ended(_excused(it)),
    certificate_events.Invited: lambda it: invited_sentence(it.expires),
    certificate_events.InvitationTried: lambda _event: _("A request came in with a wrong code."),
    certificate_events.InvitationEnded: lambda it: str(_ENDS[it.end]),
    register_events.Reminded: _reminded,
    certificate_events.AuthorityMade: _authority,
    certificate_events.AuthorityHandedOver: _handed_over,
    ProfileSigned: lambda it: _("The school's file was signed, number {number}.", number=it.profile),
    ProtectedListMade: lambda it: ngettext(
        "A protected list of {n} person was made, to be used until {day}.",
        "A protected list of {n} people was made, to be used until {day}.",
        it.people,
        day=long_date(last_day(it.expires)),
    ),
    certificate_events.Certified: lambda it: _ISSUED[it.issued].format(day=long_date(it.ends)),
    certificate_events.Revoked: _revoked,
    certificate_events.KeyConfirmed: lambda _event: _("The words of the key were compared in person."),
    events.Received: _received,
    events.JudgedAgain: _judged_again,
    events.Decided: _decided,
    events.Countersigned: lambda _event: _("The attestation was countersigned."),
    events.DocumentKept: lambda it: _("A file was kept, {kind}: {name}", kind=document_name(it.of), name=it.name),
    events.Noted: lambda it: _("Note: {text}", text=it.text),
    events.Exported: lambda it: _("Exported: {what}.", what=export_name(it.what)),
    events.Corrected: _corrected,
    events.Erased: _erased,
}


def staff_change_sentence(before: StaffMember, after: StaffMember) -> str:
    """Each thing that changed, with what it was; empty where nothing did."""
    then, now = _told(before), _told(after)
    changes = [_change(field, then[field], now[field]) for field in now if then[field] != now[field]]
    return _("Changed on the staff list: {changes}.", changes="; ".join(changes)) if changes else ""


def staff_changes(records: Sequence[RecordedEvent]) -> Mapping[int, str]:
    """For each entry of a person that changed an earlier one, by its number, what changed; the newest come first."""
    return dict(_changes(records))


def excused_in(records: Sequence[RecordedEvent]) -> frozenset[str]:
    """The campaigns in which the person was excused, and that was not taken back."""
    wrong = corrected(records)
    return frozenset(
        each.event.campaign for each in records if isinstance(each.event, Excused) and each.number not in wrong
    )


def excused_until(records: Sequence[RecordedEvent], campaign: str) -> date | None:
    """The last day of the excuse that holds, by the newest entry; None for the whole campaign, or where none holds."""
    wrong = corrected(records)
    found = [
        (each.number, each.event.until)
        for each in records
        if isinstance(each.event, Excused) and each.event.campaign == campaign and each.number not in wrong
    ]
    return max(found, key=lambda each: each[0])[1] if found else None


def _changes(records: Sequence[RecordedEvent]) -> Iterator[tuple[int, str]]:
    before: StaffMember | None = None
    for record in reversed(records):
        if isinstance(record.event, PersonEntered):
            said = "" if before is None else staff_change_sentence(before, record.event.member)
            if said:
                yield record.number, said
            before = record.event.member


def _change(field: str, before: str, after: str) -> str:
    if not after:
        return _("{field} removed ({before})", field=field, before=before)
    if not before:
        return _("{field} added ({after})", field=field, after=after)
    return _("{field} is now {after}, and was {before}", field=field, after=after, before=before)


def _told(member: StaffMember) -> Mapping[str, str]:
    return {
        _("name"): member.name,
        _("staff number"): member.number,
        _("e-mail address"): member.email,
        _("job title"): member.role,
        _("kind of work"): person_kind_name(member.kind),
        _("groups"): ", ".join(member.groups),
        _("first day at the school"): "" if member.start is None else long_date(member.start),
        _("last day at the school"): "" if member.last_day is None else long_date(member.last_day),
    }
