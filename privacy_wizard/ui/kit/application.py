"""The one start-up of both windows: whatever a window relies on is in force before it is made."""

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from .accessible import install_roles
from .background import finish_at_exit
from .garbage import Tidying
from .settings import SettingsFile
from .theme import Theme
from .translation import speak


class Application(QApplication):
    """`file_opened(Path)` when a file manager hands a file to the running program, as macOS does."""

    file_opened = Signal(object)
    kept: SettingsFile  # what the user chose about the windows
    theme: Theme

    def event(self, event: QEvent) -> bool:
        """Only what is sent to the application itself comes by here."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_opened.emit(Path(event.file()))
            return True
        return super().event(event)


def start_application(settings: Path) -> Application:
    """The application, ready for its first window. Once in a process, on its main thread.

    From here on rubbish is collected on this thread alone, so call it before whatever else is to be loaded.
    """
    app = Application(sys.argv[:1])
    app.setApplicationName("Privacy Wizard")
    app.setDesktopFileName("privacy-wizard")
    Tidying(app)
    finish_at_exit(app)
    app.kept = SettingsFile(settings)
    app.theme = dressed(app, app.kept)
    return app


def dressed(app: QApplication, kept: SettingsFile) -> Theme:
    """Roles, language and looks; what the user changes about the looks is kept."""
    install_roles()
    speak(app)
    theme = Theme(app, kept.settings.looks)
    theme.looks_changed.connect(kept.keep_looks)
    return theme
