"""A staff list from a file, whatever it is: nothing in it is run, fetched, computed or believed."""

from pathlib import Path

from attrs import evolve

from ..system import read_regular
from .presets import known_headings
from .table import MOST_BYTES, MOST_COLUMNS, Note, Refusal, StaffTable, TableRefused, TableRow, headings_at, printable
from .text_file import decode, rows_of
from .workbook_worker import read_sheet_apart

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_table(
    file: Path, *, sheet: str = "", encoding: str = "", delimiter: str = "", headings_line: int = 0
) -> StaffTable:
    """The table in a CSV or XLSX file, told apart by content. What is not given is found out. Raises TableRefused.

    `headings_line` is the line of the headings where the reader knows better; 0: found out.
    """
    content = _content(file)
    if content.startswith(_OLE):
        raise TableRefused(Refusal.OLD_WORKBOOK)
    if content.startswith(_ZIP):
        read = read_sheet_apart(content, sheet)
        return _table(
            read.rows,
            headings_line,
            StaffTable(headings=(), headings_line=0, rows=(), sheet=read.sheet, sheets=read.sheets, notes=read.notes),
        )
    text, encoding, notes = decode(content, encoding)
    rows, delimiter = rows_of(text, delimiter)
    return _table(
        rows,
        headings_line,
        StaffTable(headings=(), headings_line=0, rows=(), encoding=encoding, delimiter=delimiter, notes=notes),
    )


def _content(file: Path) -> bytes:
    """All of a regular file, up to the limit; a pipe or a device is not waited for."""
    try:
        content = read_regular(file, MOST_BYTES + 1)
    except OSError:
        raise TableRefused(Refusal.NOT_READABLE) from None
    if len(content) > MOST_BYTES:
        raise TableRefused(Refusal.TOO_LARGE)
    if not content:
        raise TableRefused(Refusal.EMPTY)
    return content


def _table(rows: list[TableRow], headings_line: int, how: StaffTable) -> StaffTable:
    if headings_line:
        at = next((at for at, row in enumerate(rows) if row.line == headings_line), None)
        if at is None or at + 1 >= len(rows):
            raise TableRefused(Refusal.EMPTY)
    else:
        at = headings_at(rows, known_headings())
    wide = any(len(row.cells) > MOST_COLUMNS for row in rows)
    headings = tuple(printable(cell) for cell in rows[at].cells[:MOST_COLUMNS])
    return evolve(
        how,
        headings=headings,
        headings_line=rows[at].line,
        rows=tuple(TableRow(row.line, row.cells[:MOST_COLUMNS]) if wide else row for row in rows[at + 1 :]),
        notes=how.notes | ({Note.COLUMNS_LEFT_OUT} if wide else set()),
    )
