"""Lists as LibreOffice, Gnumeric and others save them in ODS, and workbooks of that kind that are made to harm."""

import io
import warnings
import zipfile
from datetime import date
from pathlib import Path

import pytest

from privacy_wizard.domain.staff_plan import RowFault
from privacy_wizard.staff_import import Note, Refusal, TableRefused, read_table, sheet_xml
from privacy_wizard.staff_import.table import MOST_ROWS

from .test_lists_of_schools import FROM_SCHOOLS, held, listed

KIND = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("t", "table"), ("text", "text"), ("style", "style"), ("draw", "drawing"))
)
STYLES = (
    '<style:style style:name="struck" style:family="table-cell">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="unseen" style:family="table"><style:table-properties t:display="false"/></style:style>'
)
COMMENT = "<office:annotation><text:p>left</text:p></office:annotation>"
REPEATED = "t:number-columns-repeated"


def cell(shown: str, more: str = "") -> str:
    return f'<t:table-cell office:value-type="string" {more}><text:p>{shown}</text:p></t:table-cell>'


def amount(value: str, shown: str) -> str:
    return f'<t:table-cell office:value-type="float" office:value="{value}"><text:p>{shown}</text:p></t:table-cell>'


def day(value: str) -> str:
    return f'<t:table-cell office:value-type="date" office:date-value="{value}"><text:p>1.9.20</text:p></t:table-cell>'


def row(*cells: str, more: str = "") -> str:
    written = "".join(each if each.startswith("<") else cell(each) for each in cells)
    return f"<t:table-row {more}>{written}</t:table-row>"


HEAD = row("Staff Number", "First Name", "Last Name", "Start Date")
ADA, BO = row("0101", "Ada", "Ng", day("2020-09-01")), row("0102", "Bo", "Ray")


def sheet(*rows: str, more: str = 't:name="Staff"') -> str:
    return f"<t:table {more}>{''.join(rows)}</t:table>"


def document(body: str, ahead: str = "", kind: str = KIND, manifest: str = "<m/>", times: int = 1) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(zipfile.ZipInfo("mimetype"), kind)
        made.writestr("META-INF/manifest.xml", manifest)
        content = f"{ahead}<office:document-content {SPACES}>{STYLES}<office:body><office:spreadsheet>{body}"
        for _ in range(times):
            warnings.simplefilter("ignore")  # of a name that stands twice
            made.writestr("content.xml", f"{content}</office:spreadsheet></office:body></office:document-content>")
    return stream.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "staff.ods"


def test_a_list_of_libreoffice_is_read_in_the_sandbox_as_it_is_shown() -> None:
    table, found = listed(FROM_SCHOOLS / "libreoffice.ods")
    assert (table.sheet, table.notes) == ("Staff", frozenset())
    assert [(each.line, each.number, each.first_name, each.start) for each in found.rows] == [
        (2, "0042", "Ada", date(2020, 9, 1)),
        (3, "0043", "Zoë", date(2021, 1, 5)),
    ]


