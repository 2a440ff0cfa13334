"""How hard a passphrase is to guess, generated passphrases, and keeping one in the system's keyring."""

import re
import secrets
from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from attrs import frozen

from ..certificates import fingerprint
from ..system import shipped_folder
from ..system.keyring import Keychain, system_keychain
from .signing_key import SigningKey


def can_remember() -> bool:
    """Whether this system has a keyring that protects its content."""
    return system_keychain() is not None


def remember_passphrase(key: SigningKey | bytes, passphrase: str, *, keychain: Keychain | None = None) -> bool:
    """Keep the passphrase of a key (or of a key's fingerprint) in the keyring; False if that is not possible."""
    found = keychain or system_keychain()
    return found is not None and found.keep(_entry(key), passphrase)


def remembered_passphrase(key: SigningKey | bytes, *, keychain: Keychain | None = None) -> str | None:
    """The passphrase kept for a key (or for a key's fingerprint), or None."""
    found = keychain or system_keychain()
    return found.find(_entry(key)) if found is not None else None


def forget_passphrase(key: SigningKey | bytes, *, keychain: Keychain | None = None) -> bool:
    """Remove the passphrase from the keyring; returns whether none is kept now."""
    found = keychain or system_keychain()
    return found is None or found.drop(_entry(key))


def _entry(key: SigningKey | bytes) -> str:
    digest = key if isinstance(key, bytes) else fingerprint(key.certificate)
    return f"passphrase-{digest.hex()}"


class StrengthLevel(StrEnum):
    """How good a passphrase is, in one word."""

    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"
    STRONG = "strong"


class Hint(StrEnum):
    """What would help; the screen writes the sentence."""

    EMPTY = "type a passphrase"
    COMMON = "contains a very common password"
    ABOUT_YOU = "contains your name or your school's"
    PATTERN = "contains a run or a repeat"
    ADD_WORDS = "add one or two unrelated words"
    FINE = "nothing to add"


@frozen(kw_only=True)
class Strength:
    """An estimate for someone who steals the key file and has a computer guess."""

    level: StrengthLevel
    hint: Hint
    bits: int  # of guessing work, not counting the key file's own slowness


# The guessing work at which each level begins. The key file makes each guess cost about 2**20 hashes more.
_LEVELS = ((56, StrengthLevel.STRONG), (42, StrengthLevel.GOOD), (30, StrengthLevel.FAIR), (0, StrengthLevel.WEAK))
_COMMON_WORDS = """
abc access admin autumn baseball bailey batman charlie chocolate christmas classroom daisy dragon football flower
freedom hannah harry head headteacher hello home iloveyou jordan letmein liverpool login london love lovely manchester
master michael monkey mustang office pass passphrase password princess pupil qwerty school secret shadow spring staff
student summer sunshine superman teach teacher thomas user welcome winter
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_SWAPS = str.maketrans("@4301!5$7", "aaeoiisst")
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "0123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_CHUNK = re.compile(r"[^\W\d_]+|\d+|[\W_]+")
_VOWELS = frozenset("aeiouyàáâäåæèéêëìíîïòóôöøùúûüý")
_RUN = 3


def passphrase_strength(text: str, *, about: Iterable[str] = ()) -> Strength:
    """Judge a passphrase; `about` are words that others know about its owner (name, school, staff number)."""
    if not text:
        return Strength(level=StrengthLevel.WEAK, hint=Hint.EMPTY, bits=0)
    known = {word for entry in about for word in re.findall(r"\w{3,}", entry.casefold())}
    bits, hints, seen = 0.0, set[Hint](), set[str]()
    for chunk in _chunks(text, known):
        worth, hint = (1.0, Hint.PATTERN) if chunk in seen else _worth(chunk, known)
        seen.add(chunk)
        bits += worth
        hints |= {hint} if hint else set()
    return _judged(int(bits), hints)


def _judged(bits: int, hints: set[Hint]) -> Strength:
    level = next(level for least, level in _LEVELS if bits >= least)
    if level in (StrengthLevel.GOOD, StrengthLevel.STRONG):
        return Strength(level=level, hint=Hint.FINE, bits=bits)
    hint = next((hint for hint in (Hint.COMMON, Hint.ABOUT_YOU, Hint.PATTERN) if hint in hints), Hint.ADD_WORDS)
    return Strength(level=level, hint=hint, bits=bits)


def _chunks(text: str, known: set[str]) -> list[str]:
    """The parts a guesser would try as one: a whole word spelt with swaps (P4ssw0rd), else letters, digits, signs."""
    found: list[str] = []
    for word in text.casefold().split():
        bare = word.strip("!?.,;:-_*#'\"")
        spelt = re.sub(r"\d+$", "", bare).translate(_SWAPS)
        found += [spelt, word[len(spelt) :]] if spelt in _COMMON | known else _CHUNK.findall(word)
    return [chunk for chunk in found if chunk]


def _worth(chunk: str, known: set[str]) -> tuple[float, Hint | None]:
    if chunk in known:
        return 2.0, Hint.ABOUT_YOU
    if chunk in _COMMON:
        return 5.0, Hint.COMMON
    if _is_run(chunk):
        return 4.0, Hint.PATTERN
    if chunk.isdigit():
        return _digits_worth(chunk), None
    if chunk.isalpha():
        return _letters_worth(chunk), None
    return 3.0 * min(len(chunk), 4), None


def _digits_worth(chunk: str) -> float:
    year = len(chunk) == 4 and chunk[:2] in ("19", "20")
    return 6.0 if year else 3.3 * min(len(chunk), 12)


def _letters_worth(chunk: str) -> float:
    """Letters that could be a word carry about two bits each, and a dictionary holds it at 13; others nearly five."""
    vowels = sum(letter in _VOWELS for letter in chunk)
    if len(chunk) < _RUN or vowels * 5 < len(chunk):
        return 4.7 * len(chunk)
    return min(2.2 * len(chunk), 13.0 + max(0, len(chunk) - 8))


def _is_run(chunk: str) -> bool:
    if len(chunk) < _RUN:
        return False
    in_a_row = any(chunk in row or chunk[::-1] in row for row in _ROWS)
    return in_a_row or len(set(chunk)) <= max(1, len(chunk) // 4)


WORDS_IN_A_PASSPHRASE = 4  # about 49 bits, where six letters of one's own make 20; the key file makes each guess slow


def new_passphrase() -> str:
    """Four different random words, separated by spaces."""
    return " ".join(secrets.SystemRandom().sample(_words(), WORDS_IN_A_PASSPHRASE))


def is_made_of(passphrase: str, public: Iterable[str]) -> bool:
    """Whether a passphrase consists only of publicly known words: all or some, in any order or spacing."""
    known = sorted(set(public), key=len, reverse=True)
    letters = re.sub(r"[\W\d_]", "", passphrase.casefold())
    return bool(letters) and not re.sub("|".join(map(re.escape, known)), "", letters) if known else False


@cache
def _words() -> tuple[str, ...]:
    return tuple((shipped_folder("resources") / "passphrase-words.txt").read_text(encoding="ascii").split())
