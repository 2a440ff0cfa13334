"""The library that comes with the program is without fault, and the schemas beside it are those of the model."""

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from privacy_wizard.catalogue import shipped_folder
from privacy_wizard.catalogue.document import Document
from privacy_wizard.catalogue.folder import FileKind, library_files
from privacy_wizard.catalogue.lint import lint
from privacy_wizard.catalogue.reading import read_yaml
from privacy_wizard.catalogue.schemas import schema_file, schema_of, schema_text
from privacy_wizard.domain.checklist_index import platforms
from privacy_wizard.domain.versions import shows_a_screen
from privacy_wizard.domain.vocabulary import Kind, ServiceGroup
from tests.in_turn import in_turn
from tests.shipped import shipped

from .libraries import Library


def test_the_shipped_library_has_no_faults() -> None:
    assert [str(fault) for fault in lint(shipped_folder())] == []


def test_every_clause_of_every_shipped_pack_is_carried() -> None:
    for pack in shipped().packs.values():
        carried = {clause.id for requirement in pack.requirements for clause in requirement.clauses}
        carried |= {*pack.applies_to.clauses, *pack.platforms.clauses}
        carried |= {departure.clause for departure in pack.departures}
        assert {clause.id for clause in pack.clauses} <= carried


def test_every_shipped_checklist_and_pack_says_what_its_version_brought() -> None:
    catalogue = shipped()
    for each in (*catalogue.checklists.values(), *catalogue.packs.values()):
        assert each.changes, f"{each.id}: add its version, the day and a sentence under changes"


def test_every_shipped_checklist_with_a_screen_says_what_to_try_where_the_steps_do_not_match() -> None:
    for checklist in shipped().checklists.values():
        assert checklist.fallback or not any(shows_a_screen(check) for check in checklist.checks), checklist.id


def test_every_shipped_service_but_other_is_in_a_group() -> None:
    services = platforms(shipped())
    assert [head.id for head in services if head.group is ServiceGroup.OTHER] == ["other"]


def test_no_two_shipped_checks_share_their_steps() -> None:
    seen: dict[str, str] = {}
    for checklist in shipped().checklists.values():
        for check in checklist.checks:
            steps = check.steps
            for text in filter(None, (steps.anywhere, steps.web, steps.iphone, steps.android)):
                assert seen.setdefault(text, check.id) == check.id


def test_every_control_of_every_shipped_pack_can_be_answered_on_every_platform_or_is_said_to_be_lacking() -> None:
    catalogue = shipped()
    platforms = [file.stem for file in (shipped_folder() / "platforms").glob("*.yaml")]
    asked = {req.control.id for pack in catalogue.packs.values() for req in pack.requirements}
    settings = {name for name in asked if catalogue.controls[name].kind is Kind.SETTING}
    for name in platforms:
        checklist = catalogue.checklists[name]
        said = {check.control for check in checklist.checks} | {lack.control for lack in checklist.lacks}
        assert settings <= said


@in_turn("kind", list(FileKind))
def test_the_shipped_schema_is_the_models(kind: FileKind) -> None:
    shipped = schema_file(kind, shipped_folder()).read_text(encoding="utf-8")
    assert shipped == schema_text(kind), "run: python -m privacy_wizard.catalogue.schemas"


@in_turn("kind", list(FileKind))
def test_the_schema_is_a_schema(kind: FileKind) -> None:
    Draft202012Validator.check_schema(schema_of(kind))


@cache
def _validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema_of(FileKind(kind)))


def _amiss(path: Path) -> Iterator[str]:
    """Read also by YAML's own constructor, and judged by its schema."""
    text, document = path.read_text(encoding="utf-8"), Document(path.name)
    content = yaml.load(text, yaml.CSafeLoader)
    read_yaml(text, document)
    if (document.faults, document.root) != ([], content):
        yield "reads otherwise with another reader"
    yield from (fault.message for fault in _validator(content["kind"]).iter_errors(content))
    named = text.partition("\n")[0].removeprefix("# yaml-language-server: $schema=")
    if (path.parent / named).resolve() != schema_file(FileKind(content["kind"]), shipped_folder()):
        yield f"names another schema: {named}"


def test_every_shipped_file_reads_the_same_with_another_reader_keeps_to_its_schema_and_names_it() -> None:
    files = [file.path for file in library_files(shipped_folder())]
    assert len(files) > 60
    assert {path.name: faults for path in files if (faults := [*_amiss(path)])} == {}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("person.yaml", "title: You", "titel: You"),
        ("person.yaml", "fix: Ask.", "fix: 3"),
        ("person.yaml", "verdict: partly met", "verdict: excepted"),
        ("person.yaml", "id: mostly", "id: Mostly so"),
        ("platforms/pictures.yaml", "link: https:", "link: http:"),
        ("packs/village.yaml", "people: [employee]\n", "people: [caretaker]\n"),
        ("packs/village.yaml", "clauses: [B.2]", "clauses: []"),
        ("controls.yaml", "kind: official", "kind: offical"),
    ],
)
def test_what_a_schema_refuses_the_program_refuses_too(library: Library, name: str, old: str, new: str) -> None:
    library.change(name, old, new)
    content = yaml.load((library.folder / name).read_text(encoding="utf-8"), yaml.CSafeLoader)
    assert list(_validator(content["kind"]).iter_errors(content))
    assert library.faults()


@pytest.mark.parametrize("name", ["controls.yaml", "person.yaml", "platforms/pictures.yaml", "packs/village.yaml"])
def test_what_the_program_takes_a_schema_takes_too(library: Library, name: str) -> None:
    text = (library.folder / name).read_text(encoding="utf-8")
    content = yaml.load(text.replace("last_seen: 2026-11-03", 'last_seen: "2026-11-03"'), yaml.CSafeLoader)
    assert list(_validator(content["kind"]).iter_errors(content)) == []


def test_a_schema_can_be_read_by_people() -> None:
    schema = json.loads(schema_text(FileKind.CHECKLIST))
    assert schema["$defs"]["Option"]["properties"]["verdict"]["enum"] == [
        "met",
        "partly met",
        "not met",
        "acknowledged",
    ]
    assert schema["properties"]["hosts"]["description"].startswith("Links lead only to")


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "privacy_wizard.catalogue.lint", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def test_lint_ends_with_0_without_faults_and_with_1_and_their_places_with_some(library: Library) -> None:
    assert _run(str(library.folder)).returncode == 0
    library.change("person.yaml", "fix: Ask.", "fix: 3")
    told = _run(str(library.folder))
    assert told.returncode == 1
    assert "person.yaml:26 checks[1].fix: YAML may take 3 for something other than text." in told.stdout
