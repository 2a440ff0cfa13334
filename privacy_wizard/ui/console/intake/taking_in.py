"""Taking files in: where they are dropped, how far it is, a way to stop it, and what became of each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from attrs import evolve, frozen
from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....i18n import _, ngettext
from ....intake.acceptance_rules import RuleFinding
from ....intake.intake_run import Intake, IntakeOutcome, IntakeProgress, Taken, intake_outcome_name
from ....intake.opening_limits import OpeningFault
from ....intake.sentences import gravest_first, left_aside, recorded_reason
from ....intake.waiting import is_in_order
from ....register.tickets import Waiting
from ....system.progress import WorkProgress
from ...kit.files import ask_folder, ask_several
from ...kit.layouts import FlowLayout, row
from ...kit.table import RowColumn, RowsModel, TableView
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.file_drop import FileDrop
from ...kit.widgets.progress import CountedProgress
from ...kit.widgets.text import TextLabel
from ..context import ConsoleContext
from ..page import ConsolePage, ConsolePlace, PlaceId
from ..words import WAITS_TO_BE_ACCEPTED


class FilesDrop(FileDrop):
    """`given(list[Path])` when files or folders were dropped or chosen."""

    given = Signal(object)

    def __init__(self, name: str, hint: str, patterns: str) -> None:
        super().__init__(name, hint, patterns)
        self.folder = Button(_("Choose a folder"), "link")
        self.folder.setAccessibleDescription(name)
        self.folder.clicked.connect(self._on_folder)
        side_by_side = QWidget()
        self.ways = FlowLayout(side_by_side)
        self.body.removeWidget(self.button)
        for way in (self.button, self.folder):
            self.ways.addWidget(way)
        self.body.insertWidget(0, side_by_side)
        self.lay_flat()

    def retranslate(self) -> None:
        self.button.setText(_("Choose files"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders of this computer, and nothing else."""
        if _local(event):
            event.acceptProposedAction()
            self._show_over(over=True)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_over(over=False)
        paths = _local(event)
        if paths:
            event.acceptProposedAction()
            self.given.emit(paths)

    def _on_choose(self) -> None:
        ask_several(self, self.accessibleName(), self.given.emit, kinds=self._patterns)

    def _on_folder(self) -> None:
        ask_folder(self, self.accessibleName(), lambda path: self.given.emit([path]), to_read=True)


