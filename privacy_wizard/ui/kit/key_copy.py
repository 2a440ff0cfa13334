"""A copy of the signing key, to keep somewhere else."""

from pathlib import Path

from ...i18n import Message, _
from ...identity import COPY_MADE, KeyStore
from .acts import attempt
from .files import ask_where
from .layouts import row
from .widgets.button import Button
from .widgets.card import Card
from .widgets.notice import NoticeBox

_SAVE_KEY = Message("Save a copy of the key")


class KeyCopyButton(Button):
    """Asks where to save it, and reports the result in `notice`."""

    def __init__(self, key_store: KeyStore, notice: NoticeBox) -> None:
        super().__init__(str(_SAVE_KEY), "plain", "save")
        self._key_store, self._notice = key_store, notice
        self.clicked.connect(self._on_clicked)

    def save(self, to: Path) -> None:
        if attempt(lambda: self._key_store.backup(to), self._notice):
            self._notice.say("good", COPY_MADE.format(path=to))

    def _on_clicked(self) -> None:
        kinds, title = _("Signing keys (*.p12)"), str(_SAVE_KEY)
        ask_where(self, title, "privacy-wizard-key.p12", self.save, kinds=kinds, suffix="p12")


class KeyCopyCard(Card):
    """Why a copy is useful, and the button that makes it."""

    def __init__(self, key_store: KeyStore, lead: str) -> None:
        super().__init__(_("Keep your key"), lead)
        notice = NoticeBox()
        self.copy = KeyCopyButton(key_store, notice)
        self.body.addLayout(row(self.copy))
        self.body.addWidget(notice)
