"""Many requests at once: dropped together, answered with one click, saved together."""

from collections.abc import Callable, Sequence
from pathlib import Path

from ....domain.vocabulary import SendKind
from ....i18n import _, ngettext
from ....office.certificate_office import GrantedRequest, grant_all
from ...kit.layouts import row
from ...kit.table import RowColumn, RowsModel, TableView
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel
from ..intake.taking_in import FilesDrop
from ..page import ConsolePage
from ..people.send_page import send_place

_LEAST = 180


class ManyRequests(Card):
    """What is issued is kept on this computer and sent from the page *Send*, now or at any time."""

    def __init__(self, page: ConsolePage, secret: Callable[[], str]) -> None:
        super().__init__(_("Answer many requests at once"), _("For those that answer an invitation."))
        self._page, self._secret = page, secret
        self._files: Sequence[Path] = ()
        patterns = _("Requests (*.pwrequest);;All files (*)")
        self.drop = FilesDrop(_("Choose the requests"), _("Or drop files or a folder here."), patterns)
        self.drop.given.connect(self.take)
        self._words = TextLabel("", "strong")
        self.issue, self.send = Button("", "accent", "key"), Button("", "accent", "mail")
        self.issue.clicked.connect(self.issue_all)
        self.send.clicked.connect(lambda: page.wanted.emit(send_place(SendKind.CERTIFICATES, "")))
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
        for part in (self.drop, self._words, self._table):
            self.body.addWidget(part)
        self.body.addLayout(row(self.issue, self.send))
        self._granted: Sequence[GrantedRequest] = ()
        self._show()

    def take(self, paths: Sequence[Path]) -> None:
        """Files, or the files in folders."""
        found = [each for path in paths for each in (sorted(path.iterdir()) if path.is_dir() else [path])]
        self._files, self._granted = [each for each in found if each.is_file()], ()
        self._show()

    def issue_all(self) -> None:
        """Answer them one after the other; each is on record, and kept on this computer, before the next."""
        office, files, secret = self._page.context.issuing, self._files, self._secret()
        self._page.count(
            lambda told: grant_all(office, files, secret, told), self._on_done, _("Issuing …"), held=[self.issue]
        )

    def wake(self) -> None:
        """It can be tried again."""
        self._show()

    def _on_done(self, granted: Sequence[GrantedRequest]) -> None:
        self._granted = (*self._granted, *granted)  # of these files, some may have been answered before it was stopped
        answered = {each.name for each in granted}
        self._files = [each for each in self._files if each.name not in answered]
        self.wake()
        self._page.register_changed.emit()
        self._page.refresh()
        if self._page.counting.was_stopped and self._files:
            left = ngettext(
                "Stopped: {n} request has not been answered yet, and waits here. What became of the "
                "others is shown below.",
                "Stopped: {n} requests have not been answered yet, and wait here. What became of the "
                "others is shown below.",
                len(self._files),
            )
            self._page.notice.say("info", left)
            self._page.show_notice()

    def _show(self) -> None:
        issued = sum(bool(each.until) for each in self._granted)
        self.results.show_rows(self._granted)
        self._table.setVisible(bool(self._granted))
        self.issue.setVisible(bool(self._files))
        self.issue.setEnabled(bool(self._files))
        self.issue.setText(ngettext("Issue {n} certificate", "Issue {n} certificates", len(self._files)))
        self.send.setVisible(bool(issued))
        self.send.setText(ngettext("Send {n} certificate", "Send {n} certificates", issued))
        self._words.setText(
            ngettext("{n} certificate is issued.", "{n} certificates are issued.", issued)
            if self._granted
            else ngettext("{n} request.", "{n} requests.", len(self._files))
            if self._files
            else ""
        )
        self._words.setVisible(bool(self._words.text()))
