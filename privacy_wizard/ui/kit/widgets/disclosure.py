"""More for whoever wants it: a line that opens what is below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....i18n import _
from .button import Button


class Disclosure(QWidget):
    """`body` is the layout to fill; `opened(bool)` when the user opens or closes it."""

    opened = Signal(bool)

    def __init__(self, title: str, *, is_open: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = Button(title, "link", "chevron-right")
        self._inside = QWidget()
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(0, 6, 0, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._inside)
        self.button.clicked.connect(self._on_clicked)
        self.set_open(is_open)

    @property
    def is_open(self) -> bool:
        """Whether the inside is shown."""
        return not self._inside.isHidden()

    def set_open(self, is_open: bool) -> None:
        """Open or close it; says nothing to anyone."""
        self._inside.setVisible(is_open)
        self.button.set_icon_name("chevron-down" if is_open else "chevron-right")
        self.button.setAccessibleDescription(_("Open") if is_open else _("Closed"))

    def _on_clicked(self) -> None:
        self.set_open(not self.is_open)
        self.opened.emit(self.is_open)
