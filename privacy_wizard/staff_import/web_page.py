"""A web page as one sheet: its tables below each other, as a spreadsheet program opens it. Many systems write one and
call it a workbook.
"""

import re
from html.parser import HTMLParser

from attrs import define, evolve, field

from .sheets import Sheet, SheetRead, chosen
from .table import LONGEST_CELL, MOST_COLUMNS, Note, Refusal, TableRefused

_MOST_TAGS = 1_200_000
_MOST_CELLS = 500_000
_DEEPEST = 50  # tables in tables
_LONGEST_TAG = re.compile(r"<[^<>]{20000}")
_MOST_BELOW = 65_534  # rows over which a cell may reach, as the standard has it
_OF_TABLES = ("table", "tr", "td", "th")
_PARTS, _AROUND = ("thead", "tbody", "tfoot"), ("div", "form", "section")
_CELLS, _BREAKS, _LINES_THROUGH = ("td", "th"), ("br", "p", "div", "li"), ("s", "strike", "del")
_NEVER_CLOSED = ("br", "img", "input", "hr", "wbr")
_NOT_SEEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)")
_STRUCK = re.compile(r"(?i)line-through")
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def read_web_page(content: bytes, _sheet: str = "", known: frozenset[str] = frozenset()) -> SheetRead:
    """A page in UTF-8. Raises TableRefused."""
    page = content.decode()
    if page.count("<") > _MOST_TAGS:
        raise TableRefused(Refusal.TOO_LARGE)
    if _LONGEST_TAG.search(page):
        raise TableRefused(Refusal.UNUSUAL_WORKBOOK)
    reader = _TablesOfAPage()
    try:
        reader.feed(page)  # never closed: what is unfinished at the end is left, and not gone through again and again
    except AssertionError:  # as the library says that a declaration is none
        raise TableRefused(Refusal.NOT_A_WORKBOOK) from None
    if reader.is_cut_off:
        raise TableRefused(Refusal.NOT_A_WORKBOOK)
    reader.end_row()
    if not any(len(row.cells) > 1 for row in reader.sheet.rows):
        raise TableRefused(Refusal.WEB_PAGE)
    return evolve(chosen([reader.sheet], "", known), sheets=(), lists=())


@define
class _Table:
    """A table while it is read."""

    row: list[str] | None = None
    is_filled: bool = False
    number: int = 0  # of the row
    is_unseen: bool = False  # all of it
    is_part_unseen: bool = False  # of its parts the one that is read
    is_hidden: bool = False  # the row
    is_struck: bool = False
    cell: list[str] | None = None
    length: int = 0  # of its text
    is_cell_struck: bool = False
    columns: int = 1  # of the cell
    covered: dict[int, int] = field(factory=dict)  # columns, and up to which row a cell from above reaches

    def write(self, text: str) -> None:
        """More of the text of the cell, if one is open."""
        if self.cell is not None and self.length <= LONGEST_CELL:
            self.length += len(text)
            self.cell.append(text)


