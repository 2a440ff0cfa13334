"""ODS: one sheet as rows of text, as a person sees them. Formulas are not computed; styles count only where they show
that something is hidden or struck through.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from itertools import chain
from typing import IO
from xml.parsers import expat

from attrs import define, field

from .opendocument_cells import OpenCell
from .table import (
    MOST_COLUMNS,
    MOST_ROWS,
    Note,
    Refusal,
    TableRefused,
    TableRow,
    holds_list,
    printable,
)
from .workbook import PEEKED_AT, SheetRead
from .workbook_parts import MOST_SHEETS

_KIND = b"application/vnd.oasis.opendocument."
_SPREADSHEET = re.compile(re.escape(_KIND) + rb"spreadsheet(?:-template)?\s*")
_WITH_A_PASSWORD = re.compile(rb"<(?:\w+:)?encryption-data\b")
_SHEETS = "content.xml"
_MOST_UNPACKED = 120_000_000  # bytes
_MOST_ELEMENTS = 1_200_000
_MOST_CELLS = 1_000_000
_PIECE = 1_000_000  # bytes
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, expat.ExpatError),
    *(KeyError, IndexError, ValueError, OverflowError),  # parts, attributes and figures that are not there
)
_OF = "urn:oasis:names:tc:opendocument:xmlns:"
_BETWEEN = "}"  # of a namespace and a name
_NOT_OF_THE_CELL = ("draw:", "office:annotation", "office:event-listeners", "table:table")
_PLACES = {f"{_OF}{name}:1.0": name for name in ("office", "style", "table", "text")} | {f"{_OF}drawing:1.0": "draw"}


def is_opendocument(content: bytes) -> bool:
    """Whether the zip says of itself that it is one, of whatever kind."""
    return content[30:38] == b"mimetype" and _KIND in content[:200]


def read_opendocument(content: bytes, sheet: str = "", known: frozenset[str] = frozenset()) -> SheetRead:
    """The named sheet; else the first that has several of the `known` headings, else the first that holds anything.

    Only sheets that are to be seen. Raises TableRefused.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if not _SPREADSHEET.fullmatch(_start(archive, "mimetype")):
                raise TableRefused(Refusal.OTHER_DOCUMENT)
            if _WITH_A_PASSWORD.search(_start(archive, "META-INF/manifest.xml")):
                raise TableRefused(Refusal.OLD_WORKBOOK)  # the sentence that speaks of passwords
            _require_usual([each for each in archive.infolist() if each.filename == _SHEETS])
            with archive.open(_SHEETS) as stream:
                return _chosen(_Reading().sheets(stream), sheet, known)
    except _DAMAGED:
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


@define
class _Sheet:
    """One sheet, as far as it has been read."""

    name: str
    is_visible: bool
    rows: list[TableRow] = field(factory=list)
    notes: set[Note] = field(factory=set)
    struck: set[int] = field(factory=set)  # lines
    hidden: set[int] = field(factory=set)
    hidden_columns: list[int] = field(factory=list)
    columns: int = 0
    merged_to: int = 0
    line: int = 0


def _chosen(sheets: list[_Sheet], wanted: str, known: frozenset[str]) -> SheetRead:
    seen = {sheet.name: sheet for sheet in reversed(sheets) if sheet.is_visible}
    names = tuple(reversed(seen))
    if wanted and wanted not in seen:
        raise TableRefused(Refusal.NO_SUCH_SHEET)
    lists = tuple(name for name in names if holds_list(seen[name].rows[:PEEKED_AT], known))
    filled = (name for name in names if seen[name].rows)
    name = wanted or next(chain(lists, filled), None)
    if name is None:
        raise TableRefused(Refusal.EMPTY)
    chosen = seen[name]
    width = max((len(row.cells) for row in chosen.rows), default=0)
    told = {
        Note.OTHER_SHEETS: len(names) > 1,
        Note.HIDDEN: bool(chosen.hidden) or min(chosen.hidden_columns, default=width) < width,
        Note.STRUCK: bool(chosen.struck),
    }
    return SheetRead(
        rows=chosen.rows,
        sheet=name,
        sheets=names,
        lists=lists,
        notes=frozenset(chosen.notes | {note for note, is_so in told.items() if is_so}),
        merged_to=chosen.merged_to,
        struck=frozenset(chosen.struck),
        hidden=frozenset(chosen.hidden),
    )


