"""Which column of a table of pupils and parents means what: suggested by its headings, corrected by hand."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from ....i18n import _
from ....staff_import import StaffTable
from ....staff_import.protected_rows import ProtectedField, protected_columns
from ...kit.chooser import Chooser
from ...kit.layouts import clear
from ...kit.widgets.button import shortened
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel
from ..words import WHOLE_NAME

_MOST_LETTERS = 40


class ProtectedColumns(Card):
    """`changed` when the officer matches anew."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.set_title(_("Who is in the file?"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        self.choosers: dict[ProtectedField, Chooser] = {}
        self.body.addLayout(self._grid)

    @property
    def columns(self) -> Mapping[ProtectedField, int]:
        """The current choice."""
        return {field: int(chooser.value) for field, chooser in self.choosers.items() if chooser.value}

    def show_table(self, table: StaffTable) -> None:
        """Show a file and what is suggested for it."""
        clear(self._grid)
        suggested = protected_columns(table.headings)
        headings = [(str(at), shortened(heading or "–", _MOST_LETTERS)) for at, heading in enumerate(table.headings)]
        self.choosers = {}
        for line, field in enumerate(ProtectedField):
            chooser = Chooser(self._name(field))
            chooser.offer([("", _("Left out")), *headings])
            chooser.choose(str(suggested.get(field, "")))
            chooser.chosen.connect(self.changed)
            self.choosers[field] = chooser
            self._grid.addWidget(TextLabel(self._name(field)), line, 0)
            self._grid.addWidget(chooser, line, 1)

    def _name(self, field: ProtectedField) -> str:
        return {
            ProtectedField.FIRST_NAME: _("First name"),
            ProtectedField.LAST_NAME: _("Last name"),
            ProtectedField.FULL_NAME: str(WHOLE_NAME),
            ProtectedField.HANDLE: _("User name on a platform"),
            ProtectedField.EMAIL: _("E-mail"),
            ProtectedField.MOBILE: _("Mobile number"),
        }[field]
