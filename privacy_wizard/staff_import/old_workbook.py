"""XLS: one sheet as rows of text, as a person sees them, numbers in their formats. Formulas are not computed.

The file is cut down to the records that a list needs, and they are counted, before the library that knows them parses
any: how long it takes is decided by what a file is free to choose.
"""

import io
import struct
from collections.abc import Iterator
from contextlib import suppress
from enum import IntEnum
from typing import Any

from attrs import define, field

from .sheets import Sheet, SheetRead, chosen
from .table import LONGEST_CELL, MOST_COLUMNS, Note, Refusal, TableRefused, printable
from .workbook import shown_number
from .workbook_parts import MOST_SHEETS

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = ("Workbook", "Book")
_WITH_A_PASSWORD = ("EncryptedPackage", "EncryptionInfo")
_MOST_RECORDS = 2_000_000
_MOST_CELLS = 350_000  # with those that are made up before the last of a row
_BEGIN, _END, _PASSWORD, _SHEET, _NOTE, _SEVERAL_NUMBERS = (9, 0x809), 10, 0x2F, 0x85, 0x1C, 0xBD
_COLUMNS, _MOST_COLUMNS = 0x7D, 256
_STYLES, _A_STYLE = (0xE0, 0x43, 0x243, 0x443, 0x31, 0x231, 0x1E, 0x41E), 40
_FORMULAS = (0x06, 0x206, 0x406)
_CELLS = (*_FORMULAS, 0x02, 0x03, 0x04, 0x05, 0x7E, 0xBD, 0xD6, 0xFD, 0x27E, 0x203, 0x204, 0x205)
_ALL_BEGINNINGS = (9, 0x209, 0x409, 0x809)
_NEEDED = frozenset(
    (
        *(*_CELLS, *_ALL_BEGINNINGS, _END, _SHEET),
        *(0x07, 0x207, 0x21, 0x221, 0x36, 0x236, 0x4BC),  # what a formula came to, and how it goes on
        *(0x3C, 0xFC),  # texts
        *(0x1E, 0x41E, 0x31, 0x231, 0xE0, 0x43, 0x243, 0x443, 0x22, 0x42, 0x56),  # formats, and what figures mean
        *(0x08, 0x208, 0x7D, 0xE5),  # rows and columns that are hidden, cells that are merged
    )
)
_LEFT_OUT = struct.pack("<H", 0xE1)  # a record in which nothing is said


_PLAIN = ("General", False)


class _Cell(IntEnum):
    """Kinds of cells, as the library numbers them."""

    TEXT, NUMBER, DATE, BOOLEAN, ERROR = range(1, 6)


@define
class _SheetFacts:
    """What one sheet has besides its cells."""

    notes: set[Note] = field(factory=set)
    widths: dict[int, int] = field(factory=dict)  # of its rows
    lines: int = 0  # up to the last that has a cell


def read_old_workbook(content: bytes, sheet: str = "", known: frozenset[str] = frozenset()) -> SheetRead:
    """The named sheet; else the first that has several of the `known` headings, else the first that holds anything.

    Only sheets that are to be seen. Raises TableRefused.
    """
    import xlrd  # type: ignore[import-untyped]

    try:
        stream = bytearray(_stream(content))
        parts = _cut_down(stream)
        book = xlrd.open_workbook(
            file_contents=bytes(stream), logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
        )
        with book:
            return chosen(list(_sheets(book, parts)), sheet, known)
    except TableRefused:
        raise
    except Exception:  # noqa: BLE001 - xlrd raises whatever a broken record makes it stumble over
        raise TableRefused(Refusal.NOT_A_WORKBOOK) from None


def _stream(content: bytes) -> bytes:
    """The records of the workbook, without what they are wrapped in. Raises TableRefused."""
    from olefile import OleFileIO  # type: ignore[import-untyped]

    if not content.startswith(_OLE):
        return content
    with OleFileIO(content) as wrapping:
        if any(map(wrapping.exists, _WITH_A_PASSWORD)):
            raise TableRefused(Refusal.LOCKED)
        name = next(filter(wrapping.exists, _STREAMS), None)
        if name is None:
            raise TableRefused(Refusal.OTHER_DOCUMENT)
        found: bytes = wrapping.openstream(name).read()
        return found


