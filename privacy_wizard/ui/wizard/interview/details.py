"""What a row shows on demand: why it is asked, reasons why it does not apply, an exception, a private note."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from ....audit.handover import keeper_of
from ....audit.session import AuditSession
from ....domain.audit import Response, Waiver
from ....domain.checklist_index import checklist_of
from ....domain.judgement import LONGEST_EXCEPTION
from ....domain.model import AllowedException, Check, Screen
from ....domain.names import exception_name, not_applicable_name
from ....domain.questions import Question
from ....domain.versions import shows_a_screen
from ....domain.vocabulary import Device, ExceptionReason, NotApplicable, Unresolved
from ....i18n import _, long_date, readable_date
from ...kit.layouts import clear, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Disclosure
from ...kit.widgets.date_field import DateField
from ...kit.widgets.field import Field, TextField, TypingPause
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import TextLabel
from ..standing import meaning_of
from .my_screen_differs import MyScreenDiffers
from .screen_panel import ScreenPanel
from .words import policy_says

_USUAL = timedelta(days=365)


class ExceptionPanel(QWidget):
    """`declared(Waiver)` when it is complete, `withdrawn` when it is taken back."""

    declared = Signal(object)
    withdrawn = Signal()

    def __init__(self, allowed: AllowedException, waiver: Waiver | None, today: date) -> None:
        super().__init__()
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
        alone, approved = _("Choose a reason."), _("Choose a reason, and say who approved it, to declare an exception.")
        self._fault.setText(alone if self._role is None else approved)
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


_LONGEST_NOTE = 2000
_LINES = 3


class PrivateNote(Disclosure):
    """`written(str)` as soon as typing pauses."""

    written = Signal(str)

    def __init__(self) -> None:
        super().__init__("")
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


Answer = str | Unresolved | NotApplicable
_REASONS = (NotApplicable.NOT_OFFERED, NotApplicable.NOT_USED, NotApplicable.OTHER_DEVICE)


class RowDetails(QFrame):
    """`answered(NotApplicable)`, `noted(str)`, `excepted(Waiver or None)`, `device_chosen(str)`."""

    device_chosen = Signal(str)
    answered = Signal(object)
    noted = Signal(str)
    excepted = Signal(object)

    def __init__(self, session: AuditSession, question: Question, way: Screen | None) -> None:
        """With the way to the setting where that does not stand on the page already."""
        super().__init__()
        self._session, self._question = session, question
        self.note = PrivateNote()
        self.note.written.connect(self.noted)
        self._exception = QVBoxLayout()
        self._shown_exception: tuple[Waiver | None, bool] = (None, False)
        self.reasons = OptionGroup(_("Why it does not apply"), self._reasons(), dense=True)
        self.reasons.chosen.connect(lambda reason: self.answered.emit(NotApplicable(reason)))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        self._follows = TextLabel("", "strong")  # from the answer
        column.addWidget(self._follows)
        self._way = ScreenPanel(way, session.audit.device or Device.WEB) if way is not None else None
        if self._way is not None:
            self._way.device_chosen.connect(self.device_chosen)
            column.addWidget(self._way)
        own = question.own_requirement
        for words in (question.check.why, policy_says(own), *own.details):
            column.addWidget(TextLabel(words))
        column.addWidget(TextLabel(_source_words(question.check), "small"))
        if question.is_looked_up:
            column.addWidget(TextLabel(_("It does not apply:"), "small"))
            column.addWidget(self.reasons)
        column.addLayout(self._exception)
        if shows_a_screen(question.check):
            column.addWidget(self._differs())
        if not question.is_acknowledgement:
            column.addWidget(self.note)

    def refresh(self, response: Response | None) -> None:
        """Show what the session holds."""
        if self._way is not None:
            self._way.show_device(self._session.audit.device or Device.WEB)
        answer = response.answer if response is not None else None
        self.reasons.choose(answer.value if isinstance(answer, NotApplicable) else None)
        verdict = self._session.verdict_on(self._question) if response is not None else None
        self._follows.setText(meaning_of(verdict, response.answer, self._question) if response is not None else "")
        self._follows.setVisible(bool(self._follows.text()))
        if self._question.is_acknowledgement:
            return
        self.note.setVisible(response is not None)
        if response is not None:
            self.note.show_note(response.note)
        self._show_exception(response)

    def _reasons(self) -> list[OptionChoice]:
        return [OptionChoice(reason.value, not_applicable_name(reason)) for reason in _REASONS]

    def _differs(self) -> MyScreenDiffers:
        own = self._session.own_school
        keeper = keeper_of(own.profile if own is not None else None)
        checklist = self._session.catalogue.checklists[checklist_of(self._question.check.id)]
        return MyScreenDiffers(self._question.check, checklist, self._session.today, keeper, "web")

    def _show_exception(self, response: Response | None) -> None:
        waiver: Waiver | None = response.waiver if response is not None else None
        verdict = self._session.verdict_on(self._question) if response is not None else None
        wanted = waiver is not None or (verdict is not None and verdict.is_open)
        if (waiver, wanted) == self._shown_exception:
            return  # what is being typed into it stays
        self._shown_exception = (waiver, wanted)
        clear(self._exception)
        allowed = self._question.own_requirement.exception
        if allowed is not None and wanted:
            form = ExceptionPanel(allowed, waiver, self._session.today)
            form.declared.connect(self.excepted)
            form.withdrawn.connect(lambda: self.excepted.emit(None))
            self._exception.addWidget(form)


def _source_words(check: Check) -> str:
    if check.source.undated:
        is_day = len(check.source.date) == len("2026-05-02")
        said = _("Source: {title}, read on {date}.") if is_day else _("Source: {title}, read in {date}.")
    else:
        said = _("Source: {title}, {date}.")
    return said.format(title=check.source.title, date=readable_date(check.source.date))
