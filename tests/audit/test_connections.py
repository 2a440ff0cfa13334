"""The connections of the downloads at hand: who they are, who is pointed at, and what is remembered of a review."""

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.audit.connections.connection import Connection, connections_of, removal_list
from privacy_wizard.audit.connections.pointers import (
    PointerReason,
    naming_the_school,
    on_first_day,
    sharing_a_surname,
)
from privacy_wizard.audit.connections.review import ConnectionReview
from privacy_wizard.audit.connections.review_record import (
    KeptReviews,
    Mark,
    ReviewRecord,
    record_after,
    record_document,
    record_of,
    reviewed,
)
from privacy_wizard.audit.connections.shown_by_review import shown_by_review
from privacy_wizard.audit.connections.who import asks_who
from privacy_wizard.audit.session import AuditSession
from privacy_wizard.audit.state import Signed
from privacy_wizard.audit.statement_builder import StatementBuilder
from privacy_wizard.domain.audit import School
from privacy_wizard.drafts import AesCipher, DraftBroken, DraftLocked, DraftStore
from privacy_wizard.evidence import (
    ConnectionColumns,
    ConnectionKind,
    ConnectionList,
    DataExport,
    ExportedConnection,
    ExportForm,
    ExportNote,
    NoteKind,
    Observed,
)
from tests.in_turn import in_turn

from .conftest import SAM, answer_all
from .test_attest import KEY, SIGNATURE

FRIENDS, FOLLOWERS, FOLLOWING = ConnectionKind.FRIENDS, ConnectionKind.FOLLOWERS, ConnectionKind.FOLLOWING
CONTACTS, BLOCKED = ConnectionKind.UPLOADED_CONTACTS, ConnectionKind.BLOCKED
TODAY, LAST_YEAR = date(2026, 11, 20), date(2025, 11, 3)
Lists = dict[ConnectionKind, list[ExportedConnection]]


def person(name: str = "", handle: str = "", since: date | None = None, **more: str) -> ExportedConnection:
    return ExportedConnection(name=name, handle=handle, since=since, **more)


def export(lists: Lists, platform: str = "instagram") -> DataExport:
    found = tuple(
        ConnectionList(
            kind=kind,
            shown=Observed.YES,
            file=f"{kind.value}.json",
            made=TODAY,
            proven=True,
            columns=ConnectionColumns.of(people),
        )
        for kind, people in lists.items()
    )
    return DataExport(
        platform=platform,
        title=platform,
        generation="",
        form=ExportForm.JSON,
        language="en",
        made=TODAY,
        files=(),
        observations=(),
        lists=found,
        notes=(),
    )


def found_in(lists: Lists, platform: str = "instagram") -> tuple[Connection, ...]:
    return connections_of({f"{platform}-1": export(lists, platform)})


def named(connections: tuple[Connection, ...], name: str) -> Connection:
    [found] = [each for each in connections if name in (each.name, each.handle)]
    return found


ZOE, BOB, IDA = person("Zoe Hart", "zoe.h", date(2024, 1, 5)), person("", "bob_k"), person("Ida Moss", "ida")
CLASS = {FOLLOWERS: [ZOE, BOB], FOLLOWING: [IDA, person("", "zoe.h", date(2023, 6, 1))]}

people = st.builds(
    person,
    name=st.sampled_from(["Ann Lee", "Bob Lee", "Cy Roe", "Di Fox"]),
    handle=st.sampled_from(["", "", "ann", "bob", "cy"]),
    since=st.sampled_from([None, date(2020, 1, 1), date(2021, 2, 2)]),
    employer=st.sampled_from(["", "Oak School"]),
)
any_lists = st.dictionaries(st.sampled_from([FRIENDS, FOLLOWERS, FOLLOWING]), st.lists(people, max_size=8))
any_mark = st.sampled_from([None, *Mark])


def test_a_person_in_several_lists_is_one_connection_since_the_earliest_day() -> None:
    found = found_in(CLASS)
    assert [each.name for each in found] == ["bob_k", "Ida Moss", "Zoe Hart"]
    zoe = named(found, "zoe.h")
    assert zoe.kinds == (FOLLOWERS, FOLLOWING)
    assert zoe.added == date(2023, 6, 1)
    assert named(found, "bob_k").handle == ""  # it is the name already