class _TablesOfAPage(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sheet = Sheet(name="")
        self._tables = [_Table()]  # tables within tables; the first is for rows that stand in none
        self._aside, self._depth = "", 0  # what is within a cell and not seen, such as a word to sort by
        self._unseen = list[str]()  # what stands around tables; the outermost is not seen
        self._lines_through = self._cells = self._filled = 0

    @property
    def is_cut_off(self) -> bool:
        """Whether the page ends within a cell."""
        return any(table.cell is not None for table in self._tables)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A table begins, a row or a cell, or a line within one."""
        if self._is_aside(tag, 1):
            return
        said = {name: value or "" for name, value in attrs}
        look = said.get("style", "")
        is_seen = "hidden" not in said and not _NOT_SEEN.search(look)
        is_struck = _STRUCK.search(look) is not None
        table = self._tables[-1]
        if tag == "table":
            if len(self._tables) > _DEEPEST:
                raise TableRefused(Refusal.UNUSUAL_WORKBOOK)
            self._tables.append(_Table(is_unseen=not is_seen or table.is_unseen or bool(self._unseen)))
        elif tag in _PARTS:
            self.end_row()
            table.is_part_unseen = not is_seen
        elif tag == "tr":
            self.end_row()
            is_seen = is_seen and not (table.is_unseen or table.is_part_unseen)
            table.row, table.is_hidden, table.is_struck = [], not is_seen, is_struck
        elif tag in _CELLS:
            self._begin_cell(said, is_seen=is_seen, is_struck=is_struck)
        elif table.cell is None:
            if tag in _AROUND and (self._unseen or not is_seen):
                self._unseen.append(tag)
        else:
            self._begin_within_cell(tag, is_seen=is_seen, is_struck=is_struck)

    def _begin_within_cell(self, tag: str, *, is_seen: bool, is_struck: bool) -> None:
        if not is_seen and tag not in _NEVER_CLOSED:
            self._aside, self._depth = tag, 1
        if tag in _BREAKS:
            self._tables[-1].write("\n")
        self._lines_through += tag in _LINES_THROUGH
        self._tables[-1].is_cell_struck |= is_struck

    def handle_endtag(self, tag: str) -> None:
        """A table ends, a row or a cell, or what is not seen in one."""
        if self._is_aside(tag, -1):
            return
        if tag in _CELLS:
            self._end_cell()
        elif tag == "tr":
            self.end_row()
        elif tag in _PARTS:
            self.end_row()
            self._tables[-1].is_part_unseen = False
        elif tag == "table":
            self.end_row()
            if len(self._tables) > 1:
                self._tables.pop()
        elif self._unseen[-1:] == [tag] and self._tables[-1].cell is None:
            self._unseen.pop()
        elif tag in _LINES_THROUGH:
            self._lines_through = max(self._lines_through - 1, 0)
        elif tag in _BREAKS:
            self._tables[-1].write("\n")

    def handle_data(self, data: str) -> None:
        """A text belongs to the innermost cell."""
        table = self._tables[-1]
        if not self.cdata_elem and not self._aside:
            table.write(_BLANKS.sub(" ", data))
            table.is_cell_struck |= self._lines_through > 0

    def _is_aside(self, tag: str, by: int) -> bool:
        if tag in _OF_TABLES:  # whatever was not closed
            self._aside = ""
        if not self._aside:
            return False
        self._depth += by if tag == self._aside else 0
        if not self._depth:
            self._aside = ""
        return True

    def _begin_cell(self, said: dict[str, str], *, is_seen: bool, is_struck: bool) -> None:
        self._end_cell()
        columns = min(_count(said, "colspan"), MOST_COLUMNS)
        table = self._tables[-1]
        row = table.row = [] if table.row is None else table.row
        before = len(row)
        while len(row) <= MOST_COLUMNS and table.covered.get(len(row), 0) > table.number:
            row.append("")
        self._cells += columns + len(row) - before
        if self._cells > _MOST_CELLS:
            raise TableRefused(Refusal.TOO_LARGE)
        table.cell, table.length, table.is_cell_struck, table.columns = [], 0, is_struck, columns
        below = min(_count(said, "rowspan"), _MOST_BELOW)
        if below > 1:
            self.sheet.merged_to = max(self.sheet.merged_to, self.sheet.line + below)
            table.covered |= dict.fromkeys(range(len(row), min(len(row) + columns, MOST_COLUMNS)), table.number + below)
        if not is_seen:
            self.sheet.hidden_columns.append(len(row))
        if "x:fmla" in said:
            self.sheet.notes.add(Note.FORMULAS)

    def _end_cell(self) -> None:
        table = self._tables[-1]
        if table.cell is None or table.row is None:
            return
        lines = (line.strip(" ") for line in "".join(table.cell).split("\n"))
        shown = "\n".join(filter(None, lines))[: LONGEST_CELL + 1]
        if len(table.row) <= MOST_COLUMNS:
            table.row += [shown] + [""] * (table.columns - 1)
        else:
            self.sheet.notes.add(Note.COLUMNS_LEFT_OUT)
        table.is_struck |= table.is_cell_struck and bool(shown.strip())
        table.cell, self._lines_through = None, 0

    def end_row(self) -> None:
        """The row is over, and with it its last cell, whether that is said or not. Raises TableRefused."""
        self._end_cell()
        table = self._tables[-1]
        if table.row is not None:
            if not table.is_filled and sum(map(bool, table.row)) > 1:
                table.is_filled = True
                self._filled += 1
                self.sheet.notes |= {Note.SEVERAL_TABLES} if self._filled > 1 else set()
            self.sheet.add(table.row, is_hidden=table.is_hidden, is_struck=table.is_struck)
            table.number += 1
        table.row = None


def _count(said: dict[str, str], of: str) -> int:
    """Over how many rows or columns a cell reaches; at least one."""
    found = said.get(of, "").strip()
    return max(int(found), 1) if found.isascii() and found.isdigit() and len(found) < 6 else 1
