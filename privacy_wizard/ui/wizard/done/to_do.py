"""The private list of what is still to do: on the screen, on paper, in a calendar."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ....audit import handover as afterwards
from ....audit.handover import ActionLine
from ....audit.session import AuditSession
from ....i18n import _, long_date
from ....reports.report_sheet import Items, Letterhead, ReportDocument, Section, draw_report
from ....system import write_private
from ...kit.acts import attempt, explain
from ...kit.files import ask_where
from ...kit.layouts import FlowLayout, add_all
from ...kit.printing import print_pdf
from ...kit.tag import Tag
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import Divider, TextLabel
from ..results.findings import gain_text
from ..words import account_name


class ToDo(Card):
    """Names the accounts as their owner does: it is not part of what is handed in."""

    def __init__(self, session: AuditSession, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session, self._notice = session, NoticeBox()
        self._lines = afterwards.action_lines(session)
        self.set_title(_("My private list"))
        if self._lines:
            self.set_lead(_("For you alone. It is not part of what you hand in."))
        else:
            self.set_lead(_("Nothing is left to do. The calendar reminds you of next year's review."))
        for at, line in enumerate(self._lines):
            if at:
                self.body.addWidget(Divider())
            self.body.addLayout(self._row(line))
        self.body.addLayout(self._buttons())
        self.body.addWidget(self._notice)

    def as_pdf(self) -> bytes:
        """The list as a page of its own."""
        groups: dict[str, list[str]] = {}
        for line in self._lines:
            groups.setdefault(self._where(line), []).append(f"{line.text} ({self._when(line)})")
        report = ReportDocument(
            head=Letterhead(school=""),
            kicker=_("For you alone"),
            title=_("My private list"),
            sections=tuple(
                Section(heading=where, parts=(Items(texts=tuple(lines)),)) for where, lines in groups.items()
            ),
        )
        return draw_report(report, datetime.now(UTC))

    def save_calendar(self, path: Path) -> None:
        """Save the reminders there."""
        if attempt(lambda: afterwards.save_copy(afterwards.calendar(self._session), path), self._notice):
            sentence = _("The reminders were saved as {path}. Open the file to add them to your calendar.")
            self._notice.say("good", sentence.format(path=path))

    def save_page(self, path: Path) -> None:
        """Save the list as a PDF."""
        if attempt(lambda: write_private(path, self.as_pdf()), self._notice):
            self._notice.say("good", _("The list was saved as {path}.", path=path))

    def _where(self, line: ActionLine) -> str:
        if line.account is None:
            return _("You and the policy")
        return account_name(self._session, line.account)

    def _when(self, line: ActionLine) -> str:
        return _("by {day}", day=long_date(line.due)) if line.due else _("no date")

    def _row(self, line: ActionLine) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        about = f"{self._where(line)} · {self._when(line)}"
        add_all(words, TextLabel(line.text), TextLabel(about, "small"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(Tag(gain_text(line.gain, line.lifts), "accent"), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _buttons(self) -> FlowLayout:
        flow = FlowLayout()
        calendar = Button(_("Reminders for my calendar"), "plain", "calendar")
        calendar.clicked.connect(self._on_calendar)
        flow.addWidget(calendar)
        if self._lines:
            to_print = Button(_("Print the list"), "quiet", "print")
            to_print.clicked.connect(lambda: print_pdf(self, self.as_pdf, lambda error: explain(error, self._notice)))
            to_file = Button(_("Save the list as a PDF"), "quiet", "save")
            to_file.clicked.connect(self._on_page)
            flow.addWidget(to_print)
            flow.addWidget(to_file)
        return flow

    def _on_calendar(self) -> None:
        title, kinds = _("Reminders for my calendar"), _("Calendars (*.ics)")
        ask_where(self, title, "Privacy reminders.ics", self.save_calendar, kinds=kinds, suffix="ics")

    def _on_page(self) -> None:
        title, kinds = _("Save the list as a PDF"), _("PDF files (*.pdf)")
        ask_where(self, title, "My private list.pdf", self.save_page, kinds=kinds, suffix="pdf")
