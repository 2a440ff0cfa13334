"""The card: one question, or one group of related things, with a fold for more."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ....i18n import _
from ..accessible import give_role
from .button import Button
from .text import Heading, TextLabel


class Card(QFrame):
    """A surface with an optional title and lead; `body` is the layout to fill. Its accessible name is its title."""

    def __init__(self, title: str = "", lead: str = "", *, quiet: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, "group")
        self.setProperty("quiet", quiet)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(24, 20, 24, 22)
        self.body.setSpacing(12)
        self._title, self._lead = Heading("", "question"), TextLabel("", "muted")
        self.body.addWidget(self._title)
        self.body.addWidget(self._lead)
        self.set_title(title)
        self.set_lead(lead)

    def set_title(self, title: str) -> None:
        """The question or the name of the group."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_lead(self, lead: str) -> None:
        """A sentence below the title."""
        self._lead.setText(lead)
        self._lead.setVisible(bool(lead))
        self.setAccessibleDescription(lead)


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
