"""The pictures on the page: the ring, the bars, the marks beside verdicts, the logo, the QR code."""

import base64
import io
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from ..domain.school_profile import LOGO_LIMIT
from ..domain.scoring import outcome_of
from ..domain.vocabulary import Outcome, Verdict
from ..i18n import Message, _
from .canvas import PageCanvas
from .faults import LogoFault
from .fonts import SEMIBOLD
from .text import Colour, Style, colour, width_of

if TYPE_CHECKING:
    from PIL import Image

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


_MOST_PIXELS = 40_000_000  # that are decoded
_PRINTED_PIXELS = 4_000_000
_TOO_LARGE = Message("it is larger than 40 megapixels")
_DAMAGED = Message("the file is damaged or cut off")
_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_FINE_GREY = "I"  # with 65,536 levels
_LONGEST_SIDE = 1000
_ORIENTATION = 0x0112  # in EXIF, of which nothing else is taken over: what is odd there breaks no picture
_TURNS: Mapping[object, str] = {
    2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE", 6: "ROTATE_270", 7: "TRANSVERSE",
    8: "ROTATE_90",
}  # fmt: skip
_QUALITY = 88


def usable_logo(content: bytes, most: int) -> bytes:
    """The PNG or JPEG picture, decoded to its end. Raises LogoFault where it is none, or broken.

    It stays as it is where it can be printed so; one in the colours of printing presses (CMYK), lying on its side, of
    too many pixels or of more than `most` bytes is written anew.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise LogoFault(str(_TOO_LARGE))
            image.load()
            if _is_fit(image) and len(content) <= most:
                return content
            upright = _of_eight_bits(image)
            turn = _TURNS.get(_orientation(image))
            upright = upright if turn is None else upright.transpose(Image.Transpose[turn])
            return _written(upright.convert("RGB") if image.format == "JPEG" else upright.convert("RGBA"), most)
    except UnidentifiedImageError:
        raise LogoFault(str(_DAMAGED) if content.startswith(_BEGINNINGS) else _("it is neither PNG nor JPEG")) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise LogoFault(str(_TOO_LARGE)) from None
    except (ValueError, OSError, SyntaxError, OverflowError, EOFError):
        raise LogoFault(str(_DAMAGED)) from None


def printable_logo(content: bytes) -> bytes:
    """As it is printed; as it is where it cannot be: profiles were signed with logos that nobody had looked at."""
    try:
        return usable_logo(content, LOGO_LIMIT)
    except LogoFault:  # the page, when it is drawn, says why
        return content


def _is_fit(image: "Image.Image") -> bool:
    is_printable = image.mode in ("RGB", "L") or (image.format == "PNG" and not image.mode.startswith(_FINE_GREY))
    return is_printable and _orientation(image) not in _TURNS and image.width * image.height <= _PRINTED_PIXELS


def _orientation(image: "Image.Image") -> object:
    return image.getexif().get(_ORIENTATION)


def _of_eight_bits(image: "Image.Image") -> "Image.Image":
    """A picture in finer greys as one in 256: by itself, all but black would come out white."""
    return (
        image.convert("I").point(lambda level: level / 256).convert("L") if image.mode.startswith(_FINE_GREY) else image
    )


def _written(picture: "Image.Image", most: int) -> bytes:
    kind = "JPEG" if picture.mode == "RGB" else "PNG"
    side = _LONGEST_SIDE if picture.width * picture.height > _PRINTED_PIXELS else max(picture.size)
    while True:
        picture.thumbnail((side, side))
        made = io.BytesIO()
        picture.save(made, kind, **({"quality": _QUALITY} if kind == "JPEG" else {"optimize": True}))
        if made.tell() <= most or side < 2:
            return made.getvalue()
        side = min(side, max(picture.size)) * 3 // 4
