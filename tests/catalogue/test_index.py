"""The program's own library is opened without reading what nobody asks for, and is the same library."""

import json

import pytest

from privacy_wizard.catalogue import (
    CatalogueFaults,
    earlier_folders,
    lazy_library,
    load_catalogue,
    load_shipped,
    shipped_folder,
)
from privacy_wizard.catalogue import write_index as command
from privacy_wizard.catalogue.lazy_library import NAME
from privacy_wizard.catalogue.write_index import index_text
from privacy_wizard.domain.checklist_index import (
    LazyChecklists,
    LazyChecks,
    checklist_of,
    head_of,
    heads,
    platforms,
    successors,
)
from privacy_wizard.domain.model import Catalogue

from .libraries import FILES, Library


@pytest.fixture(autouse=True)
def _nothing_was_opened_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lazy_library, "_opened", {})


@pytest.fixture
def indexed(library: Library) -> Library:
    library.write(NAME, index_text(library.folder))
    return library


def _read_so_far(catalogue: Catalogue) -> set[str]:
    assert isinstance(catalogue.checklists, LazyChecklists)
    return set(catalogue.checklists._taken)


def test_the_shipped_index_is_that_of_the_shipped_files() -> None:
    shipped = (shipped_folder() / NAME).read_text(encoding="utf-8")
    assert shipped == index_text(shipped_folder()), "run: python -m privacy_wizard.catalogue.write_index"


def test_it_is_the_library_that_checking_everything_gives(indexed: Library) -> None:
    opened, checked = load_shipped(indexed.folder), load_catalogue(indexed.folder)
    assert opened == checked
    assert list(opened.checklists) == list(checked.checklists)
    assert heads(opened) == heads(checked)


def test_nothing_is_read_before_it_is_asked_for(indexed: Library) -> None:
    catalogue = load_shipped(indexed.folder)
    assert [head.id for head in platforms(catalogue)] == ["pictures"]
    assert catalogue.checklists.get("nowhere") is None
    assert "pictures" in catalogue.checklists
    assert _read_so_far(catalogue) == set()
    assert catalogue.checklists["pictures"] is catalogue.checklists["pictures"]
    assert _read_so_far(catalogue) == {"pictures"}


def test_a_check_reads_its_own_checklist_alone(indexed: Library) -> None:
    catalogue = load_shipped(indexed.folder)
    checks = LazyChecks(catalogue)
    assert checks["pictures.email"].control == "identity.school-email"
    assert "pictures.nothing" not in checks
    assert "nowhere.nothing" not in checks
    assert _read_so_far(catalogue) == {"pictures"}
    assert len(checks) == len(list(checks)) == 7


def test_a_file_that_changes_after_it_was_compared_does_not_matter(indexed: Library) -> None:
    catalogue = load_shipped(indexed.folder)
    indexed.write("platforms/pictures.yaml", "kind: other\n")
    assert catalogue.checklists["pictures"].title == "Pictures"


@pytest.mark.parametrize("name", FILES)
def test_where_one_file_differs_everything_is_checked(indexed: Library, name: str) -> None:
    indexed.write(name, FILES[name] + "zzz: 1\n")
    with pytest.raises(CatalogueFaults, match="There is no field"):
        load_shipped(indexed.folder)


def test_where_a_file_was_added_or_taken_away_everything_is_checked(indexed: Library) -> None:
    indexed.write("platforms/photos.yaml", FILES["platforms/pictures.yaml"])
    with pytest.raises(CatalogueFaults, match="The id must be the file's name"):
        load_shipped(indexed.folder)
    indexed.remove("platforms/photos.yaml")
    indexed.remove("person.yaml")
    with pytest.raises(CatalogueFaults, match=r"person\.yaml:1: This is missing"):
        load_shipped(indexed.folder)


@pytest.mark.parametrize("content", ["", "[]", "{", '{"files": {}, "checklists": []}', "[" * 100_000])
def test_an_index_that_is_none_is_as_good_as_no_index(indexed: Library, content: str) -> None:
    indexed.write(NAME, content)
    assert load_shipped(indexed.folder) == load_catalogue(indexed.folder)


def test_an_index_does_not_depend_on_the_systems_line_ends(indexed: Library) -> None:
    for name, text in FILES.items():
        indexed.write(name, text.replace("\n", "\r\n"))
    assert isinstance(load_shipped(indexed.folder).checklists, LazyChecklists)


def test_a_library_with_a_fault_gets_no_index(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    library.change("person.yaml", "fix: Ask.", "fix: 3")
    assert command.main([str(library.folder)]) == 1
    assert "person.yaml:26 checks[1].fix" in capsys.readouterr().out
    assert not (library.folder / NAME).exists()


def test_a_library_without_fault_gets_one(library: Library) -> None:
    assert command.main([str(library.folder)]) == 0
    assert set(json.loads((library.folder / NAME).read_text(encoding="utf-8"))["files"]) == set(FILES)


def test_the_index_knows_which_checks_took_over_from_which(library: Library) -> None:
    name = "platforms/pictures.yaml"
    library.change(name, "- id: pictures.email\n", "- id: pictures.email\n    replaces: [pictures.old]\n")
    library.write(NAME, index_text(library.folder))
    catalogue = load_shipped(library.folder)
    assert successors(catalogue) == {"pictures.old": ("pictures.email",)}
    assert _read_so_far(catalogue) == set()
    assert heads(catalogue)["pictures"] == head_of(catalogue.checklists["pictures"])


def test_the_shipped_library_is_opened_by_its_index() -> None:
    assert heads(load_shipped()) == heads(load_catalogue(shipped_folder()))


def test_the_library_of_an_earlier_release_is_there_as_it_was() -> None:
    first = load_shipped(earlier_folders()[-1])
    assert first.checklists["instagram"].version == "2026.11.1"
    now = load_shipped()
    assert heads(first).keys() <= heads(now).keys() | {checklist_of(old) for old in successors(now)}
