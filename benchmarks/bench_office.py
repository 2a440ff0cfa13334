"""How many clicks and fields the office takes, counted while its real windows are driven over a register on the disk.

A click is a press on a button, a choice from a list counts two (open, choose), a dialog for files or folders two
(choose, confirm), a drop one. A field is one into which something is typed.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

from attrs import define
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from timing import verdict

from privacy_wizard.audit.invitations import open_invitation, request_certificate
from privacy_wizard.audit.profiles import accept_profile, open_profile
from privacy_wizard.domain.register_events import Countersigned
from privacy_wizard.domain.register_views import PeopleAsked
from privacy_wizard.identity import make_key
from privacy_wizard.office.login import Login
from privacy_wizard.school.known_school import KnownSchool
from privacy_wizard.system import shipped_folder
from privacy_wizard.ui.console.controller import ConsoleController
from privacy_wizard.ui.console.place import ConsolePlace, PlaceId
from privacy_wizard.ui.kit.application import STYLE
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.settings import SettingsFile
from privacy_wizard.ui.kit.theme import Looks, Theme
from privacy_wizard.ui.kit.translation import speak
from privacy_wizard.ui.wizard.trial import begin_trial
from tests.ui.console.offices import NOW, catalogue, member
from tests.ui.console.scenes import attestation

STAFF, RESULTS, COPIES, REQUESTS = 84, 37, 25, 79
SECRET = "lantern river oak meadow"
PACK = "bradley-primary-2023"
BEFORE = {
    "asked": "26 clicks, 13 fields",
    "standing": "61 clicks, 13 fields",
    "copies": "100 clicks",
    "certificates": "395 clicks",
}


@define
class Hand:
    """What a person does at the window."""

    clicks: int = 0
    fields: int = 0

    def press(self, where: QWidget, words: str) -> None:
        """One button, by what stands on it."""
        found = [each for each in where.findChildren(QPushButton) if each.text().startswith(words) and each.isVisible()]
        if not found or not found[0].isEnabled():
            raise SystemExit(f"there is no button “{words}” to press")
        found[0].click()
        self.clicks += 1
        settle()

    def type(self, field: QWidget, text: str) -> None:
        """Something into a field."""
        QTest.keyClicks(field, text)
        self.fields += 1
        settle()

    def dialog(self, act: Callable[[], object]) -> None:
        """A file or a folder chosen in the system's dialog."""
        act()
        self.clicks += 2
        settle()

    def drop(self, act: Callable[[], object]) -> None:
        """Files dragged onto the window."""
        act()
        self.clicks += 1
        settle()

    def told(self) -> str:
        """As it is printed."""
        return f"{self.clicks} clicks, {self.fields} fields"


def main() -> None:
    """Print each way before and after."""
    app = QApplication(["bench", *STYLE])
    speak(app, QLocale("en_GB"))
    theme = Theme(app, Looks(reduced_motion=True))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        hand, controller = asked(theme, folder)
        report("empty machine → 84 staff asked", BEFORE["asked"], hand, clicks=12, fields=3)
        hand = standing(controller, folder)
        report("mixed folder of 37 results → everyone's standing right", BEFORE["standing"], hand, clicks=15)
        hand = certificates(controller, folder)
        report("79 certificates returned", BEFORE["certificates"], hand, clicks=10)
        hand = copies(controller, folder)
        report("25 countersigned copies sent", BEFORE["copies"], hand, clicks=6)
        controller.end()


def asked(theme: Theme, folder: Path) -> tuple[Hand, ConsoleController]:
    """From the first start to a draft for each of the staff."""
    hand, login = Hand(), Login(home=folder / "home", key_file=folder / "home" / "key.p12", now=lambda: NOW)
    controller = ConsoleController(theme, SettingsFile(folder / "settings.json"), login, catalogue, begin_trial)
    controller.begin()
    settle()
    page = controller.login_window.page
    hand.type(page.school.line, "Bradley Primary School")
    hand.clicks += 1  # Choose a file
    hand.dialog(lambda: page.staff.drop.picked.emit(staff_list(folder)))
    page.policy.choose(PACK)
    page.policy.chosen.emit()
    hand.clicks += 2
    hand.press(page, "Begin")
    settle()
    window = controller.window
    hand.press(window, f"Ask all {STAFF}")
    drafts = made(folder / "drafts")
    hand.clicks += 1  # Write 84 drafts
    hand.dialog(lambda: window.page.write_drafts(drafts))
    if len(list(drafts.glob("*.eml"))) != STAFF:
        raise SystemExit("not everybody was asked")
    return hand, controller


