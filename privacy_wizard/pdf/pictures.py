"""The pictures on the page: the ring, the bars, the marks beside verdicts, the logo, the QR code."""

import base64
import io
from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

from ..domain.scoring import outcome_of
from ..domain.vocabulary import Outcome, Verdict
from ..i18n import _
from .canvas import PageCanvas
from .faults import LogoFault
from .fonts import SEMIBOLD
from .text import Colour, Style, colour, width_of

INK, MUTED, WHITE = colour("1b1d22"), colour("5a5f69"), colour("ffffff")
ACCENT, ACCENT_SOFT = colour("1d5bbf"), colour("e9f0fb")
GOOD, GOOD_SOFT = colour("1a7244"), colour("e6f4ec")
WARN = colour("875300")
BAD, BAD_SOFT = colour("b3261e"), colour("fcebe9")
TRACK = colour("e4e7ec")

TONES: dict[Outcome, tuple[Colour, Colour]] = {
    Outcome.MEETS: (GOOD, GOOD_SOFT),
    Outcome.MEETS_WITH_RECOMMENDATIONS: (ACCENT, ACCENT_SOFT),
    Outcome.ACTION_NEEDED: (BAD, BAD_SOFT),
    Outcome.NOT_SCORED: (MUTED, colour("f0f1f4")),
}
VERDICT_COLOURS: dict[Verdict, Colour] = {
    Verdict.MET: GOOD,
    Verdict.ACKNOWLEDGED: GOOD,
    Verdict.EXCEPTED: ACCENT,
    Verdict.PARTLY_MET: WARN,
    Verdict.NOT_MET: BAD,
    Verdict.NOT_SURE: WARN,
    Verdict.NOT_ANSWERED: MUTED,
    Verdict.NOT_APPLICABLE: MUTED,
}
_SHAPES: dict[Verdict, tuple[tuple[tuple[float, float], ...], ...]] = {
    Verdict.MET: (((-2.1, 0.0), (-0.6, -1.6), (2.2, 1.6)),),
    Verdict.ACKNOWLEDGED: (((-2.1, 0.0), (-0.6, -1.6), (2.2, 1.6)),),
    Verdict.NOT_MET: (((-1.7, -1.7), (1.7, 1.7)), ((-1.7, 1.7), (1.7, -1.7))),
    Verdict.EXCEPTED: (((-1.9, 0.9), (1.9, 0.9)), ((-1.9, -0.9), (1.9, -0.9))),
    Verdict.PARTLY_MET: (((0.0, 2.1), (0.0, -0.3)), ((0.0, -2.2), (0.0, -2.2))),
    Verdict.NOT_ANSWERED: (((-2.0, 0.0), (2.0, 0.0)),),
    Verdict.NOT_APPLICABLE: (((-2.0, 0.0), (2.0, 0.0)),),
}
_MARK_RADIUS = 4.6
_PIXEL_LIMIT = 4_000_000


def verdict_mark(verdict: Verdict) -> Callable[[PageCanvas, float, float], None]:
    """A disc with a sign, drawn at the top left of a cell; the word stands beside it."""

    def draw(canvas: PageCanvas, x: float, y: float) -> None:
        middle_x, middle_y = x + _MARK_RADIUS, y - 6.4
        canvas.disc(middle_x, middle_y, _MARK_RADIUS, VERDICT_COLOURS[verdict])
        if verdict is Verdict.NOT_SURE:
            sign = Style(font=SEMIBOLD, size=7.4, colour=WHITE)
            canvas.text(middle_x - width_of("?", sign) / 2, middle_y - 2.65, "?", sign)
            return
        shape = tuple(tuple((middle_x + dx, middle_y + dy) for dx, dy in line) for line in _SHAPES[verdict])
        canvas.strokes(shape, WHITE, 1.25)

    return draw


