"""The values of a plain PDF: exactly the forms that this program writes, read without any repair."""

import re
from decimal import Decimal
from typing import TypeAlias

from attrs import field, frozen

DEPTH_LIMIT = 24
VALUE_LIMIT = 1_000_000  # in one file; a statement with as many findings as there may be gives a third of it
_SPACE = rb"[\t\n\f\r ]*"
_ENDS = rb"(?=[\t\n\f\r ()<>\[\]/]|\Z)"
_TOKEN = re.compile(
    _SPACE
    + rb"(?:(?P<ref>\d{1,7}) 0 R"
    + _ENDS
    + rb"|(?P<number>-?\d{1,12}(?:\.\d{1,12})?|-?\.\d{1,12})"
    + _ENDS
    + rb"|/(?P<name>[^\x00-\x20\x7f()<>\[\]{}/%]{1,127})"
    + _ENDS
    + rb"|(?P<mark><<|>>|\[|\]|\()"
    + rb"|<(?P<hex>(?:[0-9A-Fa-f]{2}){0,50000})>"
    + rb"|(?P<word>true|false|null)"
    + _ENDS
    + rb")"
)
_IN_TEXT = re.compile(rb"[()\\\r]")
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|[nrtbf()\\])")
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class NotPlain(Exception):
    """The file is not built as this program builds its files; `at` is the byte where that shows."""

    def __init__(self, at: int, problem: str) -> None:
        super().__init__(f"{problem} (at byte {at})")
        self.at, self.problem = at, problem


class TooMuch(NotPlain):
    """The file has more of something than any file of ours."""


@frozen
class Name:
    """A name, as written after its slash."""

    value: bytes


@frozen
class Ref:
    """A reference to another object by its number."""

    number: int


@frozen
class PdfText:
    """A string's bytes, and where it stands in the file."""

    value: bytes
    start: int = field(default=0, eq=False)
    end: int = field(default=0, eq=False)


@frozen
class Stream:
    """A stream: its dictionary, and its bytes as they stand in the file."""

    entries: "dict[bytes, Value]"
    raw: bytes = field(repr=False)


Value: TypeAlias = (
    "bool | int | Decimal | Name | Ref | PdfText | tuple[Value, ...] | dict[bytes, Value] | Stream | None"
)


class Scanner:
    """Reads one value after another. Raises NotPlain."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._left = VALUE_LIMIT
        self._simple: dict[bytes, Value] = {}  # a file says the same few things again and again
        self.at = 0

    def value(self, depth: int = 0) -> Value:
        """The value that begins here."""
        found = self._next(depth)
        if found is _ARRAY_ENDS or found is _DICT_ENDS:
            raise NotPlain(self.at, "A bracket is closed that was not opened")
        return found

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise TooMuch(self.at, "The file has more values than any attestation")

    def _next(self, depth: int) -> Value:
        self._count()
        token = _TOKEN.match(self._source, self.at)
        if token is None:
            raise NotPlain(self.at, "A value has a form that is not used in these files")
        self.at = token.end()
        if token.lastgroup == "mark":
            return self._opened(token["mark"], depth)
        if token.lastgroup == "hex":
            return PdfText(bytes.fromhex(token["hex"].decode("ascii")), token.start("hex") - 1, token.end())
        written = token[0]
        if written not in self._simple:
            self._simple[written] = _simple(token)
        return self._simple[written]

    def _opened(self, mark: bytes, depth: int) -> Value:
        if depth >= DEPTH_LIMIT:
            raise NotPlain(self.at, "Values are nested too deeply")
        if mark == b"[":
            return self._array(depth + 1)
        if mark == b"<<":
            return self._dictionary(depth + 1)
        if mark == b"(":
            return self._text()
        return _ARRAY_ENDS if mark == b"]" else _DICT_ENDS

    def _array(self, depth: int) -> Value:
        items: list[Value] = []
        while (item := self._next(depth)) is not _ARRAY_ENDS:
            if item is _DICT_ENDS:
                raise NotPlain(self.at, "A list does not end")
            items.append(item)
        return tuple(items)

    def _dictionary(self, depth: int) -> Value:
        entries: dict[bytes, Value] = {}
        while (key := self._next(depth)) is not _DICT_ENDS:
            if not isinstance(key, Name) or key.value in entries:
                raise NotPlain(self.at, "A dictionary has something other than a name as its key, or a key twice")
            entries[key.value] = self.value(depth)
        return entries

    def _text(self) -> Value:
        start, depth = self.at, 1
        while depth:
            self._count()
            mark = _IN_TEXT.search(self._source, self.at)
            if mark is None or mark[0] == b"\r":
                raise NotPlain(start, "A string does not end as it should")
            self.at = mark.end() + (mark[0] == b"\\")
            depth += {b"(": 1, b")": -1}.get(mark[0], 0)
        inner = self._source[start : self.at - 1]
        if b"\\" in _ESCAPED.sub(b"", inner):
            raise NotPlain(start, "A string has an escape that is not used in these files")
        return PdfText(_ESCAPED.sub(_unescaped, inner), start - 1, self.at)


_ARRAY_ENDS, _DICT_ENDS = Name(b"]"), Name(b">>")  # told apart by identity: no name can be written so


def _simple(token: re.Match[bytes]) -> Value:
    kind = str(token.lastgroup)
    written = token[kind]
    if kind == "ref":
        return Ref(int(written))
    if kind == "number":
        return Decimal(written.decode()) if b"." in written else int(written)
    if kind == "name":
        return Name(written)
    return {b"true": True, b"false": False}.get(written)


def _unescaped(escape: re.Match[bytes]) -> bytes:
    code = escape[1]
    return bytes([int(code, 8) & 0xFF]) if code[0] in b"01234567" else _LETTERS.get(code, code)
