"""A step of questions: short groups, one after the other, saved at every answer."""

from collections.abc import Callable, Hashable, Iterable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ....audit.question_groups import group_with, groups
from ....audit.session import AuditSession
from ....audit.state import Key
from ....audit.steps import Step, StepId
from ....domain.changes import changes_since
from ....domain.checklist_index import checklist_of
from ....domain.model import Change, Status
from ....domain.questions import Question
from ....domain.vocabulary import ServiceState
from ....i18n import _, long_date
from ...kit.accessible import announce
from ...kit.layouts import clear
from ...kit.widgets.card import Disclosure
from ...kit.widgets.notice import EmptyState, NoticeBox
from ...kit.widgets.progress import ProgressLine
from ...kit.widgets.text import Heading, TextLabel
from ..context import WizardContext
from ..page import AuditPage, first_field
from .card import QuestionCard


class AboutService(QWidget):
    """Nothing at all for a service that is open and whose checklist has not changed."""

    def __init__(self, session: AuditSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._shown: object = None
        self.hide()

    def show_checklists(self, asking: tuple[str, ...]) -> None:
        """Show what is known of the services behind these checklists, and what changed in them."""
        before = self._session.audit.earlier_versions
        checklists = [self._session.catalogue.checklists[each] for each in asking]
        shown = tuple((each.sha256, before.get(each.id, "")) for each in checklists)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._column)
        for each in checklists:
            if each.status is not None and each.state is not ServiceState.OPEN:
                self._column.addWidget(NoticeBox("info", status_words(each.status)))
        changes = [change for each in checklists for change in changes_since(each, before.get(each.id, ""))]
        if changes:
            self._column.addWidget(self._changed(changes))
        self.setVisible(self._column.count() > 0)

    def _changed(self, changes: Iterable[Change]) -> Disclosure:
        more = Disclosure(_("What changed since you last answered"), is_open=True)
        more.body.setSpacing(6)
        for change in changes:
            more.body.addWidget(TextLabel(f"{long_date(change.date)}: {change.summary}", "muted"))
        return more


def status_words(status: Status) -> str:
    """What became of a service, and what may still be public."""
    fading = status.state is ServiceState.FADING
    began = _("Still there, but fading.") if fading else _("Closed.")
    return f"{began} {status.summary}"


