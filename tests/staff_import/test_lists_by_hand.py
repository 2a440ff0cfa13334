"""Lists that people keep by hand, or that payroll programs write: who is read, what is held back, what is said."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from privacy_wizard.domain.staff import ChangeKind, StaffMember
from privacy_wizard.domain.staff_plan import NoticeKind, RowFault, plan
from privacy_wizard.staff_import import Refusal, TableRefused, read_table, suggest, understand

from .test_lists_of_schools import held, listed
from .test_more_lists import ADA, BO, HEAD, ONE, TWO, Right, no, rows
from .test_more_lists import sheet as workbook
from .test_opendocument import cell, document, row, sheet

TODAY = date(2026, 11, 29)
NO_NUMBER, NO_NAME, UNCLEAR = RowFault.NO_NUMBER, RowFault.NOT_A_NAME, RowFault.UNCLEAR_ORDER
LEFT, NOBODY, SEVERAL = RowFault.HAS_LEFT, RowFault.NULL_WORD, RowFault.SEVERAL_PEOPLE
ELSEWHERE, PHONE = RowFault.SEE_ABOVE, RowFault.PHONE
NAMED = "Staff Number,Name"
LISTS: dict[str, tuple[str, Right]] = {
    # Which part is the last name.
    "initials behind": (
        f"{NAMED}\n1a,NG A M MRS\n2a,Day C D\n3a,Smith J.R.\n4a,A Ng\n5a,C.D. Day\n6a,Ng A\n7a,Smith-Jones Z (Ms)\n",
        Right(("1a A M NG", "2a C D Day", "3a J.R. Smith", "4a A Ng", "5a C.D. Day"), ((7, UNCLEAR), (8, UNCLEAR))),
    ),
    "an initial behind, where last names stand first in capitals": (
        f"{NAMED}\n1a,DUPONT Marie\n2a,O'NEIL Ana\n3a,NG A\n", Right(("1a Marie DUPONT", "2a Ana O'NEIL", "3a A NG"))
    ),
    "the last name first, as the heading says": (
        "Staff Number,Surname Forename\n1a,Ng Ada\n2a,NG ADA\n3a,\"Ray, Bo\"\n4a,García López Ana\n5a,DE LA CRUZ Ana\n",
        Right(("1a Ada Ng", "2a ADA NG", "3a Bo Ray", "5a Ana DE LA CRUZ"), ((5, UNCLEAR),)),
    ),
    "the last name first, as the heading says in brackets": (
        "Staff Number,Name (surname first)\n0101,Ng Ada\n", Right(ONE)
    ),
    "the first name first, as the heading says": ("Staff Number,Forename & Surname\n0101,Ada Ng\n", Right(ONE)),
    "a job behind the name": (
        f'{NAMED}\n1a,"Fox, Teacher"\n2a,"Fox, Di"\n3a,"Cook, Head Cook"\n4a,Ada Cook\n',
        Right(("2a Di Fox", "4a Ada Cook"), ((2, UNCLEAR), (4, UNCLEAR))),
    ),
    "a title where the first name should be": (rows("0101,Mrs,Ng", "0102,,Mr Ray"), Right(("0101 Ng", "0102 Ray"))),
    "suffixes in figures": (f"{NAMED}\n1a,Bo Ray 3rd\n2a,Ada Ng1\n", Right(("1a Bo Ray 3rd",), ((3, NO_NAME),))),
    "letters behind a whole name": (
        f"{NAMED}\n1a,Ada Ng BA (Hons) PGCE\n2a,Bo Ray Cert Ed\n3a,Cy Day MA\n4a,Ana Ma\n",
        Right(("1a Ada Ng", "2a Bo Ray", "4a Ana Ma"), ((4, UNCLEAR),)),
    ),
    "two names in one, parted by commas alone": (
        f'{NAMED}\n1a,"Ng, Ada, Ray, Bo"\n2a,"Smith, John, James"\n', Right(("2a John James Smith",), ((2, UNCLEAR),))
    ),
    # Names of others, and of nobody.
    "posts and places for people": (
        rows("1a,New,Teacher", "2a,Agency,Supply", "3a,Maternity,Cover", "4a,To Be,Appointed", "5a,A,Cover"),
        Right(("5a A Cover",), tuple((line, NOBODY) for line in (2, 3, 4, 5))),
    ),
    "several people in a row": (
        f'{NAMED}\n1a,"Mrs Ada Ng\nMr Bo Ray"\n2a,"Cy\nDay"\n"3a\n4a","Di Fox"\n5a & 6a,Ed Gum\n"7a, 8a",Flo Hay\n',
        Right(("2a Cy Day",), ((2, SEVERAL), *((line, RowFault.SEVERAL_NUMBERS) for line in (6, 8, 9)))),
    ),
    "several people in first and last names": (
        f'{HEAD}\n1a,"Ada\nBo","Ng\nRay"\n2a,"Cy\nAl",Day\n', Right(("2a Cy Al Day",), ((2, SEVERAL),))
    ),
    "names of classes, posts and machines": (
        f"{NAMED}\n1a,Class 5A\n2a,Vacancy (Maths)\n3a,William known as Bill Gum\n4a,Mrs Hay (Year 3)\n",
        Right(("4a Hay",), ((2, NO_NAME), (3, NOBODY), (4, NO_NAME))),
    ),
    "NA of R": (f"{HEAD},Email,Start Date\n0101,Ada,Ng,NA,NA\n0102,Bo,NA,,\n0103,Cy,Na,,\n",
                Right((*ONE, "0103 Cy Na"), ((3, NOBODY),))),
    "left behind a name": (
        f"{NAMED}\n1a,Di Fox LEFT\n2a,Ed Gum left July\n3a,Cy Day leaves 31/12/26\n4a,Ada Left\n5a,ANA LEFT\n",
        Right(("4a Ada Left", "5a ANA LEFT"), ((2, LEFT), (3, LEFT), (4, LEFT))),
    ),
    "leavers where nobody looks for them": (
        HEAD + ",Job,Department,Additional information\n" + ADA + ",Teacher,Art,left-handed\nLEFT,Bo,Ray,,,\n"
        "0103,Cy,Day,LEFT,,\n0104,Di,Fox,,Leavers,\n0105,Ed,Gum,,,left July 2025\n",
        Right(ONE, tuple((line, LEFT) for line in (3, 4, 5, 6))),
    ),
    "words of no where a yes is expected": (
        HEAD + ",Active,Account enabled,Archived\n" + ADA + ",Active,Enabled,No\n0102,Bo,Ray,Inactive,,\n"
        "0103,Cy,Day,✗,,\n0104,Di,Fox,,Disabled,\n0105,Ed,Gum,,,Yes\n",
        Right(ONE, tuple((line, LEFT) for line in (3, 4, 5, 6))),
    ),
    "two last names at once": (rows("0101,Ada,Ng/Lee", "0102,Ravi s/o Kumar,Ray"), Right(
        ("0102 Ravi s/o Kumar Ray",), ((2, NO_NAME),))),
    "as above": (
        HEAD + ',Email,Job,Department\n' + ADA + ',a@oak.example,Teacher,Art\n0103,Cy,Day,see above,,\n'
        '0104,Di,Fox,,"""",\n0105,Ed,Gum,,ditto,\n0106,Flo,Hay,,,do.\n0107,Gil,Ivy,,0,Not applicable\n',
        Right((*ONE, "0107 Gil Ivy"), tuple((line, ELSEWHERE) for line in (3, 4, 5, 6))),
    ),
    # Numbers.
    "telephone numbers": (
        rows("07700 900123,Ada,Ng", "+44 7700 900124,Bo,Ray", "(01632) 960001,Cy,Day", "07700900125,Di,Fox",
             "0042-0101,Ed,Gum", "07701,Flo,Hay"),
        Right(("0042-0101 Ed Gum", "07701 Flo Hay"), tuple((line, PHONE) for line in (2, 3, 4, 5))),
    ),
    "codes with a stroke": (rows("T/0042,Ada,Ng", "2020/17,Bo,Ray"), Right(("T/0042 Ada Ng", "2020/17 Bo Ray"))),
    "words that are no initials of the name": (
        rows("ANG,Ada,Ng", "TBC,Bo,Ray", "TBC,Tom,Carr", "NEW,Cy,Day"),
        Right(("ANG Ada Ng", "TBC Tom Carr"), ((3, NO_NUMBER), (5, NO_NUMBER))),
    ),
    "signs around a number": (rows("0101*,Ada,Ng", "'0102',Bo,Ray"), Right(TWO)),
    "a long number that a spreadsheet has cut": (
        rows("1234567890123450000,Ada,Ng", "123456789012345678,Bo,Ray"),
        Right(("123456789012345678 Bo Ray",), ((2, RowFault.ROUNDED_NUMBER),)),
    ),
    "a blank ahead of quotation marks": (
        'Staff Number, "Name"\n0101, "Ng, Ada"\n0102, "Ray, Bo"\n', Right(("0101 Ada Ng", "0102 Bo Ray"))
    ),
    # Headings.
    "no preferred name": (
        "Payroll reference number,Surname,First forename,Known as\n1a,Ng,Ada,\n2a,Ray,Robert,Bo\n",
        Right(("1a Ada Ng", "2a Robert Ray")),
    ),
    "no preferred name, where that is taken": (
        "Arbor Staff ID,Surname,Legal First Name,Preferred First Name\n1a,Ng,Ada,\n2a,Ray,Robert,Bo\n",
        Right(("1a Ada Ng", "2a Bo Ray")),
    ),
    "a number sign": ("Employee #,First Name,Last Name\n0101,Ada,Ng\n", Right(ONE)),
    "one column of whole names": ("Emp. No.,Staff Full Name\n0101,\"Ng, Ada (Mrs)\"\n", Right(ONE)),
    "names of a directory": ("employeeNumber,givenName,sn\n0101,Ada,Ng\n", Right(ONE)),
    "far below a title": ("".join(f"Rule {n}\n" for n in range(30)) + rows(ADA, BO), Right(TWO)),
    "other headings for the same columns, further down": (
        "Number,Name,Job\n0101,Ada Ng,Teacher\nCode,Name,Role\n0102,Bo Ray,Cook\n", Right(TWO)
    ),
    "more semicolons in a cell than commas in a row": (
        f"{HEAD},Groups\n{ADA},A;B;C;D;E;F\n{BO},A;B;C;D;E;F\n", Right(TWO)
    ),
    "a shorter list above the one with most headings": (
        f"Number,Name\n1a,Cy Day\n\n{HEAD},Email\n{ADA},a@oak.example\n", no(Refusal.OTHER_COLUMNS)
    ),
}  # fmt: skip


