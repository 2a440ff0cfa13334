"""What a question shows once it is answered: what follows, how it is known, exceptions, a private note."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ....audit.session import AuditSession
from ....domain.audit import Response, Waiver
from ....domain.judgement import LONGEST_EXCEPTION
from ....domain.model import AllowedException, Check, Requirement
from ....domain.names import exception_name, known_name, not_applicable_name, unresolved_name, verdict_name
from ....domain.questions import Question
from ....domain.vocabulary import Area, ExceptionReason, HowKnown, NotApplicable, Unresolved, Verdict
from ....i18n import _, long_date
from ...kit.accessible import give_role
from ...kit.layouts import clear, row
from ...kit.typing_pause import TypingPause
from ...kit.widgets.button import Button
from ...kit.widgets.card import Disclosure
from ...kit.widgets.choice import CheckRow
from ...kit.widgets.date_field import DateField
from ...kit.widgets.field import Field, TextField
from ...kit.widgets.notice import IconMark
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import TextLabel

Answer = str | Unresolved | NotApplicable


def answer_name(check: Check, answer: Answer) -> str:
    """An answer as the reader chose it; one that the checklist no longer knows is shown as it was kept."""
    if isinstance(answer, Unresolved):
        return unresolved_name(answer)
    if isinstance(answer, NotApplicable):
        return not_applicable_name(answer)
    option = check.option(answer)
    return option.label if option else answer


def is_option(answer: object) -> bool:
    """Whether it is one of the options on the screen."""
    return isinstance(answer, str) and not isinstance(answer, Unresolved | NotApplicable)


_LONGEST_NOTE = 2000
_LINES = 3


class PrivateNote(Disclosure):
    """`written(str)` as soon as typing pauses."""

    written = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.button.setText(_("Private note"))
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setAccessibleName(_("Private note"))
        self.edit.setPlaceholderText(_("For you alone. It is not on the statement."))
        self.edit.setFixedHeight(self.edit.fontMetrics().lineSpacing() * _LINES + 26)
        self.body.addWidget(self.edit)
        self._pause = TypingPause(self._tell, self)
        self.edit.textChanged.connect(self._on_text)

    def show_note(self, note: str) -> None:
        """Show a note, open where there is one; what is being typed is not disturbed by its own echo."""
        if note != self.edit.toPlainText():
            self.edit.blockSignals(True)
            self.edit.setPlainText(note)
            self.edit.blockSignals(False)
        if note:
            self.set_open(True)

    def flush(self) -> None:
        """Tell now what was typed and not told yet."""
        self._pause.flush()

    def _on_text(self) -> None:
        text = self.edit.toPlainText()
        if len(text) > _LONGEST_NOTE:
            cursor = self.edit.textCursor()
            cursor.deletePreviousChar()
            return
        self._pause.touch()

    def _tell(self) -> None:
        self.written.emit(self.edit.toPlainText()[:_LONGEST_NOTE])


_USUAL = timedelta(days=365)


class ExceptionPanel(QWidget):
    """`declared(Waiver)` when it is complete, `withdrawn` when it is taken back."""

    declared = Signal(object)
    withdrawn = Signal()

    def __init__(
        self, allowed: AllowedException, waiver: Waiver | None, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if waiver is not None:
            self._show_declared(column, waiver)
        else:
            column.addWidget(self._form(allowed, today))

    def _show_declared(self, column: QVBoxLayout, waiver: Waiver) -> None:
        words = _("Exception declared: {reason}. Approved by {name} ({role}), until {date}.")
        alone = _("Exception declared: {reason}, until {date}.")
        said = (words if waiver.approver_role else alone).format(
            reason=exception_name(waiver.reason),
            name=waiver.approver_name,
            role=waiver.approver_role,
            date=long_date(waiver.until),
        )
        withdraw = Button(_("Withdraw the exception"), "link")
        withdraw.clicked.connect(self.withdrawn)
        column.addWidget(TextLabel(said))
        column.addLayout(row(withdraw))

    def _form(self, allowed: AllowedException, today: date) -> QWidget:
        more = Disclosure(_("Declare an exception"))
        self._reasons = OptionGroup(
            _("Reason"), [OptionChoice(reason.value, exception_name(reason)) for reason in allowed.reasons]
        )
        self._role = allowed.approver
        self._name = TextField(_("Name of the {role} who approved it", role=self._role or ""), longest=120)
        if self._role is None:
            self._name.hide()
        self._until = DateField(today + _USUAL, earliest=today, latest=today + LONGEST_EXCEPTION)
        self._until_field = Field(_("Until when"), self._until)
        self._fault = TextLabel("", "bad")
        self._fault.hide()
        declare = Button(_("Declare this exception"), "plain")
        declare.clicked.connect(self._on_declare)
        more.body.setSpacing(12)
        lead = _("Say why and who approved it. Do not name the person it is about.")
        if self._role is None:
            lead = _("Say why. Do not name the person it is about.")
        for part in (TextLabel(lead, "muted"), self._reasons, self._name, self._until_field, self._fault):
            more.body.addWidget(part)
        more.body.addLayout(row(declare))
        return more

    def _on_declare(self) -> None:
        reason = self._reasons.current()
        missing = reason is None or (self._role is not None and not self._name.text)
        self._fault.setText(_("Choose a reason, and say who approved it, to declare an exception."))
        self._fault.setVisible(missing)
        if reason is None or missing:
            return
        self.declared.emit(
            Waiver(
                reason=ExceptionReason(reason),
                approver_role=self._role or "",
                approver_name=self._name.text if self._role is not None else "",
                until=self._until.value,
            )
        )


_SIGNS = {
    Verdict.MET: ("success", "good"),
    Verdict.ACKNOWLEDGED: ("success", "good"),
    Verdict.EXCEPTED: ("success", "good"),
    Verdict.PARTLY_MET: ("warning", "warn"),
    Verdict.NOT_MET: ("warning", "bad"),
    Verdict.NOT_SURE: ("info", "warn"),
    Verdict.NOT_APPLICABLE: ("info", "muted"),
    Verdict.NOT_ANSWERED: ("info", "muted"),
}


class OutcomeLine(QFrame):
    """`changing(bool)` when the user says to have just changed the setting, or takes that back."""

    changing = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, "group")
        self._mark, self._verdict, self._what = IconMark(), TextLabel("", "strong"), TextLabel("", "muted")
        self._change = TextLabel("", "body")
        self.just_changed = CheckRow(_("I have just changed it"), _("What it was before is kept as well."))
        self._now = TextLabel(_("Choose above what it is set to now."), "strong")
        self.just_changed.clicked.connect(self._on_changed)
        words = QVBoxLayout()
        words.setSpacing(3)
        for part in (self._verdict, self._what, self._change):
            words.addWidget(part)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        column.addLayout(line)
        column.addWidget(self.just_changed)
        column.addWidget(self._now)
        self.hide()

    def show_outcome(
        self,
        verdict: Verdict | None,
        check: Check,
        requirement: Requirement,
        change: str,
        *,
        hint: str,
        can_change: bool,
        lead: str = "",
    ) -> None:
        """Show what follows; None hides it. `change` is "Before: … now: …" or empty; a `hint` takes the place
        of the fix, a `lead` that of the verdict's name.
        """
        self.setVisible(verdict is not None)
        if verdict is None:
            return
        self._mark.show_icon(*_SIGNS[verdict])
        said = lead or (_("This is what your policy asks") if verdict in _CLOSED else verdict_name(verdict))
        self._verdict.setText(said)
        self.setAccessibleName(said)
        self._what.setText("" if verdict in _QUIET else hint or f"{requirement.summary} {check.fix}")
        self._what.setVisible(bool(self._what.text()))
        self._change.setText(change)
        self._change.setVisible(bool(change))
        self.just_changed.setVisible(verdict.is_open and can_change and not change)
        self.just_changed.setChecked(False)
        self._now.hide()

    def _on_changed(self, on: bool) -> None:
        self._now.setVisible(on)
        self.changing.emit(on)


_CLOSED = (Verdict.MET, Verdict.ACKNOWLEDGED)
_QUIET = (*_CLOSED, Verdict.EXCEPTED, Verdict.NOT_APPLICABLE, Verdict.NOT_ANSWERED)


class Answered(QWidget):
    """Made with the first answer, as most questions on a screen have none yet."""

    changing = Signal(bool)  # the user has just changed the setting, and chooses anew
    known_as = Signal(object)  # Known
    noted = Signal(str)
    excepted = Signal(object)  # Waiver, or None to withdraw it

    def __init__(self, session: AuditSession, question: Question, fallback: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._question, self._fallback = session, question, fallback
        self.outcome, self.note, self.known = OutcomeLine(), PrivateNote(), self._make_known()
        self._exception = QVBoxLayout()
        self._exception_for: tuple[Waiver | None, bool] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.outcome)
        if question.is_looked_up:
            column.addLayout(self._box_known())
        column.addLayout(self._exception)
        if not question.is_acknowledgement:
            column.addWidget(self.note)
        self.outcome.changing.connect(self.changing)
        self.known.chosen.connect(lambda known: self.known_as.emit(HowKnown(known)))
        self.note.written.connect(self.noted)

    def show_response(self, response: Response) -> None:
        """Show what follows from an answer."""
        verdict = self._session.verdict_on(self._question)
        self.outcome.show_outcome(
            verdict,
            self._question.check,
            self._question.own_requirement,
            self._change(response),
            hint=self._fallback if response.answer is Unresolved.CANNOT_FIND else "",
            lead=self._why_unsure(response) if verdict is Verdict.NOT_SURE else "",
            can_change=self._question.is_looked_up and is_option(response.answer),
        )
        self.known.choose(response.known.value if response.known else "")
        self.note.show_note(response.note)
        self._show_exception(response, is_open=verdict is not None and verdict.is_open)

    def _why_unsure(self, response: Response) -> str:
        if isinstance(response.answer, NotApplicable):
            return _("Counts as “not sure”: this reason is not enough here")
        return _("Counts as not met until you know")

    def _make_known(self) -> OptionGroup:
        choices = [OptionChoice(known.value, known_name(known)) for known in HowKnown]
        return OptionGroup(_("How do you know?"), choices)

    def _box_known(self) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(6)
        box.addWidget(TextLabel(_("How do you know?"), "small"))
        box.addWidget(self.known)
        return box

    def _change(self, response: Response) -> str:
        if response.before is None:
            return ""
        check, words = self._question.check, _("Before: {before} → now: {now}")
        return words.format(before=answer_name(check, response.before), now=answer_name(check, response.answer))

    def _show_exception(self, response: Response, *, is_open: bool) -> None:
        if (response.waiver, is_open) == self._exception_for:
            return  # what is being typed into it stays
        self._exception_for = (response.waiver, is_open)
        clear(self._exception)
        requirement = self._question.own_requirement
        if requirement.exception is not None and (is_open or response.waiver is not None):
            form = ExceptionPanel(requirement.exception, response.waiver, self._session.today)
            form.declared.connect(self.excepted)
            form.withdrawn.connect(lambda: self.excepted.emit(None))
            self._exception.addWidget(form)
        elif is_open and requirement.exception is None and requirement.control.area is Area.CONNECTIONS:
            for words in requirement.details:
                self._exception.addWidget(TextLabel(words, "muted"))
