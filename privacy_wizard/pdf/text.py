"""Text on the page: styles, widths, lines. There is no markup: what people write is never parsed."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from attrs import frozen

from .fonts import REGULAR, plain, widths
from .shaping import ScriptRun, is_bound, is_of_scripts, shaped_text, visual_runs

Colour = tuple[float, float, float]


def colour(hexadecimal: str) -> Colour:
    """Red, green, blue from 0 to 1, of "1d5bbf"."""
    red, green, blue = bytes.fromhex(hexadecimal)
    return red / 255, green / 255, blue / 255


INK = colour("1b1d22")
_REMEMBERED = 500  # characters; longer texts are people's own


@frozen(kw_only=True, cache_hash=True)
class Style:
    """How a text is set; sizes in points."""

    font: str = REGULAR
    size: float = 9.0
    leading: float = 13.0
    colour: Colour = INK
    spacing: float = 0.0  # between letters


def width_of(text: str, style: Style) -> float:
    """The width of a text on one line, in points. Raises Unprintable."""
    return _width(one_line(text), style)


def one_line(text: str) -> str:
    """The text as it is drawn on one line. Raises Unprintable."""
    return plain(text).replace("\n", " ")


def _width(text: str, style: Style) -> float:
    return _wide(text, style) if len(text) <= _REMEMBERED else _wide.__wrapped__(text, style)


@lru_cache(maxsize=16_384)
def _wide(text: str, style: Style) -> float:
    if is_of_scripts(text):
        return sum(run_width(run, style) for run in visual_runs(text))
    known = widths(style.font)
    units = sum(known[ord(c)] for c in text if not unicodedata.combining(c))
    return units * style.size / 1000 + style.spacing * len(text)


def run_width(run: ScriptRun, style: Style) -> float:
    """The width of a part of a line, in points."""
    return shaped_text(run).width * style.size / 1000 if run.font else _width(run.text, style)


def wrap(text: str, style: Style, width: float) -> tuple[str, ...]:
    """The lines of a text in that width; a line broken at a space keeps it, so that the text can be read out again.

    Raises Unprintable.
    """
    return _wrapped(text, style, width) if len(text) <= _REMEMBERED else _wrapped.__wrapped__(text, style, width)


@lru_cache(maxsize=8192)
def _wrapped(text: str, style: Style, width: float) -> tuple[str, ...]:
    """Cached, because most texts of a school's documents are the same."""
    return tuple(line for part in plain(text).split("\n") for line in _lines(part, style, width))


def _lines(text: str, style: Style, width: float) -> Iterator[str]:
    line, room = "", width
    for word in _words(text, style, width):
        needed = _width(word.rstrip(" "), style)
        if line and needed > room:
            yield line
            line, room = "", width
        line += word
        room -= _width(word, style)
    yield line.rstrip(" ")


def _words(text: str, style: Style, width: float) -> Iterator[str]:
    """The words with the space after them; one that is wider than the line comes in pieces."""
    for word in text.split(" "):
        rest = word
        while _width(rest, style) > width:
            cut = _fitting(rest, style, width)
            yield rest[:cut]
            rest = rest[cut:]
        yield rest + " "


def _fitting(word: str, style: Style, width: float) -> int:
    """How many characters of a word fit, at least one, an accent staying with its letter."""
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _width(word[:middle], style) <= width else (low, middle - 1)
    while low < len(word) and (unicodedata.combining(word[low]) or is_bound(word[low - 1], word[low])):
        low += 1
    return low
