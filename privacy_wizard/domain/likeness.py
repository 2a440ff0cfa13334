"""How two names (or numbers) compare, since what looks the same need not be the same."""

import unicodedata
from enum import StrEnum

from ..i18n import _

_HYPHENS = "-\u2010\u2011"
_CERTIFIED = 64  # characters that X.509 allows a name in a certificate
_MOST_SHOWN = 3  # characters that differ, in words
_SHOWN = 90  # characters of a name that are shown
_TYPED_EITHER_WAY = str.maketrans(
    {
        **dict.fromkeys("\u2019\u2018\u02bc`", "'"),
        **dict.fromkeys("\u2010\u2011", "-"),
        **dict.fromkeys("\u200c\u200d", ""),  # joiners, which change the look of a word and not its letters
    }
)


class Likeness(StrEnum):
    """How alike two names are."""

    SAME = "same"  # capitals, spaces, and how a keyboard writes an apostrophe or an accent do not count
    SPELLED_OTHERWISE = "spelled otherwise"  # the same letters without their accents, signs and order
    OTHER = "other"  # letters of another script that look the same make another name


def likeness(one: str, other: str) -> Likeness:
    """How alike two names are."""
    if _folded(one) == _folded(other):
        return Likeness.SAME
    mine, theirs = _letters(one), _letters(other)
    return Likeness.SPELLED_OTHERWISE if mine and mine == theirs else Likeness.OTHER


def as_certified(name: str) -> str:
    """A name as a certificate holds it: on one line, and cut at the format's limit."""
    return " ".join(name.split())[:_CERTIFIED].rstrip()


def difference(one: str, other: str) -> str:
    """The first characters in which `other` differs from `one`, in words; empty if that would not help."""
    pairs = list(zip(_composed(one), _composed(other), strict=False))
    differing = [(at, mine, theirs) for at, (mine, theirs) in enumerate(pairs, 1) if mine != theirs]
    if len(_composed(one)) != len(_composed(other)) or not 0 < len(differing) <= _MOST_SHOWN:
        return ""
    return "; ".join(
        _("character {at} is {theirs}, not {mine}", at=at, theirs=in_words(theirs), mine=in_words(mine))
        for at, mine, theirs in differing
    )


def both(stated: str, where: str, other: str) -> str:
    """What the page says and what it says elsewhere, with the differing characters if they are few."""
    shown = _("“{stated}” on the page, “{other}” {where}", stated=stated[:_SHOWN], other=other[:_SHOWN], where=where)
    told = difference(other, stated)
    return f"{shown}; {told}" if told else shown


def _composed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", _composed(name).translate(_TYPED_EITHER_WAY).casefold())


def _letters(name: str) -> list[str]:
    """The words of a name in bare letters, in the order of the alphabet."""
    bare = (_bare(character) for character in unicodedata.normalize("NFKD", name.casefold()))
    return sorted("".join(bare).split())


def _bare(character: str) -> str:
    """A letter without accent or stroke ("ł" becomes "l"); spaces and hyphens separate words, other signs go."""
    if not character.isalnum():
        return " " if character.isspace() or character in _HYPHENS else ""
    base, stroke, _rest = unicodedata.name(character, "").partition(" WITH ")
    try:
        return unicodedata.lookup(base) if stroke else character
    except KeyError:  # a letter that is not there without its stroke
        return character


def in_words(character: str) -> str:
    """A character, as far as it can be shown, and what it is called."""
    name = unicodedata.name(character, f"U+{ord(character):04X}").lower()
    return f"“{character}” ({name})" if character.isprintable() else name
