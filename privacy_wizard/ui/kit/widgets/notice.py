"""What a page says where something was asked for: how it went, what to do now, or a question first."""

from collections.abc import Callable
from functools import cached_property
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ....i18n import _
from ....system import Trouble
from ..accessible import announce, give_role
from ..layouts import row
from ..theme.icons import paint_icon
from ..theme.theme import restyle
from .button import Button
from .text import Heading, TextLabel


class EmptyState(QWidget):
    """`acted` when the button is pressed; without `action` there is none."""

    acted = Signal()

    def __init__(self, icon: str, title: str, sentence: str = "", action: str = "") -> None:
        super().__init__()
        self._title, self._sentence = Heading("", "section"), TextLabel("", "muted")
        self.button = Button("", "plain")
        self.button.clicked.connect(self.acted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 36, 24, 36)
        column.setSpacing(8)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(IconMark(icon, "muted", 36), 0, centre)
        column.addSpacing(4)
        for words in (self._title, self._sentence):
            words.setAlignment(centre)
            column.addWidget(words)
        column.addSpacing(8)
        column.addWidget(self.button, 0, centre)
        column.addStretch(2)
        self.set_texts(title, sentence, action)

    def set_texts(self, title: str, sentence: str, action: str = "") -> None:
        """Say what is missing and how to get it."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.button.setText(action)
        self.button.setVisible(bool(action))


Mood = Literal["info", "good", "warn", "bad"]
GRAVITY: tuple[Mood, ...] = ("info", "good", "warn", "bad")
_ICONS = {"info": ("info", "accent"), "good": ("success", "good"), "warn": ("warning", "warn"), "bad": ("error", "bad")}


class NoticeBox(QFrame):
    """A message with an icon and, if something can be done, a button; emits `acted` when it is pressed."""

    acted = Signal()

    def __init__(self, mood: Mood = "info", message: str = "", action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, "group")
        self.say(mood, message, action)

    @cached_property
    def _parts(self) -> "tuple[IconMark, TextLabel, Button]":
        """Made when there is first something to say: most notices of a page never have."""
        icon, message, button = IconMark(), TextLabel(), Button("", "link")
        button.clicked.connect(self.acted)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(message)
        words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 13, 16, 13)
        row.setSpacing(12)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return icon, message, button

    def say(self, mood: Mood, message: str, action: str = "") -> None:
        """Change the message; an empty one hides the notice. Screen readers are told."""
        self._mood = mood
        if message or self.message:
            icon, words, button = self._parts
            icon.show_icon(*_ICONS[mood])
            words.setText(message)
            button.setText(action)
            button.setVisible(bool(action))
        self.setAccessibleName(message)
        restyle(self, "mood", mood)
        if self.parent() is not None or not message:
            self.setVisible(bool(message))  # without a parent it would become a window
        if self.isVisible():
            announce(self, message)

    @property
    def message(self) -> str:
        return self._parts[1].text() if "_parts" in vars(self) else ""

    @property
    def mood(self) -> Mood:
        return self._mood

    @property
    def action(self) -> str:
        """The words of its button; empty where it has none."""
        return self._parts[2].text() if "_parts" in vars(self) else ""

    @property
    def button(self) -> Button:
        """The button of its action."""
        return self._parts[2]


class IconMark(QWidget):
    """An icon as a picture, beside words that say the same."""

    def __init__(self, icon: str = "info", purpose: str = "accent", size: int = 20) -> None:
        super().__init__()
        self._icon, self._purpose = icon, purpose
        self.setFixedSize(QSize(size, size))

    def show_icon(self, icon: str, purpose: str) -> None:
        """Show another icon, or another colour."""
        self._icon, self._purpose = icon, purpose
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon in the colours in force."""
        painter = QPainter(self)
        paint_icon(painter, self._icon, self._purpose, QRectF(self.rect()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()


def mood_of(error: Exception) -> Mood:
    """Stopping something is no fault."""
    from ....system.progress import WorkStopped  # no first page has work that can be stopped

    return "info" if isinstance(error, WorkStopped) else "bad"


def attempt(act: Callable[[], object], notice: NoticeBox) -> bool:
    """Do it; if the disk or the key refuses, say so in the notice. Returns whether it was done."""
    notice.say("info", "")
    try:
        act()
    except Trouble as trouble:
        notice.say("bad", str(trouble))
        return False
    return True


def explain(error: Exception, notice: NoticeBox) -> None:
    """Say why something could not be printed."""
    if isinstance(error, Trouble):
        notice.say(mood_of(error), str(error))
    else:
        notice.say("bad", _("It could not be printed. Is the printer on and connected? Then try again."))


class Confirm(QFrame):
    """Hidden until `ask`; emits `confirmed` when the user agrees."""

    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        give_role(self, "group")
        self.setObjectName("confirm")
        self._question, self.yes, self.no = TextLabel(), Button("", "danger"), Button("", "plain")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._question)
        column.addLayout(row(self.yes, self.no))
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self.hide)
        self.hide()

    def ask(self, question: str, yes: str, no: str) -> None:
        """Ask; the focus goes to the harmless answer."""
        self._question.setText(question)
        self.yes.setText(yes)
        self.no.setText(no)
        self.setAccessibleName(question)
        self.show()
        self.no.setFocus()
        announce(self, question)

    def _on_yes(self) -> None:
        self.hide()
        self.confirmed.emit()
