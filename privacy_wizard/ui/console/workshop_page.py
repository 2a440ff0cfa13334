"""Page *A policy*: the workshop in which an officer makes the school's own policy, control by control."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, cast

from attrs import frozen
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ...catalogue.writing import write_pack
from ...domain.model import Catalogue, PolicyPack
from ...domain.policy_difference import differences
from ...machine import shipped_folder, write_whole
from ...office.own_policies import next_library, put_policy
from ...office.workshop import Bench, PolicyDraft, PolicyShelf
from ...office.workshop_edits import newer_than
from ...office.workshop_faults import Unfinished, unfinished
from ..accessible import announce
from ..pages.parts.files import ask_where
from ..pages.parts.printing import print_text
from ..pages.parts.typing_pause import TypingPause
from ..theme import Theme
from ..theme.icons import themed_icon
from ..widgets.button import Button, IconButton
from ..widgets.flow import FlowLayout
from ..widgets.text import Text
from .chooser import Chooser
from .desk import ConsoleDesk
from .page import ConsolePage
from .place import Place, PlaceId
from .workshop_about import (
    ABOUT,
    CHANGES,
    CLAUSES,
    TELL,
    UNFINISHED,
    AboutPanel,
    ChangesPanel,
    TellPanel,
    UnfinishedPanel,
)
from .workshop_clauses import ClausesPanel
from .workshop_list import WorkshopList
from .workshop_panel import Panel
from .workshop_rows import Marks, list_rows
from .workshop_rule import RulePanel
from .workshop_strip import QuestionStrip
from .workshop_summary import summary_html
from .workshop_trial import Trial, begin_trial

_BESIDE_FROM, _LIST = 95, 40  # letters: with larger type, more room is needed
_PAUSE = 350  # milliseconds after the last change, before the linter looks


class _HasTheme(Protocol):
    theme: Theme


@frozen(kw_only=True)
class _Opened:
    catalogue: Catalogue
    draft: PolicyDraft


class PolicyPage(ConsolePage):
    """The list of controls at the left, one of them at the right; every change is kept at once."""

    is_wide = True

    def __init__(self, desk: ConsoleDesk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.bench: Bench | None = None
        self.trial: Trial | None = None
        self.unfinished: tuple[Unfinished, ...] | None = None
        self.panel: Panel | None = None
        self._at = ABOUT
        self._is_opening = False
        self._looked_at: PolicyPack | None = None  # the policy that was found to be so
        self._shows_list = True  # in a narrow window it is the list, or the panel

    # ---- building

    def build(self) -> None:
        """What can be done, how many questions there are, the list, the panel."""
        self.title = self.tr("A policy")
        self._check = TypingPause(self._look, self, _PAUSE)
        self.panel = None
        self._build_bar()
        self.strip = QuestionStrip()
        self.strip.changed.connect(self._count)
        self.body.addWidget(self.strip)
        self._build_list()
        self._build_sides()
        self.notice.acted.connect(self._on_notice)

    def _build_bar(self) -> None:
        self._bar = QWidget()
        flow = FlowLayout(self._bar)
        self.undo, self.redo = IconButton(self.tr("Undo"), "undo"), IconButton(self.tr("Redo"), "redo")
        self.try_it = Button(self.tr("Try it in the wizard"), "plain", "eye")
        self.put = Button(self.tr("Put it into the school's file"), "accent", "school")
        self.save_button = Button(self.tr("Save as a file"), "quiet", "save")
        self.print_button = Button(self.tr("Print a summary"), "quiet", "print")
        for part, act in (
            (self.put, self._on_put),
            (self.try_it, self._on_try),
            (self.undo, self._on_undo),
            (self.redo, self._on_redo),
            (self.save_button, self._on_save),
            (self.print_button, self._on_print),
        ):
            part.clicked.connect(act)
            flow.addWidget(part)
        self._add_key(QKeySequence.StandardKey.Undo, self._on_undo)
        self._add_key(QKeySequence.StandardKey.Redo, self._on_redo)
        self.body.addWidget(self._bar)

    def _add_key(self, key: QKeySequence.StandardKey, act: Callable[[], None]) -> None:
        action = QAction(self._bar)
        action.setShortcuts(key)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _on=False: act())
        self._bar.addAction(action)

    def _build_list(self) -> None:
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search for a control, its words or its clause"))
        self.search.addAction(themed_icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(lambda _text: self._list())
        self.filter = Chooser(self.tr("Which controls"))
        self.filter.offer(
            (
                ("", self.tr("All controls")),
                ("asked", self.tr("Asked")),
                ("not asked", self.tr("Not asked")),
                ("changed", self.tr("Changed")),
                ("unfinished", self.tr("Still to be done")),
            )
        )
        self.filter.chosen.connect(self._list)
        self.list = WorkshopList(self.tr("The policy, area by area"))
        self.list.shown.connect(self._on_shown)
        self.list.opened.connect(self._on_opened)
        self._nothing = Text(self.tr("Nothing found. Try another word, or show all controls."), "muted")
        self._nothing.hide()

    def _build_sides(self) -> None:
        self._left, self._right = QWidget(), QWidget()
        left, right = QVBoxLayout(self._left), QVBoxLayout(self._right)
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(8)
        for part in (self.search, self.filter, self._nothing):
            left.addWidget(part)
        left.addWidget(self.list, 1)
        left.addStretch(0)  # where the list is hidden
        self.to_list = Button(self.tr("All controls"), "quiet", "arrow-left")
        self.to_list.clicked.connect(self._on_to_list)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        right.addWidget(self.to_list, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self._scroll, 1)
        sides = QHBoxLayout()
        sides.setSpacing(20)
        sides.addWidget(self._left)
        sides.addWidget(self._right, 1)
        self.body.addLayout(sides, 1)
        self._arrange()

    # ---- coming and going

    @property
    def shelf(self) -> PolicyShelf:
        """The drafts of this school."""
        return PolicyShelf(self.desk.school_place.folder / "policies")

    def refresh(self) -> None:
        """The draft that the page was opened for; one that is at work already stays as it is, with the way back."""
        which = self.place.of if self.place else ""
        shelf, place = self.shelf, self.desk.school_place

        def read() -> _Opened:
            catalogue = next_library(place)
            return _Opened(catalogue=catalogue, draft=shelf.open(which, catalogue))

        self._is_opening = True
        self._set_usable(on=False)
        self.aside(read, self._open, self.tr("Opening …"))

    def left(self) -> None:
        """What is being typed is kept."""
        self.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        """So it is when the window closes."""
        super().hideEvent(event)
        self.flush()

    def flush(self) -> None:
        """Keep what is being typed."""
        if self.panel is not None:
            self.panel.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)
        if hasattr(self, "_scroll"):
            self._arrange()

    def explain(self, error: Exception) -> None:
        """A draft that cannot be opened leaves nothing to work at."""
        super().explain(error)
        if self._is_opening:
            self._is_opening, self.bench = False, None
            self.title, self.lead = self.tr("A policy"), ""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_scroll"):
            self._arrange()

    def _open(self, opened: _Opened) -> None:
        self._is_opening = False
        bench = Bench(opened.catalogue, opened.draft, self.shelf.keep)
        if self.bench is not None and self.bench.draft == bench.draft:
            self.bench.catalogue = opened.catalogue
        else:
            self.bench, self.unfinished, self._at, self._shows_list = bench, None, ABOUT, True
        self._show_bench()

    def _show_bench(self) -> None:
        assert self.bench is not None  # noqa: S101  (called by those who have one)
        self._set_usable(on=True)
        self.strip.offer(self.bench.catalogue)
        self._after(rebuild=False)
        self.show_row(self._at, open_it=False)
        self._look()

    def _set_usable(self, *, on: bool) -> None:
        for part in (self._bar, self.strip, self._left, self._right):
            part.setEnabled(on)

    # ---- showing

    @property
    def _is_wide(self) -> bool:
        """Whether list and rule fit side by side."""
        return self.width() >= _BESIDE_FROM * self.fontMetrics().averageCharWidth()

    def _arrange(self) -> None:
        wide = self._is_wide
        self._left.setVisible(wide or self._shows_list)
        self._right.setVisible(wide or not self._shows_list)
        self.to_list.setVisible(not wide)
        if wide:
            self._left.setFixedWidth(_LIST * self.fontMetrics().averageCharWidth())
        else:
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(16_777_215)
        for part in (self.strip, self._bar):
            part.setVisible(wide or self._shows_list)
        self._scroll.setMinimumHeight(260 if wide else 150)
        self._show_lead()

    def _show_lead(self) -> None:
        """Where there is little room, the rule has it."""
        if self.bench is not None and (self._is_wide or self._shows_list):
            self.lead = self.tr("Begun from {source}. Every change is kept at once.").format(source=self.bench.source)
        else:
            self.lead = ""

    def show_row(self, row: str, *, open_it: bool = True) -> None:
        """Show the panel of a row of the list."""
        bench = self.bench
        if bench is None:
            return
        self.flush()
        self._at = row if row in bench.catalogue.controls or row in _PANELS else ABOUT
        self._shows_list = self._shows_list and not open_it
        self.list.choose(self._at)
        control = bench.catalogue.controls.get(self._at)
        panel = RulePanel(bench, control) if control is not None else _PANELS[self._at](bench)
        panel.applied.connect(self._on_applied)
        panel.wanted.connect(self.show_row)
        panel.rebuild()
        self.panel = panel
        self._scroll.setWidget(panel)  # which gives up the one before
        panel.setAutoFillBackground(False)
        self._tell_panel()
        self._scroll.verticalScrollBar().setValue(0)
        self._arrange()

    def _on_shown(self, row: str) -> None:
        self.show_row(row, open_it=False)

    def _on_opened(self, row: str) -> None:
        narrow = not self._is_wide
        if narrow or row != self._at:
            self.show_row(row)
        if narrow:
            self.to_list.setFocus()

    def _on_to_list(self) -> None:
        self.flush()
        self._shows_list = True
        self._arrange()
        self.list.setFocus()

    # ---- changing

    def _on_applied(self, pack: PolicyPack, part: str) -> None:
        bench = self.bench
        if bench is None:
            return
        self.attempt(lambda: bench.change(pack, part))
        self._after(rebuild=not part)

    def _after(self, *, rebuild: bool) -> None:
        """Say everything again that depends on the policy."""
        bench = self.bench
        if bench is None:
            return
        self.title = bench.pack.title or self.tr("A policy without a title")
        self._show_lead()
        self.undo.setEnabled(bench.can_undo)
        self.redo.setEnabled(bench.can_redo)
        self._count()
        self._list()
        if rebuild:
            self._rebuild_panel()
        self._check.touch()

    def _count(self) -> None:
        if self.bench is not None:
            self.strip.count(self.bench)

    def _list(self) -> None:
        bench = self.bench
        if bench is None:
            return
        marks = Marks(
            changes=len(differences(bench.began, bench.pack)),
            unfinished=self.unfinished,
            search=self.search.text(),
            filter=self.filter.value,
        )
        rows = tuple(list_rows(bench, marks))
        self.list.show_rows(rows, self._at)
        self._nothing.setVisible(not any(each.id in bench.catalogue.controls for each in rows))
        self.list.setVisible(bool(rows))

    def _rebuild_panel(self) -> None:
        """The panel anew, at the same height, with the focus where it was."""
        panel = self.panel
        if panel is None:
            return
        bar = self._scroll.verticalScrollBar()
        height, focused = bar.value(), _focus_in(panel)
        panel.rebuild()
        self._tell_panel()
        panel.body.activate()
        panel.resize(panel.width(), max(panel.body.heightForWidth(panel.width()), panel.minimumSizeHint().height()))
        bar.setValue(height)
        if focused is not None:
            _give_focus(panel, *focused)

    # ---- what is unfinished

    @property
    def is_looked_through(self) -> bool:
        """Whether the linter has looked at the policy as it is now."""
        if self.bench is None or self.unfinished is None or self._is_opening:
            return False
        return self._looked_at == self.bench.finished()

    def _look(self) -> None:
        bench = self.bench
        if bench is None:
            return
        pack, library = bench.finished(), shipped_folder("checklists")
        self.aside(lambda: unfinished(pack, library), lambda found: self._on_looked(pack, found))

    def _on_looked(self, pack: PolicyPack, found: tuple[Unfinished, ...]) -> None:
        if self.bench is None or self.bench.finished() != pack:
            return  # it has changed since: another look is under way
        if found != self.unfinished:
            announce(self, self.tr("%n thing(s) still to be done", "", len(found)))
        self.unfinished, self._looked_at = found, pack
        self._list()
        self._tell_panel()

    def _tell_panel(self) -> None:
        if self.panel is not None and self.unfinished is not None:
            self.panel.show_unfinished(self.unfinished)

    # ---- the way back

    def _on_undo(self) -> None:
        self._step(lambda bench: bench.undo())

    def _on_redo(self) -> None:
        self._step(lambda bench: bench.redo())

    def _step(self, step: Callable[[Bench], None]) -> None:
        bench = self.bench
        if bench is not None:
            self.flush()
            self.attempt(lambda: step(bench))
            self._after(rebuild=True)

    # ---- using it

    def _when_finished(self, then: Callable[[PolicyPack], None]) -> None:
        """Do something with the policy if the linter has nothing against it; else show what is still to be done."""
        bench = self.bench
        if bench is None:
            return
        self.flush()
        pack, library = bench.finished(), shipped_folder("checklists")

        def looked(found: tuple[Unfinished, ...]) -> None:
            self._on_looked(pack, found)
            if not found:
                then(pack)
                return
            self.show_row(UNFINISHED)
            self.notice.say("warn", self.tr("%n thing(s) must be done before the policy can be used.", "", len(found)))
            self.show_notice()

        self.notice.say("info", "")
        self.aside(lambda: unfinished(pack, library), looked, self.tr("Looking through the policy …"))

    def _on_save(self) -> None:
        def ask(pack: PolicyPack) -> None:
            kinds = self.tr("Policies (*.yaml)")
            title = self.tr("Save the policy")
            ask_where(self, title, f"{pack.id}.yaml", lambda path: self.save(pack, path), kinds=kinds, suffix="yaml")

        self._when_finished(ask)

    def save(self, pack: PolicyPack, path: Path) -> None:
        """Write the policy as a file; it must be named as the policy is."""
        if path.name != f"{pack.id}.yaml":
            self.notice.say(
                "warn", self.tr("Nothing was saved: the file's name must be {name}.").format(name=f"{pack.id}.yaml")
            )
            self.show_notice()
        elif self.attempt(lambda: write_whole(path, write_pack(pack).encode())):
            self.say(self.tr("Saved as {path}.").format(path=path))

    def _on_print(self) -> None:
        self.flush()
        if self.bench is not None:
            print_text(self, summary_html(self.bench))

    def _on_put(self) -> None:
        self._when_finished(self._put_in)

    def _put_in(self, pack: PolicyPack) -> None:
        desk, place, bench = self.desk, self.desk.school_place, self.bench

        def work() -> PolicyPack:
            signed = place.signed_profile()
            name = f"packs/{pack.id}.yaml"
            in_use = signed is not None and name in signed.checklists
            is_same = in_use and signed is not None and signed.checklists[name] == write_pack(pack).encode()
            version = desk.library().packs[pack.id].version if in_use and not is_same else ""
            put = newer_than(pack, version, desk.today) if version else pack
            put_policy(place, put, write_pack(put))
            return put

        def done(put: PolicyPack) -> None:
            if bench is not None and put.version != pack.version:
                self.attempt(lambda: bench.change(put))
                self._after(rebuild=True)
            sentence = self.tr(
                "The policy is ready for the school's file. Say there to whom it applies, and sign the file anew: only "
                "then does it reach your staff."
            )
            self.notice.say("good", sentence, self.tr("Go to the school's file"))
            self.show_notice()

        self.aside(work, done, self.tr("Putting it in …"))

    def _on_notice(self) -> None:
        self.wanted.emit(Place(id=PlaceId.SCHOOL))

    def _on_try(self) -> None:
        bench = self.bench
        if bench is None:
            return
        self.flush()
        if self.trial is not None:
            self.trial.close()
        theme = cast(_HasTheme, self.window()).theme
        self.trial = begin_trial(bench.catalogue, bench.pack, self.strip.chosen, theme, self.desk.now)
        self.trial.show()


def _focus_in(panel: QWidget) -> tuple[str, str, int] | None:
    """Which part of a panel has the focus, so that it can be found again in one that is built anew."""
    focused = QApplication.focusWidget()
    if focused is None or not panel.isAncestorOf(focused):
        return None
    alike = [each for each in panel.findChildren(QWidget) if _name_of(each) == _name_of(focused)]
    return (*_name_of(focused), alike.index(focused))


def _give_focus(panel: QWidget, kind: str, name: str, at: int) -> None:
    alike = [each for each in panel.findChildren(QWidget) if _name_of(each) == (kind, name)]
    if at < len(alike):
        alike[at].setFocus(Qt.FocusReason.OtherFocusReason)


def _name_of(part: QWidget) -> tuple[str, str]:
    text = getattr(part, "text", None)
    shown = str(text()) if callable(text) and not isinstance(part, QLineEdit) else ""
    return type(part).__name__, part.accessibleName() or shown


_PANELS: dict[str, type[Panel]] = {
    ABOUT: AboutPanel,
    CLAUSES: ClausesPanel,
    TELL: TellPanel,
    CHANGES: ChangesPanel,
    UNFINISHED: UnfinishedPanel,
}
