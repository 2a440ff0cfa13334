"""`checklists stale` and `checklists changes`: what is due for another look, and what each version brought."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from privacy_wizard.app import main
from privacy_wizard.cli.schemas import shipped_schema

from ..catalogue.libraries import Library

PICTURES = "platforms/pictures.yaml"
CHANGES = """\
changes:
  - {version: "2026.11.1", date: 2026-11-01, summary: The e-mail address is asked about., checks: [pictures.email]}
  - {version: "2026.9.1", date: 2026-09-01, summary: First version.}
withdrawn:
  - {version: "2026.9.1", date: 2026-11-02, reason: It led to the wrong page.}
"""
Told = Callable[..., tuple[int, str]]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    found = Library(tmp_path / "library")
    found.change(PICTURES, "lacks:\n", CHANGES + "lacks:\n")
    return found


@pytest.fixture
def told(library: Library, capsys: pytest.CaptureFixture[str]) -> Told:
    """Exit code and output of a command on the library."""

    def run(act: str, *more: str) -> tuple[int, str]:
        where = ["--folder", str(library.folder)] if act == "changes" else [str(library.folder)]
        code = main(["checklists", act, *more, *where])
        return code, capsys.readouterr().out

    return run


def test_what_is_due_is_a_table_with_the_oldest_first_and_ends_with_1(told: Told) -> None:
    code, text = told("stale", "--on", "2027-06-01")
    assert code == 1
    assert [" ".join(line.split()) for line in text.splitlines()] == [
        "Months Dated Last seen How sure File Check Source",
        f"13 2026-05 never Weak {PICTURES} pictures.email The service's own pages",
        f"6 2026-05 2026-11-03 Third party {PICTURES} pictures.private The service's own pages",
        "2 of 2 checks that lead to a screen are due for a look on 2027-06-01.",
    ]


def test_where_nothing_is_due_it_ends_with_0_and_prints_no_table(told: Told) -> None:
    code, text = told("stale", "--on", "2026-06-01")
    assert (code, text) == (0, "0 of 2 checks that lead to a screen are due for a look on 2026-06-01.\n")


def test_a_source_that_bears_no_date_is_told_as_read(library: Library, told: Told) -> None:
    library.change(PICTURES, 'date: "2026-05", ', 'read: "2026-05", ')
    assert "read 2026-05" in told("stale", "--on", "2027-06-01")[1]


def test_the_period_is_that_of_the_file(library: Library, told: Told) -> None:
    library.change(PICTURES, "review_after_months: 6", "review_after_months: 12")
    code, text = told("stale", "--on", "2027-06-01")
    assert code == 1
    assert "1 of 2 checks" in text


def test_a_day_that_is_none_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["checklists", "stale", "--on", "2026-02-30"])
    assert ended.value.code == 3
    assert '"2026-02-30" is no day; write it like 2026-11-20' in capsys.readouterr().err


def test_changes_are_told_newest_first_with_what_they_touch_and_what_is_withdrawn(told: Told) -> None:
    code, text = told("changes", "pictures")
    assert code == 0
    assert text.splitlines() == [
        "Pictures (platforms/pictures.yaml), version 2026.11.1",
        "  2026.11.1 of 2026-11-01: The e-mail address is asked about.",
        "    It touches pictures.email.",
        "  2026.9.1 of 2026-09-01: First version.",
        "  2026.9.1 is withdrawn since 2026-11-02: It led to the wrong page.",
    ]


def test_only_what_came_after_a_version_can_be_asked_for(told: Told) -> None:
    assert "First version" not in told("changes", "pictures", "--since", "2026.9.1")[1]


def test_without_a_name_all_files_with_changes_are_told(told: Told) -> None:
    text = told("changes")[1]
    assert text.startswith("Pictures ")
    assert "Village" not in text


def test_a_file_without_changes_says_so_where_it_is_named(told: Told) -> None:
    assert told("changes", "village")[1].splitlines() == [
        "Social media (packs/village.yaml), version 2026.11.1",
        "  No changes are recorded.",
    ]


def test_an_unknown_name_is_told_with_those_that_are_known(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["checklists", "changes", "photos", "--folder", str(library.folder)]) == 3
    assert 'no checklist and no policy "photos". Known are every-account, official' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("schema", "command"),
    [
        ("stale-1.schema.json", ("stale", "--on", "2027-06-01", "--json")),
        ("changes-1.schema.json", ("changes", "--json")),
    ],
)
def test_json_keeps_to_the_shipped_schema(told: Told, schema: str, command: tuple[str, ...]) -> None:
    shipped = json.loads(shipped_schema(schema).read_text(encoding="utf-8"))
    printed = json.loads(told(*command)[1])
    assert [fault.message for fault in Draft202012Validator(shipped).iter_errors(printed)] == []
    assert printed[{"stale-1.schema.json": "due", "changes-1.schema.json": "files"}[schema]]
