"""The page *A policy*: the workshop in which an officer builds the school's own policy, control by control."""

from collections.abc import Callable

from attrs import frozen
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ....domain.model import Catalogue, PolicyPack
from ....domain.policy_difference import differences
from ....i18n import _, ngettext
from ....office.open_actions import STILL_TO_BE_DONE
from ....office.policy_files import Unfinished, unfinished
from ....office.school_folder import next_library
from ....office.workshop import PolicyDraft, PolicyDrafts, Workshop
from ....system import shipped_folder
from ...kit.accessible import announce
from ...kit.chooser import Chooser
from ...kit.theme.icons import themed_icon
from ...kit.widgets.button import Button
from ...kit.widgets.field import TypingPause
from ...kit.widgets.text import TextLabel
from ..context import ConsoleContext
from ..page import ConsolePlace, PlaceId
from .about import ABOUT, CHANGES, CLAUSES, TELL, UNFINISHED, AboutPanel, ChangesPanel, TellPanel, UnfinishedPanel
from .clauses import ClauseForm, ClausesPanel
from .list import Marks, WorkshopList, list_rows
from .panel import Panel, focus_in, give_focus
from .question_count import QuestionStrip
from .rule import RulePanel
from .use import PolicyAtWork, UseBar
from .words import WITHOUT_TITLE

_BESIDE_FROM, _LIST = 95, 40  # letters: with larger type, more room is needed
_PAUSE = 350  # milliseconds after the last change, before the linter looks


@frozen(kw_only=True)
class _Opened:
    catalogue: Catalogue
    draft: PolicyDraft


