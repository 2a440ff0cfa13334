"""The card: one question, or one group of things that belong together."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ..accessible import give_role
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
