"""Lists as XLS, as web pages and as the XML of Excel 2003, whatever they are called, and such files that are made to
harm.
"""

import struct
from datetime import date
from pathlib import Path

import pytest
from attrs import frozen

from privacy_wizard.domain.staff_plan import RowFault
from privacy_wizard.staff_import import (
    Note,
    Refusal,
    TableRefused,
    old_workbook,
    read_table,
    sheet_xml,
    web_page,
    workbook_worker,
)

from .test_lists_of_schools import FROM_SCHOOLS, held, listed, plain_bytes
from .test_opendocument import SPACES, amount, cell, row, sheet

ONE, TWO = ("2 0101 Ada Ng",), ("2 0101 Ada Ng", "3 0102 Bo Ray")
HEAD, ADA, BO = "Staff Number,First Name,Last Name", "0101,Ada,Ng", "0102,Bo,Ray"


@frozen
class Right:
    """`read`: line, number, first and last name of each; `held`: the first row that is held back."""

    read: tuple[str, ...]
    notes: tuple[Note, ...] = ()
    held: RowFault | None = None


# ---- XLS, as its records


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


BEGIN, OF_A_SHEET, END = (
    record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)),
    record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 0)),
    record(10),
)


def label(row: int, column: int, text: str) -> bytes:
    letters = text.encode("utf-16-le")
    return record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + letters)


def in_part_struck(row: int, column: int, text: str) -> bytes:
    """In the second font of the workbook."""
    head = struct.pack("<HHHHB", row, column, 0, len(text), 1)
    return record(0xD6, head + text.encode("utf-16-le") + struct.pack("<HHH", 1, 0, 1))


def font(look: int) -> bytes:
    return record(0x31, struct.pack("<HHHHHBBBBBB", 200, look, 0, 400, 0, 0, 0, 0, 0, 1, 0) + b"A")


def xls(*rows: str, more: bytes = b"", ahead: bytes = b"") -> bytes:
    """A workbook of one sheet without what it is usually wrapped in."""
    cells = b"".join(label(*at, text) for at, text in _cells(rows))
    styles = record(0xE0, bytes(20))
    named = record(0x85, struct.pack("<IHBB", len(BEGIN + ahead + styles) + 17 + len(END), 0, 5, 0) + b"Staff")
    return BEGIN + ahead + styles + named + END + OF_A_SHEET + cells + more + END


def _cells(rows: tuple[str, ...]) -> list[tuple[tuple[int, int], str]]:
    return [((line, at), text) for line, row in enumerate(rows) for at, text in enumerate(row.split(","))]


# ---- SpreadsheetML


def xml(body: str, styles: str = "") -> str:
    head = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook '
    spaces = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"'
    return f'{head}{spaces} xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">{styles}{body}</Workbook>'


def worksheet(*rows: str, name: str = "Staff", behind: str = "") -> str:
    return f'<Worksheet ss:Name="{name}"><Table>{"".join(rows)}</Table>{behind}</Worksheet>'


def line(cells: str, more: str = "") -> str:
    written = (each if each.startswith("<") else _cell(each) for each in cells.split(","))
    return f"<Row {more}>{''.join(written)}</Row>"


def _cell(text: str, kind: str = "String", more: str = "") -> str:
    return f'<Cell {more}><Data ss:Type="{kind}">{text}</Data></Cell>'


def document(body: str) -> str:
    within = f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
    return f"<office:document {SPACES}>{within}</office:document>"


