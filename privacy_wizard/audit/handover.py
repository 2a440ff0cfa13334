"""What leaves on request: copies, mail drafts, a calendar, a report that a screen differs."""

from collections.abc import Mapping
from datetime import date, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from attrs import evolve, frozen

from .. import __version__
from ..domain.audit import Account
from ..domain.model import Check, Checklist
from ..domain.school_profile import SchoolProfile
from ..i18n import _
from ..system import write_whole
from ..system.mail_address import NoMailAddress, plain_address
from .actions import Action, action_text
from .calendar_file import CalendarDay, calendar_file
from .saved_audits import REVIEW_AFTER
from .session import AuditSession
from .state import ActionKey, HandInNote, HandInWay

_KEEPER = "checklist"  # a contact of the school whose role has this word in it keeps the checklists


@frozen(kw_only=True)
class DifferentScreen:
    """The report: the check, the age of its guidance, the device, and the user's text."""

    check: Check
    checklist: Checklist
    guidance_of: str  # ISO 8601, as exact as known
    device: str
    seen: str

    @property
    def text(self) -> str:
        """Plain text, ready to be sent. It is for whoever keeps the checklists, so it is in English."""
        lines = (
            "Privacy Wizard: a screen looks different from the guidance.",
            "",
            f"Check: {self.check.id}",
            f"Question: {self.check.ask}",
            f"Checklist: {self.checklist.id}, version {self.checklist.version}",
            f"Guidance of: {self.guidance_of}",
            f"Device: {self.device}",
            f"Program: {__version__}",
            "",
            "What I see instead:",
            self.seen.strip() or "(nothing written)",
        )
        return "\n".join(lines) + "\n"

    def mail(self, to: str) -> bytes:
        """The same as an e-mail draft (.eml)."""
        return letter(subject=f"A screen looks different: {self.check.id}", text=self.text, to=to)


def keeper_of(profile: SchoolProfile | None) -> str:
    """The e-mail address of whoever maintains the school's checklists; empty if the profile names nobody."""
    contacts = profile.contacts if profile is not None else ()
    return next((each.email for each in contacts if each.email and _KEEPER in each.role.casefold()), "")


_HOLIDAYS = ((12, 25), (12, 26), (1, 1))  # month and day


def suggested_day(today: date) -> date:
    """By when what is left to do can be done: in two weeks, and never at a weekend, at Christmas or at New Year."""
    day = today + timedelta(days=14)
    while day.isoweekday() > 5 or (day.month, day.day) in _HOLIDAYS:
        day += timedelta(days=1)
    return day


@frozen(kw_only=True)
class ActionLine:
    """One line of the list of what is left to do."""

    key: ActionKey
    text: str
    account: Account | None  # None for the person
    due: date | None
    done: date | None  # since when, as its owner says
    gain: int
    lifts: int | None


def hand_in(session: AuditSession, way: HandInWay) -> None:
    """Record that the owner has handed it in. Raises DraftTrouble."""
    session.keep_signed(evolve(session.audit, handed_in=HandInNote(way=way, on=session.today)))


def remind(session: AuditSession, days: Mapping[ActionKey, date | None]) -> None:
    """By when these are to be done; None takes a date away. The attestation stays as it is. Raises DraftTrouble."""
    session.keep_signed(evolve(session.audit, reminders={**session.audit.reminders, **days}))


def mark_done(session: AuditSession, key: ActionKey, *, done: bool) -> None:
    """Record that the owner has done it, or has not after all. The attestation does not change. Raises DraftTrouble."""
    others = {each: day for each, day in session.audit.done.items() if each != key}
    session.keep_signed(evolve(session.audit, done={**others, key: session.today} if done else others))


def date_all(session: AuditSession) -> None:
    """Before the signature: two weeks for every open action without a date, so that the document says when."""
    soon = {action.key: suggested_day(session.today) for action in session.actions() if action.due is None}
    session.change(evolve(session.audit, due={**session.audit.due, **soon}))


def file_name(session: AuditSession) -> str:
    """A name for the attestation that sorts well: "Privacy attestation 2026-11-20 Sam Lee.pdf"."""
    audit = session.audit
    name = audit.person.name if audit.person else ""
    on = audit.signed.on if audit.signed else session.today
    safe = "".join(char if char.isalnum() or char in " -'" else " " for char in name)
    return " ".join(f"Privacy attestation {on.isoformat()} {safe}".split())[:120] + ".pdf"


def save_copy(pdf: bytes, to: Path) -> None:
    """Write the attestation where its owner wants it, whole or not at all. Raises NotWritten."""
    write_whole(to, pdf)


def email_draft(session: AuditSession, pdf: bytes, to: str = "") -> bytes:
    """A draft (.eml) with the attestation attached, for any mail program; nothing is sent."""
    audit = session.audit
    name = audit.person.name if audit.person else ""
    return letter(
        subject=_("Privacy attestation: {name}", name=_one_line(name)),
        text=_(
            "Dear colleague,\n\n"
            "please find my signed privacy attestation attached. "
            "It states what I declared under the school's policy on social media.\n\n"
            "Kind regards\n{name}\n",
            name=_one_line(name),
        ),
        attached=(file_name(session), pdf),
        to=to,
    )


def letter(*, subject: str, text: str, attached: tuple[str, bytes] | None = None, to: str = "") -> bytes:
    """A draft (.eml) for any mail program; nothing is sent. `attached` is a file's name and its bytes."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _one_line(subject)
    message["X-Unsent"] = "1"  # mail programs open it as a draft
    if to:
        message["To"] = _addressed(_one_line(to))
    message.set_content(text)
    if attached is not None:
        name, content = attached
        kind = "pdf" if name.endswith(".pdf") else "octet-stream"
        message.add_attachment(content, maintype="application", subtype=kind, filename=name)
    return message.as_bytes()


def _addressed(to: str) -> str:
    try:
        return plain_address(to)
    except NoMailAddress:  # with a name beside it, or wrong: whoever sends the draft sees it
        return to


def calendar(session: AuditSession) -> bytes:
    """Reminders (.ics): each open action that has a date, and next year's review. They name no account."""
    audit = session.audit
    dated = [(line.due, line.text) for line in action_lines(session) if line.due and not line.done]
    signed_on = audit.signed.on if audit.signed else session.today
    days = [*dated, (signed_on + REVIEW_AFTER, _("This year's privacy review is due"))]
    named = (
        CalendarDay(identifier=f"{audit.id}-{number}", day=day, text=text) for number, (day, text) in enumerate(days)
    )
    return calendar_file(named, signed_on)


def action_lines(session: AuditSession) -> tuple[ActionLine, ...]:
    """What was open when it was signed, also what is done since, with the accounts named as their owner names them."""
    return tuple(_line(session, action) for action in session.actions())


def _line(session: AuditSession, action: Action) -> ActionLine:
    finding = action.finding
    return ActionLine(
        text=action_text(finding),
        account=finding.account,
        due=session.audit.reminders.get(action.key, action.due),
        done=session.audit.done.get(action.key),
        key=action.key,
        gain=action.gain,
        lifts=action.lifts,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