def test_who_is_blocked_or_only_in_an_address_book_is_no_connection_and_a_contact_of_a_messenger_is_one() -> None:
    lists: Lists = {CONTACTS: [person("Ann Lee", phone="07700 900123")], BLOCKED: [BOB], FOLLOWERS: [ZOE]}
    assert [each.name for each in found_in(lists)] == ["Zoe Hart"]
    assert [each.name for each in found_in(lists, "whatsapp")] == ["Ann Lee", "Zoe Hart"]


def test_two_friends_of_one_name_added_on_one_day_stay_two() -> None:
    twins = [person("Ann Lee", since=TODAY), person("Ann Lee", since=TODAY), person("Ann Lee", since=LAST_YEAR)]
    assert len({each.key for each in found_in({FRIENDS: twins}, "facebook")}) == 3


@given(any_lists, st.randoms(use_true_random=False))
def test_neither_the_order_nor_what_is_no_connection_makes_a_difference(lists: Lists, chance: random.Random) -> None:
    shuffled = {kind: chance.sample(lists[kind], len(lists[kind])) for kind in chance.sample(list(lists), len(lists))}
    assert found_in({BLOCKED: [BOB, ZOE], **shuffled}) == found_in(lists)


@given(any_lists, any_lists, st.lists(any_mark, min_size=30, max_size=30))
def test_marks_survive_a_new_download_and_only_who_is_new_is_asked_about(
    before: Lists, more: Lists, marks: list[Mark | None]
) -> None:
    """Next year's download has last year's people, some more, and none of them in the old order."""
    old = found_in(before)
    review = reviewed(old, None)
    for each, mark in zip(old, marks, strict=False):
        review = review.with_mark([each], mark)
    kept = record_of(record_document(record_after(review, None, SAM, LAST_YEAR)))
    grown = {kind: [*reversed(before.get(kind, ())), *more.get(kind, ())] for kind in {*before, *more}}
    now = reviewed(found_in(grown), None, [kept])
    identities = {each.identity for each in old}
    for each in now.connections:
        was = review.marks.get(each.identity)
        assert now.mark_of(each) == (Mark.REMOVE if was is Mark.REMOVED else was)
        assert now.is_new(each) == (bool(old) and each.identity not in identities)
        assert now.known_since.get(each.identity) == (LAST_YEAR if each.identity in identities else None)
    assert now.counts.all == now.counts.left + now.counts.marked


@given(any_lists, any_lists, st.lists(any_mark, min_size=30, max_size=30))
def test_what_a_download_at_hand_does_not_list_stays_remembered(
    first: Lists, second: Lists, marks: list[Mark | None]
) -> None:
    seen = found_in(first)
    review = reviewed(seen, None)
    for each, mark in zip(seen, marks, strict=False):
        review = review.with_mark([each], mark)
    own = record_after(review, None, SAM, TODAY)
    own = record_after(reviewed(found_in(second), own), own, SAM, TODAY)
    assert reviewed(seen, own).marks == review.marks


def test_the_first_review_calls_nobody_new_and_neither_does_one_of_another_platform() -> None:
    found = found_in(CLASS)
    assert reviewed(found, None).counts.new == 0
    other = record_after(reviewed(found_in({FRIENDS: [ZOE]}, "facebook"), None), None, SAM, LAST_YEAR)
    assert reviewed(found, None, [other]).counts.new == 0


def test_the_mark_set_last_counts_and_one_taken_back_in_this_audit_stays_taken_back() -> None:
    found = found_in(CLASS)
    zoe = named(found, "zoe.h")
    earlier = [
        record_after(reviewed(found, None).with_mark([zoe], mark), None, SAM, day)
        for mark, day in ((Mark.KEEP, TODAY), (Mark.REMOVE, LAST_YEAR))
    ]
    assert reviewed(found, None, earlier).mark_of(zoe) is Mark.KEEP
    assert reviewed(found, None, earlier).known_since[zoe.identity] == LAST_YEAR  # and the first tells since when
    own = record_after(reviewed(found, None), None, SAM, TODAY)
    assert reviewed(found, own, earlier).mark_of(zoe) is None