SHEETS: dict[str, tuple[str, tuple[str, ...], set[Note]]] = {
    "one below the other, far apart, and used down to the bottom": (
        sheet(HEAD, ADA, row(f'<t:table-cell {REPEATED}="1024"/>', more='t:number-rows-repeated="5000"'), BO,
              row("<t:table-cell/>", more='t:number-rows-repeated="1043000"')),
        ("2 0101 Ada Ng", "5003 0102 Bo Ray"), set(),
    ),
    "numbers as they are shown": (
        sheet(HEAD, row(amount("101", "0101"), "Ada", "Ng"), row(amount("102", "102.00"), "Bo", "Ray"),
              row(amount("103", "1,03"), "Cy", "Day"), row(amount("104", "T-104"), "Di", "Fox"),
              row(amount("123456789012", "1.2346E+11"), "Ed", "Gum")),
        ("2 0101 Ada Ng", "3 102 Bo Ray", "4 103 Cy Day", "5 T-104 Di Fox", "6 123456789012 Ed Gum"), set(),
    ),
    "texts in pieces": (
        sheet(HEAD, row("0101", cell("A<text:span>d</text:span>a<text:s text:c='2'/>M<text:tab/>B"),
                        cell("<text:a>Ng</text:a><draw:frame><text:p>logo</text:p></draw:frame>"))),
        ("2 0101 Ada M B Ng",), set(),
    ),
    "empty cells between": (
        sheet(row("Staff Number", f'<t:table-cell {REPEATED}="2"/>', "First Name", "Last Name"),
              row("0101", f'<t:covered-table-cell {REPEATED}="2"/>', "Ada", "Ng")),
        ("2 0101 Ada Ng",), set(),
    ),
    "hidden rows": (sheet(HEAD, ADA, row("0102", "Bo", "Ray", more='t:visibility="filter"')),
                    ("2 0101 Ada Ng", "3 0102 Bo Ray"), {Note.HIDDEN}),
    "a hidden column": (sheet('<t:table-column/><t:table-column t:visibility="collapse"/>', HEAD, ADA),
                        ("2 0101 Ada Ng",), {Note.HIDDEN}),
    "struck through": (sheet(HEAD, ADA, row(*(cell(each, 't:style-name="struck"') for each in ("0102", "Bo", "Ray")))),
                       ("2 0101 Ada Ng", "3 0102 Bo Ray"), {Note.STRUCK}),
    "a comment": (
        sheet(HEAD, row("0101", cell("Ada").replace("<text:p>", f"{COMMENT}<text:p>"), "Ng")),
        ("2 0101 Ada Ng",), {Note.COMMENTS},
    ),
    "formulas, of which one has failed": (
        sheet(HEAD, row("0101", cell("Ada", 't:formula="of:=A1"'), "Ng", cell("Err:502"))),
        ("2 0101 Ada Ng",), {Note.FORMULAS, Note.ERRORS},
    ),
    "merged rows": (sheet(HEAD, row("0101", "Ada", "Ng", cell("", 't:number-rows-spanned="2"'))),
                    ("2 0101 Ada Ng",), {Note.MERGED}),
    "sheets of which one is not to be seen": (
        sheet(HEAD, BO, more='t:name="Old" t:style-name="unseen"') + sheet(row("Read me"), more='t:name="Help"')
        + sheet(HEAD, ADA),
        ("2 0101 Ada Ng",), {Note.OTHER_SHEETS},
    ),
}  # fmt: skip


@pytest.mark.usefixtures("read_here")
def test_each_is_read_as_a_person_sees_it_and_what_they_should_know_is_noted(file: Path) -> None:
    for name, (body, right, notes) in SHEETS.items():
        file.write_bytes(document(body))
        table, found = listed(file)
        read = tuple(f"{each.line} {each.number} {each.first_name} {each.last_name}" for each in found.rows)
        assert (read, set(table.notes)) == (right, notes), name


@pytest.mark.usefixtures("read_here")
def test_a_document_that_says_last_what_it_is_is_read_too(file: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(document(sheet(HEAD, ADA)))) as made, zipfile.ZipFile(file, "w") as other:
        for name in reversed(made.namelist()):
            other.writestr(name, made.read(name))
    assert [row.number for row in listed(file)[1].rows] == ["0101"]


@pytest.mark.usefixtures("read_here")
def test_a_code_that_became_a_date_or_a_power_of_ten_holds_its_row_back(file: Path) -> None:
    rounded, other = row(amount("1E5", "1E+05"), "Ada", "Ng"), row(day("2026-03-01"), "Bo", "Ray")
    long = row(amount("1234567890123456789", "1234567890123460000"), "Cy", "Day")
    file.write_bytes(document(sheet(HEAD, rounded, other, long)))
    found = held(listed(file)[1])
    assert found == [(2, RowFault.ROUNDED_NUMBER), (3, RowFault.TURNED_INTO_DATE), (4, RowFault.ROUNDED_NUMBER)]


