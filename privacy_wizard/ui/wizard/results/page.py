"""Page *Results*: how it stands, why, and what to do about it."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ....attestation.statement import COMMENT_LIMIT
from ....audit.session import AuditSession
from ....audit.steps import Step, StepId
from ....domain.judgement import Finding
from ....domain.names import area_name, outcome_name
from ....domain.scoring import account_of, still_open, weakest_first
from ....domain.vocabulary import Outcome
from ....i18n import Message, _, long_date, ngettext
from ...kit.layouts import add_all, clear, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.field import TypingPause, limit_accents
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.scores import Bar, BarList, ScoreRing
from ...kit.widgets.text import Heading, TextLabel
from ..done.to_do import ToDo
from ..page import AuditPage, FootNote
from ..school.policy import overdue_sentence
from ..words import GO_TO_FIRST, HAND_IT_IN, SEE_WHAT_IS_SIGNED, SIGNED_AND_STAYS, account_name, left_sentence
from .actions import Actions
from .findings import (
    Findings,
    bar_mood,
    is_unfinished,
    left_out_sentence,
    limit_sentence,
    outcome_sentence,
    ring_mood,
)

_LINES = 3
K = TypeVar("K")
_FURTHER = Step(id=StepId.FURTHER)
FURTHER_IS_VOLUNTARY = Message("Further protection is voluntary. It changes neither score nor outcome.")


class Comment(Card):
    """`written(str)` when typing pauses. Never longer than a statement takes."""

    written = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.set_title(_("Your comment (optional)"))
        self.set_lead(_("It is printed on your statement. Name nobody else in it."))
        self._edit, self._count = QPlainTextEdit(), TextLabel("", "small")
        self._edit.setTabChangesFocus(True)
        self._edit.setAccessibleName(_("Your comment"))
        self._edit.setFixedHeight(self._edit.fontMetrics().lineSpacing() * _LINES + 24)
        self._typing = TypingPause(lambda: self.written.emit(self._edit.toPlainText()), self)
        self.body.addWidget(self._edit)
        self.body.addWidget(self._count)
        limit_accents(self._edit)
        self._edit.textChanged.connect(self._on_text)
        self._say_count()

    def show_text(self, text: str) -> None:
        """Show what was saved; what is being typed is not disturbed by its own echo."""
        if text != self._edit.toPlainText():
            self._edit.blockSignals(True)
            self._edit.setPlainText(text)
            self._edit.blockSignals(False)
            self._say_count()

    def flush(self) -> None:
        """Save now what was typed."""
        self._typing.flush()

    def _on_text(self) -> None:
        text = self._edit.toPlainText()
        if len(text) > COMMENT_LIMIT:
            at = min(self._edit.textCursor().position(), COMMENT_LIMIT)
            self._edit.setPlainText(text[:COMMENT_LIMIT])  # comes back here with what fits
            cursor = self._edit.textCursor()
            cursor.setPosition(at)
            self._edit.setTextCursor(cursor)
            return
        self._say_count()
        self._typing.touch()

    def _say_count(self) -> None:
        used = len(self._edit.toPlainText())
        self._count.setText(_("{used} of {limit} characters", used=used, limit=COMMENT_LIMIT))


_NARROW = 460


class ResultsOverview(Card):
    """The score as a ring, and the outcome."""

    def __init__(self) -> None:
        super().__init__()
        self._ring = ScoreRing()
        self._outcome, self._sentence, self._limit = Heading("", "section"), TextLabel(), TextLabel()
        self._left_out, self._overdue = TextLabel("", "muted"), TextLabel("", "muted")
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addStretch(1)
        add_all(words, self._outcome, self._sentence, self._limit, self._left_out, self._overdue)
        words.addStretch(1)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(28)
        self._line.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignCenter)
        self._line.addLayout(words, 1)
        self.body.addLayout(self._line)

    def show_results(self, session: AuditSession) -> None:
        """Show the score as it is now."""
        score, findings = session.score(), session.findings()
        if is_unfinished(session):
            self._show_unfinished(session)
            return
        self._ring.show_score(score.value, ring_mood(score.outcome))
        self._outcome.setText(outcome_name(score.outcome))
        self._sentence.setText(outcome_sentence(score, findings))
        self._limit.setText(limit_sentence(score))
        self._left_out.setText(left_out_sentence(score))
        self._overdue.setText(overdue_sentence(session.pack, session.today))
        for each in (self._limit, self._left_out, self._overdue):
            each.setVisible(bool(each.text()))
        self.setAccessibleName(self._outcome.text())

    def _show_unfinished(self, session: AuditSession) -> None:
        """No score, and nothing counted as open: what is unanswered would be most of both."""
        self._ring.show_score(None, ring_mood(Outcome.NOT_SCORED))
        self._outcome.setText(_("Not finished yet"))
        self._sentence.setText(_("Your score follows when every question has an answer."))
        for each in (self._limit, self._left_out):
            each.hide()
        self._overdue.setText(overdue_sentence(session.pack, session.today))
        self._overdue.setVisible(bool(self._overdue.text()))
        self.setAccessibleName(self._outcome.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the ring above the words where the window is narrow."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)


class Parts(Card):
    """The score by area and by account as bars, the weakest first; of those held by one limit, what has more open."""

    def __init__(self) -> None:
        super().__init__()
        self._areas, self._accounts = BarList(_("By area")), BarList(_("By account"))
        self.setAccessibleName(_("Parts of the score"))
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(32)
        for title, bars in ((_("By account"), self._accounts), (_("By area"), self._areas)):
            half = QVBoxLayout()
            half.setSpacing(10)
            add_all(half, Heading(title, "question"), bars)
            half.addStretch(1)
            self._halves.addLayout(half, 1)
        self.body.addLayout(self._halves)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the areas below the accounts where the window is narrow."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        self._halves.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def show_results(self, session: AuditSession) -> None:
        """Show the bars as they are now."""
        score, found = session.score(), still_open(session.findings())
        titles: dict[str | None, str] = {a.id: account_name(session, a) for a in session.audit.accounts}
        titles[None] = account_name(session, None)
        areas, accounts = score.by_area, score.by_account
        by_area = Counter({each.requirement.control.id: each.requirement.control.area for each in found}.values())
        by_account = Counter(map(account_of, found))
        self._areas.show_bars(_bars({each: area_name(each) for each in areas}, areas, by_area))
        self._accounts.show_bars(_bars(titles, accounts, by_account))


def _bars(names: Mapping[K, str], scores: Mapping[K, int | None], still: Mapping[K, int]) -> list[Bar]:
    """A limit gives several the same score, so each says how much is open."""
    most_open_first = {each: scores[each] for each in sorted(scores, key=lambda each: -still.get(each, 0))}
    return [_bar(names[each], scores[each], still.get(each, 0)) for each in weakest_first(most_open_first)]


def _bar(name: str, value: int | None, still: int) -> Bar:
    label = ngettext("{name}: {n} open", "{name}: {n} open", still, name=name) if still else name
    return Bar(label, value, bar_mood(value))


class FurtherOffer(Card):
    """What protects better still and never scores; `wanted` when it is to be gone through."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._go = Button("", "plain", "arrow-right")
        self._go.clicked.connect(self.wanted)
        self.body.addLayout(row(self._go))

    def show_results(self, session: AuditSession) -> None:
        """Show how many there are, how long they take, and how far one is."""
        progress = session.progress_at(_FURTHER)
        self.setVisible(progress.asked > 0)
        self.set_title(
            ngettext("{n} more setting protects you better", "{n} more settings protect you better", progress.asked)
        )
        lead = _("They change neither your score nor your outcome, and you can leave them.")
        if session.audit.asks_further:
            lead = _("They change neither your score nor your outcome. Your school asks for them before you sign.")
        self.set_lead(lead)
        minutes = ngettext("about {n} minute", "about {n} minutes", progress.minutes_left)
        self._go.setText(_("Go through them ({time})", time=minutes) if progress.open else _("Look at them again"))


