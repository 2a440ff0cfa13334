"""Whether a file is the document that its data give: by the digest that was signed, else object by object.

The document is drawn again and made ready for a signature as it was for signing. If the digest that was signed is the
one that comes out, then no byte of the file is another than this program writes: nothing else needs comparing. Where it
is not, pages, fonts, layers, fields, metadata, tags and attachments are compared, to find the reason.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import copy

from attrs import define, field

from ..pdf.faults import DrawingFault
from ..pdf.strict_reader import Revision, Unpacker, is_packed, read_plain
from ..pdf.strict_values import Name, NotPlain, PdfText, Ref, Stream, Value
from .prepare import Place, Prepared, prepare_attestation, prepare_countersignature
from .seal import Seal
from .statement import Statement

_SIGNATURE = Name(b"Sig")
# What differs between two signatures of the same document: the signature itself, and which bytes it covers.
# Both are checked by themselves.
_OF_A_SIGNATURE = frozenset((b"Contents", b"ByteRange"))
# Where the tables stand depends on how well streams were packed; the identifier is a digest over the packed bytes.
_OF_A_TRAILER = frozenset((b"Prev", b"ID"))
# How long a stream is when packed, and whether it is packed at all in the one way that is unpacked to compare it.
_OF_A_STREAM = frozenset((b"Length",))
_OF_A_PACKED_STREAM = frozenset((b"Length", b"Filter"))


def difference(found: Revision, drawn: Revision) -> str | None:
    """The place of the first thing in `found` that is not as in `drawn`, or None where all is the same.

    Objects may carry other numbers, and streams may be packed in another way; nothing else may differ, and no object
    may be there beside those of `drawn`, be it used or not. Raises NotPlain.
    """
    comparison = _Comparison(found, drawn)
    return comparison.reached() or comparison.unused()


@define
class _Comparison:
    """Walks through both documents at once, and keeps which object of one stands for which of the other."""

    found: Revision
    drawn: Revision
    pairs: dict[int, int] = field(factory=dict)
    taken: set[int] = field(factory=set)
    waiting: list[tuple[str, Value, Value]] = field(factory=list)
    unpackers: tuple[Unpacker, Unpacker] = field(factory=lambda: (Unpacker(), Unpacker()))

    def reached(self) -> str | None:
        """The first difference in what the trailer leads to."""
        self.waiting.append(
            ("", _without(self.found.trailer, _OF_A_TRAILER), _without(self.drawn.trailer, _OF_A_TRAILER))
        )
        return self._walk()

    def unused(self) -> str | None:
        """The first difference in objects that nothing refers to, such as a replaced appearance."""
        left_found = sorted(self.found.objects.keys() - self.pairs.keys())
        left_drawn = sorted(self.drawn.objects.keys() - self.taken)
        if len(left_found) != len(left_drawn):
            return "/unused"
        for number, other in zip(left_found, left_drawn, strict=True):
            if number not in self.pairs:
                self.waiting.append(("/unused", Ref(number), Ref(other)))
                if place := self._walk():
                    return place
        return None

    def _walk(self) -> str | None:
        while self.waiting:
            place, found, drawn = self.waiting.pop()
            if not self._same(place, found, drawn):
                return place or "/"
        return None

    def _same(self, place: str, found: Value, drawn: Value) -> bool:
        """Whether both are the same as far as can be told here; what is inside them is put on the list."""
        if type(found) is not type(drawn):
            return False
        if isinstance(found, Ref) and isinstance(drawn, Ref):
            return self._same_object(place, found.number, drawn.number)
        if isinstance(found, Stream) and isinstance(drawn, Stream):
            same = self._entries(place, _described(found), _described(drawn))
            return same and self.unpackers[0].content(found) == self.unpackers[1].content(drawn)
        if isinstance(found, dict) and isinstance(drawn, dict):
            signature = drawn.get(b"Type") == _SIGNATURE and found.keys() == drawn.keys()
            besides = _OF_A_SIGNATURE if signature else frozenset()
            return self._entries(place, _without(found, besides), _without(drawn, besides))
        if isinstance(found, tuple) and isinstance(drawn, tuple):
            self.waiting += [(f"{place}[{at}]", a, b) for at, (a, b) in enumerate(zip(found, drawn, strict=False))]
            return len(found) == len(drawn)
        return found == drawn

    def _entries(self, place: str, found: Mapping[bytes, Value], drawn: Mapping[bytes, Value]) -> bool:
        both = found.keys() & drawn.keys()
        self.waiting += [(f"{place}/{key.decode('latin-1')}", found[key], drawn[key]) for key in sorted(both)]
        return found.keys() == drawn.keys()

    def _same_object(self, place: str, found: int, drawn: int) -> bool:
        if found in self.pairs or drawn in self.taken:
            return self.pairs.get(found) == drawn
        self.pairs[found] = drawn
        self.taken.add(drawn)
        if found not in self.found.objects or drawn not in self.drawn.objects:
            return found not in self.found.objects and drawn not in self.drawn.objects
        self.waiting.append((place, self.found.objects[found], self.drawn.objects[drawn]))
        return True


def _without(entries: Mapping[bytes, Value], keys: Iterable[bytes]) -> dict[bytes, Value]:
    return {key: value for key, value in entries.items() if key not in keys}


def _described(stream: Stream) -> dict[bytes, Value]:
    """A stream's dictionary, except for how it is packed."""
    return _without(stream.entries, _OF_A_PACKED_STREAM if is_packed(stream) else _OF_A_STREAM)


_PAGES, _OFFICERS_PART = (0, 1), (2,)  # which revisions these are


@define(kw_only=True)
class RedrawCheck:
    """A file whose signatures were read, compared with its data drawn again."""

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

    def with_revisions(self, revisions: tuple[Revision, ...]) -> "RedrawCheck":
        """The same for the same file read in another way, without drawing again."""
        other = copy(self)
        other.revisions = revisions
        return other

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
