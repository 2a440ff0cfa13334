"""A file as a table of texts, and why a file is not read."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise, zip_longest
from unicodedata import normalize

from attrs import frozen

from ..i18n import Message
from ..system.progress import WorkStopped
from ..system.trouble import NO_FILE

MOST_BYTES = 20_000_000
MOST_ROWS = 100_000
MOST_LINES = 1_500_000  # empty ones too
MOST_CELLS = 2_500_000  # up to the last of each row that is filled
_MOST_LOOKED_AT = 10_000_000  # cells, with the empty ones behind those
MOST_COLUMNS = 200
LONGEST_CELL = 2_000
_HEADINGS_WITHIN = 20
"""Reports begin with a title and a date; the headings stand within so many rows."""


class Refusal(StrEnum):
    """Why a file was not read."""

    NOT_READABLE = "not readable"
    TOO_LARGE = "too large"
    TOO_MANY_ROWS = "too many rows"
    EMPTY = "empty"
    NOT_TEXT = "not text"
    QUOTES = "quotes"
    LOCKED = "locked"
    NOT_A_WORKBOOK = "not a workbook"
    UNUSUAL_WORKBOOK = "unusual workbook"
    NO_SUCH_SHEET = "no such sheet"
    OTHER_WORKBOOK = "workbook of another program"
    WEB_PAGE = "web page"
    OTHER_DOCUMENT = "document of another kind"
    ONE_COLUMN = "one column"
    OTHER_COLUMNS = "a second list with other columns"


SENTENCES = {
    Refusal.NOT_READABLE: NO_FILE,
    Refusal.TOO_LARGE: Message(
        "The file is far larger than any staff list, so it was not read. Export the staff list alone."
    ),
    Refusal.TOO_MANY_ROWS: Message(
        "The file has more than {most:,} rows, so it was not read. Export current staff only.", most=MOST_ROWS
    ),
    Refusal.EMPTY: Message(
        "The file holds no table: no row of headings with rows below it. Export the staff list again."
    ),
    Refusal.NOT_TEXT: Message(
        "The file is neither plain text nor a workbook that can be read. Save it as CSV (UTF-8) or XLSX."
    ),
    Refusal.QUOTES: Message(
        "A quotation mark is opened and never closed, so the rows cannot be told apart. Export the list "
        "again, or save it as XLSX."
    ),
    Refusal.LOCKED: Message("The workbook has a password, so it was not read. Save it as XLSX without one."),
    Refusal.NOT_A_WORKBOOK: Message("The workbook is damaged or of another kind. Save it again as XLSX, or as CSV."),
    Refusal.UNUSUAL_WORKBOOK: Message(
        "The workbook is not built the way spreadsheet programs build them, so it was not read. Open it "
        "in one, save it again as XLSX or CSV, and try that file."
    ),
    Refusal.NO_SUCH_SHEET: Message("The workbook has no sheet of that name."),
    Refusal.OTHER_WORKBOOK: Message(
        "This is a workbook of another kind (XLSB, MHT or Numbers, for instance). Open it in the program that made it "
        "and save or export it as XLSX or CSV."
    ),
    Refusal.WEB_PAGE: Message(
        "This is a web page, or another file of that kind, without a table in it. Perhaps it asks you to sign in. "
        "Export the staff list again."
    ),
    Refusal.OTHER_DOCUMENT: Message(
        "This is some other kind of document, not a table. Export the staff list as CSV or XLSX."
    ),
    Refusal.ONE_COLUMN: Message(
        "The columns cannot be told apart: no separator was found. Say which character separates them, "
        "or save the list as CSV or XLSX."
    ),
    Refusal.OTHER_COLUMNS: Message(
        "A second list with other columns begins below the first, so the program cannot tell what is meant "
        "there. Save each list as a file of its own."
    ),
}


class TableRefused(Exception):
    """A file was not read; nothing was changed."""

    def __init__(self, reason: Refusal, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail

    def __str__(self) -> str:
        return str(SENTENCES[self.reason]) + (f" ({self.detail})" if self.detail else "")


class ReadingListStopped(WorkStopped):
    """The user stopped the reading of a list."""

    sentence = Message(
        "Stopped, so the list was not read to the end, and nothing was changed. Choose it again to go on."
    )


class Note(StrEnum):
    """What the reader of a preview should know about how the file was read."""

    ENCODING_GUESSED = "encoding guessed"  # not UTF-8: read in the code page that fits best
    FORMULAS = "formulas"  # cells with formulas: the values that were saved with them are shown, nothing is computed
    OTHER_SHEETS = "other sheets"  # only one sheet is read
    COLUMNS_LEFT_OUT = "columns left out"  # beyond the most that are read
    ENCODING_MIXED = "encoding mixed"  # rows with letters of another encoding; they are held back
    HIDDEN = "hidden"  # rows or columns that the workbook does not show; they are read
    STRUCK = "struck through"  # cells that somebody has crossed out; they are read
    COMMENTS = "comments"  # beside cells; they are not read
    MERGED = "merged"  # cells over several rows: only the first of them holds what is shown
    ERRORS = "errors"  # cells of formulas that failed, taken as empty
    REPEATED_HEADINGS = "repeated headings"  # at the top of each page; skipped
    HEADING_TWICE = "heading twice"  # of a column that would be matched; neither is
    SEVERAL_TABLES = "several tables"  # of a web page, read one below the other
    REALLY_TEXT = "really text"  # the name of the file says that it is of another kind; it was read as what it is
    REALLY_A_PAGE = "really a web page"
    REALLY_A_WORKBOOK = "really a workbook"


@frozen
class TableRow:
    """One row as it stands; `line` is counted as in a spreadsheet or text editor."""

    line: int
    cells: tuple[str, ...]


@frozen(kw_only=True)
class StaffTable:
    """A file as it was read, for showing before anything is matched."""

    headings: tuple[str, ...]
    headings_line: int
    rows: tuple[TableRow, ...]
    encoding: str = ""  # CSV
    delimiter: str = ""  # CSV
    sheet: str = ""  # of a workbook
    sheets: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()  # the sheets that look like staff lists; where there are several, a person chooses
    notes: frozenset[Note] = frozenset()
    struck: frozenset[int] = frozenset()  # lines with cells that somebody has crossed out
    hidden: frozenset[int] = frozenset()  # lines that the workbook does not show

    def preview(self, rows: int = 10) -> tuple[TableRow, ...]:
        """The first rows."""
        return self.rows[:rows]


def bounded(rows: Iterable[TableRow]) -> Iterator[TableRow]:
    """The rows that are not empty, without trailing empty cells. Raises TableRefused past the most rows or cells."""
    read = kept = looked_at = 0
    for line, row in enumerate(rows, 1):
        cells = row.cells
        looked_at += len(cells)
        if cells and not cells[-1].strip():
            width = max((at + 1 for at, cell in enumerate(cells) if cell.strip()), default=0)
            cells = cells[:width]
        kept += len(cells)
        if kept > MOST_CELLS or looked_at > _MOST_LOOKED_AT or line > MOST_LINES:
            raise TableRefused(Refusal.TOO_LARGE)
        if cells:
            read += 1
            if read > MOST_ROWS:
                raise TableRefused(Refusal.TOO_MANY_ROWS)
            yield TableRow(row.line, cells)


def headings_at(rows: list[TableRow], known: frozenset[str]) -> int:
    """The position of the row of headings: the one with most known headings, else the first with several cells.

    Raises TableRefused where no row stands below it.
    """
    candidates = rows[:_HEADINGS_WITHIN]
    scores = [sum(as_heading(cell) in known for cell in row.cells) for row in candidates]
    wide = [at for at, row in enumerate(candidates) if sum(bool(cell.strip()) for cell in row.cells) > 1]
    at = scores.index(max(scores)) if scores and max(scores) > 1 else (wide[0] if wide else 0)
    if at + 1 >= len(rows):
        raise TableRefused(Refusal.EMPTY)
    return at


def over_two_rows(rows: list[TableRow], known: frozenset[str]) -> tuple[int, TableRow] | None:
    """Headings whose words stand one above the other, or below a word over several columns: their last position and
    what they say together. None where one row says as much.
    """
    candidates = rows[: _HEADINGS_WITHIN + 1]
    most, found = max((_known_in(row, known) for row in candidates), default=0), None
    for at, (upper, lower) in enumerate(pairwise(candidates), start=1):
        both = TableRow(lower.line, tuple(_read_together(upper.cells, lower.cells, known)))
        if at + 1 < len(rows) and _known_in(both, known) > max(most, 1):
            most, found = _known_in(both, known), (at, both)
    return found


def _read_together(upper: Sequence[str], lower: Sequence[str], known: frozenset[str]) -> Iterator[str]:
    over = ""
    for above, below in zip_longest(upper, lower, fillvalue=""):
        over = above.strip() or over
        together = (f"{over} {below}", f"{below} {over}")
        spelled = (*together, below) if above.strip() else (below, *together)
        yield next((each for each in spelled if below.strip() and as_heading(each) in known), below or above)


def _known_in(row: TableRow, known: frozenset[str]) -> int:
    return len({as_heading(cell) for cell in row.cells} & known)


def holds_list(rows: list[TableRow], known: frozenset[str]) -> bool:
    """Whether one of the first rows has several known headings, with another row below it."""
    filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
    scores = [sum(as_heading(cell) in known for cell in row.cells) for row in filled[:-1][:_HEADINGS_WITHIN]]
    return max(scores, default=0) > 1


def as_heading(text: str) -> str:
    """A heading as headings are compared: `Legal_Surname`, `legal surname` and `LegalSurname` are one, and so are
    `Staff #` and `Staff Number`.
    """
    found = "".join(char for char in normalize("NFC", text).casefold() if char.isalnum())
    return f"{found}number" if found and text.rstrip().endswith("#") else found


def printable(text: str) -> str:
    """A heading or sheet name on one line, safe for a terminal."""
    return "".join(char if char.isprintable() else "�" for char in " ".join(text.split())[:80])