def test_a_record_holds_no_name_and_nothing_that_two_records_share() -> None:
    found = found_in(CLASS)
    reviews = [reviewed(found, None).with_mark(found, Mark.KEEP) for _ in range(2)]
    one, other = (record_document(record_after(review, None, SAM, TODAY)) for review in reviews)
    for secret in ("zoe", "bob", "ida", "hart", "sam", "p-1"):
        assert secret not in str(one).casefold()
    assert not set(one["marks"]) & set(other["marks"])


# ---- pointers


def test_added_on_the_first_day_of_the_job_points_only_where_that_day_was_given() -> None:
    found = found_in(CLASS)
    assert on_first_day(found, None) == {}
    assert set(on_first_day(found, date(2023, 6, 1))) == {named(found, "zoe.h").key}


def test_a_surname_points_where_three_share_it_and_it_is_not_ones_own() -> None:
    names = ["Ann Roe", "Bob Roe", "Cy ROE", "Di Lee", "Ed Lee", "Flo Lee", "Jo Fox", "Al Fox", "Madonna", "Roe"]
    found = found_in({FRIENDS: [person(name) for name in names]}, "facebook")
    pointers = sharing_a_surname(found, SAM.name)  # Sam Lee
    assert {key[1].split(":")[2] for key in pointers} == {"ann roe", "bob roe", "cy roe"}
    assert {each.words for each in pointers.values()} == {"3 of your connections have this surname"}
    again = {**{"facebook-1": export({FRIENDS: [person("Jo Fox"), person("Al Fox")]}, "facebook")}}
    twice = connections_of({**again, "facebook-2": again["facebook-1"]})
    assert sharing_a_surname(twice, SAM.name) == {}  # the same two people on two accounts


def test_the_schools_name_points_in_a_profile_and_half_of_it_is_nobodys_name() -> None:
    school = School(name="Bradley Primary School", other_names=("Bradley",), email_domains=("bradley.example.org",))
    found = found_in(
        {
            FRIENDS: [
                person("Ann Lee", employer="Bradley Primary", link="https://www.linkedin.com/in/ann"),
                person("Cy Roe", email="office@bradley.example.org"),
                person("Bradley Cooper", "bradley.cooper"),
                person("Di Fox", employer="Oakfield School"),
            ]
        },
        "linkedin",
    )
    pointed = naming_the_school(found, school)
    assert set(pointed) == {named(found, "Ann Lee").key, named(found, "Cy Roe").key}
    assert pointed[named(found, "Ann Lee").key].words == "“Bradley Primary”: the school's name"
    assert naming_the_school(found, None) == {}


@in_turn(
    ("link", "opens"),
    [
        ("https://www.instagram.com/zoe.h", True),
        ("https://instagram.com/zoe.h", True),
        ("http://www.instagram.com/zoe.h", False),
        ("https://instagram.com.evil.example/zoe.h", False),
        ("https://notinstagram.com/zoe.h", False),
        ("https://evil.example/instagram.com", False),
        ("https://www.instagram.com@evil.example/", False),
        ("https://me@www.instagram.com/zoe.h", False),
        ("https://www.instagram.com:8443/zoe.h", False),
        ("https://evil.example\\@www.instagram.com/", False),
        ("https://[www.instagram.com/", False),
        ("javascript:alert(1)//instagram.com", False),
    ],
)
def test_only_a_page_of_that_platform_is_opened(link: str, opens: bool) -> None:
    [found] = found_in({FOLLOWERS: [person("Zoe Hart", link=link)]})
    assert found.page == (link if opens else "")


def test_the_list_to_remove_has_each_account_and_each_address() -> None:
    zoe = person("Zoe Hart", "zoe.h", link="https://www.instagram.com/zoe.h")
    found = connections_of({"instagram-1": export({FOLLOWERS: [zoe, BOB]}), "x-1": export({FOLLOWERS: [IDA]}, "x")})
    lines = removal_list(found, {"instagram-1": "Instagram (family)", "x-1": "X"}).splitlines()
    assert lines[2:] == [
        "Instagram (family)",
        "bob_k",
        "Zoe Hart · zoe.h · https://www.instagram.com/zoe.h",
        "",
        "X",
        "Ida Moss · ida",
    ]


# ---- kept, and deleted


@pytest.fixture
def with_download(session: AuditSession) -> AuditSession:
    session.downloads["instagram-1"] = export(CLASS)
    return session


def opened(session: AuditSession, store: DraftStore) -> ConnectionReview:
    review = ConnectionReview(session, KeptReviews(store))
    review.open()
    return review


