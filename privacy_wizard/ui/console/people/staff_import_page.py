"""The page *Read in a staff list*: the file, the changes row by row, and only then the import."""

from collections.abc import Sequence
from pathlib import Path

from attrs import evolve, frozen
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from ....domain.names import change_name
from ....domain.staff import ChangeKind, StaffChange, StaffMember
from ....domain.staff_plan import HeldBack, ImportPlan, StaffList
from ....i18n import Message, _, long_date, ngettext
from ....office import staff_list
from ....office.staff_sentences import NOTES, notice_sentence
from ....staff_import import Matching, StaffTable, read_table, suggest, understand
from ....system.progress import WorkProgress
from ...kit.layouts import clear, row
from ...kit.table import RowColumn, RowsModel, TableView
from ...kit.widgets.button import Button, shortened
from ...kit.widgets.card import Card
from ...kit.widgets.file_drop import FileDrop
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import Heading, TextLabel
from ..page import ConsolePage, ConsolePlace, PlaceId
from ..words import CHOOSE_STAFF_LIST, READ_STAFF_LIST, READING_LIST, STAFF_LIST_FILES
from .staff_columns import StaffColumns, held_back_columns

_MOODS = {
    ChangeKind.JOINED: "good",
    ChangeKind.RENAMED: "accent",
    ChangeKind.CHANGED: "accent",
    ChangeKind.LEFT: "warn",
    ChangeKind.RETURNED: "good",
}
_LEFT_OUT = Message("Rows that are left out")


class AlikeNumbersCard(Card):
    """`said(bool)`: whether numbers that are nearly the same are the same; asked once for the whole list."""

    said = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.same, self.different = Button(_("Yes, the same people"), "accent"), Button(_("No, different people"))
        self.same.clicked.connect(lambda: self.said.emit(True))
        self.different.clicked.connect(lambda: self.said.emit(False))
        self.body.addLayout(row(self.same, self.different))

    def show_pairs(self, alike: Sequence[tuple[str, str]]) -> None:
        """Ask about them; nothing where there are none."""
        self.setVisible(bool(alike))
        if alike:
            held, listed = alike[0]
            self.set_title(_("Are {listed} and {held} the same number?", listed=listed, held=held))
            self.set_lead(
                ngettext(
                    "{n} number in the file is written differently from the staff list. One answer settles it.",
                    "{n} numbers in the file are written differently from the staff list. One answer settles them all.",
                    len(alike),
                )
            )


class StaffPlanCard(Card):
    """Counts, warnings, changes, and rows that were left out."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(_("What would change"))
        self._counts = TextLabel("", "strong")
        self._cautions = QVBoxLayout()
        self._cautions.setSpacing(8)
        self.changes = RowsModel[StaffChange](self._change_columns(), self)
        self._table = TableView(_("Changes"))
        self._table.setModel(self.changes)
        self._table.share_width((14, 26, 16, 44))
        self._table.setMinimumHeight(240)
        self.held_back = RowsModel[HeldBack](held_back_columns(), self)
        self._held_title = Heading(str(_LEFT_OUT), "question")
        self._held = TableView(str(_LEFT_OUT))
        self._held.setModel(self.held_back)
        self._held.share_width((10, 20, 24, 46))
        self.body.addWidget(self._counts)
        self.body.addLayout(self._cautions)
        for part in (self._table, self._held_title, self._held):
            self.body.addWidget(part)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what confirming would do."""
        self._counts.setText(self._sentence(plan))
        clear(self._cautions)
        for caution in plan.notices:
            notice = NoticeBox("warn", "", parent=self)
            notice.say("warn", notice_sentence(caution))
            self._cautions.addWidget(notice)
        self.changes.show_rows(plan.changes)
        self._table.setVisible(bool(plan.changes))
        self.held_back.show_rows(plan.held_back)
        for part in (self._held_title, self._held):
            part.setVisible(bool(plan.held_back))

    def _sentence(self, plan: ImportPlan) -> str:
        if not plan.changes:
            return _("Nothing: everyone in the file is on the staff list already, with the same details.")
        counted = {kind: plan.count(kind) for kind in ChangeKind}
        words = [f"{change_name(kind)}: {count:,}" for kind, count in counted.items() if count]
        words.append(_("unchanged: {count}", count=f"{plan.unchanged:,}"))
        return " · ".join(words)

    def _change_columns(self) -> list[RowColumn[StaffChange]]:
        return [
            RowColumn(
                heading=_("Change"),
                text=lambda change: change_name(change.kind),
                mood=lambda change: _MOODS[change.kind],
            ),
            RowColumn(heading=_("Name"), text=lambda change: change.after.name),
            RowColumn(heading=_("Staff number"), text=lambda change: change.after.number),
            RowColumn(heading=_("What"), text=self._difference),
        ]

    def _difference(self, change: StaffChange) -> str:
        if change.before is None:
            return " · ".join(part for part in (change.after.role, ", ".join(change.after.groups)) if part)
        before, after = dict(_facts(change.before)), dict(_facts(change.after))
        found = [f"{before[name] or '–'} → {after[name] or '–'}" for name in after if before[name] != after[name]]
        return shortened("; ".join(found), 200)


def _facts(member: StaffMember) -> tuple[tuple[str, str], ...]:
    return (
        ("name", member.name),
        ("email", member.email),
        ("role", member.role),
        ("kind", member.kind.value),
        ("groups", ", ".join(member.groups)),
        ("start", long_date(member.start) if member.start else ""),
        ("last day", long_date(member.last_day) if member.last_day else ""),
    )


