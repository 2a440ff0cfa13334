"""The table of the home page on its way out, as it is filtered and sorted. What leaves is put on record."""

from pathlib import Path

from PySide6.QtWidgets import QMenu

from ....domain.vocabulary import ExportKind
from ....i18n import _, ngettext
from ....office.exports import hand_out
from ....office.home_table import HomeRow
from ....reports.spreadsheet import Cell, to_csv, to_xlsx
from ...kit.files import ask_where
from ...kit.table import RowsModel
from ...kit.widgets.button import Button
from ..page import ConsolePage
from ..words import AS_WORKBOOK, WRITING_LIST

_SCORE, _SINCE = 3, 6  # the columns that a spreadsheet sorts as numbers and days


class HomeExport(Button):
    """A button with the ways out."""

    def __init__(self, page: ConsolePage, model: RowsModel[HomeRow]) -> None:
        super().__init__(_("Export"), "quiet", "save")
        self._page, self._model = page, model
        menu = QMenu(self)
        menu.addAction(str(AS_WORKBOOK)).triggered.connect(lambda: self._ask("xlsx", _("Workbook (*.xlsx)")))
        menu.addAction(_("As CSV")).triggered.connect(lambda: self._ask("csv", _("CSV (*.csv)")))
        self.setMenu(menu)

    def save(self, path: Path) -> None:
        """The ending of the name says as what."""
        page, rows = self._page, list(self._model.rows)
        register, now = page.context.register, page.context.now()
        make = to_xlsx if path.suffix.lower() == ".xlsx" else to_csv
        headings = [_("Staff number"), *(column.heading for column in self._model.columns)]
        cells = [self._cells(each) for each in rows]

        def work() -> int:
            content = make(headings, cells, foot=register.foot(now))
            hand_out(register, path, content, ExportKind.CAMPAIGN, len(rows))
            return len(rows)

        def done(many: int) -> None:
            page.say(ngettext("{n} row saved. It is on record.", "{n} rows saved. It is on record.", many))

        page.aside(work, done, str(WRITING_LIST))

    def _cells(self, each: HomeRow) -> list[Cell]:
        found: list[Cell] = [column.text(each) for column in self._model.columns]
        found[_SCORE], found[_SINCE] = each.score, each.since
        return [each.person.member.number, *found]

    def _ask(self, suffix: str, kinds: str) -> None:
        name = f"{_('Everyone')} {self._page.context.today.isoformat()}.{suffix}"
        ask_where(self._page, _("Save the list"), name, self.save, kinds=kinds, suffix=suffix)
