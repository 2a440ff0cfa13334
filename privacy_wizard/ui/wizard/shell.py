"""The window: a sidebar of steps, one page at a time, a footer. It shows the flow and decides nothing about it."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...i18n import _
from ..kit.accessible import announce
from ..kit.layouts import COLUMN, ScrollColumn, side_margin
from ..kit.theme import Theme
from ..kit.view_menu import ViewMenu
from ..kit.widgets.file_drop import local_file
from .footer import Footer
from .page import StepPage, first_field
from .sidebar import Sidebar, StepsOver, TopBar
from .step_list import StepState, WizardStep


class ShellDriver(Protocol):
    """Drives the shell: it knows the flow, the shell only shows it."""

    def may_leave(self, step: str, target: str | None) -> bool:
        """Whether the page may be left, for `target` where the sidebar was used. Saying why not is the page's task."""

    def next(self, step: str) -> str | None:
        """The page was accepted: the step to show now, or None to stay."""

    def back(self, step: str) -> str | None:
        """The step before, or None where there is none."""


FOLDS_BELOW = 900  # logical pixels
_FEET = ((720, (14, 3)), (460, (10, 2)), (0, (8, None)))
"""By the height of the window: the air around the buttons at its foot, and the lines that are kept for what it says."""
_LEAST = (420, 320)


