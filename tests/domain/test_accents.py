"""Names of living languages keep their accents; a tower of them is found, and can be taken down."""

import unicodedata
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.domain.accents import overloaded, without_overload

HONEST = [
    "Zoë O'Brien-Łuczak",
    "Nguyễn Thị Ấu",
    "Ọlá Ṣẹ́gun",
    "Ą́žuolas Jõgė́",
    "Ó͘ Tâi-gí",
    "Ä̱mbo M̧ajel",
    "ᾅδης ΐ",
    "שָׁלוֹם",
    "مُحَمَّدٌ",
    "प्रियांका हिन्दी",
    "ผู้ใหญ่ น้ำ",
    "Đặng Ǖ",
    "Ḹ̀",
    "ǖ̀",  # two that belong to the letter, and a tone: three above, and no more
    "Ẹ̄̀",  # the macron and the grave belong to the letter, whatever stands below it
    "",
    "plain",
]
TOWERS = [
    "Z\u0301\u0301\u0301\u0301oe",
    "e" + "\u0302\u0300" * 30,
    "Ấ\u036a",  # three above, one of them tall
    "o\u0323\u0331\u0331",
    "o\u0301\u0300\u0304",
    "\u0301Ben",
    "Ben \u0301",
    "Ben\n\u0489",
    "B\u0336e\u0336n\u0336",
    "B\u0489en",
    "B\u0361en",
    "B\u035cen",  # reaches under the next letter
    "ש" + "\u05b8" * 4,
]


FORMS: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")


def typed(texts: list[str]) -> list[str]:
    """As one keyboard or another writes them."""
    return [unicodedata.normalize(form, text) for text in texts for form in FORMS]


def test_what_people_are_called_stays_as_it_is() -> None:
    assert [name for name in typed(HONEST) if overloaded(name) or without_overload(name) != name] == []


def test_a_tower_of_accents_is_found_and_can_be_taken_down() -> None:
    assert [text for text in typed(TOWERS) if not overloaded(text) or overloaded(without_overload(text))] == []


def test_every_letter_that_stands_above_another_is_too_tall() -> None:
    assert all(overloaded(f"a{chr(mark)}") for mark in range(0x363, 0x370))


@given(st.text(alphabet=st.sampled_from("aeọẤשك \n\u0301\u0300\u0323\u0336\u0361\u0489\u05b8\u0651"), max_size=20))
def test_whatever_is_typed_nothing_but_accents_goes(text: str) -> None:
    left = without_overload(text)
    assert not overloaded(left)

    def letters(of: str) -> str:
        return "".join(c for c in unicodedata.normalize("NFD", of) if unicodedata.category(c) not in ("Mn", "Me"))

    assert letters(left) == letters(text)
