"""Fields to type in that take no more accents on a letter than stay on its line."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from ....domain.accents import overloaded, without_overload


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