def _cut_down(stream: bytearray) -> list[_SheetFacts]:
    """What is said of each sheet in turn; in the stream, whatever a list does not need becomes a record of nothing.

    Raises TableRefused, struct.error.
    """
    parts, starts = dict[int, _SheetFacts](), list[int]()
    depth, part, cells = 0, _SheetFacts(), 0
    for at, kind, length in _records(stream):
        if kind in _ALL_BEGINNINGS:
            depth += 1
            if depth == 1:
                part = parts[at] = _SheetFacts()
        is_needed = depth == 1 and kind in _NEEDED  # deeper are charts
        depth -= kind == _END
        if kind == _PASSWORD:
            raise TableRefused(Refusal.LOCKED)
        if not is_needed:
            part.notes |= {Note.COMMENTS} if kind == _NOTE and depth == 1 else set()
            stream[at : at + 2] = _LEFT_OUT
        elif kind == _SHEET:
            start, sort = struct.unpack_from("<IxB", stream, at + 4)
            starts += [start] if sort == 0 else []  # others are charts and macros
        else:
            cells += _cells_of(part, stream, at, kind, length)
    if len(starts) > MOST_SHEETS:
        raise TableRefused(Refusal.UNUSUAL_WORKBOOK)
    if cells > _MOST_CELLS:
        raise TableRefused(Refusal.TOO_LARGE)
    return [parts.get(start, _SheetFacts()) for start in starts] or list(parts.values())


def _records(stream: bytearray) -> Iterator[tuple[int, int, int]]:
    """Where each begins, its kind, and the length of what it says. Raises TableRefused."""
    at = 0
    for _ in range(_MOST_RECORDS):
        if at + 4 > len(stream):
            return
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, length
        at += 4 + length
    raise TableRefused(Refusal.TOO_LARGE)


def _cells_of(part: _SheetFacts, stream: bytearray, at: int, kind: int, length: int) -> int:
    """By how many cells the record widens its row, and one for each row above that has none, or of how many it may
    speak. Raises struct.error.
    """
    if kind not in _CELLS:
        return _MOST_COLUMNS if kind == _COLUMNS else _A_STYLE if kind in _STYLES else 0
    row, column = struct.unpack_from("<HH", stream, at + 4)
    if kind == _SEVERAL_NUMBERS:
        (column,) = struct.unpack_from("<H", stream, at + 2 + length)
    part.notes |= {Note.FORMULAS} if kind in _FORMULAS else set()
    before = part.widths.get(row, 0)
    part.widths[row] = max(before, column + 1)
    above, part.lines = part.lines, max(part.lines, row + 1)
    return part.widths[row] - before + part.lines - above - (not before)


def _sheets(book: Any, facts: list[_SheetFacts]) -> Iterator[Sheet]:
    looks = [_look(style, book) for style in book.xf_list]
    for number in range(book.nsheets):
        found = book.sheet_by_index(number)
        read = Sheet(name=printable(found.name), is_visible=found.visibility == 0)
        read.notes |= facts[number].notes if number < len(facts) else set()
        read.hidden_columns += [at for at, column in found.colinfo_map.items() if column.hidden]
        read.merged_to = max((below for above, below, *_columns in found.merged_cells if below > above + 1), default=0)
        for line in range(found.nrows if read.is_visible else 0):
            _read_line(found, line, read, looks)
        book.unload_sheet(number)
        yield read


def _read_line(found: Any, line: int, read: Sheet, looks: list[tuple[str, bool]]) -> None:
    row, is_struck = list[str](), False
    read.notes |= {Note.COLUMNS_LEFT_OUT} if found.row_len(line) > MOST_COLUMNS else set()
    for at, (kind, value) in enumerate(
        zip(found.row_types(line, 0, MOST_COLUMNS), found.row_values(line), strict=False)
    ):
        style = found.cell_xf_index(line, at)
        code, is_crossed_out = looks[style] if style < len(looks) else _PLAIN
        row.append(_text(kind, value, code, found.book.datemode))
        is_struck |= (is_crossed_out and bool(row[-1])) or _has_struck_words(found, line, at)
    is_hidden = line in found.rowinfo_map and bool(found.rowinfo_map[line].hidden)
    read.add(row, is_hidden=is_hidden, is_struck=is_struck)


def _has_struck_words(found: Any, line: int, at: int) -> bool:
    fonts, runs = found.book.font_list, found.rich_text_runlist_map.get((line, at), ())
    return any(font < len(fonts) and fonts[font].struck_out for _start, font in runs)


def _text(kind: int, value: Any, code: str, datemode: int) -> str:
    """A cell as a person sees it, or would have typed it; `code`: its format."""
    import xlrd

    match kind:
        case _Cell.TEXT:
            return str(value)[: LONGEST_CELL + 1]
        case _Cell.NUMBER:
            return shown_number(value, code)
        case _Cell.DATE:
            with suppress(xlrd.XLDateError, OverflowError):
                return str(xlrd.xldate_as_datetime(value, datemode)).removesuffix(" 00:00:00")
            return shown_number(value, "General")
        case _Cell.BOOLEAN:
            return str(bool(value))
        case _Cell.ERROR:
            return str(xlrd.error_text_from_code.get(value, "#N/A"))
        case _:
            return ""


def _look(style: Any, book: Any) -> tuple[str, bool]:
    """The format of numbers in this style, and whether it crosses texts out."""
    with suppress(LookupError):  # a format or font that is not there
        return str(book.format_map[style.format_key].format_str), bool(book.font_list[style.font_index].struck_out)
    return _PLAIN
