"""Drives the window through the audit: it asks the flow, the pages and the session, and knows no rule itself."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication

from ...audit.steps import Step, StepId, step_after, step_before, steps_of
from ...i18n import _
from ...system import Trouble
from ..kit.accessible import announce
from ..kit.theme import Theme
from .context import WizardContext
from .page import StepPage
from .shell import Shell
from .step_list import first_state, first_steps, name_of, state_of, step_named, wizard_steps
from .words import UNDONE

if TYPE_CHECKING:
    from ...audit.state import Key
    from .way_back import WayBack


_FIRST = Step(id=StepId.WELCOME)
_HEARD = "controllerListens"
_SETTLED = 40  # milliseconds after a page was turned: it is painted by then


class _FirstPage(Protocol):
    """What the controller asks of the first page."""

    def open_file(self, path: Path) -> None:
        """Open a file that came from the school."""

    def open_last_signed(self) -> None:
        """Open the signed audit that the page leads to, unless another audit is begun."""


class WizardController(QObject):
    """The shell's controller. `shell` is its window.

    Where no audit is open yet, the first page greets: that can be painted before anything slow is loaded.
    """

    def __init__(self, context: WizardContext, theme: Theme) -> None:
        super().__init__()
        self._context = context
        self._told: tuple[object, ...] = ()
        self._seen: tuple[object, ...] = ()
        self._was_signed = False  # the audit, when the step that is shown came into view
        self.shell = Shell(theme, self)
        self.shell.step_shown.connect(self._on_shown)
        self.shell.file_dropped.connect(self.open_file)
        self._settling = QTimer(self.shell)  # it ends with the window
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLED)
        self._settling.timeout.connect(self._on_settled)
        self._add_keys()
        if context.is_open:
            self._refresh_steps()
        else:
            self._greet()

    def _greet(self) -> None:
        self.shell.set_steps(first_steps(self._context))
        for step in steps_of():
            self.shell.mark(name_of(step), first_state(step))
        self.shell.show_step(name_of(_FIRST))

    def start(self) -> None:
        """Show the first page with what is saved; from there one resumes, or begins."""
        self._context.open()
        self.show(_FIRST)

    def show_last_signed(self) -> None:
        """Open the signed audit to which the first page leads, so that the side list shows its steps."""
        if self.shell.current_step == name_of(_FIRST):
            cast(_FirstPage, self.shell.page(name_of(_FIRST))).open_last_signed()

    def open_file(self, path: Path) -> None:
        """Open a file that came from the school, on the first page."""
        self.show(_FIRST)
        cast(_FirstPage, self.shell.page(name_of(_FIRST))).open_file(path)

    def show(self, step: Step, question: "Key | None" = None, way_back: "WayBack | None" = None) -> None:
        """Show a step, at a question where one is given."""
        self._refresh_steps()
        if step not in self._context.session.steps:
            step = Step(id=StepId.ACCOUNTS)
        self._listen(self.shell.page(name_of(step)))
        self.shell.show_step(name_of(step))
        if question is not None:
            show_question = getattr(self.shell.page(name_of(step)), "show_question", None)
            if show_question is not None:
                show_question(question, way_back)

    # ---- what the shell asks

    def may_leave(self, step: str, target: str | None) -> bool:
        """The page decides about going on; any other step may be opened at any time."""
        return target is not None or self.shell.page(step).accept()

    def next(self, step: str) -> str | None:
        """The next step of the flow."""
        return self._neighbour(step_after(self._context.session.steps, step_named(step)))

    def back(self, step: str) -> str | None:
        """The previous step; None where the page went back within itself."""
        if not self.shell.page(step).go_back():
            return None
        before = step_before(self._context.session.steps, step_named(step))
        if name_of(before) == step:
            return None
        self.shell.page(name_of(before)).come_from_behind()
        return self._neighbour(before)

    def _neighbour(self, step: Step) -> str:
        self._refresh_steps()
        self._listen(self.shell.page(name_of(step)))
        return name_of(step)

    # ---- what happens

    def _listen(self, page: StepPage) -> None:
        if page.property(_HEARD):
            return
        page.setProperty(_HEARD, True)
        page.changed.connect(self._on_changed)
        page.went_to.connect(self._on_went_to)
        school_changed = getattr(page, "school_changed", None)
        if school_changed is not None:
            school_changed.connect(self._on_school_changed)

    def _on_shown(self, name: str) -> None:
        if not self._context.is_open:
            return
        page, step = self.shell.page(name), step_named(name)
        self._was_signed = self._context.session.audit.signed is not None
        self._listen(page)
        if step.id is not StepId.WELCOME and not hasattr(page, "show_question"):  # those with questions say which
            self._context.session.move_to(step)
        self._on_changed()

    def keep_place(self) -> None:
        """Save which page is shown; the answers are saved already."""
        if not self._context.is_open:
            return
        try:
            self._context.session.keep_place()
        except Trouble as trouble:
            self.shell.show_save_problem(str(trouble))

    def _on_settled(self) -> None:
        """Save the place and prepare the next page while this one is being read."""
        self.keep_place()
        if self._current() is not None:
            here = step_named(str(self.shell.current_step))
            after = step_after(self._context.session.steps, here)
            if here.id is StepId.RESULTS:  # which lead past the further questions
                after = Step(id=StepId.SIGN)
            if after.id is not StepId.DONE:  # it has nothing to show before the signature
                self.shell.prepare(name_of(after))

    def _on_school_changed(self) -> None:
        """Give up every other page: it may show earlier checklists and policies."""
        for step in wizard_steps(self._context):
            self.shell.forget_page(step.id)

    def _on_went_to(self, step: object, question: object) -> None:
        key = cast("Key | None", question)
        self.show(cast(Step, step), key, self._way_back(key) if key is not None else None)

    def _way_back(self, question: "Key") -> "WayBack | None":
        """The way back to this page, or the one with which a page of questions was opened."""
        from .way_back import way_back_from  # the first page needs none of it

        here = step_named(str(self.shell.current_step))
        kept = getattr(self._current(), "way_back", None)
        return kept or way_back_from(here, self._context.session.interview, question)

    def _on_changed(self) -> None:
        self._settling.start()
        self._refresh_steps()
        self._offer_undo()
        notice = getattr(self._current(), "notice", None)
        in_trouble = notice is not None and not notice.isHidden() and notice.property("mood") == "bad"
        saved = self._context.keeps and self._context.session.audit.person is not None and not in_trouble
        self.shell.footer.show_saved(saved=saved)

    def _refresh_steps(self) -> None:
        session, audit = self._context.session, self._context.session.audit
        downloads = tuple((account, id(each)) for account, each in session.downloads.items())
        seen = (
            audit.person,
            audit.occasion,
            audit.declaration,
            audit.school,
            audit.signed,
            audit.handed_in,
            id(audit.responses),
            downloads,
            session.is_past_results,
        )
        if seen == self._seen:  # only the place changed
            return
        self._seen = seen
        steps = wizard_steps(self._context)
        told = tuple((step.id, step.title()) for step in steps)
        if told != self._told:
            self._told = told
            self.shell.set_steps(steps)
        for step in session.steps:
            self.shell.mark(name_of(step), state_of(session, step))

    def _current(self) -> StepPage | None:
        step = self.shell.current_step
        return self.shell.page(step) if step in {name_of(each) for each in self._context.session.steps} else None

    # ---- keys

    def _add_keys(self) -> None:
        self.shell.keys_wanted.connect(self._show_keys)
        self.shell.footer.undone.connect(self._undo)
        for keys, act in (
            (["Esc"], self.shell.go_back),
            ([QKeySequence.StandardKey.Undo], self._undo),
        ):
            action = QAction(self.shell)
            action.setShortcuts([QKeySequence(each) for each in keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(act)
            self.shell.addAction(action)

    def _undo(self) -> None:
        session = self._context.session
        if not session.can_undo:
            return
        try:
            session.undo()
        except Trouble as trouble:
            self.shell.show_save_problem(str(trouble))
            return
        announce(self.shell, str(UNDONE))
        self._refresh_steps()
        page = self._current()
        if page is None:  # the step that was shown is gone
            self.show(Step(id=StepId.ACCOUNTS))
            return
        page.entered()
        focused = QApplication.focusWidget()
        if focused is None or not page.isAncestorOf(focused):  # what had the focus went with the act
            page.heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_undo(self) -> None:
        """Offer Undo unless the audit is signed."""
        session = self._context.session
        welcome = self.shell.current_step == name_of(_FIRST)
        possible = session.can_undo and session.audit.signed is None and not welcome
        self.shell.footer.offer_undo(possible=possible)
        self.shell.footer.show_another_audit(begun=possible and self._was_signed)

    def _show_keys(self) -> None:
        from ..kit.help_windows import ShortcutsWindow

        ShortcutsWindow(wizard_keys(), self.shell).open()


def wizard_keys() -> tuple[tuple[str, str], ...]:
    """The keys to press, and what each does."""
    from ..kit.help_windows import keys_of_both  # rarely asked for

    return (
        (_("Enter, Alt+Right"), _("Go on, unless that would confirm, sign or close something")),
        (_("Esc, Alt+Left"), _("Go back")),
        (_("1 to 9"), _("Choose an answer")),
        (_("Arrow keys"), _("Move between answers")),
        (_("Tab"), _("Move to the next thing")),
        (_("Ctrl+Z"), _("Undo the last act")),
        *keys_of_both(),
    )
