"""A staff list from a file of any kind: nothing in it is run, fetched, computed or trusted."""

import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from attrs import evolve

from ..system import read_regular
from ..system.progress import UNWATCHED, WorkProgress
from .file_kinds import TableKind, kind_of, said_otherwise
from .presets import StaffField, fields_by_heading, known_headings
from .table import (
    MOST_BYTES,
    MOST_COLUMNS,
    Note,
    ReadingListStopped,
    Refusal,
    StaffTable,
    TableRefused,
    TableRow,
    as_heading,
    headings_at,
    over_two_rows,
    printable,
)
from .text_file import decode, rows_of, said_by_a_page

_AS_TEXT = re.compile(r'=\s*(?:T?\()?(?:"(?P<quoted>(?:[^"]|"")*)"|""(?P<twice>[^"]*)""|(?P<figures>\d+))\)?')
"""The trick that keeps Excel from changing a number: ="0101"."""
_IN_QUOTES = re.compile(r'"(?P<a>[^"]+)"|“(?P<b>[^“”]+)”|„(?P<c>[^„“”]+)[“”]|«(?P<d>[^«»]+)»')
"""Quotation marks that a program has put around a cell, or turned into those of a printed page."""
_SIGNS_AHEAD = frozenset('=#E"“„« ')
_OF_A_PERSON = frozenset((StaffField.NUMBER, StaffField.FIRST_NAME, StaffField.LAST_NAME, StaffField.FULL_NAME))
_LONGEST_HEADING = 40
_ERROR = re.compile(r"#(?:N/A|N/D|NV|GETTING_DATA|NAME|[¡¿]?[A-ZÀ-Þ0/]{2,12}[!?]|#+)|Err:\d{3}")
"""What a formula that failed shows, in any language of the program."""


def read_table(
    file: Path,
    *,
    sheet: str = "",
    encoding: str = "",
    delimiter: str = "",
    headings_line: int = 0,
    progress: WorkProgress = UNWATCHED,
) -> StaffTable:
    """The table in a file of any kind that is read here, told apart by content. What is not given is found out. Raises
    TableRefused, ReadingListStopped.

    `headings_line` is the line of the headings where the reader knows better; 0: found out.
    """
    content = _content(file)
    kind = kind_of(content)
    how = StaffTable(headings=(), headings_line=0, rows=(), notes=said_otherwise(file.name, kind))
    if kind is TableKind.TEXT:
        text, encoding, notes = decode(content, encoding)
        rows, delimiter = rows_of(text, delimiter)
        return _table(rows, headings_line, evolve(how, encoding=encoding, delimiter=delimiter, notes=how.notes | notes))
    if kind is TableKind.WEB_PAGE:
        text, encoding, notes = decode(content, encoding or said_by_a_page(content))
        content, how = text.lstrip().encode(), evolve(how, encoding=encoding, notes=how.notes | notes)
    from .workbook_worker import read_sheet_apart  # a list as text needs no process of its own

    read = read_sheet_apart(content, sheet, progress.ending_in(ReadingListStopped))
    how = evolve(how, sheet=read.sheet, sheets=read.sheets, lists=read.lists, notes=how.notes | read.notes)
    return _table(read.rows, headings_line, evolve(how, struck=read.struck, hidden=read.hidden), read.merged_to)


def _content(file: Path) -> bytes:
    """All of a regular file, up to the limit; nothing waits for a pipe or a device."""
    try:
        content = read_regular(file, MOST_BYTES + 1)
    except OSError:
        raise TableRefused(Refusal.NOT_READABLE) from None
    if len(content) > MOST_BYTES:
        raise TableRefused(Refusal.TOO_LARGE)
    if not content:
        raise TableRefused(Refusal.EMPTY)
    return content


