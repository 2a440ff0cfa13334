"""How one answer stands and what it means for the policy: a word, a sign and a sentence; red is only what must hold."""

from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ...domain.model import Requirement
from ...domain.names import verdict_name
from ...domain.questions import Question
from ...domain.vocabulary import Area, Basis, Level, NotApplicable, Unresolved, Verdict
from ...i18n import _
from ..kit.tag import TagMood
from ..kit.widgets.notice import IconMark
from ..kit.widgets.text import TextLabel, Voice


class AnswerStanding(NamedTuple):
    """A word, and the sign and colours that say the same."""

    word: str
    icon: str
    voice: Voice
    mood: TagMood

    @property
    def sign(self) -> tuple[str, Voice]:
        """The icon and its colour."""
        return self.icon, self.voice


def standing_of(verdict: Verdict, requirement: Requirement) -> AnswerStanding:
    """How an answer stands, as strictly as its policy asks."""
    if verdict in (Verdict.NOT_MET, Verdict.PARTLY_MET) and not _must(requirement):
        return AnswerStanding(_advised(verdict, requirement), "info", "accent", "accent")
    return {
        Verdict.MET: AnswerStanding(_("As asked"), "success", "good", "good"),
        Verdict.ACKNOWLEDGED: AnswerStanding(verdict_name(verdict), "success", "good", "good"),
        Verdict.EXCEPTED: AnswerStanding(verdict_name(verdict), "success", "good", "accent"),
        Verdict.PARTLY_MET: AnswerStanding(verdict_name(verdict), "warning", "warn", "warn"),
        Verdict.NOT_MET: AnswerStanding(verdict_name(verdict), "warning", "bad", "bad"),
        Verdict.NOT_SURE: AnswerStanding(verdict_name(verdict), "info", "warn", "warn"),
        Verdict.NOT_APPLICABLE: AnswerStanding(verdict_name(verdict), "info", "muted", "plain"),
        Verdict.NOT_ANSWERED: AnswerStanding(verdict_name(verdict), "warning", "warn", "warn"),
    }[verdict]


def _must(requirement: Requirement) -> bool:
    return requirement.is_core and requirement.level is Level.MUST


def _advised(verdict: Verdict, requirement: Requirement) -> str:
    if not requirement.is_core:
        return _("Could be safer")
    if requirement.level is Level.INFORM:
        return verdict_name(verdict)
    return _("Not as advised") if verdict is Verdict.NOT_MET else _("Partly as advised")


_BEFORE_WORDS = 6  # pixels
_AS_TALL_AS_AN_ANSWER = 24  # so that it stands on one line with them


class VerdictMark(QWidget):
    """How a row stands: a sign, and a word or two where there is room. The sign's own room is always kept."""

    def __init__(self, *, has_words: bool) -> None:
        super().__init__()
        self._room = None if has_words else 0  # for the words; None: as much as they take
        self._mark, self._word = IconMark(size=16), TextLabel("", "small")
        self._word.setWordWrap(False)
        self.setMinimumHeight(_AS_TALL_AS_AN_ANSWER)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(_BEFORE_WORDS)
        line.addWidget(self._mark)
        line.addWidget(self._word)
        policy = self._mark.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._mark.setSizePolicy(policy)
        self._mark.hide()
        self._word.hide()

    def give_words(self, room: int) -> None:
        """Show the words only where the longest of them have so much room, so that nothing gives way to them."""
        if room != self._room:
            self._room = room
            self._show_words()

    @property
    def words_width(self) -> int:
        """The room that the words take, shown or not."""
        words = self._word.text()
        return self._word.fontMetrics().horizontalAdvance(words) + _BEFORE_WORDS if words else 0

    @property
    def text(self) -> str:
        """The words, shown or not."""
        return self.accessibleName()

    def show_verdict(self, verdict: Verdict | None, requirement: Requirement) -> None:
        """Show a verdict; None for no answer, and for an answer that nothing follows from."""
        if verdict is None:
            self.show_note("")
        else:
            standing = standing_of(verdict, requirement)
            self._show(standing.word, standing.sign)

    def show_missing(self, *, is_missing: bool) -> None:
        """Show that there is no answer, or nothing."""
        self._show(verdict_name(Verdict.NOT_ANSWERED) if is_missing else "", ("warning", "warn"))

    def show_note(self, words: str) -> None:
        """Show something else that is to be known of the row; empty for nothing."""
        self._show(words, ("info", "muted"))

    def _show(self, said: str, sign: tuple[str, Voice]) -> None:
        self._mark.setVisible(bool(said))
        self.setAccessibleName(said)
        self.setToolTip(said)
        self._word.setText(said)
        self._show_words()
        self._mark.show_icon(*sign)
        self._word.set_voice(sign[1])

    def _show_words(self) -> None:
        self._word.setVisible(bool(self._word.text()) and self._has_room())

    def _has_room(self) -> bool:
        if self._room is None:
            return True
        return self._room >= self.words_width


def meaning_of(verdict: Verdict | None, answer: str | Unresolved | NotApplicable, question: Question) -> str:
    """The sentence for an answer; empty where all is well, or nothing follows."""
    own, check = question.own_requirement, question.check
    if verdict is None or not verdict.is_open:
        return ""
    if verdict is Verdict.NOT_SURE:
        return _("This counts as not met until you know.") if own.is_core else _("This does not count.")
    said = [_how_strictly(verdict, own), check.fix_after(answer) or own.summary]
    if own.exception is None and own.control.area is Area.CONNECTIONS:
        said += own.details  # whom to speak to about such a tie
    return " ".join(said)


def _how_strictly(verdict: Verdict, requirement: Requirement) -> str:
    """How it stands, and who only advises it."""
    if not requirement.is_core or requirement.level is not Level.SHOULD:
        return f"{standing_of(verdict, requirement).word}."
    partly = verdict is Verdict.PARTLY_MET
    if requirement.basis is Basis.BASELINE:
        return _("Only partly as the baseline advises.") if partly else _("The baseline advises something else.")
    return _("Only partly as your policy advises.") if partly else _("Your policy advises something else.")
