"""A certificate that the school sent back: put to the signing key once its passphrase is typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....audit.signing import KeyCard
from ....i18n import _, long_date
from ...kit.background import run_in_background
from ...kit.layouts import add_all, clear, row
from ...kit.widgets.busy import BusyIndicator
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import TextLabel
from ..context import WizardContext
from ..sign.key import KeyPanel
from ..sign.restore import Restore
from ..sign.work import explained, key_state


class CertificatePanel(Card):
    """`taken(sentence)` when the key has it."""

    taken = Signal(str)

    def __init__(self, desk: WizardContext, content: bytes, parent: QWidget | None = None) -> None:
        super().__init__(quiet=True, parent=parent)
        self._desk, self._content = desk, content
        self._notice, self._busy = NoticeBox(), BusyIndicator()
        self._inside = QVBoxLayout()
        self._inside.setSpacing(12)
        self.set_title(_("A certificate from your school"))
        self.body.addLayout(self._inside)
        add_all(self.body, self._busy, self._notice)
        self._ask()

    def _ask(self) -> None:
        clear(self._inside)
        if not self._desk.signing.has_key:
            words = _(
                "There is no signing key on this computer, and a certificate is of use only beside its key. If you "
                "made the request on another computer, open this file there, or bring the key here from its backup."
            )
            restore = Restore(self._desk)
            restore.restored.connect(self._ask)
            add_all(self._inside, TextLabel(words), restore)
            return
        words = _("With it your signature is recognised as yours. Unlock your signing key to put it there.")
        self._key = KeyPanel(self._desk)
        self._key.changed.connect(self._refresh)
        self._key.entered.connect(self._on_take)
        self.take = Button(_("Put it to my key"), "plain", "check")
        self.take.clicked.connect(self._on_take)
        add_all(self._inside, TextLabel(words), self._key)
        self._inside.addLayout(row(self.take))
        self._refresh()
        run_in_background(
            lambda: key_state(self._desk), on_done=self._key.show_state, on_failed=self._on_failed, parent=self
        )

    def _refresh(self) -> None:
        missing = self._key.missing
        self.take.setEnabled(not missing)
        self.take.setToolTip(missing)
        self.take.setAccessibleDescription(missing)

    def _on_take(self) -> None:
        if self._key.missing:
            return
        desk, content = self._desk, self._content
        passphrase, remember = self._key.passphrase, self._key.remember
        self._notice.say("info", "")
        self._busy.start(_("Checking the certificate…"))
        self.setEnabled(False)
        run_in_background(
            lambda: desk.signing.take_certificate(
                lambda key: desk.school.take(content, key), passphrase, remember=remember
            ),
            on_done=self._on_taken,
            on_failed=self._on_failed,
            parent=self,
        )

    def _on_taken(self, card: KeyCard) -> None:
        self._end()
        said = _("Your signing key has its certificate: {name}, {number}, vouched for by {school} until {day}.")
        self.taken.emit(
            said.format(name=card.name, number=card.identifier, school=card.issuer, day=long_date(card.valid_until))
        )

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self._notice.say("bad", explained(error))

    def _end(self) -> None:
        self._busy.stop()
        self.setEnabled(True)
