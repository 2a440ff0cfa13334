"""On which words of its clause a rule rests, or that it is a reading of a general one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....domain.model import PolicyPack, Requirement
from ....domain.vocabulary import Basis
from ....i18n import _
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.text import TextLabel
from .panel import Paragraph


def says_basis(pack: PolicyPack) -> bool:
    """Whether the policy says on what its rules rest; one that was written before it could does not."""
    return any(each.words or each.basis is Basis.READING for each in pack.own_requirements)


class NamingFields(QWidget):
    """`settled(basis, words)` when the words were typed, or when it was said that there are none."""

    settled = Signal(object, object)

    def __init__(self, asked: Requirement, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Paragraph(
            _("The words that name it"),
            asked.words,
            _("One to seven words of the clause, as they stand in your policy. Each passage on a line of its own."),
            many=True,
        )
        self.words.settled.connect(lambda lines: self.settled.emit(Basis.NAMED, lines))
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self.words)
        if asked.basis is Basis.READING:
            body.addWidget(TextLabel(_("The clause is general. This is asked beyond it, and never scores."), "muted"))
            return
        none = Button(_("No words name it: ask it without a score"), "link")
        none.clicked.connect(lambda: self.settled.emit(Basis.READING, ()))
        body.addLayout(row(none))
