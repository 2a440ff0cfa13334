import hashlib
import re

from hypothesis import given
from hypothesis import strategies as st

from privacy_wizard.certificates import fingerprint
from privacy_wizard.identity import fingerprint_words
from privacy_wizard.identity.signing_key import WORDS, word_list

from .keys import ada, ben


def test_the_list_never_changes_because_words_are_already_on_paper() -> None:
    digest = hashlib.sha256("\n".join(word_list()).encode()).hexdigest()
    assert digest == "258367e2315fd3b73f754e498c309f46ba7650ad150a3d228f257388969901b4"


def test_the_list_has_1024_distinct_short_plain_words() -> None:
    assert len(set(word_list())) == len(word_list()) == 1024
    assert all(re.fullmatch("[a-z]{4,8}", word) for word in word_list())


def test_no_slip_of_one_letter_turns_a_word_into_another() -> None:
    seen: dict[str, str] = {}
    for word in word_list():
        for gap in range(len(word)):
            assert seen.setdefault(f"{word[:gap]}*{word[gap + 1 :]}", word) == word
    shorter = {word[:gap] + word[gap + 1 :] for word in word_list() for gap in range(len(word))}
    assert not shorter & set(word_list())


def test_the_words_carry_at_least_64_bits() -> None:
    assert WORDS * 10 >= 64
    assert len(fingerprint_words(ada().certificate)) == WORDS


def test_the_words_are_the_same_for_the_key_its_certificate_and_its_digest() -> None:
    key = ada()
    words = fingerprint_words(key.certificate)
    assert words == fingerprint_words(key.private_key.public_key()) == fingerprint_words(fingerprint(key.certificate))


def test_two_keys_have_different_words() -> None:
    assert fingerprint_words(ada().certificate) != fingerprint_words(ben().certificate)


@given(st.binary(min_size=32, max_size=32))
def test_the_words_say_the_first_70_bits_and_nothing_less(digest: bytes) -> None:
    number = 0
    for word in fingerprint_words(digest):
        number = number * 1024 + word_list().index(word)
    assert number == int.from_bytes(digest, "big") >> 186
