"""A school's own files are checked as strictly beside the shipped library as in one whole library."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from privacy_wizard.catalogue import CatalogueFaults, load_catalogue, shipped_folder
from privacy_wizard.catalogue.lazy_library import NAME
from privacy_wizard.catalogue.school_library import load_joined
from privacy_wizard.catalogue.write_index import index_text
from privacy_wizard.domain.checklist_index import LazyChecklists
from privacy_wizard.domain.model import Catalogue
from tests.in_turn import in_turn

from .libraries import FILES, Library

VILLAGE = "packs/village.yaml"
TOWN = FILES[VILLAGE].replace("id: village", "id: town").replace("Village School", "Town School")
SHELF = Path(__file__).parent / "shelf"


@pytest.fixture
def indexed(library: Library) -> Library:
    library.write(NAME, index_text(library.folder))
    return library


def _whole(folder: Path, members: dict[str, bytes], into: Path) -> Catalogue:
    """The same files as one library, every rule checked."""
    shutil.copytree(folder, into)
    for name, content in members.items():
        (into / name).write_bytes(content)
    return load_catalogue(into)


MEMBERS = {
    "one more": {"packs/town.yaml": TOWN},
    "a newer one": {VILLAGE: FILES[VILLAGE].replace("2026.11.1", "2026.12.1")},
    "both": {VILLAGE: FILES[VILLAGE].replace("\n", "\r\n") + "# ours\r\n", "packs/town.yaml": TOWN},
    "before and after": {f"packs/{name}.yaml": TOWN.replace("id: town", f"id: {name}") for name in ("zoo", "a")},
    "none": {},
}


@in_turn("claim", MEMBERS)
def test_packs_beside_the_library_are_what_they_are_within_it(indexed: Library, claim: str, tmp_path: Path) -> None:
    members = {name: text.encode() for name, text in MEMBERS[claim].items()}
    joined = load_joined(indexed.folder, members)
    whole = _whole(indexed.folder, members, tmp_path / "whole")
    assert joined == whole
    assert list(joined.packs) == list(whole.packs)
    assert isinstance(joined.checklists, LazyChecklists)


def test_for_a_pack_no_checklist_is_read(indexed: Library) -> None:
    joined = load_joined(indexed.folder, {"packs/town.yaml": TOWN.encode()})
    assert isinstance(joined.checklists, LazyChecklists)
    assert joined.checklists._taken == {}


def _broken_packs() -> Iterator[object]:
    for path in sorted(SHELF.glob("*.yaml")):
        for case in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader).values():
            if case["file"] == VILLAGE:
                yield case["old"], case["new"], case["faults"]


@in_turn(("old", "new", "faults"), _broken_packs())
def test_every_broken_pack_is_refused_with_the_faults_that_the_whole_library_has(
    indexed: Library, old: str, new: str, faults: list[str]
) -> None:
    with pytest.raises(CatalogueFaults) as refused:
        load_joined(indexed.folder, {VILLAGE: FILES[VILLAGE].replace(old, new).encode()})
    assert [str(fault) for fault in refused.value.faults] == faults


@in_turn(
    ("name", "content"),
    [
        ("packs/baseline.yaml", FILES["packs/baseline.yaml"].replace('["2"], summary', '["3"], summary')),
        ("packs/town.yml", TOWN),
        ("packs/town.yaml", TOWN + "#" * 600_000),
        ("packs/town.yaml", "[]"),
        ("packs/town.yaml", "kind: checklist\n"),
        ("packs/person.yaml", TOWN.replace("id: town", "id: person")),
        ("packs/town.yaml", TOWN.replace("conduct.ack-libel", "content.references")),
        ("platforms/pictures.yaml", FILES["platforms/pictures.yaml"].replace("source: S1", "source: S2", 1)),
        ("person.yaml", FILES["person.yaml"].replace("conduct.ack-libel", "conduct.professional")),
    ],
)
def test_what_only_the_whole_shows_is_refused_too(indexed: Library, name: str, content: str, tmp_path: Path) -> None:
    members = {name: content.encode()}
    with pytest.raises(CatalogueFaults) as refused:
        load_joined(indexed.folder, members)
    with pytest.raises(CatalogueFaults) as whole:
        _whole(indexed.folder, members, tmp_path / "whole")
    assert refused.value.faults == whole.value.faults


def test_a_checklist_of_the_schools_own_is_read_with_the_whole_library(indexed: Library) -> None:
    newer = FILES["platforms/pictures.yaml"].replace("title: Pictures", "title: Our pictures")
    joined = load_joined(indexed.folder, {"platforms/pictures.yaml": newer.encode()})
    assert joined.checklists["pictures"].title == "Our pictures"


def test_without_an_index_the_whole_is_checked(library: Library, tmp_path: Path) -> None:
    members = {"packs/town.yaml": TOWN.encode()}
    assert load_joined(library.folder, members) == _whole(library.folder, members, tmp_path / "whole")


def test_a_pack_of_a_schools_own_is_taken_beside_the_shipped_ones() -> None:
    pack = (shipped_folder() / "packs" / "bradley-primary-2023.yaml").read_text(encoding="utf-8")
    own = pack.replace("id: bradley-primary-2023", "id: our-own")
    assert "our-own" in load_joined(shipped_folder(), {"packs/our-own.yaml": own.encode()}).packs
