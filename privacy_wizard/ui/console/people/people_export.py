"""The list of people on its way out: as CSV or a workbook, and on paper. What leaves is put on record."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from ....domain.register_views import PeopleAsked, PersonRow
from ....domain.vocabulary import ExportKind
from ....i18n import _, long_date, ngettext
from ....office.exports import hand_out
from ....reports.report_sheet import ReportDocument, ReportTable, Section, Small, draw_report
from ....reports.spreadsheet import Cell, to_csv, to_xlsx
from ...kit.files import ask_where
from ...kit.printing import print_pdf
from ...kit.widgets.button import Button
from ..page import ConsolePage
from ..words import AS_WORKBOOK, FILES_PER_PERSON, WRITING_LIST
from .people_model import SHARES, Column, PeopleModel, text_of

_MOST_ON_PAPER = 3000
_AT_ONCE = 5000


class PeopleExport(Button):
    """A button with the ways out; `files_wanted` asks for the files of the people who are listed."""

    files_wanted = Signal()

    def __init__(self, page: ConsolePage, model: PeopleModel, asked: Callable[[], PeopleAsked]) -> None:
        super().__init__("", "quiet", "save", page)
        self._page, self._model, self._asked = page, model, asked
        self.setText(_("Export"))
        menu = QMenu(self)
        menu.addAction(str(AS_WORKBOOK)).triggered.connect(lambda: self._ask("xlsx"))
        menu.addAction(_("As CSV")).triggered.connect(lambda: self._ask("csv"))
        menu.addAction(str(FILES_PER_PERSON)).triggered.connect(self.files_wanted)
        self.print = menu.addAction(_("Print"))
        self.print.setShortcut("Ctrl+P")
        self.print.triggered.connect(self._print)
        page.addAction(self.print)
        self.setMenu(menu)

    def save(self, path: Path) -> None:
        """Write the list as it is filtered; the ending of the name says as what."""
        page = self._page
        make = to_xlsx if path.suffix.lower() == ".xlsx" else to_csv
        register, asked, today, now = page.context.register, self._asked(), page.context.today, page.context.now()

        def work() -> int:
            rows: list[PersonRow] = []
            while part := register.people.listed(asked, today, len(rows), _AT_ONCE):
                rows += part
            cells = [_cells(each, with_state=asked.campaign is not None) for each in rows]
            headings = self._headings(with_state=asked.campaign is not None)
            hand_out(register, path, make(headings, cells, foot=register.foot(now)), ExportKind.PEOPLE, len(rows))
            return len(rows)

        def done(count: int) -> None:
            page.say(
                ngettext(
                    "{n} person saved as {path}. The export is on record.",
                    "{n} people saved as {path}. The export is on record.",
                    count,
                    path=path,
                )
            )

        page.aside(work, done, str(WRITING_LIST))

    def _headings(self, *, with_state: bool) -> list[str]:
        columns = list(Column) if with_state else list(Column)[: Column.STATE]
        return [self._model.heading(column) for column in columns] + [_("E-mail")]

    def _ask(self, suffix: str) -> None:
        kinds = _("Workbook (*.xlsx)") if suffix == "xlsx" else _("CSV (*.csv)")
        title = _("People")  # apart, because the translators' tool reads no text within an f-string
        name = f"{title} {self._page.context.today.isoformat()}.{suffix}"
        ask_where(self._page, _("Save the list"), name, self.save, kinds=kinds, suffix=suffix)

    def _print(self) -> None:
        page, model = self._page, self._model
        if model.rowCount() > _MOST_ON_PAPER:
            page.notice.say("warn", _("This list is too long for paper. Filter it, or export it."))
            return
        report, now = self.paper(), page.context.now()
        print_pdf(page, lambda: draw_report(report, now), page.explain)

    def paper(self) -> ReportDocument:
        """The list as it is filtered, to be drawn."""
        page, model = self._page, self._model
        columns = [Column(at) for at in range(model.columnCount())]
        rows = tuple(
            tuple(str(model.data(model.index(row, column)) or "") for column in columns)
            for row in range(model.rowCount())
        )
        table = ReportTable(
            headings=tuple(model.heading(column) for column in columns), rows=rows, shares=SHARES[: len(columns)]
        )
        foot = tuple(Small(text=f"{label}: {text}") for label, text in page.context.register.foot(page.context.now()))
        return ReportDocument(
            head=page.context.letterhead(),
            kicker=_("List of people"),
            title=page.title,
            below=f"{page.context.register.name()} · {long_date(page.context.today)}",
            sections=(Section(heading="", parts=(table, *foot)),),
        )


def _cells(person: PersonRow, *, with_state: bool) -> list[Cell]:
    columns = list(Column) if with_state else list(Column)[: Column.STATE]
    return [*(_cell(person, column) for column in columns), person.member.email]


def _cell(person: PersonRow, column: Column) -> Cell:
    """Dates stay dates, so that a spreadsheet can sort them."""
    return person.due if column is Column.DUE else text_of(person, column)
