"""The page *People*: everyone, with search, sorting and filters."""

from collections.abc import Callable, Sequence
from datetime import date

from attrs import evolve
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ....domain.campaign import CampaignState
from ....domain.names import state_name
from ....domain.register_views import ListOrder, PeopleAsked, PersonRow
from ....domain.vocabulary import ExportKind
from ....i18n import _, long_date, ngettext
from ....reports.report_sheet import ReportDocument, ReportTable, Section, Small, draw_report
from ...kit.accessible import announce
from ...kit.chooser import Chooser, FilterBar
from ...kit.layouts import FlowLayout
from ...kit.printing import print_pdf
from ...kit.table import RowColumn, TableView
from ...kit.widgets.button import Button
from ...kit.widgets.notice import EmptyState
from ...kit.widgets.text import TextLabel
from ..attestation_results import ResultFilters, without_use
from ..exports import FilesExport, ListExport, ListTable, ReadTable, table_of
from ..page import ConsolePage, ConsolePlace, PlaceId
from ..words import FILES_PER_PERSON, OPENS_A_ROW, READ_STAFF_LIST, READING_REGISTER
from .people_model import Found, PeopleModel, Whole, people_columns
from .person_form import StaffEntryForm

_MOST_ON_PAPER = 3000
_AT_ONCE = 5000
_FIRST = 1  # the column that hides first where it is too narrow


class PeopleExport(ListExport):
    """The list as CSV or workbook, and on paper; every export is recorded.

    A button with the ways out; `files_wanted` asks for the files of the people who are listed.
    """

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


