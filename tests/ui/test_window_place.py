"""Each window comes back where it was left, and never reaches beyond its screen."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from privacy_wizard.ui.kit.application import WindowPlace
from privacy_wizard.ui.kit.settings import SettingsFile


@pytest.fixture
def kept(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "settings.json")


def opened(qtbot: QtBot, kept: SettingsFile, name: str, size: tuple[int, int] = (500, 400)) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(*size)
    WindowPlace(window, name, kept)
    window.show()
    return window


def test_a_window_opens_where_it_was_closed(qtbot: QtBot, kept: SettingsFile) -> None:
    window = opened(qtbot, kept, "wizard")
    window.setGeometry(QRect(120, 90, 610, 450))
    window.close()
    assert opened(qtbot, SettingsFile(kept._path), "wizard").geometry() == QRect(120, 90, 610, 450)


def test_a_maximised_window_opens_maximised(qtbot: QtBot, kept: SettingsFile) -> None:
    window = opened(qtbot, kept, "wizard")
    window.showMaximized()
    window.close()
    assert opened(qtbot, kept, "wizard").isMaximized()


def test_each_window_has_a_place_of_its_own(qtbot: QtBot, kept: SettingsFile) -> None:
    opened(qtbot, kept, "console", (640, 480)).close()
    assert opened(qtbot, kept, "wizard").size().width() == 500


def test_a_first_window_that_would_not_fit_fills_its_screen(qtbot: QtBot, kept: SettingsFile) -> None:
    window = opened(qtbot, kept, "wizard", (500, 9000))
    assert window.isMaximized()
    assert window.screen().availableGeometry().contains(window.geometry())


def test_a_first_window_that_fits_keeps_its_size(qtbot: QtBot, kept: SettingsFile) -> None:
    window = opened(qtbot, kept, "wizard", (500, 400))
    assert not window.isMaximized()
    assert window.screen().availableGeometry().contains(window.geometry())


def test_a_place_on_a_screen_that_is_gone_is_brought_onto_one_that_is_there(qtbot: QtBot, kept: SettingsFile) -> None:
    window = opened(qtbot, kept, "wizard")
    window.setGeometry(QRect(5000, 5000, 610, 450))
    window.close()
    again = opened(qtbot, kept, "wizard")
    assert again.screen().availableGeometry().contains(again.geometry())


def test_a_place_that_cannot_be_read_counts_as_none(qtbot: QtBot, kept: SettingsFile) -> None:
    kept.keep_place("wizard", b"no place at all")
    assert opened(qtbot, kept, "wizard").size().width() == 500
