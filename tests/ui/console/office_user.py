"""Somebody at the office's window: presses what can be seen, types into fields; each act is counted.

A click is a press on a button or an option, a choice from a list counts two (open, choose), a dialog for files or
folders two (choose, confirm), a drop one. A field is one into which something is typed.
"""

from collections.abc import Callable
from pathlib import Path

from attrs import define
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea, QWidget

from privacy_wizard.domain.staff import StaffMember
from privacy_wizard.office.login import Login
from privacy_wizard.ui.console.controller import ConsoleController
from privacy_wizard.ui.console.page import ConsolePage, ConsolePlace
from privacy_wizard.ui.console.people.person_picker import PersonPicker
from privacy_wizard.ui.console.window import ConsoleWindow
from privacy_wizard.ui.kit.background import is_busy
from privacy_wizard.ui.kit.chooser import Chooser
from privacy_wizard.ui.kit.settings import SettingsFile
from privacy_wizard.ui.kit.theme import Theme
from privacy_wizard.ui.wizard.trial import begin_trial
from tests.ui.console.offices import catalogue, member
from tests.ui.console.scenes import attestation

_PATIENCE = 300_000  # milliseconds


class NotThere(AssertionError):
    """What a person would press is not to be seen, or cannot be pressed."""


@define
class OfficeUser:
    """`begin` opens the office as the program does."""

    controller: ConsoleController
    clicks: int = 0
    fields: int = 0

    @classmethod
    def begin(cls, theme: Theme, login: Login) -> "OfficeUser":
        """The office of a computer, as it is when the program is started."""
        settings = SettingsFile(login.home / "settings.json")
        controller = ConsoleController(theme, settings, login, catalogue, begin_trial)
        controller.begin()
        QTimer(controller).start(1000)  # so that a wait for something that never comes has an end
        user = cls(controller)
        user.settle()
        return user

    @property
    def window(self) -> ConsoleWindow:
        return self.controller.window

    @property
    def page(self) -> ConsolePage:
        """In view; the first page before there is an office."""
        return (self.controller.window or self.controller.login_window).page

    def press(self, words: str) -> None:
        """A button, by how its words begin."""
        top = self.controller.window or self.controller.login_window
        found = [each for each in top.findChildren(QPushButton) if each.text().startswith(words) and each.isVisible()]
        if not found or not found[0].isEnabled():
            raise NotThere(f"“{words}”, among {[each.text() for each in top.findChildren(QPushButton)]}")
        into_view(found[0])
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
        self.clicks += 1
        self.settle()

    def type(self, field: QLineEdit, text: str) -> None:
        """Something into a field."""
        if not field.isVisible():
            raise NotThere(field.accessibleName())
        into_view(field)
        for letter in text:  # QTest knows ASCII alone
            QTest.keyClick(field, letter) if letter.isascii() else field.insert(letter)
        self.fields += 1
        self.settle()

    def choose(self, chooser: Chooser, value: str) -> None:
        """From a list that drops down."""
        into_view(chooser)
        chooser.choose(value)
        chooser.chosen.emit()
        self.clicks += 2
        self.settle()

    def pick(self, picker: PersonPicker, number: str) -> None:
        """Somebody of the staff list."""
        self.type(picker.line, number)
        QTest.keyClick(picker.line, Qt.Key.Key_Return)
        self.clicks += 1
        self.settle()

    def pick_among(self, picker: PersonPicker, name: str, told: str) -> None:
        """Somebody of several who have the name, by what else stands in their line."""
        self.type(picker.line, name)
        QTest.keyClick(picker.line, Qt.Key.Key_Return)
        lines = [picker.found.item(at) for at in range(picker.found.count())]
        [line] = [each for each in lines if told in each.text()]
        picker.found.itemClicked.emit(line)
        self.clicks += 1
        self.settle()

    def option(self, row: QWidget) -> None:
        """One of a few that stand below each other."""
        if not row.isVisible():
            raise NotThere(row.accessibleName())
        into_view(row)
        row.click()
        self.clicks += 1
        self.settle()

    def dialog(self, act: Callable[[], object]) -> None:
        """A button, and the system's dialog for files or folders that it opens."""
        act()
        self.clicks += 3
        self.settle()

    def drop(self, act: Callable[[], object]) -> None:
        """Files dragged onto the window."""
        act()
        self.clicks += 1
        self.settle()

    def go(self, place: ConsolePlace) -> None:
        """To a page, at the side."""
        self.window.show_place(place)
        self.clicks += 1
        self.settle()

    def start_anew(self) -> None:
        """Count from here on."""
        self.settle()
        self.clicks = self.fields = 0

    def settle(self) -> None:
        """Wait until nothing is at work."""
        limit = QDeadlineTimer(_PATIENCE)
        for _ in range(3):
            QApplication.processEvents()
            while is_busy():
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)  # its end is one
                if limit.hasExpired():
                    raise NotThere("the end of the work")

    def leave(self) -> None:
        """Close the office."""
        self.controller.end()

    def told(self) -> str:
        """What was counted, as it is printed."""
        return f"{self.clicks} clicks, {self.fields} fields"


def into_view(part: QWidget) -> None:
    """Scroll until a person could press it."""
    above = part.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(part)
        above = above.parentWidget()
    QApplication.processEvents()
    place = part.mapTo(part.window(), QPoint(part.width() // 2, part.height() // 2))
    if not part.window().rect().contains(place):
        raise NotThere(f"{part.accessibleName()} cannot be scrolled into view")


def staff_list(folder: Path, people: int, *more: StaffMember) -> Path:
    """As a personnel system exports it."""
    path = folder / "staff.csv"
    everyone = (*map(member, range(people)), *more)
    rows = [f"{each.number},{each.first_name},{each.last_name},{each.email},{each.role}" for each in everyone]
    path.write_text("\n".join(["Staff No,Forename,Surname,Work Email,Job", *rows]), encoding="utf-8")
    return path


def results(folder: Path, people: range) -> Path:
    """What these people handed in, in a folder."""
    folder.mkdir(exist_ok=True)
    for at in people:
        (folder / f"{member(at).name}.pdf").write_bytes(attestation(at))
    return folder