class PolicyPage(PolicyAtWork):
    """The list of controls on the left, one of them on the right; every change is saved at once."""

    is_wide = True

    def __init__(self, context: ConsoleContext) -> None:
        super().__init__(context)
        self.workshop: Workshop | None = None
        self.unfinished: tuple[Unfinished, ...] | None = None
        self.panel: Panel | None = None
        self._at = ABOUT
        self._is_opening = False
        self._looked_at: PolicyPack | None = None  # the policy that was found to be so
        self._shows_list = True  # in a narrow window it is the list, or the panel

    # ---- building

    def build(self) -> None:
        """What can be done, how many questions there are, the list, the panel."""
        self.title = _("A policy")
        self._check = TypingPause(self._look, self, _PAUSE)
        self.panel = None
        self.bar = UseBar(self)
        self.body.addWidget(self.bar)
        self.strip = QuestionStrip()
        self.strip.changed.connect(self._count)
        self.body.addWidget(self.strip)
        self._build_list()
        self._build_sides()
        self.notice.acted.connect(lambda: self.wanted.emit(ConsolePlace(id=PlaceId.SCHOOL)))

    def _build_list(self) -> None:
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search for a control, its words or its clause"))
        self.search.addAction(themed_icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(lambda _text: self._list())
        self.filter = Chooser(_("Which controls"))
        self.filter.offer(
            (
                ("", _("All controls")),
                ("asked", _("Asked")),
                ("not asked", _("Not asked")),
                ("changed", _("Changed")),
                ("unfinished", str(STILL_TO_BE_DONE)),
            )
        )
        self.filter.chosen.connect(self._list)
        self.list = WorkshopList(_("The policy, area by area"))
        self.list.shown.connect(self._on_shown)
        self.list.opened.connect(self._on_opened)
        self._nothing = TextLabel(_("Nothing found. Try another word, or show all controls."), "muted")
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
        self.to_list = Button(_("All controls"), "quiet", "arrow-left")
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
    def policy_drafts(self) -> PolicyDrafts:
        """The drafts of this school."""
        return PolicyDrafts(self.context.school_place.folder / "policies")

    def refresh(self) -> None:
        """The draft that the page was opened for; one that is at work already stays as it is, with the way back."""
        which = self.place.of if self.place else ""
        policy_drafts, place = self.policy_drafts, self.context.school_place

        def read() -> _Opened:
            catalogue = next_library(place)
            return _Opened(catalogue=catalogue, draft=policy_drafts.open(which, catalogue))

        self._is_opening = True
        self._set_usable(on=False)
        self.aside(read, self._open, _("Opening …"))

    def left(self) -> None:
        """What is being typed is kept."""
        self.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        """So it is when the window closes."""
        super().hideEvent(event)
        self.flush()

    def flush(self) -> None:
        """Keep what is being typed, also as a clause that was not added yet."""
        if self.panel is not None:
            self.panel.flush()
            for form in self.panel.findChildren(ClauseForm):
                form.keep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)
        if hasattr(self, "_scroll"):
            self._arrange()

    def explain(self, error: Exception) -> None:
        """A draft that cannot be opened leaves nothing to work at."""
        super().explain(error)
        if self._is_opening:
            self._is_opening, self.workshop = False, None
            self.title, self.lead = _("A policy"), ""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_scroll"):
            self._arrange()

    def _open(self, opened: _Opened) -> None:
        self._is_opening = False
        workshop = Workshop(opened.catalogue, opened.draft, self.policy_drafts.keep)
        if self.workshop is not None and self.workshop.draft == workshop.draft:
            self.workshop.catalogue = opened.catalogue
        else:
            self.workshop, self.unfinished, self._at, self._shows_list = workshop, None, ABOUT, True
        self._show_bench()

    def _show_bench(self) -> None:
        assert self.workshop is not None  # noqa: S101  (called by those who have one)
        self._set_usable(on=True)
        self.strip.offer(self.workshop.catalogue)
        self.show_changed(rebuild=False)
        self.show_row(self._at, open_it=False)
        self._look()

    def _set_usable(self, *, on: bool) -> None:
        for part in (self.bar, self.strip, self._left, self._right):
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
        for part in (self.strip, self.bar):
            part.setVisible(wide or self._shows_list)
        self._scroll.setMinimumHeight(260 if wide else 150)
        self._show_lead()

    def _show_lead(self) -> None:
        """Where there is little room, the rule has it."""
        if self.workshop is not None and (self._is_wide or self._shows_list):
            self.lead = _("Started from {source}. Every change is saved at once.", source=self.workshop.source)
        else:
            self.lead = ""

    def show_row(self, row: str, *, open_it: bool = True) -> None:
        """Show the panel of a row of the list."""
        workshop = self.workshop
        if workshop is None:
            return
        self.flush()
        self._at = row if row in workshop.controls or row in _PANELS else ABOUT
        self._shows_list = self._shows_list and not open_it
        self.list.choose(self._at)
        control = workshop.controls.get(self._at)
        panel = RulePanel(workshop, control, self.context.today) if control else _PANELS[self._at](workshop)
        panel.applied.connect(self._on_applied)
        panel.wanted.connect(self.show_row)
        panel.renamed.connect(lambda to: self._at_the_same_place(lambda: self.show_row(to)))
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
        workshop = self.workshop
        if workshop is None:
            return
        self.attempt(lambda: workshop.change(pack, part))
        self.show_changed(rebuild=not part)

    def show_changed(self, *, rebuild: bool) -> None:
        """Say everything again that depends on the policy."""
        workshop = self.workshop
        if workshop is None:
            return
        self.title = workshop.pack.title or str(WITHOUT_TITLE)
        self._show_lead()
        self.bar.show_way_back(workshop)
        self._count()
        self._list()
        if rebuild:
            self._rebuild_panel()
        self._check.touch()

    def _count(self) -> None:
        if self.workshop is not None:
            self.strip.count(self.workshop)

    def _list(self) -> None:
        workshop = self.workshop
        if workshop is None:
            return
        marks = Marks(
            changes=len(differences(workshop.began, workshop.pack)),
            unfinished=self.unfinished,
            search=self.search.text(),
            filter=self.filter.value,
        )
        rows = tuple(list_rows(workshop, marks))
        self.list.show_rows(rows, self._at)
        self._nothing.setVisible(not any(each.id in workshop.controls for each in rows))
        self.list.setVisible(bool(rows))

    def _rebuild_panel(self) -> None:
        """The panel anew."""
        panel = self.panel
        if panel is None:
            return
        self.flush()
        if self.workshop is not None and self._at not in (*self.workshop.controls, *_PANELS):
            self.show_row(CLAUSES)  # a statement that is no longer asked has no panel any more
            return
        self._at_the_same_place(panel.rebuild)

    def _at_the_same_place(self, renew: Callable[[], None]) -> None:
        """At the same height, with the focus where it was."""
        assert self.panel is not None  # noqa: S101  (called by those who have one)
        bar = self._scroll.verticalScrollBar()
        height, focused = bar.value(), focus_in(self.panel)
        renew()
        self._tell_panel()
        panel = self.panel
        panel.body.activate()
        panel.resize(panel.width(), max(panel.body.heightForWidth(panel.width()), panel.minimumSizeHint().height()))
        bar.setValue(height)
        if focused is not None:
            give_focus(panel, *focused)

    # ---- what is unfinished

    def _look(self) -> None:
        workshop = self.workshop
        if workshop is None:
            return
        pack, library = workshop.finished(), shipped_folder("checklists")
        self.aside(lambda: unfinished(pack, library), lambda found: self.take_look(pack, found))

    def take_look(self, pack: PolicyPack, found: tuple[Unfinished, ...]) -> None:
        """The linter has looked at this policy; a look at what is no longer so is forgotten."""
        if self.workshop is None or self.workshop.finished() != pack:
            return
        if found != self.unfinished:
            announce(self, ngettext("{n} thing still to be done", "{n} things still to be done", len(found)))
        self.unfinished, self._looked_at = found, pack
        self._list()
        self._tell_panel()

    def _tell_panel(self) -> None:
        if self.panel is not None and self.unfinished is not None:
            self.panel.show_unfinished(self.unfinished)


_PANELS: dict[str, type[Panel]] = {
    ABOUT: AboutPanel,
    CLAUSES: ClausesPanel,
    TELL: TellPanel,
    CHANGES: ChangesPanel,
    UNFINISHED: UnfinishedPanel,
}