STYLES = (
    '<Styles><Style ss:ID="z"><NumberFormat ss:Format="0000"/></Style><Style ss:ID="s"><Font ss:StrikeThrough="1"/>'
    '</Style><Style ss:ID="d"><NumberFormat ss:Format="dd\\/mm\\/yyyy"/></Style></Styles>'
)
ROWS = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split(','))}</tr>" for row in (HEAD, ADA, BO))
BARE = "<table><tr><td>Staff Number<td>First Name<td>Last Name<tr><td>0101<td>Ada<td>Ng</table>"
LISTS: dict[str, tuple[str | bytes, Right]] = {
    "records of old": (xls(HEAD, ADA, BO), Right(TWO, (Note.REALLY_A_WORKBOOK,))),
    "records of old, in one a word crossed out": (
        xls(
            HEAD, ahead=font(0) + font(8),
            more=label(1, 0, "0101") + in_part_struck(1, 1, "Old Ada") + label(1, 2, "Ng"),
        ),
        Right(("2 0101 Old Ada Ng",), (Note.STRUCK,)),
    ),
    "XML with gaps, formats, days, yes and no": (
        xml(worksheet(
            line(f"{HEAD},Start Date,Full time"), "<Row/>",
            line(_cell("42", "Number", 'ss:StyleID="z"') + ",Ada" + "," + _cell("Ng", more='ss:Index="3"')
                 + "," + _cell("2020-09-01T00:00:00.000", "DateTime") + "," + _cell("1", "Boolean"), 'ss:Index="5"'),
            line(_cell("43", "Number", 'ss:StyleID="z"') + ",Bo,Ray," + _cell("44075", "Number", 'ss:StyleID="d"')),
        ), STYLES),
        Right(("5 0042 Ada Ng 2020-09-01", "6 0043 Bo Ray 2020-09-01")),
    ),
    "XML with what is hidden, crossed out, merged, computed and remarked": (
        xml(worksheet(
            line(HEAD), line(ADA, 'ss:Hidden="1"'),
            line(_cell("0102", more='ss:StyleID="s"') + ",Bo,"
                 + _cell("Ray", more='ss:Formula="=A1" ss:MergeDown="1"')),
            line('<Cell><Comment><ss:Data xmlns="http://www.w3.org/TR/REC-html40">left</ss:Data></Comment></Cell>'),
        ) + worksheet(line(HEAD), line("0900,Zed,Old"), name="Old",
                      behind="<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"), STYLES),
        Right(TWO, (Note.HIDDEN, Note.STRUCK, Note.MERGED, Note.FORMULAS, Note.COMMENTS)),
    ),
    "XML with an error": (
        xml(worksheet(line(f"{HEAD},Job"), line(f"{ADA}," + _cell("#N/A", "Error")))), Right(ONE, (Note.ERRORS,)),
    ),
    "a page": (f"<html><body><table>{ROWS}</table></body></html>", Right(TWO)),
    "rows without a page": (ROWS, Right(TWO)),
    "ends that nobody writes": (BARE, Right(ONE)),
    "a page in UTF-16": (f"<html><table>{ROWS}</table></html>".encode("utf-16"), Right(TWO)),
    "a page that names its letters": (
        f"<meta charset=iso-8859-1><table>{ROWS}<tr><td>0103<td>Zoë<td>O’Brien</tr></table>".encode("cp1252"),
        Right((*TWO, "4 0103 Zoë O’Brien")),
    ),
    "a page that names other letters than it has": (f"<meta charset=iso-8859-1>{BARE}".replace("Ada", "Zoë"),
                                                    Right(("2 0101 Zoë Ng",))),
    "OpenDocument in one piece, laid out for people, with days that are counted": (
        document(sheet(row(*HEAD.split(","), "Start Date", "Job"),
                       row("0101", "Ada", "Ng", amount("44075", "01 Sep 2020"), cell("#N/A"))))
        .replace("<text:p>", "\n <text:p>").replace("</text:p>", "</text:p>\n "),
        Right(("2 0101 Ada Ng 2020-09-01",), (Note.ERRORS,)),
    ),
    "a page within a page's own layout": (
        f"<table><tr><td>Menu<table>{ROWS}</table></td></tr></table><table><tr><td>Total: 2</td></tr></table>",
        Right(TWO, held=RowFault.REPORT_LINE),
    ),
    "a table for each page of paper": (
        f"<table>{ROWS}</table><table>{ROWS.replace('0101', '0103').replace('0102', '0104')}</table>",
        Right((*TWO, "5 0103 Ada Ng", "6 0104 Bo Ray"), (Note.REPEATED_HEADINGS, Note.SEVERAL_TABLES)),
    ),
    "headings in a table of their own": (
        "<h2>Staff</h2>" + BARE.replace("<tr><td>0101", "</table><div><table><tr><td>0101"),
        Right(ONE, (Note.SEVERAL_TABLES,)),
    ),
    "signs, blanks and words to sort by": (
        BARE.replace("Ada", "\n  <p>A<b>da</b>&nbsp;<span style='display:none'>zz</span>M<br></p>").replace(
            ">Ng", "><script>x</script>O&#39;Neil"),
        Right(("2 0101 Ada M O'Neil",)),
    ),
    "cells over several rows and columns": (
        BARE.replace("Number<td>", "Number<td colspan=2>Room<td>").replace("0101", "0101<td rowspan=2 colspan=2>A1")
        .replace("</table>", "<tr><td>0102<td>Bo<td>Ray</table>"),
        Right(TWO, (Note.MERGED,)),
    ),
    "what a page hides or crosses out": (
        BARE.replace("<tr><td>0101", "<tr style='display: none'><td>0101<s>").replace(
            "</table>", "<tr><td>0102<td><s>Bo</s><td>Ray</table>"),
        Right(TWO, (Note.HIDDEN, Note.STRUCK)),
    ),
    "a day beyond the calendar, and a number that is not there": (
        xml(worksheet(line(f"{HEAD},Start Date,FTE"),
                      line(f"{ADA}," + _cell("44075", "Number", 'ss:StyleID="d"') + "," + _cell("", "Number")),
                      line(f"{BO}," + _cell("99999999", "Number", 'ss:StyleID="d"'))), STYLES),
        Right(("2 0101 Ada Ng 2020-09-01",), held=RowFault.NOT_A_DATE),
    ),
    **{
        f"a page said to be in {name}": (
            f"<meta charset={name}>{BARE}".replace("Ada", "Zoë").encode("cp1252"),
            Right(("2 0101 Zoë Ng",), (Note.ENCODING_GUESSED,)),
        )
        for name in ("undefined", "unicode_escape", "utf-16le")
    },
    **{
        f"a table that is not seen by {way}": (BARE.replace("<table", f"{way}<table") if way[1] == "d" else
                                               BARE.replace("<table>", way), Right(ONE, (Note.HIDDEN,)))
        for way in ("<div hidden>", "<table style='display:none'>", "<table><tbody hidden>")
    },
    "a table behind one that is not seen": (
        f"<div hidden><div></div>Menu</div>{BARE}", Right(ONE),
    ),
    "a page cut off": (f"<table>{ROWS}<tr><td>0103<td>B", Right(())),
}  # fmt: skip


