"""Shows the pages of the console as pictures: `python tests/ui/console/gallery.py FOLDER [scale] [page …]`."""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if len(sys.argv) > 2 and sys.argv[2] != "1":
    os.environ["QT_SCALE_FACTOR"] = sys.argv[2]

from PySide6.QtCore import QLocale

from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.accessible import install_roles
from privacy_wizard.ui.kit.application import Application
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.theme import Appearance, Looks, Theme
from privacy_wizard.ui.kit.translation import speak
from tests.ui.console.scenes import prepare, scene


def main(folder: Path, wanted: list[str]) -> None:
    app = Application()
    install_roles()
    speak(app, QLocale("en_GB"))
    theme = Theme(app, Looks(appearance=Appearance.LIGHT, reduced_motion=True))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        empty, busy, places = scene(Path(home))
        _shoot(
            app,
            theme,
            folder,
            "empty",
            ConsoleWindow(theme, empty),
            {
                "overview": ConsolePlace(id=PlaceId.OVERVIEW),
                "people": ConsolePlace(id=PlaceId.PEOPLE),
                "hand-in": ConsolePlace(id=PlaceId.HAND_IN),
            },
            wanted,
        )
        _shoot(app, theme, folder, "busy", ConsoleWindow(theme, busy), places, wanted)


def _shoot(app, theme, folder, name, window, places, wanted) -> None:
    window.show()
    for page, place in places.items():
        if wanted and page not in wanted:
            continue
        window.show_place(place)
        prepare(window, folder)
        for appearance, size in (
            (Appearance.LIGHT, (1280, 800)),
            (Appearance.DARK, (1280, 800)),
            (Appearance.LIGHT, (683, 384)),
        ):
            theme.choose(Looks(appearance=appearance, reduced_motion=True))
            window.resize(*size)
            for _ in range(60):
                app.processEvents()
                if not is_busy():
                    break
                app.thread().msleep(20)
            for _ in range(6):
                app.processEvents()
                app.thread().msleep(25)
            while is_busy():
                app.processEvents()
            app.processEvents()
            tag = "" if size[0] > 700 else "-small"
            window.grab().save(str(folder / f"{name}-{page}-{appearance.value}{tag}.png"))
    window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[3:])
