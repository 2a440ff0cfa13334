"""The words of its clause on which a rule rests, or that it is a reading of a general clause."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....domain.model import Requirement
from ....domain.vocabulary import Basis
from ....i18n import _
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.choice import CheckRow
from ...kit.widgets.text import TextLabel
from .panel import Paragraph


class NamingFields(QWidget):
    """`settled(basis, words)` when the words were typed, or when it was said that there are none."""

    settled = Signal(object, object)

    def __init__(self, asked: Requirement) -> None:
        super().__init__()
        self.words = Paragraph(
            _("The words that name it"),
            asked.words,
            _("One to seven words of the clause, exactly as in your policy. Put each passage on its own line."),
            many=True,
        )
        self.words.settled.connect(lambda lines: self.settled.emit(Basis.NAMED, lines))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self.words)
        if asked.basis is Basis.READING:
            body.addWidget(
                TextLabel(
                    _("A further question: asked after the result, and never scored."),
                    "muted",
                )
            )
            return
        none = Button(_("No words name it: ask it without a score"), "link")
        none.clicked.connect(lambda: self.settled.emit(Basis.READING, ()))
        body.addLayout(row(none))


class CriticalRow(QWidget):
    """`chosen(bool)` when the school makes a rule critical, or no longer; what is so for everybody is only told."""

    chosen = Signal(bool)

    def __init__(self, asked: Requirement) -> None:
        super().__init__()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        if asked.control.critical:
            body.addWidget(TextLabel(_("Critical: while this is not met, the score is 39 at most."), "muted"))
            return
        self.row = CheckRow(_("Critical: while this is not met, the score is to be 39 at most"))
        self.row.setChecked(asked.made_critical)
        self.row.clicked.connect(self.chosen)
        body.addWidget(self.row)
