"""Each way in which a library can be wrong is told at its file, line and path, in a sentence.

The shelf has one small change per case, and all that lint says of the library so changed.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from privacy_wizard.catalogue import CatalogueFaults, load_catalogue
from tests.in_turn import in_turn

from .libraries import FILES, Library

SHELF = Path(__file__).parent / "shelf"


def _cases() -> Iterator[object]:
    for path in sorted(SHELF.glob("*.yaml")):
        for case in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader).values():
            yield case["file"], case["old"], case["new"], case["faults"]


@in_turn(("name", "old", "new", "faults"), _cases())
def test_a_broken_library_is_told_so_at_the_place(
    tmp_path: Path, name: str, old: str, new: str, faults: list[str]
) -> None:
    library = Library(tmp_path)
    library.change(name, old, new)
    assert [str(fault) for fault in library.faults()] == faults
    with pytest.raises(CatalogueFaults):
        load_catalogue(library.folder)


def test_all_faults_are_told_at_once_in_the_order_of_files_and_lines(library: Library) -> None:
    library.change("controls.yaml", "title: Wikis", "titel: Wikis")
    library.change("packs/village.yaml", "clauses: [B.3]", "clauses: [B.4]")
    library.change("platforms/pictures.yaml", "label: My own, fact: absent", "label: My own, fact: hidden")
    library.change("platforms/pictures.yaml", "link: https:", "link: http:")
    library.change("person.yaml", "fix: Ask.", "fix: ")
    assert [(fault.file, fault.path) for fault in library.faults()] == [
        ("controls.yaml", "controls[3]"),
        ("controls.yaml", "controls[3].titel"),
        ("packs/village.yaml", "clauses[4]"),
        ("packs/village.yaml", "requirements[2].clauses[0]"),
        ("person.yaml", "checks[1].fix"),
        ("platforms/pictures.yaml", "checks[1].link"),
        ("platforms/pictures.yaml", "checks[2].options[0].fact"),
    ]


def test_a_file_that_is_no_yaml_does_not_hide_the_faults_of_the_others(library: Library) -> None:
    library.write("platforms/pictures.yaml", "a: [b")
    library.change("person.yaml", "fix: Ask.", "fix: 3")
    files = {fault.file for fault in library.faults()}
    assert {"platforms/pictures.yaml", "person.yaml"} <= files


def test_the_same_steps_in_two_files_are_told(library: Library) -> None:
    library.write("platforms/photos.yaml", FILES["platforms/pictures.yaml"].replace("pictures", "photos"))
    paths = [(fault.file, fault.path) for fault in library.faults()]
    assert ("platforms/pictures.yaml", "checks[1].steps.web") in paths
    assert ("platforms/pictures.yaml", "checks[2].steps.anywhere") in paths


MISSING = {
    "controls.yaml": "controls.yaml:1: This file is missing. A library needs it; is library the right folder?",
    "packs/baseline.yaml": "packs/baseline.yaml:1: This file is missing, and other packs inherit from it.",
    "person.yaml": "person.yaml:1: This is missing, and a pack asks for something that only it can answer.",
    "platforms/pictures.yaml": "platforms/:1: This is missing, and a pack asks for something that only it can answer.",
}


@pytest.mark.parametrize(("name", "fault"), list(MISSING.items()))
def test_a_missing_file_is_one_fault(library: Library, name: str, fault: str) -> None:
    library.remove(name)
    assert [str(fault) for fault in library.faults()] == [fault]


@pytest.mark.parametrize("name", ["official.yaml", "every-account.yaml"])
def test_a_file_that_no_pack_needs_may_be_missing(library: Library, name: str) -> None:
    library.remove(name)
    assert library.faults() == ()


def test_a_folder_without_a_library_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(CatalogueFaults, match=r"controls\.yaml:1: This file is missing"):
        load_catalogue(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["pictures.yaml", "platforms/person.yaml"])
def test_a_file_in_the_wrong_place_is_told(library: Library, name: str) -> None:
    library.write(name, FILES["platforms/pictures.yaml"])
    told = [fault.sentence for fault in library.faults() if fault.file == name]
    assert any(
        sentence.startswith("This file is in the wrong place: platforms belong in platforms/") for sentence in told
    )


def test_another_ending_is_told(library: Library) -> None:
    library.write("packs/village.yml", FILES["packs/village.yaml"])
    assert 'The file\'s name must end in ".yaml".' in [fault.sentence for fault in library.faults()]


def test_files_of_other_kinds_are_left_alone(library: Library) -> None:
    library.write("README.md", "Not YAML: [")
    library.write("schemas/controls.schema.json", "{}")
    assert library.faults() == ()
