"""One question with everything around it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ....audit.handover import keeper_of
from ....audit.session import AuditSession
from ....domain.age import shows_a_screen
from ....domain.audit import Response
from ....domain.checklist_index import checklist_of
from ....domain.model import Check, Checklist
from ....domain.names import level_name, not_applicable_name, unresolved_name
from ....domain.questions import Question
from ....domain.vocabulary import HowKnown, Level, NotApplicable, Unresolved
from ....i18n import _
from ...kit.layouts import clear, row
from ...kit.tag import Tag
from ...kit.widgets.card import Card
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import TextLabel
from .answered import Answer, Answered
from .guidance import EarlierAnswer, WhereToLook, why_asked

_DOES_NOT_APPLY = "does not apply"
_REASONS = (NotApplicable.NOT_OFFERED, NotApplicable.NOT_USED, NotApplicable.OTHER_DEVICE)


class AnswerPicker(QWidget):
    """`answered(answer)` with an option's identifier, an Unresolved or a NotApplicable."""

    answered = Signal(object)

    def __init__(self, check: Check, *, has_escapes: bool, can_be_hidden: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check = check
        self.options = OptionGroup(
            _("Your answer"), [OptionChoice(option.id, option.label) for option in check.options]
        )
        self.escapes = OptionGroup(_("Other answers"), self._escapes(can_be_hidden), quiet=True)
        self.reasons: OptionGroup | None = None  # made when somebody wants it
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.options)
        self._column.addWidget(self.escapes)
        self.escapes.setVisible(has_escapes)
        self.options.chosen.connect(self._on_option)
        self.escapes.chosen.connect(self._on_escape)

    def show_answer(self, answer: Answer | None) -> None:
        """Show what is answered, or that nothing is."""
        is_option = answer is not None and not isinstance(answer, Unresolved | NotApplicable)
        self.options.choose(answer if is_option else None)
        not_applicable = isinstance(answer, NotApplicable)
        escape = _DOES_NOT_APPLY if not_applicable else answer.value if isinstance(answer, Unresolved) else None
        self.escapes.choose(escape)
        self._show_reasons(shown=not_applicable)
        if self.reasons is not None:
            self.reasons.choose(answer.value if isinstance(answer, NotApplicable) else None)

    def take_focus(self) -> None:
        """The focus goes to the chosen answer, or to the first option."""
        for group in (self.options, self.escapes):
            chosen = group.current()
            if chosen is not None:
                group.row(chosen).setFocus()
                return
        if self._check.options:
            self.options.row(self._check.options[0].id).setFocus()

    def _escapes(self, can_be_hidden: bool) -> list[OptionChoice]:
        unresolved = [Unresolved.NOT_SURE, Unresolved.CANNOT_FIND] if can_be_hidden else [Unresolved.NOT_SURE]
        choices = [OptionChoice(each.value, unresolved_name(each)) for each in unresolved]
        return [*choices, OptionChoice(_DOES_NOT_APPLY, _("It does not apply"))]

    def _on_option(self, option: str) -> None:
        self.answered.emit(option)

    def _on_escape(self, escape: str) -> None:
        self.options.choose(None)
        self._show_reasons(shown=escape == _DOES_NOT_APPLY)
        if escape != _DOES_NOT_APPLY:  # the reason makes it an answer
            self.answered.emit(Unresolved(escape))

    def _show_reasons(self, *, shown: bool) -> None:
        if shown and self.reasons is None:
            self.reasons = self._make_reasons()
        if self.reasons is not None:
            focused = QApplication.focusWidget()
            if not shown and focused is not None and self.reasons.isAncestorOf(focused):
                self.options.setFocus()  # else the focus would leave the page with what is hidden
            self._reason_text.setVisible(shown)
            self.reasons.setVisible(shown)

    def _make_reasons(self) -> OptionGroup:
        choices = [OptionChoice(reason.value, not_applicable_name(reason)) for reason in _REASONS]
        group = OptionGroup(_("Why it does not apply"), choices)
        group.chosen.connect(lambda reason: self.answered.emit(NotApplicable(reason)))
        words = _("Why does it not apply? Where a service offers it to everyone, this counts as “not sure”.")
        self._reason_text = TextLabel(words, "small")
        self._column.addWidget(self._reason_text)
        self._column.addWidget(group)
        return group


