"""Staff lists as schools' programs write them: each is read as its sender meant it, or what was not read is named."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from openpyxl import Workbook
from openpyxl.styles import Font

from privacy_wizard.domain.staff import ChangeKind, StaffMember
from privacy_wizard.domain.staff_plan import NoticeKind, RowFault, StaffList, plan
from privacy_wizard.office.staff_list import checked
from privacy_wizard.office.staff_sentences import NOTICES
from privacy_wizard.staff_import import (
    Note,
    Refusal,
    StaffTable,
    TableRefused,
    read_table,
    suggest,
    table,
    understand,
)
from privacy_wizard.staff_import.names import ListedName, given, parted
from privacy_wizard.staff_import.workbook import read_sheet, shown_number
from tests.in_turn import in_turn
from tests.staff_import.test_hostile import HEAD, TAIL, with_sheet

FROM_SCHOOLS = Path(__file__).parent.parent / "shelf" / "from_schools"
ADA = ("0101", "Ada", "Ng", "Teacher", ("Maths",), date(2020, 9, 1), None)
BO = ("0102", "Bo", "Ray", "Teacher", ("Art",), date(2021, 9, 1), None)
HEADINGS = ["Staff Number", "First Name", "Last Name", "Start Date"]


def facts(found: StaffList) -> list[tuple[object, ...]]:
    return [
        (row.number, row.first_name, row.last_name, row.role, row.groups, row.start, row.last_day) for row in found.rows
    ]


def names(found: StaffList) -> list[tuple[str, str, str]]:
    return [(row.number, row.first_name, row.last_name) for row in found.rows]


def held(found: StaffList) -> list[tuple[int, RowFault]]:
    return [(each.line, each.fault) for each in found.held_back]


def listed(file: Path) -> tuple[StaffTable, StaffList]:
    table = read_table(file)
    return table, understand(table, suggest(table.headings))


def from_text(tmp_path: Path, content: str | bytes) -> tuple[StaffTable, StaffList]:
    file = tmp_path / "staff.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return listed(file)


def from_book(tmp_path: Path, book: Workbook) -> tuple[StaffTable, StaffList]:
    file = tmp_path / "staff.xlsx"
    book.save(file)
    return listed(file)


def book_of(*rows: list[Any], title: str = "Staff") -> Workbook:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def changed(content: bytes, change: Mapping[str, bytes | None], pattern: str = "", to: str = "") -> bytes:
    """A workbook with parts added, left out (None), and a pattern replaced in every other."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name in archive.namelist():
            if name not in change:
                made.writestr(name, re.sub(pattern.encode(), to.encode(), archive.read(name)))
        for name, part in change.items():
            if part is not None:
                made.writestr(name, part)
    return stream.getvalue()


PLAIN = [
    HEADINGS,
    ["0101", "Ada", "Ng", datetime(2020, 9, 1)],
    ["0102", "Bo", "Ray", datetime(2021, 9, 1)],
]


def plain_bytes() -> bytes:
    stream = io.BytesIO()
    book_of(*PLAIN).save(stream)
    return stream.getvalue()


# ---- the cases from schools

READ_WHOLE = ["enc-utf8", "powerquery", "sharepoint", "strict", "stylesheet-pi", "xmlcomment"]


@in_turn("name", READ_WHOLE)
def test_parts_and_standards_that_programs_use_are_no_reason_to_refuse(name: str) -> None:
    table, found = listed(FROM_SCHOOLS / f"{name}.xlsx")
    assert facts(found) == [ADA, BO]
    assert (found.held_back, table.notes) == ((), frozenset())


RIGHT: dict[str, list[tuple[str, str, str]]] = {
    "apostrophe-number.csv": [("0101", "Ada", "Ng"), ("0102", "Bo", "Ray")],
    "code-mar1-date.xlsx": [("BRA", "Bo", "Ray")],
    "dup-start.csv": [("0101", "Cy", "Fox")],
    "end-9999.xlsx": [("0101", "Ada", "Ng"), ("0102", "Bo", "Ray")],
    "errors.xlsx": [("0102", "Bo", "Ray")],
    "excel-text-formula.csv": [("0101", "Ada", "Ng"), ("0102", "Bo", "Ray")],
    "footer-total.csv": [("0101", "Ada", "Ng"), ("0102", "Bo", "Ray")],
    "formatted-to-the-bottom.xlsx": [("0101", "Ada", "Ng"), ("0102", "Bo", "Ray")],
    "hidden-row.xlsx": [("0101", "Ada", "Ng"), ("0102", "Bo", "Ray"), ("0103", "Cy", "Fox")],
    "mixed.csv": [("0101", "Zoë", "Müller")],
    "numfmt-0000.xlsx": [("0042", "Ada", "Ng")],
    "pagebreak-headings.csv": [("0101", "Ada", "Ng"), ("0102", "Bo", "Ray")],
    "pipe.csv": [("0101", "Ada", "Ng")],
    "surname-name.csv": [("0101", "John", "Smith"), ("0102", "Jane", "Doe")],
    "surname-true.xlsx": [("0101", "Rachel", "True"), ("0102", "Jennifer", "Null"), ("0103", "Al", "None")],
    "titles-fullname.csv": [
        ("0101", "Ada", "Ng"),
        ("0102", "Bo", "Ray"),
        ("0103", "Cy", "Fox"),
        ("0104", "Dee", "Hall"),
        ("0105", "Eve", "Ito"),
        ("0106", "", "Suharto"),
        ("0107", "Sam", "Lee Jr."),
    ],
}
HELD = {
    "code-mar1-date.xlsx": [(2, RowFault.TURNED_INTO_DATE)],
    "errors.xlsx": [(2, RowFault.NO_NAME)],
    "footer-total.csv": [(4, RowFault.REPORT_LINE), (5, RowFault.REPORT_LINE)],
    "mixed.csv": [(3, RowFault.NOT_TEXT)],
}
NOTED = {
    "dup-start.csv": {Note.HEADING_TWICE},
    "errors.xlsx": {Note.ERRORS},
    "hidden-row.xlsx": {Note.HIDDEN},
    "mixed.csv": {Note.ENCODING_MIXED},
    "pagebreak-headings.csv": {Note.REPEATED_HEADINGS},
}


