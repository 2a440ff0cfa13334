"""Logging in with a register and a key of one's own; what is asked depends on which of them exist."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ...i18n import _
from ...office.login import LoggedIn, Login
from ..kit.files import ask_which
from ..kit.key_copy import KeyRestore
from ..kit.layouts import row
from ..kit.page import Page
from ..kit.widgets.button import Button
from ..kit.widgets.card import Card
from ..kit.widgets.field import Field, TextField
from ..kit.widgets.new_passphrase import NewPassphrase
from ..kit.widgets.notice import NoticeBox, mood_of
from ..kit.widgets.option_group import OptionChoice, OptionGroup
from ..kit.widgets.passphrase_field import PassphraseField
from ..kit.widgets.progress import CountedProgress
from ..kit.widgets.text import TextLabel
from ..kit.words import NAME_OF_YOUR_SCHOOL, PASSPHRASE_OF_KEY, TYPE_PASSPHRASE_OF_KEY
from .page import sentence_of
from .words import PUT_BACK_A_BACKUP, WRITE_SCHOOL_NAME

if TYPE_CHECKING:
    from ...system.progress import WorkProgress

_OPEN, _OTHER, _NEW = "open", "other", "new"


class LoginPage(Page):
    """What is asked depends on which of register and key exist. Emits `backed_up` for users with a backup."""

    admitted = Signal(object)
    backed_up = Signal()

    def __init__(self, login: Login) -> None:
        super().__init__()
        self._login = login
        self.title = _("The office")
        self.lead = _(
            "Here human resources collects, checks and keeps the attestations. The register is kept "
            "where you say, and everything in it is signed with your own key."
        )
        self.notice, self.counting = NoticeBox(), CountedProgress()
        self._build_register()
        self._build_key()
        self.open = Button("", "accent")
        self.open.clicked.connect(self._on_open)
        for part in (self.notice, self.counting):  # beside the button: the top may be out of view
            self.body.addWidget(part)
        restore = Button(str(PUT_BACK_A_BACKUP), "quiet")
        restore.clicked.connect(self.backed_up)
        self.body.addLayout(row(self.open, restore))
        self._refresh()

    def _build_register(self) -> None:
        self._register_card = Card(_("The register"))
        known = self._login.is_made(self._login.address)
        choices = [OptionChoice(_OPEN, _("Open the register used last time"), self._login.address)] if known else []
        choices += [
            OptionChoice(_NEW, _("Start a new register on this computer"), self._login.own_address),
            OptionChoice(_OTHER, _("Open another register"), _("A file, or a PostgreSQL database")),
        ]
        if self._login.is_made(self._login.own_address):
            choices = [each for each in choices if each.id != _NEW]
        self.which = OptionGroup(_("Which register?"), choices)
        self.which.choose(choices[0].id)
        self.which.chosen.connect(lambda _which: self._refresh())
        self._same = TextLabel(
            _(
                "Does a colleague have a register already? Then start no new one: it would be empty, and yours alone. "
                "Choose “Open another register”, and type the address that your colleague sees on the page “School”, "
                "under “Make somebody else an officer”."
            ),
            "muted",
        )
        self.school = TextField(str(NAME_OF_YOUR_SCHOOL))
        self.address = TextField(
            _("Where it is"),
            _("A file on this computer, or postgresql://SERVER/DATABASE. Never a file on a network share."),
            longest=1000,
        )
        self._choose = Button(_("Choose a file"), "quiet", "folder")
        self._choose.clicked.connect(self._on_choose)
        for part in (self.which, self._same, self.school, self.address, self._choose):
            self._register_card.body.addWidget(part)
        self.body.addWidget(self._register_card)

    def _build_key(self) -> None:
        has_key = self._login.has_key
        self._key_card = Card(
            _("Your signing key"),
            ""
            if has_key
            else _(
                "What you record is signed with a key that only you have. The key is made now, and "
                "locked with a passphrase that you choose. Nobody can reset the passphrase: write it "
                "down and keep it in a safe place."
            ),
        )
        self.name, self.number = TextField(_("Your name")), TextField(_("Your staff number"), longest=64)
        self.new_passphrase = None if has_key else NewPassphrase(_("Choose a passphrase"))
        self.passphrase = self.new_passphrase.first if self.new_passphrase else PassphraseField()
        asked = self.new_passphrase or Field(str(PASSPHRASE_OF_KEY), self.passphrase)
        for part in (self.name, self.number, asked):
            self._key_card.body.addWidget(part)
        for part in (self.name, self.number):
            part.setVisible(not has_key)
        (self.new_passphrase or self.passphrase).accepted.connect(self._on_open)
        self._restore = KeyRestore(self._login.key_store, sentence_of)
        self._restore.setVisible(not has_key)
        self._restore.restored.connect(self._on_key_restored)
        self._key_card.body.addWidget(self._restore)
        self.body.addWidget(self._key_card)

    def _refresh(self) -> None:
        which = self.which.current()
        self.school.setVisible(which == _NEW)
        self._same.setVisible(which != _OPEN)
        for part in (self.address, self._choose):
            part.setVisible(which == _OTHER)
        self.open.setText(_("Begin") if which == _NEW else _("Open"))

    @property
    def missing(self) -> str:
        """What is still to be filled in, in one sentence; empty where nothing is."""
        which = self.which.current()
        if which == _NEW and not self.school.text:
            return str(WRITE_SCHOOL_NAME)
        if which == _OTHER and not self.address.text:
            return _("Say where the register is.")
        if self.new_passphrase is None or self._login.has_key:
            return "" if self.passphrase.text else str(TYPE_PASSPHRASE_OF_KEY)
        if not self.name.text or not self.number.text:
            return _("Write your name and your staff number: they go into your certificate.")
        return self.new_passphrase.missing

    def _on_choose(self) -> None:
        def chosen(path: Path) -> None:
            self.address.show_text(str(path))

        ask_which(self, _("Choose a register"), chosen, kinds=_("Registers (*.sqlite *.db);;All files (*)"))

    def _on_open(self) -> None:
        if self.missing:
            self.notice.say("warn", self.missing)
            return
        self.notice.say("info", "")
        self.counting.run(
            self._task(),
            on_done=self._on_entered,
            on_failed=self._on_failed,
            saying=_("Opening …"),
            held=[self._register_card, self._key_card, self.open],
        )

    def _task(self) -> "Callable[[WorkProgress], LoggedIn]":
        login, which, passphrase = self._login, self.which.current(), self.passphrase.text
        name, number, school, has_key = self.name.text, self.number.text, self.school.text, login.has_key
        address = self.address.text if which == _OTHER else login.address
        own = login.own_address

        def task(told: "WorkProgress") -> LoggedIn:
            if has_key:
                key = login.open_key(passphrase, told)
            else:
                key = login.make_key(name=name, number=number, school=school, passphrase=passphrase, progress=told)
            return login.make(own, school, key) if which == _NEW else login.enter(address, key)

        return task

    def _on_entered(self, found: LoggedIn) -> None:
        (self.new_passphrase or self.passphrase).clear()
        self.admitted.emit(found)

    def _on_failed(self, error: Exception) -> None:
        self.notice.say(mood_of(error), sentence_of(error))
        self.passphrase.setFocus()
        if self._login.has_key:
            self._ask_for_key_that_is_there()

    def _on_key_restored(self) -> None:
        self._ask_for_key_that_is_there()
        self.notice.say("good", _("Your key is on this computer now. Type its passphrase once more."))

    def _ask_for_key_that_is_there(self) -> None:
        """It was made, or brought here, since the page was shown."""
        self._key_card.set_lead("")
        for part in (self.name, self.number, self._restore):
            part.hide()
        if self.new_passphrase is not None:
            self.new_passphrase.ask_once(str(PASSPHRASE_OF_KEY))
        self.passphrase.setFocus()
