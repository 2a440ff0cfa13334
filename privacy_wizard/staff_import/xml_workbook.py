"""SpreadsheetML, the XML of Excel 2002 and 2003 that many systems write and call XLS: one sheet as rows of text, as a
person sees them. Formulas are not computed.
"""

import io
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import ClassVar

from .sheet_xml import DAMAGED, Beginnings, Endings, Places, SheetXml, count
from .sheets import SheetRead, chosen
from .table import LONGEST_CELL, MOST_COLUMNS, Note, Refusal, TableRefused
from .workbook import shown_number

_MOST_LINES = 1_048_576
_MIDNIGHT = re.compile(r"T00:00:00(?:\.0+)?$")
_LONGEST_NUMBER = 60  # characters
_MICROSOFT = "urn:schemas-microsoft-com:office:"


def read_xml_workbook(content: bytes, sheet: str = "", known: frozenset[str] = frozenset()) -> SheetRead:
    """The named sheet; else the first that has several of the `known` headings, else the first that holds anything.

    Only sheets that are to be seen. Raises TableRefused.
    """
    try:
        return chosen(_XmlWorkbook().sheets(io.BytesIO(content.lstrip())), sheet, known)
    except DAMAGED:
        raise TableRefused(Refusal.NOT_A_WORKBOOK) from None


def _day(number: float) -> str:
    """What is shown in the format of a date. Raises ValueError, OverflowError."""
    from openpyxl.utils.datetime import from_excel

    return str(from_excel(number)).removesuffix(" 00:00:00")


class _XmlWorkbook(SheetXml):
    """One document."""

    places: ClassVar[Places] = {f"{_MICROSOFT}spreadsheet": "ss", f"{_MICROSOFT}excel": "x"}

    def __init__(self) -> None:
        super().__init__()
        self._style = ""
        self._formats = dict[str, str]()  # by style
        self._struck = set[str]()
        self._columns = 0
        self._row: list[str] = []
        self._is_row_hidden = self._is_row_struck = False
        self._look = self._look_of_row = ""  # styles
        self._kind = ""  # of the value that is being read; empty: none is
        self._value = ""
        self._across = 0

    def is_aside(self, name: str) -> bool:
        """Comments, which are noted."""
        if name == "ss:Comment" and self._sheets:
            self._sheet.notes.add(Note.COMMENTS)
        return name == "ss:Comment"

    def add_text(self, text: str) -> None:
        """Text of the value."""
        if self._kind and len(self._value) <= LONGEST_CELL:
            self._value += text

    def _begin_style(self, said: Mapping[str, str]) -> None:
        self._style = said.get("ss:ID", "")
        parent = said.get("ss:Parent", "Default")
        self._formats[self._style] = self._formats.get(parent, "")
        self._struck |= {self._style} if parent in self._struck else set()

    def _begin_format(self, said: Mapping[str, str]) -> None:
        self._formats[self._style] = said.get("ss:Format", "")

    def _begin_font(self, said: Mapping[str, str]) -> None:
        if said.get("ss:StrikeThrough") == "1":
            self._struck.add(self._style)

    def _begin_sheet(self, said: Mapping[str, str]) -> None:
        self.begin_sheet(said.get("ss:Name", ""))
        self._columns = 0

    def _begin_visible(self, _said: Mapping[str, str]) -> None:
        self._kind, self._value = "Visible", ""

    def _end_visible(self) -> None:
        if self._sheets:
            self._sheet.is_visible = not self._value.startswith("Sheet")
        self._kind = ""

    def _begin_column(self, said: Mapping[str, str]) -> None:
        at = count(said, "ss:Index", self._columns + 1) - 1
        self._columns = at + 1 + count(said, "ss:Span", 0)
        if said.get("ss:Hidden") == "1":
            self._sheet.hidden_columns.append(at)

    def _begin_row(self, said: Mapping[str, str]) -> None:
        self._sheet.line = count(said, "ss:Index", self._sheet.line + 1) - 1
        if self._sheet.line >= _MOST_LINES:
            raise TableRefused(Refusal.TOO_MANY_ROWS)
        self._row, self._look_of_row = [], said.get("ss:StyleID", "")
        self._is_row_hidden, self._is_row_struck = said.get("ss:Hidden") == "1", False

    def _end_row(self) -> None:
        self.add_row(self._row, is_hidden=self._is_row_hidden, is_struck=self._is_row_struck)

    def _begin_cell(self, said: Mapping[str, str]) -> None:
        at = count(said, "ss:Index", len(self._row) + 1) - 1
        self._row += [""] * (min(at, MOST_COLUMNS) - len(self._row))
        self._look, self._value = said.get("ss:StyleID", self._look_of_row), ""
        self._across = min(count(said, "ss:MergeAcross", 0), MOST_COLUMNS)
        self.count_cells(1 + self._across)
        if (below := count(said, "ss:MergeDown", 0)) > 0:
            self._sheet.merged_to = max(self._sheet.merged_to, self._sheet.line + 1 + below)
        if "ss:Formula" in said:
            self._sheet.notes.add(Note.FORMULAS)

    def _begin_value(self, said: Mapping[str, str]) -> None:
        self._kind, self._value = said.get("ss:Type", "String"), ""

    def _end_value(self) -> None:
        self._value, self._kind = self._shown(), ""

    def _end_cell(self) -> None:
        if len(self._row) > MOST_COLUMNS:
            self._sheet.notes |= {Note.COLUMNS_LEFT_OUT} if self._value else set()
            return
        self._row += [self._value] + [""] * self._across
        self._is_row_struck |= self._look in self._struck and bool(self._value)

    def _shown(self) -> str:
        """The value as a person sees it, or would have typed it. Raises ValueError."""
        value = self._value[:LONGEST_CELL]
        if self._kind == "Number" and value.strip():
            code = self._formats.get(self._look, "")
            number = float(value[:_LONGEST_NUMBER])
            if "yy" in code.casefold() or code.endswith(" Date"):
                with suppress(ValueError, OverflowError):  # no day that a calendar has
                    return _day(number)
            return shown_number(number, code)
        if self._kind == "DateTime":
            return _MIDNIGHT.sub("", value).replace("T", " ")
        return str(value == "1") if self._kind == "Boolean" else self._value[: LONGEST_CELL + 1]

    beginnings: ClassVar[Beginnings] = {
        "ss:Style": _begin_style,
        "ss:NumberFormat": _begin_format,
        "ss:Font": _begin_font,
        "ss:Worksheet": _begin_sheet,
        "x:Visible": _begin_visible,
        "ss:Column": _begin_column,
        "ss:Row": _begin_row,
        "ss:Cell": _begin_cell,
        "ss:Data": _begin_value,
    }
    endings: ClassVar[Endings] = {
        "x:Visible": _end_visible,
        "ss:Row": _end_row,
        "ss:Cell": _end_cell,
        "ss:Data": _end_value,
    }
