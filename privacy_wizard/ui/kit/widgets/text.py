"""Words on the page: headings, running text, dividers. Everything is plain text, whatever a file says."""

import re
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ..accessible import give_role
from ..theme.restyle import restyle

Voice = Literal["body", "muted", "small", "strong", "good", "warn", "bad"]
HeadingStep = Literal["display", "title", "section", "question", "row"]


_LONG_WORD = re.compile(r"\S{31,}")
_PIECE = re.compile(r".{1,24}")
_BREAK = "\u200b"  # takes no room; a line may end there


def breakable(text: str) -> str:
    """The same text, with places at which a very long word may go on in the next line."""
    return _LONG_WORD.sub(lambda found: _BREAK.join(_PIECE.findall(found.group())), text)


class _Wrapped(QLabel):
    def __init__(self, text: str, parent: QWidget | None) -> None:
        super().__init__(breakable(text), parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        """Show another text; a word of two hundred letters wraps as well."""
        super().setText(breakable(text))

    def text(self) -> str:
        """The text as it was given."""
        return super().text().replace(_BREAK, "")


class Heading(_Wrapped):
    """A heading, for eyes and screen readers alike."""

    def __init__(self, text: str = "", step: HeadingStep = "title", parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        give_role(self, "heading")  # before the text: a screen reader asks for the role when it hears of that
        self.setProperty("step", step)
        self.setText(text)


class TextLabel(_Wrapped):
    """Running text that wraps, in one of a few voices."""

    def __init__(self, text: str = "", voice: Voice = "body", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("voice", voice)

    def set_voice(self, voice: Voice) -> None:
        """Speak in another voice from now on."""
        restyle(self, "voice", voice)


class Divider(QFrame):
    """A hairline between two things."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)
