"""What every page of the wizard has beside its body: something to say to the footer."""

from PySide6.QtCore import Signal

from ...i18n import _
from ..kit.page import Page


class StepPage(Page):
    """The page of a step."""

    went_to = Signal(object, object)  # wants the window to show a step (first), at a question (second, or None)

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
