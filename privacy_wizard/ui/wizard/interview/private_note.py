"""A private note on an answer: it stays in the draft."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit

from ....i18n import _
from ...kit.typing_pause import TypingPause
from ...kit.widgets.card import Disclosure

_LONGEST_NOTE = 2000
_LINES = 3


class PrivateNote(Disclosure):
    """`written(str)` as soon as typing pauses."""

    written = Signal(str)

    def __init__(self) -> None:
        super().__init__("")
        self.button.setText(_("Private note"))
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setAccessibleName(_("Private note"))
        self.edit.setPlaceholderText(_("For you alone. It is not on the statement."))
        self.edit.setFixedHeight(self.edit.fontMetrics().lineSpacing() * _LINES + 26)
        self.body.addWidget(self.edit)
        self._pause = TypingPause(self._tell, self)
        self.edit.textChanged.connect(self._on_text)

    def show_note(self, note: str) -> None:
        """Show a note, open where there is one; what is being typed is not disturbed by its own echo."""
        if note != self.edit.toPlainText():
            self.edit.blockSignals(True)
            self.edit.setPlainText(note)
            self.edit.blockSignals(False)
        if note:
            self.set_open(True)

    def flush(self) -> None:
        """Tell now what was typed and not told yet."""
        self._pause.flush()

    def _on_text(self) -> None:
        text = self.edit.toPlainText()
        if len(text) > _LONGEST_NOTE:
            cursor = self.edit.textCursor()
            cursor.deletePreviousChar()
            return
        self._pause.touch()

    def _tell(self) -> None:
        self.written.emit(self.edit.toPlainText()[:_LONGEST_NOTE])
