"""Web pages of Meta's are read where no class name is needed for it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.evidence import ConnectionKind, DataExport, ExportForm, NoteKind, ObservationKind, Observed
from privacy_wizard.evidence.export_notes import CannotReadMember
from privacy_wizard.evidence.page_reading import page_tree

from .reading import facts_of, only, read_here
from .samples.building import as_meta, as_page, write_zip
from .samples.instagram import follower

NAME = "instagram-ann.lee-2026-09-02-x.zip"
PROFILE = "personal_information/personal_information/personal_information.html"
FOLLOWERS = "connections/followers_and_following/followers_1.html"
STYLE = "<style>.a { color: red }</style><script>var x = '<tr><td>Bio</td><td>no</td></tr>';</script>"
IN_ONE_CELL = f"""<html><head>{STYLE}</head><body><table><tr><td colspan="2" class="_2pin _a6_q">Username<div><div>
ann.lee</div></div></td></tr><tr><td>Bio<div>Cook at St Mary&#039;s &amp; baker</div></td></tr>
<tr><td>Private Account<div><div>True</div></div></td></tr><tr><td>Something new<div>?</div></td></tr></table>"""
IN_TWO_CELLS = """<table><tbody><tr><td>Nom d’utilisateur</td><td>ann.lee</td></tr>
<tr><td>Compte privé</td><td>True</td></tr><tr></tr></table>"""
LIST = """<a href="https://help.instagram.com/">Help</a><div><a target="_blank"
href="https://www.instagram.com/_u/bob_k">bob_k</a><div>Sep 02, 2026 10:15 am</div></div>
<div><a href="https://www.instagram.com/cy.d">cy.d</a></div>"""

_PIECES = (
    "<tr>",
    "</tr>",
    "<td",
    ">",
    "<a href=",
    "'",
    '"',
    "<!--",
    "-->",
    "<![",
    "]]>",
    "<!DOCTYPE",
    "&#x",
    ";",
    "<?",
)


def read(tmp_path: Path, **pages: str | bytes) -> DataExport:
    names = {"profile": PROFILE, "followers": FOLLOWERS, "json": FOLLOWERS.replace(".html", ".json")}
    files = {names[each]: page if isinstance(page, bytes) else page.encode() for each, page in pages.items()}
    return only(read_here(write_zip(tmp_path / NAME, files)), "instagram")


@pytest.mark.parametrize("page", [IN_ONE_CELL, IN_TWO_CELLS])
def test_rows_of_a_table_are_read_by_their_labels_and_a_label_that_is_unknown_is_said_to_be_so(
    page: str, tmp_path: Path
) -> None:
    export = read(tmp_path, profile=page)
    facts = facts_of(export)
    assert facts[ObservationKind.USERNAME] == (Observed.YES, "ann.lee")
    assert facts[ObservationKind.PRIVATE] == (Observed.YES, "True")
    if page is IN_ONE_CELL:
        assert facts[ObservationKind.BIO] == (Observed.YES, "Cook at St Mary's & baker")
    assert all(each.proven for each in export.observations)
    assert export.form is ExportForm.WEB_PAGES
    notes = {each.kind: each for each in export.notes}
    assert set(notes) == {NoteKind.HTML} | ({NoteKind.UNKNOWN_LABEL} if page is IN_ONE_CELL else set())
    assert "JSON" in notes[NoteKind.HTML].detail


def test_people_are_read_by_the_addresses_of_their_links(tmp_path: Path) -> None:
    export = read(tmp_path, followers=LIST)
    [listed] = [each for each in export.lists if each.kind is ConnectionKind.FOLLOWERS]
    assert [(each.handle, each.since) for each in listed.connections] == [("bob_k", date(2026, 9, 2)), ("cy.d", None)]
    assert listed.proven


def test_people_without_links_are_read_by_their_names_and_the_days_after_them(tmp_path: Path) -> None:
    people = (("Bob &amp; King", "Jan 05, 2024 1:00:00 pm"), ("Zo\u00eb", "Jun 04, 2025 6:46:10 pm"))
    page = as_page(
        "".join(f"<section><h2>{name}</h2><footer><div>{day}</div></footer></section>" for name, day in people)
    )
    folders = {
        ConnectionKind.FRIENDS: "friends/your_friends",
        ConnectionKind.FOLLOWING: "followers/who_you_ve_followed",
    }
    files = {f"connections/{name}.html": page for name in folders.values()}
    export = only(read_here(write_zip(tmp_path / "my facebook.zip", files)), "facebook")
    listed = {each.kind: [(one.name, one.since) for one in each.connections] for each in export.lists}
    for kind in folders:
        assert listed[kind] == [("Bob & King", date(2024, 1, 5)), ("Zo\u00eb", date(2025, 6, 4))]


def test_each_item_of_a_list_is_a_value_with_its_day_and_a_previous_address_is_none(tmp_path: Path) -> None:
    page = as_page(
        "<table><tr><th>Name</th><td>Ann Lée<br /></td></tr><tr><th>Emails</th><td><ul><li>ann@x.example</li>"
        "<li>old@x.example (Previous email)</li></ul></td></tr><tr><th>Phones</th><td><ul><li>+447700900123 (Mobile)"
        "</li></ul></td></tr><tr><th>Current town/city</th><td>Frodsham</td></tr></table>",
        made="2026-09-02T10:00Z",
    )
    name = "personal_information/profile_information/profile_information.html"
    export = only(read_here(write_zip(tmp_path / "my facebook.zip", {name: page})), "facebook")
    said = [(each.kind, each.value) for each in export.observations if each.value]
    assert said == [
        (ObservationKind.NAME, "Ann Lée"),
        (ObservationKind.EMAIL, "ann@x.example"),
        (ObservationKind.PHONE, "+447700900123 (Mobile)"),
        (ObservationKind.TOWN, "Frodsham"),
    ]
    assert not any(each.proven for each in export.observations if each.value), "its rows were seen in few languages"
    assert {each.made for each in export.observations if each.value} == {date(2026, 9, 2)}, "as the page says itself"


def test_json_beside_pages_makes_it_an_export_in_json(tmp_path: Path) -> None:
    export = read(tmp_path, profile=IN_ONE_CELL, json=as_meta([follower("bob_k")]))
    assert NoteKind.HTML not in {each.kind for each in export.notes}


@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=4), max_size=30).map("".join))
def test_any_page_is_read_or_refused(page: str) -> None:
    try:
        tree = page_tree(page)
    except CannotReadMember:
        return
    assert set(tree) == {"tables", "links", "people", "made"}


@pytest.mark.parametrize(
    "page",
    [
        "<tr>" * 20_000,
        "<table>" * 20_000,
        "<table><tr>x<li>" * 8_000,
        "<!--" * 50_000,
        "<a " * 50_000,
        "<a href='" * 50_000,
        "&#" * 100_000,
        "<![" * 50_000,
    ],
    ids=lambda page: page[:5],
)
def test_a_page_that_is_nothing_but_beginnings_is_read_in_one_pass(page: str, tmp_path: Path) -> None:
    # each would take minutes or hours if every beginning were searched to the end
    assert {each.shown for each in read(tmp_path, profile=page).observations} == {Observed.NOT_IN_EXPORT}
