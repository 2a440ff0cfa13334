"""Opens the wizard's window, and from there the office: a program of its own, so that neither can hold the other up."""

import sys
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer

from ...i18n import _
from ...system import Trouble
from ..kit.application import AfterFirstPaint, Application, WindowPlace
from ..kit.background import run_in_background
from ..kit.theme import Theme
from .context import WizardContext
from .controller import WizardController
from .shell import Shell

_FIRST_LOOK = 150  # milliseconds: the first page is painted by then, and not read yet


def open_wizard(app: Application, context: WizardContext, file: Path | None = None) -> int:
    """Run the wizard until its window is closed; the exit code. `file` came from the school, and is opened first."""

    def begin() -> None:
        controller.start()
        QTimer.singleShot(_FIRST_LOOK, controller, lambda: load_the_rest(context, controller))
        if file is not None:
            QTimer.singleShot(_FIRST_LOOK, controller, lambda: controller.open_file(file))

    controller = greeting(app.theme, context)
    WindowPlace(controller.shell, "wizard", app.kept)
    AfterFirstPaint(controller.shell, begin)
    controller.shell.show()
    app.file_opened.connect(controller.open_file)
    return app.exec()


def load_the_rest(context: WizardContext, controller: WizardController) -> None:
    """Load what the first page did not need, aside, while it is being read."""
    run_in_background(
        lambda: load_now(context),
        on_done=lambda _: controller.show_last_signed(),
        on_failed=lambda error: _explain(controller, error),
        parent=controller,
    )


def load_now(context: WizardContext) -> None:
    """The checklists, once no protected list is kept any more whose time is over. Raises LibraryRefused."""
    with suppress(Trouble):  # a list that cannot be used is told of where it would be
        context.school.delete_expired_list()
    _ = context.catalogue


def _explain(controller: WizardController, error: Exception) -> None:
    """The checklists that come with the program cannot be read: without them nothing can be asked."""
    from PySide6.QtWidgets import QMessageBox

    sentence = _(
        "The checklists of this program cannot be read, so it cannot ask you anything. "
        "Your saved audits are safe. Please install the program again."
    )
    box = QMessageBox(QMessageBox.Icon.Critical, "Privacy Wizard", sentence, parent=controller.shell)
    box.setDetailedText(str(error))
    box.open()


def build(theme: Theme, context: WizardContext) -> WizardController:
    """The window at its first page, not shown yet."""
    controller = greeting(theme, context)
    controller.start()
    return controller


def greeting(theme: Theme, context: WizardContext) -> WizardController:
    """The window before `start`: what it shows takes neither checklists nor saved audits."""
    controller = WizardController(context, theme)
    offer_office(controller.shell)
    controller.shell.installEventFilter(_LastSaver(controller))
    return controller


class _LastSaver(QObject):
    """Lets the page in view save what is being typed when the window is closed, and the place where one is."""

    def __init__(self, controller: WizardController) -> None:
        super().__init__(controller)
        self._controller = controller

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        shell = self._controller.shell
        if event.type() == QEvent.Type.Close and shell.current_step is not None:
            shell.page(shell.current_step).left()
            self._controller.keep_place()
        return False


def offer_office(shell: Shell) -> None:
    """Offer it in the window's menu."""
    shell.office.triggered.connect(lambda: open_office())
    shell.office.setVisible(True)


def open_office() -> bool:
    """Start the office; whether it could be started."""
    from PySide6.QtCore import QProcess

    program, *arguments = office_command()
    started, _process = QProcess.startDetached(program, arguments, "")
    return started


def office_command() -> tuple[str, ...]:
    """The command line: a bundled program is its own interpreter."""
    if getattr(sys, "frozen", False):
        return (sys.executable, "console")
    return (sys.executable, "-m", "privacy_wizard", "console")