class QuestionCard(Card):
    """Says what the user did; who hears it saves it and calls `refresh`."""

    responded = Signal(object, object, bool)  # the answer; how it is known, or None as before; just changed
    known_as = Signal(object)  # Known
    noted = Signal(str)
    excepted = Signal(object)  # Waiver, or None to withdraw it

    def __init__(self, session: AuditSession, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(question.check.ask, parent=parent)
        self.question, self._session = question, session
        self._changing = self._looked = False
        self._looked_up = question.is_looked_up
        self._fallback = _fallback(session, question) if self._looked_up else ""
        self.picker = AnswerPicker(
            question.check, has_escapes=not question.is_acknowledgement, can_be_hidden=self._looked_up
        )
        self.picker.answered.connect(self._on_answered)
        self.answered: Answered | None = None
        self._earlier, self._after = QVBoxLayout(), QVBoxLayout()
        self._lay_out()
        self.refresh()

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer."""
        return self.question.key in self._session.audit.responses

    def refresh(self) -> None:
        """Show what the session holds."""
        response = self._session.audit.responses.get(self.question.key)
        self._changing = False
        self.picker.show_answer(response.answer if response else None)
        self._refresh_earlier(response)
        if response is not None and self.answered is None:
            self.answered = self._make_answered()
        if self.answered is not None:
            self.answered.setVisible(response is not None)
            if response is not None:
                self.answered.show_response(response)

    def take_focus(self) -> None:
        """The focus goes to the chosen answer, or to the first."""
        self.picker.take_focus()

    def flush(self) -> None:
        """Nothing that was typed is lost."""
        if self.answered is not None:
            self.answered.note.flush()

    def _lay_out(self) -> None:
        level, requirement = self.question.level, self.question.own_requirement
        self.body.insertLayout(0, row(Tag(level_name(level), "accent" if level is Level.MUST else "plain")))
        self.body.addLayout(self._earlier)
        if shows_a_screen(self.question.check):
            own = self._session.own_school
            keeper = keeper_of(own.profile if own is not None else None)
            checklist = _checklist(self._session, self.question)
            where = WhereToLook(self.question.check, checklist, self._session.today, keeper)
            where.opened.connect(self._on_opened)
            self.body.addWidget(where)
        if self.question.is_acknowledgement:
            self.body.addWidget(TextLabel(requirement.summary))
            for words in requirement.details:
                self.body.addWidget(TextLabel(f"•  {words}", "muted"))
        self.body.addWidget(self.picker)
        self.body.addLayout(self._after)
        self.body.addWidget(why_asked(self.question.check, requirement, self._fallback))

    def _make_answered(self) -> Answered:
        part = Answered(self._session, self.question, self._fallback)
        part.changing.connect(self._on_changing)
        part.known_as.connect(self.known_as)
        part.noted.connect(self.noted)
        part.excepted.connect(self.excepted)
        self._after.addWidget(part)
        return part

    def _refresh_earlier(self, response: Response | None) -> None:
        clear(self._earlier)
        earlier = self._session.audit.earlier.get(self.question.key)
        if earlier is not None and response is None:
            panel = EarlierAnswer(self.question.check, earlier)
            panel.confirmed.connect(lambda: self._on_confirmed(earlier.answer))
            self._earlier.addWidget(panel)

    def _on_answered(self, answer: Answer) -> None:
        known = HowKnown.LOOKED if self._looked_up and (self._looked or self._changing) else None
        self.responded.emit(answer, known, self._changing)

    def _on_confirmed(self, answer: Answer) -> None:
        self.responded.emit(answer, None, False)
        self.take_focus()  # the button is gone

    def _on_changing(self, on: bool) -> None:
        self._changing = on

    def _on_opened(self) -> None:
        self._looked = True


def _checklist(session: AuditSession, question: Question) -> Checklist:
    return session.catalogue.checklists[checklist_of(question.check.id)]


def _fallback(session: AuditSession, question: Question) -> str:
    return _checklist(session, question).fallback
