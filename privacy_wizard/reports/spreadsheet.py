"""Tables written for spreadsheet programs, so that nothing in them is taken for a formula.

A cell that begins with =, +, -, @ or a tab is run as a formula when the file is opened: a name on a staff list could
fetch addresses or start programs. In CSV an apostrophe before it prevents that; in XLSX the cell is marked as text.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

Cell = str | int | float | date | datetime | None

_STARTS_A_FORMULA = re.compile(r"[\s']*[=+\-@\t\r\n＝＋－＠]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_767  # characters in a cell of a workbook


def to_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]], foot: Iterable[Sequence[Cell]] = ()) -> bytes:
    """CSV in UTF-8 with the mark by which Excel knows it, every text in quotes. Dates by ISO 8601.

    `foot` stands below an empty line.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([guarded(heading) for heading in headings])
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    for number, row in enumerate(foot):
        if number == 0:
            writer.writerow([])
        writer.writerow([_plain(cell) for cell in row])
    return stream.getvalue().encode("utf-8-sig", errors="replace")


def guarded(text: str) -> str:
    """A text that no spreadsheet program takes for a formula; `cells.text` reads it back as it was."""
    return f"'{text}" if _STARTS_A_FORMULA.match(text) else text


def to_xlsx(
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    title: str = "Staff",
    foot: Iterable[Sequence[Cell]] = (),
) -> bytes:
    """A workbook of one sheet, its headings bold and always in sight. Texts stay texts.

    `foot` stands on a sheet of its own, so that the table can be sorted.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(re.sub(r"[\[\]:*?/\\']", " ", title)[:31].strip() or "Sheet")
    sheet.freeze_panes = "A2"
    bold = Font(bold=True)

    def cell(value: Cell) -> Any:
        if not isinstance(value, str):
            return value.replace(tzinfo=None) if isinstance(value, datetime) else value
        made = WriteOnlyCell(sheet, _NOT_IN_XML.sub("�", value)[:_LONGEST])
        if made.value:
            made.data_type = "s"  # or openpyxl makes a formula of a text that begins with "="
            made.quotePrefix = bool(_STARTS_A_FORMULA.match(value))
        return made

    heads = [cell(heading) for heading in headings]
    for head in heads:
        head.font = bold
    sheet.append(heads)
    stream = io.BytesIO()
    try:
        for row in rows:
            sheet.append([cell(value) for value in row])
        below = list(foot)
        if below:
            sheet = book.create_sheet("About")
            for row in below:
                sheet.append([cell(value) for value in row])
    finally:
        book.save(stream)  # where the rows break off, too: else its own copy of them stays on the disk
    return stream.getvalue()


def _plain(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return guarded(cell.replace("\x00", "")) if isinstance(cell, str) else cell