class Shell(QMainWindow):
    """Shows `steps`; `step_shown(str)` each time a page came into view. Pages are made when first shown."""

    step_shown = Signal(str)
    file_dropped = Signal(object)  # a Path, dropped where no part of the page wanted it

    def __init__(self, theme: Theme, controller: ShellDriver, steps: Sequence[WizardStep] = ()) -> None:
        super().__init__()
        self._controller = controller
        self._steps: dict[str, WizardStep] = {}
        self._states: dict[str, StepState] = {}
        self._pages: dict[str, tuple[StepPage, ScrollColumn]] = {}
        self._current: str | None = None
        self._menu = ViewMenu(theme, self)
        self.keys_wanted = self._menu.keys.triggered  # the user wants to know what the keys do
        self.office = self._menu.office  # offered once it is made visible
        self.sidebar, self.top_bar, self.footer = Sidebar(self._menu), TopBar(self._menu), Footer()
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)
        self.setMinimumSize(*_LEAST)
        self.resize(1080, 760)
        self._retranslate()
        self.set_steps(steps)

    @property
    def current_step(self) -> str | None:
        """The step whose page is shown."""
        return self._current

    def page(self, step: str) -> StepPage:
        """The page of a step, made now if it was not shown before. KeyError for an unknown step."""
        if step not in self._pages:
            page = self._steps[step].make_page()
            column = ScrollColumn(page, column=page.column)
            self._stack.addWidget(column)  # first: each part that changes its window is dressed again, with all in it
            page.retranslate()
            page.changed.connect(self._on_page_changed)
            self._pages[step] = (page, column)
        return self._pages[step][0]

    def prepare(self, step: str) -> None:
        """Make a page that is likely to be wanted next, polished and laid out, so that it then appears at once."""
        if step not in self._pages and step in self._steps:
            self.page(step)
            column = self._pages[step][1]
            column.resize(self._stack.size())
            column.grab()  # the picture is thrown away; layout, glyphs and borders stay

    def set_steps(self, steps: Sequence[WizardStep]) -> None:
        """Show other steps; pages and states of those that stay are kept, the pages of the others are given up."""
        self._steps = {step.id: step for step in steps}
        self.sidebar.steps.set_steps(tuple(steps))
        for gone in self._pages.keys() - self._steps.keys():
            self._drop(gone)
        for step, state in self._states.items():
            self.sidebar.steps.mark(step, state)
        if self._current is not None:
            self._show_place(self._current)

    def forget_page(self, step: str) -> None:
        """Give up a page, so that it is made anew when it is next shown; the shown page stays."""
        if step != self._current:
            self._drop(step)

    def mark(self, step: str, state: StepState) -> None:
        """Set how far a step is."""
        self._states[step] = state
        self.sidebar.steps.mark(step, state)

    def show_step(self, step: str) -> None:
        """Show a step's page, at its top, with the focus on its first field or its heading.

        KeyError for an unknown step.
        """
        page = self.page(step)
        if self._current in self._pages and self._current != step:
            self._pages[self._current][0].left()
        self._current = step
        page.entered()
        self._fold()
        self._refresh_footer()
        self._show_place(step)
        column = self._pages[step][1]
        self._stack.setCurrentWidget(column)
        column.verticalScrollBar().setValue(0)
        start = first_field(page) if page.starts_in_a_field else None
        (start or page.heading).setFocus(Qt.FocusReason.OtherFocusReason)
        if start is not None:
            announce(page, page.title)  # the focus does not come by the heading
        self.step_shown.emit(step)

    def accept(self) -> None:
        """Do what the accent button does; nothing while it is off."""
        page = self._shown_page()
        if page is None or page.blocked_reason or not page.accept_label:
            return
        step = str(self._current)
        if self._controller.may_leave(step, None):
            self._go(self._controller.next(step))

    def go_back(self) -> None:
        """Go back, as the button does; nothing is lost by it, so nobody is asked."""
        if self._current is not None:
            self._go(self._controller.back(self._current))

    def show_saved(self) -> None:
        """Say that every answer is on the disk."""
        self.footer.show_saved()

    def show_save_problem(self, sentence: str) -> None:
        """Say that saving failed, and what to do."""
        self.footer.show_save_problem(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the focused button on Enter, or go on; a list or field that uses Enter keeps it. Held, it acts once."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if not plain or event.isAutoRepeat() or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        if isinstance(focused, QPushButton):
            focused.click()
        elif not isinstance(focused, QAbstractItemView):
            self._go_on_by_key()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a file dropped anywhere on the window."""
        if local_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = local_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.file_dropped.emit(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the sidebar away where there is no room for it."""
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top_bar)
        right.addWidget(self._stack, 1)
        right.addWidget(self.footer)
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        self.setCentralWidget(centre)
        for widget in (self._stack, self.footer):  # the page comes before the sidebar for the Tab key
            widget.raise_()

    def _connect(self) -> None:
        self.footer.accepted.connect(self.accept)
        self.footer.went_back.connect(self.go_back)
        self.sidebar.steps.requested.connect(self._on_requested)
        self.top_bar.steps_wanted.connect(self._on_steps_wanted)
        self.addActions(self._menu.actions())
        self._accept_key, self._back_key = QAction(self), QAction(self)
        self._accept_key.setShortcuts([QKeySequence(each) for each in ("Alt+Right", "Ctrl+Return", "Ctrl+Enter")])
        self._accept_key.setAutoRepeat(False)
        self._back_key.setShortcut(QKeySequence("Alt+Left"))
        self._accept_key.triggered.connect(self._go_on_by_key)
        self._back_key.triggered.connect(self.go_back)
        self.addActions([self._accept_key, self._back_key])

    def _go_on_by_key(self) -> None:
        """As the accent button does, where the page leaves that to a key."""
        page = self._shown_page()
        if page is not None and page.enter_goes_on:
            self.accept()

    def _fold(self) -> None:
        narrow = self.width() < FOLDS_BELOW
        self.sidebar.setVisible(not narrow)
        self.top_bar.setVisible(narrow)
        page = self._shown_page()
        column = page.column if page is not None else COLUMN
        side = side_margin(self.width() - (0 if narrow else self.sidebar.width()), column)
        air, lines = next(foot for least, foot in _FEET if self.height() >= least)
        self.footer.make_room(side, air, lines)

    def _shown_page(self) -> StepPage | None:
        return self._pages[self._current][0] if self._current in self._pages else None

    def _go(self, target: str | None) -> None:
        if target is not None:
            self.show_step(target)

    def _drop(self, step: str) -> None:
        if step in self._pages:
            _page, column = self._pages.pop(step)
            self._stack.removeWidget(column)
            column.deleteLater()

    def _refresh_footer(self) -> None:
        page = self._shown_page()
        if page is not None:
            self.footer.offer(
                page.accept_label,
                page.blocked_reason,
                foot_note=page.foot_note,
                back=page.can_go_back,
                accent=not page.has_accent,
            )

    def _show_place(self, step: str) -> None:
        self.sidebar.steps.show_as_current(step)
        tops = [each.id for each in self._steps.values() if each.depth == 0]
        at = [each.id for each in self._steps.values()].index(step) if step in self._steps else 0
        before = sum(each.depth == 0 for each in list(self._steps.values())[: at + 1])
        title = self._steps[step].title() if step in self._steps else ""
        self.top_bar.show_place(before, len(tops), title)

    def _retranslate(self) -> None:
        self.setWindowTitle(_("Privacy Wizard"))
        self._refresh_footer()
        if self._current is not None:
            self._show_place(self._current)

    def _on_page_changed(self) -> None:
        if self.sender() is self._shown_page():
            self._refresh_footer()

    def _on_requested(self, step: str) -> None:
        if self._current is not None and self._controller.may_leave(self._current, step):
            self.show_step(step)

    def _on_steps_wanted(self) -> None:
        """The same list as at the side, over the page."""
        over = StepsOver(self, tuple(self._steps.values()), self._states, self._current or "")
        over.requested.connect(self._on_requested)
        over.open_below(self.top_bar)
