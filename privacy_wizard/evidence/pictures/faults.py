"""Why a picture could not be searched, in sentences."""

from enum import StrEnum

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
