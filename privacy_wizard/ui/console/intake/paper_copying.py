"""Copying the ticks from a paper, one question at a time: a digit answers and goes on to the next."""

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QProgressBar, QVBoxLayout, QWidget

from ....domain.audit import Waiver
from ....domain.names import exception_name
from ....domain.questions import Question
from ....domain.vocabulary import ExceptionReason, NotApplicable, Unresolved
from ....i18n import _
from ....office.paper_transcript import Answer, Transcript, may_be_excepted, with_exception
from ...kit.accessible import announce
from ...kit.chooser import Chooser
from ...kit.layouts import clear, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.choice import CheckRow
from ...kit.widgets.date_field import DateField
from ...kit.widgets.field import Field
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import Heading, TextLabel

_NONE, _NOT_SO = "0", "-"
_A_YEAR = timedelta(days=365)


class PaperCopying(Card):
    """`finished` when every question has its answer."""

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.set_title(_("3. The answers"))
        self.set_lead(_("To answer and go on, press the answer's key: its number, 0 or the minus sign."))
        self._transcript: Transcript | None = None
        self.question: Question | None = None
        self._bar, self._where = QProgressBar(), TextLabel("", "muted")
        self._bar.setTextVisible(False)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(10)
        self.back, self.next = Button(_("Back"), "quiet", "arrow-left"), Button(_("Next"), "plain")
        self.back.clicked.connect(self._on_back)
        self.next.clicked.connect(self._on_next)
        self.body.addWidget(self._bar)
        self.body.addWidget(self._where)
        self.body.addLayout(self._inside)
        self.body.addLayout(row(self.back, self.next))

    def begin(self, transcript: Transcript) -> None:
        """Copy a paper from its first open question on."""
        self._transcript = transcript
        self._show(transcript.first_open)

    def look_through(self, transcript: Transcript) -> None:
        """Begin at the first question, whatever is answered already."""
        self._transcript = transcript
        self._show(transcript.asked[0] if transcript.asked else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit answers and goes on; the Enter key goes on; Backspace goes back."""
        text, key = event.text(), Qt.Key(event.key())
        if len(text) == 1 and text in "0123456789-" and self.press(text):
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_next()
        elif key == Qt.Key.Key_Backspace:
            self._on_back()
        else:
            super().keyPressEvent(event)

    def press(self, digit: str) -> bool:
        """Answer with the option of that number; False if there is none."""
        question = self.question
        if question is None or (digit.isdecimal() and int(digit) > len(question.check.options)):
            return False
        self._options.choose(digit)
        self._on_chosen(digit)
        if not self._asks_about_exception:
            self._on_next()
        return True

    def _show(self, question: Question | None) -> None:
        self.question = question
        transcript = self._transcript
        if transcript is None or question is None:
            self.finished.emit()
            return
        clear(self._inside)
        asked = transcript.asked
        at = next(at for at, each in enumerate(asked) if each.key == question.key)
        self._bar.setRange(0, len(asked))
        self._bar.setValue(at)
        self._where.setText(self._words_for_place(at + 1, len(asked), question))
        self._inside.addWidget(Heading(question.check.ask, "question"))
        options = [
            OptionChoice(str(number), f"{number}  {option.label}")
            for number, option in enumerate(question.check.options, 1)
        ]
        others = ((_NONE, _("Not sure, or left empty")), (_NOT_SO, _("Does not apply")))
        self._options = OptionGroup(
            question.check.ask, [*options, *(OptionChoice(key, f"{key}  {label}") for key, label in others)]
        )
        self._options.chosen.connect(self._on_chosen)
        self._inside.addWidget(self._options)
        self._build_exception(question, transcript)
        given = transcript.responses.get(question.key)
        if given is not None:
            chosen = _digit_of(question, given.answer)
            self._options.choose(chosen)
            self._show_exception(chosen)
        self.back.setEnabled(transcript.before(question) is not None)
        self.next.setEnabled(given is not None)
        self._options.setFocus()
        announce(self, f"{self._where.text()} {question.check.ask}")

    def _words_for_place(self, number: int, of: int, question: Question) -> str:
        transcript = self._transcript
        account = transcript.account(question.key[1]) if transcript is not None else None
        place = _("Question {number} of {of}", number=number, of=of)
        if account is None or transcript is None:
            return place
        title = transcript.catalogue.checklists[account.checklist].title
        return f"{place} · {title} {account.number}"

    # ---- exceptions

    def _build_exception(self, question: Question, transcript: Transcript) -> None:
        """Build the form for an exception, used where the policy allows one and the answer leaves something open."""
        self._allowed = with_exception(question)
        self.excepted = CheckRow(_("The paper declares an exception here"))
        self._reason, self._approver = Chooser(_("Reason")), QLineEdit()
        self._until = DateField(transcript.signed + _A_YEAR)
        reasons = self._allowed.exception.reasons if self._allowed and self._allowed.exception else ()
        self._reason.offer([(each.value, exception_name(each)) for each in reasons])
        self._details = QWidget()
        column = QVBoxLayout(self._details)
        column.setContentsMargins(0, 0, 0, 0)
        for label, part in (
            (_("Reason"), self._reason),
            (_("Approved by (name)"), self._approver),
            (_("Until"), self._until),
        ):
            column.addWidget(Field(label, part))
        self.excepted.toggled.connect(self._on_excepted)
        self._approver.textChanged.connect(lambda _text: self._refresh_next())
        self._inside.addWidget(self.excepted)
        self._inside.addWidget(self._details)
        self.excepted.hide()
        self._details.hide()

    @property
    def _asks_about_exception(self) -> bool:
        return not self.excepted.isHidden()

    def _show_exception(self, digit: str) -> None:
        question = self.question
        asks = question is not None and may_be_excepted(question, _answer_of(question, digit))
        self.excepted.setVisible(asks)
        self._details.setVisible(asks and self.excepted.isChecked())

    def _waiver(self) -> Waiver | None:
        allowed = self._allowed.exception if self._allowed is not None else None
        if allowed is None or not self._asks_about_exception or not self.excepted.isChecked():
            return None
        return Waiver(
            reason=ExceptionReason(self._reason.value),
            approver_role=allowed.approver or "",
            approver_name=" ".join(self._approver.text().split())[:200] if allowed.approver else "",
            until=self._until.value,
        )

    def _on_excepted(self, on: bool) -> None:
        self._details.setVisible(on)
        self._refresh_next()

    @property
    def missing(self) -> str:
        """What the exception still lacks, in one sentence; empty where nothing."""
        allowed = self._allowed.exception if self._allowed is not None else None
        asks = self._asks_about_exception and self.excepted.isChecked() and allowed is not None and allowed.approver
        return _("Write who approved the exception.") if asks and not self._approver.text().strip() else ""

    # ---- on and back

    def _on_chosen(self, digit: str) -> None:
        self._show_exception(digit)
        self._keep(digit)
        self._refresh_next()

    def _refresh_next(self) -> None:
        self.next.setEnabled(self._options.current() is not None and not self.missing)
        self.next.setAccessibleDescription(self.missing)

    def _keep(self, digit: str) -> None:
        if self._transcript is not None and self.question is not None:
            self._transcript.answer(self.question, _answer_of(self.question, digit), self._waiver())

    def _on_next(self) -> None:
        transcript, question, digit = self._transcript, self.question, self._options.current()
        if transcript is None or question is None or digit is None or self.missing:
            return
        self._keep(digit)
        self._show(transcript.after(question) or transcript.first_open)

    def _on_back(self) -> None:
        transcript, question = self._transcript, self.question
        if transcript is None:
            return
        before = transcript.before(question) if question is not None else None
        if before is not None:
            self._show(before)


def _answer_of(question: Question, digit: str) -> Answer:
    """The answer that a key stands for. “Does not apply” counts only where the checklist allows it."""
    options = question.check.options
    if digit == _NONE:
        return Unresolved.NOT_SURE
    if digit == _NOT_SO:
        reasons = (option.not_applicable for option in options if option.not_applicable is not None)
        return next(reasons, NotApplicable.NOT_OFFERED)
    return options[int(digit) - 1].id


def _digit_of(question: Question, answer: Answer) -> str:
    """The key of an answer."""
    if isinstance(answer, NotApplicable):
        return _NOT_SO
    ids = [option.id for option in question.check.options]
    return str(ids.index(answer) + 1) if answer in ids else _NONE
