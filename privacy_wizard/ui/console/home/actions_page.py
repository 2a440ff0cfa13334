"""Page *Still to be done*: what people are to put right after an accepted attestation, and by when."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit

from ....domain.search import search_text, search_words
from ....domain.vocabulary import ExportKind, SendKind
from ....i18n import _
from ....office.home_table import home_rows
from ....office.open_actions import STILL_TO_BE_DONE, WHAT_IS_LEFT, OpenAction, how_many_open, open_actions
from ...kit.chooser import Chooser, FilterBar
from ...kit.layouts import row
from ...kit.table import RowColumn, RowsModel, TableView
from ...kit.widgets.button import Button
from ...kit.widgets.notice import EmptyState
from ...kit.widgets.text import TextLabel
from ..exports import ListExport, ReadTable, table_of
from ..page import ConsolePage, ConsolePlace, PlaceId
from ..people.send_page import send_place
from ..people.send_words import write_words
from ..words import NAME_OR_NUMBER, OPENS_A_ROW, READING_REGISTER, SEARCH_FOR_PERSON, short_date

OVERDUE, IN_TIME = "overdue", "in time"


class ActionsPage(ConsolePage):
    """The open actions of one campaign (`place.of`); without one, those of everybody's last attestation."""

    is_wide = True

    def build(self) -> None:
        """The filters, the list, and the buttons that act on it."""
        self.title = str(STILL_TO_BE_DONE)
        self._found: Sequence[OpenAction] = ()
        self.search, self.when = QLineEdit(), Chooser(_("Day"))
        self.search.setPlaceholderText(str(NAME_OR_NUMBER))
        self.search.setAccessibleName(str(SEARCH_FOR_PERSON))
        self.search.textChanged.connect(lambda _text: self._list())
        self.when.offer([("", _("Any day")), (OVERDUE, _("Overdue")), (IN_TIME, _("Not overdue"))])
        self.when.chosen.connect(self._list)
        self.model = RowsModel[OpenAction](self._columns(), self)
        self.table = TableView(_("What is still to be done, and by when"))
        self.table.setModel(self.model)
        self.table.sort_by_headings()
        self.table.lay_out(self.model.columns)
        self.table.opened.connect(self._on_opened)
        self._below, self._none = TextLabel(str(OPENS_A_ROW), "muted"), EmptyState("success", "")
        self.export = ListExport(self, self.title, ExportKind.ACTIONS, self._listed)
        self.write = Button("", "accent", "mail")
        self.write.clicked.connect(self._on_write)
        self.body.addWidget(FilterBar(self.search, self.when))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._none, 1)
        self.body.addLayout(row(self._below, self.export, self.write, stretch=self._below))

    def refresh(self) -> None:
        """Read the actions on a worker: it opens a file for each person."""
        register, today, of = self.context.register, self.context.today, self.place.of if self.place else ""

        def read() -> Sequence[OpenAction]:
            campaign = next((each for each in register.campaigns() if each.id == of), None)
            return open_actions(register, home_rows(register, campaign, today))

        self.aside(read, self._show, str(READING_REGISTER))

    def _show(self, found: Sequence[OpenAction]) -> None:
        self._found = found
        self.lead = how_many_open(found, self.context.today) if found else ""
        self._list()

    def _list(self) -> None:
        words, when, today = search_words(self.search.text()), self.when.value, self.context.today
        shown = [
            each
            for each in self._found
            if (not when or each.is_overdue(today) is (when == OVERDUE)) and _is_of(each, words)
        ]
        self.model.show_rows(shown)
        self.table.fit_columns()
        for part in (self.table, self._below, self.export, self.write):
            part.setVisible(bool(shown))
        self._none.setVisible(not shown)
        self._none.set_texts(_("Nothing like this is left") if self._found else _("Nothing is left to be done"), "")
        many = len(self._people)
        self.write.setText(write_words(many))

    @property
    def _people(self) -> frozenset[str]:
        return frozenset(each.person.person for each in self.model.rows)

    def _columns(self) -> Sequence[RowColumn[OpenAction]]:
        return (
            RowColumn(
                heading=_("By"),
                text=lambda each: short_date(each.due) if each.due else "",
                mood=self._mood,
                cell=lambda each: each.due,
                share=14,
                is_whole=True,
            ),
            RowColumn(
                heading=_("Name"),
                text=lambda each: each.person.member.listed_name,
                share=20,
                is_whole=True,
            ),
            RowColumn(heading=str(WHAT_IS_LEFT), text=lambda each: each.to_do, share=66, takes_rest=True),
        )

    def _mood(self, each: OpenAction) -> str:
        return "bad" if each.is_overdue(self.context.today) else ""

    def _listed(self) -> ReadTable:
        number = RowColumn[OpenAction](heading=_("Staff number"), text=lambda each: each.person.member.number)
        rows = list(self.model.rows)
        return lambda: table_of([number, *self.model.columns], rows)

    def _on_opened(self, at: int) -> None:
        self.wanted.emit(ConsolePlace(id=PlaceId.ATTESTATION, of=self.model.row(at).attestation))

    def _on_write(self) -> None:
        self.wanted.emit(send_place(SendKind.ACTIONS, self.place.of if self.place else "", among=self._people))


def _is_of(each: OpenAction, words: Sequence[str]) -> bool:
    member = each.person.member
    text = search_text(member.name, member.number)
    return all(word in text for word in words)
