"""What accepted attestations still ask of people, with its days: a conversation, not a failure."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal

from ....i18n import _, ngettext
from ....office.open_actions import OpenAction
from ...kit.table import RowColumn, RowsModel, TableView
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel
from ..words import not_yet, short_date


class ActionsCard(Card):
    """Hidden while there is nothing; `opened(str)` with the attestation of a row."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Accepted, and action is needed"))
        self._words = TextLabel("", "muted")
        self.model = RowsModel[OpenAction](
            [
                RowColumn(
                    heading=_("By"),
                    text=lambda each: short_date(each.due) if each.due else "",
                    order=lambda each: each.due,
                ),
                RowColumn(heading=_("Name"), text=lambda each: each.person.member.name),
                RowColumn(heading=_("What is still to be done"), text=lambda each: not_yet(each.text)),
            ],
            self,
        )
        self.table = TableView(_("What is still to be done, and by when"))
        self.table.setModel(self.model)
        self.table.sort_by_headings()
        self.table.share_width((14, 24, 62), (0,))
        self.table.opened.connect(lambda at: self.opened.emit(self.model.row(at).attestation))
        for part in (self._words, self.table):
            self.body.addWidget(part)
        self.hide()

    def show_actions(self, found: Sequence[OpenAction], today: date) -> None:
        """The soonest first."""
        self.setVisible(bool(found))
        self.model.show_rows(found)
        late = sum(each.due is not None and each.due < today for each in found)
        people = len({each.person.person for each in found})
        said = ngettext("{n} person has something to do.", "{n} people have something to do.", people)
        overdue = ngettext("The day of {n} thing is over.", "The day of {n} things is over.", late) if late else ""
        self._words.setText(" ".join(part for part in (said, overdue) if part))
