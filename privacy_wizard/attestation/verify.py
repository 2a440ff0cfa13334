"""Examines a file from anywhere: is it an attestation of ours, unchanged, and does its page say what its data say?"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from ..domain.likeness import both
from ..i18n import _
from ..pdf.faults import DrawingFault
from ..pdf.strict_reader import Revision, read_plain, read_when_asked
from ..pdf.strict_values import NotPlain, TooMuch
from .embedded import NoData, has_one_file, signature_in, statement_in
from .faults import LayoutUnknown
from .reasons import Reason
from .seal import Seal, SealFault, confirm, read_seal
from .signature_bytes import RawLook, look
from .statement import Statement, StatementFault

if TYPE_CHECKING:
    from .redraw import RedrawCheck
    from .wording import Declarations

_FIELDS = ("Attestor", "Officer")
_NOT_VALID = (Reason.SIGNATURE_DAMAGED, Reason.SIGNATURE_WRONG, Reason.TIME_STAMP_WRONG)


@frozen(kw_only=True)
class Doubt:
    """One thing that is wrong with a file, or could not be determined."""

    reason: Reason
    detail: str = ""  # where or what, in a few words


@frozen(kw_only=True)
class Examination:
    """What the file itself shows; None means that it could not be determined."""

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
    if not inquiry.finds_it_as_drawn():
        inquiry = _Inquiry(source=source, raw=inquiry.raw, own=own, drawn_before=inquiry.redrawn)
    try:
        inquiry.run()
    except _Ended:
        pass
    except (MemoryError, RecursionError):
        inquiry.doubts.append(Doubt(reason=Reason.CRASHED, detail=_("The file asks for too much memory.")))
    except Exception as fault:  # noqa: BLE001 - hostile input: whatever goes wrong is a reason to reject
        inquiry.doubts.append(Doubt(reason=Reason.CRASHED, detail=type(fault).__name__))
    return inquiry.result()


class _Ended(Exception):
    """There is no point in going on."""


@define
class _Inquiry:
    """Checks one thing after another and notes what it finds."""

    source: bytes
    raw: RawLook
    own: "Declarations | None"
    drawn_before: "RedrawCheck | None" = None  # of the same file, not read whole
    doubts: list[Doubt] = field(factory=list)
    revisions: tuple[Revision, ...] = ()
    stated: Statement | None = None
    statement: Statement | None = None  # the same once the signatures are found to be right
    attestor: Seal | None = None
    officer: Seal | None = None
    redrawn: "RedrawCheck | None" = None
    page_agrees: bool | None = None
    valid: bool | None = None

    def finds_it_as_drawn(self) -> bool:
        """Whether every byte outside the signatures is one that this program writes for the data in the file.

        Then there is nothing else in it, and data and signatures are all that had to be read.
        """
        try:
            self.revisions = read_when_asked(self.source)
            self._seals()
            self.stated = statement_in(self.revisions[1])
            self._redraw()
        except Exception:  # noqa: BLE001 - what is wrong is found, and said, when all of it is read
            return False
        return self.redrawn is not None and self.redrawn.is_byte_for_byte

    def run(self) -> None:
        """Run every check, in an order in which each result allows the next."""
        if self.redrawn is None:
            self._read_whole()
        self.valid = True
        self.statement = self.stated
        self._belongs()
        self._wording()
        self._page()

    def _read_whole(self) -> None:
        self._read()
        self._seals()
        self._data()
        self._redraw()
        self._confirm()

    def result(self) -> Examination:
        """The findings."""
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
        except TooMuch as fault:
            self._end(Reason.TOO_LARGE, str(fault))
        except NotPlain as fault:
            self._end(self._why_not_plain(), str(fault))

    def _why_not_plain(self) -> Reason:
        """What a reader wants to know first about a file that is not built as it should be."""
        if self.raw.locked:
            return Reason.LOCKED
        if not self.raw.mentioned:
            return Reason.NOT_SIGNED
        if self.raw.intact is None:
            return Reason.SIGNATURE_DAMAGED
        if not self.raw.intact:
            return Reason.NOT_INTACT
        return Reason.NOT_PLAIN if self.raw.covers_all else Reason.CHANGED_AFTER_SIGNING

    def _seals(self) -> None:
        newest = self.revisions[-1]
        attestor, officer = (signature_in(newest, name) for name in _FIELDS)
        if attestor is None:
            self._end(Reason.NOT_SIGNED)
        with self._judging_signatures():
            self.attestor = read_seal(self.source, attestor)
            self.officer = read_seal(self.source, officer) if officer is not None else None
            self._coverage(len(self.revisions) - (2 if officer is None else 3))

    @contextmanager
    def _judging_signatures(self) -> Iterator[None]:
        try:
            yield
        except SealFault as fault:
            self.valid = False if fault.reason in _NOT_VALID else None
            self._end(fault.reason, fault.detail)
        except Exception as fault:  # noqa: BLE001 - pyHanko raises many things on hostile files
            self.valid = False
            self._end(Reason.SIGNATURE_WRONG, type(fault).__name__)

    def _coverage(self, surplus: int) -> None:
        """Each signature ends a revision: the drawn page, then the attestor's, then the officer's, and nothing more."""
        if surplus < 0:
            raise SealFault(Reason.NOT_PLAIN, "The file was not signed in the steps in which this program signs.")
        ends = [seal.end for seal in (self.attestor, self.officer) if seal]
        if ends != [revision.end for revision in self.revisions[1:]]:
            raise SealFault(Reason.CHANGED_AFTER_SIGNING, "Something was added to the file after it was signed.")

    def _data(self) -> None:
        try:
            if not has_one_file(self.revisions[1]):
                raise NoData
            self.stated = statement_in(self.revisions[1])
        except NoData:
            self._doubt(Reason.NO_DATA)
        except StatementFault as fault:
            self._doubt(Reason.DATA_WRONG, str(fault))

    def _redraw(self) -> None:
        from .redraw import RedrawCheck

        if self.stated is None or self.attestor is None:
            return
        before = self.drawn_before
        if before and (before.statement, before.attestor, before.officer) == (self.stated, self.attestor, self.officer):
            self.redrawn = before.with_revisions(self.revisions)
            return
        self.redrawn = RedrawCheck(
            source=self.source,
            revisions=self.revisions,
            statement=self.stated,
            attestor=self.attestor,
            officer=self.officer,
        )

    def _confirm(self) -> None:
        """Where some byte is not known to be ours, a second opinion on the file as a whole."""
        if self.redrawn is None or not self.redrawn.is_byte_for_byte:
            with self._judging_signatures():
                confirm(self.source)

    def _belongs(self) -> None:
        """Whether the signature is that of the person named in the data."""
        if self.statement is None or self.attestor is None:
            return
        if self.attestor.fingerprint != self.statement.key.fingerprint:
            self._doubt(Reason.OTHER_KEY)
        stated, certified = self.statement.person.identifier, self.attestor.identifier
        if certified != stated:
            self._doubt(Reason.OTHER_PERSON, both(stated, _("in the certificate"), certified))
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
        from .wording import DECLARATION, WordingUnknown, no_declaration, says_something, wording_difference

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
        if self.redrawn is None:
            return
        try:
            self.page_agrees = self._nothing_differs(self.redrawn.pages, Reason.PAGE_DIFFERS)
        except LayoutUnknown as fault:
            self._unknown_layout(fault.version)
            return
        if self.page_agrees:
            self._nothing_differs(self.redrawn.officers_part, Reason.OFFICER_WRONG)

    def _unknown_layout(self, version: str) -> None:
        from .embedded import active_content

        self._doubt(Reason.UNKNOWN_LAYOUT, version)
        if found := active_content(self.revisions[-1]):
            self._doubt(Reason.ACTIVE_CONTENT, found)

    def _nothing_differs(self, compare: Callable[[], str | None], reason: Reason) -> bool:
        try:
            place = compare()
        except LayoutUnknown:
            raise
        except DrawingFault as fault:
            place = str(fault)
        if place is not None:
            self._doubt(reason, place)
        return place is None

    def _doubt(self, reason: Reason, detail: str = "") -> None:
        self.doubts.append(Doubt(reason=reason, detail=detail))
