"""The ways to send a mailing: drafts, a mail merge, letters. Each is written first and recorded afterwards."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path

from attrs import frozen

from ..domain.campaign import Campaign
from ..domain.register_events import Event, Exported, Reminded
from ..domain.register_views import PersonRow
from ..domain.vocabulary import Dispatch, DraftsSent, SchoolFileVersion, SendKind, SendWay
from ..i18n import _
from ..identity import SigningKey
from ..register import SchoolRegister
from ..reports.letters import Letter, MergeField, Paragraph, draw_letters, merge_document
from ..reports.report_sheet import Letterhead
from ..reports.spreadsheet import to_csv
from ..school.mails import Attached
from ..system import OutgoingFiles, Trouble, outgoing_files
from ..system.progress import UNWATCHED, WorkProgress
from .certificate_office import CertificateOffice
from .invitations import MadeInvitation
from .sending import SCHOOL_FILE, MailWriter, Outgoing, Recipient, file_name

_MARK = re.compile("\ue000(\\w+)\ue001")


@frozen(kw_only=True)
class MailMerge:
    """A list, and the document that it fills."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    paragraphs: Sequence[Paragraph]

    def list_file(self) -> bytes:
        """CSV in UTF-8 with its mark."""
        return to_csv(self.headings, self.rows)

    def document_file(self) -> bytes:
        """The `.docx`."""
        return merge_document(self.paragraphs)


def mail_merge(mails: Sequence[Outgoing], files: Sequence[str]) -> MailMerge:
    """Merge several mails; `files` are the names of the attachments, empty if nobody has one of their own."""
    columns: dict[str, list[str]] = {
        _("E-mail"): [each.to.person.member.email for each in mails],
        _("First name"): [each.to.person.member.first_name for each in mails],
        _("Last name"): [each.to.person.member.last_name for each in mails],
        _("Staff number"): [each.to.person.member.number for each in mails],
        _("Subject"): [each.subject for each in mails],
    }
    if any(files):
        columns[_("Attachment")] = list(files)
    named = _headings()
    paragraphs: list[Paragraph] = []
    for number, lines in enumerate(zip_longest(*(each.text.rstrip().split("\n") for each in mails), fillvalue=""), 1):
        marked = {_marked(line, each.personal) for line, each in zip(lines, mails, strict=True)}
        if len(marked) > 1:
            heading = _("Line {n}", n=number)
            columns[heading] = list(lines)
            paragraphs.append((MergeField(heading),))
            continue
        common = marked.pop()
        for fact in _MARK.findall(common):
            columns[named[fact]] = [each.personal[fact] for each in mails]
        paragraphs.append(_paragraph(common, named))
    rows = [list(row) for row in zip(*columns.values(), strict=True)]
    return MailMerge(headings=list(columns), rows=rows, paragraphs=paragraphs)


def _marked(line: str, personal: Mapping[str, str]) -> str:
    """With a mark for each fact of the person in it, the longest first."""
    for name, fact in sorted(personal.items(), key=lambda each: -len(each[1])):
        line = line.replace(fact, f"\ue000{name}\ue001")
    return line


def _paragraph(marked: str, named: Mapping[str, str]) -> Paragraph:
    parts = _MARK.split(marked)  # texts at even places, facts at odd ones
    return [MergeField(named[part]) if at % 2 else part for at, part in enumerate(parts) if part]


def _headings() -> Mapping[str, str]:
    return {
        "name": _("Name"),
        "due": _("Due"),
        "expires": _("Code works until"),
        "until": _("Valid until"),
        "signed": _("Signed on"),
    }


Put = Callable[[Outgoing, OutgoingFiles], None]
Make = Callable[[Recipient, SendWay, Put, OutgoingFiles], Outgoing]
INVITATION = "invitation.pwinvite"


class SomeSent(Trouble):
    """Inviting stopped half-way: `made` are recorded and have their files, and their slips have to be printed."""

    def __init__(self, made: "Sequence[Outgoing]", trouble: Trouble) -> None:
        super().__init__(made, trouble)
        self.made = made
        self.trouble = trouble

    def __str__(self) -> str:
        """The sentence for the reader."""
        return str(self.trouble)


