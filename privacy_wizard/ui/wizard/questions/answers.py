"""The answers to one question: the options as on the screen, and the three answers that are none."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ....domain.model import Check
from ....domain.names import not_applicable_name, unresolved_name
from ....domain.vocabulary import NotApplicable, Unresolved
from ....i18n import _
from ...kit.widgets.option_group import OptionChoice, OptionGroup
from ...kit.widgets.text import TextLabel
from .words import Answer

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

    def choose_number(self, number: int) -> bool:
        """Answer with the option at a place, from 1; whether there is one."""
        if not 1 <= number <= len(self._check.options):
            return False
        self.options.row(self._check.options[number - 1].id).click()
        return True

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
