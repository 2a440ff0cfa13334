"""The officer's decision on one attestation: accept it, send it back, reject it, countersign it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QVBoxLayout

from ...domain.register import Standing
from ...domain.register_views import PeopleAsked, PersonRow
from ...machine import write_whole
from ...office.judging import accept, reject, send_back
from ..pages.parts.files import ask_where, open_in_viewer
from ..pages.parts.layouts import clear, row
from ..pages.words import long_date, occasion_name
from ..widgets.button import Button
from ..widgets.card import Card
from ..widgets.choice import CheckRow
from ..widgets.field import Field
from ..widgets.text import Text
from .attestation_facts import words_of_key
from .person_picker import PersonPicker

if TYPE_CHECKING:
    from .attestation_page import AttestationPage, Shown


class Decision(Card):
    """Shows what can be decided now; what is needed for it is asked for, and a button that is off says why."""

    def __init__(self, page: "AttestationPage") -> None:
        super().__init__(parent=page)
        self._page = page
        self._shown: Shown | None = None
        self._inside = QVBoxLayout()
        self._inside.setSpacing(12)
        self.body.addLayout(self._inside)
        self.hide()

    def show_attestation(self, shown: "Shown") -> None:
        """Offer what can be decided about this one."""
        self._shown = shown
        self._person = shown.person
        self._exceptions: list[CheckRow] = []
        self._compared: CheckRow | None = None
        clear(self._inside)
        open_ = shown.row.standing is Standing.NEEDS_A_LOOK
        self.set_title(self.tr("Your decision") if open_ else "")
        self.setVisible(open_)
        if open_:
            self._ask_person()
            self._ask_campaign()
            self._ask_exceptions()
            self._ask_key()
            self._add_reason()
            self._add_buttons()
            self._refresh()

    @property
    def missing(self) -> str:
        """What keeps it from being accepted, in one sentence; empty where nothing does."""
        if self._person is None:
            return self.tr("Say whose attestation this is.")
        if any(not each.isChecked() for each in self._exceptions):
            return self.tr("Confirm each exception, or send the attestation back.")
        if self._compared is not None and not self._compared.isChecked():
            return self.tr("Compare the words of the key with the person, face to face or by telephone.")
        return ""

    def _ask_person(self) -> None:
        if self._person is not None or self._shown is None:
            return
        stated = self._shown.statement
        hint = ""
        if stated is not None:
            hint = self.tr("The file names {name}, number {number}.").format(
                name=stated.person.name, number=stated.person.identifier
            )
        picker = PersonPicker(self._search)
        picker.picked.connect(self._on_picked)
        self._inside.addWidget(Field(self.tr("Whose is it?"), picker, hint))

    def _search(self, text: str, most: int) -> Sequence[PersonRow]:
        desk = self._page.desk
        asked = PeopleAsked(schools=(desk.books.school,), search=text, with_leavers=True)
        return desk.books.people(asked, desk.today, 0, most)

    def _ask_campaign(self) -> None:
        self._campaign = QComboBox()
        self._campaign.addItem(self.tr("No campaign"), None)
        for campaign in self._page.desk.books.campaigns():
            self._campaign.addItem(campaign.title, campaign.id)
        assert self._shown is not None  # noqa: S101  (shown before)
        self._campaign.setCurrentIndex(max(self._campaign.findData(self._shown.row.campaign), 0))
        if self._campaign.count() > 1:
            self._inside.addWidget(Field(self.tr("Which campaign does it answer?"), self._campaign))

    def _ask_exceptions(self) -> None:
        statement = self._shown.statement if self._shown else None
        if statement is None or not statement.exceptions:
            return
        self._inside.addWidget(Text(self.tr("Exceptions that it declares: tick those that are so."), "strong"))
        titles = {finding.control: finding.title for finding in statement.findings}
        for each in statement.exceptions:
            approved = self.tr("{reason}, approved by {name} ({role}), until {day}").format(
                reason=each.reason.value, name=each.approver_name, role=each.approver_role, day=long_date(each.until)
            )
            check = CheckRow(titles.get(each.control, each.control), approved)
            check.toggled.connect(lambda _on: self._refresh())
            self._exceptions.append(check)
            self._inside.addWidget(check)

    def _ask_key(self) -> None:
        shown = self._shown
        if shown is None or shown.key_is_known or not shown.row.fingerprint:
            return
        self._compared = CheckRow(
            self.tr("I have compared these words with the person"), words_of_key(shown.row.fingerprint)
        )
        self._compared.toggled.connect(lambda _on: self._refresh())
        self._inside.addWidget(self._compared)

    def _add_reason(self) -> None:
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(96)
        hint = self.tr("Needed to send it back or to reject it. The person reads it.")
        self._inside.addWidget(Field(self.tr("Reason"), self.reason, hint))
        self.reason.textChanged.connect(self._refresh)

    def _add_buttons(self) -> None:
        self.accept, self.back = Button(self.tr("Accept"), "accent"), Button(self.tr("Send back"), "plain", "mail")
        self.reject = Button(self.tr("Reject"), "danger")
        self._why_not = Text("", "muted")
        self.accept.clicked.connect(self._on_accept)
        self.back.clicked.connect(self._on_back)
        self.reject.clicked.connect(self._on_reject)
        self._inside.addWidget(self._why_not)
        self._inside.addLayout(row(self.accept, self.back, self.reject))

    def _refresh(self) -> None:
        if not hasattr(self, "accept"):
            return
        missing, reason = self.missing, bool(self.reason.toPlainText().strip())
        self.accept.setEnabled(not missing)
        self.accept.setAccessibleDescription(missing)
        self._why_not.setText(missing)
        self._why_not.setVisible(bool(missing))
        for button in (self.back, self.reject):
            button.setEnabled(reason)
            button.setAccessibleDescription("" if reason else self.tr("Write a reason first."))

    def _on_picked(self, person: PersonRow) -> None:
        self._person = person
        self._refresh()

    def _on_accept(self) -> None:
        shown, person = self._shown, self._person
        if shown is None or person is None or self.missing:
            return
        confirmed = tuple(each.text() for each in self._exceptions)
        done = self._page.attempt(
            lambda: accept(
                self._page.desk.books,
                shown.row,
                person=person.person,
                campaign=self._campaign.currentData(),
                confirmed=confirmed,
                key_was_compared=self._compared is not None,
                note=self.reason.toPlainText(),
            )
        )
        self._after(done, self.tr("Accepted."))

    def _on_reject(self) -> None:
        shown, reason = self._shown, self.reason.toPlainText()
        if shown is not None:
            done = self._page.attempt(lambda: reject(self._page.desk.books, shown.row, reason))
            self._after(done, self.tr("Rejected. The reason is on record."))

    def _on_back(self) -> None:
        shown, desk, drafts = self._shown, self._page.desk, list[bytes]()
        if shown is None:
            return
        occasion = occasion_name(shown.statement.occasion) if shown.statement else ""

        def act() -> None:
            drafts.append(
                send_back(
                    desk.books,
                    shown.row,
                    self.reason.toPlainText(),
                    occasion=occasion,
                    due=None,
                    officer=desk.officer,
                    school=desk.books.name(),
                )
            )

        done = self._page.attempt(act)
        if done and open_in_viewer(drafts[0], "send-back.eml"):
            self._after(
                done, self.tr("Sent back. A mail to the person was drafted in your mail program: send it there.")
            )
        elif done:
            self._after(done, self.tr("Sent back on record. Save the drafted mail and send it."))
            self._save(drafts[0])
        else:
            self._page.register_changed.emit()

    def _save(self, draft: bytes) -> None:
        def write(path: Path) -> None:
            self._page.attempt(lambda: write_whole(path, draft))

        kinds = self.tr("E-mail drafts (*.eml)")
        ask_where(
            self,
            self.tr("Save the draft"),
            "send-back.eml",
            write,
            kinds=kinds,
            suffix="eml",
        )

    def _after(self, done: bool, sentence: str) -> None:
        if not done:
            return
        self._page.register_changed.emit()
        self._page.refresh()
        self._page.say(sentence)
