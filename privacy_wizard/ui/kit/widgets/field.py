"""A field with its label, a hint, and what is wrong with it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ....domain.accents import overloaded, without_overload
from ..accessible import announce
from ..theme.theme import restyle
from .text import TextLabel


def limit_accents(edit: QLineEdit | QPlainTextEdit) -> None:
    """From now on, what is typed or pasted beyond it is not taken, as with letters beyond the longest text."""
    edit.textChanged.connect(lambda *_: _lighten(edit))


def _lighten(edit: QLineEdit | QPlainTextEdit) -> None:
    text = edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()
    if not overloaded(text):
        return
    left = without_overload(text)
    if isinstance(edit, QLineEdit):
        at = len(without_overload(text[: edit.cursorPosition()]))
        edit.setText(left)
        edit.setCursorPosition(at)
        return
    cursor = edit.textCursor()
    at = len(without_overload(text[: cursor.position()]))
    edit.setPlainText(left)
    cursor = edit.textCursor()
    cursor.setPosition(min(at, len(left)))
    edit.setTextCursor(cursor)


class EntryLine(QLineEdit):
    """A line whose Enter is its own: `entered` where something is typed. An empty one leaves Enter to the window."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is emitted, and goes no further."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text():
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class FieldLabel(QLabel):
    """The name of a field; a letter after "&" is its key."""


class Field(QWidget):
    """Label above, hint between, fault below; `widget` is the field itself, focused through the label's buddy."""

    def __init__(self, label: str, widget: QWidget, hint: str = "") -> None:
        super().__init__()
        self.widget = widget
        self._label, self._hint, self._fault = FieldLabel(), TextLabel("", "small"), TextLabel("", "bad")
        self._label.setBuddy(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        for part in (self._label, self._hint, widget, self._fault):
            column.addWidget(part)
        self.set_label(label, hint)
        self._fault.hide()

    def set_label(self, label: str, hint: str = "") -> None:
        """Name the field; the hint says what to write, and is read out with it."""
        self._label.setText(label)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.widget.setAccessibleName(label.replace("&", ""))
        self.widget.setAccessibleDescription(hint)

    def set_fault(self, sentence: str) -> None:
        """Say what is wrong and what to do; empty for no fault."""
        news = bool(sentence) and sentence != self._fault.text()
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))
        if isinstance(self.widget, QLineEdit):
            restyle(self.widget, "faulty", bool(sentence))
        if news:
            announce(self, sentence)

    @property
    def fault(self) -> str:
        """The fault shown; empty if there is none."""
        return self._fault.text()


class TextField(Field):
    """A field with one line of text; `typed` at every change by the user, a screen reader's or dictation's included."""

    typed = Signal()

    def __init__(self, label: str, hint: str = "", *, longest: int = 200) -> None:
        self.line = QLineEdit()
        super().__init__(label, self.line, hint)
        self.line.setMaxLength(longest)
        self._showing = False
        limit_accents(self.line)
        self.line.textChanged.connect(self._on_text)  # not textEdited: it tells of keys only

    @property
    def text(self) -> str:
        """The typed text, with surrounding blanks removed and inner ones collapsed."""
        return " ".join(self.line.text().split())

    def show_text(self, text: str) -> None:
        """Show a text, without disturbing one that is being typed."""
        if text != self.text:
            self._showing = True
            self.line.setText(text)
            self._showing = False

    def _on_text(self) -> None:
        if not self._showing:
            self.typed.emit()


_PAUSE = 300  # milliseconds: longer than between two letters, shorter than anyone thinks of


class TypingPause(QObject):
    """Calls `save` once typing pauses; `flush` calls it now, if something is waiting."""

    def __init__(self, save: Callable[[], None], parent: QObject, pause: int = _PAUSE) -> None:
        super().__init__(parent)
        self._save = save
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(pause)
        self._timer.timeout.connect(save)

    def touch(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def flush(self) -> None:
        """Save now what has been typed but not saved yet."""
        if self._timer.isActive():
            self._timer.stop()
            self._save()