HARMFUL: dict[str, tuple[bytes, Refusal]] = {
    "entities": (document("", '<!DOCTYPE x [<!ENTITY a "b">]>'), Refusal.UNUSUAL_WORKBOOK),
    "a sheet in two parts": (document(sheet(HEAD, ADA), times=2), Refusal.UNUSUAL_WORKBOOK),
    "rows without end": (
        document(sheet(HEAD, row("0101", "Ada", "Ng", more=f't:number-rows-repeated="{MOST_ROWS}"'))),
        Refusal.TOO_MANY_ROWS,
    ),
    "a few rows on many sheets that stand for millions": (
        document(sheet(HEAD, row("0101", "Ada", "Ng", more=f't:number-rows-repeated="{MOST_ROWS - 1}"')) * 4),
        Refusal.TOO_LARGE,
    ),
    "a cell in each row that stands for all columns": (
        document(sheet(HEAD, *[row(cell("x", f'{REPEATED}="200"'))] * 5_001)),
        Refusal.TOO_LARGE,
    ),
    "a count that is none": (document(sheet(HEAD, ADA, row("1", more='t:number-rows-repeated="x"'))),
                             Refusal.NOT_A_WORKBOOK),
    "a number that is none": (document(sheet(HEAD, row(amount("x", "1")))), Refusal.NOT_A_WORKBOOK),
    "cut off": (document(sheet(HEAD, ADA).removesuffix("</t:table>")), Refusal.NOT_A_WORKBOOK),
    "more sheets than anybody makes": (document(sheet(HEAD, ADA) * 201), Refusal.UNUSUAL_WORKBOOK),
    "nothing in it": (document(sheet()), Refusal.EMPTY),
    "a password": (document(sheet(HEAD, ADA), manifest="<m:encryption-data/>"), Refusal.LOCKED),
    "slides": (document("", kind=KIND.replace("spreadsheet", "presentation")), Refusal.OTHER_DOCUMENT),
}  # fmt: skip


@pytest.mark.usefixtures("read_here")
def test_what_is_made_to_harm_or_cannot_be_read_is_refused_for_what_it_is(file: Path) -> None:
    for name, (content, reason) in HARMFUL.items():
        file.write_bytes(content)
        with pytest.raises(TableRefused) as refused:
            read_table(file)
        assert refused.value.reason is reason, name


@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize("limit", ["_MOST_ELEMENTS", "_MOST_CELLS", "_MOST_LETTERS", "_MOST_UNPACKED"])
def test_a_sheet_beyond_what_any_list_has_is_too_large(file: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    file.write_bytes(document(sheet(HEAD, *[ADA] * 30)))
    assert len(read_table(file).rows) == 30
    monkeypatch.setattr(sheet_xml, limit, 100)
    with pytest.raises(TableRefused) as refused:
        read_table(file)
    assert refused.value.reason is Refusal.TOO_LARGE


@pytest.mark.usefixtures("read_here")
def test_blanks_down_a_sheet_and_to_its_right_make_no_list_too_large(file: Path) -> None:
    blank = f'<t:table-cell {REPEATED}="16000"/>'
    filled = row("0101", "Ada", f'<t:table-cell {REPEATED}="2"/>', "Ng", blank)
    file.write_bytes(document(sheet(HEAD, *[filled] * 6_000, row(blank, more='t:number-rows-repeated="1040000"'))))
    rows = read_table(file).rows
    assert (len(rows), rows[-1].cells) == (6_000, ("0101", "Ada", "", "", "Ng"))


@pytest.mark.usefixtures("read_here")
def test_cells_side_by_side_without_end_are_cut_and_it_is_said(file: Path) -> None:
    file.write_bytes(document(sheet(HEAD, row("0101", "Ada", "Ng", cell("x", f'{REPEATED}="16000"')))))
    table, found = listed(file)
    assert len(table.rows[0].cells) == 200
    assert Note.COLUMNS_LEFT_OUT in table.notes
    assert held(found) == [(2, RowFault.TOO_MANY_CELLS)]
