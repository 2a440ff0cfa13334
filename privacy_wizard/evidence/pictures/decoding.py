"""Untrusted pictures, decoded within limits. Only in the sandbox: a decoder is large, and its input hostile."""

import io
from typing import TYPE_CHECKING

from .search_result import CannotUsePicture, PictureProblem

if TYPE_CHECKING:
    from PIL import Image

LARGEST_FILE = 30_000_000  # bytes
MOST_PIXELS = 64_000_000
LONGEST_SIDE = 1600  # pixels that are looked through
_LEAST_SIDE = 24
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")


def load_decoders() -> None:
    """Load everything that decoding needs, while files may still be opened freely."""
    from PIL import BmpImagePlugin, GifImagePlugin, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

    _ = (BmpImagePlugin, GifImagePlugin, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin)


def decoded(content: bytes) -> "Image.Image":
    """The picture upright, of a moving one the first frame, in RGBA where parts of it are clear, else in RGB.

    No side is longer than `LONGEST_SIDE`. Raises CannotUsePicture for everything that is wrong with the bytes.
    """
    if len(content) > LARGEST_FILE:
        raise CannotUsePicture(PictureProblem.TOO_LARGE)
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise CannotUsePicture(PictureProblem.HEIC)
    try:
        return _decoded(content)
    except (CannotUsePicture, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - hostile bytes: the library raises many things
        raise CannotUsePicture(PictureProblem.DAMAGED) from None


def _decoded(content: bytes) -> "Image.Image":
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # ours is counted below, before anything is decoded
    try:
        opened = Image.open(io.BytesIO(content), formats=_FORMATS)
    except UnidentifiedImageError:
        raise CannotUsePicture(PictureProblem.NOT_A_PICTURE) from None
    with opened as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise CannotUsePicture(PictureProblem.TOO_LARGE)
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded no larger than it is needed
        picture.load()
        upright = ImageOps.exif_transpose(picture)
    found = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    found.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.BOX)
    if min(found.size) < _LEAST_SIDE:
        raise CannotUsePicture(PictureProblem.TOO_SMALL)
    return found


def on_white(picture: "Image.Image") -> "Image.Image":
    """The picture with transparent parts in white."""
    from PIL import Image

    if picture.mode == "RGB":
        return picture
    page = Image.new("RGBA", picture.size, "white")
    page.alpha_composite(picture)
    return page.convert("RGB")
