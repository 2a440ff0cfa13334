"""What every test of the windows needs."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from privacy_wizard.ui.accessible import install_roles
from privacy_wizard.ui.background import is_busy
from privacy_wizard.ui.theme import Appearance, Looks, Theme
from privacy_wizard.ui.translation import speak

OFF_SCREEN = "This plugin does not support propagateSizeHints"  # the off-screen plugin says so of every window
STILL = Looks(appearance=Appearance.LIGHT, reduced_motion=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore(OFF_SCREEN))


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    install_roles()
    speak(qapp, QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    return Theme(qapp, STILL)


@pytest.fixture(autouse=True)
def _wizard_application(theme: Theme, qtbot: QtBot):
    """Every test sees the program's own look, and leaves no work behind."""
    theme.choose(STILL)
    yield
    theme.choose(STILL)
    qtbot.waitUntil(lambda: not is_busy(), timeout=10_000)
