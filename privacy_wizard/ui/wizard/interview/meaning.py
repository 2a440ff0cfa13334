"""What an answer means for the policy, beside the answer: a word for each row, a sentence for the one just given."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ....domain.model import Check, Option, Requirement
from ....domain.names import verdict_name
from ....domain.vocabulary import Area, Verdict
from ....i18n import _
from ...kit.accessible import give_role
from ...kit.layouts import clear, flow
from ...kit.widgets.button import Button, shortened
from ...kit.widgets.notice import IconMark
from ...kit.widgets.text import TextLabel, Voice

_SIGNS: dict[Verdict, tuple[str, Voice]] = {
    Verdict.MET: ("success", "good"),
    Verdict.ACKNOWLEDGED: ("success", "good"),
    Verdict.EXCEPTED: ("success", "good"),
    Verdict.PARTLY_MET: ("warning", "warn"),
    Verdict.NOT_MET: ("warning", "bad"),
    Verdict.NOT_SURE: ("info", "warn"),
    Verdict.NOT_APPLICABLE: ("info", "muted"),
    Verdict.NOT_ANSWERED: ("info", "muted"),
}


LONGEST_LABEL = 30  # letters of an answer that a button repeats: its words do not wrap
_AS_TALL_AS_AN_ANSWER = 24  # so that it stands on one line with them


class VerdictMark(QWidget):
    """How a row stands: a sign, and a word or two where there is room. The sign's own room is always kept."""

    def __init__(self, *, has_words: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_words = has_words
        self._mark, self._word = IconMark(size=16), TextLabel("", "small")
        self._word.setWordWrap(False)
        self.setMinimumHeight(_AS_TALL_AS_AN_ANSWER)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self._mark)
        line.addWidget(self._word)
        policy = self._mark.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._mark.setSizePolicy(policy)
        self._mark.hide()
        self._word.hide()

    @property
    def text(self) -> str:
        """The words, shown or not."""
        return self.accessibleName()

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Show a verdict; None for no answer, and for an answer that nothing follows from."""
        self._mark.setVisible(verdict is not None)
        said = "" if verdict is None else short_name(verdict)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self._word.setText(said)
        self._word.setVisible(self._has_words and bool(said))
        if verdict is not None:
            icon, voice = _SIGNS[verdict]
            self._mark.show_icon(icon, voice)
            self._word.set_voice(voice)


def short_name(verdict: Verdict) -> str:
    """How a row stands, said to whoever has just answered it."""
    return _("As your policy asks") if verdict is Verdict.MET else verdict_name(verdict)


class MeaningLine(QWidget):
    """What follows from the answer, and what can be done about it.

    `changed_to(str)` when the setting was changed to an option just now, `exception_wanted` where the policy has one.
    """

    changed_to = Signal(str)
    exception_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, "group")
        self._words = TextLabel("", "muted")
        self._acts = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._words)
        column.addLayout(self._acts)

    @property
    def text(self) -> str:
        return self._words.text()

    def say(self, sentence: str, better: tuple[Option, ...] = (), *, has_exception: bool = False) -> None:
        """Say it, with a button for each option that the setting may have been changed to."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        clear(self._acts)
        buttons = [self._changed(option) for option in better]
        if has_exception:
            buttons.append(self._exception())
        if buttons:
            self._acts.addLayout(flow(*buttons))
        self.setVisible(bool(sentence or buttons))

    def _changed(self, option: Option) -> Button:
        label = shortened(option.label, LONGEST_LABEL)
        button = Button(_("I have changed it to “{option}”", option=label), "link", "check")
        button.clicked.connect(lambda: self.changed_to.emit(option.id))
        return button

    def _exception(self) -> Button:
        button = Button(_("Declare an exception"), "link")
        button.clicked.connect(self.exception_wanted)
        return button


def meaning_of(verdict: Verdict | None, check: Check, requirement: Requirement) -> str:
    """The sentence for an answer; empty where all is well, or nothing follows."""
    if verdict is None or not verdict.is_open:
        return ""
    if verdict is Verdict.NOT_SURE:
        return _("This counts as not met until you know.")
    said = [f"{verdict_name(verdict)}.", check.fix or requirement.summary]
    if requirement.exception is None and requirement.control.area is Area.CONNECTIONS:
        said += requirement.details  # whom to speak to about such a tie
    return " ".join(said)
