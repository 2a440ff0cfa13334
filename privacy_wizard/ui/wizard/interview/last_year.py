"""Last year's answers about one account: still true in one act, or set aside one by one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ....audit.interview.page import QuestionBlock, QuestionPage
from ....audit.session import AuditSession
from ....audit.state import Key
from ....i18n import _
from ...kit.accessible import give_role
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel

_LINE = 23  # as tall as a line of text


class LastYearCard(Card):
    """`confirmed` when all that is shown still holds; `set_aside(keys)` for what does not, which is asked afresh."""

    confirmed = Signal()
    set_aside = Signal(object)

    def __init__(self, session: AuditSession, page: QuestionPage, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session, self._keys = session, page.keys
        self.setAccessibleName(_("Last year you said"))
        self.body.setContentsMargins(18, 11, 14, 12)
        self.body.setSpacing(1)
        self.still_true = Button(_("Still true"), "plain", "check")
        self.still_true.clicked.connect(self.confirmed)
        for block in page.blocks:
            self._add(block)
        self.body.addSpacing(6)
        self.body.addLayout(row(self.still_true))
        kept = _("What is still true is kept as confirmed, with the date on which it was last looked up.")
        self.body.addWidget(TextLabel(kept, "small"))
        self.refresh()

    def refresh(self) -> None:
        """Show what the session holds."""
        done = all(key in self._session.audit.responses for key in self._keys)
        self.still_true.setEnabled(not done)
        self.still_true.setText(_("Confirmed") if done else _("Still true"))

    def _add(self, block: QuestionBlock) -> None:
        if block.is_told:
            keys = tuple(each.question.key for each in block.rows)
            self._line(_("What you acknowledged"), _("You acknowledged all of it."), keys)
        elif block.is_once:
            first = block.rows[0]
            self._line(first.label, first.said or "", tuple(each.question.key for each in block.rows))
        else:
            for each in block.rows:
                self._line(each.label, each.said or _("Acknowledged"), (each.question.key,))

    def _line(self, label: str, said: str, keys: tuple[Key, ...]) -> None:
        line = QWidget()
        give_role(line, "group")
        line.setAccessibleName(f"{label}: {said}")
        inside = QHBoxLayout(line)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(TextLabel(label, "muted"), 2)
        inside.addWidget(TextLabel(said, "strong"), 3)
        changed = Button(_("No longer true"), "link")
        changed.setAccessibleDescription(label)
        changed.clicked.connect(lambda: self.set_aside.emit(keys))
        changed.setEnabled(bool(keys))
        changed.setFixedHeight(_LINE)
        inside.addWidget(changed)
        if not keys:
            changed.hide()
        self.body.addWidget(line)
