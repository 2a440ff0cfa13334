"""ODS: one sheet as rows of text, as a person sees them. Formulas are not computed; styles count only where they show
that something is hidden or struck through.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from typing import ClassVar

from attrs import define, field

from .sheet_xml import DAMAGED, Beginnings, Endings, Places, SheetXml, count
from .sheets import SheetRead, chosen
from .table import LONGEST_CELL, MOST_COLUMNS, Note, Refusal, TableRefused
from .workbook import shown_number

_MIDNIGHT = re.compile(r"T00:00:00(?:\.0+)?$")
_FIGURES_OF_AN_AMOUNT = re.compile(r"[.,\s'’%]")
_LONGEST_NUMBER = 60  # characters
_A_DAY = re.compile(r"\d\d?([ /.-])(?:\d\d?|[A-Za-z]{3,9})\1\d{4}|\d{4}-\d\d-\d\d", re.ASCII)
_NO_FIGURE = re.compile(r"\D+")


@define
class OpenCell:
    """One cell while it is read; `said`: its attributes."""

    said: Mapping[str, str]
    is_struck: bool = False
    _lines: list[str] = field(factory=list)
    _length: int = 0

    @property
    def repeated(self) -> int:
        """In so many columns it stands, one beside the other. Raises ValueError."""
        return max(int(self.said.get("table:number-columns-repeated", "1")), 1)

    def begin_line(self) -> None:
        """A line of its text begins."""
        self._lines.append("")

    def add(self, text: str) -> None:
        """More of its text."""
        if self._lines and self._length <= LONGEST_CELL:
            self._length += len(text)
            self._lines[-1] += text[: LONGEST_CELL + 1]

    def shown(self) -> str:
        """As a person sees it, or would have typed it. Raises ValueError."""
        text = "\n".join(map(str.strip, self._lines))  # without what is only there to be read by people
        match self.said.get("office:value-type", ""):
            case "float" | "percentage" | "currency":
                return _number(float(self.said["office:value"][:_LONGEST_NUMBER]), text.strip())
            case "date":
                return _MIDNIGHT.sub("", self.said["office:date-value"][:_LONGEST_NUMBER]).replace("T", " ")
            case "boolean":
                return str(self.said.get("office:boolean-value") == "true")
            case _:
                return (text or self.said.get("office:string-value", ""))[: LONGEST_CELL + 1]


def _number(value: float, text: str) -> str:
    """As it is shown where that is a code, "0042" or "T-0042", and not an amount."""
    if _is_power_of_ten(text, value) or _A_DAY.fullmatch(text):  # a code such as 1E5 was taken for one; days counted
        return text
    is_code = value.is_integer() and not _FIGURES_OF_AN_AMOUNT.search(text)
    if is_code and _NO_FIGURE.sub("", text).lstrip("0") == str(int(value)).lstrip("0-"):
        return text
    return shown_number(value, "General")


def _is_power_of_ten(text: str, value: float) -> bool:
    """Whether the whole value is written so, and not only shown short of some of its figures."""
    with suppress(ValueError):
        return "E+" in text.upper() and float(text.replace(",", ".")) == value
    return False


_KIND = b"application/vnd.oasis.opendocument."
_MARK = re.compile(rb"mimetype.{0,64}" + re.escape(_KIND), re.DOTALL)  # as it is stored, whatever stands around it
_SPREADSHEET = re.compile(re.escape(_KIND) + rb"spreadsheet(?:-template)?\s*")
_WITH_A_PASSWORD = re.compile(rb"<(?:\w+:)?encryption-data\b")
_SHEETS = "content.xml"
_ON_ITS_WAY = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError)
_PIECE = 1_000_000  # bytes
_OF = "urn:oasis:names:tc:opendocument:xmlns:"
_NOT_OF_THE_CELL = ("draw:", "office:annotation", "office:event-listeners", "table:table")


def is_opendocument(content: bytes) -> bool:
    """Whether the zip says of itself that it is one, of whatever kind. It should do so first; some programs do not."""
    return _MARK.search(content) is not None


def read_opendocument(content: bytes, sheet: str = "", known: frozenset[str] = frozenset()) -> SheetRead:
    """The named sheet; else the first that has several of the `known` headings, else the first that holds anything.

    Only sheets that are to be seen. Raises TableRefused.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if not _SPREADSHEET.fullmatch(_start(archive, "mimetype")):
                raise TableRefused(Refusal.OTHER_DOCUMENT)
            if _WITH_A_PASSWORD.search(_start(archive, "META-INF/manifest.xml")):
                raise TableRefused(Refusal.LOCKED)
            _require_usual([each for each in archive.infolist() if each.filename == _SHEETS])
            with archive.open(_SHEETS) as stream:
                return chosen(_Reading().sheets(stream), sheet, known)
    except (*_ON_ITS_WAY, *DAMAGED):
        raise TableRefused(Refusal.NOT_A_WORKBOOK) from None


def read_flat_opendocument(content: bytes, sheet: str = "", known: frozenset[str] = frozenset()) -> SheetRead:
    """The same of a workbook that is saved in one piece of XML. Raises TableRefused."""
    try:
        return chosen(_Reading().sheets(io.BytesIO(content)), sheet, known)
    except DAMAGED:
        raise TableRefused(Refusal.NOT_A_WORKBOOK) from None


