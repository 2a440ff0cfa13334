"""Tables and text records as rows of named cells, streamed."""

import csv
import io
from collections.abc import Iterator
from typing import IO

from .export_notes import CannotReadMember, NoteKind
from .export_texts import folded
from .limits import LONGEST_CELL, MOST_ROWS

_HEADING_WITHIN = 30  # rows; notes may stand before it
_MOST_COLUMNS = 200
_NOTES = "notes"  # the first line of what may stand before a heading
Row = dict[str, str]


def table_rows(source: IO[bytes], heading: tuple[str, ...]) -> Iterator[Row]:
    """The rows under the heading, by its names; of two columns of one name the first. Raises CannotReadMember.

    `heading`: cells that the heading has; without any, the first row is the heading, after notes if there are any.
    """
    csv.field_size_limit(LONGEST_CELL)
    lines = io.TextIOWrapper(source, encoding="utf-8-sig", errors="replace", newline="")
    wanted, names, has_notes = {folded(each) for each in heading}, list[str](), False
    try:
        for number, cells in enumerate(csv.reader(_without_nul(lines))):
            if number > MOST_ROWS:
                raise CannotReadMember(NoteKind.TOO_MANY_ENTRIES)
            if names:
                if any(cells):
                    yield _row(names, cells)
            elif number == 0 and not wanted and cells and folded(cells[0]) == _NOTES:
                has_notes = True
            elif cells and wanted <= {folded(each) for each in cells} and (len(cells) > 1 or not has_notes):
                names = [each.strip() for each in cells[:_MOST_COLUMNS]]
            elif number >= _HEADING_WITHIN:
                break
    except csv.Error:
        raise CannotReadMember(NoteKind.DAMAGED) from None
    if not names:
        raise CannotReadMember(NoteKind.UNKNOWN_LAYOUT)


def _row(names: list[str], cells: list[str]) -> Row:
    row: Row = {}
    for name, cell in zip(names, cells, strict=False):
        row.setdefault(name, cell)
    return row


def _without_nul(lines: io.TextIOWrapper) -> Iterator[str]:
    while line := lines.readline(LONGEST_CELL):
        yield line.replace("\0", "")


def record_rows(source: IO[bytes]) -> Iterator[Row]:
    """Records of lines such as `Username: ann`, parted by empty lines. Raises CannotReadMember."""
    lines = io.TextIOWrapper(source, encoding="utf-8-sig", errors="replace")
    row: Row = {}
    count = 0
    while line := lines.readline(LONGEST_CELL):
        name, colon, said = line.partition(":")
        if colon and len(row) < _MOST_COLUMNS:
            row.setdefault(name.strip(), said.strip())
        elif not line.strip() and row:
            yield row
            row, count = {}, count + 1
            if count > MOST_ROWS:
                raise CannotReadMember(NoteKind.TOO_MANY_ENTRIES)
    if row:
        yield row
