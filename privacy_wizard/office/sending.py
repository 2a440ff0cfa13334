"""What is sent to many people, one mail each; people without an address get a letter. What was sent to whom stands in
the register.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import PurePath

from attrs import evolve, field, frozen

from ..domain.campaign import Campaign
from ..domain.names import occasion_name
from ..domain.register_events import EventKind, Exported, Reminded
from ..domain.register_views import AttestationRow, CertificateRow, PersonRow
from ..domain.staff import StaffMember
from ..domain.vocabulary import Dispatch, DraftsSent, Occasion, SchoolFileVersion, SendKind, SendWay
from ..i18n import Message, local_time, long_date, ngettext
from ..register import SchoolRegister
from ..reports.letters import Slip
from ..school.mails import FACT_LIMIT, Attached, Fact, MailKind, mail_draft, shipped_mail_wording
from ..school.profile_file import read_profile
from ..system import Trouble
from ..system.mail_address import NoMailAddress, plain_address
from .open_actions import OpenAction, dated

_MOST = 20_000
_AS_DRAFTS = (SendWay.DRAFT, SendWay.MERGE)  # the ways after which somebody has to send it from a mail program


@frozen(kw_only=True)
class Written:
    """A mail or letter, written for one person."""

    kind: SendKind
    on: date
    way: SendWay | None  # None where an earlier version did not say
    campaign: str | None = None  # of a reminder; of others it is not on record
    sent: date | None = None  # when a draft was sent, if somebody said so

    @property
    def is_draft(self) -> bool:
        """Whether it still has to be sent from a mail program."""
        return self.way in _AS_DRAFTS and self.sent is None


@frozen(kw_only=True)
class SentRecord:
    """Of everyone of one school."""

    written: Mapping[str, Sequence[Written]]  # by person, the oldest first
    files: Mapping[str, SchoolFileVersion]  # the school file that each person was sent last, by person

    @classmethod
    def of(cls, register: SchoolRegister) -> "SentRecord":
        """Reads the whole record once. Raises RegisterTrouble."""
        written: defaultdict[str, list[Written]] = defaultdict(list)
        files: dict[str, SchoolFileVersion] = {}
        for record in reversed(register.records_of((EventKind.EXPORTED, EventKind.REMINDED), _MOST)):
            event, on = record.event, local_time(record.at).date()
            if isinstance(event, Reminded):
                way = _way(event.how)
                new = Written(kind=SendKind.REMIND, on=event.on, way=way, campaign=event.campaign)
                written[event.person] = _and(written[event.person], new)
            elif isinstance(event, Exported) and event.person is not None:
                if dispatch := Dispatch.recorded(event.what):
                    new = Written(kind=dispatch.kind, on=on, way=dispatch.way)
                    written[event.person] = _and(written[event.person], new)
                elif sent := DraftsSent.recorded(event.what):
                    written[event.person] = _with_sent(written[event.person], sent.kind, on)
                elif file := SchoolFileVersion.recorded(event.what):
                    files[event.person] = file
        return cls(written=written, files=files)

    def of_kind(self, person: str, kind: SendKind, since: date, campaign: str | None = None) -> Sequence[Written]:
        """The last of each way, in the order in which they were written. `campaign`: of reminders, which one."""
        last: dict[SendWay | None, Written] = {}
        for each in self.written.get(person, ()):
            if each.kind is kind and each.on >= since and each.campaign in (None, campaign):
                last.pop(each.way, None)
                last[each.way] = each
        return tuple(last.values())

    def was_reminded(self, person: str, campaign: str) -> bool:
        """Whether a reminder of just this campaign is on record; of a second one on one day it is not said which."""
        return any(each.campaign == campaign for each in self.written.get(person, ()))

    def written_on(self, day: date) -> Collection[str]:
        """Whom anything was written for on a day."""
        return {who for who, found in self.written.items() if any(each.on == day for each in found)}


def _and(found: Sequence[Written], new: Written) -> list[Written]:
    """What the server sent takes the place of the drafts of the same."""
    return [*(_with_sent(found, new.kind, new.on) if new.way is SendWay.SERVER else found), new]


def _with_sent(found: Sequence[Written], kind: SendKind, on: date) -> list[Written]:
    return [evolve(each, sent=on) if each.kind is kind and each.is_draft else each for each in found]


def _way(how: str) -> SendWay | None:
    return SendWay(how) if how in list(SendWay) else None


SCHOOL_FILE = "school.pwschool"
HOW_TO_GET_IT = Message("Privacy Wizard is on the school's computers. Ask the office if you do not find it.")
HOW_TO_GET_FILE = Message(
    "Ask the office for the school's file: you get it on a memory stick, or from a folder that you can open."
)

_WORDINGS = {
    SendKind.ASK: MailKind.ASK,
    SendKind.INVITE: MailKind.INVITATION,
    SendKind.REMIND: MailKind.REMINDER,
    SendKind.CERTIFICATES: MailKind.CERTIFICATE,
    SendKind.COPIES: MailKind.COPY,
    SendKind.SEND_BACKS: MailKind.SEND_BACK,
    SendKind.ACTIONS: MailKind.ACTIONS,
}
_LONGEST_NAME = 180  # bytes of a file's name without its ending: systems take 255 of all of it
_LAST_LINE = 100  # letters of the one that says how many are left out
_ATTACHING = (SendWay.DRAFT, SendWay.SERVER)  # the ways in which files go with what is written
_PERSONAL = ("name", "due", "expires", "until", "signed")  # the facts that differ from person to person


@frozen(kw_only=True)
class Sender:
    """In whose name mails are sent."""

    school: str  # as people know it
    officer: str
    program: str = str(HOW_TO_GET_IT)  # a line on how staff get the program
    file: str = str(HOW_TO_GET_FILE)  # a line on how they get the school's file where nothing is attached


@frozen(kw_only=True)
class Recipient:
    """One person to write to, and what it concerns."""

    person: PersonRow
    due: date | None = None
    got: Sequence[Written] = ()  # the same, written for them already: the last of each way
    is_asked: bool = True  # whoever was not gets what asks them in the place of a reminder
    holds_earlier_file: bool = False  # the school file that they were sent says something else than the present one
    attestation: AttestationRow | None = None
    certificate: CertificateRow | None = None
    actions: Sequence[OpenAction] = ()

    @property
    def is_next(self) -> bool:
        """Whether it is to be written for them now, unless somebody says otherwise."""
        return not self.got or self.holds_earlier_file

    @property
    def has_address(self) -> bool:
        """Whether a mail can go to them."""
        try:
            plain_address(self.person.member.email)
        except NoMailAddress:
            return False
        return True


@frozen(kw_only=True)
class Outgoing:
    """What one person is sent."""

    to: Recipient
    kind: MailKind
    facts: Mapping[str, Fact] = field(repr=False)
    attached: Sequence[Attached] = field(default=(), repr=False)
    slip: Slip | None = None  # with the one-time code of an invitation

    @property
    def own_files(self) -> Mapping[str, bytes]:
        """Attachments of theirs alone, named after the person, in names that suit every system."""
        own = [each for each in self.attached if each.name != SCHOOL_FILE]
        return {f"{file_name(self.to.person)}{PurePath(each.name).suffix}": each.content for each in own}

    @property
    def school_file(self) -> SchoolFileVersion | None:
        """What the school's file says that goes with it; None if none does."""
        return school_file_version(self.attached)

    @property
    def subject(self) -> str:
        """One line."""
        return shipped_mail_wording(self.kind).subject(self.facts)

    @property
    def text(self) -> str:
        """The text, with its paragraphs."""
        return shipped_mail_wording(self.kind).text(self.facts)

    @property
    def personal(self) -> Mapping[str, str]:
        """What differs from person to person, by the name of the fact."""
        return {name: str(self.facts[name]) for name in _PERSONAL if self.facts.get(name)}

    def draft(self) -> bytes:
        """The mail (`.eml`). Raises MailFault."""
        return mail_draft(self.kind, self.to.person.member.email, self.facts, tuple(self.attached))