def _require_usual(found: list[zipfile.ZipInfo]) -> None:
    """Raises TableRefused where it stands twice, or is packed as no spreadsheet program packs it."""
    if len(found) > 1 or any(each.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for each in found):
        raise TableRefused(Refusal.UNUSUAL_WORKBOOK)


def _start(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        with archive.open(name) as stream:
            return stream.read(_PIECE)
    except KeyError:
        return b""


class _Reading(SheetXml):
    """One document."""

    places: ClassVar[Places] = {f"{_OF}{name}:1.0": name for name in ("office", "style", "table", "text")} | {
        f"{_OF}drawing:1.0": "draw"
    }

    def __init__(self) -> None:
        super().__init__()
        self._style = ""
        self._struck = set[str]()
        self._unseen = set[str]()  # styles of sheets that are not shown
        self._columns = 0
        self._row: list[str] = []
        self._blanks = 0  # cells, after the last that is filled
        self._repeated, self._is_row_hidden, self._is_row_struck = 1, False, False
        self._cell: OpenCell | None = None

    def is_aside(self, name: str) -> bool:
        """Pictures and comments of a cell, which are noted, and tables within it."""
        if self._cell is None or not name.startswith(_NOT_OF_THE_CELL):
            return False
        self._sheet.notes |= {Note.COMMENTS} if name == "office:annotation" else set()
        return True

    def add_text(self, text: str) -> None:
        """Text of the cell."""
        if self._cell:
            self._cell.add(text)

    def _begin_style(self, said: Mapping[str, str]) -> None:
        self._style = said.get("style:name", "")

    def _begin_look(self, said: Mapping[str, str]) -> None:
        if said.get("style:text-line-through-style", "none") != "none":
            self._struck.add(self._style)

    def _begin_look_of_sheet(self, said: Mapping[str, str]) -> None:
        if said.get("table:display") == "false":
            self._unseen.add(self._style)

    def _begin_sheet(self, said: Mapping[str, str]) -> None:
        is_visible = said.get("table:style-name", "") not in self._unseen
        self.begin_sheet(said.get("table:name", ""), is_visible=is_visible)
        self._columns = 0

    def _begin_column(self, said: Mapping[str, str]) -> None:
        if _is_hidden(said):
            self._sheet.hidden_columns.append(self._columns)
        self._columns += count(said, "table:number-columns-repeated")

    def _begin_row(self, said: Mapping[str, str]) -> None:
        self._row, self._blanks, self._repeated = [], 0, count(said, "table:number-rows-repeated")
        self._is_row_hidden, self._is_row_struck = _is_hidden(said), False

    def _end_row(self) -> None:
        self.add_row(self._row, times=self._repeated, is_hidden=self._is_row_hidden, is_struck=self._is_row_struck)

    def _begin_cell(self, said: Mapping[str, str]) -> None:
        self._cell = OpenCell(said)
        self._note_look(said, "table:style-name")
        if "table:formula" in said:
            self._sheet.notes.add(Note.FORMULAS)
        if (rows := count(said, "table:number-rows-spanned")) > 1:
            self._sheet.merged_to = max(self._sheet.merged_to, self._sheet.line + rows)

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        shown = self._cell.shown()
        if shown.strip():
            self._row += [""] * self._blanks
            self._blanks = 0
            self._row += [shown] * min(MOST_COLUMNS + 1 - len(self._row), self._cell.repeated)
        else:  # most stand at the end of their row, which is none the longer for them
            self._blanks += min(MOST_COLUMNS + 1 - len(self._row) - self._blanks, self._cell.repeated)
        self.count_cells()
        self._is_row_struck |= self._cell.is_struck and bool(shown)
        self._cell = None

    def _begin_paragraph(self, _said: Mapping[str, str]) -> None:
        if self._cell:
            self._cell.begin_line()

    def _begin_span(self, said: Mapping[str, str]) -> None:
        self._note_look(said, "text:style-name")

    def _note_look(self, said: Mapping[str, str], of: str) -> None:
        if self._cell and said.get(of) in self._struck:
            self._cell.is_struck = True

    def _begin_blanks(self, said: Mapping[str, str]) -> None:
        self.add_text(" " * min(count(said, "text:c"), MOST_COLUMNS))

    def _begin_tab(self, _said: Mapping[str, str]) -> None:
        self.add_text(" ")

    beginnings: ClassVar[Beginnings] = {
        "style:style": _begin_style,
        "style:text-properties": _begin_look,
        "style:table-properties": _begin_look_of_sheet,
        "table:table": _begin_sheet,
        "table:table-column": _begin_column,
        "table:table-row": _begin_row,
        "table:table-cell": _begin_cell,
        "table:covered-table-cell": _begin_cell,
        "text:p": _begin_paragraph,
        "text:span": _begin_span,
        "text:s": _begin_blanks,
        "text:tab": _begin_tab,
        "text:line-break": _begin_paragraph,
    }
    endings: ClassVar[Endings] = {
        "table:table-row": _end_row,
        "table:table-cell": _end_cell,
        "table:covered-table-cell": _end_cell,
    }


def _is_hidden(said: Mapping[str, str]) -> bool:
    return said.get("table:visibility", "visible") != "visible"
