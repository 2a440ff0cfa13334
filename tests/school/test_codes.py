import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.domain.invitation import Invitation
from privacy_wizard.domain.vocabulary import Occasion
from privacy_wizard.school import invitation_files
from privacy_wizard.school.errors import CodeMistyped
from privacy_wizard.school.invitation_files import ALPHABET, RANDOM_SYMBOLS, binding_key, new_code, proof, read_code
from tests.in_turn import in_turn

from .profiles import AUTHORITY, NOW

INVITATION = Invitation(
    id="0" * 32,
    school="Hillside",
    authority=AUTHORITY,
    name="Ada",
    staff_number="S-1042",
    campaign="2026",
    occasion=Occasion.ANNUAL_REVIEW,
    pack="",
    issued=NOW,
    expires=NOW + timedelta(days=30),
    due=None,
)
GUESSING = {**invitation_files._COST}  # as the program has it; a guess costs the tests less
BOUND = {"public_key": b"k" * 32, "invitation": "0" * 32, "staff_number": "S-1042", "authority": AUTHORITY}


def test_a_code_has_at_least_fifty_random_bits_in_groups_of_four() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 32
    assert RANDOM_SYMBOLS * 5 >= 50
    codes = {new_code() for _ in range(300)}
    assert len(codes) == 300
    assert all(re.fullmatch(r"([0-9A-Z]{4}-){2}[0-9A-Z]{4}", code) for code in codes)
    assert {symbol for code in codes for symbol in code} - {"-"} == set(ALPHABET)


def test_each_guess_at_a_code_costs_32_megabytes() -> None:
    assert GUESSING["n"] * GUESSING["r"] * 128 >= 32 * 1024 * 1024


def test_small_letters_spaces_and_lookalikes_are_forgiven() -> None:
    code = next(each for each in (new_code() for _ in range(10_000)) if "0" in each and "1" in each)
    typed = f"  {code.lower().replace('0', 'o').replace('1', 'l').replace('-', ' ')} "
    assert read_code(typed) == code.replace("-", "")


@given(place=st.integers(0, 11), other=st.sampled_from(ALPHABET))
def test_every_single_wrong_symbol_is_noticed(place: int, other: str) -> None:
    code = read_code("7KQF2MXD9TB" + _check("7KQF2MXD9TB"))
    if code[place] != other:
        with pytest.raises(CodeMistyped):
            read_code(code[:place] + other + code[place + 1 :])


@given(one=st.integers(0, 11), two=st.integers(0, 11), first=st.text(ALPHABET, min_size=11, max_size=11))
def test_any_two_symbols_that_changed_places_are_noticed(one: int, two: int, first: str) -> None:
    code = list(first + _check(first))
    if code[one] != code[two]:
        code[one], code[two] = code[two], code[one]
        with pytest.raises(CodeMistyped):
            read_code("".join(code))


def _check(text: str) -> str:
    """The one symbol that makes a code good."""
    fitting = []
    for symbol in ALPHABET:
        try:
            read_code(text + symbol)
        except CodeMistyped:
            continue
        fitting.append(symbol)
    assert len(fitting) == 1
    return fitting[0]


@in_turn("typed", ["", "7KQF", "U" * 12, "é" * 12, "0" * 13, "7KQF-2MXD-9TB"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(CodeMistyped, match="no try was used up"):
        read_code(typed)


def test_the_proof_is_bound_to_key_invitation_number_and_school() -> None:
    code = new_code()
    key = binding_key(code, INVITATION)
    right = proof(key, **BOUND)
    assert proof(binding_key(code.lower(), INVITATION), **BOUND) == right
    for change in (
        {"public_key": b"x" * 32},
        {"invitation": "1" * 32},
        {"staff_number": "S-1043"},
        {"authority": "cd" * 32},
    ):
        assert proof(key, **{**BOUND, **change}) != right
    assert binding_key(new_code(), INVITATION) != key
