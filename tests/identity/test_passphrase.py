from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.identity import Hint, StrengthLevel, is_made_of, new_passphrase, passphrase_strength
from tests.in_turn import in_turn

LEVELS = list(StrengthLevel)


@in_turn(
    "text",
    ["", "password", "P4ssw0rd1!", "letmein", "qwertyuiop", "12345678", "aaaaaaaaaaaaaaaa", "Teacher2026", "otter"],
)
def test_what_everybody_uses_is_weak(text: str) -> None:
    assert passphrase_strength(text).level is StrengthLevel.WEAK


@in_turn("text", ["seven quiet otters wander slowly", "kX9#vb2Lq!mZ47", "copper lantern drifting beyond gravel"])
def test_several_words_or_a_long_random_string_are_at_least_good(text: str) -> None:
    strength = passphrase_strength(text)
    assert LEVELS.index(strength.level) >= LEVELS.index(StrengthLevel.GOOD)
    assert strength.hint is Hint.FINE


def test_ones_own_name_and_school_count_for_nothing() -> None:
    text = "hillside nightingale marlowe"
    assert passphrase_strength(text, about=["Jo Marlowe", "Hillside School"]).bits < passphrase_strength(text).bits
    assert passphrase_strength("marlowe hillside", about=["Jo Marlowe", "Hillside School"]).hint is Hint.ABOUT_YOU


@in_turn(
    ("text", "hint"),
    [("", Hint.EMPTY), ("dragon", Hint.COMMON), ("aaaa aaaa", Hint.PATTERN), ("harbour", Hint.ADD_WORDS)],
)
def test_the_hint_names_what_would_help(text: str, hint: Hint) -> None:
    assert passphrase_strength(text).hint is hint


def test_repeating_a_word_hardly_helps() -> None:
    once, many = passphrase_strength("nightingale"), passphrase_strength("nightingale " * 6)
    assert many.bits <= once.bits + 6


@given(st.text(max_size=60), st.sampled_from(["copper", "lantern", "gravel"]))
def test_one_more_word_never_lowers_the_estimate(text: str, word: str) -> None:
    assert passphrase_strength(f"{text} {word}").bits >= passphrase_strength(text).bits


def test_a_strength_never_shows_the_passphrase() -> None:
    assert "copper" not in repr(passphrase_strength("copper lantern"))


def test_a_made_up_passphrase_is_four_words_and_at_least_good() -> None:
    for made in (new_passphrase() for _ in range(300)):
        assert len(made.split()) == 4
        assert made.isascii()
        strength = passphrase_strength(made)
        assert LEVELS.index(strength.level) >= LEVELS.index(StrengthLevel.GOOD)
        assert strength.hint is Hint.FINE


def test_no_two_made_up_passphrases_are_alike() -> None:
    assert len({new_passphrase() for _ in range(500)}) == 500


PUBLIC = ("amber", "canoe", "harbour", "lantern", "magnet", "orbit", "velvet")


@given(st.lists(st.sampled_from(PUBLIC), min_size=1), st.sampled_from([" ", "", "-", ", ", " 1 "]))
def test_public_words_are_known_in_any_order_and_however_spaced(words: list[str], between: str) -> None:
    assert is_made_of(between.join(words), PUBLIC)
    assert is_made_of(between.join(words).upper(), PUBLIC)
    assert not is_made_of(between.join([*words, "gravel"]), PUBLIC)


@in_turn("text", ["", "12345678", "lemon teapot gravel windmill", "amberish canoes"])
def test_other_words_are_not_public_ones(text: str) -> None:
    assert not is_made_of(text, PUBLIC)