def _table(found: list[TableRow], headings_line: int, how: StaffTable, merged_to: int = 0) -> StaffTable:
    rows = list(map(_as_meant, found))
    if headings_line:
        at = next((at for at, row in enumerate(rows) if row.line == headings_line), None)
        if at is None or at + 1 >= len(rows):
            raise TableRefused(Refusal.EMPTY)
        ahead = 0
    elif together := over_two_rows(rows, known_headings()):
        at, rows[together[0]] = together
        ahead = at - 1
    else:
        at = ahead = headings_at(rows, known_headings())
    heads = rows[at]
    spelled = _spelled(heads)
    repeated = {row.line for row in rows[at + 1 :] if _is_headings(row, spelled)}
    others = [row.line for row in (*rows[:ahead], *rows[at + 1 :]) if _is_of_another_list(row, spelled)]
    if others and not headings_line and known_headings().isdisjoint(spelled):  # words above the list, as many as rows
        return _table(found, others[0], how, merged_to)
    if others:
        raise TableRefused(Refusal.OTHER_COLUMNS, f"line {others[0]}")
    below = tuple(TableRow(row.line, row.cells[:MOST_COLUMNS]) for row in rows[at + 1 :] if row.line not in repeated)
    told = {
        Note.COLUMNS_LEFT_OUT: any(len(row.cells) > MOST_COLUMNS for row in rows),
        Note.ERRORS: any(_ERROR.fullmatch(cell) for row in found for cell in row.cells if cell[:1] in ("#", "E")),
        Note.REPEATED_HEADINGS: bool(repeated),
        Note.HEADING_TWICE: any(_known_twice(spelled)),
        Note.MERGED: merged_to > heads.line,
    }
    return evolve(
        how,
        headings=tuple(printable(cell) for cell in heads.cells[:MOST_COLUMNS]),
        headings_line=heads.line,
        rows=below,
        notes=how.notes | {note for note, is_so in told.items() if is_so},
    )


def _as_meant(row: TableRow) -> TableRow:
    """The row without what a spreadsheet program has put around texts, or in the place of values."""
    if not any(cell[:1] in _SIGNS_AHEAD for cell in row.cells):
        return row
    return TableRow(row.line, tuple(map(_cell_as_meant, row.cells)))


def _cell_as_meant(cell: str) -> str:
    if quoted := _AS_TEXT.fullmatch(cell.strip()):
        return (quoted["quoted"] or quoted["twice"] or quoted["figures"] or "").replace('""', '"')
    if in_quotes := _IN_QUOTES.fullmatch(cell.strip()):
        return in_quotes[in_quotes.lastgroup or 0]
    return "" if _ERROR.fullmatch(cell.strip()) else cell


def _is_headings(row: TableRow, spelled: list[str]) -> bool:
    """Whether the headings stand there again, be it in part or in another spelling that is known."""
    fields, none = fields_by_heading(), frozenset[StaffField]()
    same = sum(
        bool(fields.get(as_heading(cell), none) & fields.get(own, none))
        for cell, own in zip(row.cells, spelled, strict=False)
        if len(cell) <= _LONGEST_HEADING
    )
    if same > 1:  # whatever the others are called there
        return True
    known, filled = known_headings(), 0
    for at, cell in enumerate(row.cells):
        if word := as_heading(cell):
            filled += 1
            if word not in known and spelled[at : at + 1] != [word]:
                return False
    return filled > 1 or filled == len(spelled)


def _is_of_another_list(row: TableRow, spelled: list[str]) -> bool:
    """Whether headings stand there of which one belongs elsewhere: below it another list begins."""
    if row.cells[0][:1].isdigit():  # no heading begins so, and most rows do
        return False
    fields, none = fields_by_heading(), frozenset[StaffField]()
    words = [as_heading(cell) if len(cell) <= _LONGEST_HEADING else "" for cell in row.cells]
    if sum(bool(fields.get(word, none) & _OF_A_PERSON) for word in words) < 2:
        return False
    return any(
        word and word != own and fields.get(word) != fields.get(own)
        for word, own in zip_longest(words, spelled, fillvalue="")
    )


def _spelled(row: TableRow) -> list[str]:
    return [as_heading(cell) for cell in row.cells]


def _known_twice(spelled: list[str]) -> Iterator[bool]:
    return (spelled.count(each) > 1 for each in spelled if each in known_headings())
