"""Watching a folder: while the window is open, files in it are taken in every few seconds."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Event

from attrs import frozen
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....i18n import _, long_moment
from ....intake.intake_run import Intake, IntakeOutcome, IntakeProgress, Taken, Watching, intake_outcome_name
from ....intake.sentences import left_aside
from ...kit.background import run_in_background
from ...kit.files import ask_folder
from ...kit.layouts import row
from ...kit.table import RowsModel, TableView
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import TextLabel
from ..context import ConsoleContext
from ..page import sentence_of
from .taking_in import taken_columns

_EVERY = 5000  # milliseconds between two looks
_MOST_SHOWN = 500


@frozen(kw_only=True)
class _Look:
    is_there: bool
    taken: Sequence[Taken]


class FolderWatch(QObject):
    """`looked` after each look; `came(list[Taken])` when something was taken in. It outlives the card that shows it."""

    looked = Signal()
    came = Signal(object)
    counted_up = Signal(int, int)  # how many of how many that are being taken in

    def __init__(self, context: ConsoleContext, parent: QObject, every: int = _EVERY) -> None:
        super().__init__(parent)
        self._context = context
        self.watching: Watching | None = None
        self.since: datetime | None = None
        self.is_there = True
        self.trouble: Exception | None = None
        self.taken: list[Taken] = []  # the newest first; what was held already is only counted
        self.counted: Counter[IntakeOutcome] = Counter()
        self._stop = Event()  # of what is being taken in
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(every)
        self._pause.timeout.connect(self._look)

    def start(self, folder: Path) -> None:
        """Watch a folder from now on; files already there are taken in as well."""
        self.watching, self.since, self._stop = Watching(folder), self._context.now(), Event()
        self.taken.clear()
        self.counted.clear()
        self._look()

    def stop(self) -> None:
        """Look no more. Of what is being taken in, a file that is being checked is finished; the others wait."""
        self.watching = None
        self._stop.set()
        self._pause.stop()
        self.looked.emit()

    def _look(self) -> None:
        watching, context, stop = self.watching, self._context, self._stop
        if watching is None or context.lent_by is not None:  # a colleague decides on one file: the others wait
            return

        def tell(far: IntakeProgress) -> None:
            with suppress(RuntimeError):  # a window that is gone stops no work
                self.counted_up.emit(far.done, far.known)

        def take_in(paths: Sequence[Path]) -> Sequence[Taken]:
            with context.checker() as checker:
                return Intake(context.register, context.rules(), checker, context.now, tell, stop.is_set).take_in(paths)

        def work() -> _Look:
            return _Look(is_there=watching.is_there, taken=watching.look(take_in))

        run_in_background(
            work,
            on_done=lambda look: self._on_looked(watching, look),
            on_failed=lambda error: self._on_failed(watching, error),
            parent=self,
            stop=stop.set,
        )

    def _on_looked(self, watching: Watching, look: _Look) -> None:
        fresh = [each for each in look.taken if each.outcome is not IntakeOutcome.HELD_ALREADY]
        if watching is self.watching:  # else it was stopped meanwhile, and perhaps another folder is watched
            self.is_there, self.trouble = look.is_there, None
            self.counted.update(each.outcome for each in look.taken)
            self.taken = [*reversed(fresh), *self.taken][:_MOST_SHOWN]
            self._go_on()
        if look.taken:
            self.came.emit(fresh)

    def _on_failed(self, watching: Watching, error: Exception) -> None:
        """Say what failed; the files are tried again at the next look."""
        if watching is self.watching:
            self.trouble = error
            self._go_on()

    def _go_on(self) -> None:
        self._pause.start()
        self.looked.emit()


class FolderWatchCard(Card):
    """Starts and stops the watching and shows what came in. `opened(str)` with an attestation."""

    opened = Signal(str)

    def __init__(self, watch: FolderWatch, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._watch = watch
        self._words, self._counts, self.notice = TextLabel("", "strong"), TextLabel("", "muted"), NoticeBox()
        self._doing = TextLabel("", "muted")
        self.stop = Button(_("Stop watching"), "plain")
        self.stop.clicked.connect(watch.stop)
        self.results = RowsModel[Taken](taken_columns(), self)
        self._table = TableView(_("What came in through the folder"))
        self._table.setModel(self.results)
        self._table.share_width((18, 32, 50))
        self._table.opened.connect(self._on_opened)
        inside = QVBoxLayout()
        for part in (self._words, self._counts, self._doing, self.notice, self._table):
            inside.addWidget(part)
        self.body.addLayout(inside)
        self.body.addLayout(row(self.stop))
        watch.looked.connect(self.refresh)
        watch.counted_up.connect(self._show_doing)
        self.refresh()

    def refresh(self) -> None:
        watch = self._watch
        watching = watch.watching
        self.setVisible(watching is not None and self.parentWidget() is not None)
        if watching is None or watch.since is None:
            return
        sentence = _("Watching {folder} since {moment}")
        self._words.setText(sentence.format(folder=watching.folder, moment=long_moment(watch.since)))
        words = [f"{count:,} {intake_outcome_name(outcome)}" for outcome, count in watch.counted.items()]
        came = " · ".join(words) or _("Nothing has come in so far. Files stay where they are.")
        self._doing.hide()
        self._counts.setText(f"{came} {left_aside(watching.aside)}" if watching.aside else came)
        self._say_trouble()
        if list(self.results.rows) != watch.taken:
            self.results.show_rows(watch.taken)
        self._table.setVisible(bool(watch.taken))

    def _show_doing(self, done: int, known: int) -> None:
        self._doing.setText(_("Taking in {done} of {of} …", done=f"{done:,}", of=f"{known:,}"))
        self._doing.show()

    def _say_trouble(self) -> None:
        watch = self._watch
        if watch.trouble is not None:
            again = _("It will be tried again in a moment.")
            self.notice.say("bad", f"{sentence_of(watch.trouble)} {again}")
        elif not watch.is_there:
            self.notice.say("warn", _("The folder cannot be reached. Watching resumes when it is back."))
        else:
            self.notice.say("info", "")

    def _on_opened(self, at: int) -> None:
        sha256 = self.results.row(at).sha256
        if sha256 is not None:
            self.opened.emit(sha256)


def ask_which_folder(parent: QWidget, watch: FolderWatch) -> None:
    """Ask for the folder, then watch it."""
    title = _("Which folder do attestations arrive in?")
    ask_folder(parent, title, watch.start, to_read=True)