@in_turn("name", RIGHT)
def test_a_list_is_read_as_its_sender_meant_it_and_the_rest_is_named(name: str) -> None:
    table, found = listed(FROM_SCHOOLS / name)
    assert names(found) == RIGHT[name]
    assert held(found) == HELD.get(name, [])
    assert table.notes == NOTED.get(name, set())
    assert all(row.last_day is None for row in found.rows)


def test_dates_with_one_reading_are_taken_and_others_held_back() -> None:
    _, found = listed(FROM_SCHOOLS / "dates.csv")
    assert {row.number for row in found.rows} == {
        "1",
        "2",
        "4",
        "6",
        "9",
        "12",
        "13",
        "14",
        "15",
        "16",
        "17",
        "19",
        "20",
    }
    assert {row.start for row in found.rows} == {date(2020, 9, 1)}
    assert {each.fault for each in found.held_back} == {RowFault.NOT_A_DATE}


def test_joiners_inside_words_stay_and_other_invisible_signs_go() -> None:
    _, found = listed(FROM_SCHOOLS / "names.csv")
    by_number = {row.number: f"{row.first_name} {row.last_name}" for row in found.rows}
    assert by_number["6"] == "می\u200cنا رضا\u200cیی"
    assert by_number["11"] == "රු ශ\u0dca\u200dරී"
    assert by_number["14"] == "דוד לוי"
    assert by_number["3"] == "Adébáyọ̀ Ọlátúnjí"
    assert held(found) == [(8, RowFault.NOT_A_NAME), (10, RowFault.TOO_LONG)]


def test_a_web_page_that_is_called_a_workbook_is_read_and_it_is_said() -> None:
    table, found = listed(FROM_SCHOOLS / "html.xls")
    assert (names(found), table.notes) == ([("0101", "Ada", "Ng")], {Note.REALLY_A_PAGE})


# ---- workbooks


def empty_rows(start: int, end: int, cells: int) -> bytes:
    row = b"".join(b'<c r="%b{0}" s="1"/>' % bytes([65 + at]) for at in range(cells))
    made = b'<row r="{0}" spans="1:7">' + row + b"</row>"
    return "".join(made.decode().format(number) for number in range(start, end)).encode()


ROWS = b"".join(
    b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>%b</t></is></c><c r="B%d" t="inlineStr"><is><t>%b</t></is></c></row>'
    % (at, at, one, at, other)
    for at, (one, other) in enumerate(((b"Staff Number", b"Surname"), (b"0101", b"Ng"), (b"0102", b"Ray")), 1)
)


@pytest.mark.parametrize("cells", [0, 7])
def test_cells_formatted_to_the_bottom_hold_nothing(cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MOST_ROWS", 1_000)
    last = b'<row r="2000"><c r="A2000" t="inlineStr"><is><t>0103</t></is></c></row>'
    read = read_sheet(with_sheet(HEAD + ROWS + empty_rows(4, 2_000, cells) + last + TAIL))
    assert [(row.line, row.cells) for row in read.rows] == [
        (1, ("Staff Number", "Surname")),
        (2, ("0101", "Ng")),
        (3, ("0102", "Ray")),
        (2_000, ("0103",)),
    ]


def test_formulas_that_show_nothing_hold_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MOST_ROWS", 1_000)
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="str"><f>B%d</f><v></v></c></row>' % (at, at, at) for at in range(4, 1_200)
    )
    read = read_sheet(with_sheet(HEAD + ROWS + rows + TAIL))
    assert [row.line for row in read.rows] == [1, 2, 3]


def test_rows_without_numbers_of_their_own_keep_their_places() -> None:
    rows = (
        b"<row><c t='inlineStr'><is><t>Staff Number</t></is></c><c/><c t='inlineStr'><is><t>Surname</t></is></c></row>"
    )
    rows += b"<row/><row><c><v>7</v></c><c s='1'/><c t='str'><v>Lee</v></c></row>"
    read = read_sheet(with_sheet(HEAD + rows + TAIL))
    assert [(row.line, row.cells) for row in read.rows] == [(1, ("Staff Number", "", "Surname")), (3, ("7", "", "Lee"))]