def ring(canvas: PageCanvas, x: float, y: float, score: int | None, below: str, tone: Colour) -> None:
    """The score as a ring around its figure, with the maximum below; x and y are its middle."""
    canvas.arc(x, y, 35, 1, WHITE, 8)
    canvas.arc(x, y, 35, (score or 0) / 100, tone, 8)
    figure = Style(font=SEMIBOLD, size=25 if score is not None else 20, colour=INK)
    text = "–" if score is None else str(score)
    canvas.text(x - width_of(text, figure) / 2, y - 6, text, figure)
    if score is not None:
        small = Style(size=6.6, colour=MUTED)
        canvas.text(x - width_of(below, small) / 2, y - 16, below, small)


def tone_of(score: int | None) -> Colour:
    """The colour of the outcome for a score."""
    return TONES[outcome_of(score)][0]


def in_accent(_score: int | None) -> Colour:
    """The one colour that every bar once had."""
    return ACCENT


Tone = Callable[[int | None], Colour]


def bar(canvas: PageCanvas, x: float, y: float, width: float, score: int | None, tone: Tone = in_accent) -> None:
    """A score as a bar."""
    canvas.fill(x, y, width, 5, TRACK, radius=2.5)
    if score:
        canvas.fill(x, y, max(5.0, width * score / 100), 5, tone(score), radius=2.5)


def qr_squares(content: str, x: float, y: float, size: float) -> tuple[tuple[tuple[float, float, float], ...], float]:
    """A QR code as runs of squares (left, bottom, width), with their height; x and y are its bottom left."""
    rows = _qr_modules(content)
    unit = size / len(rows)
    runs: list[tuple[float, float, float]] = []
    for number, row in enumerate(rows):
        start: int | None = None
        for at, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = at
            elif not dark and start is not None:
                runs.append((x + start * unit, y + size - (number + 1) * unit, (at - start) * unit))
                start = None
    return tuple(runs), unit


@lru_cache(maxsize=4)
def _qr_modules(content: str) -> tuple[bytes, ...]:
    """The rows of a QR code, 1 for dark. A page is set in several sizes until it fits, each time with the same code."""
    import segno

    return tuple(map(bytes, segno.make(content, error="m", micro=False, boost_error=False).matrix))


class Logo(Protocol):
    """A school's logo, as the data of a document hold it."""

    @property
    def media_type(self) -> str:
        """`image/png` or `image/jpeg`."""

    @property
    def base64(self) -> str:
        """The file."""


def logo(part: Logo) -> tuple[object, float, float]:
    """The logo as a picture for `PageCanvas.picture`, with its width and height in pixels. Raises LogoFault.

    A JPEG goes in as it is; a PNG is decoded and laid on white. Nothing larger than 4 megapixels is decoded.
    """
    from PIL import Image, UnidentifiedImageError
    from reportlab.lib.utils import ImageReader

    kind = {"image/png": "PNG", "image/jpeg": "JPEG"}[part.media_type]
    try:
        raw = base64.b64decode(part.base64, validate=True)
        with Image.open(io.BytesIO(raw), formats=[kind]) as image:
            if image.width * image.height > _PIXEL_LIMIT:
                raise LogoFault(_("it is larger than 4 megapixels"))
            if kind == "JPEG" and image.mode not in ("RGB", "L"):
                raise LogoFault(_("its colours are made for printing presses (CMYK), not for screens"))
            if kind == "JPEG":
                return ImageReader(io.BytesIO(raw)), image.width, image.height
            return ImageReader(_on_white(image)), image.width, image.height
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise LogoFault(_("it is not the kind of picture that it claims to be")) from None
    except (ValueError, OSError, SyntaxError, OverflowError):
        raise LogoFault(_("the file is damaged")) from None


def _on_white(image: object) -> object:
    from PIL import Image

    assert isinstance(image, Image.Image)  # noqa: S101
    picture = image.convert("RGBA")
    flat = Image.new("RGB", picture.size, (255, 255, 255))
    flat.paste(picture, mask=picture.getchannel("A"))
    return flat
