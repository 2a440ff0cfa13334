"""A strict reader of plain PDF files: every byte has its place, nothing is repaired, nothing is guessed.

Files are read as this program writes them: classic cross-reference tables, no object streams, no encryption. Whatever
else the format allows is refused here, before a larger library sees it: two readers can never see two documents.
"""

import re
import zlib
from collections.abc import Iterator, Mapping

from attrs import frozen

from .strict_values import Name, NotPlain, Ref, Scanner, Stream, TooMuch, Value

SIZE_LIMIT = 25_000_000  # bytes of a file
OBJECT_LIMIT = 100_000
REVISION_LIMIT = 8  # ours have three; a few more are read to say that something was added
STREAM_LIMIT = 32_000_000  # bytes of one stream, unpacked
TOTAL_LIMIT = 128_000_000  # bytes of all streams, unpacked
_HEADER = re.compile(rb"%PDF-1\.[4-7]\n%[\x80-\xff]{4}\n")
_OBJECT = re.compile(rb"\n?(?P<number>[1-9]\d{0,6}) 0 obj\n")
_STREAM = re.compile(rb"[\n ]?stream\n")
_STREAM_ENDS = re.compile(rb"\n?endstream")
_OBJECT_ENDS = re.compile(rb"\nendobj\n")
_TABLE = re.compile(rb"\n?xref\n")
_PART = re.compile(rb"(?P<first>\d{1,7}) (?P<count>\d{1,7}) ?\n")
_ENTRY = re.compile(rb"(?P<offset>\d{10}) (?P<generation>\d{5}) (?P<kind>[nf])(?: \n|\r\n)")
_TRAILER = re.compile(rb"trailer[\n ]")
_END = re.compile(rb"\nstartxref\n(?P<offset>\d{1,10})\n%%EOF\n?")
_LAST = re.compile(rb"startxref\n(?P<offset>\d{1,10})\n%%EOF\n?\Z")
_LONGEST_END = 40  # bytes; more than that pattern can take
_FORBIDDEN_IN_TRAILER = frozenset((b"Encrypt", b"XRefStm"))


@frozen(kw_only=True)
class Revision:
    """The document as it was when that part of the file was written."""

    end: int  # how many bytes of the file it takes
    trailer: dict[bytes, Value]
    objects: Mapping[int, Value]

    def resolved(self, value: Value) -> Value:
        """The object that a reference names (None if there is none); any other value unchanged."""
        return self.objects.get(value.number) if isinstance(value, Ref) else value

    def at(self, *path: bytes | int) -> Value:
        """The value under these keys, from the trailer on, with references followed; None if there is none."""
        found: Value = self.trailer
        for key in path:
            inside = found.entries if isinstance(found, Stream) else found
            if isinstance(inside, dict) and isinstance(key, bytes):
                found = self.resolved(inside.get(key))
            elif isinstance(inside, tuple) and isinstance(key, int) and key < len(inside):
                found = self.resolved(inside[key])
            else:
                return None
        return found


def read_plain(source: bytes) -> tuple[Revision, ...]:
    """The revisions of a file, oldest first. Raises NotPlain."""
    reader = _begun(source)
    revisions: list[Revision] = []
    while reader.at < len(source):
        if len(revisions) >= REVISION_LIMIT:
            raise TooMuch(reader.at, "The file was added to more often than any attestation")
        revisions.append(reader.revision(revisions[-1] if revisions else None))
    if not revisions:
        raise NotPlain(reader.at, "The file is empty")
    return tuple(revisions)


def read_when_asked(source: bytes) -> tuple[Revision, ...]:
    """The same by the tables alone: an object is read when it is first asked for, which may raise NotPlain then.

    Only for a file that is held byte by byte against one that we draw, or was before: what nobody asks for is not
    looked at. Raises NotPlain.
    """
    reader = _begun(source)
    last = _LAST.search(source, max(0, len(source) - _LONGEST_END))
    at: Value = int(last["offset"]) if last else None
    tables: list[_ObjectTable] = []
    while at is not None:
        earlier = tables[-1].start if tables else len(source)
        if type(at) is not int or not 0 < at < earlier or len(tables) >= REVISION_LIMIT:
            raise NotPlain(earlier, "The tables do not lead back to the first one")
        reader.at = at
        tables.append(reader.table())
        at = tables[-1].trailer.get(b"Prev")
    if not tables or tables[0].end != len(source):
        raise NotPlain(len(source), "The file does not end with its last table")
    offsets: dict[int, int] = {}
    revisions = []
    for table in reversed(tables):
        offsets = offsets | table.offsets
        revisions.append(Revision(end=table.end, trailer=table.trailer, objects=_ReadWhenAsked(reader, offsets)))
    return tuple(revisions)


def _begun(source: bytes) -> "_RevisionReader":
    if len(source) > SIZE_LIMIT:
        raise NotPlain(0, "The file is larger than any attestation")
    header = _HEADER.match(source)
    if header is None:
        raise NotPlain(0, "The file does not begin as these files do")
    return _RevisionReader(source, header.end())


@frozen(kw_only=True)
class _ObjectTable:
    """A table of objects with its trailer, up to the end of its revision."""

    start: int
    offsets: dict[int, int]  # by the number of the object
    trailer: dict[bytes, Value]
    end: int


