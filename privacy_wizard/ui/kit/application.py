"""One start for both windows: the application, the first paint, and the place of each window."""

import gc
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication, QWidget

from ...system.places import managed_settings, resource
from .accessible import install_roles
from .background import finish_at_exit
from .settings import SettingsFile
from .theme import Theme
from .translation import speak

_EVERY = 1000  # milliseconds


class GarbageCollector(QObject):
    """Collects on the thread of the windows alone, about as often as Python would, for as long as `parent` lives.

    Python collects on whatever thread allocates, and would destroy a widget there.
    """

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


# Asked for as an argument: a style that is set comes back as an object, and for that PySide builds all of QStyle.
_STYLE = ("-style", "Fusion")


class AfterFirstPaint(QObject):
    """Does something once a window is visible, and keeps the wheel from changing values. Lives as long as its
    window.
    """

    def __init__(self, window: QWidget, act: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._act = window, act
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._window, self._begin)  # after this round of painting
        return False

    def _begin(self) -> None:
        # To look at every event is a tenth of the way to the first paint, and nobody can turn a wheel before it.
        from .event_watch import watch_events

        watch_events()
        self._act()


_FRAME = QSize(8, 40)  # about what the system adds; how much it is, is known only once a window is shown


class WindowPlace(QObject):
    """Saves a window's size and position each time it is closed. Lives as long as its window."""

    def __init__(self, window: QWidget, name: str, kept: SettingsFile) -> None:
        """Put the window, not shown yet, where the one of that name was last; the first time its own size serves.

        It lies within its screen either way, and fills the screen where it would not fit.
        """
        super().__init__(window)
        self._window, self._name, self._kept = window, name, kept
        if not window.restoreGeometry(kept.settings.places.get(name, b"")):
            fit_on_screen(window)
        window.installEventFilter(self)

    def keep(self) -> None:
        """Save the window's current place."""
        self._kept.keep_place(self._name, bytes(self._window.saveGeometry().data()))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:
            self.keep()
        return False


def fit_on_screen(window: QWidget) -> None:
    """Maximise a window that is not shown yet if it would not fit on the screen with its frame."""
    room = window.screen().availableSize() - _FRAME
    if window.size() != window.size().boundedTo(room):
        window.resize(window.size().boundedTo(room))  # what it goes back to
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


class Application(QApplication):
    """`file_opened(Path)` when a file manager hands a file to the running program, as macOS does.

    Once in a process, on its main thread. From here on rubbish is collected on this thread alone.
    """

    file_opened = Signal(object)
    kept: SettingsFile  # what the user chose about the windows
    theme: Theme

    def __init__(self) -> None:
        super().__init__([sys.argv[0], *_STYLE])
        GarbageCollector(self)

    def event(self, event: QEvent) -> bool:
        """Only what is sent to the application itself comes by here."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_opened.emit(Path(event.file()))
            return True
        return super().event(event)


def start_application(settings: Path) -> Application:
    """The application, ready for its first window; call it before whatever else is to be loaded."""
    app = Application()
    app.setApplicationName("Privacy Wizard")
    app.setDesktopFileName("privacy-wizard")
    app.setWindowIcon(QIcon(str(resource("icons", "program.svg"))))
    finish_at_exit(app)
    app.kept = SettingsFile(settings, managed_settings())
    app.theme = dressed(app, app.kept)
    return app


def dressed(app: QApplication, kept: SettingsFile) -> Theme:
    """Roles, language and looks; what the user changes about the looks is kept."""
    install_roles()
    speak(app)
    theme = Theme(app, kept.settings.looks, kept.locked)
    theme.looks_changed.connect(kept.keep_looks)
    return theme
