"""The window of the review: one table, marks by key or button, and the list of those to remove."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from ....audit.connections.connection import removal_list
from ....audit.connections.pointers import Pointers
from ....audit.connections.review import ConnectionFilter, Selecting, Selection
from ....audit.connections.review_record import Mark
from ....audit.state import account_titles
from ....i18n import _, ngettext
from ....system import write_private
from ...kit.accessible import announce
from ...kit.background import run_in_background
from ...kit.files import ask_where
from ...kit.layouts import FlowLayout, add_all, row
from ...kit.widgets.button import Button
from ...kit.widgets.notice import EmptyState, NoticeBox, attempt
from ...kit.widgets.text import Heading, TextLabel
from ...kit.words import SAVED
from ..context import WizardContext
from ..words import UNDONE
from .panels import FirstDay, MarkingCard, ProtectedListMatching
from .table import ConnectionsTable
from .words import mark_name, marked_sentence, new_sentence, progress_sentence

_SIZE, _LEAST, _LOW = (1120, 720), (480, 320), 520


class ConnectionsWindow(QDialog):
    """Everything is saved as it is marked; whoever closes the window has lost nothing. `accounts_wanted` where no
    download is at hand.
    """

    accounts_wanted = Signal()

    def __init__(self, context: WizardContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Your connections"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._context, self._session, self.review = context, context.session, context.connections
        self.review.open()
        self._titles = account_titles(self._session.audit.accounts, self._session.catalogue)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(24, 16, 24, 16)
        self._column.setSpacing(10)
        self._build_top()
        self.keep_rest = Button("", "plain", "check")
        self.keep_rest.clicked.connect(self._on_keep_rest)
        if self.review.connections:
            self._build_table()
            self._refresh()
            self.table.show_found()
            QTimer.singleShot(0, self, self._look_for_reasons)  # once the first rows are painted
            QTimer.singleShot(0, self, lambda: self.protected.begin(self.review.connections))
        else:
            self._build_nothing()
        self.close_button = Button(_("Close"), "plain")
        self.close_button.clicked.connect(self.accept)
        below = row(self.keep_rest)
        below.addWidget(self.close_button)
        self._column.addLayout(below)
        self._scroll()
        if self.review.connections:
            self.table.view.setFocus()
        self._fit(parent)

    def _build_top(self) -> None:
        self._progress, self._bar = TextLabel("", "muted"), QProgressBar()
        self._progress.setWordWrap(False)
        self._bar.setTextVisible(False)
        heading = Heading(_("Your connections"), "section")
        self._column.addLayout(row(heading, self._progress, stretch=heading))
        self.notice = NoticeBox(parent=self._inside)
        self.notice.acted.connect(lambda: self.table.show_only(ConnectionFilter.NEW))
        self._column.addWidget(self.notice)
        trouble = self.review.trouble
        if trouble is not None:
            self.notice.say("warn", str(trouble))

    def _build_table(self) -> None:
        self._lead = TextLabel(
            _(
                "Go through them once; next year only the new ones are left. Only your marks are kept, "
                "on this computer and without names. None of this is handed in."
            ),
            "muted",
        )
        self.table = ConnectionsTable(self.review, self._titles)
        self.marking = MarkingCard(self.review)
        self.first_day = FirstDay(self._session.today)
        self.table.moved.connect(lambda: self.marking.show_chosen(self.table.chosen))
        self.table.mark_wanted.connect(self._mark)
        self.table.page_wanted.connect(self.marking.open_page)
        self.marking.marked.connect(self._mark)
        self.marking.undone.connect(self._undo)
        self.first_day.given.connect(self._on_first_day)
        self.removal = self._removal()
        self.protected = ProtectedListMatching(self._context)
        self.protected.found.connect(self._on_pointers)
        self.finished.connect(self.protected.stop)
        add_all(self._column, self._bar, self._lead, self.protected)
        self._column.addWidget(self.table, 1)
        add_all(self._column, self.marking, self.removal, self.first_day)
        for keys, act in ((QKeySequence.StandardKey.Undo, self._undo), (QKeySequence.StandardKey.Find, self._search)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)
        if self.review.trouble is None and (new := new_sentence(self.review.counts)):
            self.notice.say("info", new, _("Show only these"))

    def _removal(self) -> QWidget:
        """Build the list of connections to remove, to take to the platform."""
        self._to_remove = TextLabel("", "strong")
        self._to_remove.setWordWrap(False)
        self.copy = Button(_("Copy the list"), "plain", "clipboard")
        self.save = Button(_("Save the list"), "plain", "save")
        self._to_remove.setMinimumHeight(self.copy.sizeHint().height())
        self.only_these = Button(_("Show only these"), "quiet")
        self.copy.clicked.connect(self._on_copy)
        self.save.clicked.connect(self._on_save)
        self.only_these.clicked.connect(lambda: self.table.show_only(ConnectionFilter.TO_REMOVE))
        holder = QWidget()
        flow = FlowLayout(holder)
        for part in (self._to_remove, self.copy, self.save, self.only_these):
            flow.addWidget(part)
        return holder

    def _build_nothing(self) -> None:
        """Build what is shown while there is nobody to show."""
        remembered = self.review.remembered
        lead = marked_sentence(remembered) + " " if remembered is not None else ""
        if self._session.downloads:
            title = _("Your download lists nobody")
            words = _("Ask the platform for it again: tick your connections, and choose all time.")
        else:
            title = _("No download is open")
            words = _(
                "Drop the data download of an account on the page “Your accounts”: it lists who you are "
                "connected with. That page also says how to ask for one."
            )
        empty = EmptyState("people", title, lead + words, _("Go to your accounts"))
        empty.acted.connect(self._on_accounts)
        self._column.addWidget(empty)
        self._column.addStretch(1)

    def _scroll(self) -> None:
        """Let everything scroll where the window is small or the letters are large."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inside)
        self._inside.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _fit(self, parent: QWidget | None) -> None:
        size = parent.window().size() if parent is not None else None
        self.setMinimumSize(*_LEAST)
        self.resize(*_SIZE if size is None else (max(size.width() - 40, _LEAST[0]), max(size.height() - 40, _LEAST[1])))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the table in a low window."""
        super().resizeEvent(event)
        if self.review.connections:
            self._lead.setVisible(event.size().height() >= _LOW)

    # ---- acts

    def _mark(self, mark: Mark | None) -> None:
        chosen = self.table.chosen
        if chosen and self._do(lambda: self.review.mark(chosen, mark)):
            self.table.follow_marks()
            words = ngettext("{n} marked: {mark}", "{n} marked: {mark}", len(chosen), mark=mark_name(mark))
            announce(self, words if mark is not None else _("Mark taken back"))
            self._refresh()

    def _on_keep_rest(self) -> None:
        rest, finishes = self.review.rest, self._finishes_with_rest
        if rest and self._do(lambda: self.review.mark(rest, Mark.KEEP)):
            self.table.show_marks()
            self._refresh()
            if finishes:
                self.accept()  # whoever opens the window again can still undo it

    @property
    def _finishes_with_rest(self) -> bool:
        """Whether nothing is left to do or to read here once the rest is kept."""
        return not self.review.counts.remove and not self.protected.is_due

    def _undo(self) -> None:
        if self.review.can_undo and self._do(self.review.undo):
            self.table.show_marks()
            announce(self, str(UNDONE))
            self._refresh()

    def _on_first_day(self, day: date | None) -> None:
        if self._do(lambda: self.review.set_first_day(day)):
            self.table.show_pointers()
            self._refresh()

    def _do(self, act: Callable[[], object]) -> bool:
        return attempt(act, self.notice)

    def _search(self) -> None:
        self.table.search.setFocus()
        self.table.search.selectAll()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._list_to_remove())
        self.notice.say("good", _("The list is copied. Paste it where you need it."))

    def _on_save(self) -> None:
        def chosen(path: Path) -> None:
            if attempt(lambda: write_private(path, self._list_to_remove().encode()), self.notice):
                self.notice.say("good", SAVED.format(path=path) + " " + _("Delete it when you are done."))

        name, kinds = _("To remove.txt"), _("Text files (*.txt)")
        ask_where(self, _("Save the list"), name, chosen, kinds=kinds, suffix="txt")

    def _on_accounts(self) -> None:
        self.accept()
        self.accounts_wanted.emit()

    # ---- showing

    def _refresh(self) -> None:
        counts = self.review.counts
        rest = len(self.review.rest)
        keep = ngettext("Keep the {n} who is left", "Keep the {n} who are left", rest)
        finish = ngettext("Keep the {n} who is left, and finish", "Keep the {n} who are left, and finish", rest)
        self.keep_rest.setText(finish if self._finishes_with_rest else keep)
        self.keep_rest.setVisible(rest > 0)
        self._progress.setText(progress_sentence(counts))
        self._bar.setRange(0, max(counts.all, 1))
        self._bar.setValue(counts.marked)
        self._bar.setAccessibleName(progress_sentence(counts))
        self.table.offer_filters()
        self.marking.show_chosen(self.table.chosen)
        self.first_day.show_day(self.review.now.first_day)
        self.removal.setVisible(counts.remove > 0)
        self._to_remove.setText(ngettext("{n} to remove", "{n} to remove", counts.remove))

    def _look_for_reasons(self) -> None:
        """Look for reasons in the background: thousands of names take a second."""
        run_in_background(
            self.review.look_for_reasons, on_done=self._on_reasons, on_failed=lambda _problem: None, parent=self
        )

    def _on_reasons(self, found: Sequence[Pointers]) -> None:
        self.review.found_reasons(found)
        self._show_pointers()

    def _on_pointers(self, found: Pointers) -> None:
        self.review.point_at(found)
        self._show_pointers()

    def _show_pointers(self) -> None:
        self.table.show_pointers()
        self._refresh()

    def _list_to_remove(self) -> str:
        found = Selecting(self.review).found(Selection(shown=ConnectionFilter.TO_REMOVE))
        return removal_list(found, self._titles)
