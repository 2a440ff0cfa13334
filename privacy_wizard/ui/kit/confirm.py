"""A question before something that cannot be undone, asked beside the button."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from .accessible import announce, give_role
from .layouts import row
from .widgets.button import Button
from .widgets.text import TextLabel


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
