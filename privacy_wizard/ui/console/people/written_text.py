"""What each person gets in words: the school's own lines in it, and the first of them as it leaves."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit

from ....domain.vocabulary import SendWay
from ....i18n import _
from ....office.sending import HOW_TO_GET_FILE, HOW_TO_GET_IT, Outgoing
from ...kit.chooser import Chooser
from ...kit.layouts import row
from ...kit.widgets.card import Card
from ...kit.widgets.field import TextField
from ...kit.widgets.text import TextLabel

_TEXT = 250
_LONGEST = 300


class WrittenText(Card):
    """`changed` when a line of the school's own is, or another way is to be seen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(_("What they get"))
        self.program = TextField(_("How staff get the program"), _("One line; it stands in each."), longest=_LONGEST)
        self.program.show_text(str(HOW_TO_GET_IT))
        only_there = _("One line; it stands in letters and in a mail merge, as nothing is attached to them.")
        self.file = TextField(_("How staff get the school's file"), only_there, longest=_LONGEST)
        self.file.show_text(str(HOW_TO_GET_FILE))
        for line in (self.program, self.file):
            line.line.textChanged.connect(lambda _text: self.changed.emit())
            self.body.addWidget(line)
        first, merged = _("The first of them"), _("from a mail merge")
        self._way, self.text = Chooser(first), QPlainTextEdit()
        self._way.offer(
            [
                (SendWay.DRAFT, _("as an e-mail")),
                (SendWay.MERGE, merged),
                (SendWay.LETTER, _("as a letter")),
            ]
        )
        self._way.setMinimumContentsLength(len(merged))
        self._way.chosen.connect(self.changed)
        self.text.setAccessibleName(first)
        self.text.setReadOnly(True)
        self.text.setMinimumHeight(_TEXT)
        self.body.addLayout(row(TextLabel(first, "strong"), self._way))
        self.body.addWidget(self.text)

    @property
    def way(self) -> SendWay:
        """In which the first of them is shown."""
        return SendWay(self._way.value)

    def offer_lines(self, *, wanted: bool) -> None:
        """Whether what is sent speaks of the program and of the school's file."""
        for line in (self.program, self.file):
            line.setVisible(wanted)

    def show_first(self, first: Outgoing | None) -> None:
        """Nothing where nobody is ticked."""
        self.text.setPlainText(f"{first.subject}\n\n{first.text}" if first is not None else "")
