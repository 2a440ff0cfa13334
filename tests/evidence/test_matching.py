"""A connection is met whatever way its name is written, nothing of the list is told, and a guess costs what it must."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.domain.protected_list import USUAL, ProtectedList, ProtectedPerson, list_faults
from privacy_wizard.evidence.matching import tokens
from privacy_wizard.evidence.matching.forms import (
    MOST_FORMS,
    FormKind,
    NameForm,
    forms_of_connection,
    forms_of_entry,
)
from privacy_wizard.evidence.matching.matches import (
    ListMatch,
    MatchKind,
    MatchStrength,
    match_reason,
    matches,
    strength_name,
)
from privacy_wizard.evidence.matching.spelling import plain_letters
from privacy_wizard.evidence.matching.tokens import MatchingStopped, made_list
from privacy_wizard.evidence.observation import ExportedConnection
from privacy_wizard.system.progress import WorkProgress
from tests.in_turn import in_turn

GUESSING = {**tokens._COST}  # as the program has it; a guess costs the tests less
NOW = datetime(2026, 11, 20, tzinfo=UTC)
NAMES = st.text(alphabet="abcdefghijklmnopqrstuvwxyzáéüßøłабвгдеж'’- ", min_size=1, max_size=24)
WHOLE, SHORT, SWAPPED = MatchKind.WHOLE_NAME, MatchKind.SHORT_NAME, MatchKind.SWAPPED
OTHER, INITIAL, MIDDLE = MatchKind.OTHER_FORM, MatchKind.INITIAL, MatchKind.MIDDLE_NAME


def a_list(people: Sequence[ProtectedPerson]) -> ProtectedList:
    return made_list(people, school="Hillside", made=NOW, expires=NOW + USUAL)


def person(name: str, **more: str) -> ProtectedPerson:
    first, _space, last = name.partition(" / ")
    return ProtectedPerson(first=first, last=last, **more)


def met(listed: Sequence[ProtectedPerson], *shown: ExportedConnection) -> list[MatchKind | None]:
    found = matches(a_list(listed), shown)
    return [found[at].kind if at in found else None for at in range(len(shown))]


@in_turn(
    ("listed", "shown"),
    [
        ("Zoë / O'Brien", {"zoe obrien": WHOLE, "ZOË O’BRIEN": WHOLE, "O Brien, Zoe": WHOLE, "Zoe 🌸 O'Brien": WHOLE}),
        ("Robert / Smith", {"Bob Smith": SHORT, "Smith Bob": SHORT, "Smith Robert": SWAPPED, "R. Smith": INITIAL}),
        ("Bob / Smith", {"Robert Smith": SHORT, "Rob Smith": SHORT, "Albert Smith": None, "Smith": None}),
        ("Anna Marie / Smith-Jones", {"Anna Smith": SHORT, "Anna Jones": SHORT, "Anna Smith Jones": WHOLE}),
        ("Imke Nele / Brook", {"Nele Brook": MIDDLE, "Imke N. Brook": WHOLE, "Imke (Bee) Brook": WHOLE}),
        ("Alex / Miller", {"Alexandra Miller": SHORT, "Alexander Mueller": None, "Sasha Miller": SHORT}),
        ("Jürgen / Müller", {"Juergen Mueller": OTHER, "Jurgen Muller": WHOLE, "Müller Jürgen": SWAPPED}),
        ("Fatima / Al-Hassan", {"Fatima Alhassan": WHOLE, "Fatimah Al Hassan": OTHER}),
        ("Mohammed / Hussain", {"Muhammad Hussein": SHORT, "Mohamed Hossain": SHORT}),
        ("Dmytro / Shevchenko", {"Дмитро Шевченко": OTHER, "Dmitri Szewczenko": SHORT}),
        ("Eleni / Georgiou", {"Ελένη Γεωργίου": WHOLE}),
        ("Ana / García López", {"Ana Garcia": SHORT, "Ana Lopez": SHORT, "Ana García López": WHOLE}),
        ("Angus / MacDonald", {"Angus McDonald": OTHER, "Angus Mac Donald": WHOLE, "Angus Donald": None}),
    ],
)
def test_a_name_is_met_in_every_way_it_is_written(listed: str, shown: dict[str, MatchKind | None]) -> None:
    found = met([person(listed)], *(ExportedConnection(name=each) for each in shown))
    told = dict(zip(shown, found, strict=True))
    wanted = {each: kind for each, kind in shown.items() if kind is not SHORT}
    assert {each: told[each] for each in wanted} == wanted
    assert all(told[each] in (SHORT, OTHER) for each in shown if shown[each] is SHORT)


def test_ways_to_reach_somebody_are_met_however_they_are_written_and_say_most() -> None:
    listed = [
        person("Sam / Lee", email="Sam.Lee+x@googlemail.com", mobile="07700 900123", handle="@SamLee_08"),
        ProtectedPerson(handle="https://social.example/@wee.one/"),
    ]
    shown = [
        ExportedConnection(name="S", email="samlee@gmail.com"),
        ExportedConnection(name="S", phone="+44 (0)7700 900123"),
        ExportedConnection(name="S", phone="0044 7700 900 123"),
        ExportedConnection(handle="samlee_08"),
        ExportedConnection(name="Wee.One", handle="wee.one"),
        ExportedConnection(handle="sam.lee77"),
        ExportedConnection(handle="other", email="no address", phone="900123"),
    ]
    email, mobile, handle = MatchKind.EMAIL, MatchKind.MOBILE, MatchKind.HANDLE
    found = met(listed, *shown)
    assert found[:5] == [email, mobile, mobile, handle, handle]
    assert ListMatch(MatchKind.HANDLE).strength is MatchStrength.STRONG > ListMatch(OTHER).strength
    assert found[5] is not None, "a handle that is made of a name"
    assert found[6] is None


@given(NAMES, NAMES, NAMES)
def test_no_entry_and_no_connection_has_more_than_five_forms_and_every_whole_name_meets_itself(
    first: str, last: str, other: str
) -> None:
    entry = forms_of_entry(person(f"{first} / {last}", email="a@b.example", mobile="07700900123", handle="abc"))
    plain = forms_of_entry(person(f"{first} / {last}"))
    sought = forms_of_connection(f"{first} {last} {other}", "abc", "a@b.example", "07700900123")
    assert max(map(len, (entry, plain, sought))) <= MOST_FORMS
    assert len({*entry}) == len(entry)
    named = [each for each in plain if each.kind is FormKind.NAME]
    letters = [plain_letters(each) for each in (first, last)]
    if named and all(len(each) > 2 for each in letters) and " " not in first.strip() + last.strip():
        assert {*named} & {*forms_of_connection(f"{first} {last}")}


def test_two_lists_of_the_same_people_share_no_token_and_hold_no_name() -> None:
    people = [person("Persephone / Featherstonehaugh", handle="seffy_f", email="seffy@mail.example")]
    one, other = a_list(people), a_list(people)
    assert one.salt != other.salt
    assert not one.token_set() & other.token_set()
    assert not any(word in repr((one, one.tokens, people)).lower() for word in ("seph", "feather", "seffy"))
    assert list_faults(one) == ()


def test_a_list_tells_no_more_than_the_order_of_its_size() -> None:
    few, more = (a_list([person(f"Imke{'xyzwv'[at]}q / Brook") for at in range(most)]) for most in (1, 5))
    assert len(few.token_set()) == len(more.token_set()) == 1024


def test_a_form_of_one_kind_is_never_met_by_the_same_text_of_another() -> None:
    salt = b"s" * 16
    assert len({tokens.token(NameForm(kind, "same"), salt, 2) for kind in FormKind}) == len(FormKind)


def test_matching_counts_up_to_its_end_and_can_be_stopped() -> None:
    shown = [ExportedConnection(name=f"Imke{at} Brook{'ab'[at % 2]}x{chr(97 + at % 26)}") for at in range(200)]
    told: list[tuple[int, int]] = []
    matches(a_list([person("Imke / Brook")]), shown, WorkProgress(came=lambda done, of: told.append((done, of))))
    assert told[-1][0] == told[-1][1]
    assert [done for done, _of in told] == sorted(done for done, _of in told)
    with pytest.raises(MatchingStopped):
        matches(a_list([person("Imke / Brook")]), shown, WorkProgress(stopped=lambda: True))


def test_every_kind_of_match_has_words_that_name_nobody_and_every_strength_its_own() -> None:
    reasons = {match_reason(ListMatch(kind)) for kind in MatchKind}
    assert len(reasons) == len(MatchKind)
    assert all("protected list" in each and each.endswith("match)") for each in reasons)
    assert len({strength_name(each) for each in MatchStrength}) == 3


def test_a_guess_at_a_real_list_takes_sixteen_megabytes() -> None:
    assert GUESSING["n"] * GUESSING["r"] * GUESSING["p"] * 128 == 2**24
    assert tokens.cost() < GUESSING["n"], "these tests pay less"
