"""Columns matched by what is known of the three systems, by common words and by hand; cells understood or not."""

from datetime import date

import pytest

from privacy_wizard.domain.staff_plan import HeldBack, RowFault, StaffList
from privacy_wizard.domain.vocabulary import PersonKind
from privacy_wizard.staff_import import (
    PRESETS,
    Matching,
    MatchingFault,
    StaffField,
    StaffTable,
    TableRow,
    recognise,
    suggest,
    understand,
)
from privacy_wizard.staff_import.presets import ARBOR, BROMCOM, SIMS
from tests.in_turn import in_turn


def table(headings: list[str], *rows: list[str]) -> StaffTable:
    lines = tuple(TableRow(at, tuple(row)) for at, row in enumerate(rows, start=2))
    return StaffTable(headings=tuple(headings), headings_line=1, rows=lines)


def matched(headings: list[str]) -> dict[str, str]:
    return {what.value: headings[at] for what, at in suggest(headings).columns.items()}


@in_turn("preset", PRESETS)
def test_a_list_in_a_systems_own_words_is_recognised_and_matched_whole(preset) -> None:
    headings = [words[0] for words in preset.words.values()]
    assert recognise(headings) is preset
    assert suggest(headings).columns == {what: at for at, what in enumerate(preset.words)}
    assert preset.sources
    assert preset.not_documented


def test_spelling_of_headings_does_not_count() -> None:
    assert recognise(["PayrollNumber", "legal_forename", "LEGAL SURNAME"]) is SIMS
    assert recognise(["Date started at the school", "Staff code", "LastName", "FirstName"]) is BROMCOM
    assert recognise(["Legal First Name", "Legal last name", "Business role"]) is ARBOR


def test_words_that_all_share_name_no_system() -> None:
    assert recognise(["Email Address", "Name", "Department"]) is None
    assert matched(["Email Address", "Name", "Department", "No."]) == {
        "email": "Email Address",
        "full-name": "Name",
        "group": "Department",
    }


def test_plain_words_alone_name_no_system() -> None:
    plain = ["First Name", "Last Name", "Start Date", "Job Title"]
    assert recognise(plain) is None
    assert recognise([*plain, "Staff Code"]) is BROMCOM


def test_a_heading_that_stands_twice_is_left_to_the_reader() -> None:
    assert "number" not in matched(["Staff Code", "Staff Code", "Forename", "Surname"])


def test_a_whole_name_is_not_matched_where_its_parts_are() -> None:
    assert "full-name" not in matched(["Staff Number", "Name", "Forename", "Surname"])


def test_faults_of_a_matching_are_told_before_anything_is_read() -> None:
    assert Matching().faults(3) == (MatchingFault.NO_NUMBER, MatchingFault.NO_NAME)
    one = Matching(columns={StaffField.NUMBER: 0, StaffField.FULL_NAME: 0})
    assert one.faults(3) == (MatchingFault.TWICE,)
    assert one.with_column(StaffField.FULL_NAME, 7).faults(3) == (MatchingFault.NO_SUCH_COLUMN,)
    assert one.with_column(StaffField.FULL_NAME, 1).with_column(StaffField.EMAIL, 0).faults(3) == ()
    with pytest.raises(ValueError, match="no column"):
        understand(table(["a"], ["1"]), Matching())


HEADINGS = ["Staff Number", "Forename", "Surname", "Email", "Role", "Kind", "Group", "Start Date", "Leaving Date"]


def read(*rows: list[str]) -> StaffList:
    found = table(HEADINGS, *rows)
    return understand(found, suggest(found.headings))


def test_a_full_row_is_understood() -> None:
    (row,) = read(
        [
            " 0042 ",
            "Zoe\u0301",
            "O’Brien\u200b",
            "z@s.sch.uk",
            "Head  of Art",
            "Governor",
            "Art; Art;SLT",
            "1/9/2024",
            "",
        ]
    ).rows
    assert (row.number, row.first_name, row.last_name) == ("0042", "Zoé", "O’Brien")
    assert (row.role, row.kind, row.groups) == ("Head of Art", PersonKind.GOVERNOR, ("Art", "SLT"))
    assert (row.start, row.last_day) == (date(2024, 9, 1), None)


@in_turn(
    ("at", "cell", "fault"),
    [
        (0, "", RowFault.NO_NUMBER),
        (0, "1.2E+05", RowFault.ROUNDED_NUMBER),
        (0, "9" * 65, RowFault.TOO_LONG),
        (1, "Sam\x07", RowFault.NOT_TEXT),
        (1, "Sam" + "\u0301" * 9, RowFault.ACCENTS),
        (2, " ", RowFault.NO_NAME),
        (3, "sam at school", RowFault.NOT_AN_EMAIL),
        (3, "a@b.uk\nBcc: x@y.uk", RowFault.NOT_AN_EMAIL),
        (5, "wizard", RowFault.NOT_A_KIND),
        (6, ";".join(map(str, range(30))), RowFault.TOO_LONG),
        (7, "09/13/2024", RowFault.NOT_A_DATE),
        (7, "1/9/24", RowFault.NOT_A_DATE),
        (7, "45536", RowFault.NOT_A_DATE),
        (7, "1 Septober 2024", RowFault.NOT_A_DATE),
        (8, "31/08/2024", RowFault.LEFT_BEFORE_START),
    ],
)
def test_a_cell_that_does_not_fit_holds_its_row_back_and_only_that(at: int, cell: str, fault: RowFault) -> None:
    row = ["7", "Sam", "Lee", "", "", "", "", "01/09/2024", ""]
    row[at] = cell
    found = read(["6", "Ada", "Khan"], row)
    assert [each.number for each in found.rows] == ["6"]
    (held,) = found.held_back
    assert (held.line, held.fault) == (3, fault)
    assert held.number == ("" if held.fault is RowFault.TOO_LONG and at == 0 else row[0])
    assert held.shown.isprintable()


@in_turn("cell", ["2024-09-01", "1/9/2024", "01.09.2024", "1 Sep 2024", "01-September-2024", "2024-09-01 00:00:00"])
def test_dates_are_read_day_first_or_by_iso(cell: str) -> None:
    (row,) = read(["7", "Sam", "Lee", "", "", "", "", cell]).rows
    assert row.start == date(2024, 9, 1)


def test_a_row_with_more_cells_than_headings_is_held_back() -> None:
    found = read(["7", "Sam", "Lee", "", "", "", "", "", "", "shifted"])
    assert found.held_back == (HeldBack(line=2, fault=RowFault.TOO_MANY_CELLS, shown="shifted", number="7"),)


def test_a_whole_name_is_parted() -> None:
    found = table(["Staff Number", "Name"], ["1", "Sam van Lee"], ["2", "de la Cruz, Maria"], ["3", "Cher"])
    rows = understand(found, suggest(found.headings)).rows
    assert [(row.first_name, row.last_name) for row in rows] == [
        ("Sam van", "Lee"),
        ("Maria", "de la Cruz"),
        ("", "Cher"),
    ]
