"""One question as a row: its label, its answers side by side, how it stands, and more on demand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ....audit.interview.acts import ForSome
from ....audit.interview.page import QuestionBlock, QuestionRow
from ....audit.session import AuditSession
from ....audit.state import Key
from ....domain.model import Option
from ....domain.names import unresolved_name
from ....domain.questions import best_options
from ....domain.vocabulary import NotApplicable, Unresolved, Verdict
from ....i18n import _
from ...kit.accessible import give_role
from ...kit.layouts import FlowLayout
from ...kit.widgets.button import Button, IconButton, shortened
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import Heading, TextLabel
from ..page import FootNote, FootNoteLink
from ..standing import VerdictMark, meaning_of, standing_of
from ..words import option_label
from .details import RowDetails
from .screen_panel import way_beyond

LABEL_WIDTH, ESCAPE_WIDTH, TAIL_WIDTH, NARROW = 156, 96, 68, 600
MORE_LEFT, MORE_WIDTH = 8, 60  # the place of its heading above the arrows
WORDED_TAIL_WIDTH = 104  # where it says that there is more
LONGEST_LABEL = 30  # letters of an answer that a link repeats: its words do not wrap
_ONE_LINE = 700  # the least width for a question and what ends its line
_SIGN, _BETWEEN = 16, 10  # the width of the sign, and what lies between the parts of a line
_COLUMN_ROW, _ROOMY_COLUMN_ROW = 24, 32  # the height of a row of places to choose


class AnswerRow(QWidget):
    """Says what the user did; who hears it saves it and calls `refresh`.

    `is_beside`: the label stands before the answers, as the name of an account does, not above them.
    """

    responded = Signal(object, bool)  # the answer, and whether the setting was changed just now
    noted = Signal(str)
    excepted = Signal(object)  # Waiver, or None to withdraw it
    device_chosen = Signal(str)
    pointed_at = Signal()  # somebody wants to know what its answer means

    def __init__(
        self,
        session: AuditSession,
        row: QuestionRow,
        spoken: str,
        *,
        block: QuestionBlock,
        parent: QWidget | None = None,
    ) -> None:
        """`spoken` names the row for who does not see what stands around it. Where the setting's own way leads on from
        the screen of its block, it is among the details.
        """
        super().__init__(parent)
        give_role(self, "group")
        self.setAccessibleName(spoken)
        self.question, self.is_once, self._session = row.question, block.is_once, session
        self._judged = row.question  # of several accounts that answer alike one of which the answer is so
        self.awaits_accounts = False  # it was answered once for all of them, and is so of some only
        self._is_asked_later = False  # of which, on a later page
        self._questions = {each.question.key: each.question for each in (block.rows if self.is_once else (row,))}
        is_beside = block.is_topic and not block.is_once
        self.own_way = way_beyond(row.question.check, block.screen)
        self.answers, self.escapes = self._make_answers(), self._make_escapes(is_beside=is_beside)
        self.mark = VerdictMark(has_words=not (is_beside or row.question.is_acknowledgement))
        self.more = self._make_more(block)
        self.changed = Button(_("I have changed it"), "link", "check")
        self.changed.make_compact()
        self.changed.hide()
        self.changed.setAccessibleDescription(spoken)
        self.changed.clicked.connect(self._on_changed)
        self.details: RowDetails | None = None  # made when somebody wants it
        self._name = TextLabel(row.label, "strong") if is_beside else Heading(row.label, "row")
        self._is_beside, self._in_columns = is_beside, block.is_in_columns
        self._column, self._line = QVBoxLayout(self), QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._roomy: bool | None = None
        self.set_roomy(False)
        self.answers.chosen.connect(lambda answer: self.responded.emit(answer, False))
        self.escapes.chosen.connect(lambda answer: self.responded.emit(Unresolved(answer), False))
        self.more.clicked.connect(self._on_more)
        self.refresh()

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer."""
        return self.question.key in self._session.audit.responses

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys of its answer: one for every account where it is asked once."""
        return tuple(self._questions)

    @property
    def is_open(self) -> bool:
        """Whether more is shown than the question and its answers."""
        return self.details is not None and not self.details.isHidden()

    def set_roomy(self, roomy: bool) -> None:
        """Roomy or dense: the space between its parts and within its answers."""
        if roomy == self._roomy:
            return
        self._roomy = roomy
        self._column.setSpacing(8 if roomy else 2)
        for group in (self.answers, self.escapes):
            group.set_roomy(roomy)
        if self._is_beside or self.question.is_acknowledgement:  # then its sign stands on the line of the first answer
            line = _ROOMY_COLUMN_ROW if self._in_columns else self.answers.line_height()
            self.mark.setMinimumHeight(line if roomy else _COLUMN_ROW)
        if self._is_beside and not self._in_columns:
            self._name.setContentsMargins(0, 9 if roomy else 0, 0, 0)  # on the line of the first answer, too
            self.escapes.setContentsMargins(0, 4 if roomy else 0, 0, 0)

    def give_room(self, pixels: int) -> None:
        """Add that much space above and below the row, in pixels."""
        self._column.setContentsMargins(0, pixels, 0, pixels)

    def refresh(self, *, for_some: ForSome | None = None, is_missing: bool = False, asked_later: bool = False) -> None:
        """Show what the session holds; what was given once and is so of some accounts only; that it was passed by.

        `asked_later`: a later page asks of which accounts.
        """
        response = self._session.audit.responses.get(self.question.key)
        answer = for_some.answer if for_some is not None else response.answer if response is not None else None
        self.answers.choose(None if isinstance(answer, Unresolved | NotApplicable) else answer)
        self.escapes.choose(answer.value if isinstance(answer, Unresolved) else None)
        self.awaits_accounts = for_some is not None and not for_some.keys
        self._is_asked_later = self.awaits_accounts and asked_later
        self._judged = self._questions[next(iter(for_some.keys))] if for_some and for_some.keys else self.question
        if self.awaits_accounts:
            self.mark.show_note(_("Asked further on") if asked_later else _("Say of which accounts"))
        else:
            verdict = Verdict.NOT_ANSWERED if is_missing else self._verdict
            self.mark.show_verdict(verdict, self.question.own_requirement)
        self._share_line()
        if self.details is not None:
            self.details.refresh(response)

    def show_beneath(self, part: QWidget) -> None:
        """Show something that bears on the question, beneath its answers."""
        self._column.addWidget(part)

    def take_focus(self) -> None:
        """Set the focus on the chosen answer, or the first."""
        group = self.escapes if self.escapes.current() is not None else self.answers
        group.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Save what is being typed."""
        if self.details is not None:
            self.details.note.flush()

    def show_details(self) -> None:
        """Show why it is asked, other answers, a note, an exception."""
        if self.details is None:
            self.details = RowDetails(self._session, self.question, self.own_way)
            self.details.device_chosen.connect(self.device_chosen)
            self.details.answered.connect(lambda answer: self.responded.emit(answer, False))
            self.details.noted.connect(self.noted)
            self.details.excepted.connect(self.excepted)
            self._column.addWidget(self.details)
        self.details.refresh(self._session.audit.responses.get(self.question.key))
        self.details.show()
        self.more.set_icon_name("chevron-up")

    def hide_details(self) -> None:
        """Show the question and its answers alone again."""
        if self.details is not None:
            self.details.hide()
            self.more.set_icon_name("chevron-down")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the parts one below the other where the window is narrow."""
        super().resizeEvent(event)
        narrow = event.size().width() < (NARROW if self._is_beside else _ONE_LINE)
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        if self._is_beside:
            self._name.setFixedWidth(event.size().width() if narrow else LABEL_WIDTH)
        self._share_line()
        if self._in_columns:
            for group in (self.answers, self.escapes):
                group.set_bare(not narrow)
            self.escapes.setFixedWidth(event.size().width() if narrow else ESCAPE_WIDTH)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Say what the answer means to whoever points at its row, and not at its details: one may write there."""
        super().mousePressEvent(event)
        if self.details is None or not self.details.geometry().contains(event.position().toPoint()):
            self.pointed_at.emit()

    def _share_line(self) -> None:
        """Words and the link for what was put right stand on the question's line where that is empty: nothing moves."""
        if self._is_beside or self.question.is_acknowledgement:
            return
        room = self.width() - self._width_without_words()
        self.mark.give_words(room)
        left = room - self.mark.words_width - 2 * _BETWEEN
        self.changed.setVisible(bool(self._put_right()) and left >= self.changed.sizeHint().width())

    def _width_without_words(self) -> int:
        """The width of the question on one line, with what ends that line."""
        parts = [part.sizeHint().width() for part in (self.escapes, self.more)]
        label = self._name.fontMetrics().horizontalAdvance(self._name.text())
        return label + sum(parts) + _SIGN + _BETWEEN * (len(parts) + 1)

    def _lay_out(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._line.setSpacing(2 if self._is_beside else 10)
        self._column.addLayout(self._line)
        if self._is_beside:
            self._lay_out_beside()
        elif self.question.is_acknowledgement:
            self._line.addWidget(self._name, 1)
            for part in (self.answers, self._tail(self.mark, self.more)):
                self._line.addWidget(_as_wide_as_it_likes(part))
        else:
            self._column.addWidget(self.answers)  # before what stands above: Tab leads there in this order
            self._line.addWidget(self._name, 1)
            self._line.addWidget(self._tail(self.changed, self.mark, self.escapes, self.more))

    def _lay_out_beside(self) -> None:
        """The account's name, its answers, and last what is no answer, as in a table."""
        for part in (self._name, self.answers, self.escapes):
            self._line.addWidget(part, 1 if part is self.answers else 0)
        if not self._in_columns:
            self._line.setAlignment(self._name, Qt.AlignmentFlag.AlignTop)
        tail = self._tail(self.mark, self.more)
        tail.setFixedWidth(TAIL_WIDTH if self._in_columns else WORDED_TAIL_WIDTH)
        self._line.addWidget(tail)

    def _tail(self, *parts: QWidget) -> QWidget:
        """Lay out what ends a line: *not sure*, *does not apply*, the mark."""
        tail = QWidget()
        line = FlowLayout(tail)
        for part in parts:
            line.addWidget(part)
        return tail

    def _make_more(self, block: QuestionBlock) -> Button:
        """Where columns have headings, the word stands there."""
        name = _("More about this question")
        if block.is_in_columns:
            more: Button = IconButton(name, "chevron-down")
        else:
            more = Button(_("More"), "icon", "chevron-down")
            more.setAccessibleName(name)
        more.make_compact()
        return more

    def _make_answers(self) -> OptionGroup:
        own, marked = self.question.own_requirement, best_options(self.question) if self.question.is_looked_up else ()
        seal = _("This is asked of you.")
        choices = (
            OptionChoice(option.id, option_label(option, own), seal=seal if option.id in marked else "")
            for option in self.question.check.options
        )
        return OptionGroup(_("Your answer"), choices, dense=True)

    def _make_escapes(self, *, is_beside: bool) -> OptionGroup:
        """Answers that are none; what stands on no screen cannot be missing from it."""
        is_screen = self.question.is_looked_up and not is_beside
        offered = (Unresolved.NOT_SURE, Unresolved.CANNOT_FIND) if is_screen else (Unresolved.NOT_SURE,)
        choices = (OptionChoice(each.value, unresolved_name(each), is_quiet=True) for each in offered)
        group = OptionGroup(_("Other answers"), choices, dense=True)
        _as_wide_as_it_likes(group)
        if self.question.is_acknowledgement:
            group.hide()
        return group

    @property
    def _verdict(self) -> Verdict | None:
        return self._session.verdict_on(self._judged) if self.is_answered else None

    def foot_note(self) -> FootNote | None:
        """What follows from the answer and what can be done about it; None where nothing does."""
        if self._is_asked_later:
            return FootNote(sentence=_("This may be so of one account only. A later page asks of which."))
        verdict, own, check = self._verdict, self.question.own_requirement, self.question.check
        response = self._session.audit.responses.get(self._judged.key)
        sentence = meaning_of(verdict, response.answer, self._judged) if response is not None else ""
        if verdict is None or not sentence:
            return None
        best = self._put_right()
        can_do = [self._changed_to(option, alone=len(best) == 1) for option in check.options if option.id in best]
        if own.exception is not None:
            can_do.append(FootNoteLink(label=_("Declare an exception"), act=self.show_details))
        if self._is_beside:
            sentence = f"{self._name.text()}: {sentence}"
        return FootNote(sentence=sentence, sign=standing_of(verdict, own).sign, acts=tuple(can_do))

    def _put_right(self) -> tuple[str, ...]:
        """The answers to which a setting may have been changed that is not as asked."""
        is_open = self._verdict in (Verdict.NOT_MET, Verdict.PARTLY_MET)
        return best_options(self.question)[:2] if is_open and self.question.is_looked_up else ()

    def _on_changed(self) -> None:
        """To the one answer that is asked for; where there are two, that is asked at the foot."""
        best = self._put_right()
        if len(best) == 1:
            self._on_changed_to(best[0])
        else:
            self.pointed_at.emit()

    def _changed_to(self, option: Option, *, alone: bool) -> FootNoteLink:
        label = _("I have changed it to what is asked")
        if not alone or len(option.label) <= LONGEST_LABEL:
            label = _("I have changed it to “{option}”", option=shortened(option.label, LONGEST_LABEL))
        return FootNoteLink(label=label, icon="check", act=lambda: self._on_changed_to(option.id))

    def _on_changed_to(self, option: str) -> None:
        self.responded.emit(option, True)
        self.take_focus()  # the link that had it has gone with its sentence

    def _on_more(self) -> None:
        if self.is_open:
            self.hide_details()
        else:
            self.show_details()


def _as_wide_as_it_likes(part: QWidget) -> QWidget:
    policy = QSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    part.setSizePolicy(policy)
    return part
