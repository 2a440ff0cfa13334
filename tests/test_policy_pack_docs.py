"""docs/policy-packs.md is followed to the letter: every step, every command, and what the linter says in between."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from privacy_wizard.catalogue import load_catalogue, shipped_folder
from privacy_wizard.domain.vocabulary import Basis, Verdict
from privacy_wizard.system import places

from .command import Ran, typed
from .pack_counts import table

TOP = Path(__file__).parent.parent
DOCS = TOP / "docs" / "policy-packs.md"
MILLBROOK = "millbrook-primary-2026"
PACK = f"checklists/packs/{MILLBROOK}.yaml"
FENCE = re.compile(r"^```([a-z]+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LEFT_OUT = "…"


def fences(text: str) -> list[tuple[str, str]]:
    return FENCE.findall(text)


def section(heading: str) -> str:
    """From a heading of the second level to the next."""
    text = DOCS.read_text(encoding="utf-8")
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def whole_pack() -> str:
    ((_, pack),) = fences(section("The whole pack"))
    return pack


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what the program comes with, to work in as the guide's reader does."""
    for name in ("checklists", "resources"):
        shutil.copytree(TOP / name, tmp_path / name)
    monkeypatch.setattr(places, "_PACKAGE", tmp_path / "privacy_wizard")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(line: str) -> Ran:
    """One line of the guide that begins with `$`."""
    words = shlex.split(line.removeprefix("$ "))
    assert words[:2] == ["python3", "run.py"]  # which sets up an environment, and then does this:
    return typed(*words[2:])


def assert_shown(shown: list[str], printed: list[str]) -> None:
    """What the guide shows is what is printed; `…` stands for lines left out."""
    at = 0
    for number, line in enumerate(shown):
        if line == LEFT_OUT:
            continue
        found = printed.index(line, at) if line in printed[at:] else None
        assert found is not None, f"the guide shows {line!r}; printed was:\n" + "\n".join(printed)
        assert found == at or (number and shown[number - 1] == LEFT_OUT), f"lines before {line!r} are not shown"
        at = found + 1
    assert at == len(printed) or shown[-1] == LEFT_OUT, "more was printed:\n" + "\n".join(printed[at:])


def follow(checkout: Path, kind: str, content: str) -> None:
    """One step: put lines at the end of the file, change some, or run commands."""
    file = checkout / PACK
    if kind == "yaml":
        with file.open("a", encoding="utf-8") as stream:
            stream.write(content)
    elif kind == "diff":
        lines = content.splitlines(keepends=True)
        old, new = ("".join(line[1:] for line in lines if line[0] == sign) for sign in "-+")
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), encoding="utf-8")
    else:
        for part in re.split(r"^(?=\$ )", content, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            ran = run(command)
            if shown or "lint" in command:
                assert_shown(shown.splitlines(), (ran.stdout + ran.stderr).splitlines())
            else:
                assert ran.returncode == 0, ran.stderr


def test_the_guide_leads_from_an_empty_file_to_the_questions(checkout: Path) -> None:
    for kind, content in fences(section("Millbrook's pack, step by step")):
        follow(checkout, kind, content)
    assert (checkout / PACK).read_text(encoding="utf-8") == whole_pack()
    assert (checkout / "answers.yaml").is_file()
    assert (checkout / "instagram.pdf").read_bytes().startswith(b"%PDF-")
    assert (checkout / "checklists/packs/hill-street-2026.yaml").is_file()


def test_every_unfinished_step_of_the_guide_is_told_to_be_so() -> None:
    outputs = [content for kind, content in fences(section("Millbrook's pack, step by step")) if "lint" in content]
    assert len(outputs) >= 4
    assert all("no faults" not in each for each in outputs[:-1])
    assert "no faults" in outputs[-1]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A copy of the shipped library with the documented pack in it."""
    copy = shutil.copytree(shipped_folder(), tmp_path / "checklists")
    (copy / "packs" / f"{MILLBROOK}.yaml").write_text(whole_pack(), encoding="utf-8")
    return copy


def test_the_documented_pack_does_what_the_page_says(library: Path) -> None:
    pack = load_catalogue(library).packs[MILLBROOK]
    asked = {requirement.control.id: requirement for requirement in pack.requirements}
    assert "connections.no-parents" not in asked
    assert asked["identity.school-name"].judge("disclaimer") is Verdict.MET
    assert {name for name, each in asked.items() if each.basis is Basis.BASELINE} == {
        "visibility.audience",
        "identity.school-logo",
        "identity.school-email",
        "conduct.official-approval",
        "conduct.official-images",
    }
    assert all(each.words for each in asked.values() if each.basis is not Basis.BASELINE)


def test_the_pieces_that_explain_are_those_of_the_whole_pack_or_of_the_library() -> None:
    controls = (shipped_folder() / "controls.yaml").read_text(encoding="utf-8")
    lines = {line for text in (whole_pack(), controls) for line in text.splitlines()}
    pieces = [content for kind, content in fences(section("From clause to question")) if kind == "yaml"]
    assert pieces
    assert [line for each in pieces for line in each.splitlines() if line not in lines] == []


def test_the_page_counts_the_shipped_packs_as_they_are() -> None:
    assert "\n".join(table()) in section("How much the shipped packs ask")
