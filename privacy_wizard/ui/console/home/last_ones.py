"""The last few people of a campaign who are not done yet."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ....i18n import _, ngettext
from ....office.home_table import HomeRow, last_ones
from ...kit.layouts import FlowLayout, clear
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel
from ..place import ConsolePlace, PlaceId


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
