"""Opens a window where its user left it, and wholly on the screen."""

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QWidget

from .settings import SettingsFile

_FRAME = QSize(8, 40)  # about what the system adds; how much it is, is known only once a window is shown


class WindowPlace(QObject):
    """Keeps size and place of a window each time it is closed. It lives as long as its window."""

    def __init__(self, window: QWidget, name: str, kept: SettingsFile) -> None:
        """Put the window, not shown yet, where the one of that name was last; the first time its own size serves."""
        super().__init__(window)
        self._window, self._name, self._kept = window, name, kept
        if not window.restoreGeometry(kept.settings.places.get(name, b"")):
            fit_on_screen(window)
        window.installEventFilter(self)

    def keep(self) -> None:
        """Keep where the window is now."""
        self._kept.keep_place(self._name, bytes(self._window.saveGeometry().data()))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Only looks on."""
        if event.type() == QEvent.Type.Close:
            self.keep()
        return False


def fit_on_screen(window: QWidget) -> None:
    """Make a window that is not shown yet small enough for its screen, with its frame."""
    window.resize(window.size().boundedTo(window.screen().availableSize() - _FRAME))
