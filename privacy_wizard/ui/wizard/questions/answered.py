"""What a question shows once it is answered: what follows, how it is known, exceptions, a private note."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....audit.session import AuditSession
from ....domain.audit import Response, Waiver
from ....domain.names import known_name
from ....domain.questions import Question
from ....domain.vocabulary import Area, HowKnown, NotApplicable, Unresolved, Verdict
from ....i18n import _
from ...kit.layouts import clear
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import TextLabel
from .exception import ExceptionPanel
from .groups import is_acknowledgement, is_looked_up, own_requirement
from .note import PrivateNote
from .outcome import OutcomeLine
from .standing import is_option, standing
from .words import answer_name


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
        if is_looked_up(question):
            column.addLayout(self._box_known())
        column.addLayout(self._exception)
        if not is_acknowledgement(question):
            column.addWidget(self.note)
        self.outcome.changing.connect(self.changing)
        self.known.chosen.connect(lambda known: self.known_as.emit(HowKnown(known)))
        self.note.written.connect(self.noted)

    def show_response(self, response: Response) -> None:
        """Show what follows from an answer."""
        verdict = standing(self._session, self._question)
        self.outcome.show_outcome(
            verdict,
            self._question.check,
            own_requirement(self._question),
            self._change(response),
            hint=self._fallback if response.answer is Unresolved.CANNOT_FIND else "",
            lead=self._why_unsure(response) if verdict is Verdict.NOT_SURE else "",
            can_change=is_looked_up(self._question) and is_option(response.answer),
        )
        self.known.choose(response.known.value)
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
        requirement = own_requirement(self._question)
        if requirement.exception is not None and (is_open or response.waiver is not None):
            form = ExceptionPanel(requirement.exception, response.waiver, self._session.today)
            form.declared.connect(self.excepted)
            form.withdrawn.connect(lambda: self.excepted.emit(None))
            self._exception.addWidget(form)
        elif is_open and requirement.exception is None and requirement.control.area is Area.CONNECTIONS:
            for words in requirement.details:
                self._exception.addWidget(TextLabel(words, "muted"))
