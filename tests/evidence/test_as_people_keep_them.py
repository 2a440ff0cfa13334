"""A download shows the same in whatever state people hand it over: renamed, packed anew elsewhere, taken apart."""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from attrs import evolve

from privacy_wizard.evidence import ConnectionKind, DataExport, NoteKind, ObservationKind, Observed
from tests.in_turn import in_turn

from .reading import facts_of, lists_of, only, read_here
from .samples import REMEMBERED, SAMPLES
from .samples.building import Files, Sample, as_json, as_meta, as_table, write_folder, write_zip
from .samples.instagram import follower

Keeping = Callable[[Path, Sample], Path]
every_sample = in_turn("sample", [*SAMPLES, *REMEMBERED])


def packed_elsewhere(path: Path, files: Files, written: Callable[[str], bytes]) -> Path:
    """A zip whose names are the bytes that another system's packer writes, without saying in which letters."""
    names = [written(name) for name in files]
    stand_ins = [f"{at:0{len(name)}}"[: len(name)] for at, name in enumerate(names)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for stand_in, content in zip(stand_ins, files.values(), strict=True):
            archive.writestr(zipfile.ZipInfo(stand_in, (2026, 9, 2, 10, 0, 0)), content, zipfile.ZIP_DEFLATED)
        places = [archive.getinfo(each).header_offset + 30 for each in stand_ins]
        directory = archive.start_dir
    content = bytearray(path.read_bytes())
    at = directory
    for name, place in zip(names, places, strict=True):
        content[place : place + len(name)] = name
        at = content.index(b"PK\x01\x02", at) + 46
        content[at : at + len(name)] = name
    path.write_bytes(content)
    return path


KEPT: Mapping[str, Keeping] = {
    "with a name of its owner's": lambda folder, sample: write_zip(folder / "my stuff.zip", sample.files),
    "below folders in other languages": lambda folder, sample: write_zip(
        folder / sample.name, sample.files, top="Mes téléchargements/Neuer Ordner (2)/", noise=True
    ),
    "packed with backslashes": lambda folder, sample: packed_elsewhere(
        folder / sample.name, sample.files, lambda name: name.replace("/", "\\").encode()
    ),
    "packed in the letters of DOS": lambda folder, sample: packed_elsewhere(
        folder / sample.name, sample.files, lambda name: name.encode("cp850", "replace")
    ),
    "unpacked": lambda folder, sample: write_folder(folder / "Téléchargements", sample.files),
    "without its upper folders": lambda folder, sample: write_zip(
        folder / sample.name, {"/".join(name.split("/")[-2:]): content for name, content in sample.files.items()}
    ),
}


SERVERS = ("discord", ConnectionKind.GROUPS)  # in an `index.json`, as the messages have one, too


def shown(export: DataExport, sample: Sample) -> tuple[dict[ObservationKind, object], dict[ConnectionKind, object]]:
    facts, lists = facts_of(export), lists_of(export)
    return {kind: facts[kind] for kind in sample.facts}, {kind: lists[kind] for kind in sample.lists}


def expected(sample: Sample) -> tuple[object, object]:
    return dict(sample.facts), {kind: tuple(who) for kind, who in sample.lists.items()}


@every_sample
def test_a_download_shows_the_same_however_it_was_kept(sample: Sample, tmp_path: Path) -> None:
    found = {}
    for at, (kept, keep) in enumerate(KEPT.items()):
        (folder := tmp_path / str(at)).mkdir()
        read = read_here(keep(folder, sample))
        found[kept] = shown(only(read, sample.platform), sample), read.faulty
    assert {kept: what for kept, what in found.items() if what != (expected(sample), ())} == {}


@every_sample
def test_files_that_were_taken_out_of_their_folders_are_known_by_their_names(sample: Sample, tmp_path: Path) -> None:
    flat = {name.rpartition("/")[2]: content for name, content in sample.files.items()}
    export = only(read_here(write_zip(tmp_path / "some files.zip", flat)), sample.platform)
    known = {kind: who for kind, who in sample.lists.items() if (sample.platform, kind) != SERVERS}
    assert shown(export, evolve(sample, lists=known)) == expected(evolve(sample, lists=known))


@in_turn(
    "name",
    ["followers_1(3).json", "followers_1 copy.json", "followers_1 copy 2.json", "followers_1 - Kopie.json"],
)
def test_a_copy_is_read_under_the_name_that_a_file_manager_gave_it(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(as_meta([follower("bob_k")]))
    assert lists_of(only(read_here(tmp_path / name), "instagram"))[ConnectionKind.FOLLOWERS] == ("bob_k",)


def test_a_later_layout_whose_records_have_no_wrapper_any_more_is_understood_by_its_labels(tmp_path: Path) -> None:
    def fields(**said: str) -> object:
        return [{"label_values": [{"label": label.replace("_", " "), "value": value} for label, value in said.items()]}]

    files = {
        "personal_information/personal_information/personal_information.json": as_meta(
            fields(Username="ann.lee", Name="Ann Lée", Private_account="True")
        ),
        "connections/followers_and_following/following.json": as_meta(fields(Username="bob_k", Name="Bób")),
        "something_new/what_nobody_knows.json": as_meta({"new": [1, None, {}]}),
    }
    export = only(read_here(write_zip(tmp_path / "instagram-ann.lee-2027-01-02-x.zip", files)), "instagram")
    facts = facts_of(export)
    assert facts[ObservationKind.NAME] == (Observed.YES, "Ann Lée")
    assert facts[ObservationKind.PRIVATE] == (Observed.YES, "True")
    assert lists_of(export)[ConnectionKind.FOLLOWING] == ("bob_k",)


@in_turn("content", [b"", b"  \n", b"\xef\xbb\xbf[]", b"{}", b"null"])
def test_an_empty_file_says_nothing_and_is_no_fault(content: bytes, tmp_path: Path) -> None:
    files = {
        "connections/followers_and_following/followers_1.json": as_meta([follower("bob_k")]),
        "connections/followers_and_following/following.json": content,
    }
    export = only(read_here(write_zip(tmp_path / "instagram-ann.lee-2026-09-02-x.zip", files)), "instagram")
    assert lists_of(export)[ConnectionKind.FOLLOWERS] == ("bob_k",)
    assert lists_of(export).get(ConnectionKind.FOLLOWING, ()) == ()
    assert [each.kind for each in export.notes if each.kind is not NoteKind.UNPROVEN] == []


def test_notes_before_a_table_whose_heading_nobody_has_described_are_passed_over(tmp_path: Path) -> None:
    connections = as_table(["First Name", "Last Name", "URL", "Connected On"], ["Bób", "King", "", "15 Mar 2009"])
    notes = b'Notes:\r\n"These are members, whom you follow"\r\n\r\n'
    follows = notes + as_table(["Date", "FullName", "Status"], ["2026-01-02", "Cy Dale", "Active"])
    files = {"Connections.csv": connections, "Member_Follows.csv": follows}
    export = only(read_here(write_zip(tmp_path / "Basic_LinkedInDataExport_09-02-2026.zip", files)), "linkedin")
    assert lists_of(export)[ConnectionKind.FOLLOWING] == ("Cy Dale",)
    assert lists_of(export)[ConnectionKind.FRIENDS] == ("Bób King",)


def test_columns_with_names_in_another_language_are_read_by_their_order(tmp_path: Path) -> None:
    rows = [["Kanal-id", "Kanalens webbadress", "Kanaltitel"], ["UC1", "http://www.youtube.com/channel/UC1", "Eken"]]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    files = {"Takeout/YouTube och YouTube Music/abonnements/abonnements.csv": out.getvalue().encode()}
    export = only(read_here(write_zip(tmp_path / "takeout-20260902T101112Z-001.zip", files)), "youtube")
    [listed] = [each for each in export.lists if each.kind is ConnectionKind.SUBSCRIPTIONS]
    assert [(each.name, each.handle) for each in listed.connections] == [("Eken", "UC1")]


def test_what_a_snapchat_account_was_changed_to_last_and_its_public_profile_are_read(tmp_path: Path) -> None:
    def changed(day: str, address: str) -> dict[str, str]:
        return {"Date": f"{day} 10:00:00 UTC", "Email Address": address}

    history = {"Email Change": [changed("2020-05-03", "new@x.example"), changed("2015-05-03", "old@x.example")]}
    profile = {"Profile Title": "Ann bakes", "Profile Website": "https://ann.example", "Hero Image": ""}
    files = {
        "json/account_history.json": as_json({**history, "Mobile Number Change": [], "Password Change": []}),
        "json/snap_pro.json": as_json({"Profile": profile, "Spotlights": []}),
        "json/user_profile.json": as_json({"App Profile": {"Country": "GB"}, "Interest Categories": [], "x": "y" * 99}),
    }
    export = only(read_here(write_zip(tmp_path / "mydata~1790000000000.zip", files)), "snapchat")
    facts = facts_of(export)
    assert facts[ObservationKind.EMAIL] == (Observed.YES, "new@x.example")
    assert facts[ObservationKind.PUBLIC_PROFILE] == (Observed.YES, "Ann bakes")
    assert facts[ObservationKind.WEBSITE] == (Observed.YES, "https://ann.example")
    assert [each for each in export.notes if each.kind is not NoteKind.UNPROVEN] == []  # nobody's interests are known


def test_an_uploaded_contact_whose_whole_name_stands_in_one_column_is_listed(tmp_path: Path) -> None:
    rows = [["FirstName", "LastName", "Emails", "FullName"], ["Zoë", "Ng", "", "Zoë Ng"], ["", "", "", "Kit Day"]]
    files = {
        "ImportedContacts.csv": as_table(*rows),
        "Email Addresses.csv": as_table(["Email Address"], ["a@b.example"]),
    }
    export = only(read_here(write_zip(tmp_path / "Basic_LinkedInDataExport_09-02-2026.zip", files)), "linkedin")
    assert lists_of(export)[ConnectionKind.UPLOADED_CONTACTS] == ("Zoë Ng", "Kit Day")


@in_turn(
    "files",
    [
        {"src/user.json": as_json({"debug": True}), "src/index.json": as_json([]), "readme.txt": b"Date: x"},
        {"TikTok/ideas/hooks.txt": b"Date: 2026-01-01 10:00:00\nfirst: say hello\n"},
        {"choir/follower.txt": b"To do: buy milk\nWhen: Friday\n", "choir/Settings.txt": b"Key: C\n"},
        {"out/result.json": as_json({"passed": 3, "name": "tests", "messages": [{"text": "x" * 99}]})},
        {"pinterest ideas/1.jpg": b"\xff\xd8", "notes.txt": b"A hat"},
        {"your_facebook_activity/posts/media/1.jpg": b"\xff\xd8", "notes.txt": b"A hat"},
    ],
)
def test_an_archive_of_something_else_is_not_taken_for_an_export(files: dict[str, bytes], tmp_path: Path) -> None:
    assert read_here(write_zip(tmp_path / "project.zip", files)).exports == ()