@frozen(kw_only=True)
class Mailing:
    """One kind of mail to some people; `make` makes each and puts it in its place."""

    kind: SendKind
    campaign: Campaign | None
    to: Sequence[Recipient]
    make: Make
    today: date


def plainly(writer: MailWriter) -> Make:
    """Each mail as its writer writes it."""

    def make(to: Recipient, way: SendWay, put: Put, files: OutgoingFiles) -> Outgoing:
        written = writer.write(to, way)
        put(written, files)
        return written

    return make


def inviting(writer: MailWriter, office: CertificateOffice, officer: SigningKey, campaign: Campaign) -> Make:
    """Each with an invitation of its own, which is on record once its file is on the disk."""
    invite = office.inviting(officer, campaign)

    def make(to: Recipient, way: SendWay, put: Put, _files: OutgoingFiles) -> Outgoing:
        def of(made: MadeInvitation) -> Outgoing:
            own = Attached(name=INVITATION, content=made.file)
            return writer.write(to, way, (own,), made.invitation.expires.date(), made.slip)

        return of(invite(to.person, lambda made, files: put(of(made), files)))

    return make


def write_drafts(
    register: SchoolRegister, mailing: Mailing, folder: Path, progress: WorkProgress = UNWATCHED
) -> Sequence[Outgoing]:
    """A draft for each. Raises NotWritten, SomeSent, MailFault, RegisterTrouble."""

    def put(each: Outgoing, files: OutgoingFiles) -> None:
        files.private(folder / f"{file_name(each.to.person)}.eml", each.draft())

    return _sent(register, mailing, SendWay.DRAFT, put, progress)


def write_merge(
    register: SchoolRegister, mailing: Mailing, folder: Path, progress: WorkProgress = UNWATCHED
) -> Sequence[Outgoing]:
    """A list (CSV in UTF-8 with its mark), a document with merge fields (`.docx`), and the attachments. Raises as
    `write_drafts` does.
    """

    def finish(made: Sequence[Outgoing], files: OutgoingFiles) -> None:
        merge = mail_merge(made, [next(iter(each.own_files), "") for each in made])
        name = _unused(folder, f"mail merge {mailing.kind}", (".csv", ".docx"))
        files.private(folder / f"{name}.csv", merge.list_file())
        files.private(folder / f"{name}.docx", merge.document_file())

    return _sent(register, mailing, SendWay.MERGE, _files_into(folder), progress, finish)


def write_letters(
    register: SchoolRegister,
    mailing: Mailing,
    file: Path,
    head: Letterhead,
    now: datetime,
    progress: WorkProgress = UNWATCHED,
) -> Sequence[Outgoing]:
    """A letter for each, one page each in one PDF, with what would be attached to a mail beside it. Raises as
    `write_drafts`.
    """

    def finish(made: Sequence[Outgoing], files: OutgoingFiles) -> None:
        known_by = Counter(_known_by(each.to.person) for each in made)
        letters = [_letter(each, is_alone=known_by[_known_by(each.to.person)] == 1) for each in made]
        files.private(file, draw_letters(letters, head, now))

    return _sent(register, mailing, SendWay.LETTER, _files_into(file.parent), progress, finish)


def letters_file(folder: Path, kind: SendKind, count: int, *, without_address: bool) -> Path:
    """Where letters of a kind go; the name says to how many. Others, which may not be printed yet, stay."""
    to = f"{count} without address" if without_address else f"{count}"
    return folder / f"{_unused(folder, f'{_LETTERS[kind]} for {to}', ('.pdf',))}.pdf"


_LETTERS = {
    SendKind.ASK: "letters",
    SendKind.INVITE: "invitation letters",
    SendKind.REMIND: "reminder letters",
    SendKind.CERTIFICATES: "letters about certificates",
    SendKind.COPIES: "letters about copies",
    SendKind.SEND_BACKS: "letters about what was sent back",
    SendKind.ACTIONS: "letters about what is to be done",
}


