"""What a list changes: planned, shown, and then exactly that."""

from datetime import date, timedelta

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy_wizard.domain.staff import ChangeKind, StaffMember
from privacy_wizard.domain.staff_plan import HeldBack, NoticeKind, RowFault, StaffList, StaffRow, applied, plan
from privacy_wizard.domain.vocabulary import PersonKind
from tests.in_turn import in_turn

TODAY = date(2026, 11, 20)
DAYS = st.dates(date(2026, 11, 1), date(2026, 12, 10))
NAMES = st.sampled_from(["Sam", "sam", "Ada", "Zoé"])


def row(number: str, first: str = "Sam", last: str = "Lee", **more) -> StaffRow:
    return StaffRow(line=2, number=number, first_name=first, last_name=last, **more)


def member(number: str, first: str = "Sam", last: str = "Lee", **more) -> StaffMember:
    return StaffMember(number=number, first_name=first, last_name=last, **more)


def kinds(current: list[StaffMember], read: StaffList, today: date = TODAY) -> dict[str, ChangeKind]:
    return {change.after.number: change.kind for change in plan(current, read, today).changes}


rows = st.builds(
    row,
    st.sampled_from(["1", "2", "3", "a4", "A4"]),
    NAMES,
    st.sampled_from(["Lee", "Khan"]),
    email=st.sampled_from(["", "s@s.uk"]),
    role=st.sampled_from(["", "Teacher", "Cook"]),
    kind=st.none() | st.sampled_from(PersonKind),
    schools=st.sampled_from([(), ("Oak",), ("Elm",), ("Oak", "Art")]),
    groups=st.sampled_from([(), ("Art",), ("Art", "Maths"), ("Maths", "Elm")]),
    start=st.none() | DAYS,
    last_day=st.none() | DAYS,
)
lists = st.builds(
    StaffList,
    rows=st.lists(rows, max_size=6).map(tuple),
    held_back=st.sampled_from([(), (HeldBack(line=9, fault=RowFault.NO_NAME, number="3"),)]),
    names_last_day=st.booleans(),
    is_whole=st.booleans(),
).map(
    lambda read: (
        read if read.names_last_day else evolve(read, rows=tuple(evolve(each, last_day=None) for each in read.rows))
    )
)

