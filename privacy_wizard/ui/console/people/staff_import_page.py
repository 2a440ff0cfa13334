"""Page *Read in a staff list*: the file, what its columns mean, what would change; and only then the change."""

from collections.abc import Sequence
from pathlib import Path

from attrs import evolve, frozen

from ....domain.staff_plan import HeldBack, ImportPlan, StaffList
from ....i18n import _, ngettext
from ....office import staff_list
from ....office.staff_sentences import NOTES
from ....staff_import import Matching, StaffTable, read_table, suggest, understand
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.file_drop import FileDrop
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import TextLabel
from ..page import ConsolePage
from ..place import ConsolePlace, PlaceId
from .staff_columns import StaffColumns
from .staff_plan_card import StaffPlanCard


@frozen(kw_only=True)
class _Read:
    """A file as it is understood so far."""

    path: Path
    table: StaffTable
    matching: Matching


class StaffImportPage(ConsolePage):
    """Nothing is recorded before the changes were shown and confirmed."""

    def build(self) -> None:
        """File, columns, changes."""
        self.title = _("Read in a staff list")
        self.lead = _(
            "Export the list of your staff from your personnel system as CSV or XLSX. You see first what would change; "
            "nothing is recorded before you say so."
        )
        self._read: _Read | None = None
        self._list: StaffList | None = None
        self._plan: ImportPlan | None = None
        patterns = _("Staff lists (*.csv *.txt *.tsv *.xlsx);;All files (*)")
        self.drop = FileDrop(_("Choose the staff list"), _("Or drop the file here. CSV or XLSX."), patterns)
        self.drop.picked.connect(self.open_file)
        self._about = NoticeBox()
        self.columns = StaffColumns()
        self.columns.changed.connect(self._on_matched)
        self.columns.sheet_wanted.connect(self._on_sheet)
        self.changes = StaffPlanCard()
        self.confirm = Button(_("Record these changes"), "accent")
        self.confirm.clicked.connect(self._on_confirm)
        self._foot = Card(quiet=True)
        self._foot_words = TextLabel()
        self._foot.body.addWidget(self._foot_words)
        self._foot.body.addLayout(row(self.confirm))
        for part in (self.drop, self._about, self.columns, self.changes, self._foot):
            self.body.addWidget(part)
        for part in (self.columns, self.changes, self._foot):
            part.hide()

    def open_file(self, path: Path, sheet: str = "") -> None:
        """Read a file and show how it is understood."""
        self.notice.say("info", "")

        def work() -> _Read:
            table = read_table(path, sheet=sheet)
            return _Read(path=path, table=table, matching=suggest(table.headings))

        self.aside(work, self._show_table, _("Reading the list …"))

    def _show_table(self, read: _Read) -> None:
        self._read = read
        self._about.say("info", "\n".join(str(NOTES[note]) for note in read.table.notes))
        self.columns.show_table(read.table, read.matching)
        self.columns.show()
        self._on_matched()

    def _on_sheet(self, sheet: str) -> None:
        if self._read is not None:
            self.open_file(self._read.path, sheet)

    def _on_matched(self) -> None:
        self._plan = None
        self.changes.hide()
        self._foot.hide()
        if self._read is None:
            return
        read = self._read = evolve(self._read, matching=self.columns.matching)
        faults = read.matching.faults(len(read.table.headings))
        self.columns.show_faults(faults)
        if faults:
            return
        desk, whole = self.desk, self.columns.is_whole

        def work() -> tuple[StaffList, ImportPlan]:
            found = understand(read.table, read.matching, is_whole=whole)
            return found, staff_list.preview(desk.books.staff, desk.books.school, found, desk.today)

        self.aside(work, self._show_plan, _("Comparing it with the staff list …"))

    def _show_plan(self, found: tuple[StaffList, ImportPlan]) -> None:
        self._list, self._plan = found
        plan = self._plan
        self.changes.show_plan(plan)
        self.changes.show()
        self._foot.setVisible(bool(plan.changes))
        self._foot_words.setText(self._sentence(plan.held_back))

    def _sentence(self, held_back: Sequence[HeldBack]) -> str:
        if not held_back:
            return _("Every row was understood.")
        return ngettext(
            "{n} row is left out, as shown above. The rest can be recorded.",
            "{n} rows are left out, as shown above. The rest can be recorded.",
            len(held_back),
        )

    def _on_confirm(self) -> None:
        found, plan, desk = self._list, self._plan, self.desk
        if found is None or plan is None:
            return
        self.confirm.setEnabled(False)

        def work() -> ImportPlan:
            return staff_list.confirm(desk.books.staff, desk.books.school, found, plan.digest, desk.today)

        self.aside(work, self._on_recorded, _("Recording …"))

    def explain(self, error: Exception) -> None:
        """A preview that is out of date is replaced by one that is not."""
        super().explain(error)
        self.confirm.setEnabled(True)
        if isinstance(error, staff_list.PreviewOutdated) and self._list is not None:
            self._show_plan((self._list, error.now))

    def _on_recorded(self, done: ImportPlan) -> None:
        self.confirm.setEnabled(True)
        for part in (self.columns, self.changes, self._foot):
            part.hide()
        self._about.say("info", "")
        self._read = None
        self.register_changed.emit()
        self.say(ngettext("{n} change recorded.", "{n} changes recorded.", len(done.changes)))
        self.wanted.emit(ConsolePlace(id=PlaceId.PEOPLE))
