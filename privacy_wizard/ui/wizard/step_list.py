"""The steps of an audit at the side: painted, but a real list to the keyboard and to screen readers."""

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from ...audit.steps import Step, StepId, steps_of
from ...i18n import _
from ..kit.side_list import SideList
from ..kit.theme.theme import TypeStep, font_of
from ..kit.theme.tokens import tokens
from ..kit.widgets.choice import paint_tick
from .context import WizardContext
from .page import StepPage
from .pages import make_page

if TYPE_CHECKING:
    from ...audit.session import AuditSession


class StepState(Enum):
    """How far a step of the audit has come."""

    AHEAD = "ahead"  # cannot be opened yet
    OPEN = "open"  # can be opened, something is still to be done
    DONE = "done"
    LEFT_OUT = "left out"  # it was voluntary, and what it asks is closed


class WizardStep(NamedTuple):
    """One entry of the sidebar; its page is made when it is first shown. Steps of depth 1 belong to the one above."""

    id: str
    title: Callable[[], str]  # asked again when the language changes
    make_page: Callable[[], StepPage]
    depth: int = 0


_BEFORE_QUESTIONS = (StepId.YOU, StepId.SCHOOL, StepId.ACCOUNTS)
_NUMBERED = frozenset(steps_of())  # those of only some audits belong to the one above: no number ever changes
_LATER = (StepId.RESULTS, StepId.SIGN, StepId.DONE)


def name_of(step: Step) -> str:
    """The identifier under which the window knows a step."""
    return f"{step.id.value}:{step.account}" if step.account else step.id.value


def step_named(name: str) -> Step:
    """The step that `name_of` gave that identifier."""
    kind, _colon, account = name.partition(":")
    return Step(id=StepId(kind), account=account or None)


def first_steps(context: WizardContext) -> tuple[WizardStep, ...]:
    """The steps of an audit that is not begun: no account is known yet."""
    return tuple(_wizard_step(context, step) for step in steps_of())


def wizard_steps(context: WizardContext) -> tuple[WizardStep, ...]:
    """All steps of the audit as it is now."""
    return tuple(_wizard_step(context, step) for step in context.session.steps)


def _wizard_step(context: WizardContext, step: Step) -> WizardStep:
    return WizardStep(
        id=name_of(step),
        title=lambda: _title(context, step),
        make_page=lambda: make_page(context, step),
        depth=0 if step in _NUMBERED else 1,
    )


def _title(context: WizardContext, step: Step) -> str:
    if step.id is StepId.ACCOUNT:
        return _account_title(context.session, step)
    return {
        StepId.WELCOME: _("Welcome"),
        StepId.YOU: _("You"),
        StepId.SCHOOL: _("School and policy"),
        StepId.ACCOUNTS: _("Accounts"),
        StepId.SCREENING: _("First questions"),
        StepId.DOWNLOADS: _("Your downloads"),
        StepId.LAST_YEAR: _("Last time"),
        StepId.PEOPLE: _("People"),
        StepId.PROFILE: _("Your profiles"),
        StepId.DEVICES: _("Your devices"),
        StepId.CONDUCT: _("Conduct"),
        StepId.ACKNOWLEDGEMENTS: _("What is asked of you"),
        StepId.FURTHER: _("Further protection"),
        StepId.RESULTS: _("Results"),
        StepId.SIGN: _("Sign"),
        StepId.DONE: _("Hand in"),
    }[step.id]


def _account_title(session: "AuditSession", step: Step) -> str:
    from .words import account_name

    account = next((a for a in session.audit.accounts if a.id == step.account), None)
    return account_name(session, account) if account else ""


def first_state(step: Step) -> StepState:
    """How far a step of an audit is that is not begun."""
    return StepState.OPEN if step.id in (StepId.WELCOME, StepId.YOU) else StepState.AHEAD


def state_of(session: "AuditSession", step: Step) -> StepState:
    """How far a step is: what comes before the questions opens one after the other, then all is open."""
    first = next((s for s in _BEFORE_QUESTIONS if session.obstacle(Step(id=s)) is not None), None)
    if step.id is StepId.WELCOME:
        return StepState.DONE if session.audit.person is not None else StepState.OPEN
    if step.id in _BEFORE_QUESTIONS:
        return _in_order(step.id, first)
    if first is not None:
        return StepState.AHEAD
    if step.id not in _LATER:
        progress = session.progress_at(step)
        if step.id is StepId.FURTHER and progress.open and session.audit.signed is not None:
            return StepState.LEFT_OUT
        return StepState.OPEN if progress.open or progress.waiting else StepState.DONE
    return _at_the_end(session, step.id)


def _in_order(step: StepId, first: StepId | None) -> StepState:
    if first is None:
        return StepState.DONE
    here, there = _BEFORE_QUESTIONS.index(step), _BEFORE_QUESTIONS.index(first)
    return StepState.DONE if here < there else StepState.OPEN if here == there else StepState.AHEAD


def _at_the_end(session: "AuditSession", step: StepId) -> StepState:
    signed = session.audit.signed is not None
    if step is StepId.DONE and session.audit.handed_in is None:
        return StepState.OPEN if signed else StepState.AHEAD
    seen = session.is_past_results and session.first_open is None  # a result with questions open is none yet
    done = signed or (step is StepId.RESULTS and seen)
    return StepState.DONE if done else StepState.OPEN


