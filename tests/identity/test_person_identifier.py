import re

from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.identity import new_person_identifier, read_person_identifier
from tests.in_turn import in_turn

ALPHABET = "023456789BCDFGHJKMNPQRSTVWXYZ"


def test_an_identifier_is_readable_and_never_repeats() -> None:
    made = {new_person_identifier() for _ in range(500)}
    assert len(made) == 500
    assert all(re.fullmatch(r"P-[0-9B-Z]{4}-[0-9B-Z]{4}-[0-9B-Z]{4}", each) for each in made)


@in_turn("identifier", [new_person_identifier() for _ in range(5)])
def test_an_identifier_is_read_however_it_was_typed(identifier: str) -> None:
    for typed in (identifier.lower(), identifier.replace("-", " "), identifier[2:], identifier.replace("0", "O")):
        assert read_person_identifier(typed) == identifier


@given(st.integers(0, 11), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(place: int, character: str) -> None:
    identifier = new_person_identifier()
    letters = list(identifier.replace("-", "")[1:])
    if letters[place] != character:
        letters[place] = character
        assert read_person_identifier("".join(letters)) is None


@given(st.integers(0, 10))
def test_two_neighbours_that_changed_places_are_always_noticed(place: int) -> None:
    letters = list(new_person_identifier().replace("-", "")[1:])
    if letters[place] != letters[place + 1]:
        letters[place], letters[place + 1] = letters[place + 1], letters[place]
        assert read_person_identifier("".join(letters)) is None


@given(st.text(max_size=40))
def test_no_text_makes_reading_fail(text: str) -> None:
    found = read_person_identifier(text)
    assert found is None or read_person_identifier(found) == found
