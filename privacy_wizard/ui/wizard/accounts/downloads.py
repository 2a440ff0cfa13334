"""Downloads of one's own data, handed to the wizard: read here, and shown on the pages of the questions."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....audit.downloads import come_back_for
from ....audit.session import AuditSession
from ....domain.audit import Account
from ....evidence.how_to_ask import HOW_TO_ASK, HowToAsk
from ....i18n import Message, _, listed, long_date, ngettext
from ....system import write_whole
from ...kit.background import run_in_background
from ...kit.files import ask_where
from ...kit.layouts import clear, flow
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card, Disclosure
from ...kit.widgets.file_drop import FileDrop
from ...kit.widgets.link_row import LinkRow
from ...kit.widgets.notice import NoticeBox, attempt
from ...kit.widgets.text import Heading, TextLabel
from ..words import REMINDERS_SAVED, account_name

if TYPE_CHECKING:
    from ....audit.connections.connection import ListedPeople
    from ....evidence import DataExport, ExportsRead

_REMIND = Message("Remind me to come back for it")
KINDS = "*.zip *.json *.html *.csv"


class DownloadsCard(Card):
    """Shown unless somebody has no accounts. An account that nobody named yet is named by its download."""

    named = Signal()  # accounts were added
    taken = Signal()  # a download was given to its account
    _came = Signal(int, int)  # files that were read, of so many, from the thread that reads

    def __init__(self, session: AuditSession) -> None:
        super().__init__(
            _("Your data download answers some of this for you"),
            _(
                "If you have one, drop it here: it also says which account it is. It is read on this "
                "computer, and none of it is handed in. Messages are never opened, nor are pictures "
                "while it is read."
            ),
        )
        self._session, self._stopped = session, Event()
        self._read: tuple[Path, ...] = ()  # the files that were read last
        self._people: dict[int, ListedPeople] = {}  # by the number of their download
        hint = _("The zip as the platform made it, with all its parts")
        self.drop = FileDrop(_("Your data download"), hint, KINDS, several=True)
        self.drop.several_picked.connect(lambda paths: self.read(*paths))
        self.said = NoticeBox(parent=self)
        self.said.acted.connect(self._stop)
        self._which = QVBoxLayout()
        self._ways, self._notice = Disclosure(_("How to ask for one")), NoticeBox(parent=self)
        for part in (self.drop, self.said, self._ways, self._notice):
            self.body.addWidget(part)
        self.body.insertLayout(self.body.indexOf(self._ways), self._which)
        self._came.connect(self._on_progress)

    def refresh(self) -> None:
        """Show what can be done for the accounts that are named now."""
        platforms = {account.checklist for account in self._session.audit.accounts} & set(HOW_TO_ASK)
        ways: dict[str, list[str]] = {}  # what several platforms have in common is said once
        for platform in (each for each in HOW_TO_ASK if each in platforms):
            ways.setdefault(str(HOW_TO_ASK[platform]), []).append(platform)
        self.setVisible(not self._session.audit.no_accounts)
        self._ways.setVisible(bool(ways))
        clear(self._ways.body)
        for alike in ways.values():
            titles = [self._session.catalogue.checklists[platform].title for platform in alike]
            self._ways.body.addWidget(WayToAsk(listed(titles), HOW_TO_ASK[alike[0]]))
        reminder = Button(str(_REMIND), "plain", "calendar")
        reminder.clicked.connect(self._on_remind)
        self._ways.body.addLayout(flow(reminder))

    def save_reminder(self, path: Path) -> None:
        """Save when to come back for the downloads, for any calendar."""
        found = come_back_for(self._session.audit, self._session.downloads, self._session.today)
        if attempt(lambda: write_whole(path, found), self._notice):
            self._notice.say("good", REMINDERS_SAVED.format(path=path))

    def _on_remind(self) -> None:
        kinds = _("Calendars (*.ics)")
        ask_where(self, str(_REMIND), "Come back for my data.ics", self.save_reminder, kinds=kinds, suffix="ics")

    def read(self, *paths: Path) -> None:
        """Read downloads, or the parts of one, without holding the window up."""
        from ....audit.connections.connection import people_of  # only for whoever has one
        from ....evidence import read_exports

        self._read = paths
        self._stopped.clear()
        self._on_progress(0, 0)
        self.drop.setEnabled(False)

        def work() -> "ExportsRead":
            found = read_exports(paths, on_progress=self._came.emit, is_stopped=self._stopped.is_set)
            self._people = {id(each): people_of(each) for each in found.exports}  # here: they may be many thousands
            return found

        run_in_background(work, on_done=self._on_read, on_failed=self._on_failed, parent=self)

    def _stop(self) -> None:
        self._stopped.set()

    def _on_progress(self, done: int, of: int) -> None:
        words = _("Reading: {done} of {of} files…", done=done, of=of) if of else _("Opening your download…")
        self.said.say("info", words, _("Stop"))

    def _on_failed(self, problem: Exception) -> None:
        from ....evidence import ReadingStopped

        self.drop.setEnabled(True)
        stopped = isinstance(problem, ReadingStopped)
        self.said.say("info", _("Stopped. Nothing was read.") if stopped else str(problem))

    def _on_read(self, found: "ExportsRead") -> None:
        from ....evidence import ExportFault

        self.drop.setEnabled(True)
        clear(self._which)
        exports = sorted(found.exports, key=lambda each: each.made or date.min)  # of two of one, the newer is kept
        if not exports:
            faults = " ".join(each.fault.sentence for each in found.faulty)
            self.said.say("warn", faults or ExportFault.NOT_RECOGNISED.sentence)
        elif attempt(lambda: self._name_accounts(exports), self.said):
            told = [self._given(export) for export in exports]
            self.said.say("good", " ".join(filter(None, told)) or _("Which account is it?"))

    def _name_accounts(self, exports: Iterable["DataExport"]) -> None:
        """Add an account on each platform of a download where none was named yet."""
        known = {account.checklist for account in self._session.audit.accounts}
        new = [each for each in dict.fromkeys(export.platform for export in exports) if each not in known]
        for platform in new:
            self._session.add_account(platform)
        if new:
            self.named.emit()

    def _given(self, export: "DataExport") -> str:
        """Give a download to its account; where there are several, ask which."""
        accounts = [each for each in self._session.audit.accounts if each.checklist == export.platform]
        if len(accounts) == 1:
            return self._take(accounts[0], export)
        for account in accounts:
            button = Button(account_name(self._session, account), "plain")
            button.clicked.connect(lambda _on=False, account=account: self._on_which(account, export))
            self._which.addWidget(button)
        return ""

    def _on_which(self, account: Account, export: "DataExport") -> None:
        clear(self._which)
        self.said.say("good", self._take(account, export))

    def _take(self, account: Account, export: "DataExport") -> str:
        from ....evidence import ExportForm, NoteKind

        self._session.downloads.take(account.id, export, self._read, self._people.pop(id(export)))
        self.taken.emit()
        shown = sum(key[1] == account.id for key in self._session.shown)
        name = account_name(self._session, account)
        if export.form is ExportForm.WEB_PAGES:
            return _("{account}: {sentence}", account=name, sentence=NoteKind.HTML.sentence)
        if export.made is None:
            return _("{account}: the download does not say what day it is from, so it answers nothing.", account=name)
        return ngettext(
            "{account}: your download of {day} shows {n} answer. You confirm it after the first questions.",
            "{account}: your download of {day} shows {n} answers. You confirm them after the first questions.",
            shown,
            account=name,
            day=long_date(export.made),
        )


class WayToAsk(QWidget):
    """How to ask one platform for a download, step by step."""

    def __init__(self, title: str, how: HowToAsk) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(4)
        column.addWidget(Heading(title, "question"))
        if how.link:
            column.addWidget(LinkRow(how.link, is_short=True))
        for number, step in enumerate(how.steps, start=1):
            column.addWidget(TextLabel(f"{number}. {step}"))
        column.addWidget(TextLabel(str(how.ready), "small"))
