"""A passphrase made by the program, and one that may not be chosen."""

import re
import secrets
from collections.abc import Iterable
from functools import cache

from ..system import shipped_folder

WORDS_IN_A_PASSPHRASE = 4  # about 49 bits, where six letters of one's own make 20; the key file makes each guess slow


def new_passphrase() -> str:
    """Four different words, drawn by lot, with spaces between them."""
    return " ".join(secrets.SystemRandom().sample(_words(), WORDS_IN_A_PASSPHRASE))


def is_made_of(passphrase: str, public: Iterable[str]) -> bool:
    """Whether a passphrase holds nothing but words that others know: all, some, in any order, however spaced."""
    known = sorted(set(public), key=len, reverse=True)
    letters = re.sub(r"[\W\d_]", "", passphrase.casefold())
    return bool(letters) and not re.sub("|".join(map(re.escape, known)), "", letters) if known else False


@cache
def _words() -> tuple[str, ...]:
    return tuple((shipped_folder("resources") / "passphrase-words.txt").read_text(encoding="ascii").split())
