"""Makes the pictures of the first hour in the office: from an empty computer until everyone is in, without a look-up.

Somebody sits before the real console, presses what can be seen there, and a picture is taken at each stop. Run it from
the top of the repository with the Python in ``.venv``: ``python -m docs.make_first_hour``.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

from attrs import define
from PySide6.QtCore import QLocale

from docs.make_pictures import PICTURES, SIZE, grab, save
from privacy_wizard.office.login import Login
from privacy_wizard.ui.console.page import ConsolePlace, PlaceId
from privacy_wizard.ui.console.who_are_you import WhoAreYou
from privacy_wizard.ui.kit.accessible import install_roles
from privacy_wizard.ui.kit.application import Application
from privacy_wizard.ui.kit.theme import Appearance, Looks, Theme
from privacy_wizard.ui.kit.translation import speak
from tests.ui.console.office_user import OfficeUser, into_view, results, staff_list
from tests.ui.console.offices import NOW, member
from tests.ui.console.scenes import attestation

STAFF, FIRST, HERSELF = 84, 37, 83


@define
class Album:
    """The pictures, in the order in which they are taken."""

    user: OfficeUser
    taken: int = 0

    def take(self, name: str) -> None:
        """One of the window as it is."""
        window = self.user.controller.window or self.user.controller.login_window
        window.resize(*SIZE)
        self.user.settle()
        self.taken += 1
        save(grab(window), PICTURES / f"first-hour-{self.taken:02}-{name}.png")


def main() -> int:
    """From the first start to "All in: 84 of 84"."""
    app = Application()
    install_roles()
    speak(app, QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    theme = Theme(app, Looks(appearance=Appearance.LIGHT, reduced_motion=True))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        user = OfficeUser.begin(theme, Login(home=folder / "home", key_file=folder / "key.p12", now=lambda: NOW))
        album = Album(user)
        set_up(album, folder)
        ask(album, folder)
        take_in(album, folder)
        finish(album, folder)
        user.leave()
    return 0


def set_up(album: Album, folder: Path) -> None:
    """Three things."""
    user, page = album.user, album.user.page
    album.take("set-up")
    user.type(page.school.line, "Bradley Primary School")
    user.dialog(lambda: page.staff.drop.picked.emit(staff_list(folder, STAFF)))
    user.choose(page.policy, "bradley-primary-2023")
    album.take("three-things")
    user.press("Begin")
    album.take("home")


def ask(album: Album, folder: Path) -> None:
    """A draft for each."""
    user, out = album.user, folder / "Documents" / "Ask your staff"
    user.press(f"Ask all {STAFF}")
    album.take("ask")
    into_view(user.page.drafts)
    album.take("drafts")
    user.dialog(lambda: user.page.write_drafts(out))
    album.take("asked")
    user.go(ConsolePlace(id=PlaceId.OVERVIEW))


def take_in(album: Album, folder: Path) -> None:
    """What comes back first, with a letter among it and an attestation of somebody who is on no list."""
    user, inbox = album.user, results(folder / "inbox", range(FIRST))
    (inbox / "Thank you.pdf").write_bytes(b"%PDF-1.7 a letter")
    (inbox / "Visitor.pdf").write_bytes(attestation(STAFF + 1))
    user.drop(lambda: user.page.taking.take([inbox]))
    user.settle()
    album.take("handed-in")
    user.pick(user.page.who.picker, member(HERSELF).number)
    album.take("accept")
    user.press(f"Accept all {FIRST}")
    album.take("accepted")


def finish(album: Album, folder: Path) -> None:
    """Whose the other is, who is reminded, and the rest; on hers, a colleague decides."""
    user = album.user
    user.press("Say whose")
    album.take("say-whose")
    user.go(ConsolePlace(id=PlaceId.OVERVIEW))
    user.press("Remind the missing")
    album.take("remind")
    user.go(ConsolePlace(id=PlaceId.OVERVIEW))
    user.drop(lambda: user.page.taking.take([results(folder / "later", range(FIRST, STAFF))]))
    user.press(f"Accept all {STAFF - FIRST - 1}")
    album.take("nobody-decides-on-their-own")
    user.go(ConsolePlace(id=PlaceId.HAND_IN))
    user.page.model.sort(1)
    open_first(user)
    user.press("I am somebody else")
    album.take("a-colleague")
    user.pick(user.page.decision.findChild(WhoAreYou).picker, member(0).number)
    user.press("Accept without comparing words")
    user.go(ConsolePlace(id=PlaceId.OVERVIEW))
    album.take("done")
    print(f"{album.taken} pictures; {user.told()}; no passphrase; {user.page.done.text()}")


def open_first(user: OfficeUser) -> None:
    """The first attestation of the list."""
    user.page.table.selectRow(0)
    user.page.table.opened.emit(0)
    user.settle()


if __name__ == "__main__":
    sys.exit(main())
