"""Staff lists as schools export them."""

from datetime import date, datetime
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from privacy_wizard.reports.spreadsheet import to_csv, to_xlsx
from privacy_wizard.staff_import import (
    Note,
    Refusal,
    StaffTable,
    TableRefused,
    read_table,
    suggest,
    understand,
)
from privacy_wizard.staff_import.cells import text as cell_text
from privacy_wizard.staff_import.text_file import decode, rows_of
from tests.in_turn import in_turn

HEADINGS = ("Staff Number", "Forename", "Surname", "Department", "Start Date")
ROWS = (
    ("0042", "Zoë", "O’Brien", "Art", "01/09/2024"),
    ("0043", "Siân", "Lee", "Maths", "02/09/2024"),
)


def csv_text(delimiter: str = ",", end: str = "\r\n") -> str:
    return "".join(delimiter.join(row) + end for row in (HEADINGS, *ROWS))


def from_bytes(tmp_path: Path, content: bytes, **how: str) -> StaffTable:
    file = tmp_path / "staff"
    file.write_bytes(content)
    return read_table(file, **how)


@in_turn(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
def test_every_encoding_delimiter_and_line_end_gives_the_same_table(tmp_path: Path, encoding: str, told: str) -> None:
    for delimiter, end in product(",;\t", ("\r\n", "\n", "\r")):
        table = from_bytes(tmp_path, csv_text(delimiter, end).encode(encoding))
        found = (table.headings, tuple(row.cells for row in table.rows), table.encoding, table.delimiter)
        assert found == (HEADINGS, ROWS, told, delimiter), (delimiter, end)
        assert (Note.ENCODING_GUESSED in table.notes) == (encoding == "cp1252"), (delimiter, end)


def test_quotes_hold_delimiters_quotes_and_lines_and_the_line_numbers_stay_right(tmp_path: Path) -> None:
    content = 'Staff Number,Surname,Department\n1,"Lee, ""Sam""","Art\nMusic"\n2,Khan,Art\n'
    table = from_bytes(tmp_path, content.encode())
    assert [(row.line, row.cells) for row in table.rows] == [
        (2, ("1", 'Lee, "Sam"', "Art\nMusic")),
        (4, ("2", "Khan", "Art")),
    ]


def test_the_headings_are_found_below_a_title_and_excels_own_line_is_skipped(tmp_path: Path) -> None:
    content = "sep=;\r\nStaff list, autumn\r\n\r\nStaff Number;Forename;Surname\r\n1;Sam;Lee\r\n"
    table = from_bytes(tmp_path, content.encode())
    assert (table.headings, table.headings_line, table.delimiter) == (("Staff Number", "Forename", "Surname"), 4, ";")
    assert table.rows[0].line == 5


def test_headings_that_nobody_knows_can_be_named_by_hand(tmp_path: Path) -> None:
    file = tmp_path / "staff.csv"
    file.write_text("a,b\nx,y\n1,2\n")
    assert read_table(file, headings_line=2).headings == ("x", "y")


def test_a_workbook_and_a_csv_of_the_same_list_say_the_same(tmp_path: Path) -> None:
    rows = [(number, first, last, group, date(2024, 9, 1)) for number, first, last, group, _ in ROWS]
    tables = [from_bytes(tmp_path, write(HEADINGS, rows)) for write in (to_csv, to_xlsx)]
    lists = [understand(table, suggest(table.headings)) for table in tables]
    assert lists[0] == lists[1]
    assert [row.start for row in lists[0].rows] == [date(2024, 9, 1)] * 2


def workbook(tmp_path: Path, book: Workbook) -> Path:
    file = tmp_path / "staff.xlsx"
    book.save(file)
    return file


def test_numbers_and_dates_of_a_workbook_read_as_a_person_would_type_them(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Staff Number", "Surname", "Start Date"])
    book.active.append([42, "Lee", datetime(2024, 9, 1)])
    book.active.append([43.0, "Khan", None])
    table = read_table(workbook(tmp_path, book))
    assert [row.cells for row in table.rows] == [("42", "Lee", "2024-09-01"), ("43", "Khan")]


def test_formulas_are_not_computed_and_the_reader_is_told(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Staff Number", "Surname"])
    book.active.append(["1", '=HYPERLINK("http://example.org","Lee")'])
    table = read_table(workbook(tmp_path, book))
    assert Note.FORMULAS in table.notes
    assert table.rows[0].cells == ("1",)


def test_hidden_sheets_are_not_read_and_the_others_can_be_chosen(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Hidden"
    book.active.append(["x", "y"])
    book.active.append(["1", "2"])
    for title in ("Cover", "Staff", "Old"):
        sheet = book.create_sheet(title)
        if title != "Cover":
            sheet.append(["Staff Number", title])
            sheet.append(["1", "Lee"])
    book["Hidden"].sheet_state = "hidden"
    book.active = 1
    file = workbook(tmp_path, book)
    table = read_table(file)
    assert (table.sheet, table.sheets) == ("Staff", ("Cover", "Staff", "Old"))
    assert Note.OTHER_SHEETS in table.notes
    assert read_table(file, sheet="Old").headings == ("Staff Number", "Old")
    with pytest.raises(TableRefused) as refused:
        read_table(file, sheet="Hidden")
    assert refused.value.reason is Refusal.NO_SUCH_SHEET


# Marks are left out: a cell with more of them than a line has room for is held back, see `domain.accents`.
@given(st.lists(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc", "Mn", "Me"))), min_size=2, max_size=4)))
def test_what_we_write_we_read_back_as_it_was(rows: list[list[str]]) -> None:
    text, _, _ = decode(to_csv(["Staff Number", "Surname"], rows))
    read, delimiter = rows_of(text, ",")
    assert delimiter == ","
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    assert len(read) == len(kept) + 1
    for found, row in zip(read[1:], kept, strict=True):
        for cell, was in zip(found.cells, row, strict=False):
            assert cell_text(cell, 9999) == cell_text(was, 9999) or was.lstrip().startswith("'")
