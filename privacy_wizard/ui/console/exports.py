"""What leaves the register, each time on record: a list as filtered and sorted, files in a folder for each person."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QMenu

from ...domain.register_events import AttestationStanding
from ...domain.register_views import PersonRow
from ...domain.vocabulary import ExportKind
from ...i18n import _, ngettext
from ...intake.handing_back import DEFAULT_PATTERN, FIELDS, BadPattern, WrittenCopy, check_pattern
from ...office.exports import hand_out_table
from ...register import SchoolRegister
from ...reports.spreadsheet import Cell
from ...system.progress import WorkProgress
from ..kit.files import ask_folder, ask_where
from ..kit.layouts import row
from ..kit.table import RowColumn
from ..kit.widgets.button import Button
from ..kit.widgets.card import Card
from ..kit.widgets.field import TextField
from ..kit.widgets.option_group import OptionChoice, OptionGroup
from ..kit.widgets.text import TextLabel
from ..kit.words import WHERE_FILES_GO
from .context import ConsoleContext
from .page import ConsolePage
from .words import AS_WORKBOOK, FILES_PER_PERSON, WRITING, WRITING_LIST

R = TypeVar("R")
ListTable = tuple[Sequence[str], Sequence[Sequence[Cell]]]  # headings, rows
ReadTable = Callable[[], ListTable]


def table_of(columns: Sequence[RowColumn[R]], rows: Sequence[R]) -> ListTable:
    """Rows for a spreadsheet: numbers and dates keep their type, so that it can sort them."""
    return [column.heading for column in columns], [[column.cell_of(each) for column in columns] for each in rows]


class ListExport(Button):
    """A button with the ways out; `asked` gives what reads the list as it is shown now, on a worker."""

    def __init__(self, page: ConsolePage, title: str, what: ExportKind, asked: Callable[[], ReadTable]) -> None:
        super().__init__(_("Export"), "quiet", "save")
        self._page, self._title, self._what, self._table = page, title, what, asked
        menu = QMenu(self)
        menu.addAction(str(AS_WORKBOOK)).triggered.connect(lambda: self._ask("xlsx", _("Workbook (*.xlsx)")))
        menu.addAction(_("As CSV")).triggered.connect(lambda: self._ask("csv", _("CSV (*.csv)")))
        self.setMenu(menu)

    def save(self, path: Path) -> None:
        """The ending of the name says as what."""
        register, now, what, read = self._page.context.register, self._page.context.now(), self._what, self._table()

        def work(progress: WorkProgress) -> int:
            return hand_out_table(register, path, *read(), what, now, progress)

        def done(many: int) -> None:
            self._page.say(
                ngettext(
                    "{n} row saved as {path}. The register notes it.",
                    "{n} rows saved as {path}. The register notes it.",
                    many,
                    path=path,
                )
            )

        self._page.count(work, done, str(WRITING_LIST), held=[self])

    def _ask(self, suffix: str, kinds: str) -> None:
        name = f"{self._title} {self._page.context.today.isoformat()}.{suffix}"
        ask_where(self._page, _("Save the list"), name, self.save, kinds=kinds, suffix=suffix)


_NEWEST, _ALL = "newest", "all"
Find = Callable[[], Sequence[str]]  # which attestations; may be slow


class FilesExport(Card):
    """Writes copies of files; hidden until some are offered. The files stay in the register."""

    def __init__(self, page: "ConsolePage") -> None:
        super().__init__(parent=page)
        self._page = page
        self._find: Callable[[bool], Find] | None = None
        self.set_title(str(FILES_PER_PERSON))
        self.what = OptionGroup(
            _("Which of their attestations?"),
            [OptionChoice(_NEWEST, _("The newest accepted one")), OptionChoice(_ALL, _("All that were accepted"))],
        )
        self.what.choose(_NEWEST)
        hint = _("These may go in braces: {fields}. It needs the number or the identifier.")
        self.pattern = TextField(_("What should the files be called?"), hint.format(fields=", ".join(FIELDS)))
        self.pattern.show_text(DEFAULT_PATTERN)
        self.pattern.typed.connect(self._check)
        self._about = TextLabel("", "strong")
        self.begin = Button(_("Choose the folder"), "accent", "folder")
        self.close_card = Button(_("Not now"), "quiet")
        self.begin.clicked.connect(lambda: ask_folder(self, str(WHERE_FILES_GO), self.save))
        self.close_card.clicked.connect(self.hide)
        for part in (self._about, self.what, self.pattern):
            self.body.addWidget(part)
        self.body.addLayout(row(self.begin, self.close_card))
        self.hide()

    def offer_people(self, count: int, find: Callable[[], Sequence[PersonRow]]) -> None:
        """Offer the files of people; `find` reads who they are, on a worker."""
        register = self._page.context.register

        def of_people(newest: bool) -> Find:
            return lambda: _files_of(register, find(), newest=newest)

        self._offer(of_people, ngettext("The files of {n} person", "The files of {n} people", count), asks_which=True)

    def offer_files(self, attestations: Sequence[str]) -> None:
        self._offer(
            lambda _newest: lambda: attestations, ngettext("{n} file", "{n} files", len(attestations)), asks_which=False
        )

    def save(self, folder: Path) -> None:
        """Write the copies one after the other; the user can stop between two."""
        find = self._find
        if find is None or self.pattern.fault:
            return
        self._show_running(running=True)
        context, pattern, found = self._page.context, self.pattern.line.text(), find(self.what.current() == _NEWEST)

        self._page.count(
            lambda told: _write(context, pattern, found(), folder, told),
            lambda written: self._on_done(folder, *written),
            str(WRITING),
        )

    def wake(self) -> None:
        """Enable the buttons again after an act failed."""
        self._show_running(running=False)

    def _offer(self, find: Callable[[bool], Find], about: str, *, asks_which: bool) -> None:
        self._find = find
        self._about.setText(about)
        self.what.setVisible(asks_which)
        self._show_running(running=False)
        self.show()
        self.begin.setFocus()

    def _check(self) -> None:
        try:
            check_pattern(self.pattern.line.text())
        except BadPattern as bad:
            self.pattern.set_fault(str(bad))
        else:
            self.pattern.set_fault("")
        self.begin.setEnabled(not self.pattern.fault)

    def _show_running(self, *, running: bool) -> None:
        for part in (self.begin, self.close_card):
            part.setVisible(not running)
        self.what.setEnabled(not running)
        self.pattern.setEnabled(not running)

    def _on_done(self, folder: Path, written: Sequence[WrittenCopy], left: int) -> None:
        self.hide()
        self._show_running(running=False)
        good = sum(each.path is not None for each in written)
        said = [
            ngettext(
                "{n} file written into {folder}. The register notes it.",
                "{n} files written into {folder}. The register notes it.",
                good,
                folder=folder,
            )
        ]
        if left:
            said.append(ngettext("Stopped: {n} was not written.", "Stopped: {n} were not written.", left))
        for problem, count in Counter(each.problem for each in written if each.problem).items():
            said.append(f"{count:,} × {problem}")
        if len(said) > 1:
            self._page.notice.say("warn", " ".join(said))
            self._page.show_notice()
        else:
            self._page.say(said[0])


def _files_of(register: SchoolRegister, people: Sequence[PersonRow], *, newest: bool) -> Sequence[str]:
    found: list[str] = []
    for each in people:
        accepted = [
            row.attestation
            for row in register.attestations.of(each.person)
            if row.standing is AttestationStanding.ACCEPTED and each.school == register.school
        ]
        found += accepted[:1] if newest else accepted
    return found


def _write(
    context: ConsoleContext, pattern: str, attestations: Sequence[str], folder: Path, told: WorkProgress
) -> tuple[Sequence[WrittenCopy], int]:
    """Write the copies until all are written or it is stopped; what was written, and how many were not."""
    found: list[WrittenCopy] = []
    for written in context.handing_back(pattern).each_into_folders(attestations, folder):
        found.append(written)
        told.came(len(found), len(attestations))
        if told.stopped():
            break
    return found, len(attestations) - len(found)
