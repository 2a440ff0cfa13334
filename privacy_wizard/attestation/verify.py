"""Examines a file from anywhere: is it an attestation of ours, unchanged, and does its page say what its data say?"""

from typing import TYPE_CHECKING

from attrs import define, field, frozen

from .faults import DrawingFault, LayoutUnknown
from .plain_pdf import Revision, Unpacker, read_plain
from .plain_values import Name, NotPlain, Stream, Text, Value
from .raw_signatures import RawLook, look
from .reasons import Reason
from .seal import Seal, SealFault, confirm, read_seal
from .statement import Statement, StatementFault, from_json, to_json

if TYPE_CHECKING:
    from .plain_wording import Declarations

_FIELDS = ("Attestor", "Officer")
_NOT_VALID = (Reason.SIGNATURE_DAMAGED, Reason.SIGNATURE_WRONG, Reason.TIME_STAMP_WRONG)


@frozen(kw_only=True)
class Doubt:
    """One thing that is wrong with a file, or that cannot be told."""

    reason: Reason
    detail: str = ""  # where or what, in a few words


@frozen(kw_only=True)
class Examination:
    """What the file itself shows; None stands for what could not be told."""

    intact: bool | None  # not a byte of what was signed is changed
    valid: bool | None  # the signatures are right
    covers_whole_file: bool | None
    page_agrees: bool | None  # the pages, and all else in the file, are those that the data give
    statement: Statement | None  # believe it only as far as the doubts allow
    attestor: Seal | None
    officer: Seal | None
    doubts: tuple[Doubt, ...]


def examine(source: bytes, own: "Declarations | None" = None) -> Examination:
    """Look at a file's bytes. Never raises for what is in them; time and memory are for the caller to limit.

    `own` gives the school's own wording of the declaration, where it has one.
    """
    inquiry = _Inquiry(source=source, raw=look(source), own=own)
    try:
        inquiry.run()
    except _Ended:
        pass
    except (MemoryError, RecursionError):
        inquiry.doubts.append(Doubt(reason=Reason.CRASHED, detail="The file asks for too much memory."))
    except Exception as fault:  # noqa: BLE001 - hostile input: whatever goes wrong is a reason to reject
        inquiry.doubts.append(Doubt(reason=Reason.CRASHED, detail=type(fault).__name__))
    return inquiry.result()


class _Ended(Exception):
    """There is no sense in looking further."""