def _local(event: QDropEvent) -> Sequence[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


_MOODS = {
    IntakeOutcome.ACCEPTED: "good",
    IntakeOutcome.NEEDS_A_LOOK: "warn",
    IntakeOutcome.REJECTED: "bad",
    IntakeOutcome.HELD_ALREADY: "plain",
    IntakeOutcome.WAITING_ALREADY: "plain",
    IntakeOutcome.NOT_CHECKED: "warn",
    IntakeOutcome.SET_ASIDE: "bad",
    IntakeOutcome.NOT_TAKEN: "bad",
}


@frozen(kw_only=True)
class _Intake:
    """The result of one intake: each file, how many of other kinds were left, and whether files still wait."""

    taken: Sequence[Taken]
    aside: int
    is_broken_off: bool


class TakingIn(Card):
    """Takes in what is given to `drop`, one intake at a time; `ended` when it is through. What stops it is explained
    on the page.
    """

    ended = Signal()

    def __init__(self, page: ConsolePage, drop: FilesDrop) -> None:
        super().__init__()
        self._page, self._drop = page, drop
        drop.given.connect(self.take)
        self._running = False
        self._given: Sequence[Path] = ()
        self.unopened = 0
        """Archives and mails that no worker could begin to open: they wait nowhere, and are to be taken again."""
        self._words, self.counting = TextLabel("", "strong"), CountedProgress()
        self.counting.appeared.connect(self._words.hide)  # it says the same
        self.close_results = Button(_("Close"), "quiet")
        self.close_results.clicked.connect(self.hide)
        self.results = RowsModel[Taken](taken_columns(), self)
        self._table = TableView(_("What became of each file"))
        self._table.setModel(self.results)
        self._table.share_width((18, 32, 50))
        self._table.setMinimumHeight(170)
        self._table.opened.connect(self._on_opened)
        inside = QVBoxLayout()
        for part in (self._words, self.counting, self._table):
            inside.addWidget(part)
        self.body.addLayout(inside)
        self.body.addLayout(row(self.close_results))
        self.hide()

    @property
    def is_running(self) -> bool:
        """Whether files are being taken in."""
        return self._running

    @property
    def sentence(self) -> str:
        """How far it is, or once it is done, how many of which result."""
        return self._words.text()

    def take(self, paths: Iterable[Path]) -> None:
        """Take everything under these paths in, on a worker; nothing while others are taken in."""
        if self._running:
            return
        self._running = True
        self._page.notice.say("info", "")
        self.show()
        self.results.show_rows([])
        for part in (self._table, self.close_results):
            part.hide()
        looking, given, context = _("Looking at the files …"), list(paths), self._page.context
        self._given, self.unopened = given, 0
        self._words.setText(looking)
        self.counting.run(
            lambda told: _take_in(context, given, told),
            on_done=self._on_done,
            on_failed=self._on_failed,
            saying=looking,
            held=[self._drop],
        )

    @property
    def to_take_again(self) -> Sequence[Path]:
        """The paths given last, if something in them could not be opened and is to be tried again."""
        return self._given if self.unopened else ()

    def refresh(self) -> None:
        """Update the results: how the files that still wait stand now."""
        if not self._running and self.results.rows:
            waiting = self._page.context.register.attestations.waiting
            self._page.aside(lambda: {each.attestation: each.reasons for each in waiting()}, self._settle)

    def _settle(self, waiting: Mapping[str, Sequence[str]]) -> None:
        """Show how results stand now; `waiting`: attestation → what stands against it. Decided ones are left out."""
        if self._running:
            return
        kept = [now for each in self.results.rows if (now := _as_now(each, waiting)) is not None]
        if kept != self.results.rows:
            self.results.show_rows(kept)
        if not kept:
            self.hide()

    def stop(self) -> None:
        """Begin no further file; the others wait for the next time."""
        self.counting.cancel.click()

    def _on_done(self, found: _Intake) -> None:
        self._end()
        taken = found.taken
        self.unopened = sum(each.fault is OpeningFault.NOT_STARTED for each in taken)
        counted = Counter(_word(each) for each in taken)
        words = " · ".join(f"{count:,} {word}" for word, count in counted.items())
        stopped = _("Stopped. What was not judged waits for the next time.") if found.is_broken_off else ""
        nothing = "" if taken else _("Nothing was found that could be an attestation.")
        others = left_aside(found.aside) if found.aside else ""
        self._words.setText(" ".join(part for part in (words and f"{words}.", others, stopped, nothing) if part))
        self.results.show_rows(sorted(taken, key=lambda each: list(_MOODS).index(each.outcome), reverse=True))
        self._table.setVisible(bool(taken))
        self.ended.emit()

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self.hide()
        self._page.explain(error)

    def _end(self) -> None:
        self._running = False
        for part in (self._words, self.close_results):
            part.show()

    def _on_opened(self, at: int) -> None:
        sha256 = self.results.row(at).sha256
        if sha256 is not None:
            self._page.wanted.emit(ConsolePlace(id=PlaceId.ATTESTATION, of=sha256))


def taken_columns() -> list[RowColumn[Taken]]:
    """What became of each file, as a table shows it."""
    return [
        RowColumn(
            heading=_("Result"),
            text=_word,
            mood=lambda taken: "good" if _is_in_order(taken) else _MOODS[taken.outcome],
        ),
        RowColumn(heading=_("File"), text=lambda taken: taken.name),
        RowColumn(heading=_("Why"), text=_why),
    ]


def _is_in_order(taken: Taken) -> bool:
    """Whether nothing is wrong with it and its owner is known, so that it can be accepted with others."""
    judgement = taken.judgement
    return judgement is not None and taken.outcome is IntakeOutcome.NEEDS_A_LOOK and is_in_order(judgement.codes)


def _as_now(taken: Taken, waiting: Mapping[str, Sequence[str]]) -> Taken | None:
    """How a result stands now; None if it was decided meanwhile."""
    if taken.outcome is not IntakeOutcome.NEEDS_A_LOOK or taken.judgement is None:
        return taken
    codes = waiting.get(taken.sha256 or "")
    if codes is None or taken.judgement.codes == tuple(codes):
        return taken if codes is not None else None
    reasons = map(recorded_reason, codes)
    findings = tuple(RuleFinding(code=each.code, sentence=each.sentence, rejects=each.rejects) for each in reasons)
    return evolve(taken, judgement=evolve(taken.judgement, findings=findings))


def _word(taken: Taken) -> str:
    return _("handed in") if _is_in_order(taken) else intake_outcome_name(taken.outcome)


def _why(taken: Taken) -> str:
    if taken.problem:
        return taken.problem
    if _is_in_order(taken):
        return str(WAITS_TO_BE_ACCEPTED)
    codes = taken.judgement.codes if taken.judgement is not None else ()
    return " ".join(each.sentence for each in gravest_first(codes))


def _take_in(context: ConsoleContext, paths: Sequence[Path], told: WorkProgress) -> _Intake:
    last: list[IntakeProgress] = []

    def came(progress: IntakeProgress) -> None:
        last[:] = [progress]
        told.came(progress.done, progress.known)

    with context.checker() as checker:
        intake = Intake(
            context.register, context.rules(), checker, context.now, on_progress=came, cancelled=told.stopped
        )
        taken = intake.take_in(paths)
    is_broken_off = told.stopped() and not (last and last[0].done == last[0].known)
    return _Intake(taken=taken, aside=intake.aside, is_broken_off=is_broken_off)


class StuckFiles(Card):
    """Files still to be checked: they wait, or were set aside because each attempt ended with its process.

    Shown while files are set aside or wait. `taking` is where files were taken in last, and are once all wait.
    """

    def __init__(self, page: ConsolePage, taking: TakingIn) -> None:
        super().__init__(quiet=True)
        self._page, self._taking = page, taking
        self._words = TextLabel()
        self.again = Button(_("Check again"), "plain")
        self.again.clicked.connect(self._on_again)
        self.body.setContentsMargins(18, 12, 14, 12)
        self.body.addLayout(row(self._words, self.again, stretch=self._words))
        self.hide()

    def refresh(self) -> None:
        """Read on a worker how many there are."""
        queue = self._page.context.register.queue
        self._page.aside(queue.count, self._show)

    def _show(self, found: Waiting) -> None:
        self.again.setEnabled(True)
        waits = found.waiting + self._taking.unopened
        self.setVisible(bool(found.stuck + waits))
        stuck = ngettext(
            "The check of {n} file could not be finished, for example because the computer was switched off.",
            "The check of {n} files could not be finished, for example because the computer was switched off.",
            found.stuck,
        )
        waiting = ngettext("{n} file waits to be checked.", "{n} files wait to be checked.", waits)
        self._words.setText(" ".join([stuck] * bool(found.stuck) + [waiting] * bool(waits)))

    def _on_again(self) -> None:
        queue = self._page.context.register.queue
        self.again.setEnabled(False)
        self._page.act(queue.try_again, self._on_waiting, _("Recording …"))

    def _on_waiting(self, _count: int) -> None:
        self.hide()
        self._taking.take(self._taking.to_take_again)
