"""Whether a file is the document that its data give: by the digest that was signed, else object by object.

The document is drawn again and made ready for a signature as it was for signing. If the digest that was signed is the
one that comes out, then no byte of the file is another than this program writes: nothing else needs comparing.
"""

from collections.abc import Callable

from attrs import define, field

from ..pdf.faults import DrawingFault
from ..pdf.strict_reader import Revision, read_plain
from ..pdf.strict_values import NotPlain, PdfText
from .page_difference import difference
from .prepare import Place, Prepared, prepare_attestation, prepare_countersignature
from .seal import Seal
from .statement import Statement

_PAGES, _OFFICERS_PART = (0, 1), (2,)  # which revisions these are


@define(kw_only=True)
class RedrawCheck:
    """A file whose signatures were read, held against its data drawn again."""

    source: bytes
    revisions: tuple[Revision, ...]
    statement: Statement
    attestor: Seal
    officer: Seal | None
    _pages: Prepared | DrawingFault = field(init=False)
    _officers_part: Prepared | DrawingFault | None = field(init=False, default=None)

    def __attrs_post_init__(self) -> None:
        attestor, officer = self.attestor, self.officer
        self._pages = _drawn(lambda: prepare_attestation(self.statement, self._place(1, attestor)))
        if officer is not None and isinstance(self._pages, Prepared):
            below = self.source[: attestor.end] if _agree(self._pages, attestor) else self._pages.pdf
            place = self._place(2, officer)
            self._officers_part = _drawn(
                lambda: prepare_countersignature(below, name=officer.name, at=officer.signed_at, place=place)
            )

    @property
    def is_byte_for_byte(self) -> bool:
        """Whether every byte outside the signatures is one that this program writes for these data."""
        officers_too = self.officer is None or _agree(self._officers_part, self.officer)
        return _agree(self._pages, self.attestor) and officers_too

    def pages(self) -> str | None:
        """The place of the first difference in what the attestor signed; None where nothing differs.

        Raises DrawingFault where the data cannot be drawn.
        """
        return self._difference(self._pages, self.attestor, _PAGES)

    def officers_part(self) -> str | None:
        """The same for what the countersignature added, where there is one."""
        return None if self.officer is None else self._difference(self._officers_part, self.officer, _OFFICERS_PART)

    def _place(self, number: int, seal: Seal) -> Place:
        identifier = self.revisions[number].at(b"ID", 1)
        return Place(room=seal.room, identifier=identifier.value if isinstance(identifier, PdfText) else b"")

    def _difference(self, drawn: Prepared | DrawingFault | None, seal: Seal, numbers: tuple[int, ...]) -> str | None:
        if isinstance(drawn, DrawingFault):
            raise drawn
        if drawn is None or _agree(drawn, seal):
            return None
        # How well streams are packed depends on the build of zlib, and the signer's may be another than ours: where
        # nothing but that differs, the digests do, and the document is still the same.
        again = read_plain(drawn.pdf)
        try:
            found = (difference(self.revisions[number], again[number]) for number in numbers)
            return next((place for place in found if place is not None), None)
        except NotPlain as fault:
            return fault.problem


def _drawn(draw: Callable[[], Prepared]) -> Prepared | DrawingFault:
    try:
        return draw()
    except DrawingFault as fault:
        return fault


def _agree(drawn: Prepared | DrawingFault | None, seal: Seal) -> bool:
    return isinstance(drawn, Prepared) and drawn.digest == seal.digest