def marked(session: AuditSession, store: DraftStore, **marks: Mark) -> ConnectionReview:
    review = opened(session, store)
    for name, mark in marks.items():
        review.mark([named(review.connections, name)], mark)
    return review


def test_a_mark_is_saved_at_once_and_there_again_in_another_window(
    with_download: AuditSession, store: DraftStore, open_session: Callable[[], AuditSession]
) -> None:
    review = marked(with_download, store, ida=Mark.KEEP, bob_k=Mark.REMOVE)
    with_download.begin()  # lets it go
    again = open_session()
    again.resume(review._session._store.list()[0].id)  # type: ignore[attr-defined]
    reopened = opened(again, store)
    assert reopened.remembered is not None
    assert (reopened.remembered.remove, reopened.remembered.all) == (1, 3)  # no download is at hand
    again.downloads["instagram-1"] = export(CLASS)
    reopened.open()
    assert reopened.now.marks == review.now.marks
    assert reopened.counts.left == 1


def test_every_act_can_be_taken_back(with_download: AuditSession, store: DraftStore) -> None:
    review = marked(with_download, store, ida=Mark.KEEP)
    zoe = named(review.connections, "zoe.h")
    review.set_first_day(date(2023, 6, 1))
    assert [each.reason for each in review.pointers(zoe)] == [PointerReason.FIRST_DAY]
    review.mark(review.connections, Mark.NOT_SURE)
    for _act in range(3):
        assert review.can_undo
        review.undo()
    assert not review.can_undo
    assert (review.counts.marked, review.now.first_day, review.pointers(zoe)) == (0, None, ())
    assert opened(with_download, store).counts.marked == 0


def test_next_years_audit_asks_only_about_who_is_new_and_another_person_sees_nothing(
    with_download: AuditSession, store: DraftStore
) -> None:
    marked(with_download, store, ida=Mark.KEEP, bob_k=Mark.REMOVED)
    answer_all(with_download)
    with_download.finish(Signed(identifier="one", on=TODAY), b"%PDF")
    with_download.review(with_download.audit.id)
    assert with_download.downloads == {}
    with_download.downloads["instagram-1"] = export({**CLASS, FRIENDS: [person("New Person", "new")]})
    review = opened(with_download, store)
    assert [each.name for each in review.connections if review.now.is_new(each)] == ["New Person"]
    assert review.now.mark_of(named(review.connections, "ida")) is Mark.KEEP
    assert review.now.mark_of(named(review.connections, "bob_k")) is Mark.REMOVE  # still there
    assert review.remembered is None  # nothing was done in this audit yet
    with_download.describe_person(evolve(SAM, name="Ann Other", identifier="P-2"), with_download.audit.occasion)
    review.open()
    assert (review.counts.marked, review.counts.new) == (0, 0)


@pytest.mark.parametrize("cipher", [None, AesCipher(bytes(range(32)))], ids=["no keyring", "keyring"])
def test_no_name_is_on_the_disk_and_the_review_goes_with_its_audit(
    with_download: AuditSession, tmp_path: Path, cipher: AesCipher | None
) -> None:
    store = DraftStore(tmp_path / "other", cipher)
    with_download._store = store
    with_download.comment("saved")
    review = marked(with_download, store, ida=Mark.KEEP, bob_k=Mark.REMOVE)
    review.set_first_day(date(2023, 6, 1))
    audit_id, everything = with_download.audit.id, lambda: list(store._folder.rglob("*.audit"))
    assert sorted(path.name for path in everything()) == [f"{audit_id}.audit", f"{audit_id}.connections.audit"]
    kept = b"".join(path.read_bytes() for path in everything()).lower()
    for secret in (b"zoe", b"bob_k", b"ida moss", b"hart"):
        assert secret not in kept
    assert (b"2023-06-01" in kept) == (cipher is None)
    answer_all(with_download)
    statement = StatementBuilder(with_download, with_download._now()).build(SIGNATURE, KEY)
    assert all(secret not in str(statement) for secret in ("zoe.h", "Ida Moss", "bob_k"))
    with_download.finish(Signed(identifier="one", on=TODAY), b"%PDF")
    assert {path.parent.name for path in everything()} == {"kept"}
    assert KeptReviews(store).load(audit_id) == review._own
    review.mark([named(review.connections, "zoe.h")], Mark.KEEP)  # after signing, it lies where the audit lies
    assert {path.parent.name for path in everything()} == {"kept"}
    store.delete_kept(audit_id)
    assert everything() == []
    with_download.begin()
    with_download.describe_person(SAM, with_download.audit.occasion)
    store.save_review(with_download.audit.id, record_document(_record()))
    store.delete(with_download.audit.id)
    assert everything() == []


