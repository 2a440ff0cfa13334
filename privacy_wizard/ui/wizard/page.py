"""What every page of the wizard has: a heading, a lead, a body, and something to say to the footer."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...i18n import _
from ..kit.widgets.text import Heading, TextLabel


class Page(QWidget):
    """One page. Fill `body` in the constructor; set texts in `retranslate`, which runs at once on first show."""

    changed = Signal()  # accept_label, blocked_reason or the titles may have changed
    went_to = Signal(object, object)  # wants the window to show a step (first), at a question (second, or None)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading, self._lead = Heading(), TextLabel("", "muted")
        self.heading.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the shell focuses it; Tab passes it by
        self._lead.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self.heading)
        outer.addWidget(self._lead)
        outer.addSpacing(12)
        outer.addLayout(self.body)
        outer.addStretch(1)

    @property
    def title(self) -> str:
        """The heading."""
        return self.heading.text()

    @title.setter
    def title(self, title: str) -> None:
        self.heading.setText(title)
        self.setAccessibleName(title)

    @property
    def lead(self) -> str:
        """The sentence or two below the heading."""
        return self._lead.text()

    @lead.setter
    def lead(self, lead: str) -> None:
        self._lead.setText(lead)
        self._lead.setVisible(bool(lead))

    @property
    def accept_label(self) -> str:
        """The accent button's act; the empty string where the page has none."""
        return _("Continue")

    @property
    def blocked_reason(self) -> str:
        """Why the accent button is off, in one sentence; empty where it is on."""
        return ""

    @property
    def can_go_back(self) -> bool:
        """Whether Back is offered."""
        return True

    def accept(self) -> bool:
        """The accent button was pressed: whether to go on to the next step."""
        return True

    def go_back(self) -> bool:
        """Back was pressed: whether to go to the step before."""
        return True

    def entered(self) -> None:
        """Called each time the page comes into view, before it is painted."""

    def left(self) -> None:
        """Called each time the page goes out of view."""

    def retranslate(self) -> None:
        """Set all texts anew."""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.changed.emit()
