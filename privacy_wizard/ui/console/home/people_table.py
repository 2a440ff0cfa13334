"""Everyone on the home page: how they stand, what came of it, since when."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ....domain.names import outcome_name
from ....domain.vocabulary import Outcome
from ....i18n import _
from ....office.home_table import HomeRow, Standing
from ....register import search_text, search_words
from ...kit.chooser import Chooser
from ...kit.layouts import row
from ...kit.table import RowColumn, RowsModel, TableView
from ...kit.widgets.text import TextLabel
from ..words import NAME_OR_NUMBER, SEARCH_FOR_PERSON, short_date

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

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[HomeRow] = ()
        self.search, self._standing = QLineEdit(), Chooser(_("State"))
        self.search.setPlaceholderText(str(NAME_OR_NUMBER))
        self.search.setAccessibleName(str(SEARCH_FOR_PERSON))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._list())
        self._standing.offer([("", _("Everyone")), *((each.value, standing_word(each)) for each in Standing)])
        self._standing.chosen.connect(self._list)
        self.model = RowsModel[HomeRow](_columns(), self)
        self.table = TableView(_("Everyone, and how they stand"))
        self.table.setModel(self.model)
        self.table.share_width((28, 15, 25, 9, 16, 17), (5,))
        self.table.setMinimumHeight(_LEAST)
        self.table.opened.connect(lambda at: self.opened.emit(self.model.row(at)))
        self._nobody = TextLabel(_("Nobody stands so."), "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(row(self.search, self._standing, stretch=self.search))
        column.addWidget(self.table)
        column.addWidget(self._nobody)

    def show_rows(self, rows: Sequence[HomeRow]) -> None:
        """Show these, as they are filtered now."""
        self._rows = rows
        self._list()

    def show_only(self, standing: Standing) -> None:
        """Those who stand so; everyone again where that is shown already."""
        self._standing.choose("" if self._standing.value == standing.value else standing.value)
        self._list()

    def _list(self) -> None:
        words = search_words(self.search.text())
        found = [each for each in self._rows if self._standing.value in ("", each.standing.value) and _is(each, words)]
        self.model.show_rows(found)
        self._nobody.setVisible(not found)


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
            mood=lambda each: _MOODS[each.standing],
        ),
        RowColumn(heading=_("Outcome"), text=_outcome, mood=_outcome_mood),
        RowColumn(heading=_("Score"), text=_score),
        RowColumn(heading=_("Countersigned"), text=_countersigned),
        RowColumn(heading=_("Since"), text=lambda each: short_date(each.since) if each.since else ""),
    ]


def _outcome(each: HomeRow) -> str:
    return outcome_name(each.outcome) if each.outcome is not None else ""


def _outcome_mood(each: HomeRow) -> str:
    """Only what is still to be done stands out."""
    return "bad" if each.outcome is Outcome.ACTION_NEEDED else ""


def _name(each: HomeRow) -> str:
    member = each.person.member
    return f"{member.last_name}, {member.first_name}" if member.first_name else member.last_name


def _score(each: HomeRow) -> str:
    found = each.attestation
    counts = each.outcome is not None and each.outcome is not Outcome.NOT_SCORED
    return f"{found.score}" if found is not None and counts and found.score is not None else ""


def _countersigned(each: HomeRow) -> str:
    found = each.attestation
    if found is None or each.standing is not Standing.DONE:
        return ""
    return _("On paper") if found.on_paper else _("Yes") if found.countersigned else _("No")


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
