"""A labelled line to type in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from .widgets.accents import limit_accents
from .widgets.field import Field


class TextField(Field):
    """A field with one line of text; `typed` at every change by the user, a screen reader's or dictation's included."""

    typed = Signal()

    def __init__(self, label: str, hint: str = "", *, longest: int = 200, parent: QWidget | None = None) -> None:
        self.line = QLineEdit()
        super().__init__(label, self.line, hint, parent)
        self.line.setMaxLength(longest)
        self._showing = False
        limit_accents(self.line)
        self.line.textChanged.connect(self._on_text)  # not textEdited: it tells of keys only

    @property
    def text(self) -> str:
        """What was typed, without blanks around it and with single blanks within."""
        return " ".join(self.line.text().split())

    def show_text(self, text: str) -> None:
        """Show a text; what is being typed is not disturbed by its own echo."""
        if text != self.text:
            self._showing = True
            self.line.setText(text)
            self._showing = False

    def _on_text(self) -> None:
        if not self._showing:
            self.typed.emit()
