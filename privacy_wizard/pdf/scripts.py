"""Other scripts in a text: which parts of a line they are, from left to right as they appear on the page.

The texts are English, and read from left to right. What is written from right to left in one, such as a name,
stands as a whole at its place; its own parts run from the right, and numbers among them from the left.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from attrs import frozen

from ..system.places import resource

if TYPE_CHECKING:
    import uharfbuzz

ARABIC, HEBREW = "NotoSansArabic-Regular", "NotoSansHebrew-Regular"
DEVANAGARI, CHINESE = "NotoSansDevanagari-Regular", "NotoSansSC-Regular"
SCRIPT_FONTS = (ARABIC, HEBREW, DEVANAGARI, CHINESE)
JOINERS = "\u200c\u200d"  # they change the look of a word, and have no width
FIRST_GLYPH = 0xE000  # the fonts have a character for each of their glyphs from here on,
FIRST_SILENT, LAST_SILENT = 0xF000, 0xF8FF  # and one that is drawn as nothing for each letter that runs from the right
_VIRAMA = "\u094d"  # joins two letters of Devanagari
_RANGES = {
    ARABIC: "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff",
    HEBREW: "\u0591-\u05f4",
    DEVANAGARI: "\u0900-\u097f\ua8e0-\ua8ff\u1cd0-\u1cff",
    CHINESE: "\u3000-\u3007\u30fb\u4e00-\u9fff",
}
_ANY = re.compile(f"[{''.join(_RANGES.values())}]")
_EACH = {font: re.compile(f"[{characters}]") for font, characters in _RANGES.items()}
_LETTERS, _NUMBERS, _MARKS = ("R", "AL"), ("EN", "AN"), ("NSM", "BN")


@frozen
class ScriptRun:
    """A part of a line in one font, as typed."""

    font: str  # empty: the font of the style
    text: str
    from_right: bool


def is_of_scripts(text: str) -> bool:
    """Whether any part of a text is in another script than the page's own fonts have."""
    return not text.isascii() and _ANY.search(text) is not None


@lru_cache(maxsize=4096)
def script_font(character: str) -> str:
    """The font of a character of another script; empty for all others."""
    return next((font for font, characters in _EACH.items() if characters.match(character)), "")


def can_be_drawn(before: str, character: str) -> bool:
    """Whether one of these fonts has the character; `before` is the one before it, to which a joiner belongs."""
    if character in JOINERS:
        return script_font(before) not in ("", CHINESE)
    font = script_font(character)
    return bool(font) and ord(character) in characters_of(font)


def is_bound(before: str, character: str) -> bool:
    """Whether no line break is allowed between two characters of a word."""
    bound = unicodedata.category(character).startswith("M") or character in JOINERS or before in (_VIRAMA, *JOINERS)
    return bound and bool(script_font(before) or script_font(character))


@cache
def characters_of(font: str) -> frozenset[int]:
    """The characters that one of these fonts can draw, without those of its glyphs."""
    return frozenset(code for code in shaping_font(font).face.unicodes if not FIRST_GLYPH <= code <= LAST_SILENT)


@cache
def shaping_font(font: str) -> "uharfbuzz.Font":
    """The font in the form that the shaper takes."""
    import uharfbuzz

    blob = uharfbuzz.Blob.from_file_path(str(resource("fonts", f"{font}.ttf")))
    return uharfbuzz.Font(uharfbuzz.Face(blob))


@lru_cache(maxsize=4096)
def visual_runs(line: str) -> tuple[ScriptRun, ...]:
    """The parts of a line from left to right."""
    return tuple(run for part, from_right in _directions(line) for run in _runs(part, from_right=from_right))


def _directions(line: str) -> Iterator[tuple[str, bool]]:
    """The line in parts that run from the left, and parts that run from the right."""
    kinds = [unicodedata.bidirectional(each) for each in line]
    at = 0
    while at < len(line):
        from_right = kinds[at] in _LETTERS
        end = (
            _end_from_right(kinds, at)
            if from_right
            else next((to for to in range(at, len(line)) if kinds[to] in _LETTERS), len(line))
        )
        yield line[at:end], from_right
        at = end


def _end_from_right(kinds: Sequence[str], start: int) -> int:
    """Behind the last letter from the right, with its marks, that no letter from the left parts from the first."""
    end = start
    for at in range(start, len(kinds)):
        if kinds[at] == "L":
            break
        if kinds[at] in _LETTERS or (kinds[at] in _MARKS and at == end):
            end = at + 1
    return end


def _runs(part: str, *, from_right: bool) -> Iterator[ScriptRun]:
    """Cut where the font changes, and where a number begins or ends."""
    kinds = [
        (font, from_right and unicodedata.bidirectional(each) in _NUMBERS)
        for font, each in zip(_fonts(part, from_right=from_right), part, strict=True)
    ]
    found, at = list[ScriptRun](), 0
    for (font, is_number), group in groupby(kinds):
        end = at + len(list(group))
        found.append(ScriptRun(font, part[at:end], from_right and not is_number))
        at = end
    yield from reversed(found) if from_right else found


def _fonts(part: str, *, from_right: bool) -> Iterator[str]:
    """The font of each character: a joiner goes with its letter, and so do blanks and signs that run from the right."""
    last = ""
    for character in part:
        found = script_font(character)
        if from_right and unicodedata.bidirectional(character) in _NUMBERS:
            yield found
            continue
        goes_along = bool(last) and (from_right or character in JOINERS) and ord(character) in characters_of(last)
        last = last if goes_along and not found else found
        yield last
