"""How people are found and put in order: the text that the table holds of each, and what somebody types."""

import re
import unicodedata
from collections.abc import Sequence

_BETWEEN_WORDS = "[,;'`\u2018\u2019\u02bc]"
PLAIN = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
"""Letters that no accent parts from a plain one, and the letters among which readers here look for them."""


def sort_text(*parts: str) -> str:
    """By what texts stand in order for readers here: Łukasz among those with L, Zoë before Zoey.

    The same everywhere, and on every computer: a list that a register sorted and one that a window sorts agree.
    """
    return "".join(PLAIN.get(each, each) for each in search_text(*parts))


def search_text(*parts: str) -> str:
    """Without capitals and accents, so that "Zoe" finds "Zoë"."""
    joined = unicodedata.normalize("NFKD", " ".join(" ".join(parts).split()))
    return "".join(each for each in joined if not unicodedata.combining(each)).casefold()


def search_words(asked: str) -> Sequence[str]:
    """What has to stand in a `search_text`: "Smith, J" finds John Smith, and O'Connor however it is typed."""
    return re.sub(_BETWEEN_WORDS, " ", search_text(asked)).split()