def _record() -> ReviewRecord:
    return record_after(reviewed(found_in(CLASS), None), None, SAM, TODAY)


def test_a_locked_review_is_never_written_over_and_a_broken_one_is_set_aside(
    with_download: AuditSession, tmp_path: Path
) -> None:
    locked = DraftStore(tmp_path / "audits", AesCipher(bytes(range(32))))
    path = tmp_path / "audits" / f"{with_download.audit.id}.connections.audit"
    locked.save_review(with_download.audit.id, record_document(_record()))
    before = path.read_bytes()
    without_key = DraftStore(tmp_path / "audits")
    review = opened(with_download, without_key)
    assert isinstance(review.trouble, DraftLocked)
    with pytest.raises(DraftLocked):
        review.mark(review.connections, Mark.KEEP)
    assert path.read_bytes() == before
    assert review.counts.marked == 0
    path.write_bytes(before[:-1])
    broken = ConnectionReview(with_download, KeptReviews(locked))
    broken.open()
    assert isinstance(broken.trouble, DraftBroken)
    broken.mark(broken.connections, Mark.KEEP)
    assert opened(with_download, locked).counts.keep == 3
    assert len(list((tmp_path / "audits" / "set-aside").iterdir())) == 1


@pytest.mark.parametrize(
    ("marks", "option"),
    [
        ({}, None),
        ({"Zoe Hart": Mark.KEEP, "bob_k": Mark.KEEP}, None),  # somebody is left
        ({"Zoe Hart": Mark.KEEP, "bob_k": Mark.REMOVED, "Ida Moss": Mark.KEEP}, "none"),
        ({"Zoe Hart": Mark.KEEP, "bob_k": Mark.REMOVE, "Ida Moss": Mark.KEEP}, None),  # still there
        ({"Zoe Hart": Mark.KEEP, "bob_k": Mark.NOT_SURE, "Ida Moss": Mark.KEEP}, "unknown"),
    ],
)
def test_a_finished_review_shows_that_there_is_no_pupil_and_no_parent_and_answers_nothing(
    session: AuditSession, tmp_path: Path, marks: dict[str, Mark], option: str | None
) -> None:
    exported = export(CLASS)
    session.downloads["instagram-1"] = exported
    review = ConnectionReview(session, KeptReviews(DraftStore(tmp_path / "reviews")))
    review.open()
    assert review.rest == ()  # nobody looked yet for those who name the school
    review.found_reasons(review.look_for_reasons())
    assert len(review.rest) == 3
    for name, mark in marks.items():
        review.mark([named(review.connections, name)], mark)
    asked = {each.check.id for each in session.questions if asks_who(each) and each.key[1] == "instagram-1"}
    assert {"instagram.pupils", "instagram.parents"} <= asked
    found = shown_by_review(review, session.downloads, session.questions)
    assert {key: each.option for key, each in found.items()} == (
        {(check, "instagram-1"): option for check in asked} if option is not None else {}
    )
    assert session.audit.responses == {}
    missing = ExportNote(kind=NoteKind.PART_MISSING, file="", detail="")
    one_list = evolve(exported, lists=(*exported.lists[:1], evolve(exported.lists[1], shown=Observed.NOT_IN_EXPORT)))
    unread = ExportNote(kind=NoteKind.UNKNOWN_LABEL, file=exported.lists[0].file, detail="Nimi")
    noted = (evolve(exported, notes=(each,)) for each in (missing, unread))
    for partial in (*noted, one_list):  # somebody may not be listed
        assert shown_by_review(review, {"instagram-1": partial}, session.questions) == {}
    if option == "none":
        school = School(name="Hill Street School", other_names=("Zoe Hart",))
        review.point_at(naming_the_school(review.connections, school))
        assert shown_by_review(review, session.downloads, session.questions) == {}
        assert review.rest == ()
