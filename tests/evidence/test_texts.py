"""Texts and days as exports write them."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.evidence.containers import open_container
from privacy_wizard.evidence.export_notes import NoteKind
from privacy_wizard.evidence.export_texts import all_moments, all_plain_repaired, day_of, link_of, plain, repaired
from privacy_wizard.evidence.members import are_as_usual, fault_of_name, is_noise, usual_names
from privacy_wizard.evidence.meta import meta_people
from privacy_wizard.evidence.never_opened import MEDIA_ENDINGS, is_media
from privacy_wizard.evidence.observation import ConnectionColumns, ConnectionKind, ExportedConnection, moment_of
from privacy_wizard.evidence.patterns import EACH, ListEntry, follow
from privacy_wizard.evidence.planning import day_in_name
from privacy_wizard.evidence.platforms import may_be_read
from privacy_wizard.serialization import Refused, from_plain, parsed, to_canonical, to_plain
from tests.in_turn import in_turn

from .samples.building import write_zip

FIRST_OF_AUGUST = date(2022, 8, 1)


@in_turn(
    "written",
    [
        1_659_355_200,
        1_659_355_200_000,
        "1659355200",
        "2022-08-01T12:00:00Z",
        "2022-08-01 12:00:00 UTC",
        "Mon Aug 01 12:00:00 UTC 2022",
        "Mon Aug 01 12:00:00 +0000 2022",
        "1 Aug 2022",
        "01-Aug-2022",
        "Aug 1, 2022",
        "August 1, 2022",
        "8/1/22",
        "8/1/22, 6:14 PM",
        "ago 1, 2022 3:25:04pm",
        "Aug 01, 2022 3:01:25 am",
    ],
)
def test_a_day_is_read_in_every_way_that_it_is_written(written: object) -> None:
    assert day_of(written) == FIRST_OF_AUGUST


@in_turn("written", [0, None, "", "soon", True, -5, "2022-13-45", 10**30, float("nan"), [], {}])
def test_what_is_no_day_is_none(written: object) -> None:
    assert day_of(written) is None


@in_turn(
    ("name", "day"),
    [
        ("instagram-ann.lee-2026-09-02-AbC123.zip", date(2026, 9, 2)),
        ("meta-2025-Jul-13-10-00-00", date(2025, 7, 13)),
        ("takeout-20260902T101112Z-001.zip", date(2026, 9, 2)),
        ("Basic_LinkedInDataExport_09-02-2026.zip", date(2026, 9, 2)),
        ("mydata~1693650000000.zip", None),
        ("facebook-annlee.zip", None),
    ],
)
def test_the_day_of_an_export_is_read_from_its_name(name: str, day: date | None) -> None:
    assert day_in_name(name) == day


def test_meta_s_encoding_is_repaired_and_other_text_is_left() -> None:
    assert repaired("Compte priv\u00c3\u00a9") == "Compte privé"
    assert repaired("d\u00e2\u0080\u0099utilisateur") == "d’utilisateur"
    assert [repaired(text) for text in ("café", "’", "plain", "日本")] == ["café", "’", "plain", "日本"]


@given(st.text(max_size=600))
def test_text_written_by_meta_comes_back_as_it_was(text: str) -> None:
    mangled = text.encode("utf-8", "replace").decode("latin-1")
    assert repaired(mangled) == text.encode("utf-8", "replace").decode()


@given(st.text(max_size=600))
def test_what_is_shown_is_one_short_line_without_anything_hidden(text: str) -> None:
    shown = plain(text)
    assert len(shown) <= 500
    assert "\n" not in shown
    assert all(each.isprintable() or each in "\u200c\u200d" for each in shown)
    assert plain(shown) == shown


_TEXTS = st.lists(
    st.text(alphabet="ab é’ß\n\u00a0\u0301\u202e日Ж", max_size=8)
    | st.sampled_from(["Zoë", "Bób King", "x" * 501, "d\u00e2\u0080\u0099u", "日本", "ok", ""]),
    max_size=250,
)


@given(_TEXTS)
def test_texts_that_are_looked_at_together_come_out_as_each_by_itself(texts: list[str]) -> None:
    assert all_plain_repaired(texts) == [plain(repaired(each)) for each in texts]


@given(st.lists(st.integers(-5, 2**40) | st.sampled_from([0, "1659355200", 1.5, True, None]), max_size=8))
def test_moments_that_are_looked_at_together_come_out_as_each_by_itself(moments: list[object]) -> None:
    columns = ConnectionColumns(since=tuple(all_moments(moments)))
    assert [each.since for each in columns.entries()] == list(map(day_of, moments))


_MOMENTS = st.integers(-5, 2**40) | st.sampled_from(["2022-08-01", None, []])
_NAMED = st.fixed_dictionaries({"name": st.text(max_size=8), "timestamp": _MOMENTS})
_ODD_ENTRIES = st.sampled_from(
    [{"name": "a"}, {"name": 1, "timestamp": 2}, {"title": "b", "x": 1}, ["name"], "ab", 5, None]
)


@given(
    st.lists(_NAMED, max_size=8) | st.lists(_NAMED | _ODD_ENTRIES, max_size=4),
    st.sampled_from(["a.b", "a\n", "a" * 500]),
)
def test_entries_that_are_made_together_are_those_that_each_makes(entries: list[object], key: str) -> None:
    find = meta_people(ConnectionKind.FRIENDS, "a.b[]")
    assert find.make_many is not None
    many = find.make_many(entries, key)
    each = [made for place, entry in follow(entries, (EACH,), key) for made in find.make(entry, place)]
    if many is not None:
        assert [ListEntry(kind=many.kind, connection=found) for found in many.columns.entries()] == each


_PEOPLE = st.lists(
    st.builds(
        ExportedConnection,
        name=st.text(max_size=3),
        handle=st.just("ann"),
        link=st.sampled_from(["", "https://x.com/ann"]),
        since=st.none() | st.dates(),
        key=st.sampled_from(["a[1]", "a[2]"]),
    ),
    max_size=30,
)


@given(_PEOPLE)
def test_people_in_columns_are_the_same_people(people: list[ExportedConnection]) -> None:
    columns = ConnectionColumns.of(people)
    assert (list(columns.entries()), len(columns)) == (people, len(people))


def test_people_in_columns_are_handed_on_whole_and_none_is_made_up() -> None:
    columns = ConnectionColumns(name=("Ann", "Bob") * 20, since=(1_659_355_200,) * 40, numbered="friends")
    assert from_plain(parsed(to_canonical(columns)), ConnectionColumns) == columns
    assert [each.key for each in columns.entries()][-1] == "friends[39]"
    for broken in ({"since": [1] * 39}, {"since": [moment_of(date.max) + 86_400] * 40}, {"name": ["a\0"] * 40}):
        with pytest.raises((Refused, ValueError)):
            from_plain({**to_plain(columns), **broken}, ConnectionColumns)


def test_only_web_addresses_are_links() -> None:
    assert link_of("https://www.instagram.com/bob") == "https://www.instagram.com/bob"
    assert [link_of(each) for each in ("javascript:x", "file:///etc/passwd", "https://a b", None, 5)] == [""] * 5


_PARTS_OF_NAMES = [
    *("a", "/", "..", "\\", ":", "\0", ".jpg", ".JPG", ".mp4", ".zip", "._", "__MACOSX/", ".DS_Store", "\n", "é"),
    *("a.jpg",) * 9,
    "x" * 999,
]
_MEMBER_NAMES = st.lists(st.lists(st.sampled_from(_PARTS_OF_NAMES), max_size=4).map("".join), max_size=50)


@given(_MEMBER_NAMES)
def test_names_of_media_that_are_as_usual_have_nothing_wrong_and_are_no_noise(names: list[str]) -> None:
    media = [name for name in usual_names(names) if name.endswith(MEDIA_ENDINGS)]
    assert all(map(is_media, media))
    if are_as_usual(media):
        assert not any(fault_of_name(name) or is_noise(name) for name in media)


def test_pictures_are_passed_over_together_and_what_lies_between_them_is_not(tmp_path: Path) -> None:
    files = {**{f"media/{at}.jpg": b"" for at in range(150)}, "media/0.json": b"{}", "media/../x.jpg": b""}
    found = open_container(write_zip(tmp_path / "some.zip", files, shuffle=1), may_be_read)
    found.close()
    assert sorted(found.names) == sorted(files.keys() - {"media/../x.jpg"})
    assert [each.name for each in found.members] == ["media/0.json"]
    assert [each.kind for each in found.notes] == [NoteKind.UNSAFE_NAME]
    assert len(found.looked_at) < 150
