"""What an answer means for the policy: a sign and a word beside each answer, a sentence for the one just given."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ....domain.model import Check, Requirement
from ....domain.names import verdict_name
from ....domain.vocabulary import Area, Level, Verdict
from ....i18n import _
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
    Verdict.NOT_ANSWERED: ("warning", "warn"),
}


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
    def text(self) -> str:
        """The words, shown or not."""
        return self.accessibleName()

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Show a verdict; None for no answer, and for an answer that nothing follows from."""
        self._show("" if verdict is None else short_name(verdict), _SIGNS[verdict or Verdict.NOT_APPLICABLE])

    def show_note(self, words: str) -> None:
        """Show something else that is to be known of the row."""
        self._show(words, _SIGNS[Verdict.NOT_APPLICABLE])

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
        widest = max(map(self._word.fontMetrics().horizontalAdvance, map(short_name, _SIGNS)))
        return self._room >= widest + _BEFORE_WORDS


def sign_of(verdict: Verdict) -> tuple[str, Voice]:
    """The icon of a verdict and its colour."""
    return _SIGNS[verdict]


def short_name(verdict: Verdict) -> str:
    """How a row stands, said to whoever has just answered it."""
    return _("As asked") if verdict is Verdict.MET else verdict_name(verdict)


def meaning_of(verdict: Verdict | None, check: Check, requirement: Requirement) -> str:
    """The sentence for an answer; empty where all is well, or nothing follows."""
    if verdict is None or not verdict.is_open:
        return ""
    if verdict is Verdict.NOT_SURE:
        return _("This counts as not met until you know.")
    said = [f"{verdict_name(verdict)}."]
    if requirement.level is Level.SHOULD and requirement.is_core:
        said.append(_("Your policy only advises this."))
    said.append(check.fix or requirement.summary)
    if requirement.exception is None and requirement.control.area is Area.CONNECTIONS:
        said += requirement.details  # whom to speak to about such a tie
    return " ".join(said)