@frozen(kw_only=True)
class _Read:
    """A file as it is understood so far."""

    path: Path
    table: StaffTable
    matching: Matching
    sheet: str  # as it was chosen; empty: not yet

    @property
    def sheet_is_open(self) -> bool:
        """Whether several sheets look like a staff list, and nobody has said which is meant."""
        return not self.sheet and len(self.table.lists) > 1


class StaffImportPage(ConsolePage):
    """Nothing is recorded before the changes were shown and confirmed."""

    def build(self) -> None:
        self.title = str(READ_STAFF_LIST)
        self.lead = _(
            "Export your staff list from your personnel system as CSV, XLS, XLSX or ODS. You first see what would "
            "change; nothing is recorded until you say so."
        )
        self._read: _Read | None = None
        self._list: StaffList | None = None
        self._plan: ImportPlan | None = None
        self._same_numbers: bool | None = None
        patterns = str(STAFF_LIST_FILES)
        self.drop = FileDrop(str(CHOOSE_STAFF_LIST), _("Or drop the file here. CSV, XLS, XLSX or ODS."), patterns)
        self.drop.picked.connect(self.open_file)
        self._about = NoticeBox()
        self.columns = StaffColumns()
        self.columns.changed.connect(self._on_matched)
        self.columns.sheet_wanted.connect(self._on_sheet)
        self.alike = AlikeNumbersCard()
        self.alike.said.connect(self._on_alike)
        self.changes = StaffPlanCard()
        self.confirm = Button(_("Record these changes"), "accent")
        self.confirm.clicked.connect(self._on_confirm)
        self._foot = Card(quiet=True)
        self._foot_words = TextLabel()
        self._foot.body.addWidget(self._foot_words)
        self._foot.body.addLayout(row(self.confirm))
        for part in (self.drop, self._about, self.columns, self.alike, self.changes, self._foot):
            self.body.addWidget(part)
        for part in (self.columns, self.alike, self.changes, self._foot):
            part.hide()

    def open_file(self, path: Path, sheet: str = "") -> None:
        """Read a file and show how it is understood."""
        self.notice.say("info", "")

        def work(progress: WorkProgress) -> _Read:
            table = read_table(path, sheet=sheet, progress=progress)
            return _Read(path=path, table=table, matching=suggest(table.headings), sheet=sheet)

        self.count(work, self._show_table, str(READING_LIST), held=[self.drop])

    def _show_table(self, read: _Read) -> None:
        self._read, self._same_numbers = read, None
        self._about.say("info", "\n".join(str(NOTES[note]) for note in sorted(read.table.notes)))
        self.columns.show_table(read.table, read.matching, ask_sheet=read.sheet_is_open)
        self.columns.show()
        self._on_matched()

    def _on_sheet(self, sheet: str) -> None:
        if self._read is not None:
            self.open_file(self._read.path, sheet)

    def _on_matched(self) -> None:
        self._plan = None
        self.changes.hide()
        self._foot.hide()
        if self._read is None or self._read.sheet_is_open:
            return
        read = self._read = evolve(self._read, matching=self.columns.matching)
        faults = read.matching.faults(len(read.table.headings))
        self.columns.show_faults(faults)
        if faults:
            return
        context, whole, same = self.context, self.columns.is_whole, self._same_numbers

        def work(progress: WorkProgress) -> tuple[StaffList, ImportPlan]:
            understood = understand(read.table, read.matching, is_whole=whole, progress=progress)
            found = evolve(understood, same_numbers=same)
            progress.doing(_("Comparing it with the staff list …"))
            return found, staff_list.preview(context.register, found, context.today, progress)

        self.count(work, self._show_plan, str(READING_LIST))

    def _show_plan(self, found: tuple[StaffList, ImportPlan]) -> None:
        self._list, self._plan = found
        plan = self._plan
        self.alike.show_pairs(plan.alike)
        self.changes.show_plan(plan)
        self.changes.setVisible(not plan.alike)
        self._foot.setVisible(bool(plan.changes) and not plan.alike)
        self._foot_words.setText(self._sentence(plan.held_back))

    def _on_alike(self, same: bool) -> None:
        self._same_numbers = same
        self._on_matched()

    def _sentence(self, held_back: Sequence[HeldBack]) -> str:
        if not held_back:
            return _("Every row was understood.")
        return ngettext(
            "{n} row is left out, as shown above. The rest can be recorded.",
            "{n} rows are left out, as shown above. The rest can be recorded.",
            len(held_back),
        )

    def _on_confirm(self) -> None:
        found, plan, context = self._list, self._plan, self.context
        if found is None or plan is None:
            return

        def work(progress: WorkProgress) -> ImportPlan:
            return staff_list.confirm(context.register, found, plan.digest, context.today, progress)

        self.count(work, self._on_recorded, _("Recording …"), held=[self.confirm])

    def explain(self, error: Exception) -> None:
        """A preview that is out of date is replaced by one that is not."""
        super().explain(error)
        if isinstance(error, staff_list.PreviewOutdated) and self._list is not None:
            self._show_plan((self._list, error.now))

    def _on_recorded(self, done: ImportPlan) -> None:
        for part in (self.columns, self.alike, self.changes, self._foot):
            part.hide()
        self._about.say("info", "")
        self._read = None
        self.register_changed.emit()
        self.say(ngettext("{n} change recorded.", "{n} changes recorded.", len(done.changes)))
        self.wanted.emit(ConsolePlace(id=PlaceId.PEOPLE))
