"""A line that unfolds what is below it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...widgets.button import Button


class Disclosure(QWidget):
    """A button with a chevron, and a `body` that it shows and hides; `toggled(bool)` when the user does."""

    toggled = Signal(bool)

    def __init__(self, title: str = "", *, is_open: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = Button(title, "link", "chevron-right")
        self._inside = QWidget()
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(0, 4, 0, 0)
        self.body.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._inside)
        self.button.clicked.connect(self._on_clicked)
        self.set_open(is_open)

    @property
    def is_open(self) -> bool:
        """Whether the body is shown."""
        return self._open

    def set_open(self, is_open: bool) -> None:
        """Show or hide the body; says nothing to anyone."""
        self._open = is_open
        self._inside.setVisible(is_open)
        self.button.set_icon_name("chevron-down" if is_open else "chevron-right")
        self.button.setAccessibleDescription(self.tr("Open") if is_open else self.tr("Closed"))

    def _on_clicked(self) -> None:
        self.set_open(not self._open)
        self.toggled.emit(self._open)
