"""The sheets of a workbook of any kind while they are read, and which of them is the list."""

from collections.abc import Sequence
from itertools import chain

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