def test_each_is_read_as_its_sender_meant_it_or_what_was_not_read_is_named(tmp_path: Path) -> None:
    for name, (content, right) in LISTS.items():
        file = tmp_path / "list.csv"
        file.write_text(content, encoding="utf-8")
        if right.refused is not None:
            with pytest.raises(TableRefused) as refused:
                listed(file)
            assert refused.value.reason is right.refused, name
            continue
        found = listed(file)[1]
        read = tuple(" ".join(filter(None, (row.number, row.first_name, row.last_name))) for row in found.rows)
        assert (read, tuple(held(found))) == (right.read, right.held), name


def _notices(tmp_path: Path, content: str) -> dict[NoticeKind, tuple[str, ...]]:
    file = tmp_path / "list.csv"
    file.write_text(content, encoding="utf-8")
    return {notice.kind: notice.numbers for notice in plan((), listed(file)[1], TODAY).notices}


def test_who_is_perhaps_leaving_counts_as_staff_and_is_named(tmp_path: Path) -> None:
    leaving = ("leaving at Christmas", "will leave in July", "handed in notice", "moved to Elm Lane", "last day 18/12")
    staying = ("Leaving party on Friday for Bo", "left-handed", "maternity leave until June", "retirement planner")
    lines = [f"{at},Ada,Ng{'a' * (at - 100)},{remark}" for at, remark in enumerate((*leaving, *staying), start=101)]
    told = _notices(tmp_path, "\n".join([f"{HEAD},Notes", *lines]))
    assert told == {NoticeKind.PERHAPS_LEAVING: tuple(str(101 + at) for at in range(len(leaving)))}
    status = _notices(tmp_path, f"{HEAD},Employee Status\n{ADA},Future leaver\n{BO},Live\n0103,Cy,Day,L\n")
    assert status == {NoticeKind.PERHAPS_LEAVING: ("0101", "0103")}