OTHERS_PARTS = {
    "customXml/item1.xml": b"<?mso-contentType?><x/>",
    "customXml/item2.xml": "<x/>".encode("utf-16"),
    "docProps/core.xml": b"<!DOCTYPE x><x/>",
    "docProps/custom.xml": b"not xml",
    "xl/theme/theme1.xml": b"<x>" + b" " * 9_000_000 + b"</x>",
    "xl/pivotCache/pivotCacheDefinition1.xml": b"<!-- made by -->",
    "xl/comments1.xml": b"<?x?>",
    "xl/calcChain.xml": b"",
    "xl/tables/table1.xml": b"<broken",
    "xl/connections.xml": b"<!ENTITY a>",
    "xl/worksheets/_rels/sheet1.xml.rels": b"<broken",
    "xl/externalLinks/externalLink1.xml": b"\x00",
    "xl/vbaProject.bin": b"\x00\x01",
}


@in_turn("part", OTHERS_PARTS)
def test_a_part_that_nobody_needs_is_not_read(tmp_path: Path, part: str) -> None:
    file = tmp_path / "staff.xlsx"
    file.write_bytes(changed(plain_bytes(), {part: OTHERS_PARTS[part]}))
    assert names(listed(file)[1]) == [("0101", "Ada", "Ng"), ("0102", "Bo", "Ray")]


ODD = {
    "names that lead nowhere": (
        "</sheets>",
        (
            '</sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="9">#REF!'
            "</definedName></definedNames>"
        ),
    ),
    "an unknown calculation": ("</sheets>", '</sheets><calcPr calcMode="never"/>'),
    "a fill that no program has": ('patternType="gray125"', 'patternType="sparkles"'),
    "no fonts": (r"<fonts.*?</fonts>", ""),
    "rules that break": (
        "</worksheet>",
        (
            '<conditionalFormatting sqref="x"><cfRule type="odd"/></conditionalFormatting>'
            '<dataValidations count="x"/></worksheet>'
        ),
    ),
    "a view of its own": ("<sheetViews>.*?</sheetViews>", '<sheetViews><sheetView zoomScale="none"/></sheetViews>'),
    "comments": ("<sheetData>", "<!-- made by a report --><sheetData><!-- rows -->"),
    "instructions": ("<sheetData>", "<?report made?><sheetData>"),
    "the strict standard": (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    ),
}


@in_turn("name", ODD)
def test_what_makes_readers_stumble_is_taken_out_first(tmp_path: Path, name: str) -> None:
    file, (pattern, to) = tmp_path / "staff.xlsx", ODD[name]
    made = changed(plain_bytes(), {}, f"(?s){pattern}", to.replace("\\", "\\\\"))
    assert made != changed(plain_bytes(), {})
    file.write_bytes(made)
    assert names(listed(file)[1]) == [("0101", "Ada", "Ng"), ("0102", "Bo", "Ray")]


