"""The table of connections, and the filters above it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ....audit.connections.connection import Connection
from ....audit.connections.pointers import PointerReason
from ....audit.connections.review import ConnectionFilter, ConnectionReview, Selecting, Selection
from ....audit.connections.review_record import Mark
from ....i18n import _, long_date
from ...kit.chooser import Chooser
from ...kit.layouts import FlowLayout
from ...kit.table import RowColumn, RowsModel, TableView
from ...kit.widgets.notice import EmptyState
from .words import KEYS, MOODS, filter_name, kind_names, mark_name, reason_name

NAME, MARK, POINTERS, ADDED, ACCOUNT, KIND, USER_NAME, HOW_ADDED = range(8)
_MEASURED = 60  # rows, for how wide a column has to be: more than are seen
_REASON = "reason:"  # before one, among the filters


class ConnectionsView(TableView):
    """`mark_wanted(Mark or None)` by a letter; what a letter finds elsewhere, the search field finds here."""

    mark_wanted = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark the chosen connections by a letter."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        mark = next((mark for mark, key in KEYS.items() if event.text().upper() == key), "")
        if plain and mark != "":
            self.mark_wanted.emit(mark)
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: letters mark, and the search field searches."""


class ConnectionsTable(QWidget):
    """`moved` when others are chosen, `mark_wanted` by a letter, `page_wanted` by Enter or a double click."""

    moved = Signal()
    mark_wanted = Signal(object)
    page_wanted = Signal()

    def __init__(self, review: ConnectionReview, account_titles: Mapping[str, str]) -> None:
        super().__init__()
        self._review, self._selecting, self._titles = review, Selecting(review), account_titles
        self.search, self.shown = QLineEdit(), Chooser(_("Show"))
        self.accounts, self.order = Chooser(_("Account")), Chooser(_("Sort by"))
        self.search.setPlaceholderText(_("Name, user name or employer"))
        self.search.setAccessibleName(_("Search your connections"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(self.search.fontMetrics().horizontalAdvance(self.search.placeholderText()) + 60)
        self.model = RowsModel[Connection](self._columns(), self)
        self.view = ConnectionsView(_("Your connections"))
        self._build_view()
        self.nobody = EmptyState(
            "search", _("Nobody here"), _("Search for something else, or show all."), _("Show all")
        )
        self.nobody.acted.connect(self.show_all)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(60)
        self._typed.timeout.connect(self.show_found)
        self.search.textChanged.connect(lambda _text: self._typed.start())
        for chooser in (self.shown, self.accounts):
            chooser.chosen.connect(self.show_found)
        self.order.chosen.connect(self._on_order)
        self._offer_accounts_and_orders()
        filters = QWidget()
        flow = FlowLayout(filters)
        for part in (self.search, self.shown, self.accounts, self.order):
            flow.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(filters)
        column.addWidget(self.view, 1)
        column.addWidget(self.nobody, 0, Qt.AlignmentFlag.AlignTop)

    def _build_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.choose_many()
        view.sort_by_headings()
        view.horizontalHeader().setResizeContentsPrecision(_MEASURED)
        view.setAccessibleDescription(_("K keeps, R removes, D is for don't know, U removes a mark."))
        view.mark_wanted.connect(self.mark_wanted)
        view.opened.connect(lambda _at: self.page_wanted.emit())
        view.selectionModel().selectionChanged.connect(lambda *_changes: self.moved.emit())

    def _offer_accounts_and_orders(self) -> None:
        accounts = list(dict.fromkeys(each.account for each in self._review.connections))
        self.accounts.offer([("", _("All accounts")), *((each, self._titles[each]) for each in accounts)])
        if len(accounts) < 2:  # never shown before it is in its place, where it would be a window
            self.accounts.hide()
        says_how = any(each.exported.source for each in self._review.connections)
        left_out = {ACCOUNT: len(accounts) < 2, HOW_ADDED: not says_how}
        self.view.lay_out(self.model.columns, [column for column, is_so in left_out.items() if is_so])
        self.order.offer(
            [
                ("", _("Sort by name")),
                (f"-{ADDED}", _("Newest first")),
                (f"{ADDED}", _("Oldest first")),
                (f"{ACCOUNT}", _("Sort by account")),
                (f"{KIND}", _("Sort by kind")),
                *([(f"{HOW_ADDED}", _("Sort by how they were added"))] if says_how else []),
                (f"-{POINTERS}", _("Reasons to look first")),
            ]
        )

    def offer_filters(self) -> None:
        """Offer the filters, each with how many it shows."""
        counts = self._review.counts
        reasons = self._review.reasons
        offered = [
            (each.value, filter_name(each, counts))
            for each in ConnectionFilter
            if each is not ConnectionFilter.NEW or counts.new
        ]
        at = [value for value, _name in offered].index(ConnectionFilter.POINTED_AT) + 1
        offered[at:at] = [
            (f"{_REASON}{each.value}", f"– {reason_name(each)}") for each in PointerReason if each in reasons
        ]
        self.shown.offer(offered)

    def show_only(self, shown: ConnectionFilter) -> None:
        """Set this filter, over all accounts."""
        self.search.clear()
        self.accounts.choose("")
        self.shown.choose(shown.value)
        self.show_found()

    def show_all(self) -> None:
        """Show everybody."""
        self.show_only(ConnectionFilter.ALL)

    @property
    def selection(self) -> Selection:
        """The filter, account and search in force."""
        value = self.shown.value
        is_reason = value.startswith(_REASON)
        return Selection(
            text=self.search.text(),
            account=self.accounts.value,
            reason=PointerReason(value.removeprefix(_REASON)) if is_reason else None,
            shown=ConnectionFilter.ALL if is_reason or not value else ConnectionFilter(value),
        )

    @property
    def chosen(self) -> Sequence[Connection]:
        """The chosen connections, from the top."""
        return [self.model.row(at) for top, height in self.view.chosen for at in range(top, top + height)]

    def show_found(self) -> None:
        """Show what the filters ask for now, and choose the first."""
        self._show(self._selecting.found(self.selection))
        self._choose(0)

    def follow_marks(self) -> None:
        """Update after a mark: rows that the filter leaves out now go, and the next one is chosen."""
        runs = self.view.chosen
        top, height = runs[0] if runs else (0, 0)
        is_one = len(runs) == 1 and height == 1
        found = self._selecting.found(self.selection)
        if len(found) != len(self.model.rows):
            self._show(found)
            self._choose(top)
            return
        last = self.model.rowCount() - 1
        self.model.dataChanged.emit(self.model.index(0, MARK), self.model.index(last, MARK))
        if is_one:
            self._choose(top + 1)

    def show_marks(self) -> None:
        """Update after an undo; the same rows stay chosen where they can."""
        kept = {each.key for each in self.chosen}
        self._show(self._selecting.found(self.selection))
        self._choose(next((at for at, each in enumerate(self.model.rows) if each.key in kept), 0))

    def show_pointers(self) -> None:
        """Show reasons found in the background, without moving any row."""
        self.offer_filters()
        last = self.model.rowCount() - 1
        if last >= 0:
            self.model.dataChanged.emit(self.model.index(0, POINTERS), self.model.index(last, POINTERS))

    def _show(self, found: Sequence[Connection]) -> None:
        self.model.show_rows(found)
        self.view.setVisible(bool(found))
        self.nobody.setVisible(not found)
        self.moved.emit()

    def _choose(self, at: int) -> None:
        last = self.model.rowCount() - 1
        if last >= 0:
            self.view.selectRow(min(at, last))
            self.view.scrollTo(self.view.currentIndex())

    def _on_order(self) -> None:
        value = self.order.value
        column, down = int(value.lstrip("-") or NAME), value.startswith("-")
        self.view.sortByColumn(column, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)
        self._choose(0)

    def _columns(self) -> list[RowColumn[Connection]]:
        review, marks = self._review, [None, *Mark]
        return [
            RowColumn(heading=_("Name"), text=lambda each: each.name, share=22),
            RowColumn(
                share=11,
                is_whole=True,
                heading=_("Your mark"),
                text=lambda each: mark_name(review.now.mark_of(each)),
                mood=lambda each: MOODS[review.now.mark_of(each)],
                order=lambda each: marks.index(review.now.mark_of(each)) or None,
            ),
            RowColumn(
                share=17,
                heading=_("Why look"),
                text=lambda each: ", ".join(reason_name(one.reason) for one in review.pointers(each)),
                order=lambda each: sum(one.strength for one in review.pointers(each)) or None,
            ),
            RowColumn(
                share=11,
                is_whole=True,
                hides=3,
                heading=_("Added"),
                text=lambda each: long_date(each.added) if each.added else "",
                order=lambda each: each.added,
            ),
            RowColumn(heading=_("Account"), text=lambda each: self._titles[each.account], share=13, hides=4),
            RowColumn(
                heading=_("Kind"), text=kind_names, share=12, is_whole=True, hides=2
            ),  # it stands beside the marks, too
            RowColumn(heading=_("User name"), text=lambda each: each.handle, share=14, hides=1),
            RowColumn(heading=_("How added"), text=lambda each: each.exported.source, share=14, hides=2),
        ]
