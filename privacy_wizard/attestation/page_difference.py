"""Whether two documents are the same, object by object: pages, fonts, layers, fields, metadata, tags, attachments."""

from collections.abc import Iterable, Mapping

from attrs import define, field

from ..pdf.strict_reader import Revision, Unpacker, is_packed
from ..pdf.strict_values import Name, Ref, Stream, Value

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
        """The first difference in what nothing leads to, such as an appearance that was replaced."""
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
    """What a stream says of itself, but for how it is packed."""
    return _without(stream.entries, _OF_A_PACKED_STREAM if is_packed(stream) else _OF_A_STREAM)