def record_sent(
    register: SchoolRegister,
    kind: SendKind,
    campaign: str,
    to: Mapping[str, SchoolFileVersion | None],
    how: SendWay,
    today: date,
) -> None:
    """Record what was written or sent, and of each person the school file that went with it. Nobody is recorded twice
    as reminded on one day: what else was written for them is recorded as such.
    """
    with register.staff.acting() as act:
        last = {each.number: each.on for each in act.reminders(campaign)} if kind is SendKind.REMIND else {}
        already = {row.person for row in act.people() if last.get(row.member.key) == today}
        events: list[Event] = []
        for person, file in to.items():
            written, *with_it = dispatched(kind, how, person, file)
            if kind is SendKind.REMIND and person not in already:
                written = Reminded(person=person, campaign=campaign, on=today, how=how.value)
            events += (written, *with_it)
        act.record(events)


def dispatched(kind: SendKind, how: SendWay, person: str, file: SchoolFileVersion | None) -> Sequence[Event]:
    """What goes on record of one person for whom something was written, and of the school file that went with it."""
    said = [Dispatch(kind=kind, way=how).text(), *([file.text()] if file is not None else [])]
    return [Exported(what=each, rows=1, person=person) for each in said]


def record_drafts_sent(register: SchoolRegister, kind: SendKind, people: Collection[str]) -> None:
    """Record that the drafts of a kind were sent to these people. Raises RegisterTrouble."""
    what = DraftsSent(kind=kind).text()
    with register.staff.acting() as act:
        act.record([Exported(what=what, rows=1, person=each) for each in people])


def _sent(
    register: SchoolRegister,
    mailing: Mailing,
    how: SendWay,
    put: Put,
    progress: WorkProgress,
    finish: Callable[[Sequence[Outgoing], OutgoingFiles], None] = lambda _made, _files: None,
) -> Sequence[Outgoing]:
    """Written for all and on record, or for nobody; of invitations, and where the officer stops, those made stay."""

    def on_record(made: Sequence[Outgoing], files: OutgoingFiles) -> None:
        finish(made, files)
        campaign = mailing.campaign.id if mailing.campaign is not None else ""
        to = {each.to.person.person: each.school_file for each in made}
        record_sent(register, mailing.kind, campaign, to, how, mailing.today)

    return write_mailing(mailing, how, put, progress, on_record)


def write_mailing(
    mailing: Mailing,
    how: SendWay,
    put: Put,
    progress: WorkProgress,
    finish: Callable[[Sequence[Outgoing], OutgoingFiles], None] = lambda _made, _files: None,
) -> Sequence[Outgoing]:
    """Make what is for each, and `put` it: for all, or for nobody.

    Of invitations, and where the officer stops, those made stay. `finish` may still fail: then nothing stays. Raises
    SomeSent, NotWritten, MailFault.
    """
    made, trouble = list[Outgoing](), None
    with outgoing_files() as files:
        for to in mailing.to:
            if progress.stopped():
                break
            try:
                made.append(mailing.make(to, how, put, files))
            except Trouble as found:
                if not made or mailing.kind is not SendKind.INVITE:
                    raise  # what was written is taken back: nothing of it is on record
                trouble = found
                break
            progress.came(len(made), len(mailing.to))
        if made:
            finish(made, files)
    if trouble is not None:
        raise SomeSent(made, trouble) from trouble
    return made


def _files_into(folder: Path) -> Put:
    def put(each: Outgoing, files: OutgoingFiles) -> None:
        for name, content in each.own_files.items():
            files.private(folder / name, content)
        for common in each.attached:
            if common.name == SCHOOL_FILE and not (folder / SCHOOL_FILE).exists():
                files.private(folder / SCHOOL_FILE, common.content)

    return put


def _unused(folder: Path, name: str, endings: Sequence[str]) -> str:
    """The name, or one with a number if a file already has it."""
    names = (name, *(f"{name} ({number})" for number in range(2, 10_000)))
    return next(each for each in names if not any((folder / f"{each}{ending}").exists() for ending in endings))


def _letter(each: Outgoing, *, is_alone: bool) -> Letter:
    """The staff number tells two of the same name and role apart, and is nobody's business else."""
    member = each.to.person.member
    return Letter(
        name=member.name,
        about=" · ".join(part for part in (member.role, "" if is_alone else member.number) if part),
        subject=each.subject,
        text=each.text,
        opens_file=any(file.name == SCHOOL_FILE for file in each.attached),
    )


def _known_by(person: PersonRow) -> tuple[str, str]:
    return person.member.name.casefold(), person.member.role.casefold()
