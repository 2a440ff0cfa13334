"""What a page shows where there is nothing yet: a sign, a sentence, a way on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from .button import Button
from .notice import IconMark
from .text import Heading, TextLabel


class EmptyState(QWidget):
    """`acted` when the button is pressed; without `action` there is none."""

    acted = Signal()

    def __init__(
        self, icon: str, title: str, sentence: str = "", action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title, self._sentence = Heading("", "section"), TextLabel("", "muted")
        self.button = Button("", "plain")
        self.button.clicked.connect(self.acted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 36, 24, 36)
        column.setSpacing(8)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconMark(icon, "muted", 36), 0, centre)
        column.addSpacing(4)
        for words in (self._title, self._sentence):
            words.setAlignment(centre)
            column.addWidget(words)
        column.addSpacing(8)
        column.addWidget(self.button, 0, centre)
        self.set_texts(title, sentence, action)

    def set_texts(self, title: str, sentence: str, action: str = "") -> None:
        """Say what is missing and how to come by it."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.button.setText(action)
        self.button.setVisible(bool(action))