class ResultsPage(AuditPage):
    """Shows what the session judges; nothing is judged here."""

    @property
    def accept_label(self) -> str:
        if self.session.audit.signed is None:
            return _("Next unanswered question") if is_unfinished(self.session) else _("Go to signing")
        return str(HAND_IT_IN if self.session.audit.handed_in is None else SEE_WHAT_IS_SIGNED)

    @property
    def foot_note(self) -> FootNote | None:
        offered = bool(self.session.progress_at(_FURTHER).open)
        if is_unfinished(self.session):
            return None
        is_voluntary = offered and self.session.audit.signed is None and not self.session.audit.asks_further
        return FootNote(sentence=str(FURTHER_IS_VOLUNTARY)) if is_voluntary else None

    def build(self) -> None:
        """Lay out the overview, then what to do, then every finding."""
        self.title = _("Your results")
        self._open = NoticeBox()
        self._open.acted.connect(self._on_first_open)
        self._overview, self._parts = ResultsOverview(), Parts()
        self._actions, self._findings, self._comment = Actions(), Findings(), Comment()
        self._further = FurtherOffer(self)
        self._further.wanted.connect(lambda: self.went_to.emit(_FURTHER, None))
        self._actions.fix_wanted.connect(self._on_fix)
        self._actions.dated.connect(self._on_dated)
        self._findings.fix_wanted.connect(self._on_fix)
        self._comment.written.connect(lambda text: self.do(lambda: self.session.comment(text)))
        self._left = QVBoxLayout()  # what is left to do, once it is signed
        add_all(self.body, self._open, self._overview)
        self.body.addLayout(self._left)
        add_all(self.body, self._actions, self._parts, self._findings)
        add_all(self.body, self._further, self._comment)

    def refresh(self) -> None:
        """Show the results as they are now."""
        left, signed = self.session.progress.open, self.session.audit.signed
        self.lead = _("You can sign whatever the score is. Anything still open then appears on your statement.")
        if left:
            self.lead = _("Once every question has an answer you can sign, whatever the score is.")
        if signed is not None:
            self.lead = SIGNED_AND_STAYS.format(day=long_date(signed.on))
        self._open.say("warn", left_sentence(self.session.progress), str(GO_TO_FIRST) if left else "")
        for part in (self._overview, self._parts, self._actions, self._findings, self._further):
            part.show_results(self.session)
        self._parts.setVisible(not is_unfinished(self.session))
        self._comment.show_text(self.session.audit.comment)
        self._comment.setVisible(signed is None)
        clear(self._left)
        if signed is not None:
            self._actions.hide()
            self._left.addWidget(ToDo(self.session))

    def accept(self) -> bool:
        """To what has no answer yet; then to the signature, past what need not be answered; then to what follows it."""
        audit = self.session.audit
        if is_unfinished(self.session):
            self._on_first_open()
            return False
        to_hand_in = audit.signed is not None and audit.handed_in is None
        self.went_to.emit(Step(id=StepId.DONE if to_hand_in else StepId.SIGN), None)
        return False

    def left(self) -> None:
        """Save what is being typed."""
        self._comment.flush()

    def _on_first_open(self) -> None:
        first = self.session.first_open
        if first is not None:
            self.went_to.emit(*first)

    def _on_fix(self, finding: Finding) -> None:
        place = self.session.place_of(finding)
        if place is not None:
            self.went_to.emit(*place)

    def _on_dated(self, finding: Finding, due: date | None) -> None:
        before = next((a.due for a in self.session.actions() if a.finding == finding), None)
        done = self.do(lambda: self.session.set_due(finding, due))
        if done and (before is None or due is None):  # else a date is being typed: the field must stay
            self._actions.show_results(self.session, focus_on=finding)
