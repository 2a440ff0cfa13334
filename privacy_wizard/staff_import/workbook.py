"""XLSX: one sheet as rows of text. Formulas are not computed; the values saved with them are read."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from attrs import define, frozen

from .table import LONGEST_CELL, MOST_COLUMNS, Note, Refusal, TableRefused, TableRow, bounded, printable
from .workbook_copy import plain_copy

_MOST_CELLS = 1_000_000


@frozen(kw_only=True)
class SheetRead:
    """One sheet of a workbook."""

    rows: list[TableRow]
    sheet: str
    sheets: tuple[str, ...]
    notes: frozenset[Note]


def read_sheet(content: bytes, sheet: str = "") -> SheetRead:
    """The named sheet, else the first one to be seen that holds anything. Raises TableRefused."""
    import openpyxl  # takes 0.15 s to load

    copy, notes = plain_copy(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about parts that we do not read
        try:
            book = openpyxl.load_workbook(copy, read_only=True, data_only=True, keep_links=False)
            found = _sheet(book, sheet)
        except TableRefused:
            raise
        except Exception:  # noqa: BLE001 - openpyxl raises whatever a broken part makes it stumble over
            raise TableRefused(Refusal.NOT_A_WORKBOOK) from None
    if len(found.sheets) > 1:
        notes |= {Note.OTHER_SHEETS}
    return SheetRead(rows=found.rows, sheet=found.sheet, sheets=found.sheets, notes=found.notes | notes)


def _sheet(book: Any, wanted: str) -> SheetRead:
    seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    names = tuple(printable(str(sheet.title)) for sheet in seen)
    if wanted and wanted not in names:
        raise TableRefused(Refusal.NO_SUCH_SHEET)
    count = _Count()
    for sheet, name in zip(seen, names, strict=True):
        if wanted in ("", name):
            count.is_wide = False
            rows = list(bounded(_rows(sheet, count)))
            if rows or wanted:
                notes = frozenset({Note.COLUMNS_LEFT_OUT}) if count.is_wide else frozenset[Note]()
                return SheetRead(rows=rows, sheet=name, sheets=names, notes=notes)
    raise TableRefused(Refusal.EMPTY)


@define
class _Count:
    """What was read so far; several sheets may lead to the same part of the file."""

    cells: int = 0
    is_wide: bool = False

    def add(self, width: int) -> None:
        """One row, with the cells that are made up before its last one. Raises TableRefused."""
        self.cells += width
        self.is_wide |= width > MOST_COLUMNS
        if self.cells > _MOST_CELLS:
            raise TableRefused(Refusal.TOO_LARGE)


def _rows(sheet: Any, count: "_Count") -> Iterator[TableRow]:
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    for line, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        count.add(len(values))
        yield TableRow(line, tuple(_text(value) for value in values[:MOST_COLUMNS]))


def _text(value: object) -> str:
    """A cell as a person would have typed it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value[: LONGEST_CELL + 1]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value)) if abs(value) < 1e15 else ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, (date, time)) else str(value)[:LONGEST_CELL]
