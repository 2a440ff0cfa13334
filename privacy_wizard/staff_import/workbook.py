"""XLSX: one sheet as rows of text, as a person sees them, numbers in their formats. Formulas are not computed."""

import operator
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from attrs import define, field

from .sheets import PEEKED_AT, SheetFacts, SheetRead
from .table import LONGEST_CELL, MOST_COLUMNS, Note, Refusal, TableRefused, TableRow, bounded, holds_list, printable
from .workbook_parts import PlainCopy, plain_copy

_COLOURS = re.compile(r"\[[^\]]*\]")  # and conditions, and languages
_CONDITION = re.compile(r"\[(?P<sign><=|>=|<>|<|>|=)(?P<than>-?\d+(?:\.\d+)?)\]")
_HOLDS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|(?P<zeros>#*0+|General)|(?P<plain>[-/ ().,+:])|(?P<other>.)'
)
_MOST_DIGITS = 15  # that a number of a spreadsheet holds


def shown_number(value: float, code: str) -> str:
    """`code`: the format of the cell, such as `0000`. Formats of amounts and percentages change nothing."""
    whole = int(value) if isinstance(value, int) or (value.is_integer() and abs(value) < 10**_MOST_DIGITS) else None
    if whole is None or "E+" in code.upper():  # a code such as 1E5 was taken for a power of ten
        return f"{value:.{_MOST_DIGITS}g}".upper() if whole is None else f"{value:.2E}"
    return _filled(whole, code) if whole >= 0 else str(whole)


def _filled(whole: int, code: str) -> str:
    parts = list(_PART.finditer(_COLOURS.sub("", _section(whole, code))))
    places = sum(max((part["zeros"] or "").count("0"), part["zeros"] == "General") for part in parts)
    if any(part["other"] for part in parts) or not places or _is_amount(parts):
        return str(whole)
    digits = str(whole).zfill(places)
    first, shown = len(digits) - places, ""  # digits beyond the places stand before the first of them
    for part in parts:
        if part["zeros"]:
            width = max(part["zeros"].count("0"), 1) + first
            shown, digits, first = shown + digits[:width], digits[width:], 0
        else:
            shown += part["quoted"] or part["escaped"] or part["plain"] or ""
    return shown.strip()


def _section(whole: int, code: str) -> str:
    """The part of the format that is for this number: the first whose condition holds, or that has none."""
    for section in code.split(";"):
        condition = _CONDITION.search(section)
        if condition is None or _HOLDS[condition["sign"]](whole, float(condition["than"])):
            return section
    return ""


def _is_amount(parts: list[re.Match[str]]) -> bool:
    """With places behind a point: 0.00."""
    return any(part["plain"] in (".", ",") for part in parts)


_BOTTOM = 1_048_576  # rows of a sheet
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_CELLS = 1_000_000
_MOST_LINES = 1_500_000  # over all sheets, empty ones too: one sheet used down to its bottom, and others beside it


