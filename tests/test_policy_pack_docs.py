"""The pack that docs/policy-packs.md builds up passes the linter as it stands there, and works."""

import re
import shutil
from pathlib import Path

import pytest

from privacy_wizard.catalogue import load_catalogue, shipped_folder
from privacy_wizard.catalogue.lint import lint
from privacy_wizard.domain.vocabulary import Verdict

DOCS = Path(__file__).parent.parent / "docs" / "policy-packs.md"
MILLBROOK = "millbrook-primary-2026"


def examples() -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```$", DOCS.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A copy of the shipped library with the documented pack in it."""
    (pack,) = [each for each in examples() if "kind: policy-pack" in each]
    copy = shutil.copytree(shipped_folder(), tmp_path / "checklists")
    (copy / "packs" / f"{MILLBROOK}.yaml").write_text(pack, encoding="utf-8")
    return copy


def test_the_documented_pack_has_no_faults(library: Path) -> None:
    assert [str(fault) for fault in lint(library)] == []


def test_the_documented_pack_does_what_the_page_says(library: Path) -> None:
    pack = load_catalogue(library).packs[MILLBROOK]
    asked = {requirement.control.id: requirement for requirement in pack.requirements}
    assert "connections.no-parents" not in asked
    assert asked["identity.school-name"].judge("disclaimer") is Verdict.MET
    assert {name for name, each in asked.items() if each.from_baseline} == {
        "visibility.audience",
        "identity.school-logo",
        "identity.school-email",
    }


def test_the_pieces_on_the_page_are_those_of_the_whole_pack_or_of_the_library() -> None:
    (pack,) = [each for each in examples() if "kind: policy-pack" in each]
    controls = (shipped_folder() / "controls.yaml").read_text(encoding="utf-8")
    lines = {line for text in (pack, controls) for line in text.splitlines()}
    pieces = [each for each in examples() if each != pack]
    assert pieces
    assert [line for each in pieces for line in each.splitlines() if line not in lines] == []