few = settings(max_examples=settings.default.max_examples // 2)  # each holds a whole list, or several


@few
@given(st.lists(lists, min_size=1, max_size=4))
def test_the_same_file_twice_changes_nothing(read: list[StaffList]) -> None:
    current: tuple[StaffMember, ...] = ()
    for each in read:
        current = applied(current, plan(current, each, TODAY).changes)
        again = plan(current, each, TODAY)
        assert again.changes == ()
        assert applied(current, again.changes) == current


@few
@given(lists, lists, st.integers(0, 30))
def test_nobody_is_ever_lost_and_numbers_stay_unique(first: StaffList, second: StaffList, days: int) -> None:
    before = applied((), plan((), first, TODAY).changes)
    after = applied(before, plan(before, second, TODAY + timedelta(days=days)).changes)
    assert {each.key for each in before} <= {each.key for each in after}
    assert len({each.key for each in after}) == len(after)


@few
@given(lists, lists)
def test_a_plan_has_one_change_for_each_person_and_never_an_empty_one(first: StaffList, second: StaffList) -> None:
    current = applied((), plan((), first, TODAY).changes)
    found = plan(current, second, TODAY)
    assert len({change.after.key for change in found.changes}) == len(found.changes)
    assert all(change.before != change.after for change in found.changes)
    assert found.unchanged >= 0


@few
@given(lists, lists)
def test_the_same_digest_means_the_same_changes(first: StaffList, second: StaffList) -> None:
    found, other = plan((), first, TODAY), plan((), second, TODAY)
    assert (found.digest == other.digest) == (set(found.changes) == set(other.changes))


def test_joining_renaming_leaving_and_coming_back_are_told_apart() -> None:
    current = [member("1"), member("2", "Ada", "Khan"), member("3"), member("4", last_day=date(2026, 1, 1))]
    read = StaffList(
        rows=(
            row("1"),
            row("2", "Ada", "Khan-Lee"),
            row("3", last_day=date(2026, 11, 1)),
            row("4"),
            row("5"),
        ),
        names_last_day=True,
    )
    assert kinds(current, read) == {
        "2": ChangeKind.RENAMED,
        "3": ChangeKind.LEFT,
        "4": ChangeKind.RETURNED,
        "5": ChangeKind.JOINED,
    }


def test_former_names_are_kept_and_still_recognised() -> None:
    current = [member("1", "Ada", "Khan")]
    for last in ("Lee", "Khan", "Lee"):
        current = list(applied(current, plan(current, StaffList(rows=(row("1", "Ada", last),)), TODAY).changes))
    assert current[0].former_names == ("Ada Khan",)
    assert current[0].is_called("ada  KHAN")
    assert not current[0].is_called("Sam Khan")


def test_empty_cells_and_missing_columns_take_nothing_away() -> None:
    full = member("1", email="s@s.uk", role="Cook", groups=("Art",), start=date(2020, 1, 1), kind=PersonKind.VOLUNTEER)
    assert plan([full], StaffList(rows=(row("1"),), names_last_day=True), TODAY).changes == ()


def test_a_school_is_added_to_the_groups_where_a_list_is_of_several_and_takes_none_away() -> None:
    def after(*listed: StaffRow, **groups: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        current = [member(number[1:], groups=each) for number, each in groups.items()]
        return {
            each.number: each.groups for each in applied(current, plan(current, StaffList(rows=listed), TODAY).changes)
        }

    oak, elm = row("1", schools=("Oak",)), row("2", schools=("Elm",))
    assert after(oak, n1=("Maths",)) == {"1": ("Maths",)}, "the same for all"
    assert after(oak, elm, n1=("Maths",), n2=()) == {"1": ("Oak", "Maths"), "2": ("Elm",)}
    assert after(oak, elm, n1=("Elm", "Maths"), n2=("Elm",)) == {"1": ("Oak", "Maths"), "2": ("Elm",)}, "has moved"
    assert after(oak, elm, row("3"), n3=("Oak", "Maths"))["3"] == ("Oak", "Maths"), "an empty cell"
    assert after(evolve(oak, groups=("PE",)), elm, n1=("Maths",))["1"] == ("Oak", "PE"), "beside a column of groups"
    assert after(oak) == {"1": ("Oak",)}, "of a trust that has a list for each school"


def test_only_a_whole_list_makes_the_missing_leave_and_leavers_stay_on_record() -> None:
    current = [member("1"), member("2", "Ada")]
    assert kinds(current, StaffList(rows=(row("1"),))) == {}
    whole = StaffList(rows=(row("1"),), is_whole=True)
    assert kinds(current, whole) == {"2": ChangeKind.LEFT}
    after = applied(current, plan(current, whole, TODAY).changes)
    assert [each.is_active(TODAY) for each in after] == [True, False]
    assert kinds(list(after), whole, TODAY + timedelta(days=3)) == {}


def test_a_row_held_back_never_makes_its_person_leave() -> None:
    held = HeldBack(line=3, fault=RowFault.NOT_A_DATE, number="2")
    assert kinds([member("2")], StaffList(rows=(), held_back=(held,), is_whole=True)) == {}


@in_turn(("same", "left"), [(None, {}), (True, {}), (False, {"0002": ChangeKind.LEFT})])
def test_nor_where_it_writes_the_number_in_another_way(same: bool | None, left: dict[str, ChangeKind]) -> None:
    held = HeldBack(line=3, fault=RowFault.NOT_A_DATE, number="2")
    read = StaffList(rows=(), held_back=(held,), is_whole=True, same_numbers=same)
    assert kinds([member("0002")], read) == left


def test_one_number_with_two_persons_is_held_back_and_both_lines_are_shown() -> None:
    read = StaffList(rows=(row("1"), evolve(row("1", "Ada"), line=5)), is_whole=True)
    found = plan([member("1", "Zoé")], read, TODAY)
    assert found.changes == ()
    assert [(each.line, each.fault) for each in found.held_back] == [(2, RowFault.DUPLICATE), (5, RowFault.DUPLICATE)]


def test_several_rows_of_one_person_become_one() -> None:
    read = StaffList(rows=(row("1", groups=("Art",), role="Teacher"), row("1", groups=("PE",), role="Tutor")))
    found = plan((), read, TODAY)
    assert [change.after for change in found.changes] == [member("1", groups=("Art", "PE"), role="Teacher")]
    assert [notice.kind for notice in found.notices] == [NoticeKind.REPEATED]


def test_what_looks_odd_is_pointed_out() -> None:
    current = [member(str(at), f"A{at}", "Khan") for at in range(9)]
    read = StaffList(
        rows=(
            row("x1", "A1", "Khan"),
            row("x2", "Bo", "Lee", email="b@s.uk"),
            row("x3", "Bo", "Lee", email="B@s.uk"),
            row("x4", "Cy", "Lee", last_day=date(2020, 1, 1)),
        ),
        names_last_day=True,
        is_whole=True,
    )
    notices = {notice.kind: notice.numbers for notice in plan(current, read, TODAY).notices}
    assert notices[NoticeKind.PERHAPS_NEW_NUMBER] == ("1", "x1")
    assert notices[NoticeKind.SAME_NAME] == ("x2", "x3")
    assert notices[NoticeKind.SAME_EMAIL] == ("x2", "x3")
    assert notices[NoticeKind.FORMER_STAFF] == ("x4",)
    assert len(notices[NoticeKind.MANY_LEAVE]) == 9


def answered(read: StaffList, same: bool | None) -> StaffList:
    return evolve(read, same_numbers=same)


def test_numbers_that_differ_by_zeros_blanks_or_capitals_are_one_question_for_the_whole_list() -> None:
    held = [member("1", "Sam"), member("2", "Ada"), member("a 4", "Bo"), member("9", "Zoé")]
    read = StaffList(rows=(row("00001", "Sam"), row("002", "Ada"), row("A4", "Bo"), row("10", "New")), is_whole=True)
    asked = plan(held, read, TODAY)
    assert asked.alike == (("1", "00001"), ("2", "002"), ("a 4", "A4"))
    same = plan(held, answered(read, True), TODAY)
    assert same.alike == ()
    assert {change.after.number: change.kind for change in same.changes} == {
        "9": ChangeKind.LEFT,
        "10": ChangeKind.JOINED,
    }
    different = plan(held, answered(read, False), TODAY)
    assert different.alike == ()
    assert {"00001", "002", "A4"} <= {c.after.number for c in different.changes if c.kind is ChangeKind.JOINED}


def test_of_numbers_that_both_stand_in_the_list_nothing_is_asked() -> None:
    held = [member("1", "Sam")]
    read = StaffList(rows=(row("1", "Sam"), row("01", "Ada")))
    assert plan(held, read, TODAY).alike == ()
    assert plan([member("1"), member("001")], StaffList(rows=(row("01"),)), TODAY).alike == ()


@given(st.sets(st.integers(1, 99), min_size=1), st.integers(0, 6))
def test_a_list_with_other_zeros_answered_with_the_same_changes_nothing(numbers: set[int], zeros: int) -> None:
    held = [member(str(number)) for number in numbers]
    read = StaffList(rows=tuple(row("0" * zeros + str(number)) for number in sorted(numbers)), is_whole=True)
    assert plan(held, answered(read, True), TODAY).changes == ()
    assert len(plan(held, read, TODAY).alike) == (len(numbers) if zeros else 0)
