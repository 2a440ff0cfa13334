"""Many requests at once: dropped together, answered with one press, saved together."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from PySide6.QtCore import Signal

from ....i18n import _, ngettext
from ....office.many_certificates import GrantedRequest, grant_all, save_all
from ...kit.files import ask_folder
from ...kit.layouts import row
from ...kit.table import RowColumn, RowsModel, TableView
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel
from ..intake.taking_in import FilesDrop
from ..page import ConsolePage
from ..words import COUNTED

_LEAST = 180


class ManyRequests(Card):
    """The certificates stay here until they are saved; whatever was issued is kept on this computer as well."""

    _came = Signal(object)

    def __init__(self, page: ConsolePage, secret: Callable[[], str]) -> None:
        super().__init__(_("Answer many requests at once"), _("Those that came in answer to an invitation."))
        self._page, self._secret, self._stop = page, secret, Event()
        self._files: Sequence[Path] = ()
        patterns = _("Requests (*.pwrequest);;All files (*)")
        self.drop = FilesDrop(_("Choose the requests"), _("Or drop files or a folder here."), patterns)
        self.drop.given.connect(self.take)
        self._words = TextLabel("", "strong")
        self.issue, self.cancel = Button("", "accent", "key"), Button(_("Stop"), "plain")
        self.save = Button("", "accent", "save")
        self.issue.clicked.connect(self.issue_all)
        self.cancel.clicked.connect(self._stop.set)
        self.save.clicked.connect(lambda: ask_folder(self, _("Where are the certificates to go?"), self.save_to))
        self.results = RowsModel[GrantedRequest](
            [
                RowColumn(heading=_("Person"), text=lambda each: each.person.member.name if each.person else ""),
                RowColumn(heading=_("File"), text=lambda each: each.name),
                RowColumn(
                    heading=_("Result"), text=lambda each: each.problem or _("issued until {day}", day=each.until)
                ),
            ],
            self,
        )
        self._table = TableView(_("What became of each request"))
        self._table.setModel(self.results)
        self._table.share_width((26, 30, 44))
        self._table.setMinimumHeight(_LEAST)
        self._came.connect(self._on_came)
        for part in (self.drop, self._words, self._table):
            self.body.addWidget(part)
        self.body.addLayout(row(self.issue, self.save, self.cancel))
        self._granted: list[GrantedRequest] = []
        self._show()

    def take(self, paths: Sequence[Path]) -> None:
        """Files, or the files in folders."""
        found = [each for path in paths for each in (sorted(path.iterdir()) if path.is_dir() else [path])]
        self._files = [each for each in found if each.is_file()]
        self._show()

    def issue_all(self) -> None:
        """Answer them one after the other."""
        office, files, secret, stop = self._page.context.issuing, self._files, self._secret(), self._stop
        stop.clear()
        self._granted = []
        self.issue.setEnabled(False)
        self.cancel.show()

        def work() -> int:
            for done in grant_all(office, files, secret):
                self._came.emit(done)
                if stop.is_set():
                    break
            return len(files)

        self._page.aside(work, self._on_done)

    def save_to(self, folder: Path) -> None:
        """The certificates under people's names, with the drafts of mails."""
        context, granted = self._page.context, tuple(self._granted)

        def work() -> int:
            return save_all(granted, folder, school=context.register.name(), officer=context.officer)

        def done(many: int) -> None:
            self._page.say(ngettext("{n} certificate saved.", "{n} certificates saved.", many))

        self._page.aside(work, done, _("Writing …"))

    def wake(self) -> None:
        """It can be tried again."""
        self.cancel.hide()
        self._show()

    def _on_came(self, granted: GrantedRequest) -> None:
        self._granted.append(granted)
        done, of = len(self._granted), len(self._files)
        self._words.setText(COUNTED.format(done=f"{done:,}", of=f"{of:,}"))

    def _on_done(self, _many: int) -> None:
        answered = {each.name for each in self._granted}
        self._files = [each for each in self._files if each.name not in answered]
        self.wake()
        self._page.register_changed.emit()
        self._page.refresh()

    def _show(self) -> None:
        issued = sum(bool(each.file) for each in self._granted)
        self.results.show_rows(self._granted)
        self._table.setVisible(bool(self._granted))
        self.issue.setVisible(bool(self._files))
        self.issue.setEnabled(bool(self._files))
        self.issue.setText(ngettext("Issue {n} certificate", "Issue {n} certificates", len(self._files)))
        self.save.setVisible(bool(issued))
        self.save.setText(ngettext("Save {n} into a folder", "Save all {n} into a folder", issued))
        self.cancel.setVisible(False)
        self._words.setText(
            ngettext("{n} certificate is issued.", "{n} certificates are issued.", issued)
            if self._granted
            else ngettext("{n} request.", "{n} requests.", len(self._files))
            if self._files
            else ""
        )
        self._words.setVisible(bool(self._words.text()))


def _result(each: GrantedRequest) -> str:
    return each.problem or _("issued until {day}", day=each.until)
