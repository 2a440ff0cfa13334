"""Words on the page: headings, running text, dividers. Everything is plain text, whatever a file contains."""

import re
from typing import Any, Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ..accessible import give_role
from ..theme.theme import restyle

Voice = Literal["body", "muted", "small", "strong", "accent", "good", "warn", "bad"]
HeadingStep = Literal["display", "title", "section", "question", "row"]


_LONG_WORD = re.compile(r"\S{31,}")
_PIECE = re.compile(r".{1,24}")
_MEASURE, _A_LITTLE_LONGER = 62, 1.25  # times the width of an "n", some 76 letters of a sentence; times that
OTHER_LETTERS = (QEvent.Type.FontChange, QEvent.Type.StyleChange)
_BREAK = "\u200b"  # takes no room; a line may end there


def breakable(text: str) -> str:
    """The text, with places at which a very long word may break."""
    return _LONG_WORD.sub(lambda found: _BREAK.join(_PIECE.findall(found.group())), text)


class _Wrapped(QLabel):
    def __init__(self, text: str, parent: QWidget | None = None) -> None:
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

    _measured: int | None = None  # a layout asks hundreds of times, and to measure letters takes long

    def __init__(self, text: str = "", voice: Voice = "body") -> None:
        self._heights: dict[int, int] = {}  # by the width, for what was measured
        super().__init__(text)
        self.setProperty("voice", voice)

    def setText(self, text: str) -> None:
        self._measured = None
        super().setText(text)

    def set_voice(self, voice: Voice) -> None:
        """Change the voice."""
        restyle(self, "voice", voice)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in other letters."""
        if event.type() in OTHER_LETTERS:
            self._measured = None
        super().changeEvent(event)

    def setContentsMargins(self, *margins: Any) -> None:
        """Measure again with other margins; to look at every event for that would take longer than to measure."""
        self._heights.clear()
        super().setContentsMargins(*margins)

    def heightForWidth(self, width: int, /) -> int:
        """The height at that width, using no more of it than is comfortable to read."""
        used = min(width, self._measure())
        if used not in self._heights:
            self._heights[used] = super().heightForWidth(used)
        return self._heights[used]

    def paintEvent(self, event: QPaintEvent) -> None:
        """No line is longer than is comfortable to read, however wide the page is."""
        room, measure = self.contentsRect(), self._measure()
        if not self.wordWrap() or room.width() <= measure:
            super().paintEvent(event)
            return
        align = self.alignment()
        if align & Qt.AlignmentFlag.AlignHCenter:
            room.adjust((room.width() - measure) // 2, 0, -((room.width() - measure + 1) // 2), 0)
        elif self.isRightToLeft():
            room.setLeft(room.right() - measure + 1)
        else:
            room.setWidth(measure)
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, align.value | Qt.TextFlag.TextWordWrap.value, QLabel.text(self))

    def _measure(self) -> int:
        """The longest line in pixels: a slightly longer sentence stays on one line rather than leave a single word
        below.
        """
        if self._measured is None:
            text, metrics = QLabel.text(self), self.fontMetrics()
            measure, whole = metrics.horizontalAdvance("n") * _MEASURE, metrics.horizontalAdvance(text)
            self._measured = whole + 1 if measure < whole <= measure * _A_LITTLE_LONGER else measure
            self._heights.clear()
        return self._measured


class Divider(QFrame):
    """A thin line between two things."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)
