"""Events of the record as sentences. Asked anew at each use, to follow the language."""

from collections.abc import Callable
from typing import Any

from ...domain import register_events as events
from ...domain.names import standing_name
from ...domain.register_events import DocumentKind, Event, InvitationEnd, Issued
from ...i18n import _, long_date, long_moment


def line_of(event: Event) -> str:
    """What happened, in a sentence; empty for what says nothing to a reader."""
    made = _LINES.get(type(event))
    return made(event) if made else ""


def _person(event: events.PersonEntered) -> str:
    sentence = _("On the staff list as {name}, number {number}.")
    return sentence.format(name=event.member.name, number=event.member.number)


def _asked(event: events.AskedInCampaign) -> str:
    sentence = _("Asked for an attestation by {day}.")
    return sentence.format(day=long_date(event.due))


def _excused(event: events.Excused) -> str:
    return _("Excused: {reason}", reason=event.reason)


def _invited(event: events.Invited) -> str:
    sentence = _("Invited; the one-time code works until {moment}.")
    return sentence.format(moment=long_moment(event.expires))


def _tried(_event: events.InvitationTried) -> str:
    return _("A request came in with a wrong code.")


def _ended(event: events.InvitationEnded) -> str:
    return {
        InvitationEnd.ANSWERED: _("The invitation was answered."),
        InvitationEnd.WITHDRAWN: _("The invitation was withdrawn."),
        InvitationEnd.EXPIRED: _("The invitation expired."),
        InvitationEnd.TOO_MANY_TRIES: _("The invitation ended after too many wrong codes."),
    }[event.end]


def _reminded(event: events.Reminded) -> str:
    return _("Reminded on {day}.", day=long_date(event.on))


def _certified(event: events.Certified) -> str:
    sentence = {
        Issued.FIRST: _("A certificate was issued, valid until {day}."),
        Issued.RENEWED: _("The certificate was renewed until {day}."),
        Issued.SUPERSEDING: _("A certificate for a new key was issued, valid until {day}."),
    }[event.issued]
    return sentence.format(day=long_date(event.ends.date()))


def _revoked(event: events.Revoked) -> str:
    sentence = _("A certificate does not count from {moment} on: {reason}")
    return sentence.format(moment=long_moment(event.starts), reason=event.reason)


def _confirmed(_event: events.KeyConfirmed) -> str:
    return _("The words of the key were compared in person.")


def _received(event: events.Received) -> str:
    if event.on_paper:
        return _("A signed paper checklist was entered.")
    sentence = _("“{file}” came in: {standing}.")
    return sentence.format(file=event.file_name, standing=standing_name(event.standing).lower())


def _decided(event: events.Decided) -> str:
    standing = standing_name(event.standing).lower()
    if event.reason:
        return _("Decided: {standing}. {reason}", standing=standing, reason=event.reason)
    return _("Decided: {standing}.", standing=standing)


def _countersigned(_event: events.Countersigned) -> str:
    return _("The attestation was countersigned.")


def _kept(event: events.DocumentKept) -> str:
    if event.of in (DocumentKind.ATTESTATION, DocumentKind.COUNTERSIGNED):
        return ""  # told with what came in, and with what was countersigned
    return _("A file was kept: {name}", name=event.name)


def _noted(event: events.Noted) -> str:
    return _("Note: {text}", text=event.text)


def _exported(event: events.Exported) -> str:
    return _("Exported: {what}", what=event.what)


def _corrected(event: events.Corrected) -> str:
    if event.instead is None:
        sentence = _("Entry {number} was taken back: {reason}")
    else:
        sentence = _("Entry {number} was corrected: {reason}")
    said = sentence.format(number=event.wrong, reason=event.reason)
    now = line_of(event.instead) if isinstance(event.instead, events.Noted | events.Excused) else ""
    return _("{said} It reads now: {now}", said=_ended_sentence(said), now=now) if now else said


def _asked_no_more(_event: events.AskedNoMore) -> str:
    return _("Asked no more.")


def _authority_made(event: events.AuthorityMade) -> str:
    if event.on_token:
        sentence = _("The school's certificate was made on a token, valid until {day}.")
    else:
        sentence = _("The school's certificate was made, valid until {day}.")
    return sentence.format(day=long_date(event.ends.date()))


def _handed_over(event: events.AuthorityHandedOver) -> str:
    sentence = _("The school's certificate was handed over to a successor, valid until {day}.")
    return sentence.format(day=long_date(event.ends.date()))


def _profile_signed(event: events.ProfileSigned) -> str:
    sentence = _("The school's file was signed, number {number}.")
    return sentence.format(number=event.profile)


def _ended_sentence(said: str) -> str:
    return said if said.endswith((".", "!", "?")) else f"{said}."


_LINES: dict[type[Event], Callable[[Any], str]] = {
    events.PersonEntered: _person,
    events.AskedInCampaign: _asked,
    events.AskedNoMore: _asked_no_more,
    events.Excused: _excused,
    events.Invited: _invited,
    events.InvitationTried: _tried,
    events.InvitationEnded: _ended,
    events.Reminded: _reminded,
    events.AuthorityMade: _authority_made,
    events.AuthorityHandedOver: _handed_over,
    events.ProfileSigned: _profile_signed,
    events.Certified: _certified,
    events.Revoked: _revoked,
    events.KeyConfirmed: _confirmed,
    events.Received: _received,
    events.Decided: _decided,
    events.Countersigned: _countersigned,
    events.DocumentKept: _kept,
    events.Noted: _noted,
    events.Exported: _exported,
    events.Corrected: _corrected,
}
