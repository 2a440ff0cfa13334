"""XLSX: cut down to what may safely be parsed, then one sheet as rows of text. Formulas are not computed."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any

from attrs import define, frozen

from .table import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Note, Refusal, TableRefused, TableRow, bounded, printable

_MOST_MEMBERS = 2_000
_MOST_UNPACKED = 120_000_000
_MOST_ELSEWHERE = 8_000_000  # a member that is neither a sheet nor the table of strings; what follows the last row
_MOST_BETWEEN = 1_000_000  # bytes from one row, or string, to the next
_MOST_TAGS = 2_400_000  # in all; a list of 50,000 rows has about two million
_MOST_TAGS_OF_STRINGS = 1_200_000  # each string has several, and is read whether a cell shows it or not
_LONG = re.compile(r"xl/worksheets/[^/]+\.xml|xl/sharedstrings\.xml", re.IGNORECASE)
_STRINGS = re.compile(r"xl/sharedstrings\.xml", re.IGNORECASE)
_ROW = re.compile(rb"<(?:[A-Za-z0-9_]+:)?(?:row|si)[\s/>]")
_ROWS, _SIZE = b"<sheetData", b"<dimension"
_AFTER_ROWS = b"sheetData>"  # then come links and rules, one for each cell that has one
_SHEET, _MOST_SHEETS = re.compile(rb"<(?:[A-Za-z0-9_]+:)?sheet\s"), 200
_FORMULA = re.compile(rb"<(?:[A-Za-z0-9_]+:)?f[\s/>]")
_NO_XML = re.compile(rb"<!|<\?(?!xml[\s?])|\A\xff\xfe|\A\xfe\xff|\x00")
_OTHER_ENCODING = re.compile(
    rb"""\A(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["']|us-ascii["'])""", re.IGNORECASE
)
_XML = (".xml", ".rels")


def plain_copy(content: bytes) -> tuple[io.BytesIO, frozenset[Note]]:
    """The copy, and a note where a sheet has formulas. Raises TableRefused."""
    copy, notes, left, tags = io.BytesIO(), set[Note](), _MOST_UNPACKED, 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(copy, "w") as plain:
            for member in _members(archive):
                xml = _unpacked(archive, member, left)
                left, own = left - len(xml), xml.count(b"<")
                tags += own
                if tags > _MOST_TAGS or (_STRINGS.fullmatch(member.filename) and own > _MOST_TAGS_OF_STRINGS):
                    raise TableRefused(Refusal.TOO_LARGE)
                _check(member.filename, xml)
                if member.filename.lower().startswith("xl/worksheets/"):
                    notes |= {Note.FORMULAS} if _FORMULA.search(xml) else set()
                    xml = _with_size(xml)
                plain.writestr(zipfile.ZipInfo(member.filename), xml)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        raise TableRefused(Refusal.NOT_A_WORKBOOK) from None
    copy.seek(0)
    return copy, frozenset(notes)


def _with_size(xml: bytes) -> bytes:
    """The sheet with a size, which is not believed: where there is none, openpyxl reads the whole sheet to find it."""
    at = xml.find(_ROWS)
    return xml if at < 0 or _SIZE in xml[:at] else xml[:at] + _SIZE + b' ref="A1"/>' + xml[at:]


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = [each for each in archive.infolist() if each.filename.lower().endswith(_XML)]
    names = {each.filename.casefold() for each in members}
    if len(archive.infolist()) > _MOST_MEMBERS or len(names) < len(members):
        raise TableRefused(Refusal.UNUSUAL_WORKBOOK)
    if any(each.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for each in members):
        raise TableRefused(Refusal.UNUSUAL_WORKBOOK)
    if any(each.flag_bits & 1 for each in members):
        raise TableRefused(Refusal.OLD_WORKBOOK)  # the sentence that speaks of passwords
    return members


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes:
    most = min(left, _MOST_UNPACKED if _LONG.fullmatch(member.filename) else _MOST_ELSEWHERE)
    with archive.open(member) as stream:
        xml = stream.read(most + 1)
    if len(xml) > most:
        raise TableRefused(Refusal.TOO_LARGE)
    return xml


def _check(name: str, xml: bytes) -> None:
    if _NO_XML.search(xml) or _OTHER_ENCODING.match(xml):
        raise TableRefused(Refusal.UNUSUAL_WORKBOOK)
    if name.lower() == "xl/workbook.xml" and len(_SHEET.findall(xml)) > _MOST_SHEETS:
        raise TableRefused(Refusal.UNUSUAL_WORKBOOK)
    if not _LONG.fullmatch(name):
        return
    rows = list(_ROW.finditer(xml))
    if "worksheets" in name.lower() and len(rows) > MOST_ROWS:
        raise TableRefused(Refusal.TOO_MANY_ROWS)
    end = len(xml) if (after := xml.rfind(_AFTER_ROWS)) < 0 else after
    starts = [0, *(row.start() for row in rows if row.start() < end), end]
    if any(later - earlier > _MOST_BETWEEN for earlier, later in pairwise(starts)) or len(xml) - end > _MOST_ELSEWHERE:
        raise TableRefused(Refusal.UNUSUAL_WORKBOOK)


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
