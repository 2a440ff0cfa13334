"""`policy new|diff|explain|coverage` as they are typed."""

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from openpyxl import load_workbook

from privacy_wizard.catalogue import shipped_folder
from privacy_wizard.cli.schemas import shipped_schema

Program = Callable[..., subprocess.CompletedProcess[str]]
OURS = "ours-2026"


def valid(printed: str, name: str) -> dict:
    document = json.loads(printed)
    schema = json.loads(shipped_schema(f"policy-{name}-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    return document


def begin(program: Program, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    file = folder / f"{OURS}.yaml"
    return program("policy", "new", "--id", OURS, "--title", "Ours", "--issuer", "Us", "--out", file, *more)


def test_a_new_pack_differs_from_its_origin_in_nothing_and_then_in_what_is_edited(
    program: Program, tmp_path: Path
) -> None:
    file = tmp_path / f"{OURS}.yaml"
    ran = begin(program, tmp_path, "--from", "bradley-primary-2023")
    assert ran.returncode == 0, ran.stderr
    assert "Someone with Facebook, Instagram, WhatsApp gets " in ran.stdout
    same = program("policy", "diff", "bradley-primary-2023", file)
    assert "Nothing changes for staff." in same.stdout
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("lunch: met", "lunch: not met"), encoding="utf-8")
    ran = program("policy", "diff", "bradley-primary-2023", file)
    assert "the answer “Only in the lunch break” now counts as: Not met. Before: Met." in ran.stdout


def test_a_new_pack_may_begin_from_a_file_and_its_output_fits_its_schema(program: Program, tmp_path: Path) -> None:
    source = shipped_folder() / "packs" / "ladysmith-federation.yaml"
    out = valid(begin(program, tmp_path, "--from", str(source), "--json").stdout, "new")
    assert out["source"] == "ladysmith-federation"
    assert out["pack"]["id"] == OURS


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--from", "nowhere"), 'There is no policy and no file "nowhere".'),
        (("--id", "baseline"), 'There is already a policy "baseline".'),
        (("--id", "Not an id"), "The file's name must be the id"),
    ],
)
def test_a_new_pack_is_not_begun_on_wrong_terms(
    program: Program, tmp_path: Path, more: tuple[str, ...], said: str
) -> None:
    ran = begin(program, tmp_path, *more)
    assert ran.returncode == 3
    assert said in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_never_overwritten(program: Program, tmp_path: Path) -> None:
    file = tmp_path / f"{OURS}.yaml"
    file.write_text("mine")
    assert begin(program, tmp_path).returncode == 3
    assert file.read_text() == "mine"


def test_a_pack_with_faults_is_refused_with_its_own_files_name_and_lines(program: Program, tmp_path: Path) -> None:
    begin(program, tmp_path)
    file = tmp_path / "draft of ours.yaml"
    text = (tmp_path / f"{OURS}.yaml").read_text(encoding="utf-8")
    file.write_text(text.replace("inherits: baseline", "inherits: base", 1), encoding="utf-8")
    line = text.splitlines().index("inherits: baseline") + 1
    ran = program("policy", "diff", "baseline", file)
    assert ran.returncode == 1
    assert f'draft of ours.yaml:{line} inherits: "base" is not known here.' in ran.stderr


def test_diff_says_how_many_questions_there_were_and_are(program: Program) -> None:
    ran = program("policy", "diff", "baseline", "bradley-primary-2023", "--account", "instagram", "--json")
    out = valid(ran.stdout, "diff")
    assert out["accounts"] == ["instagram"]
    assert out["questions_after"]["most"] > out["questions_before"]["most"]
    kinds = {each["kind"] for each in out["differences"]}
    assert "added" in kinds
    assert "other wording" not in kinds
    with_words = program("policy", "diff", "baseline", "bradley-primary-2023", "--wording", "--json").stdout
    assert "other wording" in {each["kind"] for each in json.loads(with_words)["differences"]}


def test_explain_names_clause_level_and_checks_of_one_control(program: Program) -> None:
    ran = program("policy", "explain", "bradley-primary-2023", "connections.no-pupils", "--platform", "instagram")
    assert ran.returncode == 0, ran.stderr
    assert "(Must, critical)" in ran.stdout
    assert "why: 5: Personal sites are set to private and pupils are never approved contacts." in ran.stdout
    assert "on Instagram: instagram." in ran.stdout
    assert "on Facebook" not in ran.stdout
    wrong = program("policy", "explain", "baseline", "conduct.professional")
    assert wrong.returncode == 3
    assert "It asks for visibility.audience" in wrong.stderr


def test_where_a_pack_asks_for_less_than_the_baseline_is_shown_with_its_reason(
    program: Program, tmp_path: Path
) -> None:
    begin(program, tmp_path, "--from", "bradley-primary-2023")
    file = tmp_path / f"{OURS}.yaml"
    departure = "departures:\n  - {control: tagging.control, level: null, clause: 5-private, reason: We do without.}\n"
    file.write_text(file.read_text(encoding="utf-8") + departure, encoding="utf-8")
    reason = "the policy leaves it out. 5-private: We do without."
    assert reason in program("policy", "explain", file).stdout
    assert reason in program("policy", "diff", "bradley-primary-2023", file).stdout
    assert reason not in program("policy", "explain", file, "connections.no-pupils").stdout
    out = valid(program("policy", "explain", file, "--json").stdout, "explain")
    assert [(each["control"], each["clause"]) for each in out["lowerings"]] == [("tagging.control", "5-private")]


def test_explain_of_a_whole_pack_fits_its_schema(program: Program) -> None:
    out = valid(program("policy", "explain", "helsby-hillside-primary-2023", "--json").stdout, "explain")
    assert all(each["clauses"] for each in out["controls"])
    assert all(each["answers"] for each in out["controls"])


def test_coverage_fits_its_schema_and_has_no_hole(program: Program) -> None:
    ran = program("policy", "coverage", "--json")
    assert ran.returncode == 0, ran.stdout[-500:]
    assert valid(ran.stdout, "coverage")["holes"] == []


def test_coverage_is_a_table_for_spreadsheets_too(program: Program, tmp_path: Path) -> None:
    for name in ("table.csv", "table.xlsx"):
        ran = program("policy", "coverage", "baseline", "--platform", "whatsapp", "--out", tmp_path / name)
        assert ran.returncode == 0, ran.stderr
    text = (tmp_path / "table.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    sheet = [list(row) for row in load_workbook(tmp_path / "table.xlsx").active.iter_rows(values_only=True)]
    assert rows[0][:4] == ["Control", "Title", "Baseline", "WhatsApp"]
    assert [cell or "" for cell in sheet[2]] == rows[2]
    assert rows[2][3] == "No setting was found on WhatsApp for who may mention you."
