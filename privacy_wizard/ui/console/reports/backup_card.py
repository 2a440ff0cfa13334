"""Everything of the office into one encrypted file."""

from pathlib import Path

from ....i18n import _, ngettext
from ....office.backup import back_up
from ....office.backup_content import Backup
from ....system.progress import WorkProgress
from ...kit.files import ask_where
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.new_passphrase import NewPassphrase, WrittenDown
from ..page import ConsolePage
from ..words import PUT_BACK_A_BACKUP


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
        self.kept.changed.connect(self._forget)
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
        if self.passphrase.is_written_down:
            self._forget()
        else:
            self.passphrase.show_openly(secret)
            self.kept.ask(secret, _why())
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

    def _forget(self) -> None:
        self.kept.forget()
        self.passphrase.clear()


def _why() -> str:
    return _(
        "Write the passphrase of the file down now. It stands above, and is kept nowhere else. Without it nobody can "
        "open the backup: all that is in it is then lost for good."
    )