def read_sheet(content: bytes, sheet: str = "", known: frozenset[str] = frozenset()) -> SheetRead:
    """The named sheet; else the first that has several of the `known` headings, else the first that holds anything.

    Only sheets that are to be seen. Raises TableRefused.
    """
    import openpyxl  # takes 0.15 s to load

    copy = plain_copy(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about parts that we do not read
        try:
            book = openpyxl.load_workbook(copy.file, read_only=True, data_only=True, keep_links=False)
            return _sheet(book, sheet, known, copy)
        except TableRefused:
            raise
        except Exception:  # noqa: BLE001 - openpyxl raises whatever a broken part makes it stumble over
            raise TableRefused(Refusal.NOT_A_WORKBOOK) from None


def _sheet(book: Any, wanted: str, known: frozenset[str], copy: PlainCopy) -> SheetRead:
    seen = {printable(str(sheet.title)): sheet for sheet in reversed(book.worksheets) if sheet.sheet_state == "visible"}
    names = tuple(reversed(seen))
    if wanted and wanted not in seen:
        raise TableRefused(Refusal.NO_SUCH_SHEET)
    parts, count = dict[str, _SheetPart](), _Count()
    for sheet in seen.values():
        parts.setdefault(sheet._worksheet_path, _SheetPart(_lines(sheet, count), copy.struck, copy.struck_texts))
    of = {name: parts[seen[name]._worksheet_path] for name in names}
    first_of_each = {id(of[name]): name for name in reversed(names)}.values()
    lists = tuple(name for name in names if holds_list(list(islice(of[name].rows(), PEEKED_AT)), known))
    for name in (wanted,) if wanted else (*lists[:1], *reversed(first_of_each)):
        rows = list(bounded(of[name].rows()))
        if rows or wanted:
            known_of_it = copy.facts.get(seen[name]._worksheet_path, SheetFacts())
            notes = _notes(known_of_it, rows, of[name], is_only=len(names) == 1)
            notes |= {Note.COMMENTS} if copy.has_comments else set()
            return SheetRead(
                rows=rows,
                sheet=name,
                sheets=names,
                lists=lists,
                notes=notes,
                merged_to=known_of_it.merged_to,
                struck=frozenset(of[name].struck_lines),
                hidden=known_of_it.hidden_rows,
            )
    raise TableRefused(Refusal.EMPTY)


def _notes(facts: SheetFacts, rows: list[TableRow], part: "_SheetPart", *, is_only: bool) -> frozenset[Note]:
    width = max((len(row.cells) for row in rows), default=0)
    told = {
        Note.COLUMNS_LEFT_OUT: part.is_wide,
        Note.STRUCK: bool(part.struck_lines),
        Note.OTHER_SHEETS: not is_only,
        Note.FORMULAS: facts.has_formulas,
        Note.HIDDEN: facts.has_hidden_rows or 0 < facts.first_hidden_column <= width,
    }
    return frozenset(note for note, is_so in told.items() if is_so)


@define
class _Count:
    """What has been read so far, over all sheets."""

    lines: int = 0
    cells: int = 0

    def add(self, width: int) -> None:
        """One line, with the cells that are made up before its last one. Raises TableRefused."""
        self.lines += 1
        self.cells += width
        if self.cells > _MOST_CELLS or self.lines > _MOST_LINES:
            raise TableRefused(Refusal.TOO_LARGE)


@define
class _SheetPart:
    """The rows of one part of the file: read once, and no further than asked, however many sheets lead to it."""

    _unread: Iterator[tuple[int, Sequence[Any]]]
    _struck: frozenset[int]
    _struck_texts: frozenset[str]
    _read: list[TableRow] = field(factory=list)
    is_wide: bool = False
    struck_lines: set[int] = field(factory=set)

    def rows(self) -> Iterator[TableRow]:
        """From the first on. Raises TableRefused."""
        yield from self._read
        for line, cells in self._unread:
            self.is_wide |= len(cells) > MOST_COLUMNS
            if (self._struck or self._struck_texts) and any(map(self._is_struck, cells[:MOST_COLUMNS])):
                self.struck_lines.add(line)
            self._read.append(TableRow(line, tuple(map(_text, cells[:MOST_COLUMNS]))))
            yield self._read[-1]

    def _is_struck(self, cell: Any) -> bool:
        return cell.value is not None and (cell._style_id in self._struck or cell.value in self._struck_texts)


def _lines(sheet: Any, count: _Count) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows that have cells, with their numbers."""
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        if line > _BOTTOM:
            raise TableRefused(Refusal.TOO_MANY_ROWS)
        count.add(len(cells))
        if cells:
            yield line, cells


def _text(cell: Any) -> str:
    """A cell as a person sees it, or would have typed it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value[: LONGEST_CELL + 1])
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        return shown_number(value, _format_of(cell))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)[:LONGEST_CELL]


def _format_of(cell: Any) -> str:
    try:
        return str(cell.number_format)
    except IndexError:  # a style that is not there
        return "General"
