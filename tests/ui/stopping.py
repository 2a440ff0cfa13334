"""Somebody who presses the Stop of counted work as soon as the first is done."""

from collections.abc import Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtTest import QTest

from privacy_wizard.ui.kit.widgets.progress import CountedProgress


class Impatient(QObject):
    """The worker waits while Stop is pressed, so that it is pressed between the same two of them each time."""

    def __init__(self, counting: CountedProgress) -> None:
        super().__init__()
        self._counting, self.saw = counting, ""
        counting._came.connect(self.press, Qt.ConnectionType.BlockingQueuedConnection)

    @Slot(int, int)
    def press(self, _done: int, _of: int) -> None:
        if self.saw:
            return
        self._counting._appear()  # else only after a blink
        self.saw = self._counting._words.text()
        assert self._counting.cancel.isVisible()
        QTest.mouseClick(self._counting.cancel, Qt.MouseButton.LeftButton)
        assert not self._counting.cancel.isEnabled()

    def leave(self) -> None:
        if shiboken6.isValid(self._counting):  # its page may have been left once it was stopped
            self._counting._came.disconnect(self.press)


@contextmanager
def stopped_at_first_count(counting: CountedProgress) -> Iterator[Impatient]:
    """Within, what is counted is stopped; afterwards it is seen that there was a count."""
    user = Impatient(counting)
    yield user
    user.leave()
    assert user.saw, "it was never counted"
