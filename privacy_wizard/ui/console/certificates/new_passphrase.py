"""A new passphrase, typed twice, and how good it is."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....i18n import _, ngettext
from ....identity import Hint, StrengthLevel, passphrase_strength
from ....identity import Strength as Judged
from ...kit.widgets.field import Field
from ...kit.widgets.passphrase_field import LEAST, PassphraseField, StrengthHint

_LEVELS = {StrengthLevel.WEAK: 1, StrengthLevel.FAIR: 2, StrengthLevel.GOOD: 3, StrengthLevel.STRONG: 4}


def strength_of(judged: Judged) -> StrengthHint:
    """The level for the meter, and the sentence for it."""
    sentence = {
        Hint.EMPTY: "",
        Hint.COMMON: _("Weak: it contains a very common password."),
        Hint.ABOUT_YOU: _("Weak: others know a part of it."),
        Hint.PATTERN: _("Weak: it contains a run or a repeat. Use unrelated words."),
        Hint.ADD_WORDS: _("Add one or two unrelated words to make it stronger."),
        Hint.FINE: _("This is a good passphrase."),
    }[judged.hint]
    return StrengthHint(_LEVELS[judged.level], sentence)


class NewPassphrase(QWidget):
    """`missing` says what is wrong with it; `text` is it."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.again = PassphraseField(_judged), PassphraseField()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Field(label, self.first))
        column.addWidget(Field(_("Type it again"), self.again))

    @property
    def text(self) -> str:
        """The passphrase. Keep it no longer than needed."""
        return self.first.text

    @property
    def missing(self) -> str:
        """In one sentence; empty where it can be used."""
        if len(self.first.text) < LEAST:
            return ngettext(
                "Choose a passphrase of at least {n} character.",
                "Choose a passphrase of at least {n} characters.",
                LEAST,
            )
        return "" if self.first.text == self.again.text else _("Type the same passphrase twice.")

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.again.clear()


def _judged(passphrase: str) -> StrengthHint:
    return strength_of(passphrase_strength(passphrase))
