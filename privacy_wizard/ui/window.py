"""Opens the wizard's window."""

import sys
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QMessageBox

from ..i18n import _
from .accessible import install_roles
from .background import finish_at_exit, run_in_background
from .desk import Desk
from .office_door import offer_office
from .pilot import Pilot
from .settings import SettingsFile
from .theme import Theme
from .tidying import Tidying
from .translation import speak

_FIRST_LOOK = 150  # milliseconds: the first page is painted by then, and not read yet


class PlacesOfThisUser(Protocol):
    """Where the settings of the window are kept."""

    @property
    def settings(self) -> Path:
        """A file; nothing is made until it is written to."""


def open_wizard(desk: Desk, places: PlacesOfThisUser, file: Path | None = None) -> int:
    """Run the wizard until its window is closed; the exit code. `file` came from the school, and is opened first."""
    app = Application(sys.argv[:1])
    app.setApplicationName("Privacy Wizard")
    app.setDesktopFileName("privacy-wizard")
    finish_at_exit(app)
    Tidying(app)
    pilot = build(app, desk, SettingsFile(places.settings))
    pilot.shell.show()
    QTimer.singleShot(_FIRST_LOOK, pilot, lambda: load_the_rest(desk, pilot))
    app.file_opened.connect(pilot.open_file)
    if file is not None:
        QTimer.singleShot(_FIRST_LOOK, pilot, lambda: pilot.open_file(file))
    return app.exec()


def load_the_rest(desk: Desk, pilot: Pilot) -> None:
    """Load what the first page did not need, aside, while it is being read."""
    run_in_background(
        lambda: desk.catalogue,
        on_done=lambda _: None,
        on_failed=lambda error: _explain(pilot, error),
        parent=pilot,
    )


def _explain(pilot: Pilot, error: Exception) -> None:
    """The checklists that come with the program cannot be read: without them nothing can be asked."""
    sentence = _(
        "The checklists of this program cannot be read, so it cannot ask you anything. "
        "Your saved audits are safe. Please install the program again."
    )
    box = QMessageBox(QMessageBox.Icon.Critical, "Privacy Wizard", sentence, parent=pilot.shell)
    box.setDetailedText(str(error))
    box.open()


def build(app: QApplication, desk: Desk, kept: SettingsFile) -> Pilot:
    """The window at its first page, not shown yet."""
    install_roles()
    speak(app)
    theme = Theme(app, kept.settings.looks)
    theme.looks_changed.connect(kept.keep_looks)
    pilot = Pilot(desk, theme)
    pilot.shell.resize(kept.settings.width, kept.settings.height)
    offer_office(pilot.shell)
    keeper = _SizeKeeper(kept, pilot)
    pilot.shell.installEventFilter(keeper)
    pilot.start()
    return pilot


class Application(QApplication):
    """`file_opened(Path)` when a file manager hands a file to the running program, as macOS does."""

    file_opened = Signal(object)

    def event(self, event: QEvent) -> bool:
        """Only what is sent to the application itself comes by here."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_opened.emit(Path(event.file()))
            return True
        return super().event(event)


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
                self._pilot.keep_place()
            if not shell.isMaximized() and not shell.isFullScreen():
                self._kept.keep_size(shell.width(), shell.height())
        return False
