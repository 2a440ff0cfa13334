"""What is sent to many people, one mail each; people without an address get a letter."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import PurePath

from attrs import field, frozen

from ..domain.campaign import Campaign
from ..domain.names import occasion_name
from ..domain.register_views import AttestationRow, CertificateRow, PersonRow
from ..domain.vocabulary import Occasion, SchoolFileVersion, SendKind, SendWay
from ..i18n import Message, long_date, ngettext
from ..reports.slip import Slip
from ..school.mails import FACT_LIMIT, Attached, Fact, MailKind, mail_draft, shipped_mail_wording
from ..school.profile_file import read_profile
from ..system.mail_address import NoMailAddress, plain_address
from .open_actions import OpenAction, dated
from .sent_record import Written

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
