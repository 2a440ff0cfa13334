"""What is still to do, by what it gains; a date for what stays open."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ....audit.actions import Action, action_text
from ....audit.handover import suggested_day
from ....audit.session import AuditSession
from ....domain.judgement import Finding
from ....domain.names import level_name
from ....domain.scoring import CRITICAL_LIMIT, limiting_findings
from ....domain.vocabulary import Verdict
from ....i18n import _, ngettext
from ...kit.accessible import give_role
from ...kit.layouts import clear
from ...kit.tag import Tag
from ...kit.widgets.button import Button, IconButton
from ...kit.widgets.card import Card
from ...kit.widgets.date_field import DateField
from ...kit.widgets.text import Divider, TextLabel
from ..words import TO_BE_DONE_BY, account_name
from .findings import CRITICAL, gain_text, lifting_sentence

_FIRST = 6  # shown before "Show more"
_NARROW, _ACTS = 560, 392


class Actions(Card):
    """`fix_wanted(Finding)`; `dated(Finding, date or None)`."""

    fix_wanted = Signal(object)
    dated = Signal(object, object)

    def __init__(self) -> None:
        super().__init__(_("What you can still do"))
        self._all = False
        self._session: AuditSession | None = None
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        self.body.addLayout(self._column)

    def show_results(self, session: AuditSession, focus_on: Finding | None = None) -> None:
        """Show the open actions; questions without an answer are not among them."""
        self._session = session
        actions = [a for a in session.actions() if a.finding.verdict is not Verdict.NOT_ANSWERED]
        clear(self._column)
        self.setVisible(bool(actions))
        dates = _("A date that you set here appears on your statement, for your school to see.")
        self.set_lead(f"{lifting_sentence(session.score(), session.findings())} {dates}".strip())
        for at, action in enumerate(actions if self._all else actions[:_FIRST]):
            if at:
                self._column.addWidget(Divider())
            line = ActionRow(action, session)
            line.fix_wanted.connect(self.fix_wanted)
            line.dated.connect(self.dated)
            self._column.addWidget(line)
            if action.finding == focus_on:
                line.take_focus()
        if len(actions) > _FIRST and not self._all:
            more = Button(ngettext("Show {n} more", "Show {n} more", len(actions) - _FIRST), "link", "chevron-down")
            more.clicked.connect(self._on_more)
            self._column.addWidget(more)

    def _on_more(self) -> None:
        self._all = True
        if self._session is not None:
            self.show_results(self._session)


class ActionRow(QWidget):
    """One thing to do: what, where, what it brings, by when."""

    fix_wanted = Signal(object)
    dated = Signal(object, object)

    def __init__(self, action: Action, session: AuditSession) -> None:
        super().__init__()
        give_role(self, "group")
        self._finding: Finding = action.finding
        self._today = session.today
        text, where = action_text(action.finding), account_name(session, action.finding.account)
        self.setAccessibleName(text)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(TextLabel(text, "strong"), 1)
        for tag in self._tags(action, session):
            head.addWidget(tag, 0, Qt.AlignmentFlag.AlignTop)
        about = TextLabel(f"{where} · {action.finding.requirement.summary}", "small")
        acts = QWidget()
        acts.setFixedWidth(_ACTS)  # with a date and without: nothing moves when one is set
        self._acts = QHBoxLayout(acts)
        self._acts.setContentsMargins(0, 0, 0, 0)
        self._acts.setSpacing(6)
        self._dating: QWidget = self
        self._fill(session.place_of(action.finding) is not None, action.due)
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.setSpacing(8)
        self._below.addWidget(about, 1)
        self._below.addWidget(acts, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(self._below)

    def take_focus(self) -> None:
        """Set the focus on the date, or on the button that sets one."""
        self._dating.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the words where the window is narrow."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        self._below.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _tags(self, action: Action, session: AuditSession) -> Iterator[Tag]:
        held_at = session.score().held_at
        is_critical = held_at == CRITICAL_LIMIT and action.finding in limiting_findings(session.findings())
        yield Tag(str(CRITICAL) if is_critical else level_name(action.finding.requirement.level), "plain")
        if gain := gain_text(action.gain, action.lifts, held_at):
            yield Tag(gain, "accent")

    def _fill(self, can_fix: bool, due: date | None) -> None:
        if can_fix:
            fix = Button(_("Fix it now"), "plain", "arrow-right")
            fix.setAccessibleDescription(self.accessibleName())
            fix.clicked.connect(lambda: self.fix_wanted.emit(self._finding))
            self._acts.addWidget(fix)
        if due is None:
            later = Button(_("Set a date instead"), "quiet", "calendar")
            later.setAccessibleDescription(self.accessibleName())
            later.clicked.connect(lambda: self.dated.emit(self._finding, suggested_day(self._today)))
            self._acts.addWidget(later)
            self._dating = later
        else:
            self._add_date(due)
        self._acts.addStretch(1)

    def _add_date(self, due: date) -> None:
        field = DateField(due, earliest=min(due, self._today))
        field.setAccessibleName(str(TO_BE_DONE_BY))
        field.picked.connect(lambda day: self.dated.emit(self._finding, day))
        remove = IconButton(_("Remove the date"), "close")
        remove.clicked.connect(lambda: self.dated.emit(self._finding, None))
        self._dating = field
        by = TextLabel(_("by"), "small")
        by.setToolTip(str(TO_BE_DONE_BY))
        by.setWordWrap(False)
        for part in (by, field, remove):
            self._acts.addWidget(part)
