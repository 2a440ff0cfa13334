"""Makes the pictures of the officer's guide from the real console, with an invented school.

Run it from the top of the repository with the Python in ``.venv``: ``python -m docs.make_office_pictures``.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"

from PySide6.QtCore import QEventLoop, QLocale, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from docs.make_pictures import PICTURES, SIZE, grab, save
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.accessible import install_roles
from privacy_wizard.ui.kit.application import Application
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.theme import Appearance, Looks, Theme
from privacy_wizard.ui.kit.translation import speak
from tests.ui.console.scenes import prepare, scene


def main() -> int:
    """Make them all."""
    app = Application()
    install_roles()
    speak(app, QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    theme = Theme(app, Looks(appearance=Appearance.LIGHT, reduced_motion=True))
    with tempfile.TemporaryDirectory() as folder:
        _empty, busy, places = scene(Path(folder))
        window = ConsoleWindow(theme, busy)
        window.resize(*SIZE)
        window.show()
        for name, place in places.items():
            window.show_place(place)
            prepare(window, Path(folder))
            _take(app, window, f"office-{name}")
        window.close()
    return 0


def _take(app: QApplication, window: QWidget, name: str) -> None:
    """A picture once everything is laid out, and work in the background is done."""
    for _ in range(6):
        loop = QEventLoop()
        QTimer.singleShot(80, loop.quit)
        loop.exec()
        while is_busy():
            app.processEvents()
    save(grab(window), PICTURES / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