class _Reading:
    """One document, checked and counted while it is read."""

    def __init__(self) -> None:
        self._sheets: list[_Sheet] = []
        self._elements = self._cells_read = self._aside = 0
        self._style = ""
        self._struck = set[str]()
        self._unseen = set[str]()  # styles of sheets that are not shown
        self._row: list[str] = []
        self._repeated, self._is_row_hidden, self._is_row_struck = 1, False, False
        self._cell: OpenCell | None = None

    def sheets(self, stream: IO[bytes]) -> list[_Sheet]:
        """All of them. Raises TableRefused, ExpatError, ValueError."""
        parser = expat.ParserCreate(namespace_separator=_BETWEEN)
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        read = 0
        while piece := stream.read(_PIECE):
            read += len(piece)
            if read > _MOST_UNPACKED:
                raise TableRefused(Refusal.TOO_LARGE)
            parser.Parse(piece)
        parser.Parse(b"", True)
        return self._sheets

    @staticmethod
    def _refuse(*_told: object) -> None:
        raise TableRefused(Refusal.UNUSUAL_WORKBOOK)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise TableRefused(Refusal.TOO_LARGE)
        name = _short(name)
        if self._aside or (self._cell and name.startswith(_NOT_OF_THE_CELL)):
            self._aside += 1
            if name == "office:annotation":
                self._sheet.notes.add(Note.COMMENTS)
            return
        said = {_short(each): value for each, value in attributes.items()}
        begin = _BEGINNINGS.get(name)
        if begin is not None:
            begin(self, said)

    def _end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif (end := _ENDINGS.get(_short(name))) is not None:
            end(self)

    def _text(self, text: str) -> None:
        if self._cell and not self._aside:
            self._cell.add(text)

    @property
    def _sheet(self) -> _Sheet:
        return self._sheets[-1]

    def _begin_style(self, said: Mapping[str, str]) -> None:
        self._style = said.get("style:name", "")

    def _begin_look(self, said: Mapping[str, str]) -> None:
        if said.get("style:text-line-through-style", "none") != "none":
            self._struck.add(self._style)

    def _begin_look_of_sheet(self, said: Mapping[str, str]) -> None:
        if said.get("table:display") == "false":
            self._unseen.add(self._style)

    def _begin_sheet(self, said: Mapping[str, str]) -> None:
        if len(self._sheets) >= MOST_SHEETS:
            raise TableRefused(Refusal.UNUSUAL_WORKBOOK)
        is_visible = said.get("table:style-name", "") not in self._unseen
        self._sheets.append(_Sheet(name=printable(said.get("table:name", "")), is_visible=is_visible))

    def _begin_column(self, said: Mapping[str, str]) -> None:
        if _is_hidden(said):
            self._sheet.hidden_columns.append(self._sheet.columns)
        self._sheet.columns += _count(said, "table:number-columns-repeated")

    def _begin_row(self, said: Mapping[str, str]) -> None:
        self._row, self._repeated = [], _count(said, "table:number-rows-repeated")
        self._is_row_hidden, self._is_row_struck = _is_hidden(said), False

    def _end_row(self) -> None:
        sheet, cells = self._sheet, tuple(self._row)
        while cells and not cells[-1].strip():
            cells = cells[:-1]
        if cells:
            if len(sheet.rows) + self._repeated > MOST_ROWS:
                raise TableRefused(Refusal.TOO_MANY_ROWS)
            lines = range(sheet.line + 1, sheet.line + 1 + self._repeated)
            sheet.rows += (TableRow(line, cells) for line in lines)
            sheet.hidden.update(lines if self._is_row_hidden else ())
            sheet.struck.update(lines if self._is_row_struck else ())
        sheet.line += self._repeated

    def _begin_cell(self, said: Mapping[str, str]) -> None:
        self._cell = OpenCell(said)
        self._note_look(said, "table:style-name")
        if "table:formula" in said:
            self._sheet.notes.add(Note.FORMULAS)
        if (rows := _count(said, "table:number-rows-spanned")) > 1:
            self._sheet.merged_to = max(self._sheet.merged_to, self._sheet.line + rows)

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        room = MOST_COLUMNS + 1 - len(self._row)
        shown = self._cell.shown()
        self._row += [shown] * min(room, self._cell.repeated)
        self._cells_read += 1
        if self._cells_read > _MOST_CELLS:
            raise TableRefused(Refusal.TOO_LARGE)
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
        self._text(" " * min(_count(said, "text:c"), MOST_COLUMNS))

    def _begin_tab(self, _said: Mapping[str, str]) -> None:
        self._text(" ")


_BEGINNINGS = {
    "style:style": _Reading._begin_style,
    "style:text-properties": _Reading._begin_look,
    "style:table-properties": _Reading._begin_look_of_sheet,
    "table:table": _Reading._begin_sheet,
    "table:table-column": _Reading._begin_column,
    "table:table-row": _Reading._begin_row,
    "table:table-cell": _Reading._begin_cell,
    "table:covered-table-cell": _Reading._begin_cell,
    "text:p": _Reading._begin_paragraph,
    "text:span": _Reading._begin_span,
    "text:s": _Reading._begin_blanks,
    "text:tab": _Reading._begin_tab,
    "text:line-break": _Reading._begin_paragraph,
}
_ENDINGS = {
    "table:table-row": _Reading._end_row,
    "table:table-cell": _Reading._end_cell,
    "table:covered-table-cell": _Reading._end_cell,
}


def _short(name: str) -> str:
    """`table:table-row`, whatever the document calls its namespaces."""
    place, _, own = name.rpartition(_BETWEEN)
    return f"{_PLACES.get(place, '')}:{own}"


def _is_hidden(said: Mapping[str, str]) -> bool:
    return said.get("table:visibility", "visible") != "visible"


def _count(said: Mapping[str, str], of: str) -> int:
    """How often; at least once. Raises ValueError."""
    return max(int(said.get(of, "1")), 1)
