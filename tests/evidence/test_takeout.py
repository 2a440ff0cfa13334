"""A whole download of Google's: what is the account's is read, and what lies beside it stays closed, without a word."""

from pathlib import Path

import pytest

from privacy_wizard.evidence import ConnectionKind, DataExport, ObservationKind, Observed, never_opened
from privacy_wizard.evidence.never_opened import NeverOpened
from tests.in_turn import in_turn

from .reading import facts_of, lists_of, only, read_here
from .samples.building import Files, as_json, as_table, write_folder, write_zip

ZIP = "takeout-20260902T101112Z-001.zip"
YOUTUBE = "YouTube and YouTube Music"
SUBSCRIPTIONS = as_table(
    ("Channel Id", "Channel Url", "Channel Title"), ("UC2", "http://www.youtube.com/channel/UC2", "Oak")
)
WRITTEN = as_table(
    ("Comment ID", "Channel ID", "Create Timestamp", "Video ID", "Text"),
    ("c1", "UC1", "2026-06-06T06:53:12Z", "v1", "a text that nobody else is to read"),
)
TASKS = as_json({"kind": "tasks#taskLists", "items": [{"title": "My tasks", "displayName": "no name of anybody's"}]})
PROFILE = as_json({"name": {"formattedName": "Ann Lée"}, "emails": [{"value": "ann@x.example"}]})


def read(tmp_path: Path, files: Files, platform: str) -> DataExport:
    return only(read_here(write_zip(tmp_path / ZIP, files), posts=True), platform)


@in_turn(
    "written",
    [
        *("live chats/live chats.csv", "live chats/live chats(1).csv", "comments/comments.csv", "posts/posts.csv"),
        *("community posts/community posts.csv", "Kommentare/Kommentare.csv", "comentarios/comentarios.csv"),
    ],
)
def test_what_was_written_on_youtube_stays_closed_and_leaves_the_list_complete(written: str, tmp_path: Path) -> None:
    beside = {f"Takeout/{YOUTUBE}/subscriptions/subscriptions.csv": SUBSCRIPTIONS}
    export = read(tmp_path, {**beside, f"Takeout/{YOUTUBE}/{written}": WRITTEN}, "youtube")
    assert lists_of(export)[ConnectionKind.SUBSCRIPTIONS] == ("UC2",)
    assert export.files == tuple(beside)
    assert export.notes == ()


@in_turn("name", ["live chats/live chats.csv", "live chats/chat1.csv", "livechats/livechats(1).csv"])
def test_live_chats_are_messages(name: str) -> None:
    assert never_opened.never_opened(f"takeout/youtube und youtube music/{name}") is NeverOpened.MESSAGES


@pytest.mark.parametrize("content", [WRITTEN, b""], ids=["of something else", "empty"])
def test_a_table_that_only_bears_the_name_of_its_folder_is_no_unknown_layout(content: bytes, tmp_path: Path) -> None:
    files = {
        f"Takeout/{YOUTUBE}/subscriptions/subscriptions.csv": SUBSCRIPTIONS,
        f"Takeout/{YOUTUBE}/yorumlar/yorumlar.csv": content,
    }
    assert read(tmp_path, files, "youtube").notes == ()


@in_turn(("name", "is_opened"), [("Tasks", False), ("Keep", False), ("Contacts", False), ("Mål", True)])
def test_what_lies_beside_the_profile_is_not_taken_for_it(name: str, is_opened: bool, tmp_path: Path) -> None:
    other = f"Takeout/{name}/{name}.json"
    content = as_json({"displayName": "Nobody", "birthday": "2001-02-03", "items": ["x" * 99]})
    for at, beside in enumerate((content, TASKS)):
        folder = tmp_path / str(at)
        folder.mkdir()
        export = read(folder, {"Takeout/Profile/Profile.json": PROFILE, other: beside}, "google-profile")
        assert facts_of(export)[ObservationKind.NAME] == (Observed.YES, "Ann Lée")
        assert {each.file for each in export.observations if each.file} == {"Takeout/Profile/Profile.json"}
        assert (other in export.files) is is_opened
        assert export.notes == ()


def test_tasks_alone_are_no_download_of_a_profile(tmp_path: Path) -> None:
    assert read_here(write_zip(tmp_path / ZIP, {"Takeout/Tasks/Tasks.json": TASKS})).exports == ()


@pytest.mark.parametrize("name", ["subscriptions/subscriptions", "iscrizioni/iscrizioni"])
@pytest.mark.parametrize("opened", ["", "YouTube", f"YouTube/{YOUTUBE}"])
def test_youtubes_folder_is_known_within_one_that_is_called_so(name: str, opened: str, tmp_path: Path) -> None:
    child = as_table(("a", "b", "c"), ("UC3", "http://www.youtube.com/channel/UC3", "Elm"))
    files = {
        f"YouTube/{YOUTUBE}/{name}.csv": SUBSCRIPTIONS,
        f"YouTube/{YOUTUBE}/children/Luca/{name.partition('/')[2]}.csv": child,
    }
    export = only(read_here(write_folder(tmp_path, files) / opened), "youtube")
    assert lists_of(export)[ConnectionKind.SUBSCRIPTIONS] == ("UC2",)
