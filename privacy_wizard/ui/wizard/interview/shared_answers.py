"""One answer for several accounts: the row that gives it to all of them, and of which it is so."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from ....audit.interview.acts import Answer, ForSome
from ....audit.interview.page import ALIKE, QuestionBlock
from ....audit.session import AuditSession
from ....audit.state import Key
from ....domain.audit import Response
from ....domain.names import unresolved_name
from ....domain.questions import best_options
from ....domain.vocabulary import Unresolved, Verdict
from ....i18n import _
from ...kit.accessible import give_role
from ...kit.layouts import flow, row
from ...kit.widgets.button import Button
from ...kit.widgets.choice import CheckRow
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import Heading, TextLabel
from ..page import FootNote
from ..standing import VerdictMark, meaning_of, standing_of
from ..words import option_label
from .answer_row import ESCAPE_WIDTH, LABEL_WIDTH, NARROW, TAIL_WIDTH
from .blocks import BlockCard

_NAMES = 24  # letters of accounts that leave the answer recorded for them on one line


class WhichAccountsCard(BlockCard):
    """One question with a tick for each account. `ticked(keys)`: the questions of those that are ticked now;
    `apart_wanted` when each account is to be asked about by itself.
    """

    ticked = Signal(object)
    apart_wanted = Signal()

    def __init__(self, session: AuditSession, block: QuestionBlock, ask: str) -> None:
        super().__init__(4, 8)
        self.block, self._session, self._ask = block, session, ask
        self.keys: tuple[Key, ...] = tuple(each.question.key for each in block.rows)
        self._answer: ForSome | None = None
        give_role(self, "group")
        title = _("In which of your accounts is that so?")
        self._about, self._others = TextLabel("", "small"), TextLabel("", "small")
        self.mark = VerdictMark(has_words=True)
        self._ticks = {each.question.key: CheckRow(each.label) for each in block.rows}
        for tick in self._ticks.values():
            tick.make_compact()
            tick.clicked.connect(self._on_ticked)
        apart = Button(_("Answer for each account instead"), "link")
        apart.make_compact()
        apart.clicked.connect(self.apart_wanted)
        heading = Heading(title, "row")
        self.body.addWidget(self._about)
        self.body.addLayout(row(heading, self.mark, stretch=heading))
        self.body.addLayout(flow(*self._ticks.values()))
        self.body.addLayout(row(self._others, apart, stretch=self._others))

    @property
    def field(self) -> QWidget:
        """The widget with which it is answered."""
        return next(iter(self._ticks.values()))

    def tick(self, key: Key) -> CheckRow:
        """The tick of an account. KeyError for one that is not offered."""
        return self._ticks[key]

    def show_answer(self, answer: ForSome | None, *, is_missing: bool) -> None:
        """Show of which accounts it is so; None where an answer holds for all of them now. `is_missing`: it was left
        without a tick.
        """
        self._answer = answer
        self.setEnabled(answer is not None)
        for key, tick in self._ticks.items():
            tick.setChecked(answer is not None and key in answer.keys)
        if answer is None:
            self.mark.show_note("")
            return
        self._about.setText(f"{self._ask} {self._label(answer.answer)}.")
        self.setAccessibleName(self._about.text())
        self._others.setText(self._said_of_others(answer.keys))
        verdict = Verdict.NOT_ANSWERED if is_missing and not answer.keys else self._verdict
        self.mark.show_verdict(verdict, self.block.rows[0].question.own_requirement)

    def _said_of_others(self, ticked: frozenset[Key]) -> str:
        """Which answer is recorded for the accounts without a tick; nothing while none has one: nothing is, then."""
        best = best_options(self.block.rows[0].question)[:1]
        others = ", ".join(each.label for each in self.block.rows if each.question.key not in ticked)
        if not (best and ticked and others):
            return ""
        answer = self._label(best[0])
        if len(others) > _NAMES:
            return _("Recorded for the others: “{answer}”.", answer=answer)
        return _("Recorded for {accounts}: “{answer}”.", accounts=others, answer=answer)

    def foot_note(self) -> FootNote | None:
        """What the answer means, given the ticks."""
        verdict, first = self._verdict, self.block.rows[0].question
        if self._answer is not None and not self._answer.keys:
            return FootNote(sentence=_("This may be so of one account only. Please say of which."))
        if verdict is None or self._answer is None or not (said := meaning_of(verdict, self._answer.answer, first)):
            return None
        return FootNote(sentence=said, sign=standing_of(verdict, first.own_requirement).sign)

    @property
    def _verdict(self) -> Verdict | None:
        """The verdict on the ticked accounts."""
        keys = self._answer.keys if self._answer is not None else frozenset()
        rows = (each.question for each in self.block.rows if each.question.key in keys)
        return next((self._session.verdict_on(each) for each in rows), None)

    def _label(self, answer: Answer) -> str:
        first = self.block.rows[0].question
        option = first.check.option(str(answer)) if not isinstance(answer, Unresolved) else None
        if option is not None:
            return option_label(option, first.own_requirement)
        return unresolved_name(answer) if isinstance(answer, Unresolved) else ""

    def _on_ticked(self) -> None:
        self.ticked.emit(frozenset(key for key, tick in self._ticks.items() if tick.isChecked()))


class AlikeRow(QWidget):
    """Above the rows of the accounts, where the answer only decides what is asked.

    `chosen(str)` carries the answer of every account. It shows one while all of them have the same.
    """

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
