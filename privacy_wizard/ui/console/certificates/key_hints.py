"""How good a passphrase is, in words."""

from ....i18n import _
from ....identity import Hint, StrengthLevel
from ....identity import Strength as Judged
from ...kit.widgets.passphrase_field import StrengthHint

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
