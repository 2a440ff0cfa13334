"""Files within a PDF that bears no signature itself: a portfolio, or a letter to which others are attached.

They are found where they lie and not through the document's own tables: another reader of those might see others.
"""

import re
import zlib
from collections.abc import Iterator

from attrs import field, frozen

from ..pdf.strict_reader import SIZE_LIMIT
from .opening_limits import OpeningBudget, OpeningFault

_MARK = b"/EmbeddedFile"
_MOST_MARKS = 2_000
_AROUND = 2_000  # bytes of what is said of a file
_SAID_BEFORE = b" obj"
_BEGINS = re.compile(rb">>\s{0,9}stream(?:\r\n|\n)")
_LENGTH = re.compile(rb"/Length (\d{1,10})(?! \d+ R)\b")
_END = b"endstream"
_BEFORE_END = (b"\n" + _END, b"\r\n" + _END, b"\r" + _END, _END)
_SIGNED = b"/ByteRange"
_LOCKED = b"/Encrypt"
_UNPACKED_BY_ZLIB = re.compile(rb"/Filter\s*(?:/FlateDecode\b|\[\s*/FlateDecode\s*\])")
_PACKED = b"/Filter"
_PIECE = 1_000_000  # bytes


@frozen
class _Place:
    """Where a file lies within the PDF; `said` is what the PDF says of it."""

    said: bytes = field(repr=False)
    start: int
    end: int


def holds_files(content: bytes) -> bool:
    """Whether files lie in a PDF that is not signed. It is not taken apart for that."""
    places = _places(content)
    if not 0 < len(places) < _MOST_MARKS:
        return False
    ends = (0, *(place.end for place in places))
    starts = (*(place.start for place in places), len(content))
    around = list(zip(ends, starts, strict=True))
    return all(content.find(mark, end, start) < 0 for mark in (_SIGNED, _LOCKED) for end, start in around)


def attached_files(content: bytes, budget: OpeningBudget) -> Iterator[tuple[str, bytes | OpeningFault]]:
    """Each of them, unpacked as far as there is room. Their names may be packed too, so they are counted.

    Raises CannotOpen.
    """
    for number, place in enumerate(_places(content), start=1):
        yield f"attached file {number}", _unpacked(content, place, budget)


def _places(content: bytes) -> list[_Place]:
    found, at = list[_Place](), 0
    for _ in range(_MOST_MARKS):
        at = content.find(_MARK, at)
        if at < 0:
            break
        at += len(_MARK)
        if place := _place(content, at):
            found.append(place)
            at = place.end
    return found


def _place(content: bytes, at: int) -> _Place | None:
    """Of the file that is spoken of there, if any: the list of all of them has nearly the same name."""
    before = content.rfind(_SAID_BEFORE, max(at - _AROUND, 0), at)
    begins = _BEGINS.search(content, at, at + _AROUND)
    if content[at : at + 1].isalpha() or before < 0 or begins is None:
        return None
    said = content[before : begins.start()]
    length = _LENGTH.search(said)
    end = begins.end() + int(length[1]) if length else 0
    if not content.startswith(_BEFORE_END, end):
        end = content.find(_END, begins.end())
    return _Place(said=said, start=begins.end(), end=end if end >= 0 else len(content))


def _unpacked(content: bytes, place: _Place, budget: OpeningBudget) -> bytes | OpeningFault:
    """As far as there is room; what is thrown away takes room, too. Raises CannotOpen when that is used up."""
    packed = content[place.start : place.end]
    if _PACKED not in place.said:
        return packed
    if not _UNPACKED_BY_ZLIB.search(place.said) or b"/Predictor" in place.said:
        return OpeningFault.PACKED_OTHERWISE
    unpacker, found, fault = zlib.decompressobj(), bytearray(), OpeningFault.TOO_LARGE
    most = min(budget.bytes, SIZE_LIMIT)
    try:
        while len(found) <= most and (piece := unpacker.decompress(packed, _PIECE)):
            found += piece
            packed = unpacker.unconsumed_tail
        if len(found) <= most:
            return bytes(found)
    except zlib.error:
        fault = OpeningFault.DAMAGED
    budget.take_bytes(len(found))
    return fault
