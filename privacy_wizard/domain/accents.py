"""How many accents a letter may carry: a tall stack of them strikes through the lines above and below."""

import unicodedata
from collections.abc import Iterator

MOST = 3  # marks on one letter beside those that belong to it; living languages need no more
_STACKED = 200  # combining classes from here on are set above, below or beside a letter, one upon the other
_OVER_OTHERS = frozenset((1, 233, 234))  # strokes through a letter, and marks that reach over the next one
_LETTERS_ABOVE = frozenset(map(chr, range(0x363, 0x370)))  # medieval, and taller than any accent
_MARKS, _ENCLOSING = ("Mn", "Me"), "Me"


def overloaded(text: str) -> str:
    """The first letter with more accents than are allowed, with them; empty if there is none."""
    if text.isascii():
        return ""
    composed = unicodedata.normalize("NFC", text)
    return next((base + marks for base, marks in _letters(composed) if marks and _is_too_much(base, marks)), "")


def without_overload(text: str) -> str:
    """The text, with no letter carrying more accents than it may."""
    if not overloaded(text):
        return text
    return "".join(base + _lightened(base, marks) for base, marks in _letters(unicodedata.normalize("NFC", text)))


def _letters(text: str) -> Iterator[tuple[str, str]]:
    """Each character with the marks upon it; marks that stand upon nothing come with no character."""
    base, marks = "", ""
    for character in text:
        if unicodedata.category(character) in _MARKS:
            marks += character
            continue
        if base or marks:
            yield base, marks
        base, marks = character, ""
    if base or marks:
        yield base, marks


def _is_too_much(base: str, marks: str) -> bool:
    if not base.strip() or len(marks) > MOST:
        return True
    classes = [unicodedata.combining(mark) for mark in marks]
    if (
        _OVER_OTHERS & set(classes)
        or _LETTERS_ABOVE & set(marks)
        or any(unicodedata.category(mark) == _ENCLOSING for mark in marks)
    ):
        return True
    return any(_beside(base + marks, each) > 1 for each in classes if each >= _STACKED)


def _beside(letter: str, stacked: int) -> int:
    """How many marks of one class stand upon a letter beside those that belong to it, which are two at most.

    A dot below takes the macron and the grave of Ḕ apart, and yet they belong to it; the macron of Ḹ belongs to it only
    with its dot. So the letter is put together both ways, with its other marks and without.
    """
    first, *marks = list(unicodedata.normalize("NFD", letter))
    alone = first + "".join(each for each in marks if unicodedata.combining(each) == stacked)
    return min(
        sum(1 for each in unicodedata.normalize("NFC", way) if unicodedata.combining(each) == stacked)
        for way in (letter, alone)
    )


def _lightened(base: str, marks: str) -> str:
    kept = ""
    for mark in marks:
        if not _is_too_much(base, kept + mark):
            kept += mark
    return kept