_ID = Qt.ItemDataRole.UserRole
_STATE = Qt.ItemDataRole.UserRole + 1
_DEPTH = Qt.ItemDataRole.UserRole + 2
_SHOWN = Qt.ItemDataRole.UserRole + 3
_NUMBER = Qt.ItemDataRole.UserRole + 4
_MARK = 22
_LEFT_OUT = "\N{EN DASH}"  # where others have their tick or number


class StepList(SideList):
    """The steps with their state; `requested(str)` when the user wants to open one."""

    requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(_StepDelegate(self))
        self.itemClicked.connect(self._on_wanted)
        self.itemActivated.connect(self._on_wanted)
        self._steps: tuple[WizardStep, ...] = ()

    def set_steps(self, steps: tuple[WizardStep, ...]) -> None:
        """Show other steps; states and the shown one start anew."""
        self._steps = steps
        self.clear()
        number = 0
        for step in steps:
            number += step.depth == 0
            item = QListWidgetItem(self)
            item.setData(_ID, step.id)
            item.setData(_DEPTH, step.depth)
            item.setData(_NUMBER, number)
            item.setData(_STATE, StepState.AHEAD)
        self.retranslate()

    def mark(self, step: str, state: StepState) -> None:
        """Set how far a step is; an unknown step is left alone."""
        item = self._item(step)
        if item is not None and item.data(_STATE) is not state:
            item.setData(_STATE, state)
            self._describe(item)

    def show_as_current(self, step: str) -> None:
        """Show a step as the one on the page."""
        for at in range(self.count()):
            item = self.item(at)
            item.setData(_SHOWN, item.data(_ID) == step)
            self._describe(item)
        found = self._item(step)
        if found is not None:
            self.setCurrentItem(found)
            self.scrollToItem(found)

    def retranslate(self) -> None:
        """Ask the steps for their titles again."""
        self.setAccessibleName(_("Steps"))
        for at, step in enumerate(self._steps):
            self.item(at).setText(step.title())
            self.item(at).setToolTip(step.title())
            self._describe(self.item(at))

    def _item(self, step: str) -> QListWidgetItem | None:
        items = (self.item(at) for at in range(self.count()))
        return next((item for item in items if item.data(_ID) == step), None)

    def _describe(self, item: QListWidgetItem) -> None:
        state, title = item.data(_STATE), item.text()
        if item.data(_SHOWN):
            spoken = _("{step}, this page", step=title)
        elif state is StepState.DONE:
            spoken = _("{step}, done", step=title)
        elif state is StepState.AHEAD:
            spoken = _("{step}, still ahead", step=title)
        elif state is StepState.LEFT_OUT:
            spoken = _("{step}, left out", step=title)
        else:
            spoken = title
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _on_wanted(self, item: QListWidgetItem) -> None:
        if item.data(_STATE) is not StepState.AHEAD and not item.data(_SHOWN):
            self.requested.emit(item.data(_ID))


class _StepDelegate(QStyledItemDelegate):
    def __init__(self, steps: StepList) -> None:
        super().__init__(steps)
        self._list = steps

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The height of one line and its spacing, which is less below a parent step."""
        air = 18 if not index.data(_DEPTH) else 11
        return QSize(100, option.fontMetrics.height() + air)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the mark and the title, and a background for the current step."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, shown, state = tokens(), bool(index.data(_SHOWN)), index.data(_STATE)
        hovered = self._list.is_pointed_at(index) and state is not StepState.AHEAD
        row = self._list.paint_ground(painter, option.rect, index, shown=shown, hovered=hovered)
        left = int(row.left()) + 9 + 30 * int(index.data(_DEPTH))
        mark = QRectF(left, row.center().y() - _MARK / 2, _MARK, _MARK)
        _paint_mark(painter, mark, index)
        title = QRect(left + _MARK + 10, int(row.top()), int(row.right()) - left - _MARK - 18, int(row.height()))
        painter.setFont(font_of(TypeStep.BODY, option.font, strong=shown))
        quiet = state is StepState.AHEAD and not shown
        painter.setPen(QColor(colors.muted if quiet else colors.text))
        text = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, title.width())
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()


def _paint_mark(painter: QPainter, mark: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
    colors, shown, depth = tokens(), bool(index.data(_SHOWN)), int(index.data(_DEPTH))
    circle = mark.adjusted(4, 4, -4, -4) if depth else mark.adjusted(1, 1, -1, -1)
    if index.data(_STATE) is StepState.DONE:
        painter.setPen(QPen(colors.color("accent"), 1.5))
        painter.setBrush(colors.color("surface" if not shown else "accent"))
        painter.drawEllipse(circle)
        paint_tick(painter, circle, colors.on_accent if shown else colors.accent)
        return
    painter.setPen(QPen(colors.color("accent" if shown else "outline"), 1.5))
    painter.setBrush(colors.color("accent") if shown and not depth else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle)
    if not depth:
        painter.setFont(font_of(TypeStep.SMALL, painter.font(), strong=True))
        painter.setPen(colors.color("on_accent" if shown else "muted"))
        is_left_out = index.data(_STATE) is StepState.LEFT_OUT
        sign = _LEFT_OUT if is_left_out else str(index.data(_NUMBER))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, sign)
    elif shown:
        painter.setBrush(colors.color("accent"))
        painter.drawEllipse(circle.center(), 3, 3)
