"""The people of a campaign on the home page: how they stand, with which outcome, since when."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ....domain.names import state_name
from ....domain.register_views import ListOrder, ResultAsked
from ....domain.search import search_text, search_words
from ....domain.staff import with_job
from ....domain.vocabulary import ExportKind
from ....i18n import _, ngettext
from ....office.home_table import STANDINGS, HomeRow, Standing, last_ones
from ...kit.chooser import Chooser, FilterBar
from ...kit.layouts import FlowLayout, add_all, clear, row
from ...kit.table import RowColumn, RowsModel, TableView
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel
from ..attestation_results import ResultFilters, result_columns, why, without_use
from ..exports import ListExport, ReadTable, table_of
from ..page import ConsolePage, ConsolePlace, PlaceId
from ..words import NAME_OR_NUMBER, OPENS_A_ROW, SEARCH_FOR_PERSON, short_date

_MOODS = {
    Standing.MISSING: "accent",
    Standing.HANDED_IN: "warn",
    Standing.PROBLEM: "bad",
    Standing.EXCUSED: "plain",
    Standing.DONE: "good",
    Standing.LATER: "plain",
}
_LEAST = 360


class PeopleTable(QWidget):
    """`opened(HomeRow)` when a row is chosen."""

    opened = Signal(object)

    def __init__(self, page: ConsolePage) -> None:
        super().__init__()
        self._rows: Sequence[HomeRow] = ()
        self._signs = page.context.may_countersign
        self.search, self.standing, self.results = QLineEdit(), Chooser(_("State")), ResultFilters(self)
        self.search.setPlaceholderText(str(NAME_OR_NUMBER))
        self.search.setAccessibleName(str(SEARCH_FOR_PERSON))
        self.search.textChanged.connect(lambda _text: self._list())
        self.standing.offer([("", _("Everyone")), *((each.value, standing_word(each)) for each in Standing)])
        for changed in (self.standing.chosen, self.results.chosen):
            changed.connect(self._list)
        self.model = RowsModel[HomeRow](_columns(), self)
        self.table = TableView(_("Everyone, and how they stand"))
        self.table.setModel(self.model)
        self.table.sort_by_headings()
        self.table.lay_out(self.model.columns)
        self.table.setMinimumHeight(_LEAST)
        self.table.opened.connect(lambda at: self.opened.emit(self.model.row(at)))
        self.export = ListExport(page, _("Everyone"), ExportKind.CAMPAIGN, self._listed)
        self._below = TextLabel("", "muted")
        self._shown, self.show_all = TextLabel("", "muted"), Button(_("Show all"), "link")
        self._shown.setWordWrap(False)
        self.show_all.clicked.connect(self._on_show_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        narrows = (self.standing, *self.results.choosers, self._shown, self.show_all)
        add_all(column, FilterBar(self.search, *narrows), self.table)
        column.addLayout(row(self._below, self.export, stretch=self._below))

    def show_rows(self, rows: Sequence[HomeRow]) -> None:
        """Show these rows, filtered as before; empty columns are left out."""
        self._rows = rows
        columns = self.model.columns
        unused = without_use(columns, (each.attestation for each in rows), signs=self._signs)
        self.results.signed.setVisible(len(unused) < 2)
        in_order = all(each.standing is not Standing.PROBLEM for each in rows)
        wrong = [at for at, each in enumerate(columns) if in_order and each.key is ListOrder.REASON]
        self._list()
        self.table.lay_out(columns, [*unused, *wrong])

    def show_only(self, standing: Standing) -> None:
        """Show only people in this state; pressed once more, show everyone."""
        self.results.outcome.choose("")
        self.standing.choose("" if self.standing.value == standing.value else standing.value)
        self._list()

    def _on_show_all(self) -> None:
        self.standing.choose("")
        self.results.clear()
        self.search.clear()
        self._list()
        self.search.setFocus()  # the button goes

    def _list(self) -> None:
        words, standing, asked = search_words(self.search.text()), self.standing.value, self.results.asked
        found = [
            each
            for each in self._rows
            if standing in ("", each.standing.value) and asked.takes(each.attestation) and _is(each, words)
        ]
        self.model.show_rows(found)
        is_narrowed = bool(standing or words or asked != ResultAsked())
        for part in (self._shown, self.show_all):
            part.setVisible(is_narrowed)
        self._shown.setText(_("Showing {shown} of {all}.", shown=f"{len(found):,}", all=f"{len(self._rows):,}"))
        self._below.setText(str(OPENS_A_ROW) if found else _("Nobody here matches."))
        self.export.setEnabled(bool(found))

    def _listed(self) -> ReadTable:
        number = RowColumn[HomeRow](heading=_("Staff number"), text=lambda each: each.person.member.number)
        rows = list(self.model.rows)
        return lambda: table_of([number, *self.model.columns], rows)


def _is(each: HomeRow, words: Sequence[str]) -> bool:
    member = each.person.member
    text = search_text(member.name, member.number)
    return all(word in text for word in words)


def _columns() -> list[RowColumn[HomeRow]]:
    return [
        RowColumn(heading=_("Name"), text=_name, key=ListOrder.NAME, share=24, is_whole=True),
        RowColumn(
            heading=_("State"),
            text=lambda each: standing_word(each.standing),
            mood=lambda each: _MOODS[each.standing],  # as its tile; what is still to be done is the outcome's
            order=lambda each: list(Standing).index(each.standing),
            key=ListOrder.STATE,
            share=15,
        ),
        *result_columns(lambda each: each.attestation),
        RowColumn(heading=_("Why"), text=_what_is_wrong, key=ListOrder.REASON, share=16, hides=1, takes_rest=True),
        RowColumn(
            heading=_("Since"),
            text=lambda each: short_date(each.since) if each.since else "",
            cell=lambda each: each.since,
            key=ListOrder.RECEIVED,
            share=14,
            is_whole=True,
            hides=8,
        ),
    ]


def _what_is_wrong(each: HomeRow) -> str:
    """Which file stands in the way, and why, so that the officer knows what to do about it."""
    held = each.attestation
    if each.standing is not Standing.PROBLEM or held is None:
        return ""
    return f"{held.file_name} · {why(held)}"


def _name(each: HomeRow) -> str:
    member = each.person.member
    return with_job(member.listed_name, member) if each.is_namesake else member.listed_name


def standing_word(standing: Standing) -> str:
    """How somebody stands, worded as on every other page; a column of its own says since when they are late."""
    return state_name(next(state for state, found in STANDINGS.items() if found is standing))


class LastOnes(Card):
    """Names them and leads to each, and to the report; `wanted(Place)`. Hidden while anything else is to be done."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(quiet=True)
        self._words, ways = TextLabel(), QWidget()
        self._ways = FlowLayout(ways, gap=18)
        self.body.setContentsMargins(18, 8, 14, 8)
        self.body.addWidget(self._words)
        self.body.addWidget(ways)
        self.hide()

    def show_rows(self, rows: Sequence[HomeRow], own: str) -> None:
        """Show whoever is not done among these rows of a campaign; `own` is the staff number of whoever is at work."""
        left = last_ones(rows)
        self.setVisible(bool(left))
        others = ngettext(
            "Everybody else is done. Speak to the one who is left, or excuse them with a reason on their page.",
            "Everybody else is done. Speak to the {n} who are left, or excuse them with a reason on their pages.",
            len(left),
        )
        own_alone = _("Everybody else is done. You are the one who is left: hand in your own attestation.")
        self._words.setText(own_alone if [each.person.member.number for each in left] == [own] else others)
        clear(self._ways)
        places = [(each.person.member.name, ConsolePlace(id=PlaceId.PERSON, of=each.person.person)) for each in left]
        report = (_("Make the inspection report without waiting"), ConsolePlace(id=PlaceId.INSPECTION))
        for each in (*places, report):
            self._ways.addWidget(self._way(*each))

    def _way(self, words: str, place: ConsolePlace) -> Button:
        button = Button(words, "link")
        button.clicked.connect(lambda: self.wanted.emit(place))
        return button
