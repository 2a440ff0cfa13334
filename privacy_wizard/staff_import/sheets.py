"""The sheets of a workbook of any kind while they are read, and which of them is the list."""

import re
from collections.abc import Sequence
from itertools import chain
from typing import IO

from attrs import define, field, frozen

from .table import MOST_ROWS, Note, Refusal, TableRefused, TableRow, holds_list

PEEKED_AT = 60  # rows


@frozen(kw_only=True)
class SheetRead:
    """One sheet of a workbook."""

    rows: list[TableRow]
    sheet: str
    sheets: tuple[str, ...]
    lists: tuple[str, ...] = ()
    """The sheets that look like staff lists."""
    notes: frozenset[Note]
    merged_to: int = 0  # the last line of a merged cell
    struck: frozenset[int] = frozenset()  # lines
    hidden: frozenset[int] = frozenset()


@define
class Sheet:
    """One sheet, as far as it has been read."""

    name: str
    is_visible: bool = True
    rows: list[TableRow] = field(factory=list)
    notes: set[Note] = field(factory=set)
    struck: set[int] = field(factory=set)  # lines
    hidden: set[int] = field(factory=set)
    hidden_columns: list[int] = field(factory=list)
    merged_to: int = 0
    line: int = 0  # the last that was read

    def add(self, row: Sequence[str], *, times: int = 1, is_hidden: bool = False, is_struck: bool = False) -> int:
        """The next line, or so many that are the same; empty ones only count. Returns how many cells that makes.

        Raises TableRefused.
        """
        width = next((at for at in range(len(row), 0, -1) if row[at - 1] and not row[at - 1].isspace()), 0)
        if width:
            if len(self.rows) + times > MOST_ROWS:
                raise TableRefused(Refusal.TOO_MANY_ROWS)
            cells = tuple(row[:width])
            lines = range(self.line + 1, self.line + 1 + times)
            self.rows += (TableRow(line, cells) for line in lines)
            self.hidden.update(lines if is_hidden else ())
            self.struck.update(lines if is_struck else ())
        self.line += times
        return times * width


def chosen(sheets: Sequence[Sheet], wanted: str, known: frozenset[str]) -> SheetRead:
    """The named sheet; else the first that has several of the `known` headings, else the first that holds anything.

    Only sheets that are to be seen. Raises TableRefused.
    """
    seen = {sheet.name: sheet for sheet in reversed(sheets) if sheet.is_visible}
    names = tuple(reversed(seen))
    if wanted and wanted not in seen:
        raise TableRefused(Refusal.NO_SUCH_SHEET)
    lists = tuple(name for name in names if holds_list(seen[name].rows[:PEEKED_AT], known))
    filled = (name for name in names if seen[name].rows)
    name = wanted or next(chain(lists, filled), None)
    if name is None:
        raise TableRefused(Refusal.EMPTY)
    sheet = seen[name]
    width = max((len(row.cells) for row in sheet.rows), default=0)
    told = {
        Note.OTHER_SHEETS: len(names) > 1,
        Note.HIDDEN: bool(sheet.hidden) or min(sheet.hidden_columns, default=width) < width,
        Note.STRUCK: bool(sheet.struck),
    }
    return SheetRead(
        rows=sheet.rows,
        sheet=name,
        sheets=names,
        lists=lists,
        notes=frozenset(sheet.notes | {note for note, is_so in told.items() if is_so}),
        merged_to=sheet.merged_to,
        struck=frozenset(sheet.struck),
        hidden=frozenset(sheet.hidden),
    )