@pytest.mark.usefixtures("read_here")
def test_each_is_read_as_it_was_meant_and_what_one_should_know_is_noted(tmp_path: Path) -> None:
    for name, (content, right) in LISTS.items():
        file = tmp_path / "list.html"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        if not right.read:
            with pytest.raises(TableRefused) as refused:
                read_table(file)
            assert refused.value.reason is Refusal.NOT_A_WORKBOOK, name
            continue
        table, found = listed(file)
        read = tuple(
            f"{each.line} {each.number} {each.first_name} {each.last_name} {each.start or ''}".rstrip()
            for each in found.rows
        )
        assert read == right.read, name
        assert table.notes - {Note.REALLY_A_WORKBOOK} == set(right.notes) - {Note.REALLY_A_WORKBOOK}, name
        assert [fault for _, fault in held(found)][-1:] == ([right.held] if right.held else []), name


def test_an_old_workbook_is_read_in_the_sandbox_as_it_is_shown() -> None:
    table, found = listed(FROM_SCHOOLS / "old.xls")
    assert table.sheets == ("Staff", "Help")
    assert table.notes == {Note.OTHER_SHEETS, Note.FORMULAS, Note.HIDDEN, Note.STRUCK, Note.MERGED}
    assert [(row.number, row.first_name, row.start, row.is_hidden, row.may_leave) for row in found.rows] == [
        ("0042", "Zoë", date(2020, 9, 1), False, False),
        ("0102", "Bo", None, False, True),
        ("0043", "Cy", None, True, False),
        ("0044", "Di", None, False, False),
    ]
    assert held(found) == [(7, RowFault.REPORT_LINE)]


