"""The cards of a page of questions with their rows. What an answer brings up is added below; nothing above it moves."""

from collections.abc import Callable, Collection, Mapping, Sequence

from attrs import evolve
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....audit.interview import acts
from ....audit.interview.acts import ForSome
from ....audit.interview.page import PageKind, QuestionBlock, QuestionPage, QuestionRow
from ....audit.interview.page_height import height_to_come
from ....audit.session import AuditSession
from ....audit.state import Audit, Key
from ....domain.questions import Question
from ....domain.vocabulary import Device
from ....i18n import _
from ...kit.layouts import clear
from ...kit.widgets.notice import EmptyState
from .answer_row import AnswerRow
from .blocks import RowsCard, ToldCard, ask_of
from .confirmations import LastYearCard, ShownCard
from .shared_answers import AlikeRow, WhichAccountsCard


class QuestionCards(QObject):
    """Fills `room`, a layout of the page. Says what the user does, and does nothing itself. Each part is made where it
    is to stand: what changes its place is dressed anew, with all in it.

    `answered(block, row, answer, just changed)`; `acted(key or None, act)`: an act of the session that is wanted, at
    the question of that key; `set_aside(keys)`: what a download shows of them is so no more.
    """

    answered = Signal(object, object, object, bool)
    apart_wanted = Signal(object)  # a question that is to be asked of each account, by its block
    acted = Signal(object, object)
    ticked = Signal(object, object)  # a block, and the questions of the accounts of which its answer is so
    set_aside = Signal(object)
    device_chosen = Signal(str)
    pointed_at = Signal(object)  # the row of which question

    def __init__(self, session: AuditSession, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        self.rows: dict[Key, AnswerRow] = {}
        self._cards: list[ToldCard | LastYearCard] = []
        self._which: list[WhichAccountsCard] = []
        self._screens: list[RowsCard] = []
        self.alike: list[AlikeRow] = []
        self._blocks: tuple[QuestionBlock, ...] = ()
        self.room = QVBoxLayout()
        self.room.setSpacing(10)

    def show_page(self, page: QuestionPage | None) -> bool:
        """Show another page: whether it was made anew. Where the same goes on, only what is new is added."""
        blocks = page.blocks if page is not None else ()
        if blocks and self._blocks and blocks[: len(self._blocks)] == self._blocks:
            self._add(page, blocks[len(self._blocks) :])
            return False
        clear(self.room)
        self.rows, self._cards, self._which, self._screens, self.alike, self._blocks = {}, [], [], [], [], ()
        if page is None:
            words = _("Your policy asks nothing about this.")
            self.room.addWidget(EmptyState("success", _("Nothing to answer here"), words))
        else:
            self._add(page, blocks)
        return True

    @property
    def may_grow(self) -> bool:
        """Whether an answer may bring up another question here."""
        gates = {question.check.gate.check for question in self._session.questions if question.check.gate is not None}
        return any(check in gates for check, _account in self.rows)

    @property
    def to_come(self) -> int:
        """The height of the ticks that answers given once may still bring up here, in pixels."""
        asked = {which.block.first_key for which in self._which}
        return sum(height_to_come(block) for block in self._blocks if block.first_key not in asked)

    def forget(self) -> None:
        """Make every card anew when a page is next shown, even the same one."""
        self._blocks = ()

    def refresh(self, asked: Collection[Key], some: Mapping[Key, ForSome], passed_by: Collection[Key]) -> None:
        """Show what the session holds. What is asked no more keeps its place; `some` holds for some accounts only;
        `passed_by` was left without an answer.
        """
        here = {key for which in self._which for key in which.keys}
        for key, row in self.rows.items():
            is_missing = key in passed_by and not row.is_answered
            for_some = some.get(key) if row.is_once else None
            row.refresh(for_some=for_some, is_missing=is_missing, asked_later=key not in here)
            row.setEnabled(key in asked)
        for card in self._cards:
            card.refresh(is_missing=not {*card.keys}.isdisjoint(passed_by))
        for which in self._which:
            which.show_answer(some.get(which.block.first_key), is_missing=not {*which.keys}.isdisjoint(passed_by))
        for screen in self._screens:
            screen.show_device(self._device)
        for alike in self.alike:
            alike.refresh(self._session.audit.responses)

    def missing(self, keys: Collection[Key]) -> tuple[Key, ...]:
        """Those of the questions that this page still has to ask: not of which accounts, where a later one does."""
        here = {key for card in self._which if card.isEnabled() for key in card.keys}
        later = {key for row in self.rows.values() if row.awaits_accounts for key in row.keys}
        return tuple(key for key in keys if key in here or key not in later)

    def row_of(self, key: Key) -> AnswerRow | None:
        """The row that a question is answered in, be it of several accounts."""
        return self.rows.get(key) or next((row for row in self.rows.values() if key in row.keys), None)

    def which(self, key: Key | None) -> WhichAccountsCard | None:
        """Where it is said of which accounts an answer is so that was given once, while that is asked."""
        return next((card for card in self._which if key in card.keys and card.isEnabled()), None)

    def field_of(self, key: Key) -> QWidget | None:
        """Where a question is answered."""
        if (which := self.which(key)) is not None:
            return which.field
        if (row := self.row_of(key)) is not None:
            return row.answers
        return next((card.field for card in self._cards if key in card.keys), None)

    def fold(self) -> None:
        """Show no details any more."""
        for row in self.rows.values():
            row.hide_details()

    def flush(self) -> None:
        """Save what is being typed."""
        for row in self.rows.values():
            row.flush()

    def _add(self, page: QuestionPage | None, blocks: Sequence[QuestionBlock]) -> None:
        before: QWidget | None = None
        for block in blocks:
            if block.is_topic and not block.ask and isinstance(before, RowsCard):
                before.go_on(block)
            else:
                before = self._block(block, is_download=page is not None and page.kind is PageKind.DOWNLOADS)
                self.room.addWidget(before)
        self._blocks = (*self._blocks, *blocks)

    def _block(self, block: QuestionBlock, *, is_download: bool) -> QWidget:
        if is_download:
            shown = ShownCard(block)
            shown.set_aside.connect(self.set_aside)
            return shown
        if block.together:
            return self._told(block) if block.rows[0].said is None else self._last_year(block)
        if block.of_which:
            return self._which_accounts(block)
        above = self._alike_row(block) if block.may_be_alike else None
        card = RowsCard(block, self._row, self._page, device=self._device, above=above)
        card.device_chosen.connect(self.device_chosen)
        self._screens.append(card)
        return card

    def _alike_row(self, block: QuestionBlock) -> AlikeRow:
        row, today = AlikeRow(block, ask_of(block)), self._session.today
        row.chosen.connect(lambda answer: self._want(lambda audit: acts.with_alike(audit, block, answer, today)))
        self.alike.append(row)
        return row

    @property
    def _device(self) -> Device:
        return self._session.audit.device or Device.WEB

    def _which_accounts(self, block: QuestionBlock) -> WhichAccountsCard:
        card = WhichAccountsCard(self._session, block, ask_of(block) or block.rows[0].question.check.ask)
        card.ticked.connect(lambda keys: self.ticked.emit(block, keys))
        card.apart_wanted.connect(lambda: self.apart_wanted.emit(block))
        self._which.append(card)
        return card

    def _row(self, block: QuestionBlock, row: QuestionRow, card: QWidget) -> AnswerRow:
        session, key = self._session, row.question.key
        if block.is_once:
            row = evolve(row, label=ask_of(block) or row.question.check.ask)
        spoken = row.label if block.is_once else f"{ask_of(block)} {row.label}".strip()
        made = AnswerRow(session, row, spoken, block=block, parent=card)
        made.responded.connect(lambda answer, changed: self.answered.emit(block, row, answer, changed))
        made.noted.connect(lambda note: self.acted.emit(key, lambda: session.note(key, note)))
        made.excepted.connect(lambda waiver: self.acted.emit(key, lambda: session.declare_exception(key, waiver)))
        made.device_chosen.connect(self.device_chosen)
        made.pointed_at.connect(lambda: self.pointed_at.emit(key))
        self._point_at(made, [each.question for each in (block.rows if block.is_once else (row,))])
        self.rows = {**self.rows, key: made}  # who goes through them meanwhile is not disturbed
        return made

    def _point_at(self, row: AnswerRow, questions: list[Question]) -> None:
        """Show beneath a row what the profiles of its accounts say that bears on it."""
        session, downloads = self._session, self._session.downloads
        if any(each.key[1] in downloads for each in questions):
            from ....audit.profile_hints import hints_for  # only for whoever has a download
            from .profile_hint import SaidInProfile

            if hints := hints_for(downloads, questions, session.questions, session.audit.school):
                row.show_beneath(SaidInProfile(hints, row.question.own_requirement))

    def _told(self, block: QuestionBlock) -> ToldCard:
        card = ToldCard(self._session, block)
        card.told.connect(lambda told: self._want(lambda audit: _told(audit, block, told=told)))
        self._cards.append(card)
        return card

    def _last_year(self, block: QuestionBlock) -> LastYearCard:
        card = LastYearCard(self._session, block)
        card.confirmed.connect(lambda: self._want(lambda audit: acts.with_still_true(audit, block)))
        card.set_aside.connect(lambda keys: self._want(lambda audit: _no_longer_true(audit, keys)))
        self._cards.append(card)
        return card

    def _want(self, act: Callable[[Audit], Audit]) -> None:
        self.acted.emit(None, lambda: self._session.change(act(self._session.audit)))


def _told(audit: Audit, block: QuestionBlock, *, told: bool) -> Audit:
    """What one has been told, acknowledged in one act, or that taken back."""
    return acts.with_all_told(audit, [row.question for row in block.rows]) if told else acts.with_none(audit, block)


def _no_longer_true(audit: Audit, keys: tuple[Key, ...]) -> Audit:
    for key in keys:
        audit = acts.with_no_longer_true(audit, key)
    return audit
