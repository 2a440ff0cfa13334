"""However an export was packed, unpacked or cut in parts, it shows the same; and what it shows can be looked up."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from privacy_wizard.evidence import ConnectionList, DataExport, ExportFault, NoteKind, Observation, Observed
from privacy_wizard.evidence.export_texts import repaired
from privacy_wizard.evidence.page_reading import page_tree
from privacy_wizard.evidence.patterns import below
from tests.in_turn import in_turn

from .reading import facts_of, lists_of, only, read_here
from .samples import REMEMBERED, SAMPLES
from .samples.building import Sample, as_meta, write_folder, write_zip
from .samples.instagram import follower
from .samples.others import SNAPCHAT

ALL = [*SAMPLES, *REMEMBERED]
every_sample = in_turn("sample", ALL)
quick = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def essence(export: DataExport) -> object:
    """What is shown, but for the folder that may stand on top of every name."""

    def shown(found: Observation) -> tuple[object, ...]:
        return found.kind, found.shown, found.value, found.file.rpartition("/")[2], found.key, found.since, found.made

    def listed(found: ConnectionList) -> tuple[object, ...]:
        return found.kind, found.shown, found.connections, found.file.rpartition("/")[2], found.made

    observations, lists = [shown(each) for each in export.observations], [listed(each) for each in export.lists]
    return export.generation, export.language, export.form, export.made, observations, lists


@quick
@given(
    sample=st.sampled_from(ALL),
    top=st.sampled_from(("", "some folder/", "a/b/", "meta-2026-Sep-02-10-00-00/")),
    noise=st.booleans(),
    shuffle=st.integers(0, 1000),
)
def test_a_repacked_export_shows_the_same(
    sample: Sample, top: str, noise: bool, shuffle: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("repacked")
    (folder / "again").mkdir()
    first = only(read_here(write_zip(folder / sample.name, sample.files)), sample.platform)
    again = write_zip(folder / "again" / sample.name, sample.files, top=top, noise=noise, shuffle=shuffle)
    assert essence(only(read_here(again), sample.platform)) == essence(first)


@quick
@given(sample=st.sampled_from([each for each in ALL if len(each.files) > 1]), data=st.data())
def test_parts_of_an_export_show_together_what_the_whole_shows(
    sample: Sample, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("parts")
    whole = only(read_here(write_zip(folder / sample.name, sample.files)), sample.platform)
    first = data.draw(st.sets(st.sampled_from(sorted(sample.files)), min_size=1, max_size=len(sample.files) - 1))
    (folder / "1").mkdir()
    (folder / "2").mkdir()
    one = {name: content for name, content in sample.files.items() if name in first}
    two = {name: content for name, content in sample.files.items() if name not in first}
    parts = [write_zip(folder / part / sample.name, files) for part, files in (("1", one), ("2", two))]
    found = read_here(*parts)
    exports = [each for each in found.exports if each.platform == sample.platform]
    if len(exports) == 1 and not found.faulty:  # a part without any sign is not recognised on its own
        assert essence(exports[0]) == essence(whole)


@every_sample
def test_the_same_download_twice_is_read_once(sample: Sample, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    one, two = tmp_path / sample.name, tmp_path / "again" / sample.name
    found = read_here(write_zip(one, sample.files), write_zip(two, sample.files))
    assert essence(only(found, sample.platform)) == essence(only(read_here(one), sample.platform))


@every_sample
def test_every_observation_names_a_file_and_a_key_that_exist(sample: Sample, tmp_path: Path) -> None:
    export = only(read_here(write_zip(tmp_path / sample.name, sample.files), posts=True), sample.platform)
    places = {name: set(keys(name, content)) for name, content in sample.files.items()}
    named = [(each.file, each.key) for each in export.observations if each.shown is not Observed.NOT_IN_EXPORT]
    named += [(found.file, each.key) for found in export.lists for each in found.connections]
    assert named
    assert [(file, key) for file, key in named if key not in places[file]] == []
    assert all(found.file in places for found in export.lists if found.shown is not Observed.NOT_IN_EXPORT)


def keys(name: str, content: bytes) -> set[str]:
    """Every key of a file, as a person would find it with an editor."""
    if name.endswith(".csv"):
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        start = next(at for at, row in enumerate(rows) if len(row) > 1 or (row and "," not in row[0] and at == 0))
        filled = [row for row in rows[start + 1 :] if any(row)]
        return {f"[{at}]" for at in range(len(filled))} | {
            f"[{at}].{column}" for at in range(len(filled)) for column in rows[start]
        }
    if name.endswith(".txt"):
        records = list(enumerate(content.decode().split("\n\n")))
        fields = {f"[{at}].{line.partition(':')[0]}" for at, record in records for line in record.splitlines()}
        return {f"[{at}]" for at, _record in records} | fields
    if name.endswith(".html"):
        return set(walked(page_tree(content.decode()), ""))
    start = min((at for at in (content.find(b"[", content.find(b" = ") + 1), content.find(b"{")) if at >= 0), default=0)
    if not name.endswith((".json", ".js")):
        return set()
    tree = json.loads(content[start if name.endswith(".js") else 0 :].rstrip(b";\n"))
    return set(walked(tree, ""))


def walked(value: Any, key: str) -> Any:
    yield key
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from walked(inner, below(key, repaired(name)))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from walked(inner, f"{key}[{at}]")


def test_two_exports_of_one_platform_stay_two(tmp_path: Path) -> None:
    [sample] = [each for each in SAMPLES if each.generation == "2024-26" and each.platform == "instagram"]
    name = "connections/followers_and_following/followers_1.json"
    other = {**sample.files, name: sample.files["connections/followers_and_following/followers_2.json"]}
    one = write_zip(tmp_path / "instagram-ann.lee-2025-09-02-x.zip", other)
    found = read_here(one, write_zip(tmp_path / sample.name, sample.files))
    assert sorted(str(each.made) for each in found.exports if each.platform == "instagram") == [
        "2025-09-02",
        "2026-09-02",
    ]


def test_two_accounts_side_by_side_in_one_archive_stay_two(tmp_path: Path) -> None:
    [sample] = [each for each in SAMPLES if each.generation == "2022-22"]
    both = {f"meta-2025-Jul-13/instagram-ann.lee-1/{name}": content for name, content in sample.files.items()}
    both |= {
        f"meta-2025-Jul-13/instagram-choir-2/{name}": content.replace(b"bob_k", b"bob_z")
        for name, content in sample.files.items()
    }
    found = read_here(write_zip(tmp_path / "meta.zip", both))
    assert sorted(lists_of(each)[next(iter(sample.lists))][0] for each in found.exports) == ["bob_k", "bob_z"]


def test_a_folder_that_somebody_named_like_an_export_does_not_cut_it_in_two(tmp_path: Path) -> None:
    [sample] = [each for each in SAMPLES if each.platform == "facebook" and each.generation == "2018-19"]
    folders = ("messages/inbox/instagram-fan_1", "messages/inbox/facebook-help_2", "posts/media/a/b/twitter-x")
    files = {**sample.files, **{f"{folder}/message_1.json": b"{}" for folder in folders}}
    found = read_here(write_zip(tmp_path / sample.name, files))
    assert [each.platform for each in found.exports] == ["facebook"]
    assert lists_of(found.exports[0]).items() >= {kind: tuple(who) for kind, who in sample.lists.items()}.items()


@pytest.mark.parametrize("inner", ["connections", "connections/followers_and_following"])
def test_an_inner_folder_is_read_too(inner: str, tmp_path: Path) -> None:
    [sample] = [each for each in SAMPLES if each.generation == "2024-26" and each.platform == "instagram"]
    write_folder(tmp_path, sample.files)
    export = only(read_here(tmp_path / inner), "instagram")
    assert list(lists_of(export)[next(iter(sample.lists))]) == ["bob_k", "cy.d"]


def test_a_single_file_is_read_under_the_name_that_a_browser_gave_it(tmp_path: Path) -> None:
    [sample] = [each for each in SAMPLES if each.generation == "2023-24" and each.platform == "instagram"]
    file = tmp_path / "personal_information (1).json"
    file.write_bytes(sample.files["personal_information/personal_information/personal_information.json"])
    assert (
        facts_of(only(read_here(file), "instagram")).items()
        >= {kind: fact for kind, fact in sample.facts.items() if kind.name != "CONTACTS_SYNCED"}.items()
    )


@in_turn("name", ["followers_1.json", "followers_1 (2).json", "following.json", "close_friends.json"])
def test_a_single_list_is_of_one_platform(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(as_meta([follower("bob_k"), follower("cy.d", newest=True)]))
    [export] = read_here(file).exports
    assert export.platform == "instagram"
    assert [who for each in lists_of(export).values() for who in each] == ["bob_k", "cy.d"]


def test_a_zip_that_needs_zip64_is_read(tmp_path: Path) -> None:
    [sample] = [each for each in SAMPLES if each.generation == "2022-22"]
    path = tmp_path / sample.name
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in sample.files.items():
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(content)
    assert facts_of(only(read_here(path), "instagram")).items() >= sample.facts.items()


def test_a_missing_part_is_noticed(tmp_path: Path) -> None:
    [sample] = [each for each in SAMPLES if each.platform == "google-profile"]
    path = tmp_path / "takeout-20260902T101112Z-002.zip"
    export = only(read_here(write_zip(path, sample.files)), "google-profile")
    assert NoteKind.PART_MISSING in {each.kind for each in export.notes}


def test_a_part_with_nothing_but_media_is_said_to_be_a_part_unless_the_others_are_there(tmp_path: Path) -> None:
    [sample] = [each for each in SAMPLES if each.platform == "google-profile"]
    media = write_zip(tmp_path / "takeout-20260902T101112Z-002.zip", {"Takeout/YouTube/videos/a.mp4": b"0" * 99})
    assert [each.fault for each in read_here(media).faulty] == [ExportFault.OTHER_PART]
    first = write_zip(tmp_path / "takeout-20260902T101112Z-001.zip", sample.files)
    found = read_here(media, first)
    assert found.faulty == ()
    assert only(found, "google-profile").notes == ()


def test_where_the_first_part_has_no_number_none_is_missing(tmp_path: Path) -> None:
    first = write_zip(tmp_path / "mydata~1783376316584.zip", SNAPCHAT.files)
    second = write_zip(tmp_path / "mydata~1783376316584-2.zip", {"memories/1-main.jpg": b"x"})
    export = only(read_here(first, second), "snapchat")  # and neither is unknown
    assert NoteKind.PART_MISSING not in {each.kind for each in export.notes}


def test_the_day_in_a_name_is_no_number_of_a_part(tmp_path: Path) -> None:
    [sample, *_others] = [each for each in SAMPLES if each.platform == "facebook"]
    path = write_zip(tmp_path / "facebook-annlee-2026-09-02.zip", sample.files)
    assert NoteKind.PART_MISSING not in {each.kind for each in only(read_here(path), "facebook").notes}


def test_a_file_that_the_archive_itself_names_and_does_not_hold_is_noticed(tmp_path: Path) -> None:
    [sample] = [each for each in SAMPLES if each.platform == "x"]
    files = {name: content for name, content in sample.files.items() if "part1" not in name}
    notes = only(read_here(write_zip(tmp_path / sample.name, files)), "x").notes
    assert [each.file for each in notes if each.kind is NoteKind.PART_MISSING] == ["data/follower-part1.js"]
    assert only(read_here(write_zip(tmp_path / "whole.zip", sample.files)), "x").notes == ()
