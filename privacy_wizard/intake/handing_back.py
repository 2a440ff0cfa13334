"""Copies that leave the register: back to the attestor, into the personnel system, into a folder per person."""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from pathlib import Path

from attrs import frozen

from ..attestation.phrases import long_date
from ..domain.register_events import AttestationStanding, Exported
from ..domain.register_views import AttestationRow, PersonRow
from ..domain.vocabulary import Dispatch, ExportKind, SendKind, SendWay
from ..i18n import Message, _
from ..register import RegisterTrouble, SchoolRegister, queries
from ..school.mails import Attached, MailKind, MailWording, mail_draft
from ..system import NotWritten, OutgoingFiles, Trouble, holds, outgoing_files

DEFAULT_PATTERN = "{number} {last} {first} {date} privacy attestation"
FIELDS = ("number", "first", "last", "date", "year", "campaign", "score", "school", "identifier")
_SLOT = re.compile(r"\{([^{}]*)\}")
_NOT_IN_NAMES = re.compile('[\x00-\x1f<>:"/\\\\|?*\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]+')
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_LONGEST = 120


class BadPattern(Trouble):
    """A pattern for file names cannot be used."""

    sentence = Message(
        "This pattern for file names cannot be used: {found}. These may go in braces: {fields}. "
        "It needs at least the number or the identifier, so that no two files share a name."
    )

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found, self.fields = found, ", ".join(FIELDS)


class NotHandedBack(Enum):
    """Why there is no copy, or no mail with one."""

    NOT_ACCEPTED = Message(
        "Only accepted attestations of people on the staff list can be passed on. Nothing was written. "
        "Decide on it first."
    )
    NO_ADDRESS = Message(
        "The staff list has no e-mail address for this person, so no mail was made. Enter it, or write the "
        "copy into a folder."
    )


class NoCopy(Trouble):
    """There is nothing to hand back."""

    def __init__(self, reason: NotHandedBack) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return str(self.reason.value)


@frozen(kw_only=True)
class Copy:
    """A file on its way out."""

    row: AttestationRow
    person: PersonRow
    content: bytes
    file_name: str


@frozen(kw_only=True)
class WrittenCopy:
    """What became of one file on its way out; `path` None: it was not written, and `problem` says why."""

    attestation: str
    path: Path | None = None
    problem: str = ""


