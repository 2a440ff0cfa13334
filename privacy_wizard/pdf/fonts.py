"""The fonts of the page: which characters they have, their widths, and where a combining accent goes."""

import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from struct import unpack_from
from typing import Any

from attrs import frozen
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, TTFontFile, makeToUnicodeCMap

from ..domain.accents import overloaded
from ..system.places import resource
from .faults import TooManyAccents, Unprintable
from .shaping import JOINERS, SCRIPT_FONTS, can_be_drawn, meaning

REGULAR, MEDIUM, SEMIBOLD, ITALIC = "Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Italic"
NAMES = (REGULAR, MEDIUM, SEMIBOLD, ITALIC)
_GAP = 60  # between a letter and an accent set by us, in thousandths of the size
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})


@frozen
class Box:
    """The outline of a glyph in thousandths of the size."""

    left: int
    bottom: int
    right: int
    top: int

    @property
    def middle(self) -> float:
        """Half-way between its sides."""
        return (self.left + self.right) / 2


class _Packing:
    """Flate for what stands in many documents: what was packed is remembered."""

    pdfname = "FlateDecode"
    encode = staticmethod(lru_cache(maxsize=64)(pdfdoc.PDFZCompress.encode))


class _Font(TTFont):  # type: ignore[misc]
    """A font that writes the same part of itself only once; most documents need the same characters of it."""

    def addObjects(self, doc: Any) -> None:
        """The font as objects of the document; reportlab asks for them when it writes the document."""
        subsets = [tuple(subset) for subset in self.state[doc].subsets]
        names = [self.getSubsetInternalName(at, doc)[1:] for at in range(len(subsets))]
        super().addObjects(doc)
        known = doc.idToObject
        for subset, name in zip(subsets, names, strict=True):
            part = known["BasicFonts"].dict[name]
            part.Widths = _widths_written(self.fontName, subset)
            font_file = f"fontFile:{self.face.filename}({part.BaseFont})"
            if self.fontName in SCRIPT_FONTS:
                meanings = _meanings_written(self.fontName, part.BaseFont, subset)
                known[f"toUnicodeCMap:{part.BaseFont}"].content = meanings
            for stream in (known[font_file], known[f"toUnicodeCMap:{part.BaseFont}"]):
                stream.filters = [_Packing]


def _meanings_written(font: str, name: str, subset: tuple[int, ...]) -> str:
    """Which letter each code of a part of a font stands for."""
    written = makeToUnicodeCMap(name, subset)
    for at, code in enumerate(subset):
        says = meaning(font, chr(code)).encode("utf-16-be").hex().upper()
        written = written.replace(f"<{at:02X}> <{code:04X}>", f"<{at:02X}> <{says}>", 1)
    return str(written)


@lru_cache(maxsize=64)
def _widths_written(name: str, subset: tuple[int, ...]) -> bytes:
    face = pdfmetrics.getFont(name).face
    written: bytes = pdfdoc.PDFArray([face.getCharWidth(code) for code in subset]).format(None)
    return written


@cache
def widths(name: str) -> dict[int, float]:
    """The widths of a font's characters by code point, in thousandths of the size; registers the font at first."""
    font = _Font(name, str(resource("fonts", f"{name}.ttf")), asciiReadable=name not in SCRIPT_FONTS)
    pdfmetrics.registerFont(font)
    return dict(font.face.charWidths)


def unprintable(text: str) -> tuple[str, ...]:
    """The characters of a text that cannot be printed, each once, in order; empty if all can."""
    has, composed = widths(REGULAR), unicodedata.normalize("NFC", text)
    lacking = {c: None for before, c in pairwise(f" {composed}") if c != "\n" and not _is_printable(before, c, has)}
    return tuple(lacking)


def _is_printable(before: str, character: str, has: dict[int, float]) -> bool:
    if character not in JOINERS and unicodedata.category(character) in _INVISIBLE:
        return False
    return ord(character) in has or can_be_drawn(before, character)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The text in composed form (NFC), as drawn. Raises Unprintable, TooManyAccents."""
    if letter := overloaded(text):
        raise TooManyAccents(letter)
    if lacking := unprintable(text):
        raise Unprintable(lacking)
    return unicodedata.normalize("NFC", text)


@cache
def _file(name: str) -> TTFontFile:
    return TTFontFile(str(resource("fonts", f"{name}.ttf")))


@cache
def glyph_box(name: str, character: str) -> Box:
    """The outline of one character, from the font's own tables; an empty box for a space."""
    face = _file(name)
    glyph = face.charToGlyph[ord(character)]
    tables = {tag: face.get_table(tag) for tag in ("head", "loca", "glyf")}
    long_offsets = unpack_from(">h", tables["head"], 50)[0] == 1
    at, end = unpack_from(">2L", tables["loca"], 4 * glyph) if long_offsets else _short(tables["loca"], glyph)
    return Box(*unpack_from(">4h", tables["glyf"], at + 2)) if end > at else Box(0, 0, 0, 0)


def _short(loca: bytes, glyph: int) -> tuple[int, int]:
    at, end = unpack_from(">2H", loca, 2 * glyph)
    return 2 * at, 2 * end


def accent_shift(name: str, base: str, accents: str, accent: str) -> tuple[float, float]:
    """How far an accent moves from where the letter begins, in thousandths of the size.

    It is centred over or under the letter, clear of the accents already set on that side.
    """
    letter, mark = glyph_box(name, base), glyph_box(name, accent)
    side = unicodedata.combining(accent)
    same_side = [glyph_box(name, other) for other in accents if unicodedata.combining(other) == side]
    across = letter.middle - mark.middle
    if side == 230:
        return across, letter.top + sum(other.top - other.bottom + _GAP for other in same_side) + _GAP - mark.bottom
    if side == 220:
        return across, letter.bottom - sum(other.top - other.bottom + _GAP for other in same_side) - _GAP - mark.top
    return across, 0
