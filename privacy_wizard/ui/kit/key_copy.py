"""Copies of the signing key: one to keep somewhere else, and the key restored from one."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...i18n import Message, _
from .files import ask_where, ask_which
from .layouts import add_all, row
from .widgets.button import Button
from .widgets.card import Card, Disclosure
from .widgets.field import Field
from .widgets.notice import NoticeBox, attempt, mood_of
from .widgets.passphrase_field import PassphraseField
from .widgets.progress import CountedProgress
from .widgets.text import TextLabel

if TYPE_CHECKING:
    from ...identity import KeyStore  # slow to load

_SAVE_KEY = Message("Save a copy of the key")


class KeyCopyButton(Button):
    """Asks where to save it, and reports the result in `notice`."""

    def __init__(self, key_store: "KeyStore", notice: NoticeBox) -> None:
        super().__init__(str(_SAVE_KEY), "plain", "save")
        self._key_store, self._notice = key_store, notice
        self.clicked.connect(self._on_clicked)

    def save(self, to: Path) -> None:
        from ...identity import COPY_MADE

        if attempt(lambda: self._key_store.backup(to), self._notice):
            self._notice.say("good", COPY_MADE.format(path=to))

    def _on_clicked(self) -> None:
        kinds, title = _("Signing keys (*.p12)"), str(_SAVE_KEY)
        ask_where(self, title, "privacy-wizard-key.p12", self.save, kinds=kinds, suffix="p12")


class KeyCopyCard(Card):
    """Why a copy is useful, and the button that makes it."""

    def __init__(self, key_store: "KeyStore", lead: str) -> None:
        super().__init__(_("Keep your key"), lead)
        notice = NoticeBox()
        self.copy = KeyCopyButton(key_store, notice)
        self.body.addLayout(row(self.copy))
        self.body.addWidget(notice)


class KeyRestore(QWidget):
    """`restored` when the key is on this computer."""

    restored = Signal()

    def __init__(self, key_store: "KeyStore", sentence_of: Callable[[Exception], str]) -> None:
        """`sentence_of` says what went wrong."""
        super().__init__()
        self._key_store, self._sentence_of = key_store, sentence_of
        self._source: Path | None = None
        fold = Disclosure(_("I have a key already"))
        fold.body.setSpacing(10)
        self._notice, self.counting, self._file = NoticeBox(), CountedProgress(), TextLabel("", "muted")
        self._choose = Button(_("Choose the backup"), "plain", "folder")
        self._bring = Button(_("Bring it here"), "plain", "key")
        self._bring.setEnabled(False)
        self._passphrase = PassphraseField()
        self._file.hide()
        label = _("Passphrase of that key")
        field = Field(label, self._passphrase)
        self._passphrase.setAccessibleName(label)
        fold.body.addLayout(row(self._choose))
        add_all(fold.body, self._file, field)
        fold.body.addLayout(row(self._bring))
        add_all(fold.body, self.counting, self._notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(fold)
        self._choose.clicked.connect(self._on_choose)
        self._bring.clicked.connect(self._on_bring)
        self._passphrase.edited.connect(lambda _text: self._refresh())

    def take(self, source: Path) -> None:
        self._source = source
        self._file.setText(source.name)
        self._file.show()
        self._refresh()

    def _refresh(self) -> None:
        self._bring.setEnabled(self._source is not None and bool(self._passphrase.text))

    def _on_choose(self) -> None:
        ask_which(self, _("Choose the backup"), self.take, kinds=_("Signing keys (*.p12)"))

    def _on_bring(self) -> None:
        source, passphrase = self._source, self._passphrase.text
        if source is None:
            return
        self._notice.say("info", "")
        self.counting.run(
            lambda told: self._key_store.restore(source, passphrase, told),
            on_done=lambda _key: self._on_done(),
            on_failed=lambda error: self._notice.say(mood_of(error), self._sentence_of(error)),
            saying=_("Opening the key…"),
            held=[self._choose, self._passphrase, self._bring],
        )

    def _on_done(self) -> None:
        self._passphrase.clear()
        self.restored.emit()
