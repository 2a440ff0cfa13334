"""Garbage is collected on the window's thread alone. Python collects on whatever thread allocates, and would destroy
a widget there.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 1000  # milliseconds


class GarbageCollector(QObject):
    """Collects on the thread of the windows alone, about as often as Python would, for as long as `parent` lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(collect_due)
        timer.start(_EVERY)


def collect_due() -> None:
    """Collect the oldest generation that has reached Python's own threshold."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = [age for age in range(3) if counts[age] > thresholds[age]]
    if due:
        gc.collect(due[-1])
