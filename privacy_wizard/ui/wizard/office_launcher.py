"""The way from the wizard to the office: a program of its own, so that neither can hold the other up."""

import sys

from .shell import Shell


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