@in_turn(
    ("declared", "encoding"),
    [
        ("UTF8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("UTF-16", "utf-16"),
        ("ISO-8859-1", "latin-1"),
        ("iso-8859-15", "iso8859-15"),
        ("Windows-1252", "cp1252"),
    ],
)
def test_a_sheet_in_other_letters_is_read(tmp_path: Path, declared: str, encoding: str) -> None:
    content = plain_bytes().replace(b"Ada", b"Ada")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = (
            archive.read("xl/worksheets/sheet1.xml").decode().partition("?>")[2]
            or archive.read("xl/worksheets/sheet1.xml").decode()
        )
    sheet = f'<?xml version="1.0" encoding="{declared}"?>' + sheet.replace(
        "</row></sheetData>", ZOE + "</row></sheetData>"
    )
    file = tmp_path / "staff.xlsx"
    file.write_bytes(changed(content, {"xl/worksheets/sheet1.xml": sheet.encode(encoding)}))
    assert names(listed(file)[1])[-1] == ("9", "Zoë", "Lee")


ZOE = "</row><row r='4'>" + "".join(
    f"<c r='{column}4' t='inlineStr'><is><t>{text}</t></is></c>"
    for column, text in zip("ABC", ("9", "Zoë", "Lee"), strict=True)
)


def test_parts_named_in_the_way_of_windows_are_found(tmp_path: Path) -> None:
    file = tmp_path / "staff.xlsx"
    with zipfile.ZipFile(io.BytesIO(plain_bytes())) as archive, zipfile.ZipFile(file, "w") as made:
        for name in archive.namelist():
            made.writestr(zipfile.ZipInfo(name.replace("/", "\\")), archive.read(name))
    assert names(listed(file)[1]) == [("0101", "Ada", "Ng"), ("0102", "Bo", "Ray")]


@in_turn(
    ("value", "code", "shown"),
    [
        (42, "0000", "0042"),
        (42.0, "0000", "0042"),
        (12345, "000-000", "012-345"),
        (7, '"E"000', "E007"),
        (7, "\\E000", "E007"),
        (7, "[$-809]00000;-00000", "00007"),
        (1234567, "000 000", "1234 567"),
        (12345, "0000", "12345"),
        (42, "General", "42"),
        (42, "0", "42"),
        (1234, "#,##0", "1234"),
        (42, "0.00", "42"),
        (42.5, "0.00", "42.5"),
        (0.5, "0%", "0.5"),
        (-3, "000", "-3"),
        (42, "#0000", "0042"),
        (42, '"E"General', "E42"),
        (42, "[>=1000]00000;0000", "0042"),
        (100000, "0.00E+00", "1.00E+05"),
        (1.5e20, "General", "1.5E+20"),
        (123456789012345678, "0", "123456789012345678"),
    ],
)
def test_a_number_reads_as_the_person_sees_it(value: float, code: str, shown: str) -> None:
    assert shown_number(value, code) == shown


def test_numbers_in_their_formats_dates_and_truths_come_out_of_a_workbook(tmp_path: Path) -> None:
    book = book_of(HEADINGS, [42, "True", "x", datetime(2020, 9, 1)], [1e5, "Ada", True, None], [3, "Bo", "Ray", 9e5])
    book.active["A2"].number_format, book.active["A3"].number_format = "00000", "0.00E+00"
    book.active["D2"].number_format = "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy"
    _, found = from_book(tmp_path, book)
    assert names(found) == [("00042", "True", "x")]
    assert held(found) == [(3, RowFault.ROUNDED_NUMBER), (4, RowFault.NOT_A_DATE)]


def test_line_ends_that_old_programs_escape_are_blanks(tmp_path: Path) -> None:
    _, found = from_book(tmp_path, book_of(HEADINGS, ["1", "Ada_x000D_\n", "Ng", ""], ["2", "Bo", "_x0041_bel", ""]))
    assert names(found) == [("1", "Ada", "Ng"), ("2", "Bo", "Abel")]


def test_the_sheet_that_looks_like_a_list_is_read_and_several_are_named(tmp_path: Path) -> None:
    book = book_of(["Export summary"], ["Table", "Sheet"], ["Staff 2026", "Staff"], title="Export Summary")
    for title, person in (("Staff", "Ng"), ("Leavers", "Ray")):
        sheet = book.create_sheet(title)
        for row in (["Oak School"], HEADINGS, ["1", "Ada", person, None]):
            sheet.append(row)
        sheet["A1"].font = Font(bold=True)
        sheet.merge_cells("A1:D1")
    table, found = from_book(tmp_path, book)
    assert (table.sheet, table.lists) == ("Staff", ("Staff", "Leavers"))
    assert table.notes == {Note.OTHER_SHEETS}
    assert names(found) == [("1", "Ada", "Ng")]
    assert names(understand(read_table(tmp_path / "staff.xlsx", sheet="Leavers"), suggest(table.headings))) == [
        ("1", "Ada", "Ray")
    ]


def test_merged_and_hidden_cells_are_noted_where_they_bear_on_the_list(tmp_path: Path) -> None:
    book = book_of(HEADINGS, ["1", "Ada", "Ng", None], ["2", None, "Ray", None])
    book.active.merge_cells("B2:B3")
    book.active.column_dimensions["C"].hidden = True
    book.active.column_dimensions["Z"].hidden = True
    assert from_book(tmp_path, book)[0].notes == {Note.MERGED, Note.HIDDEN}
    book = book_of(["Oak School"], HEADINGS, ["1", "Ada", "Ng", None])
    book.active.merge_cells("A1:D1")
    book.active.column_dimensions["Z"].hidden = True
    assert from_book(tmp_path, book)[0].notes == frozenset()


def test_workbooks_of_other_programs_are_named() -> None:
    for parts in (
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"},
        {"Index/Document.iwa": b"x"},
        {"xl/workbook.bin": b"x"},
    ):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as made:
            for name, part in parts.items():
                made.writestr(name, part)
        with pytest.raises(TableRefused) as refused:
            read_sheet(stream.getvalue())
        assert refused.value.reason is Refusal.OTHER_WORKBOOK


# ---- text


@in_turn("sign", ["|", "^", "~", ";", "\t", ","])
def test_every_usual_delimiter_is_found(tmp_path: Path, sign: str) -> None:
    table, found = from_text(
        tmp_path, "\r\n".join(sign.join(row) for row in (HEADINGS, ["1", "Ada", "Ng", "01/09/2020"]))
    )
    assert (table.delimiter, names(found)) == (sign, [("1", "Ada", "Ng")])


def test_any_other_delimiter_can_be_named_and_until_then_a_sentence_says_so(tmp_path: Path) -> None:
    file = tmp_path / "staff.csv"
    file.write_text("\n".join("#".join(row) for row in (HEADINGS, ["1", "Ada", "Ng", ""])))
    with pytest.raises(TableRefused, match="columns cannot be told apart"):
        read_table(file)
    assert read_table(file, delimiter="#").headings == tuple(HEADINGS)


@in_turn(
    ("content", "reason"),
    [
        ("<html><table><tr><td>Staff Number</td></tr></table>", Refusal.WEB_PAGE),
        ("<TR><TD>Staff Number</TD></TR>", Refusal.WEB_PAGE),
        ('<ss:Workbook xmlns:ss="x">', Refusal.WEB_PAGE),
        ('ID;PWXL;N;E\nC;Y1;X1;K"Staff Number"\n', Refusal.OTHER_WORKBOOK),
        ('{ "value": []}', Refusal.OTHER_DOCUMENT),
        ("\ufeff\r\n<!DOCTYPE html>\n<p>Log in", Refusal.WEB_PAGE),
        ('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', Refusal.WEB_PAGE),
        ("MIME-Version: 1.0\nContent-Type: multipart/related\n", Refusal.OTHER_WORKBOOK),
        ('{"error": "not signed in"}', Refusal.OTHER_DOCUMENT),
        ("%PDF-1.7\n", Refusal.OTHER_DOCUMENT),
        ("{\\rtf1 Staff}", Refusal.OTHER_DOCUMENT),
        ("Staff Number   First Name   Last Name\n0101           Ada          Ng\n", Refusal.ONE_COLUMN),
    ],
)
def test_what_is_no_table_is_named_for_what_it_is(tmp_path: Path, content: str, reason: Refusal) -> None:
    with pytest.raises(TableRefused) as refused:
        from_text(tmp_path, content)
    assert refused.value.reason is reason


LETTERS = "Staff Number,First Name,Last Name\n1,Zoë,Müller\n2,René,Lefèvre\n3,Niño,O’Brien\n"


@in_turn("encoding", ["cp1252", "mac_roman", "utf-8", "utf-16"])
def test_letters_of_old_programs_are_read_and_the_guess_is_told(tmp_path: Path, encoding: str) -> None:
    table, found = from_text(tmp_path, LETTERS.encode(encoding))
    assert names(found) == [("1", "Zoë", "Müller"), ("2", "René", "Lefèvre"), ("3", "Niño", "O’Brien")]
    assert (Note.ENCODING_GUESSED in table.notes) == (encoding in ("cp1252", "mac_roman"))


def test_letters_of_central_europe_are_read_and_others_held_back(tmp_path: Path) -> None:
    for encoding in ("cp1250", "iso8859-2"):
        table, found = from_text(
            tmp_path, "Staff Number,First Name,Last Name\n1,Łucja,Wąż\n2,Ada,Ng\n".encode(encoding)
        )
        assert (names(found), table.notes) == ([("1", "Łucja", "Wąż"), ("2", "Ada", "Ng")], {Note.ENCODING_GUESSED})
    for name, encoding in (("Иван", "cp1251"), ("Μαρία", "cp1253")):
        _, found = from_text(tmp_path, f"Staff Number,First Name,Last Name\n1,{name},Lee\n2,Ada,Ng\n".encode(encoding))
        assert (names(found), held(found)) == ([("2", "Ada", "Ng")], [(2, RowFault.NOT_A_NAME)])


def test_a_byte_amiss_in_a_column_that_nobody_needs_holds_nobody_back(tmp_path: Path) -> None:
    _, found = from_text(tmp_path, b"Staff Number,First Name,Last Name,Notes\n1,Zo\xc3\xab,Ng,\n2,Bo,Ray,caf\xe9\n")
    assert names(found) == [("1", "Zoë", "Ng"), ("2", "Bo", "Ray")]


@in_turn("number", ["101.0", "101,00", "1,01E+05", "1.01E+05"])
def test_a_number_that_a_program_took_for_an_amount_is_held_back(tmp_path: Path, number: str) -> None:
    _, found = from_text(tmp_path, f"Staff Number;First Name;Last Name\n{number};Ada;Ng\n")
    assert held(found) == [(2, RowFault.ROUNDED_NUMBER)]


@in_turn("cell", ['="0101"', '= "0101"', '=("0101")', '=""0101""', "=0101", '=T("0101")', "''0101", "`0101"])
def test_whatever_keeps_the_zeros_of_a_number_is_no_part_of_it(tmp_path: Path, cell: str) -> None:
    quoted = '"' + cell.replace('"', '""') + '"'
    _, found = from_text(tmp_path, f"Staff Number;First Name;Last Name\n{quoted};Ada;Ng\n=TEXT(7;1);Bo;Ray\n")
    assert names(found)[:1] == [("0101", "Ada", "Ng")]
    _, found = from_text(tmp_path, 'Staff Number;First Name;Last Name\n"=TEXT(7,""00"")";Bo;Ray\n')
    assert held(found) == [(2, RowFault.FORMULA)]


def test_a_list_in_apostrophes_is_read_without_them(tmp_path: Path) -> None:
    _, found = from_text(tmp_path, "'Staff Number','First Name','Last Name'\n'0101','Ada','O''Neil, Jr'\n")
    assert names(found) == [("0101", "Ada", "O'Neil, Jr")]


@in_turn(
    "code", ["01-Mar", "1-Mar-26", "Mar-01", "2026-03-01 00:00:00", "01/03/2026", "3-Mai", "1 March 2026", "12:30:00"]
)
def test_a_code_that_a_program_took_for_a_date_is_held_back(tmp_path: Path, code: str) -> None:
    _, found = from_text(
        tmp_path, f"Staff Number;First Name;Last Name;Department\n{code};A;B;\n7;C;D;{code}\n8;E;F;7B\n"
    )
    assert names(found) == [("8", "E", "F")]
    assert held(found) == [(2, RowFault.TURNED_INTO_DATE), (3, RowFault.TURNED_INTO_DATE)]


def test_names_that_begin_with_an_apostrophe_keep_it(tmp_path: Path) -> None:
    _, found = from_text(tmp_path, "Staff Number,First Name,Last Name,Start Date\n'7,Jan,'t Hooft,'01/09/2020\n")
    assert [(*each[:3], each[5]) for each in facts(found)] == [("7", "Jan", "'t Hooft", date(2020, 9, 1))]


@pytest.mark.parametrize("others", ["JSM", "0102"])
@pytest.mark.parametrize("code", ["NK", "NEW", "TBC", "nk"])
def test_whoever_has_a_code_that_is_also_a_word_stays_with_a_whole_list(tmp_path: Path, code: str, others: str) -> None:
    headings = "Staff Number,First Name,Last Name\n"
    _, read = from_text(tmp_path, f"{headings}{others},Jo,Smith\n{code},Nia,Kay\n")
    nia = StaffMember(number="NK" if code == "nk" else code, first_name="Nia", last_name="Kay")
    gone = StaffMember(number="0900", first_name="Zed", last_name="Old")
    found = plan([nia, gone], evolve(read, is_whole=True), date(2026, 11, 20))
    assert [each.after.number for each in found.changes if each.kind is ChangeKind.LEFT] == ["0900"]


def test_a_code_that_is_also_a_word_can_be_written_by_hand() -> None:
    assert checked(StaffMember(number="NK", first_name="Nia", last_name="Kay")).number == "NK"


@in_turn("word", ["NULL", "(null)", "N/A", "-", "nan", "\\N", "#N/A", "#NV", "#REF!", "#¡REF!", "Err:502", "####"])
def test_words_for_nothing_are_nothing(tmp_path: Path, word: str) -> None:
    line = f"7,Ada,Ng,{word},{word},{word},{word}"
    headings = "Staff Number,First Name,Last Name,Email,Job Title,Department,Leaving Date"
    table, found = from_text(tmp_path, f"{headings}\n{line}\n{word},Bo,Ray,,,,\n")
    assert facts(found) == [("7", "Ada", "Ng", "", (), None, None)]
    assert held(found) == [(3, RowFault.NO_NUMBER)]
    assert (Note.ERRORS in table.notes) == (word[0] in "#E")


@in_turn(
    "cell",
    [
        "Permanent",
        "open-ended",
        "12/31/9999",
        "9999-12-31 23:59:59",
        "01/01/0001",
        "1900-01-01",
        "31/12/9999",
        "31.12.2999",
        "9999-12-31",
        "31 December 4712",
        "00/00/0000",
        "00/01/1900",
    ],
)
def test_a_contract_without_an_end_has_no_last_day(tmp_path: Path, cell: str) -> None:
    _, found = from_text(tmp_path, f"Staff Number,First Name,Last Name,End Date\n7,Ada,Ng,{cell}\n")
    assert [row.last_day for row in found.rows] == [None]


@in_turn(
    "cell",
    [
        "1 Sept. 2020",
        "1st Sep 2020",
        "1. September 2020",
        "1er septembre 2020",
        "September 1, 2020",
        "Sep 1st 2020",
        "Tue, 1 Sep 2020",
        "Dienstag, 1. September 2020",
        "1 de septiembre de 2020",
        "1 Medi 2020",
        "01-Sep-2020 12:00:00 AM",
        "Tue Sep 01 00:00:00 BST 2020",
        "2020年9月1日",
        "20200901",
        "2020/9/1",
        "2020-09-01T00:00:00.000Z",
        "01.09.2020 00:00:00",
    ],
)
def test_a_date_with_one_reading_is_taken(tmp_path: Path, cell: str) -> None:
    _, found = from_text(tmp_path, f"Staff Number;First Name;Last Name;Start Date\n7;Ada;Ng;{cell}\n")
    assert [row.start for row in found.rows] == [date(2020, 9, 1)]


@in_turn(
    "cell",
    [
        "Monday, 1 September 2020",
        "2020-08-31T23:00:00Z",
        "31/02/2020",
        "1/9/20",
        "9/1/2020 8:00",
        "9/1/2020 0:00",
        "1 Foo 2020",
        "44075",
    ],
)
def test_a_date_with_two_readings_or_none_is_held_back(tmp_path: Path, cell: str) -> None:
    _, found = from_text(tmp_path, f"Staff Number;First Name;Last Name;Start Date\n7;Ada;Ng;{cell}\n")
    assert held(found) == [(2, RowFault.NOT_A_DATE)]


@in_turn(
    "line",
    [
        "Total,2,",
        "Grand total: 2,,",
        "Printed by Office on 01/09/2026,Page 1 of 2,x",
        "2 records,Ng,Ada",
        "7,Total,",
        "7,Page 1 of 3,",
        "Generated 01/09/2026,Arbor,x",
        "Gesamt,12,",
        "End of report,***,x",
        "Gedruckt am 01.09.2026,x,y",
        "CONFIDENTIAL - do not copy,x,y",
        "1 of 2,x,y",
    ],
)
def test_lines_of_a_report_are_nobody(tmp_path: Path, line: str) -> None:
    _, found = from_text(tmp_path, f"Staff Number,Last Name,First Name\n1,Page,Ellen\n2,Count,Ada\n{line}\n")
    assert names(found) == [("1", "Ellen", "Page"), ("2", "Ada", "Count")]
    assert [each.line for each in found.held_back] == [4]


BELOW_NAMES = [
    *(
        "Number of staff",
        "Staff count",
        "Headcount",
        "Records",
        "All staff",
        "Anzahl",
        "Rows: 25",
        "Printed by: Ada Ng",
    ),
    *("Page: 1", "Seite 1/1", "- End -", "*** End of report ***", "Vacancy", "TBC", "Ada Ng / Bo Ray", "Mr & Mrs Ng"),
    *("Ada Ng *", "Ada Ng - Maternity", "Zo&euml; Ng"),
]


def test_what_stands_in_a_column_of_whole_names_and_names_nobody_is_held_back(tmp_path: Path) -> None:
    lines = "".join(f"{line};{25 + at}\n" for at, line in enumerate(BELOW_NAMES))
    _, found = from_text(tmp_path, f"Name;Staff Number\nAda Ng;1\nCount Basie;2\nSam Total-Page;3\n{lines}")
    assert [row.number for row in found.rows] == ["1", "2", "3"]
    assert len(found.held_back) == len(BELOW_NAMES)


def test_headings_that_stand_again_are_skipped_however_they_are_spelled(tmp_path: Path) -> None:
    table, found = from_text(
        tmp_path,
        "Staff Number,First Name,Last Name\n1,Ada,Ng\nSTAFF NUMBER,first name,Last_Name\n2,Bo,Ray\nStaff No,,Surname\n",
    )
    assert [number for number, *_ in names(found)] == ["1", "2"]
    assert table.notes == {Note.REPEATED_HEADINGS}


@in_turn(
    ("headings", "row"),
    [
        ("SURNAME,NAME", "Ng,Ada"),
        ("Surname,Name", "Ng,Ada Ng"),
        ("First Name,Name", "Ada,Ng"),
        ("First Name,Name", "Ada,Ada Ng"),
        ("Vorname,Name", "Ada,Ng"),
        ("Employee Surname,Employee Name", "Ng,Ada"),
        ("Surname,Forename(s)", "Ng,Ada"),
        ("Cognome,Nome", "Ng,Ada"),
        ("Former Surname,Name", "Ray,Ada Ng"),
        ("Nom,Prénom", "Ng,Ada"),
        ("Nachname,Vorname", "Ng,Ada"),
    ],
)
def test_a_column_called_name_is_what_the_other_is_not(tmp_path: Path, headings: str, row: str) -> None:
    _, found = from_text(tmp_path, f"Personalnummer,{headings}\n7,{row}\n")
    assert names(found) == [("7", "Ada", "Ng")]


@in_turn(
    ("written", "first", "last"),
    [
        ("Mrs Ada Ng", "Ada", "Ng"),
        ("Ng, Mrs. Ada", "Ada", "Ng"),
        ("Ng, Ada (Mrs)", "Ada", "Ng"),
        ("Prof. Dr. Cy Fox PhD FRSA", "Cy", "Fox"),
        ("Ito, Eve, BA (Hons)", "Eve", "Ito"),
        ("Lee, Sam, Jr.", "Sam", "Lee Jr."),
        ("Elizabeth (Liz) Ray", "Elizabeth", "Ray"),
        ("Jing Yi MA", "Jing Yi", "MA"),
        ("MARIAMA BA", "MARIAMA", "BA"),
        ("Sam van der Lee", "Sam van der", "Lee"),
        ("Rev. Canon Ada Ng", "Ada", "Ng"),
        ("Ms.Ada Ng", "Ada", "Ng"),
        ("Sir Bo Ray KBE, B.Sc.", "Bo", "Ray"),
        ("Lord Ng", "Lord", "Ng"),
        ("Miss Piggy", "", "Piggy"),
        ("Dr", "", "Dr"),
        ("Suharto", "", "Suharto"),
    ],
)
def test_titles_letters_and_remarks_are_no_part_of_a_name(written: str, first: str, last: str) -> None:
    found = parted(written)
    assert (found.first, found.last) == (first, last)


def test_a_title_in_a_column_of_first_names_is_left_out_and_told(tmp_path: Path) -> None:
    assert given("Dr. Ada", "Ng") == ListedName("Ada", "Ng", is_cut=True)
    assert given("Ada", "Ng") == ListedName("Ada", "Ng")
    _, found = from_text(tmp_path, "Staff Number,First Name,Last Name\n1,Mr Bo,Ray\n2,Ada,Ng\n")
    (notice,) = plan((), found, date(2026, 11, 20)).notices
    assert (notice.kind, notice.numbers) == (NoticeKind.NAMES_CUT, ("1",))


def test_names_in_the_scripts_of_the_attestation_are_taken_and_others_are_told(tmp_path: Path) -> None:
    rows = "1,محمد,عبد الله\n2,דוד,כהן\n3,प्रिया,शर्मा\n4,小明,李\n5,สมชาย,ใจดี\n6,Zoë,Łuczak\n7,한,글\n"
    _, found = from_text(tmp_path, f"Staff Number,First Name,Last Name\n{rows}")
    assert found.held_back == ()
    notice = next(each for each in plan((), found, date(2026, 11, 20)).notices if each.kind is NoticeKind.UNPRINTABLE)
    assert notice.numbers == ("5", "7")
    assert "could not sign" in str(NOTICES[notice.kind])


def test_the_word_null_is_no_name_and_the_name_null_is_one(tmp_path: Path) -> None:
    _, found = from_text(tmp_path, "Staff Number,First Name,Last Name\n1,Jennifer,Null\n2,NULL,Ng\n3,-,Suharto\n")
    assert names(found) == [("1", "Jennifer", "Null"), ("3", "", "Suharto")]
    assert held(found) == [(3, RowFault.NULL_WORD)]


# ---- addresses


@in_turn("address", ["ada@schöl.example", "ada@xn--schl-5qa.example", "ada@學校.example", "Ada.Ng+x@oak.example"])
def test_an_address_in_other_alphabets_is_taken_where_mails_can_go_there(tmp_path: Path, address: str) -> None:
    _, found = from_text(tmp_path, f"Staff Number,First Name,Last Name,Email\n7,Ada,Ng,{address}\n")
    assert [row.email for row in found.rows] == [address]


@in_turn(
    "address", ["zoë@oak.example", "ada@-oak.example", "ada@oak", "a..b@oak.example", "ada@☃☃.", "ada@xn--.example"]
)
def test_an_address_that_no_mail_can_go_to_is_held_back_before_anything_is_recorded(
    tmp_path: Path, address: str
) -> None:
    _, found = from_text(tmp_path, f"Staff Number,First Name,Last Name,Email\n7,Ada,Ng,{address}\n")
    assert held(found) == [(2, RowFault.NOT_AN_EMAIL)]


def test_in_a_column_with_the_month_first_no_date_is_read_day_first(tmp_path: Path) -> None:
    head = "Staff Number,First Name,Last Name,Start Date\n"
    rows = "1,Ada,Ng,09/25/2020\n2,Bo,Ray,01/02/2021\n3,Cy,Fox,05/05/2021\n4,Di,Roe,2021-02-01\n5,Ed,Poe,\n"
    _, found = from_text(tmp_path, f"{head}{rows}6,Flo,Guy,03/31/2019\n")
    assert held(found) == [(2, RowFault.NOT_A_DATE), (3, RowFault.NOT_A_DATE), (7, RowFault.NOT_A_DATE)]
    assert [(row.number, row.start) for row in found.rows] == [
        ("3", date(2021, 5, 5)),
        ("4", date(2021, 2, 1)),
        ("5", None),
    ]
    _, found = from_text(tmp_path, head + rows.replace("09/25/2020", "25/09/2020"))
    assert [row.start for row in found.rows][:2] == [date(2020, 9, 25), date(2021, 2, 1)]


def test_an_address_is_taken_out_of_what_a_mail_program_writes_around_it(tmp_path: Path) -> None:
    head = "Staff Number,First Name,Last Name,Email\n"
    written = ('"Ada Ng <a@x.example>"', "<b@x.example>", '"Ng; c@x.example"', '"a@x.example <d@x.example>"')
    _, found = from_text(tmp_path, head + "".join(f"{at},Ada,Ng,{each}\n" for at, each in enumerate(written, 1)))
    assert [row.email for row in found.rows] == ["a@x.example", "b@x.example"]
    assert held(found) == [(4, RowFault.NOT_AN_EMAIL), (5, RowFault.SEVERAL_EMAILS)]


def test_one_zero_byte_names_its_row_and_many_are_another_kind_of_file(tmp_path: Path) -> None:
    head = "Staff Number,First Name,Last Name\n"
    _, found = from_text(tmp_path, head + "1,Ada\0,Ng\n2,Bo,Ray\n")
    assert (held(found), names(found)) == ([(2, RowFault.NOT_TEXT)], [("2", "Bo", "Ray")])
    with pytest.raises(TableRefused):
        from_text(tmp_path, head + "1,A\0d\0a\0,Ng\n")
