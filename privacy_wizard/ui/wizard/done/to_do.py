"""The list of what is left to do: by when, on paper, in a calendar."""

from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....audit import handover
from ....audit.handover import ActionLine
from ....audit.session import AuditSession
from ....audit.state import ActionKey
from ....i18n import Message, _, long_date
from ....reports.report_sheet import Items, Letterhead, ReportDocument, Section, draw_report
from ....system import write_private
from ...kit.files import ask_where
from ...kit.layouts import add_all, clear, flow
from ...kit.printing import print_pdf
from ...kit.widgets.button import Button, IconButton
from ...kit.widgets.card import Card
from ...kit.widgets.date_field import DateField
from ...kit.widgets.notice import NoticeBox, attempt, explain
from ...kit.widgets.text import Divider, TextLabel
from ...kit.words import SAVED
from ..words import IN_TWO_WEEKS, REMINDERS_SAVED, TO_BE_DONE_BY, account_name

_REMINDERS = Message("Reminders for my calendar")
_AS_PDF = Message("Save the list as a PDF")
_LEFT_TO_DO = Message("What is left to do")
_DATES_ARE_FOR = Message(
    "These dates are for you and for your calendar file; the signed PDF keeps the dates that it was signed with."
)


class ToDo(Card):
    """Offers a date and a tick for each open action, and all that are left as one calendar file."""

    def __init__(self, session: AuditSession) -> None:
        super().__init__()
        self._session, self._notice = session, NoticeBox()
        self._lines: tuple[ActionLine, ...] = ()
        self.set_title(str(_LEFT_TO_DO))
        self._list, self._buttons = QVBoxLayout(), QVBoxLayout()
        self._list.setSpacing(10)
        self.body.addLayout(self._list)
        self.body.addLayout(self._buttons)
        self.body.addWidget(self._notice)
        self._show()

    def as_pdf(self) -> bytes:
        """The list as a PDF of one page."""
        groups: dict[str, list[str]] = {}
        for line in self._left:
            groups.setdefault(self._where(line), []).append(f"{line.text} ({self._when(line)})")
        report = ReportDocument(
            head=Letterhead(school=""),
            kicker=_("For yourself"),
            title=str(_LEFT_TO_DO),
            sections=tuple(
                Section(heading=where, parts=(Items(texts=tuple(lines)),)) for where, lines in groups.items()
            ),
        )
        return draw_report(report, datetime.now(UTC))

    def save_calendar(self, path: Path) -> None:
        if attempt(lambda: handover.save_copy(handover.calendar(self._session), path), self._notice):
            self._notice.say("good", REMINDERS_SAVED.format(path=path))

    def save_page(self, path: Path) -> None:
        """Save the list as a PDF."""
        if attempt(lambda: write_private(path, self.as_pdf()), self._notice):
            self._notice.say("good", SAVED.format(path=path))

    def _show(self) -> None:
        clear(self._list)
        clear(self._buttons)
        self._lines = handover.action_lines(self._session)
        lead = self._who_sees_what()
        self.set_lead(f"{lead} {_DATES_ARE_FOR}" if self._left else lead)
        for at, line in enumerate(self._lines):
            if at:
                self._list.addWidget(Divider())
            self._list.addLayout(self._row(line))
        self._add_buttons()

    @property
    def _left(self) -> tuple[ActionLine, ...]:
        return tuple(line for line in self._lines if line.done is None)

    def _who_sees_what(self) -> str:
        if not self._left:
            nothing = _("Nothing is left to do. The reminders hold the day of next year's review.")
            return " ".join((*((_("Well done."),) if self._lines else ()), nothing))
        if all(line.account is None for line in self._lines):
            return _("Your school sees what is open. How you put it right stays with you.")
        return _(
            "Your school sees what is open. How you put it right, and by which names you know your accounts, "
            "stays with you."
        )

    def _where(self, line: ActionLine) -> str:
        return account_name(self._session, line.account)

    def _when(self, line: ActionLine) -> str:
        return _("by {day}", day=long_date(line.due)) if line.due else _("no date")

    def _row(self, line: ActionLine) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(4)
        add_all(words, TextLabel(line.text), TextLabel(self._where(line), "small"))
        words.addLayout(flow(*(self._dating(line) if line.done is None else self._taking_back(line, line.done))))
        return words

    def _taking_back(self, line: ActionLine, done: date) -> tuple[QWidget, ...]:
        back = Button(_("Not done yet"), "quiet", "undo")
        back.setAccessibleDescription(line.text)
        back.clicked.connect(lambda: self._mark(line, done=False))
        since = TextLabel(_("Done on {day}.", day=long_date(done)), "good")
        since.setWordWrap(False)  # the button goes below it where there is no room
        return since, back

    def _done(self, line: ActionLine) -> Button:
        done = Button(_("Done"), "plain", "check")
        done.setAccessibleDescription(line.text)
        done.clicked.connect(lambda: self._mark(line, done=True))
        return done

    def _mark(self, line: ActionLine, *, done: bool) -> None:
        if attempt(lambda: handover.mark_done(self._session, line.key, done=done), self._notice):
            self._show()

    def _dating(self, line: ActionLine) -> tuple[QWidget, ...]:
        if line.due is None:
            later = Button(_("Set a date"), "quiet", "calendar")
            later.setAccessibleDescription(line.text)
            later.clicked.connect(lambda: self._remind({line.key: self._soon}))
            return self._done(line), later
        field = DateField(line.due, earliest=min(line.due, self._session.today))
        field.setAccessibleName(str(TO_BE_DONE_BY))
        field.picked.connect(lambda day: self._remind({line.key: day}, anew=False))
        remove = IconButton(_("Remove the date"), "close")
        remove.clicked.connect(lambda: self._remind({line.key: None}))
        return self._done(line), field, remove

    @property
    def _soon(self) -> date:
        return handover.suggested_day(self._session.today)

    def _remind(self, days: dict[ActionKey, date | None], *, anew: bool = True) -> None:
        if attempt(lambda: handover.remind(self._session, days), self._notice) and anew:
            self._show()

    def _on_all(self) -> None:
        self._remind({line.key: self._soon for line in self._left if line.due is None})

    def _add_buttons(self) -> None:
        undated = [line for line in self._left if line.due is None]
        if undated:
            all_of_them = Button(str(IN_TWO_WEEKS), "plain", "calendar")
            all_of_them.clicked.connect(self._on_all)
            self._buttons.addLayout(flow(all_of_them))
        calendar = Button(str(_REMINDERS), "plain", "calendar")
        calendar.clicked.connect(self._on_calendar)
        shown = [calendar]
        if self._left:
            to_print = Button(_("Print the list"), "quiet", "print")
            to_print.clicked.connect(lambda: print_pdf(self, self.as_pdf, lambda error: explain(error, self._notice)))
            to_file = Button(str(_AS_PDF), "quiet", "save")
            to_file.clicked.connect(self._on_page)
            shown += [to_print, to_file]
        self._buttons.addLayout(flow(*shown))

    def _on_calendar(self) -> None:
        title, kinds = str(_REMINDERS), _("Calendars (*.ics)")
        ask_where(self, title, "Privacy reminders.ics", self.save_calendar, kinds=kinds, suffix="ics")

    def _on_page(self) -> None:
        title, kinds = str(_AS_PDF), _("PDF files (*.pdf)")
        ask_where(self, title, "What is left to do.pdf", self.save_page, kinds=kinds, suffix="pdf")
