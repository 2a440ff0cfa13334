"""A backup restored where there is no office yet: its file, its passphrase, done."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from attrs import frozen
from PySide6.QtCore import Signal

from ...i18n import _, local_time, long_date
from ...office.login import Login
from ...system.progress import WorkProgress
from ..kit.layouts import row
from ..kit.page import Page
from ..kit.widgets.button import Button
from ..kit.widgets.card import Card
from ..kit.widgets.field import Field, TextField
from ..kit.widgets.file_drop import FileDrop
from ..kit.widgets.notice import NoticeBox, mood_of
from ..kit.widgets.option_group import OptionChoice, OptionGroup
from ..kit.widgets.passphrase_field import PassphraseField
from ..kit.widgets.progress import CountedProgress
from .page import sentence_of
from .words import OR_DROP_IT_HERE, PUT_BACK_A_BACKUP, READING_RECORD

_HERE, _SERVER = "here", "server"


@frozen(kw_only=True)
class _Restored:
    made: datetime  # the backup
    is_whole: bool
    unfit: Sequence[str]  # what does not fit this computer, in sentences


class RestoreOfficePage(Page):
    """`finished` once everything is back on this computer, and for whoever has no backup after all."""

    finished = Signal()

    def __init__(self, login: Login) -> None:
        super().__init__()
        self._login = login
        self._file: Path | None = None
        self.said = ""  # once everything is back, to be said where it is seen
        self.title = str(PUT_BACK_A_BACKUP)
        self.lead = _("Everything of the office comes back as it was on the day of the backup.")
        self.notice, self.counting = NoticeBox(), CountedProgress()
        self.counting.appeared.connect(lambda: self.bring_into_view(self.counting))
        self.drop = FileDrop(_("Choose the backup"), str(OR_DROP_IT_HERE), _("Backups (*.age);;All files (*)"))
        self.drop.picked.connect(self._on_picked)
        self.passphrase = PassphraseField()
        self.passphrase.accepted.connect(lambda: self._on_restore())
        self.restore = Button(_("Put it back"), "accent")
        self.restore.clicked.connect(lambda: self._on_restore())
        self.notice.acted.connect(lambda: self._on_restore(may_put_aside=True))
        self._back = Button(_("Back"), "quiet")
        self._back.clicked.connect(self.finished)
        self._build_place()
        self._card = Card()
        secret = Field(_("Passphrase of the backup"), self.passphrase)
        for part in (self.drop, secret, Field(_("Where does the register go?"), self.where), self.address):
            self._card.body.addWidget(part)
        for widget in (self._card, self.notice, self.counting):  # beside the button: the top may be out of view
            self.body.addWidget(widget)
        self.body.addLayout(row(self.restore, self._back))

    def _build_place(self) -> None:
        """Where the register goes; the office's own files lie on this computer either way."""
        self.where = OptionGroup(
            "",
            [
                OptionChoice(_HERE, _("On this computer")),
                OptionChoice(_SERVER, _("Into a PostgreSQL database"), _("One with no register in it yet")),
            ],
        )
        self.where.choose(_HERE)
        self.address = TextField(_("Where the database is"), "postgresql://SERVER/DATABASE", longest=1000)
        self.address.hide()
        self.where.chosen.connect(lambda which: self.address.setVisible(which == _SERVER))

    @property
    def missing(self) -> str:
        """What is still to be filled in, in one sentence; empty where nothing is."""
        if self._file is None:
            return _("Choose the backup.")
        if not self.passphrase.text:
            return _("Type the passphrase of the backup.")
        asks = self.where.current() == _SERVER and "://" not in self.address.text
        return _("Say where the database is: postgresql://SERVER/DATABASE.") if asks else ""

    def _on_picked(self, path: Path) -> None:
        self._file = path
        self.drop.set_hint(path.name)
        self.passphrase.setFocus()

    def _on_restore(self, *, may_put_aside: bool = False) -> None:
        file, secret, login = self._file, self.passphrase.text, self._login
        register = self.address.text if self.where.current() == _SERVER else login.own_address
        if file is None or self.missing:
            self.notice.say("warn", self.missing)
            return
        self.notice.say("info", "")
        self.counting.run(
            lambda told: _put_back(file, secret, login, register, told, may_put_aside=may_put_aside),
            on_done=self._on_restored,
            on_failed=self._explain,
            saying=_("Opening the backup …"),
            held=[self._card, self.restore, self._back],
        )

    def _on_restored(self, restored: _Restored) -> None:
        self.passphrase.clear()
        day = long_date(local_time(restored.made).date())
        self.said = _("It is all back, as of {day}. Whatever was done after that day is not in it.", day=day)
        if restored.is_whole and not restored.unfit:
            self.finished.emit()
            return
        not_whole = _(
            "Everything is back, but the record is not whole: something in it was changed or is missing. Keep the "
            "backup, and look at the page “Check the register” before you go on."
        )
        told = [self.said if restored.is_whole else not_whole, *restored.unfit]
        self.notice.say("warn" if restored.is_whole else "bad", "\n".join(told))
        self._card.hide()
        self._back.setText(_("Open the office"))
        self.restore.hide()

    def _explain(self, error: Exception) -> None:
        go_on = _("Put it aside, and go on") if _is_in_the_way(error) else ""
        self.notice.say(mood_of(error), sentence_of(error), go_on)
        self.passphrase.setFocus()


def _is_in_the_way(error: Exception) -> bool:
    from ...office.restore import NotEmpty

    return isinstance(error, NotEmpty)


def _put_back(
    file: Path, secret: str, login: Login, register: str, progress: WorkProgress, *, may_put_aside: bool
) -> _Restored:
    from ...office.backup import is_whole, open_backup
    from ...office.restore import put_back
    from ...register import Register
    from ...register.errors import CheckStopped

    aside = login.now().astimezone().date() if may_put_aside else None
    backup = open_backup(file, secret, progress)
    progress.doing(_("Putting everything back …"))
    unfit = put_back(backup, login.home, register, login.find_keychain, aside=aside, now=login.now(), progress=progress)
    progress.doing(str(READING_RECORD))
    with Register.open(register) as opened:
        try:
            return _Restored(made=backup.made, is_whole=is_whole(opened, progress), unfit=unfit)
        except CheckStopped as stopped:  # what is back stays, and can be checked at any time
            return _Restored(made=backup.made, is_whole=True, unfit=[*unfit, str(stopped)])
