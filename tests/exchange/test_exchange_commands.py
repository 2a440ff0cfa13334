"""`privacy-wizard exchange`, run as its users run it."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.command import Ran, typed
from tests.in_turn import in_turn

from .judges import NAMES, needs_judges, openscap_scores

ANSWERS = Path(__file__).parents[2] / "docs/examples/answers.yaml"


def exchange(*arguments: str | Path) -> Ran:
    return typed("exchange", *arguments)


def test_a_policy_on_a_platform_is_written_as_a_set_of_files(tmp_path: Path) -> None:
    ran = exchange("xccdf", "--policy", "baseline", "--platform", "instagram", "--out", tmp_path / "new")
    assert ran.returncode == 0, ran.stderr
    names = {path.name for path in (tmp_path / "new").iterdir()}
    assert {"baseline-instagram-xccdf.xml", "instagram-ocil.xml"} <= names
    assert all(name in ran.stdout for name in names)


@needs_judges
def test_results_of_the_example_are_those_that_openscap_computes(tmp_path: Path) -> None:
    ran = exchange("results", "--answers", ANSWERS, "--out", tmp_path)
    assert ran.returncode == 0, ran.stderr
    theirs = openscap_scores(tmp_path / "recheck")
    ours = ET.parse(tmp_path / "results-xccdf.xml").findall("x:TestResult/x:score", NAMES)
    assert [float(s.text or "") for s in ours] == pytest.approx([theirs.default, theirs.flat], abs=1e-4)


def test_a_checklist_goes_out_and_comes_in_without_a_remark(tmp_path: Path) -> None:
    assert exchange("ocil", "--checklist", "x", "--out", tmp_path / "x.xml").returncode == 0
    ran = exchange("import", tmp_path / "x.xml", "--out", tmp_path / "x.yaml")
    assert ran.returncode == 0, ran.stderr
    assert len(ran.stdout.splitlines()) == 2
    assert 'id: "x"' in (tmp_path / "x.yaml").read_text(encoding="utf-8")


@in_turn(
    ("arguments", "code", "sentence"),
    [
        (("xccdf", "--policy", "none", "--platform", "x", "--out", "."), 3, 'There is no policy and no file "none".'),
        (("xccdf", "--policy", "baseline", "--platform", "person", "--out", "."), 3, 'no checklist for "person"'),
        (("sheet", "--platform", "none", "--out", "x.pdf"), 3, 'There is no checklist for "none".'),
        (("sheet", "--platform", "x", "--out", "x.txt"), 3, "Name a file that ends in .csv, .xlsx or .pdf"),
        (("sheet", "--policy", "baseline", "--out", "x.pdf"), 1, "This policy asks nothing about that"),
        (("ocil", "--checklist", "none", "--out", "x"), 3, 'There is no checklist "none".'),
        (("import", "nothing-here.xml", "--out", "x"), 1, "it cannot be opened"),
        (("import", __file__, "--out", "x"), 1, "it is not well-formed XML"),
    ],
)
def test_wrong_use_and_wrong_files_end_with_a_sentence(arguments: tuple[str, ...], code: int, sentence: str) -> None:
    ran = exchange(*arguments)
    assert ran.returncode == code
    assert sentence in ran.stderr
    assert "Traceback" not in ran.stderr


@in_turn(("name", "begins"), [("x.csv", b"\xef\xbb\xbf"), ("x.xlsx", b"PK"), ("x.pdf", b"%PDF-")])
def test_a_sheet_is_written_as_what_its_name_says(tmp_path: Path, name: str, begins: bytes) -> None:
    ran = exchange("sheet", "--policy", "bradley-primary-2023", "--platform", "x", "--out", tmp_path / name)
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_the_sheet_of_the_person_needs_no_platform(tmp_path: Path) -> None:
    file = tmp_path / "you"
    ran = exchange("sheet", "--policy", "bradley-primary-2023", "--as", "pdf", "--out", file)
    assert ran.returncode == 0, ran.stderr
    assert file.read_bytes().startswith(b"%PDF-")


def test_a_policy_or_an_audit_is_written_as_oscal(tmp_path: Path) -> None:
    ran = exchange("oscal", "--policy", "baseline", "--out", tmp_path / "policy")
    assert ran.returncode == 0, ran.stderr
    names = {path.name for path in (tmp_path / "policy").iterdir()}
    assert names == {"controls-oscal.json", "baseline-oscal-profile.json"}
    ran = exchange("oscal", "--answers", ANSWERS, "--out", tmp_path / "audit")
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "audit" / "results-oscal.json").is_file()
    assert exchange("oscal", "--out", tmp_path).returncode == 3


def test_a_schools_own_pack_is_handed_on_from_its_file(tmp_path: Path) -> None:
    shipped = (Path(__file__).parents[2] / "checklists/packs/bradley-primary-2023.yaml").read_text(encoding="utf-8")
    pack = tmp_path / "ours-2026.yaml"
    pack.write_text(shipped.replace("id: bradley-primary-2023", "id: ours-2026", 1), encoding="utf-8")
    for arguments in (
        ("xccdf", "--policy", pack, "--platform", "x", "--out", tmp_path / "xccdf"),
        ("oscal", "--policy", pack, "--out", tmp_path / "oscal"),
        ("sheet", "--policy", pack, "--platform", "x", "--out", tmp_path / "x.pdf"),
    ):
        ran = exchange(*arguments)
        assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "xccdf" / "ours-2026-x-xccdf.xml").is_file()
    assert (tmp_path / "oscal" / "ours-2026-oscal-profile.json").is_file()