class PeoplePage(ConsolePage):
    """A table that reads the register while one scrolls."""

    is_wide = True

    def build(self) -> None:
        """Filters above, the table below."""
        self.title = _("People")
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search by name, number or e-mail"))
        self.search.setAccessibleName(_("Search for people"))
        self._reads = False  # one question at a time; what is typed meanwhile is asked for next
        self.search.textChanged.connect(lambda _text: self._list())
        self._school, self._campaign = Chooser(_("School")), Chooser(_("Campaign"))
        self._group, self._state, self.results = Chooser(_("Group")), Chooser(_("State")), ResultFilters(self)
        self._choosers = (self._school, self._campaign, self._group, self._state, *self.results.choosers)
        for chooser in self._choosers:
            chooser.chosen.connect(self._on_chosen)
        self.body.addWidget(FilterBar(self.search, *self._choosers))
        self._build_table()

    def refresh(self) -> None:
        """The filters that were asked for, then the list."""
        place = self.place
        self._fill_choosers()
        if place is not None and (place.of or place.filter):
            self._campaign.choose(place.of or self._campaign.first())
            self._fill_states()
            self._state.choose(place.filter)
            self.place = ConsolePlace(id=PlaceId.PEOPLE)
        self._list()

    def _build_table(self) -> None:
        self.model = PeopleModel(self.context, self)
        self.model.failed.connect(self.explain, Qt.ConnectionType.QueuedConnection)
        self._wanted = self.model.asked
        self.table = TableView(_("People"))
        self.table.setModel(self.model)
        self.table.opened.connect(self._on_opened)
        self.table.choose_many()
        head = self.table.horizontalHeader()
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setResizeContentsPrecision(0)  # rows that are not looked at are not read for their width
        head.setSortIndicator(self.model.column_of(ListOrder.NAME), Qt.SortOrder.AscendingOrder)
        head.sectionClicked.connect(self._on_head)
        self._empty = EmptyState("people", "", "", "")
        self._empty.acted.connect(self._on_empty_acted)
        self._empty.hide()
        self._count_words = TextLabel("", "muted")
        self._export = PeopleExport(self, self.model, lambda: self.asked)
        self._export.files_wanted.connect(self.offer_files)
        self.files = FilesExport(self)
        foot = QHBoxLayout()
        foot.addWidget(self._count_words, 1)
        self._import = Button(str(READ_STAFF_LIST), "quiet", "plus")
        self._import.clicked.connect(lambda: self.wanted.emit(ConsolePlace(id=PlaceId.STAFF_IMPORT)))
        self.form, self._add = StaffEntryForm(self), Button(_("Add a person"), "quiet", "plus")
        self._add.clicked.connect(lambda: self.form.begin())
        self.form.kept.connect(self._on_kept)
        acts = QWidget()
        flow = FlowLayout(acts)
        for act in (self._import, self._add, self._export):
            flow.addWidget(act)
        foot.addWidget(acts)
        self.body.addWidget(self.form)
        self.body.addWidget(self.files)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._empty, 1)
        self.body.addLayout(foot)

    @property
    def asked(self) -> PeopleAsked:
        schools: tuple[str, ...] = (self._school.value or self.context.register.school,)
        if self._school.value == "*":
            schools = ()
        state = CampaignState(self._state.value) if self._campaign.value and self._state.value else None
        return PeopleAsked(
            schools=schools,
            search=self.search.text(),
            group=self._group.value or None,
            campaign=self._campaign.value or None,
            state=state,
            result=self.results.asked,
            with_leavers=self._state.value == "leavers",
            order=self._wanted.order,
            descending=self._wanted.descending,
        )

    def offer_files(self) -> None:
        """The files of the people who are chosen in the table; of all who are listed where nobody is."""
        runs, asked = self.table.chosen or [(0, self.model.rowCount())], self.model.asked
        register, today = self.context.register, self._today

        def find() -> Sequence[PersonRow]:
            return [each for top, many in runs for each in register.people.listed(asked, today, top, many)]

        self.files.offer_people(sum(many for _, many in runs), find)
        self.show_notice()

    def _on_kept(self, number: str) -> None:
        self.refresh()
        self.say(_("On the staff list: number {number}.", number=number))

    def explain(self, error: Exception) -> None:
        """What was begun can be tried again."""
        super().explain(error)
        self._reads = False
        self.files.wake()

    def _list(self, asked: PeopleAsked | None = None) -> None:
        """Read aside, so that typing never waits; what was asked for last is what is shown."""
        self._wanted = asked or self.asked
        if not self._reads:
            self._ask()

    def _ask(self) -> None:
        wanted, self._reads = self._wanted, True
        self.aside(lambda: self.model.ask(wanted), self._show_found, str(READING_REGISTER))

    def _show_found(self, found: Found) -> None:
        self._reads = False
        if found.asked != self._wanted:
            self._ask()  # more was typed meanwhile
            return
        some = bool(found.first)
        self.model.show_found(found)
        self.table.setVisible(some)
        self._empty.setVisible(not some)
        self._export.setEnabled(some)
        if not some:
            self._say_empty()
        self._lay_out(found)
        if found.is_whole:
            self._show_whole(Whole(asked=found.asked, length=len(found.first)))
        else:
            self.aside(lambda: self.model.measure(found.asked), self._show_whole)

    def _lay_out(self, found: Found) -> None:
        """Another list has other columns."""
        held = (each.attestation for each in found.first)
        unused = without_use(self.model.columns, held, signs=self.context.may_countersign)
        self.table.lay_out(self.model.columns, unused)
        order = Qt.SortOrder.DescendingOrder if self._wanted.descending else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(self.model.column_of(self._wanted.order), order)

    def _show_whole(self, whole: Whole) -> None:
        """Counting takes longer than the first rows, so it comes after them."""
        length = whole.length
        if whole.asked != self._wanted or whole.asked != self.model.asked:
            return
        self.model.grow(whole)
        counted = ngettext("{n} person", "{n} people", length)
        self._count_words.setText(f"{counted}. {OPENS_A_ROW}" if length else counted)
        announce(self, counted)

    def _say_empty(self) -> None:
        if self.search.text().strip() or any(each.value for each in self._choosers[1:]):
            self._empty.set_texts(
                _("Nobody is found"),
                _("Try fewer letters, or take a filter away."),
                _("Show everyone"),
            )
            return
        self._empty.set_texts(
            _("Nobody is on the staff list yet"),
            _("Export it from your personnel system."),
            str(READ_STAFF_LIST),
        )

    def _on_empty_acted(self) -> None:
        filtered = self.search.text().strip() or any(each.value for each in self._choosers[1:])
        if not filtered:
            self.wanted.emit(ConsolePlace(id=PlaceId.STAFF_IMPORT))
            return
        self.search.clear()
        for chooser in self._choosers[1:]:
            chooser.choose("")
        self._list()

    @property
    def _today(self) -> date:
        return self.context.today

    def _fill_choosers(self) -> None:
        register = self.context.register
        schools = register.schools()
        self._school.offer(
            [("", register.name()), *((row.school, row.name) for row in schools if row.school != register.school)]
        )
        if len(schools) > 1:
            self._school.add("*", _("All schools"))
        self._school.setVisible(len(schools) > 1)
        groups = register.people.groups()
        self._group.offer([("", _("All groups")), *((group, group) for group in groups)])
        self._group.setVisible(bool(groups))
        campaigns = register.campaigns()
        self._campaign.offer([("", _("No campaign")), *((each.id, each.title) for each in campaigns)])
        self._campaign.setVisible(bool(campaigns))
        self._fill_states()

    def _fill_states(self) -> None:
        chosen = self._state.value
        if self._campaign.value:
            offered = [("", _("All states")), *((state.value, state_name(state)) for state in CampaignState)]
        else:
            offered = [("", _("Working here now")), ("leavers", _("Include those who have left"))]
        self._state.offer(offered)
        self._state.choose(chosen)

    def _on_chosen(self) -> None:
        self._fill_states()
        self._list()

    def _on_head(self, column: int) -> None:
        order = ListOrder(self.model.columns[column].key)
        descending = self._wanted.order is order and not self._wanted.descending
        self._list(evolve(self.asked, order=order, descending=descending))

    def _on_opened(self, row: int) -> None:
        person = self.model.person_at(row)
        if person is None:
            return
        if person.school == self.context.register.school:
            self.wanted.emit(ConsolePlace(id=PlaceId.PERSON, of=person.person))
            return
        school = next(
            (each.name for each in self.context.register.schools() if each.school == person.school), person.school
        )
        words = _("{name} is at {school}. Choose that school on the left to open the page.")
        self.notice.say("info", words.format(name=person.member.name, school=school))
        self.show_notice()
