"""A new passphrase, typed twice or generated, its strength, and whether it was written down."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ....i18n import _, ngettext
from ..layouts import row
from .button import Button
from .choice import CheckRow
from .field import Field
from .notice import NoticeBox
from .passphrase_field import PassphraseField, StrengthHint


class WrittenDown(QWidget):
    """Says why, has a tick for it, and copies it; hidden until it is asked. `changed` when the tick is set or taken."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._secret = ""
        self.notice, self.tick = NoticeBox(parent=self), CheckRow(_("I have written it down"))
        self.copy = Button(_("Copy it"), "link", "clipboard")
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self._secret))
        self.tick.clicked.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.notice)
        column.addLayout(row(self.tick, self.copy))
        self.hide()

    @property
    def is_said(self) -> bool:
        """Whether its owner says that it is written down."""
        return self.tick.isChecked()

    def ask(self, secret: str, why: str) -> None:
        """Keep asking until it is said."""
        self._secret = secret
        self.tick.setChecked(False)
        self.show()
        self.notice.say("warn", why)

    def forget(self) -> None:
        """Keep the passphrase nowhere any more."""
        clipboard = QApplication.clipboard()
        if self._secret and clipboard.text() == self._secret:
            clipboard.clear()
        self._secret = ""
        self.tick.setChecked(False)
        self.hide()


_STRONGEST = 4
LEAST = 8  # characters of a new passphrase; what protects is told by the strength hint


class NewPassphrase(QWidget):
    """`missing` says what is wrong with it; `text` is it. `changed` at every letter, `accepted` with the Enter key.

    Words that the program made up stay readable, and are used once it is said that they are written down.
    """

    changed = Signal()
    accepted = Signal()

    def __init__(
        self,
        label: str,
        *,
        refused: Callable[[str], str] = lambda _text: "",
    ) -> None:
        """`refused` says in a sentence why a passphrase may not be chosen; empty where it may."""
        super().__init__()
        self._refused, self._made = refused, ""
        self.first, self.again = PassphraseField(self._judged, rule=_rule()), PassphraseField()
        self.suggest, self.written = Button("", "plain", "key"), WrittenDown()
        self.suggest.setToolTip(_("Four words, chosen at random. They are shown, so that you can write them down."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._field = Field(label, self.first)
        column.addLayout(row(self.suggest))
        column.addWidget(self._field)
        self._again_field = Field(_("Type it again"), self.again)
        column.addWidget(self._again_field)
        column.addWidget(self.written)
        self.written.changed.connect(self.changed)
        for field in (self.first, self.again):
            field.edited.connect(lambda _text: self.changed.emit())
            field.accepted.connect(self.accepted)
        self.suggest.clicked.connect(self._on_suggest)
        self._show_way()

    @property
    def text(self) -> str:
        """The passphrase. Keep it no longer than needed."""
        return self.first.text

    @property
    def missing(self) -> str:
        """What is wrong with it, in one sentence; empty if it can be used."""
        if not self.text:
            return _("Choose a passphrase.")
        if len(self.text) < LEAST:
            return ngettext(
                "Choose a passphrase of at least {n} character.",
                "Choose a passphrase of at least {n} characters.",
                LEAST,
            )
        if refused := self._refused(self.text):
            return refused
        if self._made:
            return "" if self.written.is_said else _("Write the words down, and tick that you have.")
        return "" if self.text == self.again.text else _("Type the same passphrase twice.")

    @property
    def is_written_down(self) -> bool:
        """Whether the program made it up, and its owner says that it is written down."""
        return bool(self._made) and self.written.is_said

    def ask_once(self, label: str) -> None:
        """From now on it is the passphrase of something that is there."""
        self._field.set_label(label)
        self.first.stop_judging()
        self.suggest.hide()
        self._again_field.hide()

    def clear(self) -> None:
        self._made = ""
        self.first.clear()
        self.again.clear()
        self._show_way()

    def leave(self) -> None:
        """Forget what was typed; words that were made up may be on paper already."""
        if not self._made:
            self.clear()

    def _on_suggest(self) -> None:
        """Make one up, or go back to one of one's own."""
        from ....identity import new_passphrase

        if self._made:
            self.clear()
        else:
            self._made = new_passphrase()
            self._show_way()
            self.first.show_openly(self._made)
        self.first.setFocus()

    def _show_way(self) -> None:
        """Words that were made up are not typed again, and no stray key changes what is on paper."""
        made = self._made
        self.suggest.setText(_("Choose one myself") if made else _("Make one up for me"))
        self.first.line.setReadOnly(bool(made))
        self._again_field.setVisible(not made)
        if made:
            self.written.ask(made, _("Write these four words down now. Nobody can tell you them later."))
        else:
            self.written.forget()

    def show_openly(self, text: str) -> None:
        """Let this one be read, to be written down."""
        self.first.show_openly(text)

    def _judged(self, passphrase: str) -> StrengthHint:
        """Words that nobody chose are as hard to guess as they are many, however short they are."""
        if sentence := self._refused(passphrase):
            return StrengthHint(1, sentence)
        found = judged(passphrase)
        return StrengthHint(_STRONGEST, found.sentence) if passphrase and passphrase == self._made else found


def _rule() -> str:
    return ngettext(
        "At least {n} character. Four unrelated words are safe, and easy to write down.",
        "At least {n} characters. Four unrelated words are safe, and easy to write down.",
        LEAST,
    )


def judged(passphrase: str) -> StrengthHint:
    """The level for the meter, and the sentence for it."""
    from ....identity import Hint, StrengthLevel, passphrase_strength  # slow to load

    strength = passphrase_strength(passphrase)
    sentence = {
        Hint.EMPTY: "",
        Hint.COMMON: _("It contains a very common password."),
        Hint.ABOUT_YOU: _("Others know a part of it."),
        Hint.PATTERN: _("It contains a sequence or a repeat. Use unrelated words."),
        Hint.ADD_WORDS: _("Add one or two unrelated words to make it stronger."),
        Hint.FINE: _("This is a good passphrase. Write it down and keep it safe: nobody can reset it."),
    }[strength.hint]
    return StrengthHint(list(StrengthLevel).index(strength.level) + 1, sentence)