@frozen(kw_only=True)
class MailWriter:
    """Writes one kind of mail in somebody's name; `attach` gives the files attached to each."""

    kind: SendKind
    campaign: Campaign | None
    sender: Sender
    today: date
    attach: Callable[[Recipient], Sequence[Attached]] = lambda _to: ()

    def write(
        self,
        to: Recipient,
        way: SendWay,
        own: Sequence[Attached] = (),
        expires: date | None = None,
        slip: Slip | None = None,
    ) -> Outgoing:
        """What this person gets, in words that are true of the way in which it leaves; `own` are files made for them
        alone. Raises what `attach` raises.
        """
        facts: dict[str, Fact] = {
            "name": to.person.member.name,
            "school": self.sender.school,
            "officer": self.sender.officer,
            **self._about(to, is_attached=way in _ATTACHING),
        }
        if self.kind is SendKind.INVITE:
            facts |= {"expires": long_date(expires) if expires else "…", "has_code": True}
        kind = _WORDINGS[self._kind(to)]
        return Outgoing(to=to, kind=kind, facts=facts, attached=(*own, *self.attach(to)), slip=slip)

    def _kind(self, to: Recipient) -> SendKind:
        return SendKind.ASK if self.kind is SendKind.REMIND and not to.is_asked else self.kind

    def _about(self, to: Recipient, *, is_attached: bool) -> dict[str, Fact]:
        due = long_date(to.due) if to.due is not None else ""
        if self._kind(to) in (SendKind.ASK, SendKind.INVITE):
            lines: dict[str, Fact] = {"program": self.sender.program, "file": self.sender.file}
            return {"occasion": self._occasion, "due": due, "attached": is_attached, **lines}
        if self.kind is SendKind.CERTIFICATES:
            ends = to.certificate.ends if to.certificate is not None else None
            return {"until": long_date(ends.date()) if ends else "", "attached": is_attached}
        row = to.attestation
        signed = long_date(row.signed.date()) if row is not None and row.signed else ""
        if self.kind is SendKind.COPIES:
            return {"occasion": self._occasion, "signed": signed, "attached": is_attached}
        file: dict[str, Fact] = {
            "new_file": to.holds_earlier_file,
            "attached": is_attached,
            "file": self.sender.file,
            "occasion": self._occasion,
        }
        if self.kind is SendKind.REMIND:
            overdue = to.due is not None and to.due < self.today
            return {"due": due, "overdue": overdue, "program": self.sender.program, **file}
        if self.kind is SendKind.ACTIONS:
            return {"signed": signed, "actions": "\n".join(_lines(to.actions)), **file}
        return {"reason": row.decision if row is not None else "", "due": due, **file}

    @property
    def _occasion(self) -> str:
        """As the wordings know it: they choose between texts by it."""
        induction = self.campaign is not None and self.campaign.occasion is Occasion.INDUCTION
        return "induction" if induction else occasion_name(Occasion.ANNUAL_REVIEW).lower()


