"""A step of questions: one page of the interview at a time, saved at every answer."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from ....audit.interview import acts
from ....audit.interview.acts import GivenOnce
from ....audit.interview.contradictions import Answered, left_behind
from ....audit.interview.page import QuestionBlock, QuestionPage, QuestionRow
from ....audit.interview.page_height import origin_of, steady
from ....audit.state import Audit, Key
from ....audit.steps import Step
from ....domain.vocabulary import Device, HowKnown
from ....i18n import _
from ...kit.accessible import announce
from ...kit.layouts import add_all, set_spacing
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.progress import ProgressLine
from ..connections.card import FromReview
from ..context import WizardContext
from ..page import FootNote, first_field
from ..way_back import WayBack
from .about_account import AboutAccount
from .answer_row import AnswerRow
from .blocks import top_for
from .cards import QuestionCards
from .confirmations import FromDownload
from .density import PageDensity, RoomyPage
from .how_known import HowKnownBar, SealLegend
from .logo_search import LogoSearchOffer
from .words import AfterSigning, lead_of, note_on, note_on_contradiction, note_on_left_behind, numbered_title, open_keys

_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
WIDE, _ONE_LINE, _NARROW, _LINE = 980, 720, 620, 352


class InterviewPage(RoomyPage):
    """Shows the pages of a step one after the other; Continue and Back walk through them before they leave it."""

    column = WIDE
    below_heading = 6
    starts_in_a_field = True

    def __init__(self, context: WizardContext, step: Step) -> None:
        self.step = step
        self._laid_out: tuple[QuestionPage, ...] = ()  # the pages of the step while one is on them
        self._page: QuestionPage | None = None  # the one that is shown
        self._at = ""  # its identifier
        self._made_for: object = None  # the downloads that the widgets were made with
        self._once = GivenOnce()
        self._has_built = False
        self._latest: Key | None = None  # the answer that was given last, whose meaning is spelt out
        self._left_behind: tuple[Answered, ...] = ()  # what may rest on the same thing as what was just put right
        self._passed_by: frozenset[Key] = frozenset()  # the questions of this page of which Continue has said so
        self._audit = ""
        self.way_back: WayBack | None = None  # until one leaves the page
        super().__init__(context)
        self._density = PageDensity(self)
        self._line, self._legend = ProgressLine(), SealLegend()
        self.heading.setMinimumWidth(1)  # a long name wraps; the page does not grow with it
        add_all(self.beside_heading, self._legend, self._line)

    @property
    def accept_label(self) -> str:
        """The next that is unanswered, or back to where one came from; else that all of the page is right, or go on."""
        if self.way_back is None:
            return self.from_download.accept_label or _("Continue")
        onward = self.way_back.onward(self.session.interview, self._page)
        return _("Next unanswered question") if onward is not None else self.way_back.label()

    @property
    def foot_note(self) -> FootNote | None:
        """What the answer that was given last means: at the foot, so that no question moves for it."""
        if (held_back := self._after_signing.question) is not None:
            return held_back
        row = self.rows.get(self._latest) if self._latest is not None else None
        left, interview = self._left_open, self.session.interview
        at_odds = note_on_contradiction(interview, self._latest, self.went_to.emit)
        said = at_odds or note_on_left_behind(self._left_behind, self._on_other)
        said = said or (part.foot_note() if (part := self._cards.which(self._latest) or row) is not None else None)
        if said is None and self._passed_by & {*left} and self._page is not None and interview is not None:
            return note_on(self._page, interview, left)
        return said

    @property
    def _left_open(self) -> tuple[Key, ...]:
        """What this page still has to ask."""
        return self._cards.missing(open_keys(self._page, self.session.interview))

    @property
    def rows(self) -> dict[Key, AnswerRow]:
        """The rows that are shown, by their questions."""
        return self._cards.rows

    @property
    def pages(self) -> tuple[QuestionPage, ...]:
        """The pages of this step, as they are now; while one is on them, they stand still."""
        interview = self.session.interview
        pages = interview.pages_at(self.step) if interview is not None else ()
        pages = self._once.laid_out(self.session.audit, pages)
        return steady(self._laid_out, self._at, pages) if self._laid_out else pages

    def build(self) -> None:
        """Lay out the frame; `refresh` fills in the questions."""
        self._laid_out, self._has_built = (), True  # in the words of the language in force
        self._after_signing = AfterSigning(self.session, self._show_again)
        self._banner = NoticeBox("info", "", parent=self)
        self._banner.acted.connect(self._on_return)
        self._about, self.how_known = AboutAccount(self.session), HowKnownBar()
        self.how_known.known.connect(self._on_known)
        self.how_known.all_as_asked.connect(self._on_all_as_asked)
        self.from_download = FromDownload(self)
        self.from_download.acted.connect(self._on_still_right)
        self._cards = QuestionCards(self.session, self)
        self._cards.answered.connect(self._on_answer)
        self._cards.acted.connect(self._act)
        self._cards.set_aside.connect(self._on_doubted)
        self._cards.device_chosen.connect(self._on_device)
        self._cards.pointed_at.connect(self._on_pointed_at)
        self._cards.ticked.connect(self._on_ticked)
        self._cards.apart_wanted.connect(self._on_apart)
        self._beside = QBoxLayout(_ACROSS)
        self._beside.setSpacing(16)
        self._beside.addWidget(self.how_known)
        self._beside.addWidget(self._about.age, 1)
        add_all(self.body, self._banner, self._about)
        self.body.addLayout(self._beside)
        self.from_review = FromReview(self)
        add_all(self.body, self.from_download, self.from_review)  # below: what answers a page must not have its focus
        self.body.addLayout(self._cards.room)
        self.logo_search = LogoSearchOffer(self.session, self)
        self.body.addWidget(self.logo_search)

    def refresh(self) -> None:
        """Show the current page with its answers."""
        if self.session.audit.id != self._audit:
            self._audit, self._laid_out, self._latest, self.way_back = self.session.audit.id, (), None, None
            place, self._once = self.session.audit.place, GivenOnce()  # one goes on where the audit stands
            self._at = next((p.id for p in self.pages if place.step == self.step and place.question in p.keys), "")
        if self._made_for != (downloads := dict(self.session.downloads)):
            self._made_for, self._laid_out = downloads, ()
            self._cards.forget()
        self._laid_out = self.pages
        page = self._page = self._still()
        self._at = page.id if page is not None else ""
        self.title, self.lead = numbered_title(page, self._laid_out, self.session), lead_of(page)
        self.logo_search.show_page(page)
        focused = QApplication.focusWidget()
        is_new = self._cards.show_page(page)
        if is_new:
            self._about.show_page(page)
        if is_new and focused is not None and self._has_built and self.isAncestorOf(focused):
            self.heading.setFocus(Qt.FocusReason.OtherFocusReason)  # else the focus leaves the page with its row
            QTimer.singleShot(0, self, self._focus_on)  # once the questions can be seen
        interview = self.session.interview
        asked = {question.key for question in interview.asked} if interview is not None else set()
        some = self._once.for_some(self.session.audit, interview.pages_at(self.step) if interview is not None else ())
        self._cards.refresh(asked, some, self._passed_by)
        self._refresh_frame()
        self._density.fill(is_new=is_new, may_grow=self._cards.may_grow, to_come=self._cards.to_come)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the progress below the heading where there is no room beside it."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        self.beside_heading.setDirection(_DOWN if narrow else _ACROSS)
        self._line.setMinimumWidth(0 if narrow else _LINE)  # one as wide as the page would keep the page so wide
        self._line.setMaximumWidth(event.size().width() if narrow else _LINE)
        self._legend.offer(self.how_known.legend, room=event.size().width())

    def set_roomy(self, roomy: bool) -> None:
        """Roomy or dense; how old the guidance is stands beside how it is known, or below where that has no room."""
        for column in (self.body, self._cards.room):
            set_spacing(column, 16 if roomy else 10)
        self.body.setContentsMargins(0, 6 if roomy else 0, 0, 0)
        self._beside.setDirection(_DOWN if self.width() < _ONE_LINE else _ACROSS)

    def entered(self) -> None:
        self._laid_out = ()  # nobody is about to click on it
        self._turn_from()
        super().entered()
        if not self._laid_out and self.context.is_open:
            self.refresh()
        self._visit()

    def left(self) -> None:
        """Save what is being typed, and no longer offer the way back."""
        self._cards.flush()
        self.way_back = None

    def show_question(self, key: Key, way_back: WayBack | None = None) -> None:
        """Show the page of a question, and offer the way back to where it was asked for."""
        self._turn_from()
        self.way_back, self._laid_out = way_back, ()
        self._at = next((page.id for page in self.pages if key in page.keys), self._at)
        self.refresh()
        self._cards.fold()  # what was opened on an earlier way through would stand before it
        self.session.move_to(self.step, key if self._cards.row_of(key) is not None else self._first_key)
        self.changed.emit()
        QTimer.singleShot(0, self, lambda: self._reveal(key))  # once the layout knows where it is

    def come_from_behind(self) -> None:
        """Show the last page of the step."""
        self._laid_out = ()
        self._at = self.pages[-1].id if self.pages else ""

    def accept(self) -> bool:
        """Show the next page; True after the last, so that the next step follows."""
        self._cards.flush()
        if self.way_back is not None:
            onward = self.way_back.onward(self.session.interview, self._page)
            if onward is not None:
                self.went_to.emit(*onward)
            else:
                self._on_return()
            return False
        if self.from_download.accept_label:
            if self.from_download.is_just_shown:
                return False
            self._on_still_right()
        left = self._left_open
        if left and frozenset(left) != self._passed_by:
            self._passed_by, self._latest = frozenset(left), None
            self._show_again()
            self._lead_to(left[0])
            return False
        return not self._turn(1)

    def go_back(self) -> bool:
        """Show the previous page; True before the first, so that the previous step follows."""
        self._cards.flush()
        return not self._turn(-1)

    def _turn_from(self) -> None:
        """Clear what was said of the page that is left."""
        self._latest, self._left_behind, self._passed_by = None, (), frozenset()
        self._after_signing.forget()

    def _still(self) -> QuestionPage | None:
        """The page where one is, or the one that it came from; else the last, where the questions went."""
        pages = self._laid_out
        here = (page for wanted in (self._at, origin_of(self._at)) for page in pages if page.id == wanted)
        return next(here, pages[-1 if self._at else 0] if pages else None)

    def _turn(self, by: int) -> bool:
        pages = self._laid_out
        at = pages.index(self._page) + by if self._page in pages else -1
        if not 0 <= at < len(pages):
            return False
        self._at = pages[at].id
        self._turn_from()
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

    def _lead_to(self, key: Key) -> None:
        """Where a question without an answer is, or where it is asked how the answers are known."""
        lacks_known = key in self.session.audit.responses and not self.how_known.isHidden()
        part: QWidget | None = self.how_known.options if lacks_known else self._cards.field_of(key)
        if part is not None:
            part.setFocus(Qt.FocusReason.OtherFocusReason)
            if self.scroll_area is not None:
                self.scroll_area.ensureWidgetVisible(part)

    def _on_answer(self, block: QuestionBlock, row: QuestionRow, answer: acts.Answer, changed: bool) -> None:
        """An answer that would count against an account is kept of none until it is said of which."""

        def act(audit: Audit) -> Audit:
            if block.is_once:
                self._once.say(block, answer)
            return acts.with_row_answered(audit, block, row, answer, self.session.today, just_changed=changed)

        self._change(row.question.key, act)

    def _on_ticked(self, block: QuestionBlock, keys: frozenset[Key]) -> None:
        """Of which accounts is an answer so that was given once."""
        given, today = self._once.for_some(self.session.audit, self._laid_out).get(block.first_key), self.session.today
        if given is not None:
            self._once.say(block, given.answer)  # it is asked again once no tick is left
            self._change(block.first_key, lambda audit: acts.with_some(audit, block, given.answer, keys, today))

    def _on_apart(self, block: QuestionBlock) -> None:
        """Ask about each account by itself, in the place of what was asked once."""
        self._once.ask_apart(block.first_key)
        self.show_question(block.first_key, self.way_back)

    def _change(self, key: Key | None, act: Callable[[Audit], Audit]) -> None:
        """Do an act that changes the answers, and show the page again."""
        self._act(key, lambda: self.session.change(act(self.session.audit)))

    def _act(self, key: Key | None, act: Callable[[], object]) -> None:
        """Done at once; what would begin another audit than the signed one is asked about first."""
        self._after_signing.do(lambda: self._do_at(key, act))

    def _show_again(self) -> None:
        """Show the answers as they are now."""
        self.refresh()
        self.changed.emit()

    def _do_at(self, key: Key | None, act: Callable[[], object]) -> None:
        self.session.move_to(self.step, key or self._first_key)  # saved together with the act
        self._latest, before = key, self.session.audit.responses
        self._attempt(act)
        self._audit = self.session.audit.id  # another one where this was signed, and one goes on in it here
        asked = self.session.interview.asked if self.session.interview is not None else ()
        self._left_behind = left_behind(asked, before, self.session.audit.responses)
        self._show_again()

    def _on_known(self, known: HowKnown) -> None:
        self._on_page(lambda audit, page: acts.with_how_known(audit, page, known, self.session.today))

    def _on_all_as_asked(self) -> None:
        self._on_page(lambda audit, page: acts.with_all_as_asked(audit, page, self.session.today))

    def _on_still_right(self) -> None:
        self._on_page(lambda audit, page: acts.with_shown(audit, page, self.from_download.shown_on(page)))

    def _on_page(self, act: Callable[[Audit, QuestionPage], Audit]) -> None:
        """Do an act that concerns the whole page."""
        if (page := self._page) is not None:
            self._change(None, lambda audit: act(audit, page))

    def _on_other(self, key: Key) -> None:
        """Where another question is asked; the way back stays the same."""
        interview = self.session.interview
        page = interview.page_with(key) if interview is not None else None
        if page is not None:
            self.went_to.emit(page.step, key)

    def _on_doubted(self, keys: tuple[Key, ...]) -> None:
        """Asked in its place, and back from there to what the other downloads show."""

        def doubt() -> None:
            self._do_at(None, lambda: self.session.doubt(*keys))
            self._on_other(keys[0])

        self._after_signing.do(doubt)

    def _on_pointed_at(self, key: Key) -> None:
        """Say at the foot what an earlier answer means, and what can be done about it."""
        row = self.rows.get(key)
        if row is not None and row.is_answered:
            self._latest, self._left_behind = key, ()
            row.take_focus()
            self.changed.emit()

    def _on_device(self, device: str) -> None:
        self._change(None, lambda audit: acts.with_device(audit, Device(device)))

    def _refresh_frame(self) -> None:
        progress = self.session.progress_at(self.step)
        self._line.show_progress(progress.answered, progress.asked, self.session.progress.minutes_left, progress.unsaid)
        self._line.setVisible(progress.asked > 0)
        page = self._page
        self.from_review.show_page(page)
        self.from_download.show_page(page, self._left_open, goes_on=self.way_back is None)
        self.enter_goes_on = not self.from_download.accept_label  # no stray key answers a page
        asks_how_known = self.how_known.show_page(page, self.session.audit)
        self._legend.offer(self.how_known.legend, wanted=asks_how_known, room=self.width())
        way = self.way_back
        self._banner.say("info", way.sentence(self.session.interview) if way else "", way.label() if way else "")

    @property
    def _first_key(self) -> Key | None:
        open_row = next((key for key, row in self.rows.items() if not row.is_answered), None)
        return open_row or next(iter(self._page.keys), None) if self._page is not None else None

    def _visit(self) -> None:
        self.session.move_to(self.step, self._first_key)

    def _reveal(self, key: Key) -> None:
        self._density.settle()
        row, way = self._cards.row_of(key), self.way_back
        if row is None:
            self._lead_to(key)
            return
        if way is not None and not way.unanswered and row.own_way is not None:
            row.show_details()  # whoever came to mend it wants the way there
            self._density.settle()  # now it is known where everything is
        row.take_focus()
        self.bring_into_view(top_for(row, self.heading, self.scroll_area))

    def _on_return(self) -> None:
        way, self.way_back = self.way_back, None
        if way is not None:
            self.went_to.emit(way.to, None)
