"""Everything of the office into one encrypted file."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ....i18n import _, ngettext
from ....office.backup import back_up
from ....office.backup_content import Backup
from ....system.progress import WorkProgress
from ...kit.files import ask_where
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.new_passphrase import NewPassphrase
from ...kit.widgets.notice import NoticeBox
from ..page import ConsolePage
from ..words import PUT_BACK_A_BACKUP


class WrittenDown(QWidget):
    """Asks once whether a passphrase is written down, and copies it; hidden until then. `confirmed` when it is."""

    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._secret = ""
        self.notice, self.copy = NoticeBox(), Button(_("Copy it"), "link", "clipboard")
        self.notice.acted.connect(self._on_written_down)
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self._secret))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.notice)
        column.addLayout(row(self.copy))
        self.hide()

    def ask(self, secret: str) -> None:
        """Keep it on the page until it is said that it is written down."""
        self._secret = secret
        self.show()
        told = _(
            "Is the passphrase of the file written down? It stands above, and is kept nowhere else. Without it nobody "
            "can open the backup: all that is in it is then lost for good."
        )
        self.notice.say("warn", told, _("It is written down"))

    def _on_written_down(self) -> None:
        clipboard = QApplication.clipboard()
        if clipboard.text() == self._secret:
            clipboard.clear()
        self._secret = ""
        self.hide()
        self.confirmed.emit()


class BackupCard(Card):
    """Asks for a passphrase of the file's own, and where it goes; the page does the work."""

    def __init__(self, page: ConsolePage) -> None:
        super().__init__(
            _("Back up everything"),
            _(
                "Register, documents, keys, the school's file, certificates and settings in one encrypted file. Keep "
                "it on another computer or a stick, and write its passphrase down: nobody can open the file without "
                "it. To put it back, start the office on a new computer and press “{button}” there.",
                button=PUT_BACK_A_BACKUP,
            ),
        )
        self._page = page
        self.passphrase = NewPassphrase(_("Choose a passphrase for the file"))
        self.save = Button(_("Back up…"), "accent", "save")
        self.save.clicked.connect(self._on_save)
        self.kept = WrittenDown()
        self.kept.confirmed.connect(self.passphrase.clear)
        self.body.addWidget(self.passphrase)
        self.body.addLayout(row(self.save))
        self.body.addWidget(self.kept)

    def _on_save(self) -> None:
        if missing := self.passphrase.missing:
            self._page.notice.say("warn", missing)
            return
        name = _("Privacy Wizard backup {day}.age", day=self._page.context.today.isoformat())
        ask_where(self, _("Back up everything"), name, self.write, kinds=_("Backups (*.age)"), suffix="age")

    def write(self, out: Path) -> None:
        """Write it, and say what is in it."""
        context, secret = self._page.context, self.passphrase.text

        def work(progress: WorkProgress) -> Backup:
            return back_up(context.register.register, context.home, out, secret, context.now(), progress=progress)

        self._page.count(
            work,
            lambda made: self._on_written(made, out, secret),
            _("Reading the register and its files …"),
            held=[self.save, self.passphrase],
        )

    def _on_written(self, made: Backup, out: Path, secret: str) -> None:
        """`secret` opens the file, whatever the field holds by now."""
        self.passphrase.show_openly(secret)
        self.kept.ask(secret)
        documents = len(made.register.documents) if made.register is not None else 0
        told = ngettext(
            "Everything is in “{file}”: the register with {n} document, and the office's own files.",
            "Everything is in “{file}”: the register with {n} documents, and the office's own files.",
            documents,
            file=out.name,
        )
        where = _("It is in {folder}, and opens only with the passphrase that you chose.", folder=out.parent)
        told = f"{told}\n{where}"
        self._page.say(told)
        if made.lacks:
            self._page.notice.say("warn", f"{told} {made.lacks}")
        self._page.register_changed.emit()
