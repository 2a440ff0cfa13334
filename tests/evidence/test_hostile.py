"""Exports that want to do harm, and broken ones: nothing is opened that should not be, and what was left is said."""

import os
import stat
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from privacy_wizard.evidence import ExportFault, NoteKind, Observed, ReadingStopped, read_exports
from privacy_wizard.sandbox import Limits
from tests.in_turn import in_turn

from .reading import facts_of, lists_of, only, read_here
from .samples import SAMPLES
from .samples.building import as_json, as_meta, write_folder, write_zip
from .samples.instagram import YEAR_2022, follower, said

FOLLOWERS = "connections/followers_and_following/followers_1.json"
PROFILE = "personal_information/personal_information/personal_information.json"
GOOD = as_meta([follower("bob_k")])


def archive(path: Path, members: Mapping[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return path


def notes_of(path: Path) -> set[NoteKind]:
    found = read_here(path)
    return {each.kind for export in found.exports for each in export.notes}


def fault_of(path: Path) -> ExportFault:
    found = read_here(path)
    assert found.exports == ()
    [faulty] = found.faulty
    return faulty.fault


@in_turn(
    "name",
    [
        "../followers_and_following/followers_1.json",
        "a/../../followers_and_following/followers_1.json",
        "/etc/followers_and_following/followers_1.json",
        "\\\\server\\followers_and_following\\followers_1.json",
        "C:\\followers_and_following\\followers_1.json",
        "..\\followers_and_following\\followers_1.json",
    ],
)
def test_a_name_that_leads_out_is_refused_and_the_rest_is_read(name: str, tmp_path: Path) -> None:
    path = archive(tmp_path / "x.zip", {name: as_meta([follower("evil")]), FOLLOWERS: GOOD})
    export = only(read_here(path), "instagram")
    assert [who for each in lists_of(export).values() for who in each] == ["bob_k"]
    assert NoteKind.UNSAFE_NAME in {each.kind for each in export.notes}


def test_a_name_with_a_nul_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.zip", {"followers_and_following/followers_2.jsonX": GOOD, FOLLOWERS: GOOD})
    path.write_bytes(path.read_bytes().replace(b"followers_2.jsonX", b"followers_2.json\x00"))
    assert NoteKind.UNSAFE_NAME in notes_of(path)


def test_a_link_in_an_archive_is_not_followed(tmp_path: Path) -> None:
    link = zipfile.ZipInfo(PROFILE)
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    export = only(read_here(archive(tmp_path / "x.zip", {link: b"/etc/passwd", FOLLOWERS: GOOD})), "instagram")
    assert NoteKind.LINK in {each.kind for each in export.notes}
    assert PROFILE not in export.files


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files")
def test_links_and_pipes_in_a_folder_are_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_bytes(as_meta({"profile_user": [{"string_map_data": {"Username": said("secret")}}]}))
    folder = write_folder(tmp_path / "export", {FOLLOWERS: GOOD})
    (folder / "personal_information").mkdir()
    (folder / "personal_information" / "personal_information.json").symlink_to(secret)
    (folder / "elsewhere").symlink_to(tmp_path)
    os.mkfifo(folder / "connections" / "followers_and_following" / "following.json")
    export = only(read_here(folder), "instagram")
    assert export.files == (FOLLOWERS,)
    assert NoteKind.LINK in {each.kind for each in export.notes}


def test_an_encrypted_file_is_said_to_be_locked(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.zip", {FOLLOWERS: GOOD, PROFILE: b"{}"})
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        content[at + place] |= 1
    path.write_bytes(content)
    assert NoteKind.ENCRYPTED in notes_of(path)


def test_an_archive_of_which_everything_is_encrypted_is_named_so(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.zip", {FOLLOWERS: GOOD})
    content = bytearray(path.read_bytes())
    content[content.find(b"PK\x03\x04") + 6] |= 1
    content[content.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert fault_of(path) is ExportFault.ENCRYPTED


def test_an_archive_in_an_archive_is_named_and_not_opened(tmp_path: Path) -> None:
    inner = write_zip(tmp_path / "inner.zip", YEAR_2022.files).read_bytes()
    assert fault_of(archive(tmp_path / "x.zip", {"instagram-ann.zip": inner})) is ExportFault.NESTED
    assert NoteKind.NESTED in notes_of(archive(tmp_path / "y.zip", {"more.zip": inner, FOLLOWERS: GOOD}))


def test_a_file_that_is_there_twice_is_not_read_at_all(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(PROFILE, b"{}")
        made.writestr(FOLLOWERS, GOOD)
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr(FOLLOWERS, as_meta([follower("evil")]))
    export = only(read_here(path), "instagram")
    assert FOLLOWERS not in export.files
    assert NoteKind.TWICE in {each.kind for each in export.notes}


@in_turn("kept", [0.3, 0.6, 0.95])
def test_an_archive_that_was_cut_off_is_noticed(kept: float, tmp_path: Path) -> None:
    whole = write_zip(tmp_path / "whole.zip", YEAR_2022.files).read_bytes()
    path = tmp_path / "cut.zip"
    path.write_bytes(whole[: int(len(whole) * kept)])
    assert fault_of(path) is ExportFault.CUT_OFF


def test_a_part_of_exactly_two_gibibytes_is_noticed(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.zip", {FOLLOWERS: GOOD})
    small = path.read_bytes()
    with path.open("r+b") as stream:  # a hole in front, as of an archive within a larger file
        stream.truncate(2 * 2**30)
        stream.seek(0)
        stream.write(b"PK\x03\x04")
        stream.seek(2 * 2**30 - len(small))
        stream.write(small)
    assert NoteKind.PART_CUT_OFF in notes_of(path)


def test_a_bomb_is_given_up_while_it_unpacks(tmp_path: Path) -> None:
    bomb = b"[" + b" " * 5_000_000 + b"]"
    export = only(read_here(archive(tmp_path / "x.zip", {FOLLOWERS: bomb, PROFILE: b"{}"})), "instagram")
    assert NoteKind.PACKED_TOO_TIGHTLY in {each.kind for each in export.notes}


def test_what_a_header_says_of_a_size_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as made:
        made.writestr(FOLLOWERS, b"[" + b"5" * 80_000_000 + b"]")
    content = path.read_bytes()
    path.write_bytes(content.replace(struct.pack("<L", 80_000_002), struct.pack("<L", 5)))
    found = notes_of(path)
    assert found
    assert found <= {NoteKind.DAMAGED, NoteKind.TOO_LARGE}


def test_a_file_that_is_far_too_large_is_left(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as made, made.open(FOLLOWERS, "w") as member:
        member.write(b"[")
        for _ in range(70):
            member.write(b'"' + b"a" * 1_000_000 + b'",')
    assert NoteKind.TOO_LARGE in notes_of(path)


def test_more_than_any_export_needs_is_not_unpacked(tmp_path: Path) -> None:
    from privacy_wizard.evidence.reading import OpenedExports

    opened = OpenedExports()
    opened.budget.left = 1000
    opened.open(write_zip(tmp_path / "x.zip", YEAR_2022.files))
    for step in opened.steps:
        opened.read(step)
    [export] = opened.finish().exports
    assert NoteKind.SPACE_USED_UP in {each.kind for each in export.notes}


def test_files_that_lie_upon_each_other_are_refused(tmp_path: Path) -> None:
    """As in the bombs whose directory names one packed file many times."""
    path = archive(tmp_path / "x.zip", {FOLLOWERS: os.urandom(50_000), PROFILE: b"{}"})
    content = path.read_bytes()
    start = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x01\x02", start + 4)
    entry, rest, tail = content[start:end], content[end : content.index(b"PK\x05\x06")], content[-22:]
    many = b"".join(entry.replace(b"followers_1", f"followers_{at}".encode()) for at in range(1, 10))
    head = struct.unpack("<4s4H2LH", tail)
    end_record = struct.pack("<4s4H2LH", head[0], 0, 0, 10, 10, len(many + rest), start, 0)
    path.write_bytes(content[:start] + many + rest + end_record)
    assert fault_of(path) is ExportFault.DAMAGED


@pytest.mark.parametrize(
    ("depth", "why"),
    [
        (100, {NoteKind.UNKNOWN_LAYOUT}),
        (20_000, {NoteKind.TOO_DEEP}),  # deeper than any Python reads
        (200_000, {NoteKind.TOO_DEEP, NoteKind.PACKED_TOO_TIGHTLY}),
    ],
)
@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_a_file_that_nests_far_deeper_than_any_export_is_left_for_one_reason(
    depth: int, why: set[NoteKind], opening: bytes, closing: bytes, tmp_path: Path
) -> None:
    deep = opening * depth + b"1" + closing * depth
    (noted,) = notes_of(archive(tmp_path / "x.zip", {PROFILE: deep, FOLLOWERS: GOOD}))
    assert noted in why


def test_deep_nesting_in_a_file_that_is_streamed_is_given_up(tmp_path: Path) -> None:
    deep = b'{"Profile": {"Profile Information": {"ProfileMap": {"PlatformInfo": ' + b"[" * 100_000
    assert notes_of(archive(tmp_path / "x.zip", {"user_data.json": deep})) == {NoteKind.TOO_DEEP}


@in_turn(
    "content",
    [
        *(
            b"",
            b"null",
            b"7",
            b'"text"',
            b"[]",
            b"{}",
            b"[null]",
            b"[[[]]]",
            b"\xff\xfe{",
            b"{",
            b'{"profile_user": 3}',
        ),
        *(b'{"profile_user": [{"string_map_data": []}]}', b"\x00" * 1000, b"[" + b"9" * 100_000 + b"]"),
        b'{"profile_user": {"string_map_data": {"a": 1}}}',
        b'{"profile_user":[{"string_map_data":{"Name":{"value":{"x":[1]}}}}]}',
    ],
)
def test_a_file_that_is_not_as_expected_never_ends_the_reading(content: bytes, tmp_path: Path) -> None:
    for sample in SAMPLES:
        files = dict.fromkeys(sample.files, content)
        found = read_here(write_zip(tmp_path / sample.name, files))
        observations = [each for export in found.exports for each in export.observations]
        assert [each for each in observations if each.shown is not Observed.NOT_IN_EXPORT and not each.file] == []


def test_text_to_be_shown_has_no_control_and_no_change_of_direction(tmp_path: Path) -> None:
    name = "Ann\u202eeel\x1b[31m\x07 \u2066x\u0000" + "\u0301" * 40 + "a" * 5000
    files = {PROFILE: as_meta({"profile_user": [{"string_map_data": {"Name": said(name), "Bio": said("a\nb")}}]})}
    export = only(read_here(write_zip(tmp_path / "x.zip", files)), "instagram")
    shown = [each.value for each in export.observations if each.value]
    assert shown[0].startswith("Anneel[31m x")
    assert all(text.isprintable() and len(text) <= 500 for text in shown)
    assert "a b" in shown


def test_a_link_that_is_no_web_address_is_left_out(tmp_path: Path) -> None:
    entry = {"string_list_data": [{"href": "javascript:alert(1)", "value": "bob"}]}
    export = only(read_here(write_zip(tmp_path / "x.zip", {FOLLOWERS: as_meta([entry])})), "instagram")
    [connection] = export.lists[0].connections
    assert (connection.handle, connection.link) == ("bob", "")


@in_turn(
    ("start", "fault"),
    [
        (b"\x1f\x8b\x08", ExportFault.OTHER_ARCHIVE),
        (b"7z\xbc\xaf\x27\x1c", ExportFault.OTHER_ARCHIVE),
        (b"Rar!\x1a\x07", ExportFault.OTHER_ARCHIVE),
        (b"%PDF-1.7", ExportFault.NOT_RECOGNISED),
        (b"", ExportFault.NOT_RECOGNISED),
        (b"PK\x05\x06" + b"\0" * 18, ExportFault.NOT_RECOGNISED),
        (b"PK\x03\x04 and then nothing", ExportFault.CUT_OFF),
    ],
)
def test_what_is_no_export_is_named_for_what_it_is(start: bytes, fault: ExportFault, tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(start)
    assert fault_of(path) is fault


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "nothing.zip") is ExportFault.NOT_THERE
    assert fault_of(tmp_path / "a\0b.zip") is ExportFault.NOT_THERE


def test_an_export_as_web_pages_says_how_to_ask_for_json(tmp_path: Path) -> None:
    pages = {
        "connections/followers_and_following/followers_1.html": b"<html></html>",
        "personal_information/personal_information/personal_information.html": b"<html></html>",
        "start_here.html": b"<html></html>",
    }
    export = only(read_here(write_zip(tmp_path / "instagram-ann-2026-09-02-x.zip", pages)), "instagram")
    [said_so] = [each for each in export.notes if each.kind is NoteKind.HTML]
    assert "JSON" in said_so.detail
    assert {each.shown for each in export.observations} == {Observed.NOT_IN_EXPORT}


@in_turn("sample", SAMPLES)
def test_messages_and_media_are_never_opened(sample: Any, tmp_path: Path) -> None:
    opened: list[str] = []
    real: Callable[..., Any] = zipfile.ZipFile.open

    def watched(self: zipfile.ZipFile, name: Any, *arguments: Any, **options: Any) -> Any:
        opened.append(getattr(name, "filename", name))
        return real(self, name, *arguments, **options)

    path = write_zip(tmp_path / sample.name, sample.files, noise=True)
    with mock.patch.object(zipfile.ZipFile, "open", watched):
        read_here(path, posts=True)
    assert opened
    assert [
        name
        for name in opened
        if b"secret" in sample.files[name]
        and "user_data" not in name
        and name != "result.json"
        and "nvitations" not in name
    ] == []
    unread = (".jpg",) if all(name.endswith(".html") for name in sample.files) else (".jpg", ".html")
    assert [name for name in opened if name.endswith(unread)] == []


def test_reading_stops_when_it_is_told_to(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "x.zip", YEAR_2022.files)
    seen: list[tuple[int, int]] = []
    with pytest.raises(ReadingStopped):
        read_exports([path], on_progress=lambda *step: seen.append(step), is_stopped=lambda: len(seen) >= 3)
    assert seen == [(0, 4), (1, 4), (2, 4)]


def test_a_worker_that_is_ended_leaves_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    big = as_json({"Activity": {"Follower List": {"FansList": [{"UserName": "a" * 50}] * 200_000}}})
    archive(path, {"user_data.json": big})
    found = read_exports([path], limits=Limits(seconds=0.05, questions=10))
    assert [each.fault for each in found.faulty] == [ExportFault.TOO_SLOW]
    assert found.faulty[0].fault.sentence


def test_a_list_in_a_wrapper_that_nobody_knows_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    files = {FOLLOWERS: as_meta({"relationships_of_tomorrow": [follower("bob_k")] * 3})}
    export = only(read_here(write_zip(tmp_path / "x.zip", files)), "instagram")
    assert {each.shown for each in export.lists} == {Observed.NOT_IN_EXPORT}
    assert NoteKind.UNKNOWN_LAYOUT in {each.kind for each in export.notes}


def test_a_list_whose_entries_nobody_understands_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    following = {"relationships_following": [{"somebody": {"who": "bob_k"}}] * 9}
    for sample, name, content in (
        ("instagram", "connections/followers_and_following/following.json", as_meta(following)),
        ("tiktok", "user_data.json", as_json({"Activity": {"Follower List": {"FansList": [{"Who": "bob_k"}] * 9}}})),
        ("reddit", "subscribed_subreddits.csv", b"subreddit,x\n" + b",1\n" * 20),
    ):
        found = read_here(write_zip(tmp_path / f"{sample}.zip", {name: content, "followers_1.json": b"[]"}))
        assert {each.shown for export in found.exports for each in export.lists} <= {Observed.NOT_IN_EXPORT}


def test_a_list_of_labelled_entries_without_a_wrapper_is_read(tmp_path: Path) -> None:
    entry = {
        "timestamp": 1_700_000_000,
        "label_values": [
            {"label": "Name", "value": "Eve É"},
            {"label": "Username", "value": "eve"},
            {"label": "URL", "value": "", "href": "https://www.instagram.com/eve"},
        ],
    }
    files = {"connections/followers_and_following/blocked_profiles.json": as_meta([entry])}
    export = only(read_here(write_zip(tmp_path / "x.zip", files)), "instagram")
    [blocked] = [each for each in export.lists if each.connections]
    [eve] = blocked.connections
    assert (eve.name, eve.handle, eve.link, str(eve.since)) == (
        "Eve É",
        "eve",
        "https://www.instagram.com/eve",
        "2023-11-14",
    )


def test_a_long_list_is_cut_and_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from privacy_wizard.evidence import gathering

    monkeypatch.setattr(gathering, "MOST_CONNECTIONS", 3)
    files = {FOLLOWERS: as_meta([follower(f"f{at}") for at in range(5)])}
    export = only(read_here(write_zip(tmp_path / "x.zip", files)), "instagram")
    assert len(export.lists[0].connections) == 3
    assert NoteKind.TOO_MANY_ENTRIES in {each.kind for each in export.notes}


def test_a_large_file_and_a_small_one_are_read_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from privacy_wizard.evidence import member_reading

    for sample in SAMPLES:
        path = write_zip(tmp_path / sample.name, sample.files)
        at_once = only(read_here(path), sample.platform)
        with monkeypatch.context() as small:
            small.setattr(member_reading, "LARGEST_AT_ONCE", 120)
            streamed = only(read_here(path), sample.platform)
        assert facts_of(streamed) == facts_of(at_once)
        entries = [(each.kind, each.connections) for each in at_once.lists if each.connections]
        assert [(each.kind, each.connections) for each in streamed.lists if each.connections] == entries