def standing(controller: ConsoleController, folder: Path) -> Hand:
    """A folder dropped onto the home page, until each of its people stands right."""
    hand, inbox = Hand(), made(folder / "inbox")
    for at in range(RESULTS):
        (inbox / f"{at:02}.pdf").write_bytes(attestation(at))
    (inbox / "notes.pdf").write_bytes(b"%PDF-1.7 no attestation")
    window = controller.window
    window.show_place(ConsolePlace(id=PlaceId.OVERVIEW))
    settle()
    hand.drop(lambda: window.page.take_in([inbox]))
    while window.page.taking.is_running:
        QApplication.processEvents()
    settle()
    line = window.page.who.picker.line
    hand.type(line, member(STAFF - 1).number)
    QTest.keyClick(line, Qt.Key.Key_Return)
    hand.clicks += 1
    settle()
    hand.press(controller.window, "Accept all")
    if f"Done: {RESULTS} of {STAFF}" not in controller.window.page.done.text():
        raise SystemExit(f"not everybody stands right: {controller.window.page.done.text()}")
    return hand


def certificates(controller: ConsoleController, folder: Path) -> Hand:
    """Requests that answer invitations, until each has its certificate with the draft of a mail."""
    asked_for, out = requests(controller, folder), made(folder / "certificates")
    hand, window = Hand(), controller.window
    window.show_place(ConsolePlace(id=PlaceId.CERTIFICATES))
    settle()
    hand.type(window.page.secret.line, SECRET)
    hand.drop(lambda: window.page.many.take([asked_for]))
    hand.press(window, f"Issue {REQUESTS} certificates")
    hand.press(window, f"Send {REQUESTS} certificates")
    hand.clicks += 1  # Write 79 drafts
    hand.dialog(lambda: window.page.write_drafts(out))
    if len(list(out.glob("*.eml"))) != REQUESTS:
        raise SystemExit("not every certificate was returned")
    return hand


def requests(controller: ConsoleController, folder: Path) -> Path:
    """What the staff of a school with an authority send: it is made here, as nobody in the office does it."""
    context, known, found = controller.window.context, KnownSchool(folder / "staff"), made(folder / "requests")
    context.make_authority(SECRET)
    controller._on_key_changed(context.issuing.certify_officer(context.key, SECRET))
    settle()
    context = controller.window.context
    place, shipped = context.school_place, shipped_folder("checklists")
    context.issuing.acts.sign_profile(SECRET, place.profile(), {}, into=place.profile_file, shipped=shipped)
    accept_profile(open_profile(place.profile_file.read_bytes(), known, shipped=shipped, now=NOW), known)
    [campaign] = context.register.campaigns()
    asked = PeopleAsked(schools=(context.register.school,))
    people = context.register.people.listed(asked, context.today, 0, REQUESTS)
    invite = context.issuing.inviting(context.key, campaign)
    for each in people:
        number, answered = each.member.number, invite(each, lambda _made, _files: None)
        key = make_key(name=each.member.name, identifier=number, school=context.register.name(), now=NOW)
        request = request_certificate(open_invitation(answered.file, known, NOW), answered.slip.code, key)
        (found / f"{number}.pwrequest").write_bytes(request)
    return found


def copies(controller: ConsoleController, folder: Path) -> Hand:
    """The countersigned copies of some, as drafts."""
    hand, window, out = Hand(), controller.window, made(folder / "copies")
    window.show_place(ConsolePlace(id=PlaceId.OVERVIEW))
    settle()
    register = window.context.register
    rows = register.attestations.accepted()[:COPIES]
    with register.session() as act:  # as if an officer had countersigned them: what is counted is the sending
        for each in rows:
            act.record(Countersigned(attestation=each.attestation, person=each.person, document=each.attestation))
    window.page.refresh()
    settle()
    hand.press(window, f"Send {COPIES} countersigned copies")
    hand.clicks += 1  # Write 25 drafts
    hand.dialog(lambda: window.page.write_drafts(out))
    if len(list(out.glob("*.eml"))) != COPIES:
        raise SystemExit("not every copy was written")
    return hand


def staff_list(folder: Path) -> Path:
    """As a personnel system exports it."""
    path = folder / "staff.csv"
    people = [member(at) for at in range(STAFF)]
    rows = [f"{each.number},{each.first_name},{each.last_name},{each.email},{each.role}" for each in people]
    path.write_text("\n".join(["Staff No,Forename,Surname,Work Email,Job", *rows]), encoding="utf-8")
    return path


def made(folder: Path) -> Path:
    """An empty folder."""
    folder.mkdir()
    return folder


def settle() -> None:
    """Until nothing is at work."""
    for _ in range(5):
        QApplication.processEvents()
        while is_busy():
            QApplication.processEvents()
        QTest.qWait(20)


def report(way: str, before: str, hand: Hand, *, clicks: int, fields: int = 3) -> None:
    """One line."""
    met = hand.clicks <= clicks and hand.fields <= fields
    print(f"{way}: {before} → {hand.told()} (aim: {clicks} clicks; {verdict(met)})")


if __name__ == "__main__":
    main()
