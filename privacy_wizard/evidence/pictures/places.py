"""The result of looking for the logo: values that are shown, and never kept."""

from pathlib import Path

from attrs import field, frozen

from .faults import PictureProblem

SHOWN_SIDE = 480  # pixels at most, of a picture as it is handed back
WHOLE = 1000  # what a corner's place is told in: thousandths of the picture's width or height


@frozen(kw_only=True)
class PictureSource:
    """A picture that is to be looked through: of a file, of a member of a download, or bytes that were pasted."""

    name: str
    path: Path | None = None
    member: str = ""
    content: bytes = field(default=b"", repr=False)


@frozen(kw_only=True)
class Corner:
    """A point of a picture, in thousandths from its left and its top; outside where the logo is cut off."""

    x: int = field(metadata={"least": -2 * WHOLE, "most": 3 * WHOLE})
    y: int = field(metadata={"least": -2 * WHOLE, "most": 3 * WHOLE})


@frozen(kw_only=True)
class PictureLookedThrough:
    """One picture. `place` is empty where nothing looks like the logo; else it has four corners, in turn.

    `pixels` is the picture made small, `width` times `height` times three bytes: red, green, blue.
    """

    name: str
    place: tuple[Corner, ...] = ()
    fault: PictureProblem | None = None
    width: int = 0
    height: int = 0
    pixels: bytes = field(default=b"", repr=False)


@frozen(kw_only=True)
class LogoSearch:
    """All pictures that were looked through, of `of`; `logo_fault` says why none could be."""

    pictures: tuple[PictureLookedThrough, ...]
    of: int
    logo_fault: PictureProblem | None = None
