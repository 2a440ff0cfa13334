"""A copy of the signing key, to keep somewhere else."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ....audit.signing import Signing
from ....i18n import Message, _
from ....identity import COPY_MADE
from ...kit.acts import attempt
from ...kit.files import ask_where
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import TextLabel

_SAVE_KEY = Message("Save a copy of the key")


class KeyCopyButton(Button):
    """Asks where to, and says in `notice` what came of it."""

    def __init__(self, signing: Signing, notice: NoticeBox, parent: QWidget | None = None) -> None:
        super().__init__(str(_SAVE_KEY), "plain", "save", parent)
        self._signing, self._notice = signing, notice
        self.clicked.connect(self._on_clicked)

    def save(self, to: Path) -> None:
        if attempt(lambda: self._signing.cabinet.backup(to), self._notice):
            self._notice.say("good", COPY_MADE.format(path=to))

    def _on_clicked(self) -> None:
        kinds, title = _("Signing keys (*.p12)"), str(_SAVE_KEY)
        ask_where(self, title, "privacy-wizard-key.p12", self.save, kinds=kinds, suffix="p12")


class KeyCopyCard(Card):
    """What to keep of one's key, once it has signed: a copy, and the words by which it is recognised."""

    def __init__(self, signing: Signing, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(_("Keep your key"))
        self.set_lead(_("With a copy of it and your passphrase you can sign on another computer, and again next year."))
        notice, words = NoticeBox(), signing.key_card().words
        shown = TextLabel(" ".join(words), "strong")
        shown.setAccessibleName(_("The words of your key: {words}", words=", ".join(words)))
        about = _("Your key in words. They stand on the statement; your school may ask you for them once, to compare.")
        self.body.addLayout(row(KeyCopyButton(signing, notice)))
        for part in (notice, shown, TextLabel(about, "small")):
            self.body.addWidget(part)
