"""The steps of the wizard as the shell knows them."""

from collections.abc import Callable
from enum import Enum

from attrs import frozen

from .page import StepPage


class StepState(Enum):
    """How far a step is."""

    AHEAD = "ahead"  # cannot be opened yet
    OPEN = "open"  # can be opened, something is still to be done
    DONE = "done"


@frozen(kw_only=True)
class WizardStep:
    """One entry of the sidebar; its page is made when it is first shown. Steps of depth 1 belong to the one above."""

    id: str
    title: Callable[[], str]  # asked again when the language changes
    make_page: Callable[[], StepPage]
    depth: int = 0
