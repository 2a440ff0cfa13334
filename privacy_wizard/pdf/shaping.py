"""The glyphs for a name in another script: where each is drawn, and what is read from it.

Readers of a PDF take the glyphs of a line from left to right, and turn round what runs from the right themselves.
So each glyph that is one letter says that letter; where a glyph is none or several, it says nothing, and letters
that are drawn as nothing stand in its place.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby

from attrs import evolve, frozen

from .scripts import (
    ARABIC,
    CHINESE,
    DEVANAGARI,
    FIRST_GLYPH,
    FIRST_SILENT,
    HEBREW,
    JOINERS,
    LAST_SILENT,
    ScriptRun,
    characters_of,
    shaping_font,
)

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
