"""What is still to do, by what it gains; a date for what stays open."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ....audit.actions import Action
from ....audit.session import AuditSession
from ....domain.judgement import Finding
from ....domain.names import level_name
from ....domain.vocabulary import Verdict
from ....i18n import _, ngettext
from ...kit.layouts import FlowLayout, clear
from ...kit.tag import Tag
from ...kit.widgets.button import Button, IconButton
from ...kit.widgets.card import Card
from ...kit.widgets.date_field import DateField
from ...kit.widgets.text import Heading, TextLabel
from ..words import TO_BE_DONE_BY, account_name
from .findings import action_text, gain_text, lifting_sentence

_FIRST = 6  # shown before "Show all"
_SUGGESTED = timedelta(days=14)


class Actions(QWidget):
    """`fix_wanted(Finding)`; `dated(Finding, date or None)`."""

    fix_wanted = Signal(object)
    dated = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all = False
        self._session: AuditSession | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def show_results(self, session: AuditSession, focus_on: Finding | None = None) -> None:
        """Show the open actions; questions without an answer are not among them."""
        self._session = session
        actions = [a for a in session.actions() if a.finding.verdict is not Verdict.NOT_ANSWERED]
        clear(self._column)
        self.setVisible(bool(actions))
        self._column.addWidget(Heading(_("What you can still do"), "section"))
        for action in actions if self._all else actions[:_FIRST]:
            card = ActionCard(action, session)
            card.fix_wanted.connect(self.fix_wanted)
            card.dated.connect(self.dated)
            self._column.addWidget(card)
            if action.finding == focus_on:
                card.take_focus()
        if len(actions) > _FIRST and not self._all:
            more = Button(ngettext("Show all {n}", "Show all {n}", len(actions)), "link", "chevron-down")
            more.clicked.connect(self._on_more)
            self._column.addWidget(more)

    def _on_more(self) -> None:
        self._all = True
        if self._session is not None:
            self.show_results(self._session)


class ActionCard(Card):
    """One thing to do: what, where, what it gains, by when."""

    fix_wanted = Signal(object)
    dated = Signal(object, object)

    def __init__(self, action: Action, session: AuditSession, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._finding: Finding = action.finding
        self._today = session.today
        text = action_text(action.finding)
        account = action.finding.account
        where = account_name(session, account)
        self.setAccessibleName(text)
        self.body.setSpacing(6)
        score = session.score()
        self.body.addLayout(self._head(where, action, score.held_at))
        self.body.addWidget(TextLabel(text))
        self.body.addWidget(TextLabel(action.finding.requirement.summary, "small"))
        lifting = lifting_sentence(score, session.findings(), action.finding)
        if lifting:
            self.body.addWidget(TextLabel(lifting, "small"))
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons)
        self._dating: QWidget = self._buttons
        self.body.addSpacing(4)
        self.body.addWidget(self._buttons)
        self._fill(session.place_of(action.finding) is not None, action.due)

    def take_focus(self) -> None:
        """The focus goes to the date, or to what sets one."""
        self._dating.setFocus()

    def _head(self, where: str, action: Action, held_at: int | None) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(TextLabel(where, "strong"), 1)
        line.addWidget(Tag(level_name(action.finding.requirement.level), "plain"))
        line.addWidget(Tag(gain_text(action.gain, action.lifts, held_at), "accent"))
        return line

    def _fill(self, can_fix: bool, due: date | None) -> None:
        if can_fix:
            fix = Button(_("Fix it now"), "plain", "arrow-right")
            fix.setAccessibleDescription(self.accessibleName())
            fix.clicked.connect(lambda: self.fix_wanted.emit(self._finding))
            self._flow.addWidget(fix)
        if due is None:
            later = Button(_("Set a date instead"), "quiet", "calendar")
            later.setAccessibleDescription(self.accessibleName())
            later.clicked.connect(lambda: self.dated.emit(self._finding, self._today + _SUGGESTED))
            self._flow.addWidget(later)
            self._dating = later
        else:
            self._add_date(due)

    def _add_date(self, due: date) -> None:
        field = DateField(due, earliest=min(due, self._today))
        field.setAccessibleName(str(TO_BE_DONE_BY))
        field.picked.connect(lambda day: self.dated.emit(self._finding, day))
        remove = IconButton(_("Remove the date"), "close")
        remove.clicked.connect(lambda: self.dated.emit(self._finding, None))
        self._flow.addWidget(field)
        self._dating = field
        self._flow.addWidget(remove)
