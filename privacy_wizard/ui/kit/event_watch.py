"""What looks at every event of the application, in one place: there are thousands to a page, and each takes a while."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from .plain_tips import show_plainly
from .wheel import WheelGuard

Answer = Callable[[QWidget, Any], bool]  # True: nobody else gets the event


class EventWatch(QObject):
    """Has events answered by their class, whichever window they are for; those still to be opened included."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.answers: dict[type[QEvent], Answer] = {QWheelEvent: WheelGuard().answer, QHelpEvent: show_plainly}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """By the class: to ask for the type makes an enum."""
        answer = self.answers.get(type(event))
        return answer is not None and isinstance(watched, QWidget) and answer(watched, event)


def watch_events() -> None:
    """For the whole application; once."""
    app = QApplication.instance()
    if app is not None and app.findChild(EventWatch) is None:
        app.installEventFilter(EventWatch(app))
