"""Opens the review over a page, from wherever it is asked for."""

from collections.abc import Callable

from ....audit.steps import Step, StepId
from ..page import AuditPage


def open_review(page: AuditPage, on_closed: Callable[[], None]) -> None:
    """Show the window; `on_closed` when it is done with. Nothing of it is loaded before."""
    from .window import ConnectionsWindow

    window = ConnectionsWindow(page.context, page)
    window.finished.connect(lambda _result: on_closed())
    window.accounts_wanted.connect(lambda: page.went_to.emit(Step(id=StepId.ACCOUNTS), None))
    window.open()
