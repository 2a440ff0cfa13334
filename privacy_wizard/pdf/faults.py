"""Why a document could not be drawn."""

import unicodedata

from ..i18n import Message
from ..system import Trouble


class DrawingFault(Trouble):
    """A document cannot be drawn."""


class Unprintable(DrawingFault):
    """A text has characters that the fonts lack; `characters` lists each once."""

    sentence = Message(
        "These characters cannot be printed: {named}. The document would show empty boxes, so it "
        "was not made. Please write the text without them."
    )

    def __init__(self, characters: tuple[str, ...]) -> None:
        super().__init__(characters)
        self.characters = characters
        self.named = ", ".join(f"{character} ({_name(character)})" for character in characters[:5])


class TooManyAccents(DrawingFault):
    """A letter has more accents than fit on its line; `letter` is the first such letter, without them."""

    sentence = Message(
        "The letter “{letter}” has more accents than a line has room for: they would be drawn over other "
        "text, so the document was not made. Please write the text without them."
    )

    def __init__(self, letter: str) -> None:
        super().__init__(letter)
        self.letter = letter[:1] or " "


class LogoFault(DrawingFault):
    """The school's logo cannot be used on the document; `problem` says why."""

    sentence = Message("The logo cannot be used: {problem}. Please choose a PNG or JPEG picture of up to 4 megapixels.")

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def _name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()