class _RevisionReader:
    """Walks through the file once, from its beginning to its end."""

    def __init__(self, source: bytes, at: int) -> None:
        self._source, self._scanner = source, Scanner(source)
        self._table_before: int | None = None
        self._asked: dict[tuple[int, int], Value] = {}  # by offset and number
        self.at = at

    def revision(self, before: Revision | None) -> Revision:
        """The next revision, on top of the one before."""
        objects: dict[int, Value] = dict(before.objects) if before else {}
        offsets: dict[int, int] = {}
        while (head := _OBJECT.match(self._source, self.at)) is not None:
            number = int(head["number"])
            if number in offsets or len(offsets) >= OBJECT_LIMIT:
                raise NotPlain(self.at, "An object is written twice, or there are too many")
            offsets[number] = head.start("number")
            self.at = head.end()
            objects[number] = self._object()
        table = self.table()
        if table.offsets != offsets:
            raise NotPlain(self.at, "The table of objects does not name the objects where they stand")
        if table.trailer.get(b"Prev") != self._table_before:
            raise NotPlain(self.at, "The trailer does not lead to the revision before")
        self._table_before = table.start
        size = table.trailer.get(b"Size")
        if type(size) is not int or any(number >= size for number in objects):
            raise NotPlain(self.at, "An object has a number that the trailer does not allow")  # other readers skip it
        return Revision(end=self.at, trailer=table.trailer, objects=objects)

    def object_at(self, offset: int, number: int) -> Value:
        """The object that a table says begins there."""
        if (offset, number) not in self._asked:
            head = _OBJECT.match(self._source, offset)
            if head is None or int(head["number"]) != number:
                raise NotPlain(offset, "The table of objects does not name the objects where they stand")
            self.at = head.end()
            self._asked[offset, number] = self._object()
        return self._asked[offset, number]

    def _take(self, pattern: re.Pattern[bytes], wanted: str) -> re.Match[bytes]:
        found = pattern.match(self._source, self.at)
        if found is None:
            raise NotPlain(self.at, f"Here should stand {wanted}")
        self.at = found.end()
        return found

    def _value(self) -> Value:
        self._scanner.at = self.at
        value = self._scanner.value()
        self.at = self._scanner.at
        return value

    def _object(self) -> Value:
        value = self._value()
        head = _STREAM.match(self._source, self.at)
        if head is not None and isinstance(value, dict):
            length = value.get(b"Length")
            if type(length) is not int or not 0 <= length <= len(self._source) - head.end():
                raise NotPlain(self.at, "A stream does not say how long it is")
            raw = self._source[head.end() : head.end() + length]
            self.at = head.end() + length
            self._take(_STREAM_ENDS, "the end of a stream")
            value = Stream(value, raw)
        self._take(_OBJECT_ENDS, "the end of an object")
        return value

    def table(self) -> _ObjectTable:
        """The cross-reference table that stands here, and all up to the end of the revision."""
        start = self._take(_TABLE, "the table of objects").end() - len(b"xref\n")
        offsets = self._offsets()
        trailer = self._trailer()
        end = self._take(_END, "the end of the file")
        if int(end["offset"]) != start:
            raise NotPlain(self.at, "The end of the file does not lead to the table of objects")
        return _ObjectTable(start=start, offsets=offsets, trailer=trailer, end=self.at)

    def _offsets(self) -> dict[int, int]:
        listed: dict[int, int] = {}
        while (part := _PART.match(self._source, self.at)) is not None:
            self.at = part.end()
            if len(listed) + int(part["count"]) > OBJECT_LIMIT + 1:  # the first entry of a file names no object
                raise NotPlain(self.at, "The table of objects has more entries than any attestation")
            for number in range(int(part["first"]), int(part["first"]) + int(part["count"])):
                entry = self._take(_ENTRY, "an entry of the table")
                if entry["kind"] == b"n" and entry["generation"] == b"00000" and number not in listed:
                    listed[number] = int(entry["offset"])
                elif number != 0 or entry["kind"] != b"f":
                    raise NotPlain(self.at, "The table of objects has an entry that is not used in these files")
        return listed

    def _trailer(self) -> dict[bytes, Value]:
        self._take(_TRAILER, "the trailer")
        trailer = self._value()
        if not isinstance(trailer, dict) or _FORBIDDEN_IN_TRAILER & trailer.keys():
            raise NotPlain(self.at, "The trailer has a form that is not used in these files")
        return trailer


class _ReadWhenAsked(Mapping[int, Value]):
    """The objects of a revision by their numbers."""

    def __init__(self, reader: _RevisionReader, offsets: Mapping[int, int]) -> None:
        self._reader, self._offsets = reader, offsets

    def __getitem__(self, number: int) -> Value:
        return self._reader.object_at(self._offsets[number], number)

    def __iter__(self) -> Iterator[int]:
        return iter(self._offsets)

    def __len__(self) -> int:
        return len(self._offsets)


def is_packed(stream: Stream) -> bool:
    """Whether a stream is packed in the one way that we pack."""
    return stream.entries.get(b"Filter") == Name(b"FlateDecode") and b"DecodeParms" not in stream.entries


class Unpacker:
    """Unpacks streams, and refuses those that would grow without limit."""

    def __init__(self) -> None:
        self._left = TOTAL_LIMIT

    def content(self, stream: Stream) -> bytes:
        """The bytes of a stream, unpacked where it is packed the one way that we pack. Raises NotPlain."""
        if not is_packed(stream) or not stream.raw:  # an empty appearance stays empty
            return stream.raw
        room = min(STREAM_LIMIT, self._left)
        unpacking = zlib.decompressobj()
        try:
            content = unpacking.decompress(stream.raw, room)
        except zlib.error:
            raise NotPlain(0, "A packed stream is damaged") from None
        if not unpacking.eof or unpacking.unused_data:
            raise NotPlain(0, "A packed stream is larger than any in these files, or does not end where it says")
        self._left -= len(content)
        return content
