"""What the menu opens: the keyboard shortcuts; what this program is, and whose work it builds on."""

import csv
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from ... import __version__
from ...domain.versions import version_order
from ...i18n import _, long_month, ngettext
from ...system.places import NOT_READ, managed_settings, resource
from .background import run_in_background
from .layouts import ScrollColumn
from .widgets.button import Button
from .widgets.text import Heading, TextLabel

_WIDTH, _HEIGHT = 620, 520


class AboutWindow(QDialog):
    """Opened from the menu of either window. The ages appear once the checklists have been read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About Privacy Wizard"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ages = TextLabel(_("Reading the checklists…"))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(12)
        column.addWidget(Heading(_("Privacy Wizard {version}", version=__version__), "section"))
        column.addWidget(self.ages)
        column.addWidget(
            TextLabel(_("New checklists come with the school's file. The program never looks for updates."))
        )
        if problem := managed_settings().problem:
            column.addWidget(TextLabel(NOT_READ.format(file=managed_settings().file, reason=problem), "strong"))
        column.addWidget(TextLabel(_("It is free software under the MIT licence, and is built on parts by others:")))
        column.addWidget(_parts(), 1)
        close = Button(_("Close"))
        close.clicked.connect(self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(_WIDTH, _HEIGHT)
        run_in_background(_ages, on_done=self.ages.setText, on_failed=self._not_read, parent=self)

    def _not_read(self, _problem: Exception) -> None:
        self.ages.setText(_("The checklists could not be read. Please install the program again."))


def _ages() -> str:
    """How many checklists there are, and from when."""
    from ...catalogue import load_shipped

    versions = [version_order(checklist.version) for checklist in load_shipped().checklists.values()]
    months = sorted(date(year, month, 1) for year, month, *_number in versions)
    return ngettext(
        "{n} checklist, last revised between {first} and {last}.",
        "{n} checklists, last revised between {first} and {last}.",
        len(versions),
        first=long_month(months[0]),
        last=long_month(months[-1]),
    )


def _parts() -> QWidget:
    """The list, part by part, in a frame that scrolls."""
    shown = QWidget()
    grid = QGridLayout(shown)
    grid.setHorizontalSpacing(24)
    with resource("parts.tsv").open(encoding="utf-8", newline="") as file:
        for row, part in enumerate(csv.DictReader(file, delimiter="\t")):
            grid.addWidget(TextLabel(part["part"]), row, 0)
            grid.addWidget(TextLabel(part["licence"]), row, 1)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return ScrollColumn(shown)


def keys_of_both() -> tuple[tuple[str, str], ...]:
    """The keys that mean the same in wizard and console."""
    return (
        (_("Ctrl++, Ctrl+−, Ctrl+0"), _("Larger, smaller, normal text")),
        (_("F1"), _("Show these keys")),
    )


class ShortcutsWindow(QDialog):
    """Opened with F1. Each of `keys` is what to press, and what it does."""

    def __init__(self, keys: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(9)
        for row, (pressed, act) in enumerate(keys):
            grid.addWidget(TextLabel(pressed, "strong"), row, 0)
            grid.addWidget(TextLabel(act), row, 1)
        grid.setColumnStretch(1, 1)
        close = Button(_("Close"))
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(16)
        column.addWidget(Heading(_("Keyboard"), "section"))
        column.addLayout(grid)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(440)