@define
class _Inquiry:
    """Asks one thing after another and notes what it finds."""

    source: bytes
    raw: RawLook
    own: "Declarations | None"
    doubts: list[Doubt] = field(factory=list)
    revisions: tuple[Revision, ...] = ()
    statement: Statement | None = None
    attestor: Seal | None = None
    officer: Seal | None = None
    page_agrees: bool | None = None
    valid: bool | None = None

    def run(self) -> None:
        """Everything, in the order in which one answer allows the next question."""
        self._read()
        self._seals()
        self._data()
        self._belongs()
        self._wording()
        self._page()

    def result(self) -> Examination:
        """What was found."""
        newest = self.officer or self.attestor
        covers = newest.end == len(self.source) if newest else (self.raw.covers_all if self.raw.mentioned else None)
        broken = any(doubt.reason is Reason.NOT_INTACT for doubt in self.doubts)
        return Examination(
            intact=False if broken else (True if self.valid else self.raw.intact),
            valid=self.valid,
            covers_whole_file=covers,
            page_agrees=self.page_agrees,
            statement=self.statement,
            attestor=self.attestor,
            officer=self.officer,
            doubts=tuple(self.doubts),
        )

    def _end(self, reason: Reason, detail: str = "") -> None:
        self.doubts.append(Doubt(reason=reason, detail=detail))
        raise _Ended

    def _read(self) -> None:
        if not self.source.startswith(b"%PDF-"):
            self._end(Reason.NOT_A_PDF)
        try:
            self.revisions = read_plain(self.source)
        except NotPlain as fault:
            self._end(self._why_not_plain(), str(fault))

    def _why_not_plain(self) -> Reason:
        """What a reader wants to know first about a file that is not built as it should be."""
        if not self.raw.mentioned:
            return Reason.NOT_SIGNED
        if self.raw.intact is None:
            return Reason.SIGNATURE_DAMAGED
        if not self.raw.intact:
            return Reason.NOT_INTACT
        return Reason.NOT_PLAIN if self.raw.covers_all else Reason.CHANGED_AFTER_SIGNING

    def _seals(self) -> None:
        newest = self.revisions[-1]
        attestor, officer = (_signature(newest, name) for name in _FIELDS)
        if attestor is None:
            self._end(Reason.NOT_SIGNED)
        try:
            self.attestor = read_seal(self.source, attestor)
            self.officer = read_seal(self.source, officer) if officer is not None else None
            self._coverage(len(self.revisions) - (2 if officer is None else 3))
            confirm(self.source)
        except SealFault as fault:
            self.valid = False if fault.reason in _NOT_VALID else None
            self._end(fault.reason, fault.detail)
        except Exception as fault:  # noqa: BLE001 - pyHanko raises many things on hostile files
            self.valid = False
            self._end(Reason.SIGNATURE_WRONG, type(fault).__name__)
        self.valid = True

    def _coverage(self, surplus: int) -> None:
        """Each signature ends a revision: the drawn page, then the attestor's, then the officer's, and nothing more."""
        if surplus < 0:
            raise SealFault(Reason.NOT_PLAIN, "The file was not signed in the steps in which this program signs.")
        ends = [seal.end for seal in (self.attestor, self.officer) if seal]
        if surplus > 0 or ends != [revision.end for revision in self.revisions[1:]]:
            raise SealFault(Reason.CHANGED_AFTER_SIGNING, "Something was added to the file after it was signed.")

    def _data(self) -> None:
        document = _attached(self.revisions[1])
        if document is None:
            self._end(Reason.NO_DATA)
            return
        try:
            statement = from_json(document)
        except StatementFault as fault:
            self._end(Reason.DATA_WRONG, str(fault))
            return
        if to_json(statement) != document:
            self._end(Reason.DATA_WRONG, "the document is not written in the one way in which it may be written")
        self.statement = statement

    def _belongs(self) -> None:
        """The signature is that of the person whom the data name."""
        if self.statement is None or self.attestor is None:
            return
        if self.attestor.fingerprint != self.statement.key.fingerprint:
            self._doubt(Reason.OTHER_KEY)
        if self.attestor.identifier != self.statement.person.identifier:
            self._doubt(Reason.OTHER_PERSON)
        if self.attestor.signed_at != self.statement.created:
            self._doubt(Reason.TIMES_DIFFER)
        if self.officer is not None and self.officer.fingerprint == self.attestor.fingerprint:
            self._doubt(Reason.OFFICER_WRONG, "countersigned with the signer's own key")
        for seal in (self.attestor, self.officer):
            if seal is not None and not seal.valid_at(seal.moment):
                early = seal.moment < seal.certificate.not_valid_before_utc
                self._doubt(Reason.BEFORE_CERTIFICATE if early else Reason.CERTIFICATE_NOT_VALID_THEN, seal.name)

    def _wording(self) -> None:
        """The texts on the page are those that belong to these data, word for word."""
        from .plain_wording import DECLARATION, WordingUnknown, no_declaration, says_something, wording_difference

        if self.statement is None or self.attestor is None:
            return
        if not says_something(self.statement.wording.declaration):
            self._doubt(Reason.NO_DECLARATION)
            return
        try:
            stamped = self.attestor.time_stamp is not None
            key = wording_difference(self.statement, timestamped=stamped, own=self.own or no_declaration)
        except WordingUnknown:
            self._doubt(Reason.UNKNOWN_WORDING)
            return
        if key == DECLARATION:
            self._doubt(Reason.UNKNOWN_DECLARATION)
        elif key is not None:
            self._doubt(Reason.WORDING_DIFFERS, key)

    def _page(self) -> None:
        from .active_content import active_content
        from .drawn_again import attested

        if self.statement is None:
            return
        try:
            drawn = attested(self.statement)
        except LayoutUnknown as fault:
            self._doubt(Reason.UNKNOWN_LAYOUT, fault.version)
            if found := active_content(self.revisions[-1]):
                self._doubt(Reason.ACTIVE_CONTENT, found)
            return
        except DrawingFault as fault:
            self.page_agrees = False
            self._doubt(Reason.PAGE_DIFFERS, str(fault))
            return
        self.page_agrees = self._compare(drawn, Reason.PAGE_DIFFERS, 0, 1)
        if self.page_agrees and self.officer is not None:
            self._officers_part(drawn, self.officer)

    def _officers_part(self, drawn: bytes, officer: Seal) -> None:
        from .drawn_again import countersigned

        try:
            drawn = countersigned(drawn, officer.name, officer.signed_at)
        except DrawingFault as fault:
            self._doubt(Reason.OFFICER_WRONG, str(fault))
            return
        self._compare(drawn, Reason.OFFICER_WRONG, 2)

    def _compare(self, drawn: bytes, reason: Reason, *which: int) -> bool:
        """Hold revisions of the file against those of the document drawn again."""
        from .same_pages import difference

        again = read_plain(drawn)
        for number in which:
            try:
                place = difference(self.revisions[number], again[number])
            except NotPlain as fault:
                place = fault.problem
            if place is not None:
                self._doubt(reason, place)
                return False
        return True

    def _doubt(self, reason: Reason, detail: str = "") -> None:
        self.doubts.append(Doubt(reason=reason, detail=detail))


def _signature(revision: Revision, name: str) -> Value:
    """What the field of that name holds; None where it is empty or not there."""
    fields = revision.at(b"Root", b"AcroForm", b"Fields")
    for number in range(len(fields) if isinstance(fields, tuple) else 0):
        label = revision.at(b"Root", b"AcroForm", b"Fields", number, b"T")
        if isinstance(label, Text) and label.value == name.encode():
            return revision.at(b"Root", b"AcroForm", b"Fields", number, b"V")
    return None


def _attached(revision: Revision) -> bytes | None:
    """The one attached file, or None where there is none, or more than one."""
    files = [each for each in revision.objects.values() if _is_attachment(each)]
    named = revision.at(b"Root", b"AF", 0, b"EF", b"F")
    more = revision.at(b"Root", b"AF", 1)
    if len(files) != 1 or more is not None or named is not files[0] or not isinstance(named, Stream):
        return None
    try:
        return Unpacker().content(named)
    except NotPlain:
        return None


def _is_attachment(value: Value) -> bool:
    return isinstance(value, Stream) and value.entries.get(b"Type") == Name(b"EmbeddedFile")
