"""Events of the record as English sentences, for the command line; a window says the same through its translations."""

from collections.abc import Callable
from typing import Any

from ..domain import register_events as events
from ..domain.register_events import Event, InvitationEnd, Issued
from ..i18n import long_date, long_moment

_ENDS = {
    InvitationEnd.ANSWERED: "The invitation was answered.",
    InvitationEnd.WITHDRAWN: "The invitation was withdrawn.",
    InvitationEnd.EXPIRED: "The invitation expired.",
    InvitationEnd.TOO_MANY_TRIES: "The invitation ended after too many wrong codes.",
}
_ISSUED = {
    Issued.FIRST: "A certificate was issued",
    Issued.RENEWED: "The certificate was renewed",
    Issued.SUPERSEDING: "A certificate for a new key was issued",
}


def event_sentence(event: Event) -> str:
    """What happened, in a sentence."""
    return _LINES[type(event)](event)


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _person(event: events.PersonEntered) -> str:
    member = event.member
    gone = f", last day {long_date(member.last_day)}" if member.last_day else ""
    return f"On the staff list as {member.name}, number {member.number}{gone}."


def _received(event: events.Received) -> str:
    if event.on_paper:
        return "A signed paper checklist was entered."
    return f"“{event.file_name}” came in: {event.standing}."


def _corrected(event: events.Corrected) -> str:
    said = "taken back" if event.instead is None else "corrected"
    now = f" It reads now: {event_sentence(event.instead)}" if event.instead is not None else ""
    return _ended(f"Entry {event.wrong} was {said}: {event.reason}") + now


def _erased(event: events.Erased) -> str:
    return _ended(f"{len(event.events)} entries and {event.documents} files were deleted by rule: {event.reason}")


_LINES: dict[type[Event], Callable[[Any], str]] = {
    events.SchoolEntered: lambda it: f"The school is called {it.name}.",
    events.AccessGiven: lambda it: f"{it.role} was let in.",
    events.AccessTaken: lambda it: f"{it.role} is let in no longer.",
    events.PersonEntered: _person,
    events.CampaignEntered: lambda it: f"The campaign {it.campaign.title} was entered.",
    events.AskedInCampaign: lambda it: f"Asked for an attestation by {long_date(it.due)} ({it.campaign}).",
    events.AskedNoMore: lambda it: f"Asked no more ({it.campaign}).",
    events.Excused: lambda it: _ended(f"Excused ({it.campaign}): {it.reason}"),
    events.Invited: lambda it: f"Invited; the one-time code works until {long_moment(it.expires)}.",
    events.InvitationTried: lambda _: "A request came in with a wrong code.",
    events.InvitationEnded: lambda it: _ENDS[it.end],
    events.Reminded: lambda it: f"Reminded on {long_date(it.on)} ({it.campaign}).",
    events.AuthorityMade: lambda it: f"The school's authority was made; it ends on {long_date(it.ends)}.",
    events.AuthorityHandedOver: lambda it: f"A new authority took over; it ends on {long_date(it.ends)}.",
    events.ProfileSigned: lambda it: f"The school profile {it.profile} was signed.",
    events.Certified: lambda it: f"{_ISSUED[it.issued]}, valid until {long_date(it.ends)}.",
    events.Revoked: lambda it: _ended(f"A certificate does not count from {long_moment(it.starts)} on: {it.reason}"),
    events.KeyConfirmed: lambda _: "The words of the key were compared in person.",
    events.Received: _received,
    events.Decided: lambda it: _ended(f"Decided: {it.standing}" + (f". {it.reason}" if it.reason else "")),
    events.Countersigned: lambda _: "The attestation was countersigned.",
    events.DocumentKept: lambda it: f"A file was kept, {it.of}: {it.name}",
    events.Noted: lambda it: f"Note: {it.text}",
    events.Exported: lambda it: f"Exported: {it.what}.",
    events.Corrected: _corrected,
    events.Erased: _erased,
}
