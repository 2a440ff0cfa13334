"""What stands beside the table of connections: the chosen one and its marks, the first day, the protected list."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....audit.connections.connection import Connection
from ....audit.connections.pointers import Pointers
from ....audit.connections.review import ConnectionReview
from ....audit.connections.review_record import Mark
from ....i18n import _, long_date, ngettext
from ....system.progress import WorkProgress
from ...kit.layouts import FlowLayout
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card, Disclosure
from ...kit.widgets.date_field import DateField
from ...kit.widgets.link_row import BROWSER_NOT_OPENED, open_in_browser
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.progress import CountedProgress
from ...kit.widgets.text import TextLabel
from ..context import WizardContext
from .words import KEYS, kind_names, mark_name

_ICONS = {Mark.KEEP: "check", Mark.REMOVE: "minus", Mark.NOT_SURE: "info", Mark.REMOVED: "success", None: "close"}


class MarkingCard(Card):
    """`marked(Mark or None)`, `undone`. Opens a page only when that is asked for."""

    marked = Signal(object)
    undone = Signal()

    def __init__(self, review: ConnectionReview) -> None:
        super().__init__(quiet=True)
        self._review = review
        self._page = ""
        self.body.setContentsMargins(16, 10, 16, 12)
        self.body.setSpacing(8)
        self._who, self._why = TextLabel("", "strong"), TextLabel()
        self.failed = NoticeBox(parent=self)
        self.buttons = {mark: self._button(mark) for mark in (*Mark, None)}
        self.open = Button(_("Open their page"), "plain", "external")
        self.open.clicked.connect(self.open_page)
        self.undo = Button(_("Undo"), "quiet", "undo")
        self.undo.setToolTip(_("Ctrl+Z"))
        self.undo.clicked.connect(self.undone)
        holder = QWidget()
        flow = FlowLayout(holder)
        for part in (*self.buttons.values(), self.open, self.undo):
            part.make_compact()
            flow.addWidget(part)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._who)
        words.addWidget(self._why)
        self.body.addLayout(words)
        self.body.addWidget(self.failed)
        self.body.addWidget(holder)
        for label in (self._who, self._why):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show_chosen(self, chosen: Sequence[Connection]) -> None:
        """Show what is known of the chosen connection, or how many are chosen."""
        self.failed.say("info", "")
        one = chosen[0] if len(chosen) == 1 else None
        self._page = one.page if one is not None else ""
        self._who.setText(_who(one) if one is not None else _several(len(chosen)))
        self._why.setText(self._known(one) if one is not None else "")
        self._why.setVisible(bool(self._why.text()))
        for mark, button in self.buttons.items():
            button.setEnabled(bool(chosen))
            if mark is Mark.REMOVED:
                button.setVisible(any(self._review.now.mark_of(each) is Mark.REMOVE for each in chosen))
        self.buttons[None].setEnabled(any(self._review.now.mark_of(each) for each in chosen))
        self.open.setEnabled(bool(self._page))
        self.open.setToolTip(self._page or _("The download has no address of this person's page."))
        self.undo.setEnabled(self._review.can_undo)

    def open_page(self) -> None:
        """Open its page in the browser, or show the address where that fails."""
        if self._page and not open_in_browser(self._page):
            self.failed.say("warn", BROWSER_NOT_OPENED.format(link=self._page))

    def _button(self, mark: Mark | None) -> Button:
        title = mark_name(mark) if mark is not None else _("Remove the mark")
        button = Button(_("{act} ({key})", act=title, key=KEYS[mark]), "plain", _ICONS[mark])
        button.clicked.connect(lambda: self.marked.emit(mark))
        return button

    def _known(self, one: Connection) -> str:
        """The reasons to look at a connection, and since when it has been one."""
        reasons = [pointer.words for pointer in self._review.pointers(one)]
        lines = [_("Worth a second look, nothing more: {reasons}.", reasons="; ".join(reasons))] if reasons else []
        if self._review.now.is_new(one):
            lines.append(_("New since your last review."))
        elif (since := self._review.now.known_since.get(one.identity)) is not None:
            lines.append(_("Listed in your review of {day}.", day=long_date(since)))
        return " ".join(lines)


def _who(one: Connection) -> str:
    said = one.exported
    parts = [one.name, one.handle, said.position, said.employer, kind_names(one)]
    return " · ".join(dict.fromkeys(filter(None, parts)))


def _several(chosen: int) -> str:
    if not chosen:
        return _("Choose somebody in the list.")
    return ngettext(
        "{n} chosen. One mark counts for all of them.", "{n} chosen. One mark counts for all of them.", chosen
    )


class FirstDay(Disclosure):
    """`given(date or None)` when the day is said, or forgotten."""

    given = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__("")
        self.body.setSpacing(6)
        self.body.addWidget(
            TextLabel(
                _("Optional: people you added on that very day are pointed out. The day stays on this computer."),
                "muted",
            )
        )
        self.field = DateField(today, latest=today)
        self.field.setAccessibleName(_("The day your job began"))
        self.use, self.forget = Button(_("Use this day")), Button(_("Forget the day"), "quiet")
        self.use.clicked.connect(lambda: self.given.emit(self.field.value))
        self.forget.clicked.connect(lambda: self.given.emit(None))
        holder = QWidget()
        flow = FlowLayout(holder)
        for part in (self.field, self.use, self.forget):
            flow.addWidget(part)
        self.body.addWidget(holder)

    def show_day(self, day: date | None) -> None:
        """Show the day that is in use."""
        if day is not None:
            self.field.set_value(day)
        self.forget.setVisible(day is not None)
        asked = _("When did your job at the school begin?")
        self.button.setText(_("Your job began on {day}", day=long_date(day)) if day is not None else asked)


class ProtectedListMatching(QWidget):
    """`found(Pointers)` once every connection is compared; hidden where the school gave no list."""

    found = Signal(object)

    def __init__(self, context: WizardContext) -> None:
        super().__init__()
        self._context = context
        self.is_due = context.school.has_protected_list  # until every connection is compared
        self.counting, self.words = CountedProgress(), TextLabel("", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.counting)
        column.addWidget(self.words)
        if not self.is_due:
            self.hide()

    def begin(self, connections: Sequence[Connection]) -> None:
        """Compare the connections with the list; does nothing without a list."""
        if not self._context.school.has_protected_list:
            return
        school = self._context.school

        def work(progress: WorkProgress) -> Pointers | None:
            from ....audit.connections.protected import on_the_protected_list

            protected = school.protected_list()
            return on_the_protected_list(protected, connections, progress) if protected is not None else None

        saying = _("Comparing with your school's protected list …")
        self.counting.run(work, on_done=self._on_done, on_failed=self._on_failed, saying=saying)

    def stop(self) -> None:
        """Stop comparing."""
        self.counting.cancel.click()

    def _on_done(self, pointers: Pointers | None) -> None:
        self.is_due = False
        self.setVisible(pointers is not None)
        if pointers is not None:
            self.words.setText(self._told(pointers))
        self.found.emit(pointers or {})

    def _told(self, pointers: Pointers) -> str:
        told = ngettext(
            "{n} connection may be somebody on your school's protected list. Only you can see this.",
            "{n} connections may be somebody on your school's protected list. Only you can see this.",
            len(pointers),
        )
        question = _("People share names: each is a question, not an answer.")
        nobody = _("Nobody here is on your school's protected list.")
        return f"{told} {question}" if pointers else nobody

    def _on_failed(self, error: Exception) -> None:
        self.words.setText(str(error))