@frozen(kw_only=True)
class HandingBack:
    """Copies from the register of one school."""

    register: SchoolRegister
    school_name: str
    pattern: str = DEFAULT_PATTERN

    def __attrs_post_init__(self) -> None:
        check_pattern(self.pattern)

    def copy(self, attestation: str) -> Copy:
        """The countersigned file, or the attestor's own where nobody has countersigned. Raises NoCopy."""
        found = self._accepted(attestation)
        if found.row.on_paper:
            raise NoCopy(NotHandedBack.NOT_ACCEPTED)
        return found

    def _accepted(self, attestation: str) -> Copy:
        with self.register.reading() as connection:
            row = queries.attestation_by_id(connection, self.register.school, attestation)
            person = queries.person_by_id(connection, self.register.school, row.person) if row and row.person else None
        if row is None or person is None or row.standing is not AttestationStanding.ACCEPTED:
            raise NoCopy(NotHandedBack.NOT_ACCEPTED)
        content = self.register.document(row.countersigned or attestation)
        ending = Path(row.file_name).suffix.lower() if row.on_paper else ".pdf"
        return Copy(row=row, person=person, content=content, file_name=f"{self._stem(row, person)}{ending}")

    def to_folder(self, attestations: Iterable[str], folder: Path) -> list[Path]:
        """Each file into one folder, under its own name, and on record. Raises NoCopy, NotWritten."""
        return self._write([(folder, self.copy(each)) for each in attestations], ExportKind.COPIES.value)

    def to_folders_of_people(self, attestations: Iterable[str], folder: Path) -> list[Path]:
        """Each file into the folder of its person. Raises NoCopy, NotWritten."""
        copies = [self.copy(each) for each in attestations]
        return self._write(
            [(folder / folder_name(each.person), each) for each in copies], ExportKind.COPIES_BY_PERSON.value
        )

    def each_into_folders(self, attestations: Sequence[str], folder: Path) -> Iterator[WrittenCopy]:
        """One after the other into the folders of their people, scans of papers among them; stop asking to stop.

        What is wrong with one stops none of the others. What was written is on record at the end, however it ends.
        Raises NotWritten when the disk is full or the folder cannot be written to.
        """
        files = OutgoingFiles()
        try:
            for attestation in attestations:
                try:
                    copy = self._accepted(attestation)
                except (NoCopy, RegisterTrouble) as trouble:
                    yield WrittenCopy(attestation=attestation, problem=str(trouble))
                    continue
                path = _write(folder / folder_name(copy.person), copy, files)
                yield WrittenCopy(attestation=attestation, path=path)
        finally:
            self._record(files, ExportKind.COPIES_BY_PERSON.value)

    def _record(self, files: OutgoingFiles, what: str) -> None:
        """Record that the files left; what cannot be recorded is taken back."""
        if not files.written:
            return
        try:
            with self.register.session() as act:
                act.record(Exported(what=what, rows=len(files.written)))
        except BaseException:
            files.take_back()
            raise

    def draft(self, attestation: str, out: Path, officer: str) -> bytes:
        """Write the draft of a mail with the copy, and put it on record. Raises NoCopy, MailFault, NotWritten."""
        copy, mail = self.copy(attestation), self.mail(attestation, officer)
        with outgoing_files() as files:
            files.private(out, mail)
            self._record_drafts([copy])
        return mail

    def to_drafts(self, attestations: Iterable[str], folder: Path, officer: str) -> list[Path]:
        """A draft for each into one folder, all of them or none. Raises as `draft` does."""
        copies = [self.copy(each) for each in attestations]
        with outgoing_files() as files:
            for each in copies:
                mail = self.mail(each.row.attestation, officer)
                files.private(_free(folder / f"{each.file_name.removesuffix('.pdf')}.eml", mail), mail)
            self._record_drafts(copies)
        return files.written

    def _record_drafts(self, copies: Iterable[Copy]) -> None:
        what = Dispatch(kind=SendKind.COPIES, way=SendWay.DRAFT).text()
        with self.register.session() as act:
            act.record_all(Exported(what=what, rows=1, person=each.person.person) for each in copies)

    def mail(self, attestation: str, officer: str, wording: MailWording | None = None) -> bytes:
        """The draft of a mail with the copy, for the attestor. Raises NoCopy, MailFault."""
        copy = self.copy(attestation)
        if not copy.person.member.email:
            raise NoCopy(NotHandedBack.NO_ADDRESS)
        signed = copy.row.signed
        facts: dict[str, str | bool] = {
            "name": copy.person.member.name,
            "school": self.school_name,
            "occasion": self._occasion(copy.row),
            "signed": long_date(signed.date()) if signed else "",
            "attached": True,
            "officer": officer,
        }
        return mail_draft(MailKind.COPY, copy.person.member.email, facts, (_attached(copy),), wording)

    def attached(self, attestation: str) -> Attached:
        """The copy as it goes with a mail. Raises NoCopy."""
        return _attached(self.copy(attestation))

    def _occasion(self, row: AttestationRow) -> str:
        campaigns = self.register.campaigns()
        return next((each.title for each in campaigns if each.id == row.campaign), _("your privacy check"))

    def _write(self, copies: Sequence[tuple[Path, Copy]], what: str) -> list[Path]:
        """All of them, and then on record; none where one cannot be written."""
        with outgoing_files() as files:
            written = [_write(folder, copy, files) for folder, copy in copies]
            with self.register.session() as act:
                act.record(Exported(what=what, rows=len(copies)))
        return written

    def _stem(self, row: AttestationRow, person: PersonRow) -> str:
        audited = row.audited or row.received.date()
        values = {
            "number": person.member.number,
            "first": person.member.first_name,
            "last": person.member.last_name,
            "date": audited.isoformat(),
            "year": str(audited.year),
            "campaign": row.campaign or "",
            "score": "" if row.score is None else str(row.score),
            "school": self.register.school,
            "identifier": row.identifier,
        }
        return safe_name(_SLOT.sub(lambda found: values[found[1]], self.pattern))


def _attached(copy: Copy) -> Attached:
    return Attached(name=copy.file_name, content=copy.content, media_type="application/pdf")


def check_pattern(pattern: str) -> None:
    """Refuse a pattern for file names that cannot be used. Raises BadPattern."""
    named = _SLOT.findall(pattern)
    rest = _SLOT.sub("", pattern)
    unknown = [each for each in named if each not in FIELDS]
    if unknown or "{" in rest or "}" in rest:
        raise BadPattern(unknown[0] if unknown else _("a brace that is not closed"))
    if not {"number", "identifier"} & set(named):
        raise BadPattern(pattern)
    if _NOT_IN_NAMES.search(rest):
        raise BadPattern(_("a character that no file name may have"))


def safe_name(name: str) -> str:
    """A name that is one file in one folder on every system, whatever people are called."""
    cleaned = " ".join(_NOT_IN_NAMES.sub("_", name).split())[:_LONGEST].strip(" .")
    return f"_{cleaned}" if _RESERVED.fullmatch(cleaned) else cleaned or "attestation"


def folder_name(person: PersonRow) -> str:
    """The folder of one person."""
    return safe_name(f"{person.member.number} {person.member.last_name} {person.member.first_name}")


def _write(folder: Path, copy: Copy, files: OutgoingFiles) -> Path:
    """Raises NotWritten."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = _free(folder / copy.file_name, copy.content)
    except OSError as error:
        raise NotWritten(folder, error) from error
    files.private(path, copy.content)  # it is about one person: others open it only where they are let
    return path


def _free(path: Path, content: bytes) -> Path:
    """The path, or one with a number where another file has that name; the same file again keeps its own."""
    found, number = path, 1
    while found.exists() and not holds(found, content):
        number += 1
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return found
