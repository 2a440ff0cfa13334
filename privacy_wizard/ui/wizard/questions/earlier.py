"""What was answered before, and does not count until it is confirmed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ....audit.state import Earlier
from ....domain.model import Check
from ....domain.vocabulary import NotApplicable, Unresolved
from ....i18n import _, long_date
from ...kit.accessible import give_role
from ...kit.widgets.button import Button
from ...kit.widgets.text import TextLabel
from .words import answer_name


class EarlierAnswer(QFrame):
    """`confirmed` when it is still the same; offered only where the question still has that answer."""

    confirmed = Signal()

    def __init__(self, check: Check, earlier: Earlier, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, "group")
        self.same = Button(_("Still the same"), "plain", "check")
        self.same.clicked.connect(self.confirmed)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        if earlier.question_changed:
            column.addWidget(TextLabel(_("This question has changed since you answered it."), "warn"))
        words = _("Your answer of {date}: {answer}")
        said = words.format(date=long_date(earlier.on), answer=answer_name(check, earlier.answer))
        column.addWidget(TextLabel(said))
        if is_still_offered(check, earlier):
            column.addWidget(self.same, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            column.addWidget(TextLabel(_("This answer is no longer offered. Please choose again."), "small"))
        self.setAccessibleName(said)


def is_still_offered(check: Check, earlier: Earlier) -> bool:
    """Whether the earlier answer can be given again."""
    answer = earlier.answer
    return isinstance(answer, Unresolved | NotApplicable) or check.option(answer) is not None
