"""The row above those of the accounts that gives all of them the same answer: of what only decides what is asked."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from ....audit.interview.page import ALIKE, QuestionBlock
from ....audit.state import Key
from ....domain.audit import Response
from ...kit.accessible import give_role
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import TextLabel
from ..words import option_label
from .answer_row import ESCAPE_WIDTH, LABEL_WIDTH, NARROW, TAIL_WIDTH


class AlikeRow(QWidget):
    """`chosen(str)` carries the answer of every account. It shows one while all of them have the same."""

    chosen = Signal(str)

    def __init__(self, block: QuestionBlock, ask: str) -> None:
        super().__init__()
        first = block.rows[0].question
        self._keys = tuple(row.question.key for row in block.rows)
        give_role(self, "group")
        self.setAccessibleName(f"{ask} {ALIKE}")
        self._name = TextLabel(str(ALIKE), "strong")
        choices = (OptionChoice(each.id, option_label(each, first.own_requirement)) for each in first.check.options)
        self.answers = OptionGroup(str(ALIKE), choices, dense=True)
        self.answers.chosen.connect(self.chosen)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(2)
        self._line.addWidget(self._name)
        self._line.addWidget(self.answers, 1)
        self._line.addSpacing(2 + ESCAPE_WIDTH + 2 + TAIL_WIDTH)  # of what the other rows end with

    def refresh(self, responses: Mapping[Key, Response]) -> None:
        """Show the answer that all accounts have, if they have the same."""
        given = {responses[key].answer if key in responses else None for key in self._keys}
        answer = given.pop() if len(given) == 1 else None
        self.answers.choose(answer if type(answer) is str else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the answers below the name where the window is narrow, as in the other rows."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._name.setFixedWidth(event.size().width() if narrow else LABEL_WIDTH)
        self.answers.set_bare(not narrow)
