"""Page *Handed in*: what came in, how it stands, and countersigning everything that was accepted."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ....domain.names import standing_name
from ....domain.register_events import AttestationStanding
from ....domain.register_views import AttestationRow, AttestationsAsked, ListOrder
from ....domain.vocabulary import ExportKind
from ....i18n import _
from ....register import NamedPerson
from ...kit.chooser import Chooser, FilterBar
from ...kit.layouts import FlowLayout
from ...kit.table import RowsModel, TableView
from ...kit.widgets.button import Button
from ...kit.widgets.notice import EmptyState
from ...kit.widgets.text import Heading, TextLabel
from ..attestation_results import ResultFilters, attestation_columns, number_column, without_use
from ..context import ConsoleContext
from ..exports import FilesExport, ListExport, ListTable, ReadTable, table_of
from ..page import ConsolePage, ConsolePlace, PlaceId
from ..who_are_you import WhoDecides
from ..words import ENTER_PAPER, OPENS_A_ROW
from .folder_watch import FolderWatch, FolderWatchCard, ask_which_folder
from .many_at_once import AcceptMany, SignMany
from .not_ours import NobodysList
from .other_policies import OtherPolicies
from .school_names import SchoolNamesCard
from .taking_in import FilesDrop, StuckFiles, TakingIn
from .waiting_cards import BarredCards

_AT_ONCE = 1000


class HandInPage(ConsolePage):
    """The attestations that came in; at first those that need a look."""

    is_wide = True

    def __init__(self, context: ConsoleContext) -> None:
        super().__init__(context)
        self.watch = FolderWatch(context, self)
        self.watch.came.connect(lambda _taken: self._on_came())
        self.watch.looked.connect(self._show_watch)

    def take_over(self, before: FolderWatch) -> None:
        """Go on watching the folder that another window has watched until now."""
        watching = before.watching
        before.stop()
        if watching is not None:
            if not self._built:
                self.retranslate()
            self.watch.start(watching.folder)

    def show_place(self, place: ConsolePlace) -> None:
        """Show the list in the state that the place names, if it names one."""
        super().show_place(place)
        if place.filter in list(AttestationStanding):
            self._standing.choose(place.filter)
            self._list()

    def build(self) -> None:
        """Lay out the ways in, then the list."""
        self.title = _("Handed in")
        self._people: dict[str, NamedPerson] = {}
        self._build_ways_in()
        self._build_head()
        self._build_list()
        self.names, self.accepting, self.signing = SchoolNamesCard(self), AcceptMany(self), SignMany(self)
        self.policies, self.barred = OtherPolicies(self), BarredCards(self)
        self.nobodys = NobodysList(self)
        cards = (self.names, self.policies, self.barred, self.accepting, WhoDecides(self), self.nobodys, self.signing)
        for part in cards:
            self.body.addWidget(part)

    def _build_ways_in(self) -> None:
        patterns = _("Attestations (*.pdf *.zip *.eml *.msg *.emlx *.mbox *.p7m winmail.dat);;All files (*)")
        hint = _("Or drop PDFs, folders, zips or e-mails here. They are copied; your files stay as they are.")
        self.drop = FilesDrop(_("Take attestations in"), hint, patterns)
        self.watch_button = Button(_("Watch a folder"), "link")
        self.watch_button.clicked.connect(lambda: ask_which_folder(self, self.watch))
        self.drop.ways.addWidget(self.watch_button)
        self.taking, self.watched = TakingIn(self, self.drop), FolderWatchCard(self.watch, self)
        self.taking.ended.connect(self._on_taken)
        self.watched.opened.connect(lambda found: self.wanted.emit(ConsolePlace(id=PlaceId.ATTESTATION, of=found)))
        self.stuck = StuckFiles(self, self.taking)
        for part in (self.drop, self.taking, self.watched, self.stuck):
            self.body.addWidget(part)

    def _build_head(self) -> None:
        self._standing = Chooser(_("State"))
        choices = [(standing.value, standing_name(standing)) for standing in AttestationStanding]
        self._standing.offer([("", _("All of them")), *choices])
        self._standing.choose(AttestationStanding.NEEDS_A_LOOK.value)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Name, staff number or file"))
        self.search.setAccessibleName(_("Search for the person or the file"))
        self.results = ResultFilters(self)
        self.search.textChanged.connect(lambda _text: self._list())
        for changed in (self._standing.chosen, self.results.chosen):
            changed.connect(self._list)
        self.paper = Button(str(ENTER_PAPER), "quiet", "clipboard")
        self.paper.clicked.connect(lambda: self.wanted.emit(ConsolePlace(id=PlaceId.PAPER)))
        self.list_export = ListExport(self, _("Attestations"), ExportKind.ATTESTATIONS, self._listed)
        self.export = Button(_("Export the chosen files"), "quiet", "save")
        self.export.clicked.connect(self.offer_files)
        acts = QWidget()
        flow = FlowLayout(acts)
        for part in (self.paper, self.list_export, self.export):
            flow.addWidget(part)
        line = QHBoxLayout()
        self.list_title = Heading(_("Attestations"), "section")
        line.addWidget(self.list_title, 1)
        line.addWidget(acts)
        self.body.addLayout(line)
        self.body.addWidget(FilterBar(self.search, self._standing, *self.results.choosers))

    def _build_list(self) -> None:
        self.files = FilesExport(self)
        self.model = RowsModel[AttestationRow](attestation_columns(self._people), self)
        self.table = TableView(_("Attestations"))
        self.table.setModel(self.model)
        self.table.opened.connect(self._on_opened)
        self.table.sort_by_headings()
        self.table.choose_many()
        self.table.selectionModel().selectionChanged.connect(lambda *_args: self._show_chosen())
        self._empty, self._opens = EmptyState("inbox", "", ""), TextLabel(str(OPENS_A_ROW), "muted")
        self.body.addWidget(self.files)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._opens)
        self.body.addWidget(self._empty, 1)

    def refresh(self) -> None:
        """Read the list and the cards anew."""
        looks = AttestationStanding.NEEDS_A_LOOK
        if self._standing.value == looks and not self.context.register.attestations.count(looks):
            self._standing.choose("")
        self._list()
        self._show_watch()
        self.stuck.refresh()
        self.taking.refresh()
        for card in (self.names, self.policies, self.barred, self.accepting, self.nobodys, self.signing):
            card.refresh()

    def offer_files(self) -> None:
        """Offer to export the files that are chosen in the list."""
        rows = [self.model.row(at) for top, many in self.table.chosen for at in range(top, top + many)]
        self.files.offer_files([row.attestation for row in rows if row.standing is AttestationStanding.ACCEPTED])

    def explain(self, error: Exception) -> None:
        """Say what failed, and enable what was begun again."""
        super().explain(error)
        self.files.wake()

    def _show_chosen(self) -> None:
        rows = (self.model.row(at) for top, many in self.table.chosen for at in range(top, top + many))
        some = any(row.standing is AttestationStanding.ACCEPTED for row in rows)
        self.export.setEnabled(some)
        why = "" if some else _("First choose accepted attestations in the list.")
        self.export.setToolTip(why)
        self.export.setAccessibleDescription(why)

    def _on_taken(self) -> None:
        self.register_changed.emit()
        self.refresh()

    def _on_came(self) -> None:
        """Show what came in through the watched folder, perhaps while another page was in view."""
        self.register_changed.emit()
        if self._built:
            self._try_to_refresh()

    def _show_watch(self) -> None:
        if self._built:
            self.watch_button.setVisible(self.watch.watching is None)

    @property
    def _asked(self) -> AttestationsAsked:
        """What the filters ask for, in the order chosen last."""
        order, descending = self.model.sorted_by or (ListOrder.RECEIVED, True)
        return AttestationsAsked(
            standing=AttestationStanding(self._standing.value) if self._standing.value else None,
            search=self.search.text(),
            result=self.results.asked,
            order=ListOrder(order),
            descending=descending,
        )

    def _listed(self) -> ReadTable:
        """Reads every attestation that the filters ask for, not only those scrolled to."""
        register, asked = self.context.register, self._asked

        def read() -> ListTable:
            rows: list[AttestationRow] = []
            while part := register.attestations.search(asked, len(rows), _AT_ONCE):
                rows += part
            people = register.people.named(each.person for each in rows if each.person)
            return table_of([number_column(people), *attestation_columns(people)], rows)

        return read

    def _list(self) -> None:
        register = self.context.register

        def more(offset: int, limit: int) -> Sequence[AttestationRow]:
            found = register.attestations.search(self._asked, offset, limit)
            self._people.update(register.people.named(row.person for row in found if row.person))
            return found

        self.model.show_from(more)
        columns, rows = self.model.columns, self.model.rows
        self.table.lay_out(columns, without_use(columns, rows, signs=self.context.may_countersign))
        if self.model.trouble is not None:
            self.explain(self.model.trouble)
        self._show_chosen()
        some = bool(self.model.rows)
        for part in (self.table, self._opens):
            part.setVisible(some)
        self.list_export.setEnabled(some)
        self._empty.setVisible(not some)
        if self._asked == AttestationsAsked(order=self._asked.order, descending=self._asked.descending):
            self._empty.set_texts(
                _("Nothing has come in yet"), _("Drop what your staff send you into the frame above.")
            )
        else:
            self._empty.set_texts(_("None is found"), _("Choose another state above, or take a filter away."))

    def _on_opened(self, at: int) -> None:
        self.wanted.emit(ConsolePlace(id=PlaceId.ATTESTATION, of=self.model.row(at).attestation))
