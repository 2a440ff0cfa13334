"""Opens the wizard's window."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer

from ...i18n import _
from ..kit.application import AfterFirstPaint, Application, WindowPlace
from ..kit.background import run_in_background
from ..kit.theme import Theme
from .context import WizardContext
from .controller import WizardController
from .office_launcher import offer_office

_FIRST_LOOK = 150  # milliseconds: the first page is painted by then, and not read yet


def open_wizard(app: Application, desk: WizardContext, file: Path | None = None) -> int:
    """Run the wizard until its window is closed; the exit code. `file` came from the school, and is opened first."""

    def begin() -> None:
        pilot.start()
        QTimer.singleShot(_FIRST_LOOK, pilot, lambda: load_the_rest(desk, pilot))
        if file is not None:
            QTimer.singleShot(_FIRST_LOOK, pilot, lambda: pilot.open_file(file))

    pilot = greeting(app.theme, desk)
    WindowPlace(pilot.shell, "wizard", app.kept)
    AfterFirstPaint(pilot.shell, begin)
    pilot.shell.show()
    app.file_opened.connect(pilot.open_file)
    return app.exec()


def load_the_rest(desk: WizardContext, pilot: WizardController) -> None:
    """Load what the first page did not need, aside, while it is being read."""
    run_in_background(
        lambda: desk.catalogue,
        on_done=lambda _: None,
        on_failed=lambda error: _explain(pilot, error),
        parent=pilot,
    )


def _explain(pilot: WizardController, error: Exception) -> None:
    """The checklists that come with the program cannot be read: without them nothing can be asked."""
    from PySide6.QtWidgets import QMessageBox

    sentence = _(
        "The checklists of this program cannot be read, so it cannot ask you anything. "
        "Your saved audits are safe. Please install the program again."
    )
    box = QMessageBox(QMessageBox.Icon.Critical, "Privacy Wizard", sentence, parent=pilot.shell)
    box.setDetailedText(str(error))
    box.open()


def build(theme: Theme, desk: WizardContext) -> WizardController:
    """The window at its first page, not shown yet."""
    pilot = greeting(theme, desk)
    pilot.start()
    return pilot


def greeting(theme: Theme, desk: WizardContext) -> WizardController:
    """The window before `start`: what it shows takes neither checklists nor saved audits."""
    pilot = WizardController(desk, theme)
    offer_office(pilot.shell)
    pilot.shell.installEventFilter(_LastSaver(pilot))
    return pilot


class _LastSaver(QObject):
    """Lets the page in view save what is being typed when the window is closed, and the place where one is."""

    def __init__(self, pilot: WizardController) -> None:
        super().__init__(pilot)
        self._pilot = pilot

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Only looks on."""
        shell = self._pilot.shell
        if event.type() == QEvent.Type.Close and shell.current_step is not None:
            shell.page(shell.current_step).left()
            self._pilot.keep_place()
        return False