@pytest.mark.usefixtures("read_here")
def test_who_is_struck_through_or_hidden_is_named(tmp_path: Path) -> None:
    def crossed_out(book: Workbook) -> None:
        for crossed in book.active[3]:
            crossed.font = Font(strike=True)
        book.active.row_dimensions[4].hidden = True

    ods = document(
        sheet(
            row(*HEAD.split(",")),
            row(*ADA.split(",")),
            row(*(cell(each, 't:style-name="struck"') for each in BO.split(","))),
            row("0103", "Cy", "Day", more='t:visibility="collapse"'),
        )
    )
    for content in (workbook(HEAD, ADA, BO, "0103,Cy,Day", change=crossed_out), ods):
        file = tmp_path / "list"
        file.write_bytes(content)
        found = {notice.kind: notice.numbers for notice in plan((), listed(file)[1], TODAY).notices}
        assert found == {NoticeKind.PERHAPS_LEAVING: ("0102",), NoticeKind.HIDDEN: ("0103",)}


def test_who_has_one_name_only_is_named(tmp_path: Path) -> None:
    told = _notices(tmp_path, f"{NAMED}\n0101,Ada Ng\n0102,Sukarno\n0103,Mrs Day\n")
    assert told == {
        NoticeKind.ONE_NAME: ("0102", "0103"), NoticeKind.NAMES_CUT: ("0103",), NoticeKind.ORDER_OPEN: ("0101",)
    }  # fmt: skip


