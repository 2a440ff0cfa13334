"""A step of questions: one page of the interview at a time, saved at every answer."""

from collections.abc import Callable

from attrs import evolve
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from ....audit.interview import acts
from ....audit.interview.page import PageKind, QuestionBlock, QuestionPage, QuestionRow
from ....audit.state import Audit, Key
from ....audit.steps import Step
from ....domain.questions import Question
from ....domain.vocabulary import Device, HowKnown
from ....i18n import _
from ...kit.accessible import announce
from ...kit.layouts import add_all, clear
from ...kit.widgets.notice import EmptyState, NoticeBox
from ...kit.widgets.progress import ProgressLine
from ..context import WizardContext
from ..page import AuditPage, first_field
from ..way_back import WayBack
from .about_account import AboutAccount
from .answer_row import AnswerRow
from .blocks import RowsCard, ToldCard, ask_of, is_in_columns
from .from_download import FromDownload
from .from_review import FromReview
from .how_known import HowKnownBar
from .last_year import LastYearCard, ShownCard
from .logo_search import LogoSearchOffer
from .words import lead_of, title_of

WIDE, _ONE_LINE, _NARROW, _LINE = 980, 720, 620, 310
_ANSWERS = 120  # pixels of a row: its name and answers, without what may be open below


class InterviewPage(AuditPage):
    """Shows the pages of a step one after the other; Continue and Back walk through them before they leave it."""

    column = WIDE
    below_heading = 6
    starts_in_a_field = True

    def __init__(self, context: WizardContext, step: Step, parent: QWidget | None = None) -> None:
        self.step = step
        self.rows: dict[Key, AnswerRow] = {}
        self._cards: list[ToldCard | LastYearCard] = []
        self._page: QuestionPage | None = None
        self._shown: object = None  # what the widgets were made for
        self._by_account: frozenset[Key] = frozenset()  # the blocks of this page to be answered for each account
        self._has_built = False
        self._latest: Key | None = None  # the answer that was given last, whose meaning is spelt out
        self._audit = ""
        self.way_back: WayBack | None = None  # until one leaves the page
        super().__init__(context, parent)
        outer = self.layout()
        assert outer is not None  # noqa: S101  (the page's own)
        outer.setSpacing(2)
        self._line = ProgressLine()
        self.heading.setMinimumWidth(1)  # a long name wraps; the page does not grow with it
        self.beside_heading.addWidget(self._line)

    @property
    def accept_label(self) -> str:
        """The next that is unanswered, or back to where one came from; else the next page, or the next step."""
        if self.way_back is None:
            return _("Continue")
        onward = self.way_back.onward(self.session.interview, self._page)
        return _("Next unanswered question") if onward is not None else self.way_back.label()

    @property
    def pages(self) -> tuple[QuestionPage, ...]:
        """The pages of this step, as they are now."""
        interview = self.session.interview
        return interview.pages_at(self.step) if interview is not None else ()

    def build(self) -> None:
        """The frame; the questions come with `refresh`."""
        self._shown, self._has_built = None, True
        self._banner = NoticeBox("info", "", parent=self)
        self._banner.acted.connect(self._on_return)
        self._about, self.how_known = AboutAccount(self.session), HowKnownBar()
        self.how_known.known.connect(self._on_known)
        self.how_known.all_as_asked.connect(self._on_all_as_asked)
        self.from_download = FromDownload(self)
        self.from_download.acted.connect(self._on_still_right)
        self._room = QVBoxLayout()
        self._room.setSpacing(10)
        self.body.setSpacing(10)
        self._above = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._above.setSpacing(16)
        self._above.addWidget(self.how_known)
        self._above.addWidget(self._about.age, 1)
        add_all(self.body, self._banner, self._about)
        self.body.addLayout(self._above)
        self.from_review = FromReview(self)
        self.body.addWidget(self.from_download)  # below: the first focus of a page must not be on what answers it
        self.body.addWidget(self.from_review)
        self.body.addLayout(self._room)
        self.logo_search = LogoSearchOffer(self.session, self)
        self.body.addWidget(self.logo_search)

    def refresh(self) -> None:
        """Show the page where one is, with its answers."""
        if self.session.audit.id != self._audit:
            self._audit, self._page, self._latest, self.way_back = self.session.audit.id, None, None, None
        self._page = self._still(self._page)
        self.title = title_of(self._page, self.session)
        self.lead = lead_of(self._page)
        page = self._page
        self._by_account = self._apart(page)
        shown = (page.id, page.keys, self._by_account, dict(self.session.downloads)) if page is not None else None
        if shown != self._shown or shown is None:
            focused = QApplication.focusWidget()
            if focused is not None and self._has_built and self.isAncestorOf(focused):
                self.heading.setFocus(Qt.FocusReason.OtherFocusReason)  # else the focus leaves the page with its row
                QTimer.singleShot(0, self, self._focus_on)  # once the questions can be seen
            self._show_page(self._page)
            self._shown = shown
        for key, row in self.rows.items():
            row.refresh(is_latest=key == self._latest)
        for card in self._cards:
            card.refresh()
        self._refresh_frame()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """How far one is stands below the heading where there is no room beside it."""
        super().resizeEvent(event)
        width, narrow = event.size().width(), event.size().width() < _NARROW
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self.beside_heading.setDirection(down if narrow else across)
        self._above.setDirection(down if width < _ONE_LINE else across)
        self._line.setFixedWidth(event.size().width() if narrow else _LINE)

    def entered(self) -> None:
        super().entered()
        self._visit()

    def left(self) -> None:
        """Nothing that was typed is lost, and the way back is not offered for ever."""
        self._flush()
        self.way_back = None

    def show_question(self, key: Key, way_back: WayBack | None = None) -> None:
        """Show the page of a question, and offer the way back to where it was asked for."""
        self.way_back, self._latest = way_back, None
        self._page = next((page for page in self.pages if key in page.keys), self._page)
        self.refresh()
        self.session.move_to(self.step, key if key in self.rows else self._first_key)
        self.changed.emit()
        QTimer.singleShot(0, self, lambda: self._reveal(key))  # once the layout knows where it is

    def come_from_behind(self) -> None:
        """The last page of the step."""
        self._page = self.pages[-1] if self.pages else None

    def accept(self) -> bool:
        """The next page; after the last the next step."""
        self._flush()
        if self.way_back is not None:
            onward = self.way_back.onward(self.session.interview, self._page)
            if onward is not None:
                self.went_to.emit(*onward)
            else:
                self._on_return()
            return False
        return not self._turn(1)

    def go_back(self) -> bool:
        """The page before; before the first the step before."""
        self._flush()
        return not self._turn(-1)

    # ---- within

    def _still(self, page: QuestionPage | None) -> QuestionPage | None:
        """The page as it is now: an answer may have brought questions up, or put some away."""
        pages = self.pages
        if page is None:
            return pages[0] if pages else None
        same = next((each for each in pages if each.id == page.id), None)
        held = next((each for each in pages if self._latest in each.keys), None)
        return held or same or (pages[-1] if pages else None)

    def _turn(self, by: int) -> bool:
        pages = self.pages
        at = pages.index(self._page) + by if self._page in pages else -1
        if not 0 <= at < len(pages):
            return False
        self._page, self._latest = pages[at], None
        self.refresh()
        self._visit()
        self.changed.emit()
        self.bring_into_view(self.heading)
        QTimer.singleShot(0, self, self._focus_on)  # once the questions can be seen
        announce(self, self.title)
        return True

    def _focus_on(self) -> None:
        """On the answer that was just given, else on the first field of the page."""
        if self._latest in self.rows:
            self.rows[self._latest].take_focus()
        else:
            (first_field(self) or self.heading).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_page(self, page: QuestionPage | None) -> None:
        clear(self._room)
        self.rows, self._cards = {}, []
        self._about.show_page(page)
        if page is None:
            words = _("Your policy asks nothing about this.")
            self._room.addWidget(EmptyState("success", _("Nothing to answer here"), words))
            return
        before: QWidget | None = None
        for each in page.blocks:
            block = evolve(each, by_account=each.rows[0].question.key in self._by_account)
            if block.is_topic and not block.ask and isinstance(before, RowsCard):
                before.go_on(block)
            else:
                before = self._block(block)
                self._room.addWidget(before)

    def _apart(self, page: QuestionPage | None) -> frozenset[Key]:
        """The first keys of the blocks that each account is asked about; so they stay while the page is shown."""
        blocks = page.blocks if page is not None else ()
        audit, before = self.session.audit, self._by_account
        first = {block.rows[0].question.key: block for block in blocks if block.is_once}
        return frozenset(key for key, block in first.items() if key in before or acts.is_by_account(audit, block))

    def _block(self, block: QuestionBlock) -> QWidget:
        if self._page is not None and self._page.kind is PageKind.DOWNLOADS:
            shown = ShownCard(block)
            shown.set_aside.connect(self._on_doubted)
            return shown
        if block.together:
            return self._told(block) if block.rows[0].said is None else self._last_year(block)
        card = RowsCard(block, self._row, self.session.audit.device or Device.WEB)
        card.device_chosen.connect(self._on_device)
        return card

    def _row(self, block: QuestionBlock, row: QuestionRow) -> AnswerRow:
        session, key = self.session, row.question.key
        if block.is_once:
            row = evolve(row, label=ask_of(block) or row.question.check.ask)
        spoken = row.label if block.is_once else f"{ask_of(block)} {row.label}".strip()
        made = AnswerRow(
            session,
            row,
            spoken,
            is_beside=block.is_topic and not block.is_once,
            in_columns=is_in_columns(block),
            shown=block.screen,
        )
        made.responded.connect(lambda answer, changed: self._on_answer(block, row, answer, changed))
        made.noted.connect(lambda note: self._act(key, lambda: session.note(key, note)))
        made.excepted.connect(lambda waiver: self._act(key, lambda: session.declare_exception(key, waiver)))
        made.device_chosen.connect(self._on_device)
        self._point_at(made, [each.question for each in (block.rows if block.is_once else (row,))])
        self.rows[key] = made
        return made

    def _on_answer(self, block: QuestionBlock, row: QuestionRow, answer: acts.Answer, changed: bool) -> None:
        """An answer that would count against an account is kept of none until it is said of which."""
        key, today = row.question.key, self.session.today
        if block.is_once and not acts.holds_for_all(block, answer):
            self._by_account |= {key}
            announce(self, _("Answer for each account."))
        self._change(key, lambda audit: acts.with_row_answered(audit, block, row, answer, today, just_changed=changed))

    def _point_at(self, row: AnswerRow, questions: list[Question]) -> None:
        """Show beneath a row what the profiles of its accounts say that bears on it."""
        session, downloads = self.session, self.session.downloads
        if any(each.key[1] in downloads for each in questions):
            from ....audit.profile_hints import hints_for  # only for whoever has a download
            from .profile_hint import SaidInProfile

            if hints := hints_for(downloads, questions, session.questions, session.audit.school):
                row.show_beneath(SaidInProfile(hints, row.question.own_requirement))

    def _told(self, block: QuestionBlock) -> ToldCard:
        card = ToldCard(self.session, block)
        card.told.connect(lambda told: self._change(None, lambda audit: _told(audit, block, told=told)))
        self._cards.append(card)
        return card

    def _last_year(self, block: QuestionBlock) -> LastYearCard:
        card = LastYearCard(self.session, block)
        card.confirmed.connect(lambda: self._change(None, lambda audit: acts.with_still_true(audit, block)))
        card.set_aside.connect(lambda keys: self._change(None, lambda audit: _no_longer_true(audit, keys)))
        self._cards.append(card)
        return card

    def _change(self, key: Key | None, act: Callable[[Audit], Audit]) -> None:
        """An act of the interview."""
        self._act(key, lambda: self.session.change(act(self.session.audit)))

    def _act(self, key: Key | None, act: Callable[[], object]) -> None:
        self.session.move_to(self.step, key or self._first_key)  # saved together with the act
        self._latest = key
        self.do(act)
        self.refresh()
        self.changed.emit()
        if key is not None:
            QTimer.singleShot(0, self, lambda: self._keep_in_view(key))  # once the layout knows what it says

    def _on_known(self, known: HowKnown) -> None:
        if self._page is not None:
            page = self._page
            self._change(None, lambda audit: acts.with_how_known(audit, page, known, self.session.today))

    def _on_all_as_asked(self) -> None:
        if self._page is not None:
            page = self._page
            self._change(None, lambda audit: acts.with_all_as_asked(audit, page, self.session.today))

    def _on_still_right(self) -> None:
        if self._page is not None:
            page = self._page
            shown = self.from_download.shown_on(page)
            self._change(None, lambda audit: acts.with_shown(audit, page, shown))

    def _on_doubted(self, keys: tuple[Key, ...]) -> None:
        """Asked in its place, and back from there to what the other downloads show."""
        self._act(None, lambda: self.session.doubt(*keys))
        interview = self.session.interview
        asked = interview.page_with(keys[0]) if interview is not None else None
        if asked is not None:
            self.went_to.emit(asked.step, keys[0])

    def _on_device(self, device: str) -> None:
        self._change(None, lambda audit: acts.with_device(audit, Device(device)))

    def _refresh_frame(self) -> None:
        progress = self.session.progress_at(self.step)
        self._line.show_progress(progress.answered, progress.asked, self.session.progress.minutes_left)
        self._line.setVisible(progress.asked > 0)
        page = self._page
        self.from_review.show_page(page)
        self.from_download.show_page(page)
        self.logo_search.show_page(page)
        self.how_known.setVisible(page is not None and page.asks_how_known)
        if page is not None and page.asks_how_known:
            audit, known = self.session.audit, self.session.audit.how_known
            said = next((known[key] for key in page.keys if key in known), None)
            is_open = any(key not in audit.responses for key in page.keys)
            self.how_known.show_known(said, offers_together=is_open and acts.may_be_stated_together(audit, page))
        way = self.way_back
        self._banner.say("info", way.sentence(self.session.interview) if way else "", way.label() if way else "")

    @property
    def _first_key(self) -> Key | None:
        open_row = next((key for key, row in self.rows.items() if not row.is_answered), None)
        return open_row or next(iter(self._page.keys), None) if self._page is not None else None

    def _visit(self) -> None:
        self.session.move_to(self.step, self._first_key)

    def _reveal(self, key: Key) -> None:
        if key in self.rows:
            row, way = self.rows[key], self.way_back
            if way is not None and not way.unanswered and row.own_way is not None:
                row.show_details()  # whoever came to mend it wants the way there
            row.take_focus()
            self.bring_into_view(self._start_of(row))

    def _start_of(self, row: AnswerRow) -> QWidget:
        """What stands at the top once a row is shown: the heading, or what is asked, where the row is in view below."""
        area, at = self.scroll_area, row.mapTo(self, QPoint(0, 0)).y()
        room = area.viewport().height() - min(row.height(), _ANSWERS) if area is not None else 0
        cards = [card for card in self.findChildren(RowsCard) if card.isAncestorOf(row)]
        fitting = (part for part in (self.heading, *cards) if at - part.mapTo(self, QPoint(0, 0)).y() <= room)
        return next(fitting, row)

    def _keep_in_view(self, key: Key) -> None:
        if key in self.rows:
            self.keep_in_view(self.rows[key])

    def _flush(self) -> None:
        for row in self.rows.values():
            row.flush()

    def _on_return(self) -> None:
        way, self.way_back = self.way_back, None
        if way is not None:
            self.went_to.emit(way.to, None)


def _told(audit: Audit, block: QuestionBlock, *, told: bool) -> Audit:
    """What one has been told, acknowledged in one act, or that taken back."""
    return acts.with_all_told(audit, [row.question for row in block.rows]) if told else acts.with_none(audit, block)


def _no_longer_true(audit: Audit, keys: tuple[Key, ...]) -> Audit:
    for key in keys:
        audit = acts.with_no_longer_true(audit, key)
    return audit
