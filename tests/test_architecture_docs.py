"""`docs/architecture.md` says how the program is: its picture is current, and every folder is in it."""

import re
import runpy
from pathlib import Path

TOP = Path(__file__).parent.parent
PAGE = (TOP / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_the_picture_of_the_floors_is_what_the_code_is() -> None:
    drawn = runpy.run_path(str(TOP / "docs" / "make_architecture.py"))
    assert drawn["PICTURE"].read_text(encoding="utf-8") == drawn["picture"](), "python docs/make_architecture.py"


def test_every_file_and_folder_that_the_page_names_exists() -> None:
    named = re.findall(r"\]\(([^)#\s]+)", PAGE) + [f"../{name}" for name in re.findall(r"`([\w.]+/[\w./]+)`", PAGE)]
    assert len(named) > 50
    assert [name for name in named if not (TOP / "docs" / name).resolve().exists()] == []


def test_every_folder_of_the_program_has_its_line() -> None:
    folders = {path.parent for path in (TOP / "privacy_wizard").glob("*/__init__.py")}
    assert [
        each.name for each in sorted(folders) if f"| [{each.name}](../privacy_wizard/{each.name}) |" not in PAGE
    ] == []


def test_the_page_answers_where_fourteen_things_are_changed_as_the_readme_says() -> None:
    rows = PAGE.partition("## Where do I change")[2].splitlines()
    assert len([row for row in rows if row.startswith("| ")]) - 2 == 14, "a head and a rule above them"
    assert "with fourteen answers to *where do I change …*" in (TOP / "README.md").read_text(encoding="utf-8")
