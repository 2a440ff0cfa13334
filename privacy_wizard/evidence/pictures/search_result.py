"""The result of looking for the logo: values that are shown, and never kept; or why a picture could not be
searched, in sentences.
"""

from enum import StrEnum
from pathlib import Path

from attrs import field, frozen

from ...i18n import Message, _


class PictureProblem(StrEnum):
    """Each concerns one picture; the others are searched all the same."""

    NOT_THERE = "not there"
    NOT_A_PICTURE = "not a picture"
    HEIC = "heic"
    TOO_LARGE = "too large"
    TOO_SMALL = "too small"
    PLAIN = "plain"
    DAMAGED = "damaged"
    TOO_SLOW = "too slow"
    FAILED = "failed"

    @property
    def sentence(self) -> str:
        """What it means, and what to do."""
        return str(_SENTENCES[self])


_SENTENCES = {
    PictureProblem.NOT_THERE: Message("This picture cannot be opened. Check that it is still there."),
    PictureProblem.NOT_A_PICTURE: Message(
        "This is not a picture of a kind that can be read: JPEG, PNG, WebP, GIF or BMP. Look at it yourself."
    ),
    PictureProblem.HEIC: Message(
        "This is a HEIC picture, the kind that iPhones take. The program cannot read it. Save it as JPEG, or "
        "look at it yourself."
    ),
    PictureProblem.TOO_LARGE: Message(
        "This picture is larger than 30 MB or 64 megapixels, so it was not opened. Look at it yourself."
    ),
    PictureProblem.TOO_SMALL: Message("This picture is too small to find anything in. Look at it yourself."),
    PictureProblem.PLAIN: Message(
        "This logo has so few lines that everything looks like it. Look at your pictures yourself."
    ),
    PictureProblem.DAMAGED: Message("This picture is damaged or cut off. Download it again, or look at it yourself."),
    PictureProblem.TOO_SLOW: Message("This picture took too long, so it was skipped. Look at it yourself."),
    PictureProblem.FAILED: Message("This picture could not be searched. Look at it yourself."),
}


def logo_sentence(problem: PictureProblem) -> str:
    """What it means where the picture is the logo itself."""
    return _("The school's logo cannot be looked for. {why}", why=problem.sentence)


class CannotUsePicture(Exception):
    """A picture that cannot be searched."""

    def __init__(self, fault: PictureProblem) -> None:
        super().__init__(fault)
        self.fault = fault


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
