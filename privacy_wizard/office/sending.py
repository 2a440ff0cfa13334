"""What leaves for many people at once: prepared as one list, then written as drafts or as a list for a mail merge.

Nothing is sent by the program. What is sent is written first and put on record then; whoever has no address is named.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path

from attrs import field, frozen

from ..domain.campaign import Campaign
from ..domain.names import occasion_name
from ..domain.register_events import Event, Exported, Reminded
from ..domain.register_views import PersonRow
from ..i18n import _, long_date
from ..register import SchoolRegister
from ..reports.spreadsheet import to_csv
from ..school.errors import MailFault
from ..school.mails import Attached, Fact, MailKind, mail_draft, shipped_mail_wording
from ..system import outgoing_files

SCHOOL_FILE = "school.pwschool"


class SendKind(StrEnum):
    """What is sent."""

    ASK = "ask"
    REMIND = "remind"
    COPIES = "copies"  # of countersigned attestations


@frozen(kw_only=True)
class Sender:
    """In whose name."""

    school: str
    officer: str
    program: str  # a line on how staff get the program
    school_file: bytes = field(default=b"", repr=False)  # goes with what asks


@frozen(kw_only=True)
class Outgoing:
    """One person's mail; without an address `draft` is None, and the text is to be printed."""

    person: PersonRow
    subject: str
    text: str
    draft: bytes | None = field(repr=False)


def prepare(
    kind: SendKind, people: Iterable[tuple[PersonRow, date | None]], campaign: Campaign, sender: Sender, today: date
) -> Sequence[Outgoing]:
    """What each would get, with the day by which they are asked; nothing is written. Raises MailFault."""
    return [_outgoing(kind, person, due, campaign, sender, today) for person, due in people]


def write_drafts(
    register: SchoolRegister,
    kind: SendKind,
    outgoing: Sequence[Outgoing],
    campaign: Campaign,
    folder: Path,
    today: date,
    on_progress: Callable[[int], None] = lambda _done: None,
) -> int:
    """A draft for each person with an address, into a folder; how many. On record afterwards. Raises NotWritten."""
    written = [each for each in outgoing if each.draft is not None]
    with outgoing_files() as files:
        for done, each in enumerate(written, 1):
            if each.draft is not None:
                files.private(folder / f"{file_name(each.person)}.eml", each.draft)
            on_progress(done)
        _record(register, kind, written, campaign, today, "e-mail draft")
    return len(written)


def write_merge(
    register: SchoolRegister,
    kind: SendKind,
    outgoing: Sequence[Outgoing],
    campaign: Campaign,
    file: Path,
    today: date,
) -> int:
    """A list for a mail merge (CSV in UTF-8 with its mark), a row for each with an address. Raises NotWritten."""
    rows = [each for each in outgoing if each.draft is not None]
    headings = (_("E-mail"), _("First name"), _("Last name"), _("Staff number"), _("Subject"), _("Text"))
    table = [
        (
            each.person.member.email,
            each.person.member.first_name,
            each.person.member.last_name,
            each.person.member.number,
            each.subject,
            each.text,
        )
        for each in rows
    ]
    with outgoing_files() as files:
        files.private(file, to_csv(headings, table))
        _record(register, kind, rows, campaign, today, "mail merge")
    return len(rows)


def _outgoing(
    kind: SendKind, person: PersonRow, due: date | None, campaign: Campaign, sender: Sender, today: date
) -> Outgoing:
    facts: dict[str, Fact] = {
        "name": person.member.name,
        "school": sender.school,
        "occasion": occasion_name(campaign.occasion).lower(),
        "due": long_date(due) if due is not None else "",
        "officer": sender.officer,
    }
    mail, attached = MailKind.REMINDER, tuple[Attached, ...]()
    if kind is SendKind.ASK:
        mail, facts["program"] = MailKind.ASK, sender.program
        attached = (Attached(name=SCHOOL_FILE, content=sender.school_file),) if sender.school_file else ()
    else:
        facts["overdue"] = due is not None and due < today
    wording = shipped_mail_wording(mail)
    subject, text = wording.subject(facts), wording.text(facts)
    try:
        draft: bytes | None = mail_draft(mail, person.member.email, facts, attached, wording)
    except MailFault:
        draft = None  # there is no address, or none that a mail can go to
    return Outgoing(person=person, subject=subject, text=text, draft=draft)


def _record(
    register: SchoolRegister, kind: SendKind, sent: Sequence[Outgoing], campaign: Campaign, today: date, how: str
) -> None:
    """Whoever was reminded today already, as by another officer, is not put down twice."""
    if not sent:
        return
    with register.staff.acting() as act:
        last = {each.number: each.on for each in act.reminders(campaign.id)}
        new = [each for each in sent if last.get(each.person.member.key) != today]
        events: list[Event] = [Exported(what=f"{kind.value}: {how}", rows=len(sent))]
        if kind is SendKind.REMIND:
            events += [Reminded(person=each.person.person, campaign=campaign.id, on=today, how=how) for each in new]
        act.record(events)


def file_name(person: PersonRow) -> str:
    """Fit for every system, and people's names."""
    found = unicodedata.normalize("NFKC", f"{person.member.name} {person.member.number}")
    return re.sub(r"[^\w -]", "_", found)[:120].strip() or "_"
