"""Which names are the same, which are only spelled otherwise, and which merely look alike."""

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.domain.likeness import Likeness, both, difference, likeness
from tests.in_turn import in_turn

ZOE = "Zoë O'Brien-Łuczak"


@in_turn(
    "name",
    [ZOE, "  zoë   o'brien-łuczak ", "Zoë O’Brien-Łuczak", unicodedata.normalize("NFD", ZOE), "ZOË O'BRIEN-ŁUCZAK"],
)
def test_capitals_spaces_and_ways_of_typing_make_no_other_name(name: str) -> None:
    assert likeness(ZOE, name) is Likeness.SAME


@in_turn("name", ["Zoe O'Brien-Luczak", "Zoë OBrien Łuczak", "O'Brien-Łuczak Zoë"])
def test_a_name_without_its_accents_or_in_another_order_is_spelled_otherwise(name: str) -> None:
    assert likeness(ZOE, name) is Likeness.SPELLED_OTHERWISE


@in_turn(
    "name",
    [
        *("Ben Okafor", "Zoë", "Zoë O'Brien", ""),
        "Zоë O'Brien-Łuczak",
        "Ζoë O'Brien-Łuczak",
        "Zoë O'Br1en-Łuczak",
    ],
)
def test_letters_that_only_look_the_same_make_another_name(name: str) -> None:
    assert likeness(ZOE, name) is Likeness.OTHER


@in_turn("name", ["李小龙", "محمد علي", "Иван Петров", "Đặng Thị Hương"])
def test_names_in_any_script_are_compared(name: str) -> None:
    assert likeness(name, name) is Likeness.SAME
    assert likeness(name, f"{name}ж") is Likeness.OTHER


@in_turn(
    ("other", "words"),
    [
        ("Zоë", "character 2 is “о” (cyrillic small letter o), not “o” (latin small letter o)"),
        ("Zoe", "character 3 is “e” (latin small letter e), not “ë” (latin small letter e with diaeresis)"),
        ("Ben Okafor", ""),
        ("Zoë", ""),
    ],
)
def test_what_differs_is_said_in_words_where_few_characters_do(other: str, words: str) -> None:
    assert difference("Zoë", other) == words


def test_what_the_page_says_stands_beside_what_is_elsewhere_with_what_differs_where_it_is_little() -> None:
    assert both("Ada", "in the certificate", "Bennett") == "“Ada” on the page, “Bennett” in the certificate"
    told = both("Zoe", "in the certificate", "Zoë")
    assert told.startswith("“Zoe” on the page, “Zoë” in the certificate; character 3 is “e”")


def test_an_invisible_character_is_called_by_its_name() -> None:
    assert difference("Zoë Ab", "Zoë\u200bAb") == "character 4 is zero width space, not “ ” (space)"


@given(st.text(max_size=20), st.text(max_size=20))
def test_comparing_is_the_same_from_both_sides_and_never_fails(one: str, other: str) -> None:
    assert likeness(one, other) is likeness(other, one)
    assert likeness(one, one) is Likeness.SAME
    assert isinstance(difference(one, other), str)


def test_every_character_there_is_can_be_compared() -> None:
    assigned = (*range(0x33500), *range(0xE0000, 0xE0200), sys.maxunicode)  # no letter has a number between or beyond
    everything = "".join(map(chr, assigned))
    assert likeness(everything, "") is Likeness.OTHER


def test_joiners_change_the_look_of_a_word_and_not_the_name() -> None:
    assert likeness("می\u200cنا", "مینا") is Likeness.SAME
    assert likeness("ශ්\u200dරී", "ශ්රී") is Likeness.SAME
