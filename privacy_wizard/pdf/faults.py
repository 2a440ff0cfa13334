"""Why a statement could not be drawn or signed; each carries its facts and reads as a sentence."""

import unicodedata

from ..system import Trouble


class DrawingFault(Trouble):
    """A statement cannot be drawn."""


class Unprintable(DrawingFault):
    """A text holds characters that the fonts lack; `characters` are those, each once."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        named = ", ".join(f"{character} ({_name(character)})" for character in characters[:5])
        super().__init__(
            f"These characters cannot be printed: {named}. "
            "The document would show an empty box, so it was not made. Please write the text without them."
        )
        self.characters = characters


class TooManyAccents(DrawingFault):
    """A letter carries more accents than stay on its own line; `letter` is the first, with them."""

    def __init__(self, letter: str) -> None:
        super().__init__(
            f"The letter “{letter[:1] or ' '}” has more accents than a line has room for: they would be drawn over "
            "other text, so the document was not made. Please write the text without them."
        )
        self.letter = letter


class LogoFault(DrawingFault):
    """The school's logo is not a picture that can go on the document; `problem` says why."""

    def __init__(self, problem: str) -> None:
        super().__init__(
            f"The logo cannot be used: {problem}. Please choose a PNG or JPEG picture of up to 4 megapixels."
        )
        self.problem = problem


class LayoutUnknown(DrawingFault):
    """The statement names a layout that this version of the program does not have."""

    def __init__(self, version: str) -> None:
        super().__init__(
            f"This document uses page layout {version}, which this version of the program does not know. "
            "A newer version of the program can check it."
        )
        self.version = version


class WordingMissing(DrawingFault):
    """The statement lacks a text that its layout needs; `key` says which."""

    def __init__(self, key: str) -> None:
        super().__init__(f"The document lacks the text “{key}”, so its page cannot be drawn.")
        self.key = key


def _name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()


class SigningFault(Trouble):
    """A statement could not be signed."""


class WrongKey(SigningFault):
    """The key is not the one that the statement names."""

    def __init__(self) -> None:
        super().__init__(
            "The document was written for another key than the one at hand, so it was not signed. "
            "Please start signing again."
        )


class NotPrepared(SigningFault):
    """What was to be signed has no place for this signature, or would leave more unsigned than that place."""

    def __init__(self) -> None:
        super().__init__(
            "The document could not be made ready for this signature, so it was not signed. Please check it again, "
            "and try once more."
        )


class TimeStampFailed(SigningFault):
    """The time-stamping service at `url` gave no time stamp."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"The time-stamping service at {url} did not answer as it should, so the document was not signed. "
            "Please check the connection and try again, or sign without a time stamp."
        )
        self.url = url
