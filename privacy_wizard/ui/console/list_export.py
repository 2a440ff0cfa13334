"""Exporting a list as filtered and sorted, with all its columns; every export is recorded."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QMenu

from ...domain.vocabulary import ExportKind
from ...i18n import _, ngettext
from ...office.exports import hand_out_table
from ...reports.spreadsheet import Cell
from ...system.progress import WorkProgress
from ..kit.files import ask_where
from ..kit.table import RowColumn
from ..kit.widgets.button import Button
from .page import ConsolePage
from .words import AS_WORKBOOK, WRITING_LIST

R = TypeVar("R")
ListTable = tuple[Sequence[str], Sequence[Sequence[Cell]]]  # headings, rows
ReadTable = Callable[[], ListTable]


def table_of(columns: Sequence[RowColumn[R]], rows: Sequence[R]) -> ListTable:
    """Rows for a spreadsheet: numbers and dates keep their type, so that it can sort them."""
    return [column.heading for column in columns], [[column.cell_of(each) for column in columns] for each in rows]


class ListExport(Button):
    """A button with the ways out; `asked` gives what reads the list as it is shown now, on a worker."""

    def __init__(self, page: ConsolePage, title: str, what: ExportKind, asked: Callable[[], ReadTable]) -> None:
        super().__init__(_("Export"), "quiet", "save")
        self._page, self._title, self._what, self._table = page, title, what, asked
        menu = QMenu(self)
        menu.addAction(str(AS_WORKBOOK)).triggered.connect(lambda: self._ask("xlsx", _("Workbook (*.xlsx)")))
        menu.addAction(_("As CSV")).triggered.connect(lambda: self._ask("csv", _("CSV (*.csv)")))
        self.setMenu(menu)

    def save(self, path: Path) -> None:
        """The ending of the name says as what."""
        register, now, what, read = self._page.context.register, self._page.context.now(), self._what, self._table()

        def work(progress: WorkProgress) -> int:
            return hand_out_table(register, path, *read(), what, now, progress)

        def done(many: int) -> None:
            self._page.say(
                ngettext(
                    "{n} row saved as {path}. The register notes it.",
                    "{n} rows saved as {path}. The register notes it.",
                    many,
                    path=path,
                )
            )

        self._page.count(work, done, str(WRITING_LIST), held=[self])

    def _ask(self, suffix: str, kinds: str) -> None:
        name = f"{self._title} {self._page.context.today.isoformat()}.{suffix}"
        ask_where(self._page, _("Save the list"), name, self.save, kinds=kinds, suffix=suffix)