FORMATTED_LIMIT = 300_000_000  # bytes of rows: Ctrl+Shift+Down formats a million of them
_PIECE = 1_000_000
_LONGEST_ROW = 4_000_000
_MOST_AROUND = 8_000_000  # bytes before the rows; behind them no more is looked at
NO_XML = re.compile(rb"<!(?!--|\[CDATA\[)|\x00")  # what makes a small file large, and what is no UTF-8
_OPENING = re.compile(rb"<(\w+:)?sheetData\s*(/?)>")
_ROOT = re.compile(rb"<(?:\w+:)?worksheet\b[^>]*>")
_EMPTY_CELL = re.compile(rb"<((?:\w+:)?c)(?=[^<>]*\sr=)(?:\s[^<>]*)?(?:/>|></\1>)")
_EMPTY_ROW = re.compile(rb"<((?:\w+:)?row)(?=[^<>]*\sr=)(?:\s[^<>]*)?(?:/>|>\s*</\1>)")
_ROW = re.compile(rb"""<(?:\w+:)?row\b(?:[^<>]*?\sr=["'](\d{1,7})["'])?""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\b[^<>]*\shidden=["'](?:1|true)""")
_LINE_OF_HIDDEN = re.compile(rb"""<(?:\w+:)?row\b(?=[^<>]*\shidden=["'](?:1|true))(?=[^<>]*?\sr=["'](\d{1,7})["'])""")
_HIDDEN_COLUMN = re.compile(rb"""<(?:\w+:)?col\b(?=[^<>]*\shidden=["'](?:1|true))[^<>]*\smin=["'](\d{1,5})""")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^<>]*\sref=["'][A-Z]{1,3}\d{1,7}:[A-Z]{1,3}(\d{1,7})["']""")


@frozen(kw_only=True)
class SheetFacts:
    """What the reader should know about one sheet besides its rows."""

    has_formulas: bool = False
    has_hidden_rows: bool = False
    hidden_rows: frozenset[int] = frozenset()  # their lines, as far as the sheet numbers them
    first_hidden_column: int = 0  # from 1; 0: none
    merged_to: int = 0  # the last line of a merged cell; 0: none


@frozen
class BareSheet:
    """A sheet of rows and nothing else."""

    xml: bytes
    facts: SheetFacts


def bare_rows(stream: IO[bytes], most: int) -> BareSheet:
    """Read a sheet in UTF-8 as far as its rows go; `most` bytes of it may be kept. Raises TableRefused.

    A cell or row is left out only where its place is written at it, so that the others stay where they are.
    """
    head, opening = _head(stream)
    if opening is None or opening[2]:
        return BareSheet(head, SheetFacts())
    rows, tail, is_whole = _rows(stream, head[opening.end() :], opening[1] or b"", most)
    _require_in_order(rows)
    root, prefix = _ROOT.search(head), opening[1] or b""
    # Without a size, which is not believed either way, the reader of workbooks goes through all rows in search of one.
    xml = (root[0] + b'<%bdimension ref="A1"/>' % prefix if root else b"") + opening[0] + rows
    if is_whole and root:
        xml += b"</%bsheetData></%bworksheet>" % (prefix, prefix)
    hidden = [int(each) for each in _HIDDEN_COLUMN.findall(head[: opening.start()])]
    facts = SheetFacts(
        has_formulas=_FORMULA.search(rows) is not None,
        has_hidden_rows=_HIDDEN_ROW.search(rows) is not None,
        hidden_rows=frozenset(map(int, _LINE_OF_HIDDEN.findall(rows))),
        first_hidden_column=min(hidden, default=0),
        merged_to=max(map(int, _MERGED.findall(tail)), default=0),
    )
    return BareSheet(xml, facts)


def _require_in_order(rows: bytes) -> None:
    """Raises TableRefused where a row stands below one with a higher number, or the same: one of them would be lost."""
    before = 0
    for written in _ROW.findall(rows):
        number = int(written) if written else before + 1
        if number <= before:
            raise TableRefused(Refusal.UNUSUAL_WORKBOOK)
        before = number


def _head(stream: IO[bytes]) -> tuple[bytes, re.Match[bytes] | None]:
    head = b""
    while piece := stream.read(_PIECE):
        head += piece
        if opening := _OPENING.search(head):
            if NO_XML.search(head, 0, opening.start()):
                raise TableRefused(Refusal.UNUSUAL_WORKBOOK)
            return head, opening
        if len(head) > _MOST_AROUND:
            raise TableRefused(Refusal.TOO_LARGE)
    return head, None


def _rows(stream: IO[bytes], waiting: bytes, prefix: bytes, most: int) -> tuple[bytes, bytes, bool]:
    """The rows that hold anything, what follows them, and whether their end was found."""
    kept, size, read = list[bytes](), 0, 0
    end, start = b"</" + prefix + b"sheetData", b"<" + prefix + b"row"
    while True:
        at = waiting.find(end)
        cut = at if at >= 0 else max(waiting.rfind(start), 0)
        piece = _without_empty(waiting[:cut])
        kept.append(piece)
        size += len(piece)
        if at >= 0:
            return b"".join(kept), waiting[at:] + stream.read(_MOST_AROUND), True
        more = stream.read(_PIECE)
        read += len(more)
        if not more:
            return b"".join(kept) + waiting[cut:], b"", False
        if size > most or read > FORMATTED_LIMIT:
            raise TableRefused(Refusal.TOO_LARGE)
        if len(waiting) - cut > _LONGEST_ROW:
            raise TableRefused(Refusal.UNUSUAL_WORKBOOK)
        waiting = waiting[cut:] + more


def _without_empty(piece: bytes) -> bytes:
    if b"c>" not in piece and b" r=" in piece[:500]:  # no cell that holds anything ends here
        return b""
    return _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", piece))
