"""How people are found: the text that the table holds of each, and what somebody types."""

import re
import unicodedata
from collections.abc import Sequence

_BETWEEN_WORDS = "[,;'`\u2018\u2019\u02bc]"


def search_text(*parts: str) -> str:
    """Without capitals and accents, so that "Zoe" finds "Zoë"."""
    joined = unicodedata.normalize("NFKD", " ".join(" ".join(parts).split()))
    return "".join(each for each in joined if not unicodedata.combining(each)).casefold()


def search_words(asked: str) -> Sequence[str]:
    """What has to stand in a `search_text`: "Smith, J" finds John Smith, and O'Connor however it is typed."""
    return re.sub(_BETWEEN_WORDS, " ", search_text(asked)).split()
