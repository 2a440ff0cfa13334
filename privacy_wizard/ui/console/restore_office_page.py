"""A backup put back where no office is yet: its file, its passphrase, done."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ...i18n import _
from ...office.login import Login
from ..kit.background import run_in_background
from ..kit.layouts import row
from ..kit.page import Page
from ..kit.widgets.button import Button
from ..kit.widgets.card import Card
from ..kit.widgets.field import Field
from ..kit.widgets.file_drop import FileDrop
from ..kit.widgets.notice import NoticeBox
from ..kit.widgets.passphrase_field import PassphraseField
from ..kit.widgets.progress import BusyIndicator
from .page import sentence_of
from .words import OR_DROP_IT_HERE, PUT_BACK_A_BACKUP


class RestoreOfficePage(Page):
    """`finished` once everything is back on this computer, and for whoever has no backup after all."""

    finished = Signal()

    def __init__(self, login: Login, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._login = login
        self._file: Path | None = None
        self.title = str(PUT_BACK_A_BACKUP)
        self.lead = _(
            "Everything of the office comes back as it was on the day of the backup. It stays on this computer."
        )
        self.notice, self.busy = NoticeBox(), BusyIndicator()
        self.drop = FileDrop(_("Choose the backup"), str(OR_DROP_IT_HERE), _("Backups (*.age);;All files (*)"))
        self.drop.picked.connect(self._on_picked)
        self.passphrase = PassphraseField()
        self.passphrase.accepted.connect(self._on_restore)
        self.restore = Button(_("Put it back"), "accent")
        self.restore.clicked.connect(self._on_restore)
        self._back = Button(_("Back"), "quiet")
        self._back.clicked.connect(self.finished)
        self._card = Card()
        for part in (self.drop, Field(_("Passphrase of the backup"), self.passphrase)):
            self._card.body.addWidget(part)
        for widget in (self.notice, self._card, self.busy):
            self.body.addWidget(widget)
        self.body.addLayout(row(self.restore, self._back))

    @property
    def missing(self) -> str:
        """What is still to be filled in, in one sentence; empty where nothing is."""
        if self._file is None:
            return _("Choose the backup.")
        return "" if self.passphrase.text else _("Type the passphrase of the backup.")

    def _on_picked(self, path: Path) -> None:
        self._file = path
        self.drop.set_hint(path.name)
        self.passphrase.setFocus()

    def _on_restore(self) -> None:
        file, secret, login = self._file, self.passphrase.text, self._login
        if file is None or self.missing:
            self.notice.say("warn", self.missing)
            return
        self.notice.say("info", "")
        self.restore.setEnabled(False)
        self.busy.start(_("Putting everything back …"))

        run_in_background(
            lambda: _put_back(file, secret, login), on_done=self._on_restored, on_failed=self._explain, parent=self
        )

    def _on_restored(self, whole: bool) -> None:
        self.busy.stop()
        self.passphrase.clear()
        if whole:
            self.finished.emit()
            return
        self.notice.say(
            "bad",
            _(
                "Everything is back, but the record is not whole: something in it was changed or is missing. Keep the "
                "backup, and look at the page “Register check” before you go on."
            ),
        )
        self._card.hide()
        self._back.setText(_("Open the office"))
        self.restore.hide()

    def _explain(self, error: Exception) -> None:
        self.busy.stop()
        self.restore.setEnabled(True)
        self.notice.say("bad", sentence_of(error))
        self.passphrase.setFocus()


def _put_back(file: Path, secret: str, login: Login) -> bool:
    from ...office.backup import is_whole, open_backup, put_back
    from ...register import Register

    put_back(open_backup(file, secret), login.home, login.own_address, login.find_keychain)
    with Register.open(login.own_address) as register:
        return is_whole(register)