@pytest.mark.usefixtures("read_here")
def test_where_the_name_of_a_file_says_something_else_it_is_said(tmp_path: Path) -> None:
    text, page, book = Note.REALLY_TEXT, Note.REALLY_A_PAGE, Note.REALLY_A_WORKBOOK
    contents: dict[bytes, tuple[set[str], Note]] = {
        f"{HEAD}\n{ADA}\n".encode(): ({".csv", ".txt", ".tsv"}, text),
        f"<table>{ROWS}</table>".encode(): ({".html", ".HTM"}, page),
        xml(worksheet(line(HEAD), line(ADA))).encode(): ({".xml"}, book),
        xls(HEAD, ADA): ({".xls"}, book),
        plain_bytes(): ({".xlsx"}, book),
    }
    endings = {ending for fitting, _ in contents.values() for ending in fitting}
    for content, (fitting, note) in contents.items():
        for ending in endings | {".export", ""}:
            file = tmp_path / f"list{ending}"
            file.write_bytes(content)
            assert read_table(file).notes == ({note} if ending in endings - fitting else set()), (note, ending)


HARMFUL: dict[str, tuple[str | bytes, Refusal]] = {
    "a password": (xls(HEAD, ADA, ahead=record(0x2F, bytes(54))), Refusal.LOCKED),
    "cut off amid a record": (xls(HEAD, ADA)[:-9] + b"\x04\x02\xff", Refusal.NOT_A_WORKBOOK),
    "records that are none": (b"\x09\x08\x10\x00" + b"\xff" * 300, Refusal.NOT_A_WORKBOOK),
    "more columns than any list has, in every row": (
        xls(HEAD, more=b"".join(label(row, 255, "x") for row in range(4_000))), Refusal.TOO_LARGE
    ),
    "a cell in the last row of a sheet": (xls(HEAD, more=label(65_535, 0, "x")), Refusal.TOO_LARGE),
    "styles without end": (xls(HEAD, ahead=record(0xE0, bytes(20)) * 2_000), Refusal.TOO_LARGE),
    "entities": ("<!DOCTYPE x [<!ENTITY a 'b'>]>" + xml(worksheet(line(HEAD)))[38:], Refusal.UNUSUAL_WORKBOOK),
    "rows at the end of the world": (
        xml(worksheet(line(HEAD), line(ADA, 'ss:Index="99999999"'))), Refusal.TOO_MANY_ROWS
    ),
    "a number that is none": (xml(worksheet(line(_cell("x", "Number")))), Refusal.NOT_A_WORKBOOK),
    "columns described without end": (xls(HEAD, more=record(0x7D, bytes(12)) * 400), Refusal.TOO_LARGE),
    "cells merged without end": (
        xml(worksheet(line("<Cell ss:MergeAcross='999999'/>") * 2, line(HEAD))), Refusal.TOO_LARGE
    ),
    "tables within tables": ("<table><tr><td>" * 60, Refusal.UNUSUAL_WORKBOOK),
    "a tag without end": (BARE.replace("<table", "<table " + "a " * 10_000), Refusal.UNUSUAL_WORKBOOK),
    "a page of cells alone": ("<table><tr>" + "<td>x" * 300 + "</table>", Refusal.TOO_LARGE),
    "cells of a page over many rows": (
        "<table><tr><td colspan=150 rowspan=9>x<td>y" + "<tr><td>1" * 3 + "</table>", Refusal.TOO_LARGE
    ),
    "a page to sign in": ("<html><form><table><tr><td>User name</td></tr></table>", Refusal.WEB_PAGE),
}  # fmt: skip


@pytest.mark.usefixtures("read_here")
def test_what_is_made_to_harm_or_cannot_be_read_is_refused_for_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(old_workbook, "_MOST_CELLS", 60_000)
    for module in (web_page, sheet_xml):
        monkeypatch.setattr(module, "_MOST_CELLS", 200)
    for name, (content, reason) in HARMFUL.items():
        file = tmp_path / "list"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        with pytest.raises(TableRefused) as refused:
            read_table(file)
        assert refused.value.reason is reason, name


def test_an_answer_larger_than_any_list_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = workbook_worker.prepare({}, b"")
    assert answer({"sheet": ""}, xls(HEAD, ADA))[1]
    for limit in (60, 20):  # its letters alone are fewer than the first
        monkeypatch.setattr(workbook_worker, "_LARGEST_ANSWER", limit)
        assert answer({"sheet": ""}, xls(HEAD, ADA)) == ({"refused": Refusal.TOO_LARGE}, b"")
