"""Exporting the list of people as CSV or workbook, and on paper. Every export is recorded."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from ....domain.register_views import PeopleAsked, PersonRow
from ....domain.vocabulary import ExportKind
from ....i18n import _, long_date
from ....reports.report_sheet import ReportDocument, ReportTable, Section, Small, draw_report
from ...kit.printing import print_pdf
from ...kit.table import RowColumn
from ..list_export import ListExport, ListTable, ReadTable, table_of
from ..page import ConsolePage
from ..words import FILES_PER_PERSON
from .people_model import PeopleModel, people_columns

_MOST_ON_PAPER = 3000
_AT_ONCE = 5000
_FIRST = 1  # the column that hides first where it is too narrow


class PeopleExport(ListExport):
    """A button with the ways out; `files_wanted` asks for the files of the people who are listed."""

    files_wanted = Signal()

    def __init__(self, page: ConsolePage, model: PeopleModel, asked: Callable[[], PeopleAsked]) -> None:
        super().__init__(page, _("People"), ExportKind.PEOPLE, self._listed)
        self._model, self._people = model, asked
        menu = self.menu()
        menu.addAction(str(FILES_PER_PERSON)).triggered.connect(self.files_wanted)
        self.print = menu.addAction(_("Print"))
        self.print.setShortcut("Ctrl+P")
        self.print.triggered.connect(self._print)
        page.addAction(self.print)

    def _listed(self) -> ReadTable:
        """Everyone who is asked for, however many of them were looked at."""
        register, asked, today = self._page.context.register, self._people(), self._page.context.today
        mail = RowColumn[PersonRow](heading=_("E-mail"), text=lambda row: row.member.email)
        columns = [*people_columns(in_campaign=asked.campaign is not None), mail]

        def read() -> ListTable:
            rows: list[PersonRow] = []
            while part := register.people.listed(asked, today, len(rows), _AT_ONCE):
                rows += part
            return table_of(columns, rows)

        return read

    def _print(self) -> None:
        page, model = self._page, self._model
        if model.rowCount() > _MOST_ON_PAPER:
            page.notice.say("warn", _("This list is too long to print. Filter it, or export it."))
            return
        report, now = self.paper(), page.context.now()
        print_pdf(page, lambda: draw_report(report, now), page.explain)

    def paper(self) -> ReportDocument:
        """The list as it is filtered, to be drawn: a page has room for the columns that say something, but one."""
        page, model = self._page, self._model
        people = [each for at in range(model.rowCount()) if (each := model.person_at(at)) is not None]
        columns = [each for each in model.columns if each.hides != _FIRST and any(map(each.text, people))]
        table = ReportTable(
            headings=tuple(each.heading for each in columns),
            rows=tuple(tuple(each.text(person) for each in columns) for person in people),
            shares=tuple(each.share for each in columns),
        )
        foot = tuple(Small(text=f"{label}: {text}") for label, text in page.context.register.foot(page.context.now()))
        return ReportDocument(
            head=page.context.letterhead(),
            kicker=_("List of people"),
            title=page.title,
            below=f"{page.context.register.name()} · {long_date(page.context.today)}",
            sections=(Section(heading="", parts=(table, *foot)),),
        )
