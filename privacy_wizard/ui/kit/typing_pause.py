"""Saves what is typed as soon as the typing pauses."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_PAUSE = 300  # milliseconds: longer than between two letters, shorter than anyone thinks of


class TypingPause(QObject):
    """Calls `save` once typing pauses; `flush` calls it now, if something is waiting."""

    def __init__(self, save: Callable[[], None], parent: QObject, pause: int = _PAUSE) -> None:
        super().__init__(parent)
        self._save = save
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(pause)
        self._timer.timeout.connect(save)

    def touch(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def flush(self) -> None:
        """Save now what has been typed but not saved yet."""
        if self._timer.isActive():
            self._timer.stop()
            self._save()
