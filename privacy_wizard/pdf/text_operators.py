"""Text as page operators, for one document: what reportlab writes for it, without its overhead.

A document has thousands of short texts, and the same numbers, colours and letters over and over. Whatever is not
plainly of that kind goes through reportlab itself, so that both ways give the same bytes.
"""

from functools import lru_cache

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from .text import Colour, Style

_number = lru_cache(maxsize=32_768)(fp_str)


def numbers(*values: float) -> str:
    """Numbers as page operators take them, separated by spaces."""
    return " ".join(map(_number, values))


@lru_cache(maxsize=256)
def filling(colour: Colour) -> str:
    """The operator that sets the fill colour, also for letters."""
    return f"{fp_str(colour)} rg"


@lru_cache(maxsize=256)
def stroking(colour: Colour) -> str:
    """The operator that sets the line colour."""
    return f"{fp_str(colour)} RG"


class _Letters(dict[int, str]):
    """How each character of a font is written in one document; a new one is given its code by reportlab.

    A font has 256 codes; `beyond` once a character came for which there was none left and a second part was begun.
    """

    def __init__(self, canvas: Canvas, name: str) -> None:
        self._canvas, self._font = canvas, pdfmetrics.getFont(name)
        self.name = self._font.getSubsetInternalName(0, canvas._doc)
        self.beyond = False

    def __missing__(self, code: int) -> str:
        [(part, written)] = self._font.splitString(chr(code), self._canvas._doc)
        if part:
            self.beyond = True
            return ""
        self[code] = found = str(self._canvas._escape(written))
        return found


class TextOperators:
    """Writes the texts of one canvas."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._letters: dict[str, _Letters] = {}
        self._fonts: dict[Style, str] = {}

    def write(self, x: float, y: float, text: str, style: Style) -> None:
        """One line, which is not empty, with its baseline there."""
        code = self._canvas._code
        letters = self._letters.get(style.font)
        if letters is None:
            letters = self._letters[style.font] = self._begun(style.font)
        written = "" if letters.beyond else text.translate(letters)
        if letters.beyond:
            self._by_reportlab(x, y, text, style)
            return
        font = self._fonts.get(style)
        if font is None:
            font = self._fonts[style] = f"{letters.name} {fp_str(style.size)} Tf {fp_str(style.size * 1.2)} TL"
        code.append(filling(style.colour))
        if style.spacing:
            spaced = _number(style.spacing)
            code.append(f"BT 1 0 0 1 {numbers(x, y)} Tm {spaced} Tc {font} ({written}) Tj 0 Tc ET")
        else:
            code.append(f"BT 1 0 0 1 {numbers(x, y)} Tm {font} ({written}) Tj ET")

    def write_nothing(self, x: float, y: float, letter: str, style: Style, width: float) -> None:
        """A letter that is drawn as nothing, so wide (in thousandths of the size): for whoever reads the text."""
        code = self._canvas._code
        code.append(f"{_number(width / 10)} Tz")
        self.write(x, y, letter, style)
        code.append("100 Tz")

    def _begun(self, name: str) -> _Letters:
        pdfmetrics.getFont(name).splitString(" ", self._canvas._doc)
        return _Letters(self._canvas, name)

    def _by_reportlab(self, x: float, y: float, text: str, style: Style) -> None:
        canvas = self._canvas
        canvas.setFillColorRGB(*style.colour)
        writing = canvas.beginText(x, y)
        writing.setFont(style.font, style.size)
        if style.spacing:
            writing.setCharSpace(style.spacing)
        writing.textOut(text)
        if style.spacing:
            writing.setCharSpace(0)
        canvas.drawText(writing)
