"""A messy table of pupils and parents: who can be found again is understood, every other row is held back with why."""

from pathlib import Path

from privacy_wizard.domain.protected_list import ProtectedPerson
from privacy_wizard.domain.staff_plan import RowFault
from privacy_wizard.staff_import import read_table
from privacy_wizard.staff_import.protected_rows import (
    ProtectedField,
    protected_columns,
    tells_people_apart,
    understand_protected,
)
from tests.in_turn import in_turn


def people(first: str, last: str, **more: str) -> ProtectedPerson:
    return ProtectedPerson(first=first, last=last, **more)


@in_turn(
    ("content", "found"),
    [
        (
            "Pupils of Hillside\n\nLegal Forename;Legal Surname;Year\nZoë;O'Brien;4\n;;\nJay;Lee;5\n",
            [people("Zoë", "O'Brien"), people("Jay", "Lee")],
        ),
        (
            'Name,E-mail,Mobile,Username\n"Lee, Mr Sam",sam@mail.example,="07700900123",@sam\nMiss Ann Moe,,,\n',
            [people("Sam", "Lee", email="sam@mail.example", mobile="07700900123", handle="@sam"), people("Ann", "Moe")],
        ),
        ("Username,Note\n@only.this,\n", [ProtectedPerson(handle="@only.this")]),
    ],
)
def test_a_table_is_understood_as_an_office_exports_it(
    tmp_path: Path, content: str, found: list[ProtectedPerson]
) -> None:
    (tmp_path / "pupils.csv").write_text(content, encoding="cp1252")
    table = read_table(tmp_path / "pupils.csv")
    chosen = {"E-mail": ProtectedField.EMAIL, "Mobile": ProtectedField.MOBILE, "Username": ProtectedField.HANDLE}
    suggested = protected_columns(table.headings)
    assert not {*suggested} & {*chosen.values()}, "a person chooses these"
    by_hand = {chosen[heading]: at for at, heading in enumerate(table.headings) if heading in chosen}
    columns = {**suggested, **by_hand}
    assert tells_people_apart(columns)
    read = understand_protected(table, columns)
    assert (list(read.people), list(read.held_back)) == (found, [])


def test_a_row_that_says_too_little_or_is_damaged_is_held_back_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "pupils.csv").write_text(
        "First name,Last name,Email\nAnn,,\nNULL,Lee,\nBo,Lee,no address\nCy,Lee,,more\nDee,Lee,\n", encoding="utf-8"
    )
    table = read_table(tmp_path / "pupils.csv")
    read = understand_protected(table, {**protected_columns(table.headings), ProtectedField.EMAIL: 2})
    assert list(read.people) == [people("Dee", "Lee")]
    faults = [RowFault.NOT_ENOUGH, RowFault.NULL_WORD, RowFault.NOT_AN_EMAIL, RowFault.TOO_MANY_CELLS]
    assert [(each.line, each.fault) for each in read.held_back] == list(zip((2, 3, 4, 5), faults, strict=True))


def test_a_table_without_names_or_ways_to_reach_somebody_tells_nobody_apart() -> None:
    assert not tells_people_apart(protected_columns(("Forename", "Year", "Name of the dog")))
    assert not tells_people_apart({ProtectedField.LAST_NAME: 0})
    assert ProtectedField.FIRST_NAME not in protected_columns(("Forename", "Forename", "Surname"))