def test_whose_last_name_only_the_order_of_the_words_tells_is_named(tmp_path: Path) -> None:
    """Ng Ada may be Ada Ng. A comma, capitals, an initial, the heading or the address tell more."""
    lines = ("1,Ng Ada", "2,Mrs Ray Bo", "3,Jan van der Berg", '4,"Ng, Ada"', "5,NGUYEN Ada", "6,Ada M. Ng", "7,A. Ng")
    assert _notices(tmp_path, "\n".join((NAMED, *lines)))[NoticeKind.ORDER_OPEN] == ("1", "2", "3")
    told = _notices(
        tmp_path,
        f"{NAMED},Email\n1,Zoë Ng,zoe.ng@oak.example\n2,Bo O'Neil,boneil@oak.example\n3,Ng Ada,ada.ng@oak.example\n"
        "4,Ng Ada,ng@oak.example\n5,Ng Ada,\n6,Ng Ada,ada@oak.example\n",
    )
    assert told[NoticeKind.ORDER_OPEN] == ("3", "4", "5", "6")
    for heading in ("Surname Forename", "Forename Surname", "First name and surname"):
        assert NoticeKind.ORDER_OPEN not in _notices(tmp_path, f"Staff Number,{heading}\n1,Ng Ada\n")


def test_numbers_that_only_count_the_rows_are_pointed_at(tmp_path: Path) -> None:
    lines = [f"{at},Ada{'a' * at},Ng" for at in range(1, 6)]
    assert NoticeKind.COUNTED in _notices(tmp_path, "\n".join([HEAD, *lines]))
    assert NoticeKind.COUNTED not in _notices(tmp_path, "\n".join([HEAD, *lines[::-1]]))
    assert NoticeKind.COUNTED not in _notices(tmp_path, "\n".join([HEAD, *lines[:-1]]))


def test_nobody_leaves_whose_number_alone_could_not_be_read(tmp_path: Path) -> None:
    """A spreadsheet's 1.23457E+11 is no number of anybody's, but the name beside it is somebody's."""
    names = ("Ada Ng", "Bo Ray", "Cy Day", "Di Fox", "Ed Gum", "Flo Hay")
    staff = [StaffMember(number=f"12345678901{at}", first_name=name.split()[0], last_name=name.split()[1])
             for at, name in enumerate(names)]  # fmt: skip
    file = tmp_path / "list.csv"
    file.write_text(
        f'{NAMED}\n1.23457E+11,"Ng, Ada (Mrs)"\n"=""9""&""1""",Bo Ray\n,"Cy Day\nDi Fox"\n123456789014 & 5,?\n',
        encoding="utf-8",
    )
    table = read_table(file)
    found = understand(table, suggest(table.headings), is_whole=True)
    assert len(found.held_back) == 4
    left = {each.after.name: each.kind for each in plan(staff, found, TODAY).changes}
    assert left == {"Flo Hay": ChangeKind.LEFT}


def test_an_address_of_ones_own_is_never_taken_for_that_of_the_school(tmp_path: Path) -> None:
    for heading in ("Alternate email address", "Recovery e-mail", "Emergency email", "Backup Email Address"):
        file = tmp_path / "list.csv"
        file.write_text(f"{HEAD},{heading}\n{ADA},ada@home.example\n", encoding="utf-8")
        assert [row.email for row in listed(file)[1].rows] == [""], heading


def test_letters_of_dos_and_of_old_macs_are_told_apart_by_how_lines_end(tmp_path: Path) -> None:
    for encoding, end in (("cp850", "\n"), ("mac_roman", "\r")):
        file = tmp_path / "list.csv"
        file.write_bytes(f"{HEAD}{end}0101,Zoë,François{end}".encode(encoding))
        table, found = listed(file)
        assert (table.encoding, [(row.first_name, row.last_name) for row in found.rows]) == (
            encoding,
            [("Zoë", "François")],
        )
