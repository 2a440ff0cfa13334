"""Opens the wizard's window."""

import sys
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from ..audit.desk import Desk
from .accessible import install_roles
from .background import finish_at_exit
from .pilot import Pilot
from .settings import SettingsFile
from .theme import Theme
from .translation import speak


class PlacesOfThisUser(Protocol):
    """Where the settings of the window are kept."""

    @property
    def settings(self) -> Path:
        """A file; nothing is made until it is written to."""


def open_wizard(desk: Desk, places: PlacesOfThisUser) -> int:
    """Run the wizard until its window is closed; the exit code."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Privacy Wizard")
    app.setDesktopFileName("privacy-wizard")
    finish_at_exit(app)
    pilot = build(app, desk, SettingsFile(places.settings))
    pilot.shell.show()
    return app.exec()


def build(app: QApplication, desk: Desk, kept: SettingsFile) -> Pilot:
    """The window at its first page, not shown yet."""
    install_roles()
    speak(app)
    theme = Theme(app, kept.settings.looks)
    theme.looks_changed.connect(kept.keep_looks)
    pilot = Pilot(desk, theme)
    pilot.shell.resize(kept.settings.width, kept.settings.height)
    keeper = _SizeKeeper(kept, pilot)
    pilot.shell.installEventFilter(keeper)
    pilot.start()
    return pilot


class _SizeKeeper(QObject):
    """Keeps the size of a window when it is closed, and lets its page save what is being typed."""

    def __init__(self, kept: SettingsFile, pilot: Pilot) -> None:
        super().__init__(pilot)
        self._kept, self._pilot = kept, pilot

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Only looks on."""
        if event.type() == QEvent.Type.Close:
            shell = self._pilot.shell
            if shell.current_step is not None:
                shell.page(shell.current_step).left()
            if not shell.isMaximized() and not shell.isFullScreen():
                self._kept.keep_size(shell.width(), shell.height())
        return False
