"""A logo of unknown origin, made printable: faults show when it is taken over, not only when signing."""

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..domain.school_profile import LOGO_LIMIT
from ..i18n import Message, _
from .faults import LogoFault

if TYPE_CHECKING:
    from PIL import Image

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