def school_file_version(attached: Sequence[Attached]) -> SchoolFileVersion | None:
    """What the school's file among these says; None if it is not among them. Raises NotThisKind."""
    found = next((each.content for each in attached if each.name == SCHOOL_FILE), None)
    return _version(found) if found is not None else None


@lru_cache(maxsize=2)
def _version(file: bytes) -> SchoolFileVersion:
    """One file goes with many mails."""
    return read_profile(file, lambda _signature, _content: None).version


def _lines(actions: Sequence[OpenAction]) -> Iterator[str]:
    """One for each, as far as a mail has room for them."""
    room = FACT_LIMIT - _LAST_LINE
    for at, each in enumerate(actions):
        line = f"– {dated(each.to_do, each.due)}"
        room -= len(line) + 1
        if room < 0:
            left = len(actions) - at
            yield ngettext(
                "– {n} more, as it stands on your attestation.", "– {n} more, as they stand on your attestation.", left
            )
            return
        yield line


def file_name(person: PersonRow) -> str:
    """A person's name as a file name on every system."""
    found = unicodedata.normalize("NFKC", f"{person.member.name} {person.member.number}")
    plain = re.sub(r"[^\w -]", "_", found)[:120].encode()[:_LONGEST_NAME].decode(errors="ignore")
    return plain.strip() or "_"


class NoAddress(Trouble):
    """The person has no e-mail address on the staff list."""

    sentence = Message(
        "It is sent back, but no mail was drafted: the staff list has no e-mail address for "
        "the person. Tell them yourself."
    )


def draft(
    who: StaffMember | None, reason: str, *, occasion: str, officer: str, school: str, new_file: Sequence[Attached] = ()
) -> bytes:
    """The draft (`.eml`). `new_file`: the school's, for whoever holds an earlier one. Raises NoAddress, MailFault."""
    if who is None or not who.email:
        raise NoAddress
    facts: dict[str, str | bool] = {
        "name": who.name,
        "school": school,
        "occasion": occasion,
        "reason": reason.strip(),
        "due": "",
        "officer": officer,
        **{"new_file": bool(new_file), "attached": True, "file": ""},
    }
    return mail_draft(MailKind.SEND_BACK, who.email, facts, tuple(new_file))
