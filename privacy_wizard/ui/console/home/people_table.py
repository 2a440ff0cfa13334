"""Everyone on the home page: how they stand, what came of it, since when."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ....domain.names import outcome_name
from ....domain.search import search_text, search_words
from ....domain.staff import with_job
from ....domain.vocabulary import Outcome
from ....i18n import _
from ....office.home_table import HomeRow, Standing
from ....office.open_actions import needs_action
from ...kit.chooser import Chooser
from ...kit.layouts import FlowLayout, row
from ...kit.table import RowColumn, RowsModel, TableView
from ...kit.widgets.text import TextLabel
from ..page import ConsolePage
from ..words import NAME_OR_NUMBER, SEARCH_FOR_PERSON, short_date
from .home_export import HomeExport

_MOODS = {
    Standing.MISSING: "accent",
    Standing.HANDED_IN: "warn",
    Standing.PROBLEM: "bad",
    Standing.EXCUSED: "plain",
    Standing.DONE: "good",
    Standing.LATER: "plain",
}
_LEAST = 360
_SIGNED, _UNSIGNED, _PAPER = "signed", "unsigned", "paper"
_COUNTERSIGNED, _ON_PAPER = 4, 5  # columns that stay away until there is something in them


class PeopleTable(QWidget):
    """`opened(HomeRow)` when a row is chosen."""

    opened = Signal(object)

    def __init__(self, page: ConsolePage) -> None:
        super().__init__()
        self._rows: Sequence[HomeRow] = ()
        self._signs = page.context.may_countersign
        self.search, self._standing = QLineEdit(), Chooser(_("State"))
        self._outcome, self._signed = Chooser(_("Outcome")), Chooser(_("Countersigned"))
        self.search.setPlaceholderText(str(NAME_OR_NUMBER))
        self.search.setAccessibleName(str(SEARCH_FOR_PERSON))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._list())
        self._offer_filters()
        self.model = RowsModel[HomeRow](_columns(), self)
        self.table = TableView(_("Everyone, and how they stand"))
        self.table.setModel(self.model)
        self.table.sort_by_headings()
        self.table.share_width((24, 15, 22, 8, 14, 8, 15), (6,))
        self.table.setMinimumHeight(_LEAST)
        self.table.opened.connect(lambda at: self.opened.emit(self.model.row(at)))
        self.export = HomeExport(page, self.model)
        self._nobody = TextLabel(_("Nobody stands so."), "muted")
        filters = QWidget()
        flow = FlowLayout(filters)
        for filter_ in (self._standing, self._outcome, self._signed):
            flow.addWidget(filter_)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(row(self.search, self.export, stretch=self.search))
        for part in (filters, self.table, self._nobody):
            column.addWidget(part)

    def show_rows(self, rows: Sequence[HomeRow]) -> None:
        """Show these, as they are filtered now."""
        self._rows = rows
        on_paper = any(each.is_on_paper for each in rows)
        countersigned = self._signs or any(each.is_countersigned for each in rows)
        self._signed.setVisible(on_paper or countersigned)
        for column, is_shown in ((_COUNTERSIGNED, countersigned), (_ON_PAPER, on_paper)):
            self.table.setColumnHidden(column, not is_shown)
        self._list()
        self.table.fit_columns()

    def show_only(self, standing: Standing) -> None:
        """Those who stand so; everyone again where that is shown already."""
        self._outcome.choose("")
        self._standing.choose("" if self._standing.value == standing.value else standing.value)
        self._list()

    def show_outcome(self, outcome: Outcome) -> None:
        """Those who are done with this outcome."""
        self._standing.choose(Standing.DONE)
        self._outcome.choose(outcome)
        self._list()

    def _offer_filters(self) -> None:
        self._standing.offer([("", _("Everyone")), *((each.value, standing_word(each)) for each in Standing)])
        self._outcome.offer([("", _("Any outcome")), *((each.value, outcome_name(each)) for each in Outcome)])
        self._signed.offer(
            [
                ("", _("Countersigned or not")),
                (_SIGNED, _("Countersigned")),
                (_UNSIGNED, _("Not countersigned")),
                (_PAPER, _("On paper")),
            ]
        )
        for chooser in (self._standing, self._outcome, self._signed):
            chooser.chosen.connect(self._list)

    def _list(self) -> None:
        words = search_words(self.search.text())
        found = [each for each in self._rows if self._is_wanted(each) and _is(each, words)]
        self.model.show_rows(found)
        self._nobody.setVisible(not found)
        self.export.setEnabled(bool(found))

    def _is_wanted(self, each: HomeRow) -> bool:
        signed = {"": True, _SIGNED: each.is_countersigned is True, _UNSIGNED: each.is_countersigned is False}
        outcome = each.outcome.value if each.outcome is not None else None
        return (
            self._standing.value in ("", each.standing.value)
            and self._outcome.value in ("", outcome)
            and signed.get(self._signed.value, each.is_on_paper)
        )


def _is(each: HomeRow, words: Sequence[str]) -> bool:
    member = each.person.member
    text = search_text(member.name, member.number)
    return all(word in text for word in words)


def _columns() -> list[RowColumn[HomeRow]]:
    return [
        RowColumn(heading=_("Name"), text=_name),
        RowColumn(
            heading=_("State"),
            text=lambda each: standing_word(each.standing),
            mood=lambda each: "warn" if needs_action(each) else _MOODS[each.standing],
            order=lambda each: list(Standing).index(each.standing),
        ),
        RowColumn(heading=_("Outcome"), text=_outcome, mood=_outcome_mood),
        RowColumn(heading=_("Score"), text=_score, order=lambda each: each.score),
        RowColumn(heading=_("Countersigned"), text=_countersigned),
        RowColumn(heading=_("Paper"), text=lambda each: _("Yes") if each.is_on_paper else ""),
        RowColumn(
            heading=_("Since"),
            text=lambda each: short_date(each.since) if each.since else "",
            order=lambda each: each.since,
        ),
    ]


def _outcome(each: HomeRow) -> str:
    return outcome_name(each.outcome) if each.outcome is not None else ""


def _outcome_mood(each: HomeRow) -> str:
    """Only what is still to be done stands out."""
    return "bad" if each.outcome is Outcome.ACTION_NEEDED else ""


def _name(each: HomeRow) -> str:
    member = each.person.member
    name = f"{member.last_name}, {member.first_name}" if member.first_name else member.last_name
    return with_job(name, member) if each.is_namesake else name


def _score(each: HomeRow) -> str:
    return f"{each.score}" if each.score is not None else ""


def _countersigned(each: HomeRow) -> str:
    return "" if each.is_countersigned is None else _("Yes") if each.is_countersigned else _("No")


def standing_word(standing: Standing) -> str:
    """In the reader's language."""
    return {
        Standing.MISSING: _("Missing"),
        Standing.HANDED_IN: _("Handed in"),
        Standing.PROBLEM: _("Problem"),
        Standing.EXCUSED: _("Excused"),
        Standing.DONE: _("Done"),
        Standing.LATER: _("Not asked yet"),
    }[standing]
