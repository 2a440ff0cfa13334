"""The blocks of a page: a topic with an account in each row, a screen with a setting in each, what is to be told."""

from collections.abc import Callable

from PySide6.QtCore import QMargins, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ....audit.interview.page import QuestionBlock, QuestionRow
from ....audit.session import AuditSession
from ....audit.state import Key
from ....domain.names import unresolved_name
from ....domain.questions import best_options
from ....domain.vocabulary import Unresolved
from ....i18n import _
from ...kit.layouts import row as beside
from ...kit.widgets.card import Card
from ...kit.widgets.choice import CheckRow
from ...kit.widgets.notice import IconMark
from ...kit.widgets.option_group import ASKED_FOR
from ...kit.widgets.text import Divider, Heading, TextLabel
from ..standing import VerdictMark
from .answer_row import ESCAPE_WIDTH, LABEL_WIDTH, MORE_LEFT, MORE_WIDTH, NARROW, TAIL_WIDTH, AnswerRow
from .screen_panel import ScreenPanel

_TIGHT, _ROOMY = QMargins(18, 8, 14, 9), QMargins(24, 18, 18, 20)


class BlockCard(Card):
    """`gap` is the space between its parts, in pixels, and `roomy_gap` that where there is room."""

    def __init__(self, gap: int, roomy_gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.gap, self.roomy_gap = gap, roomy_gap
        self._is_roomy: bool | None = None
        BlockCard.set_roomy(self, False)

    def set_roomy(self, roomy: bool) -> None:
        """Roomy or dense: the space around what is in it and between."""
        if roomy != self._is_roomy:
            self._is_roomy = roomy
            self.body.setContentsMargins(_ROOMY if roomy else _TIGHT)
            self.body.setSpacing(self.roomy_gap if roomy else self.gap)


_ANSWERS = 120  # pixels of a row: its name and answers, without what may be open below
_AIR = 6  # above and below a hairline between rows
MakeRow = Callable[[QuestionBlock, QuestionRow, QWidget], AnswerRow]


class RowsCard(BlockCard):
    """The heading of a block, or the screen that it is about, and its rows with hairlines between them.

    `device_chosen(str)` when somebody looks on another device from now on.
    """

    device_chosen = Signal(str)

    def __init__(
        self, block: QuestionBlock, make_row: MakeRow, parent: QWidget, *, device: str, above: QWidget | None
    ) -> None:
        """`above`: stands as a row of its own before those of the accounts."""
        super().__init__(*((1, 3) if block.is_in_columns else (_AIR, 12)), parent)
        ask = ask_of(block)
        self.setAccessibleName(ask or block.heading or block.rows[0].label)
        self._screen = ScreenPanel(block.screen, device) if block.screen is not None else None
        if self._screen is not None:
            self._screen.device_chosen.connect(self.device_chosen)
            self.body.addWidget(self._screen)
        if ask and not block.is_once:
            self.body.addWidget(Heading(ask, "question"))
        if block.hint:
            self.body.addWidget(TextLabel(block.hint, "small"))
        self._heads = ColumnHeads(block.rows[0]) if block.is_in_columns else None
        if self._heads is not None:
            self.body.addWidget(self._heads)
        if above is not None:
            self.body.addWidget(above)
            self._divide(block)
        self._make_row = make_row
        self._add(block)

    def set_roomy(self, roomy: bool) -> None:
        super().set_roomy(roomy)
        if self._heads is not None:
            self._heads.setContentsMargins(0, 6 if roomy else 0, 0, 2 if roomy else 0)

    def show_device(self, device: str) -> None:
        """Show the way on the device where somebody looks now."""
        if self._screen is not None:
            self._screen.show_device(device)

    def go_on(self, block: QuestionBlock) -> None:
        """Add the accounts that are asked the same thing with other answers."""
        self._divide(block)
        self._add(block)

    def _add(self, block: QuestionBlock) -> None:
        for at, row in enumerate(block.rows[:1] if block.is_once else block.rows):
            if at:
                self._divide(block)
            self.body.addWidget(self._make_row(block, row, self))

    def _divide(self, block: QuestionBlock) -> None:
        """Add a hairline between rows, with space around it unless the answers are in columns."""
        air = 0 if block.is_in_columns else _AIR - self.gap
        self.body.addSpacing(air)
        self.body.addWidget(Divider())
        self.body.addSpacing(air)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let each row write its own answers where there is no room for columns."""
        super().resizeEvent(event)
        if self._heads is not None:
            inside = self.body.contentsMargins()
            self._heads.setVisible(event.size().width() - inside.left() - inside.right() >= NARROW)


def top_for(row: AnswerRow, heading: QWidget, area: QScrollArea | None) -> QWidget:
    """What stands at the top once a row is shown: the heading, or what is asked, where the row is in view below."""
    room = area.viewport().height() - min(row.height(), _ANSWERS) if area is not None else 0
    window, place = row.window(), QPoint(0, 0)
    cards = [card for card in window.findChildren(RowsCard) if card.isAncestorOf(row)]
    at = row.mapTo(window, place).y()
    return next((part for part in (heading, *cards) if at - part.mapTo(window, place).y() <= room), row)


def ask_of(block: QuestionBlock) -> str:
    """What every row of a topic asks, where the block does not say it because it goes on from another."""
    topic = block.rows[0].question.own_requirement.control.topic
    return block.ask or (topic.ask if block.is_topic and topic is not None else "")


class ColumnHeads(QWidget):
    """The answers of a block, once. Where it is narrow each row says its own instead."""

    def __init__(self, row: QuestionRow) -> None:
        super().__init__()
        marked = best_options(row.question) if row.question.is_looked_up else ()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        line.addSpacing(LABEL_WIDTH)
        answers = QHBoxLayout()
        answers.setSpacing(8)
        for option in row.question.check.options:
            answers.addWidget(self._head(option.label, marked=option.id in marked), 1)
        line.addLayout(answers, 1)
        unsure = self._head(unresolved_name(Unresolved.NOT_SURE), marked=False)
        more = self._head(_("More"), marked=False)
        for head, width in ((unsure, ESCAPE_WIDTH), (more, MORE_WIDTH)):
            head.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            head.setFixedWidth(width)
        line.addWidget(unsure)
        line.addSpacing(MORE_LEFT)
        line.addWidget(more)
        line.addSpacing(TAIL_WIDTH - MORE_LEFT - MORE_WIDTH)

    def _head(self, label: str, *, marked: bool) -> QWidget:
        head = QWidget()
        head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words = TextLabel(label, "small")
        words.setMinimumWidth(1)  # all columns have one width, whatever their words
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(words, 1)
        if marked:
            column.addWidget(IconMark(ASKED_FOR, "muted", 15), 0, Qt.AlignmentFlag.AlignHCenter)
        return head


class ToldCard(BlockCard):
    """Points that are only to be read: `told(bool)` when the one box below them is ticked, or the tick taken back."""

    told = Signal(bool)

    def __init__(self, session: AuditSession, block: QuestionBlock) -> None:
        super().__init__(6, 10)
        self._session = session
        self.keys: tuple[Key, ...] = tuple(row.question.key for row in block.rows)
        self.setAccessibleName(_("To know"))
        heading, self.mark = Heading(block.heading or _("Good to know"), "question"), VerdictMark(has_words=True)
        self.body.addLayout(beside(heading, self.mark, stretch=heading))
        for row in block.rows:
            self.body.addLayout(_point(row.label))
        self.box = CheckRow(_("I have been told"))
        self.box.clicked.connect(self.told)
        self.body.addWidget(self.box)
        self.refresh()

    @property
    def field(self) -> QWidget:
        """The widget with which it is answered."""
        return self.box

    def refresh(self, *, is_missing: bool = False) -> None:
        """Show what the session holds, and that it was passed by."""
        done = all(key in self._session.audit.responses for key in self.keys)
        self.box.setChecked(done)
        self.mark.show_missing(is_missing=is_missing and not done)


def _point(words: str) -> QHBoxLayout:
    """A point of a list: its further lines begin below the first, not below the bullet."""
    said = TextLabel(words)
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(TextLabel("•"), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(said, 1)
    return line
