"""Which column of a staff list means what, corrected by hand beside the first rows; and the rows that were left out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from ....domain.staff_plan import HeldBack
from ....i18n import _
from ....office.staff_sentences import MATCHING_FAULTS, ROW_FAULTS
from ....staff_import import PRESETS, Matching, MatchingFault, StaffField, StaffTable
from ...kit.chooser import Chooser
from ...kit.layouts import clear
from ...kit.table import RowColumn
from ...kit.widgets.button import shortened
from ...kit.widgets.card import Card
from ...kit.widgets.choice import CheckRow
from ...kit.widgets.field import Field as LabelledField
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import Heading, TextLabel
from ..words import WHOLE_NAME

_ROWS = 4
_MOST_LETTERS = 60


class StaffColumns(Card):
    """`changed` when the user matches anew; `sheet_wanted(str)` for another sheet; `is_first`: there was none yet."""

    changed = Signal()
    sheet_wanted = Signal(str)

    def __init__(self, *, is_first: bool = False) -> None:
        super().__init__()
        self.set_title(_("What the columns mean"))
        self._preset, self._faults = TextLabel("", "muted"), NoticeBox()
        self._sheet = Chooser(_("Sheet"))
        self._sheet_field = LabelledField(_("Sheet"), self._sheet)
        self._sheet.chosen.connect(self._on_sheet)
        self._which_sheet = NoticeBox()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(2, 1)
        self._choosers: dict[StaffField, Chooser] = {}
        self._examples: dict[StaffField, TextLabel] = {}
        self._table: StaffTable | None = None
        self._matching = Matching()
        self._whole = CheckRow(
            _("This is the whole list: anyone who is not in it has left"),
            _("Leavers stay in the register, but are asked for nothing more."),
        )
        self._whole.clicked.connect(lambda _on: self.changed.emit())
        if is_first:
            self._whole.hide()  # where there was no list, nobody can have left it
        self._inside = QVBoxLayout()
        for part in (self._which_sheet, self._sheet_field, self._preset):
            self.body.addWidget(part)
        self.body.addLayout(self._grid)
        self.body.addLayout(self._inside)
        self.body.addWidget(self._faults)
        self.body.addWidget(self._whole)

    @property
    def matching(self) -> Matching:
        """The current choice."""
        columns = {field: int(chooser.value) for field, chooser in self._choosers.items() if chooser.value}
        return Matching(columns=columns, preset=self._matching.preset)

    @property
    def is_whole(self) -> bool:
        """Whether whoever is missing has left."""
        return self._whole.isChecked()

    def chooser(self, field: StaffField) -> Chooser:
        """Where the column of a field is chosen."""
        return self._choosers[field]

    def show_table(self, table: StaffTable, matching: Matching, *, ask_sheet: bool = False) -> None:
        """Show a file and what is suggested for it; or ask first which sheet is meant."""
        self._table, self._matching = table, matching
        preset = next((each for each in PRESETS if each.id == matching.preset), None)
        self._preset.setText(
            _("This looks like an export from {system}. {caution}", system=preset.title, caution=preset.not_documented)
            if preset
            else _("Check each line. Only the staff number and the name are needed.")
        )
        unsaid = [("", _("Choose the sheet"))] if ask_sheet else []
        self._sheet.offer([*unsaid, *((sheet, sheet) for sheet in table.sheets)])
        self._sheet.choose("" if ask_sheet else table.sheet)
        self._which_sheet.say("warn", self._which(table) if ask_sheet else "")
        self._sheet_field.setVisible(len(table.sheets) > 1)
        self._build_grid(table, matching)
        self._show_examples()

    def show_faults(self, faults: Sequence[MatchingFault]) -> None:
        """Say what is still to be matched."""
        self._faults.say("warn", " ".join(str(MATCHING_FAULTS[fault]) for fault in faults))

    def _build_grid(self, table: StaffTable, matching: Matching) -> None:
        clear(self._grid)
        self._choosers, self._examples = {}, {}
        for at, words in enumerate((_("What it is"), _("Column in the file"), _("For example"))):
            self._grid.addWidget(Heading(words, "question"), 0, at)
        headings = [(str(at), shortened(heading or "–", 40)) for at, heading in enumerate(table.headings)]
        for line, field in enumerate(StaffField, 1):
            chooser = Chooser(self._name(field))
            chooser.offer([("", _("Not in this file")), *headings])
            column = matching.columns.get(field)
            chooser.choose("" if column is None else str(column))
            chooser.chosen.connect(self._on_chosen)
            self._choosers[field], self._examples[field] = chooser, TextLabel("", "muted")
            self._grid.addWidget(TextLabel(self._name(field)), line, 0)
            self._grid.addWidget(chooser, line, 1)
            self._grid.addWidget(self._examples[field], line, 2)

    def _show_examples(self) -> None:
        rows = self._table.preview(_ROWS) if self._table is not None else ()
        for field, chooser in self._choosers.items():
            found = []
            if chooser.value:
                at = int(chooser.value)
                found = [row.cells[at] for row in rows if at < len(row.cells) and row.cells[at].strip()]
            self._examples[field].setText(shortened(" · ".join(found), _MOST_LETTERS))

    def _which(self, table: StaffTable) -> str:
        return _(
            "Several sheets of this workbook look like a staff list: {sheets}. Choose the one that you mean.",
            sheets=", ".join(table.lists),
        )

    def _on_sheet(self) -> None:
        if self._sheet.value:
            self.sheet_wanted.emit(self._sheet.value)

    def _on_chosen(self) -> None:
        self._show_examples()
        self.changed.emit()

    def _name(self, field: StaffField) -> str:
        return {
            StaffField.NUMBER: _("Staff number"),
            StaffField.FIRST_NAME: _("First name"),
            StaffField.LAST_NAME: _("Last name"),
            StaffField.FULL_NAME: str(WHOLE_NAME),
            StaffField.EMAIL: _("E-mail"),
            StaffField.ROLE: _("Job"),
            StaffField.KIND: _("Kind of person"),
            StaffField.SCHOOL: _("School, if there are several"),
            StaffField.GROUP: _("Group"),
            StaffField.START: _("First day"),
            StaffField.LAST_DAY: _("Last day"),
        }[field]


def held_back_columns() -> list[RowColumn[HeldBack]]:
    """The columns of their table."""
    return [
        RowColumn(heading=_("Line"), text=lambda held: str(held.line)),
        RowColumn(heading=_("Column"), text=lambda held: held.column),
        RowColumn(heading=_("What stands there"), text=lambda held: held.shown),
        RowColumn(heading=_("Why"), text=lambda held: str(ROW_FAULTS[held.fault])),
    ]
