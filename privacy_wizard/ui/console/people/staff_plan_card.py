"""What reading a staff list would change, row by row, before anything is recorded."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....domain.names import change_name
from ....domain.staff import ChangeKind, StaffChange, StaffMember
from ....domain.staff_plan import HeldBack, ImportPlan
from ....i18n import _, long_date
from ....office.staff_sentences import NOTICES, ROW_FAULTS
from ...kit.layouts import clear
from ...kit.rows_model import RowColumn, RowsModel
from ...kit.table import TableView
from ...kit.widgets.button import shortened
from ...kit.widgets.card import Card
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import Heading, TextLabel

_MOODS = {
    ChangeKind.JOINED: "good",
    ChangeKind.RENAMED: "accent",
    ChangeKind.CHANGED: "accent",
    ChangeKind.LEFT: "warn",
    ChangeKind.RETURNED: "good",
}
_MOST_NUMBERS = 12


class StaffPlanCard(Card):
    """Counts, cautions, changes, and rows that were left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(_("What would change"))
        self._counts = TextLabel("", "strong")
        self._cautions = QVBoxLayout()
        self._cautions.setSpacing(8)
        self.changes = RowsModel[StaffChange](self._change_columns(), self)
        self._table = TableView(_("Changes"))
        self._table.setModel(self.changes)
        self._table.share_width((14, 26, 16, 44))
        self._table.setMinimumHeight(240)
        self.held_back = RowsModel[HeldBack](self._held_columns(), self)
        self._held_title = Heading(_("Rows that are left out"), "question")
        self._held = TableView(_("Rows that are left out"))
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
            numbers = ", ".join(caution.numbers[:_MOST_NUMBERS])
            more = "" if len(caution.numbers) <= _MOST_NUMBERS else " …"
            notice.say("warn", f"{NOTICES[caution.kind]} ({numbers}{more})")
            self._cautions.addWidget(notice)
        self.changes.show_rows(plan.changes)
        self._table.setVisible(bool(plan.changes))
        self.held_back.show_rows(plan.held_back)
        for part in (self._held_title, self._held):
            part.setVisible(bool(plan.held_back))

    def _sentence(self, plan: ImportPlan) -> str:
        if not plan.changes:
            return _("Nothing: everyone in the file stands on the staff list as they are.")
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

    def _held_columns(self) -> list[RowColumn[HeldBack]]:
        return [
            RowColumn(heading=_("Line"), text=lambda held: str(held.line)),
            RowColumn(heading=_("Column"), text=lambda held: held.column),
            RowColumn(heading=_("What stands there"), text=lambda held: held.shown),
            RowColumn(heading=_("Why"), text=lambda held: str(ROW_FAULTS[held.fault])),
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
