"""More lists as schools send them, each in a line: who is read, which rows are held back for what, what is noted."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from attrs import frozen
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from privacy_wizard.domain.staff_plan import RowFault
from privacy_wizard.staff_import import Note, Refusal, TableRefused

from .test_lists_of_schools import book_of, changed, held, listed

HEAD = "Staff Number,First Name,Last Name"
ADA = "0101,Ada,Ng"
LEFT, NO_NAME, NOBODY = RowFault.HAS_LEFT, RowFault.NOT_A_NAME, RowFault.NULL_WORD


@frozen
class Right:
    """`read`: number, first and last name of each; `held`: line and fault of each other row."""

    read: tuple[str, ...] = ()
    held: tuple[tuple[int, RowFault], ...] = ()
    notes: frozenset[Note] = frozenset()
    refused: Refusal | None = None


def no(reason: Refusal) -> Right:
    return Right(refused=reason)


def held_first(fault: RowFault) -> Right:
    """The first of two rows; the other is read."""
    return Right(("0102 Bo Ray",), ((2, fault),))


def noted(read: tuple[str, ...], note: Note) -> Right:
    return Right(read, notes=frozenset({note}))


def rows(*lines: str) -> str:
    return "\n".join([HEAD, *lines, ""])


def zipped(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()


def sheet(
    *lines: str,
    change: Callable[[Workbook], object] = lambda _book: None,
    title: str = "Staff",
    turn: tuple[bytes, bytes] = (b"", b""),
) -> bytes:
    book = book_of(*([*line.split(",")] for line in lines), title=title)
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return changed(stream.getvalue(), {}, turn[0].decode(), turn[1].decode()) if turn[0] else stream.getvalue()


def struck(book: Workbook) -> None:
    for cell in book.active[3]:
        cell.font = Font(strike=True)


def struck_in_part(book: Workbook) -> None:
    book.active["B2"] = CellRichText(TextBlock(InlineFont(strike=True), "Old "), "Ada")


def titled(book: Workbook) -> None:
    book.active.insert_rows(1, 2)
    book.active["A1"] = "Oak School staff"
    book.active.merge_cells("A1:C1")


def with_leavers(book: Workbook) -> None:
    leavers = book.create_sheet("Leavers")
    leavers.append(HEAD.split(","))
    leavers.append(["0900", "Zed", "Old"])


def of_dates(book: Workbook) -> None:
    book.active["D1"], book.active["D2"] = "Start Date", 44075  # 1 September 2020, as a number in a date's format
    book.active["D2"].number_format = "dd/mm/yyyy"


def with_a_comment(book: Workbook) -> None:
    book.active["A3"].comment = Comment("Left 31/8/25", "the office")


def of_numbers(book: Workbook) -> None:
    table = book.create_sheet("Sheet 1 - Table 1")
    for line in ("Table 1", HEAD, ADA):
        table.append(line.split(","))


ONE, TWO = ("0101 Ada Ng",), ("0101 Ada Ng", "0102 Bo Ray")
BO = "0102,Bo,Ray"
LISTS: dict[str, tuple[str | bytes, Right]] = {
    # Other kinds of file are named.
    "OpenDocument, a letter": (
        zipped(mimetype="application/vnd.oasis.opendocument.text", content_xml="x"), no(Refusal.OTHER_DOCUMENT)
    ),
    "Numbers": (zipped(Index__Document_iwa="x"), no(Refusal.OTHER_WORKBOOK)),
    "binary workbook": (zipped(xl__workbook_bin="x"), no(Refusal.OTHER_WORKBOOK)),
    "an old workbook, empty": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), no(Refusal.NOT_A_WORKBOOK)),
    "SYLK": ('ID;PWXL;N;E\nC;Y1;X1;K"Staff Number"\nE\n', no(Refusal.OTHER_WORKBOOK)),
    "DIF": ('TABLE\n0,1\n"EXCEL"\n', no(Refusal.OTHER_WORKBOOK)),
    "XML of Excel 2003": ('<?xml version="1.0"?><Workbook><Worksheet/></Workbook>', no(Refusal.WEB_PAGE)),
    "XML of a spreadsheet program": (
        '<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        no(Refusal.EMPTY),
    ),
    "OpenDocument in one piece": ('<?xml version="1.0"?>\n<office:document/>', no(Refusal.NOT_A_WORKBOOK)),
    "a directory": ("dn: cn=Ada Ng\nsn: Ng\ngivenName: Ada\n", no(Refusal.OTHER_DOCUMENT)),
    "a web archive": ("MIME-Version: 1.0\nContent-Type: multipart/related\n\n", no(Refusal.OTHER_WORKBOOK)),
    "business cards": ("BEGIN:VCARD\nFN:Ada Ng\nEND:VCARD\n", no(Refusal.OTHER_DOCUMENT)),
    "JSON": ('[{"number": "0101"}]', no(Refusal.OTHER_DOCUMENT)),
    "a letter": (zipped(word__document_xml="x"), no(Refusal.OTHER_DOCUMENT)),
    "a list in a zip": (zipped(staff_csv=HEAD), no(Refusal.OTHER_DOCUMENT)),
    "a packed list": (b"\x1f\x8b\x08" + bytes(50), no(Refusal.OTHER_DOCUMENT)),
    "a database": (b"\x00\x01\x00\x00Standard Jet DB\x00" + bytes(300), no(Refusal.NOT_TEXT)),
    "columns of a fixed width": ("Staff Number  First Name\n0101          Ada\n", no(Refusal.ONE_COLUMN)),
    "every line in quotes": ('"Staff Number,First Name,Last Name"\n"0101,Ada,Ng"\n', no(Refusal.ONE_COLUMN)),
    "quotes behind strokes": (HEAD + ',Job\n0101,Ada,Ng,"Head of \\"Maths\\""\n', no(Refusal.QUOTES)),
    "a quotation mark amid a cell, between tabs": (
        'Staff Number\tFirst Name\tLast Name\n0101\t"Addy" Ada\tNg\n', no(Refusal.QUOTES)
    ),
    # A second list below the first, whose columns stand otherwise.
    "names the other way round": (
        rows(ADA, "", "Support staff", "Staff Number,Last Name,First Name", "0102,Ray,Bo"), no(Refusal.OTHER_COLUMNS)
    ),
    "a list of governors below": (
        f"{HEAD},Job\n{ADA},Head\n\nRef,Surname,Forename,E-mail\nG1,Ray,Bo,bo@oak.example\n",
        no(Refusal.OTHER_COLUMNS),
    ),
    "the same columns in other words": (
        rows(ADA, "", "Staff No,Forename,Surname", BO), noted(TWO, Note.REPEATED_HEADINGS)
    ),
    # Tables of text.
    "Markdown": (
        "| Staff Number | First Name | Last Name |\n|---|---|---|\n| 0101 | Ada | Ng |\n",
        Right(ONE, ((2, RowFault.NO_NUMBER),)),
    ),
    "a query's answer": (
        " staff_number | first_name | last_name\n--------------+------------+-----------\n 0101 | Ada | Ng\n(1 row)\n",
        Right(ONE, ((2, RowFault.NO_NUMBER), (4, RowFault.REPORT_LINE))),
    ),
    # Letters: read as they were meant, or held back.
    "UTF-16 without a mark": (rows("0101,Zoë,Ng").encode("utf-16-le"), Right(("0101 Zoë Ng",))),
    "a mark in the middle": (rows(ADA, "\ufeff" + HEAD, "\ufeff" + BO), noted(TWO, Note.REPEATED_HEADINGS)),
    "two marks": ("\ufeff\ufeff" + rows(ADA), Right(ONE)),
    "UTF-7": (rows("0101,Ad+AOk-,Ng", BO), held_first(NO_NAME)),
    "UTF-8 read as Windows' letters": (rows("0101,ZoÃ«,Ng", BO), held_first(NO_NAME)),
    "the same twice": (rows("0101,ZoÃƒÂ«,Ng", BO), held_first(NO_NAME)),
    "letters lost": (rows("0101,Zo?,Ng", BO), held_first(NO_NAME)),
    "letters of a web page": (rows("0101,Zo&euml;,Ng", BO), held_first(NO_NAME)),
    "letters of an address": (rows("0101,Zo%C3%AB,Ng", BO), held_first(NO_NAME)),
    "letters of a program": (rows("0101,Zo\\u00eb,Ng", BO), held_first(NO_NAME)),
    "signs that turn the line": (rows("\u202a0101\u202c,\u2066Ada\u2069,Ng\u200e"), Right(ONE)),
    "wide blanks": (rows("\u00a00101\u00a0,\u3000Ada\u00a0,Ng\u200b"), Right(ONE)),
    "wide figures": (rows("０１０１,Ada,Ng"), Right(ONE)),
    # Signs between and around.
    "tabs within quotes": ('Staff Number\tFirst Name\tLast Name\n0101\t"Ada"\t"Ng"\n0102\t"Bo\t"\tRay\n', Right(TWO)),
    "decimal commas": ("Staff Number;First Name;Last Name;FTE\n0101;Ada;Ng;0,8\n0102;Bo;Ray;1,0\n", Right(TWO)),
    "delimiters behind": (HEAD + ",,,\n" + ADA + ",,,\n" + BO + "\n", Right(TWO)),
    "cells too many": (rows("0101,Ada,Ng, MBE", BO), held_first(RowFault.TOO_MANY_CELLS)),
    "quotes of a printed page": (rows("“0101”,“Ada”,“Ng”", "„0102“,«Bo»,Ray"), Right(TWO)),
    "quotes twice": (HEAD + '\n"""0101""","""Ada""","""Ng"""\n', Right(ONE)),
    "line ends of old Macs": (rows(ADA, BO).replace("\n", "\r"), Right(TWO)),
    "the end of a file on DOS": (rows(ADA) + "\x1a", Right(ONE)),
    "a new page": (rows(ADA, "\f" + BO), Right(TWO)),
    "remarks above": ("# exported by the MIS\n# 1 row\n" + rows(ADA), Right(ONE)),
    "a column of row numbers": (f",{HEAD}\n0,{ADA}\n1,{BO}\n", Right(TWO)),
    # Headings.
    "two rows of headings": (f"Employee,,\n{rows(ADA)}", Right(ONE)),
    "headings in the spelling of programs": ("employeeNumber,givenName,familyName\n" + ADA + "\n", Right(ONE)),
    "headings in Welsh": ("Rhif staff,Enw cyntaf,Cyfenw\n" + ADA + "\n", Right(ONE)),
    "headings over two lines": ('"Staff\nNumber","First\nName","Last\nName"\n' + ADA + "\n", Right(ONE)),
    "headings over two rows": ("Staff,First,Last,Start\nNumber,Name,Name,Date\n" + ADA + ",2020-09-01\n", Right(ONE)),
    "a word over several headings": ("Staff,Name,,Staff\nNumber,First,Last,Role\n" + ADA + ",Teacher\n", Right(ONE)),
    "headings in two languages": ("Rhif staff / Staff Number,Enw/First Name,Cyfenw | Surname\n" + ADA, Right(ONE)),
    "headings with remarks": ("Staff Number (4 figures),First Name (legal),Last Name [Required]\n" + ADA, Right(ONE)),
    "what columns hold": (f"{HEAD}\n(text),(text),(text)\n{ADA}\n", Right(ONE, ((2, RowFault.REPORT_LINE),))),
    "an example below the headings": (f"{HEAD}\ne.g. 01,Jo,Low\n{ADA}\n", Right(ONE, ((2, RowFault.REPORT_LINE),))),
    # Names.
    "last name first, with middle names": (
        'Staff Number,Name\n0101,"Ng, Ada Mary Jane"\n0102,"van der Berg, Bo"\n',
        Right(("0101 Ada Mary Jane Ng", "0102 Bo van der Berg")),
    ),
    "letters behind a last name": (rows('0101,Ada,"Ng, MBE"', "0102,Rev'd Bo,Ray"), Right(TWO)),
    "a suffix": (rows("0101,John,Smith Jr"), Right(("0101 John Smith Jr",))),
    "a list within the list": (
        rows("0101,• Ada,Ng", "0102,- Bo,Ray", "0103,1. Cy,Day", "0104,...Di,Eve", "0105,Ed,Fox;", "0106,-Flo,Gray"),
        Right(("0106 -Flo Gray",), tuple((line, NO_NAME) for line in range(2, 7))),
    ),
    "names of several words": (
        rows("0101,Quin,van't Hoff", "0103,Gil (he/him),Hay", "0104,Ed,née", '0105,"Flo, Ms",Hay'),
        Right(("0101 Quin van't Hoff", "0103 Gil Hay", "0104 Ed née", "0105 Flo Hay")),
    ),
    "names that only look like words of that": (
        rows("EGB,Ada,Htun Ne Win", "EG1,Bo,Tan Nee Chin", "0103,Cy,LEFT-WRIGHT"),
        Right(("EGB Ada Htun Ne Win", "EG1 Bo Tan Nee Chin", "0103 Cy LEFT-WRIGHT")),
    ),
    "names of before": (
        rows("0102,Sue,Tan née Low", "0103,Gil,Hay (formerly Oak)", "0104,Di,Fox nee Ray"),
        Right(("0102 Sue Tan", "0103 Gil Hay", "0104 Di Fox")),
    ),
    "nicknames and names of before in whole names": (
        ('Staff Number,Name\n1,"Ada ""Addy"" Ng"\n2,Ada \'Addy\' Ng\n3,Ada Ng nee Lee\n4,Ludwig van Beethoven\n'
        '5,"Smith, Jr., John"\n6,Ada formerly Lee Ng\n7,D\'Arcy O\'Neil\n'),
        Right((*(f"{number} Ada Ng" for number in (1, 2, 3)), "4 Ludwig van Beethoven", "5 John Smith Jr.",
               "6 Ada formerly Lee Ng", "7 D'Arcy O'Neil")),
    ),
    "last names in capitals": (
        "Staff Number,Name\n1,DUPONT Marie\n2,O'NEIL Ana Rosa\n3,Ana DE LA CRUZ\n4,JRR Smith\n5,ADA MARY NG\n",
        Right(("1 Marie DUPONT", "2 Ana Rosa O'NEIL", "3 Ana DE LA CRUZ", "4 JRR Smith", "5 ADA MARY NG")),
    ),
    "last names in capitals with small words ahead": (
        "Staff Number,Name\n1,VAN DER BERG Jo\n2,McDONALD Jo\n3,J R R Smith\n",
        Right(("1 Jo VAN DER BERG", "2 Jo McDONALD", "3 J R R Smith")),
    ),
    "last names in capitals, of any length": (
        "Staff Number,Name\n1,NG Ada\n2,MARSH Bo\n3,LE-ROY Cy Al\n4,Mr O'NEIL Di\n5,VON ÜK Ed\n",
        Right(("1 Ada NG", "2 Bo MARSH", "3 Cy Al LE-ROY", "4 Di O'NEIL", "5 Ed VON ÜK")),
    ),
    "capitals that are initials": (
        "Staff Number,Name\n1,JRR Smith\n2,Ada Ng\n3,DUPONT Marie\n",
        Right(("1 JRR Smith", "2 Ada Ng", "3 Marie DUPONT")),
    ),
    "two people, and numbers, in a column of names": (
        "Staff Number,Name\n1,Ada and Bo Ng\n2,Ng; Ada\n3,Ada Ng 2\n4,Ada Ng (0101)\n",
        Right(("4 Ada Ng",), ((2, NO_NAME), (3, NO_NAME), (4, NO_NAME))),
    ),
    "marks of a footnote": (rows("0101,Ada,Ng†", BO), held_first(NO_NAME)),
    "a name crossed out": (rows("0101,~~Ada~~,~~Ng~~", BO), held_first(NO_NAME)),
    "nobody": (
        rows("0101,Supply,Teacher", "0102,Test,User", "0103,TBC,TBC", "0104,A,N Other", "0105,School,Office"),
        Right(held=tuple((line, NOBODY) for line in range(2, 7))),
    ),
    # Leavers.
    "leavers by a remark": (
        rows("0101,Ada,Ng (LEFT)", "0102,Bo,Ray - left 31/8/25", "0103,Cy,Day"),
        Right(("0103 Cy Day",), ((2, LEFT), (3, LEFT))),
    ),
    "leavers by a sign": (rows(ADA, "0102,zzBo,zzRay"), Right(ONE, ((3, LEFT),))),
    "leavers by their standing": (
        HEAD + ",Status,Leaving Date\n" + ADA + ",Current,\n" + BO + ",Left,\n0103,Cy,Day,Leaver,31/08/2025\n",
        Right((*ONE, "0103 Cy Day"), ((3, LEFT),)),
    ),
    "leavers by other signs": (rows(ADA, "0102,xxBo,xxRay", "0103,LEFT Cy,Day"), Right(ONE, ((3, LEFT), (4, LEFT)))),
    "leavers by a remark in a column of its own": (
        HEAD + ",Notes\n" + BO + ",LEFT 31.8.25\n0103,Cy,Day,left end of July 2025\n0104,Di,Fox,Leaver\n"
        "0105,Ed,Gum,has now left\n0106,Flo,Hay,No longer here\n0107,Gil,Ivy,No longer works Fridays\n"
        "0108,Hal,Joy,Not active on social media\n"
        + ADA + ",left-handed: desk by the window\n",
        Right(("0107 Gil Ivy", "0108 Hal Joy", *ONE), tuple((line, LEFT) for line in range(2, 7))),
    ),
    "accounts that are closed": (f"{HEAD},Account Status\n{ADA},Active\n{BO},Suspended\n", Right(ONE, ((3, LEFT),))),
    "accounts that are not open": (f"{HEAD},accountEnabled\n{ADA},True\n{BO},False\n", Right(ONE, ((3, LEFT),))),
    "leavers by their standing, in more words": (
        HEAD + ",Employment Status\n" + "\n".join(
            f"0{number},Ada,Ng,{word}" for number, word in enumerate(
                ("Left - 31/08/25", "Ex-staff", "No longer employed", "Not current", "Contract ended", "On leave",
                 "Maternity leave", "Closed", "Former staff"), start=101)),
        Right(("0106 Ada Ng", "0107 Ada Ng"), tuple((line, LEFT) for line in (2, 3, 4, 5, 6, 9, 10))),
    ),
    "leavers by their standing, when and why": (
        HEAD + ",Status\n" + "\n".join(
            f"0{number},Ada,Ng,{word}" for number, word in enumerate(
                ("Retired 31/08/2025", "Retired - ill health", "Ex employee (left July 2025)", "Past", "Ex-teacher",
                 "Closed: 31 Aug 2025", "Left - new job", "Retired teacher"), start=101)),
        Right(held=tuple((line, LEFT) for line in range(2, 10))),
    ),
    "staff whose standing begins like a leaver's": (
        HEAD + ",Status\n0101,Ada,Ng,Past probation\n0102,Bo,Ray,Retired teacher re-employed\n"
        "0103,Cy,Day,Closed-ended contract\n0104,Di,Fox,Ex-forces\n",
        Right((*TWO, "0103 Cy Day", "0104 Di Fox")),
    ),
    "leavers who are not current": (f"{HEAD},Current Staff?\n{ADA},Y\n{BO},N\n", Right(ONE, ((3, LEFT),))),
    "an address whose name is written in no letters": (
        f"{HEAD},Email\n{ADA},a@xn--a.example\n{BO},b@xn--schl-5qa.example\n",
        Right(("0102 Bo Ray",), ((2, RowFault.NOT_AN_EMAIL),)),
    ),
    "rows in no order": (sheet(HEAD, ADA, BO, turn=(b'r="3"', b'r="2"')), no(Refusal.UNUSUAL_WORKBOOK)),
    "a row below one that comes after it": (
        sheet(HEAD, ADA, BO, turn=(b'r="2"', b'r="9"')), no(Refusal.UNUSUAL_WORKBOOK)
    ),
    "leavers by what only they have": (
        f"{HEAD},Left,Reason for Leaving\n{ADA},No,\n{BO},31/08/2025,\n0103,Cy,Day,,Retirement\n0104,Di,Fox,,N/A\n",
        Right((*ONE, "0104 Di Fox"), ((3, LEFT), (4, LEFT))),
    ),
    "leavers by a mark": (f"{HEAD},Leaver\n{ADA},\n{BO},Yes\n", Right(ONE, ((3, LEFT),))),
    "somebody called Left": (rows("0101,Ada,Left"), Right(("0101 Ada Left",))),
    # Numbers.
    "an apostrophe ahead": (rows("'0101,Ada,Ng"), Right(ONE)),
    "a number sign ahead": (rows("#0101,Ada,Ng", "# 0102,Bo,Ray", "No. 0103,Cy,Day", "№ 0104,Di,Fox", "NO105,Ed,Gum"),
        Right((*TWO, "0103 Cy Day", "0104 Di Fox", "NO105 Ed Gum"))),
    "words where a number is still to come": (
        rows("TBC,Ada,Ng", "New,Ada,Ng", "n/k,Ada,Ng", "????,Ada,Ng", "Newman1,Bo,Ray"),
        Right(("Newman1 Bo Ray",), tuple((line, RowFault.NO_NUMBER) for line in range(2, 6))),
    ),
    "initials that are also words": (
        rows("NK,Nia,Kay", "NEW,Nora,Webb", "TBA,Tom,Barr", "JSM,Jo,Smith", "NAT,Nat,Toy"),
        Right(("NK Nia Kay", "NEW Nora Webb", "TBA Tom Barr", "JSM Jo Smith", "NAT Nat Toy")),
    ),
    "words among initials in capitals": (
        rows("NK,Nia,Kay", "JSM,Jo,Smith", "New,Bo,Ray", "tbc,Cy,Day", "N/K,Di,Fox", "NaN,Ed,Gum",
             "To be added,Flo,Hay"),
        Right(("NK Nia Kay", "JSM Jo Smith"), tuple((line, RowFault.NO_NUMBER) for line in range(4, 9))),
    ),
    "words among figures": (
        rows(ADA, "NK,Bo,Ray", "NIL,Cy,Day", "Pending,Di,Fox", "Total,,"),
        Right(ONE, (*((line, RowFault.NO_NUMBER) for line in (3, 4, 5)), (6, RowFault.REPORT_LINE))),
    ),
    "its own count, which agrees": (rows(ADA, BO, "2 records,,"), Right(TWO)),
    "its own count, which does not": (rows(ADA, BO, "3 records,,"), Right(TWO, ((4, RowFault.REPORT_LINE),))),
    "a power of ten in small letters": (rows("1.01e+02,Ada,Ng", BO), held_first(RowFault.ROUNDED_NUMBER)),
    "an amount with a narrow blank": (rows("1\u202f011,Ada,Ng", BO), held_first(RowFault.ROUNDED_NUMBER)),
    "an amount": (rows('"1,011",Ada,Ng', BO), held_first(RowFault.ROUNDED_NUMBER)),
    # Workbooks.
    "a merged title": (sheet(HEAD, ADA, change=titled), Right(ONE)),
    "a word that is struck through": (
        sheet(HEAD, ADA, BO, change=struck_in_part), noted(("0101 Old Ada Ng", "0102 Bo Ray"), Note.STRUCK)
    ),
    "rows that are struck through": (sheet(HEAD, ADA, BO, change=struck), noted(TWO, Note.STRUCK)),
    "a comment": (sheet(HEAD, ADA, BO, change=with_a_comment), noted(TWO, Note.COMMENTS)),
    "a sheet of leavers": (sheet(HEAD, ADA, change=with_leavers), noted(ONE, Note.OTHER_SHEETS)),
    "as Numbers exports it": (
        sheet("Sheet,Table,Worksheet", "Sheet 1,Table 1,Table 1", change=of_numbers), noted(ONE, Note.OTHER_SHEETS)
    ),
    "a number shown as a date": (sheet(HEAD, ADA, change=of_dates), Right(ONE)),
}  # fmt: skip


@pytest.mark.usefixtures("read_here")
def test_each_is_read_as_its_sender_meant_it_or_what_was_not_read_is_named(tmp_path: Path) -> None:
    for name, (content, right) in LISTS.items():
        file = tmp_path / "list"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        if right.refused is not None:
            with pytest.raises(TableRefused) as refused:
                listed(file)
            assert refused.value.reason is right.refused, name
            continue
        table, found = listed(file)
        read = tuple(" ".join(filter(None, (row.number, row.first_name, row.last_name))) for row in found.rows)
        assert (read, tuple(held(found)), table.notes) == (right.read, right.held, right.notes), name


def test_a_person_with_a_date_of_leaving_is_read_with_it(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(f"{HEAD},Status,Leaving Date\n{ADA},Leaver,31/08/2025\n", encoding="utf-8")
    [row] = listed(file)[1].rows
    assert row.last_day == date(2025, 8, 31)


DATES: dict[str, tuple[str, tuple[str, ...], str]] = {
    # Two figures for the year: of each cell, the day that is read, or nothing where the row is held back.
    "nothing tells": ("Start Date", ("01/09/20", "02/10/21"), " "),
    "a day tells": ("Start Date", ("01/09/20", "31/08/19"), "2020-09-01 2019-08-31"),
    "a day tells, with points": ("Start Date", ("01.09.20", "25.12.97"), "2020-09-01 1997-12-25"),
    "the month stands first": ("Start Date", ("09/01/20", "08/31/19"), " "),
    "one of each": ("Start Date", ("31/08/19", "08/31/19"), " "),
    "a year may stand first": ("Start Date", ("20-09-01", "19-08-31"), " "),
    "it stands last": ("Start Date", ("01-09-20", "25-12-98"), "2020-09-01 1998-12-25"),
    "the heading tells": ("Start Date (dd/mm/yy)", ("01/09/20", "02/10/03"), "2020-09-01 2003-10-02"),
    "the heading tells of the month": ("Start Date (mm/dd/yy)", ("09/01/20", "08/31/19"), " "),
    "of which century": ("Start Date (dd/mm/yy)", ("1/9/39", "1/9/40", "1/9/59", "1/9/60"), "2039-09-01   1960-09-01"),
    "in words": ("Start Date", ("01-SEP-20", "1 Sept '98", "Sep-20", "1 Sep 50"), "2020-09-01 1998-09-01  "),
    "no such day": ("Start Date (dd/mm/yy)", ("31/02/20",), ""),
    "of a last day": ("End Date (dd/mm/yy)", ("31/08/25", "31/12/99"), "2025-08-31 "),
    "of a last day in words": ("End Date", ("31-AUG-25", "31-DEC-99", "31-Dec-1999"), "2025-08-31  1999-12-31"),
    # Four figures.
    "a heading with the month first": ("Start Date (mm/dd/yyyy)", ("01/09/2020", "2020-09-01"), " 2020-09-01"),
    "as databases write, which nothing tells": ("Start Date", ("1/9/2020 0:00:00", "9/1/2020 12:00:00 AM"), " "),
    "as databases write, and a day tells": (
        "Start Date", ("1/9/2020 0:00:00", "13/1/2021 0:00:00"), "2020-09-01 2021-01-13"
    ),
    "as databases write, with the month first": ("Start Date", ("1/9/2020 0:00:00", "1/13/2021 0:00:00"), " "),
    "a time": ("Start Date", ("2020-09-01 8:30", "2020-09-01 08:30", "2020-09-01T23:00:00Z"), " 2020-09-01 "),
}  # fmt: skip


def test_whoever_stands_below_a_row_that_says_leavers_is_to_be_looked_at(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    for words in ("Leavers", "Staff who have left 2025/26", "Former employees:"):
        file.write_text(rows(ADA, words, BO, "Teachers", "0103,Cy,Day", "0104,Di,Left"), encoding="utf-8")
        found = listed(file)[1]
        assert [(row.number, row.may_leave) for row in found.rows] == [
            ("0101", False), ("0102", True), ("0103", False), ("0104", False)
        ], words  # fmt: skip
        assert [each.line for each in found.held_back] == [3, 5]


def test_a_date_is_read_where_its_column_leaves_one_reading(tmp_path: Path) -> None:
    for name, (heading, days, right) in DATES.items():
        file = tmp_path / "list.csv"
        lines = [f"{at},Ada{'a' * at},Ng,{cell}" for at, cell in enumerate(days)]
        file.write_text("\n".join([f"{HEAD},{heading}", *lines]), encoding="utf-8")
        found = listed(file)[1]
        read = {row.line: str(row.start or row.last_day) for row in found.rows}
        assert [read.get(line, "") for line in range(2, len(days) + 2)] == right.split(" "), name
        assert {each.fault for each in found.held_back} <= {RowFault.NOT_A_DATE}, name


COLUMNS_OF_SYSTEMS = {
    "SIMS": "Staff Code,Legal Surname,Preferred Forename,Known as,Work e-mail (primary),Date of Arrival",
    "Arbor": "Arbor Staff ID,Legal Last Name,Legal First Name,Preferred Name,Email Addresses,Date Started at School",
    "iSAMS": "Person Id,Surname,Forename,Title,School Email Address,Joining Date,Personal Email Address",
    "ScholarPack": "Staff Ref,Surname,First Name,Salutation,Main Email,Start Date (dd/mm/yyyy)",
    "Access": "Employee No.,Employee Surname,Employee Forename,Title,Employee Work Email,Hire Date,Home E-mail",
    "in Welsh": "Rhif cyflogres,Cyfenw,Enw cyntaf,Teitl,Cyfeiriad e-bost,Dyddiad dechrau",
}


def test_the_columns_of_systems_are_found_by_their_words_and_a_private_address_is_left(tmp_path: Path) -> None:
    cells = ("0101", "Ng", "Ada", "Mrs", "ada@oak.example", "01/09/2020", "ada@home.example")
    for name, headings in COLUMNS_OF_SYSTEMS.items():
        file = tmp_path / "list.csv"
        file.write_text(f"{headings}\n{','.join(cells[: headings.count(',') + 1])}\n", encoding="utf-8")
        [row] = listed(file)[1].rows
        found = (row.number, row.first_name, row.last_name, row.email, row.start)
        assert found == ("0101", "Ada", "Ng", "ada@oak.example", date(2020, 9, 1)), name


def test_an_address_is_taken_out_of_what_stands_around_it_and_of_several_none(tmp_path: Path) -> None:
    around = ("ada@oak.example;", "SMTP:ada@oak.example", "Ada Ng (ada@oak.example)", "ada@oak.example (work)",
              "ada@oak.example, ADA@oak.example", "Work: ada@oak.example",
              "ada@oak.example#mailto:ada@oak.example#", "[ada@oak.example](mailto:ada@oak.example)",
              "ada@oak.example <ada@oak.example>", "'ada@oak.example'")  # fmt: skip
    several = ("ada@oak.example; a@home.example", "ada@oak.example a@home.example", "ada@oak.example/a@home.example")
    lines = [f'0{number},Ada,Ng,"{cell}"' for number, cell in enumerate((*around, *several), start=101)]
    file = tmp_path / "list.csv"
    file.write_text("\n".join([f"{HEAD},E-mail 1 - Value", *lines]), encoding="utf-8")
    found = listed(file)[1]
    assert [row.email.casefold() for row in found.rows] == ["ada@oak.example"] * len(around)
    assert [each.fault for each in found.held_back] == [RowFault.SEVERAL_EMAILS] * len(several)
