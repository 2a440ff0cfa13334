"""Answers that are there to be confirmed: last year's, and what downloads show. Each can be set aside."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ....audit.interview.page import QuestionBlock, QuestionRow, source_of
from ....audit.session import AuditSession
from ....audit.state import Key
from ....i18n import _
from ...kit.accessible import give_role
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.text import Heading, TextLabel
from .block_card import BlockCard
from .meaning import VerdictMark

_LINE = 20  # as tall as a line of text


class LastYearCard(BlockCard):
    """`confirmed` when all that is shown still holds; `set_aside(keys)` for what does not, which is asked afresh."""

    confirmed = Signal()
    set_aside = Signal(object)

    def __init__(self, session: AuditSession, block: QuestionBlock) -> None:
        super().__init__(2, 5)
        self._session = session
        self.keys: tuple[Key, ...] = tuple(row.question.key for row in block.rows)
        self.setAccessibleName(block.heading)
        self.still_true = Button(_("Still true"), "plain", "check")
        self.still_true.make_compact()
        self.still_true.setAccessibleDescription(block.heading)
        self.still_true.clicked.connect(self.confirmed)
        heading, self.mark = Heading(block.heading, "question"), VerdictMark(has_words=True)
        self.body.addLayout(row(heading, self.mark, self.still_true, stretch=heading))
        self.body.addSpacing(2)
        for line in block.lines:
            self._add(line)
        self.refresh()

    @property
    def field(self) -> QWidget:
        """The widget with which it is answered."""
        return self.still_true

    def refresh(self, *, is_missing: bool = False) -> None:
        """Show what the session holds, and that it was passed by."""
        done = all(key in self._session.audit.responses for key in self.keys)
        self.still_true.setEnabled(not done)
        self.still_true.setText(_("Confirmed") if done else _("Still true"))
        self.mark.show_missing(is_missing=is_missing and not done)

    def _add(self, rows: tuple[QuestionRow, ...]) -> None:
        first = rows[0]
        told = first.question.is_acknowledgement
        label, said = (_("What you acknowledged"), _("All of it.")) if told else (first.label, first.said)
        self._line(label, said or "", tuple(each.question.key for each in rows))

    def _line(self, label: str, said: str, keys: tuple[Key, ...]) -> None:
        line = SaidLine(label, said)
        line.set_aside.connect(lambda: self.set_aside.emit(keys))
        self.body.addWidget(line)


class ShownCard(BlockCard):
    """What downloads show of one account, or of several alike: `set_aside(keys)` for what is no longer so.

    Beside each answer stands what it rests on; of several downloads, with the pointer over it.
    """

    set_aside = Signal(object)

    def __init__(self, block: QuestionBlock) -> None:
        super().__init__(2, 5)
        self.setAccessibleName(block.heading)
        self.body.addWidget(Heading(block.heading, "question"))
        self.body.addSpacing(2)
        for rows in block.lines:
            self._add(rows)

    def _add(self, rows: tuple[QuestionRow, ...]) -> None:
        keys = tuple(each.question.key for each in rows)
        line = SaidLine(rows[0].label, rows[0].said or "", source_of(rows))
        line.setToolTip("\n".join(each.source for each in rows))
        line.set_aside.connect(lambda: self.set_aside.emit(keys))
        self.body.addWidget(line)


class SaidLine(QWidget):
    """A thing and what was said of it: `set_aside` when that is true no more."""

    set_aside = Signal()

    def __init__(self, label: str, said: str, source: str = "") -> None:
        super().__init__()
        give_role(self, "group")
        self.setAccessibleName(f"{label}: {said}")
        self.setAccessibleDescription(source)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(TextLabel(label, "muted"), 1)
        inside.addWidget(TextLabel(said, "strong"), 1)
        if source:
            inside.addWidget(TextLabel(source, "small"), 1)
        changed = Button(_("No longer true"), "link")
        changed.setAccessibleDescription(label)
        changed.clicked.connect(self.set_aside)
        changed.make_compact()
        changed.setFixedHeight(_LINE)
        inside.addWidget(changed)
