"""The glyphs for a name in another script: where each is drawn, and what is read from it.

Readers of a PDF take the glyphs of a line from left to right, and turn round what runs from the right themselves.
So each glyph that is one letter says that letter; where a glyph is none or several, it says nothing, and letters
that are drawn as nothing stand in its place.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from attrs import evolve, frozen

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


_TAGS = {ARABIC: "Arab", HEBREW: "Hebr", DEVANAGARI: "Deva"}
_NO_LETTER = "\ufffd"
_TWO_IN_ONE = ("لآ", "لأ", "لإ", "لا")


@frozen
class Letters:
    """Characters side by side, from left to right; where they begin, in thousandths of the size from the run's left."""

    drawn: str
    right: float
    up: float = 0.0
    width: float = 0.0
    is_read: bool = True  # else other letters say what it is
    is_silent: bool = False  # drawn as nothing, in the width given


@frozen
class ShapedText:
    """A run as it is drawn."""

    letters: tuple[Letters, ...]
    width: float
    says: str = ""  # the run as a whole, where its glyphs do not stand in the order of its letters


@frozen
class _Glyph:
    character: str
    cluster: int  # where in the text its letters begin
    right: float
    up: float
    width: float


@lru_cache(maxsize=4096)
def shaped_text(run: ScriptRun) -> ShapedText:
    """How a run in one of the fonts of other scripts is drawn."""
    if run.font == CHINESE:
        return ShapedText((Letters(run.text, 0.0),), 1000.0 * len(run.text))
    glyphs, width = _shaped(run.font, run.text, from_right=run.from_right)
    if run.font == DEVANAGARI:
        plain = (Letters(each.character, each.right, each.up, each.width) for each in glyphs)
        return ShapedText(tuple(_side_by_side(plain)), width, run.text)
    return ShapedText(tuple(_side_by_side(_one_by_one(run, glyphs))), width)


def meaning(font: str, character: str) -> str:
    """What is read where a font draws a character of another script."""
    code = ord(character)
    if code == 0:
        return _NO_LETTER
    if FIRST_SILENT <= code <= LAST_SILENT:
        return chr(code - FIRST_SILENT + (0x2000 if code - FIRST_SILENT < 0x100 else 0))
    return _forms(font).get(character, character) if font in (ARABIC, HEBREW) else character


def _silent(letter: str) -> str:
    return chr(FIRST_SILENT + (ord(letter) & 0xFFF))


def _one_by_one(run: ScriptRun, glyphs: Sequence[_Glyph]) -> Iterator[Letters]:
    starts = sorted({glyph.cluster for glyph in glyphs})
    ends = dict(zip(starts, [*starts[1:], len(run.text)], strict=True))
    x = 0.0
    for start, group in groupby(glyphs, lambda glyph: glyph.cluster):
        found, text = list(group), run.text[start : ends[start]]
        width = sum(glyph.width for glyph in found)
        one_letter = len(found) == len(text) == 1 and meaning(run.font, found[0].character) == text
        yield from (Letters(each.character, each.right, each.up, each.width, is_read=one_letter) for each in found)
        if not one_letter:
            share = width / len(text)
            for at, letter in enumerate(reversed(text) if run.from_right else text):
                yield Letters(_silent(letter), x + at * share, width=share, is_silent=True)
        x += width


def _side_by_side(letters: Iterable[Letters]) -> Iterator[Letters]:
    """Those that stand where the one before ends go together."""
    last: Letters | None = None
    for each in letters:
        if last is not None and _goes_on(last, each):
            last = evolve(last, drawn=last.drawn + each.drawn, width=last.width + each.width)
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last


def _goes_on(last: Letters, each: Letters) -> bool:
    are_plain = all(part.is_read and not part.is_silent for part in (last, each))
    return are_plain and (each.right, each.up) == (last.right + last.width, last.up)


@cache
def _forms(font: str) -> dict[str, str]:
    """By glyph the letters whose form it is, alone or joined; the first of the letters that share a form."""
    found: dict[str, str] = {}
    joiner = JOINERS[1]
    for letter in (*map(chr, sorted(characters_of(font))), *(_TWO_IN_ONE if font == ARABIC else ())):
        for before, after in (("", ""), ("", joiner), (joiner, joiner), (joiner, "")):
            glyphs, _ = _shaped(font, before + letter + after, from_right=True, by_letter=True)
            own = [glyph for glyph in glyphs if glyph.cluster == len(before)]
            if len(own) == 1:
                found.setdefault(own[0].character, letter)
    return found


def _shaped(font: str, text: str, *, from_right: bool, by_letter: bool = False) -> tuple[list[_Glyph], float]:
    """The glyphs from left to right, and how wide they are together; a mark goes with its letter unless `by_letter`."""
    import uharfbuzz

    levels = uharfbuzz.BufferClusterLevel
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.script, buffer.language = _TAGS[font], "und"
    buffer.direction = "rtl" if from_right else "ltr"
    buffer.cluster_level = levels.CHARACTERS if by_letter else levels.MONOTONE_GRAPHEMES
    uharfbuzz.shape(shaping_font(font), buffer)
    found, x = list[_Glyph](), 0.0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        drawn = chr(FIRST_GLYPH + info.codepoint)
        found.append(_Glyph(drawn, info.cluster, x + place.x_offset, place.y_offset, place.x_advance))
        x += place.x_advance
    return found, x
