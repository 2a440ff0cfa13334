"""What a signature field shows: drawn here, with our own fonts, so that the signed document stays archival."""

from io import BytesIO

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from ..pdf.canvas import PageCanvas
from ..pdf.fonts import ITALIC, MEDIUM, NAMES, REGULAR, plain, widths
from ..pdf.text import Style, colour, width_of, wrap
from ..pdf.text_operators import TextOperators
from .phrases import say
from .statement import SignatureKind, Statement

_INK = colour("14305f")
_NAME = Style(font=MEDIUM, size=8, leading=10.5)
_WHEN = Style(size=7, leading=9.5, colour=colour("5a5f69"))
_PAD, _WORDS = 8.0, 29.0  # the words stand at the foot, the signature above them
_STROKE = 1.4


def attestor_appearance(statement: Statement, width: float, height: float) -> bytes:
    """A PDF page of that size with the attestor's signature, name and date. Raises DrawingFault.

    The same statement gives the same bytes.
    """
    canvas = _AppearanceCanvas(width, height)
    area = (_PAD, _WORDS, width - 2 * _PAD, height - _WORDS - 4)
    if statement.signature.kind is SignatureKind.DRAWN:
        canvas.strokes(_fitted(statement, *area), _INK, _STROKE)
    else:
        _typed(canvas, statement.signature.text, *area)
    _words(canvas, say(statement, "signed.name"), say(statement, "signed.when"), width)
    return canvas.end("ATTES")


def officer_appearance(name: str, when: str, width: float, height: float) -> bytes:
    """A PDF page of that size with the officer's name and when they countersigned. Raises DrawingFault."""
    canvas = _AppearanceCanvas(width, height)
    _typed(canvas, name, _PAD, _WORDS, width - 2 * _PAD, height - _WORDS - 4)
    _words(canvas, name, when, width)
    return canvas.end("OFFIC")


class _AppearanceCanvas(PageCanvas):
    """Draws on one small page, without tags: the field itself is the tagged thing."""

    def __init__(self, width: float, height: float) -> None:
        for font in NAMES:
            widths(font)
        self._file = BytesIO()
        self._canvas = Canvas(
            self._file, pagesize=(width, height), invariant=1, pageCompression=1, initialFontName=REGULAR
        )
        self._text = TextOperators(self._canvas)

    def end(self, prefix: str) -> bytes:
        """The page; its fonts get names of their own, because the document has other parts of the same fonts."""
        self._canvas.save()
        with pikepdf.open(self._file) as pdf:
            for font in pdf.pages[0].Resources.get("/Font", {}).values():
                renamed = pikepdf.Name(f"/{prefix}{str(font.BaseFont)[6:]}")
                font.BaseFont = renamed
                font.FontDescriptor.FontName = renamed
            made = BytesIO()
            pdf.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return made.getvalue()


def _fitted(
    statement: Statement, x: float, y: float, width: float, height: float
) -> tuple[tuple[tuple[float, float], ...], ...]:
    """The strokes in the area, in proportion, as large as they can be but not larger than the pad."""
    lines = [line for line in statement.signature.strokes if line]
    if not lines:
        return ()
    left, right = min(p[0] for line in lines for p in line), max(p[0] for line in lines for p in line)
    top, bottom = min(p[1] for line in lines for p in line), max(p[1] for line in lines for p in line)
    scale = min(width / max(right - left, 400), height / max(bottom - top, 100))
    low = y + (height - (bottom - top) * scale) / 2
    return tuple(tuple((x + (px - left) * scale, low + (bottom - py) * scale) for px, py in line) for line in lines)


def _typed(canvas: PageCanvas, text: str, x: float, y: float, width: float, height: float) -> None:
    """A name in one slanted line, as large as fits."""
    line = " ".join(plain(text).split())
    size = min(24.0, 24.0 * width / max(width_of(line, Style(font=ITALIC, size=24)), 1.0))
    style = Style(font=ITALIC, size=size, colour=_INK)
    canvas.text(x, y + height / 2 - size * 0.3, line, style)


def _words(canvas: PageCanvas, name: str, when: str, width: float) -> None:
    for y, text, style in ((15.5, name, _NAME), (5.5, when, _WHEN)):
        canvas.text(_PAD, y, wrap(text, style, width - 2 * _PAD)[0].rstrip(), style)
