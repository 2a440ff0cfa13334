"""A new passphrase, typed twice."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....i18n import _, ngettext
from ....identity import passphrase_strength
from ...kit.widgets.field import Field
from ...kit.widgets.passphrase_field import LEAST, PassphraseField, StrengthHint
from .key_hints import strength_of


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
