"""A field with its label, a hint, and what is wrong with it."""

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from ..accessible import announce
from .text import TextLabel


class FieldLabel(QLabel):
    """The name of a field; a letter after "&" is its key."""


class Field(QWidget):
    """Label above, hint between, fault below; `widget` is the field itself, focused through the label's buddy."""

    def __init__(self, label: str, widget: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        """Say what is wrong and what to do; the empty string when nothing is."""
        news = bool(sentence) and sentence != self._fault.text()
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))
        if isinstance(self.widget, QLineEdit):
            self.widget.setProperty("faulty", bool(sentence))
            self.widget.style().unpolish(self.widget)
            self.widget.style().polish(self.widget)
        if news:
            announce(self, sentence)

    @property
    def fault(self) -> str:
        """What is said to be wrong; empty when nothing is."""
        return self._fault.text()