class QuestionsPage(AuditPage):
    """Shows the questions of a step; Continue and Back walk through its groups before they leave it."""

    starts_in_a_field = True

    def __init__(self, context: WizardContext, step: Step, parent: QWidget | None = None) -> None:
        self.step = step
        self.cards: dict[Key, QuestionCard] = {}
        self._at, self._audit = 0, ""
        self._held: Key | None = None  # the question that stays in view when an answer changes what is asked
        self._groups: tuple[tuple[Question, ...], ...] = ()
        self._shown: tuple[Key, ...] | None = None
        self._returns_to: Step | None = None
        super().__init__(context, parent)

    # ---- what kinds of pages differ in

    def heading_of(self, question: Question) -> Hashable:
        """Questions of one heading stand together."""
        return question.area

    def heading_text(self, question: Question) -> str:
        """The heading over them."""
        raise NotImplementedError

    def nothing_to_ask(self) -> EmptyState:
        """What to show where the policy asks nothing here."""
        return EmptyState("success", _("Nothing to answer here"), _("Your policy asks nothing about this."))

    # ---- the page

    @property
    def accept_label(self) -> str:
        """Return where one came from, the next group, or the next step."""
        if self._returns_to is not None:
            return self._way_back()
        return _("Next questions") if self._at + 1 < len(self._groups) else _("Continue")

    def build(self) -> None:
        """The frame; the questions come with `refresh`."""
        self._shown = None
        self._line, self._banner = ProgressLine(), NoticeBox("info", "", parent=self)
        self._banner.acted.connect(self._on_return)
        self._room = QVBoxLayout()
        self._room.setSpacing(16)
        self._place = TextLabel("", "small")
        self._about = AboutService(self.session)
        for part in (self._banner, self._about, self._line):
            self.body.addWidget(part)
        self.body.addLayout(self._room)
        self.body.addWidget(self._place)

    def refresh(self) -> None:
        """Show the group where one is, with its answers."""
        if self.session.audit.id != self._audit:
            self._audit, self._at, self._shown, self._returns_to = self.session.audit.id, 0, None, None
            self._held = None
        questions = self.session.questions_at(self.step)
        self._about.show_checklists(tuple(dict.fromkeys(checklist_of(q.check.id) for q in questions)))
        self._groups = groups(questions, self.heading_of)
        held = None if self._held is None else group_with(self._groups, self._held)
        self._at = min(self._at, max(len(self._groups) - 1, 0)) if held is None else held
        group = self._groups[self._at] if self._groups else ()
        keys = tuple(question.key for question in group)
        if keys != self._shown:
            self._show_group(group)
            self._shown = keys
        if self._held not in keys:
            self._held = next(iter(keys), None)
        for card in self.cards.values():
            card.refresh()
        self._refresh_frame()

    def entered(self) -> None:
        """Remember the place."""
        super().entered()
        self._visit()

    def left(self) -> None:
        """Nothing that was typed is lost, and the way back is not offered for ever."""
        self._flush()
        self._returns_to = None

    def show_question(self, key: Key, returns_to: Step | None = None) -> None:
        """Show a question, and offer the way back to where it was asked for."""
        self._returns_to = returns_to
        self._held = key
        self.refresh()
        if key in self.cards:
            self.session.move_to(self.step, key)
        self.changed.emit()
        QTimer.singleShot(0, self, lambda: self._reveal(key))  # once the layout knows where it is

    def accept(self) -> bool:
        """The next group; after the last the next step."""
        self._flush()
        if self._returns_to is not None:
            self._on_return()
            return False
        return not self._turn(1)

    def go_back(self) -> bool:
        """The group before; before the first the step before."""
        self._flush()
        return not self._turn(-1)

    # ---- within

    def _turn(self, by: int) -> bool:
        if not 0 <= self._at + by < len(self._groups):
            return False
        self._at, self._held = self._at + by, None
        self.refresh()
        self._visit()
        self.changed.emit()
        self._to_top()
        return True

    def _to_top(self) -> None:
        area = self._scroll_area()
        if area is not None:
            area.verticalScrollBar().setValue(0)
        QTimer.singleShot(0, self, self._focus_first)  # once the questions can be seen
        announce(self, self._place.text())

    def _focus_first(self) -> None:
        (first_field(self) or self.heading).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_group(self, group: tuple[Question, ...]) -> None:
        stay = {q.key: self.cards[q.key] for q in group if q.key in self.cards and self.cards[q.key].question == q}
        for card in stay.values():  # with the focus, which may be in it
            self._room.removeWidget(card)
        clear(self._room)
        self.cards = {}
        heading = ""
        for question in group:
            words = self.heading_text(question)
            if words != heading:
                self._room.addWidget(Heading(words, "section"))
                heading = words
            self.cards[question.key] = stay.get(question.key) or self._card(question)
            self._room.addWidget(self.cards[question.key])
        if not group:
            self._room.addWidget(self.nothing_to_ask())

    def _card(self, question: Question) -> QuestionCard:
        card, key = QuestionCard(self.session, question), question.key
        session = self.session
        card.responded.connect(
            lambda answer, known, changed: self._act(key, lambda: session.respond(key, answer, known, changed))
        )
        card.known_as.connect(lambda known: self._act(key, lambda: session.say_how_known(key, known)))
        card.noted.connect(lambda note: self._act(key, lambda: session.note(key, note)))
        card.excepted.connect(lambda waiver: self._act(key, lambda: session.declare_exception(key, waiver)))
        return card

    def _act(self, key: Key, act: Callable[[], object]) -> None:
        self.session.move_to(self.step, key)  # saved together with the act
        self._held, before = key, self._shown
        self.do(act)
        self.refresh()
        self.changed.emit()
        if self._shown != before:
            QTimer.singleShot(0, self, lambda: self._bring_into_view(key))  # once the layout knows where it is

    def _refresh_frame(self) -> None:
        progress = self.session.progress_at(self.step)
        in_all = self.session.progress.minutes_left
        self._line.show_progress(progress.answered, progress.asked, progress.minutes_left, in_all)
        self._line.setVisible(progress.asked > 0)
        many = len(self._groups) > 1
        place = _("Part {number} of {count}", number=self._at + 1, count=len(self._groups))
        self._place.setText(place if many else "")
        back = self._returns_to is not None
        sentence = _("You came here to put one answer right. Everything is saved as you go.") if back else ""
        self._banner.say("info", sentence, self._way_back() if back else "")

    def _way_back(self) -> str:
        to_results = self._returns_to is not None and self._returns_to.id is StepId.RESULTS
        return _("Back to your results") if to_results else _("Back to signing")

    def _visit(self) -> None:
        first = next((key for key, card in self.cards.items() if not card.is_answered), None)
        key = first or next(iter(self.cards), None)
        self.session.move_to(self.step, key)

    def _reveal(self, key: Key) -> None:
        if key in self.cards:
            self.cards[key].picker.options.setFocus()
            self._bring_into_view(key)

    def _bring_into_view(self, key: Key) -> None:
        card, area = self.cards.get(key), self._scroll_area()
        if card is not None and area is not None:
            area.ensureWidgetVisible(card, 0, 24)

    def _scroll_area(self) -> QScrollArea | None:
        widget = self.parentWidget()
        while widget is not None and not isinstance(widget, QScrollArea):
            widget = widget.parentWidget()
        return widget

    def _flush(self) -> None:
        for card in self.cards.values():
            card.flush()

    def _on_return(self) -> None:
        target, self._returns_to = self._returns_to, None
        if target is not None:
            self.went_to.emit(target, None)
