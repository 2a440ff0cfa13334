"""What every page of the wizard has beside its body: a note at its foot, something to say to the footer, the audit."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QRadioButton, QScrollArea, QWidget

from ...i18n import _
from ..kit.layouts import COLUMN, clear
from ..kit.page import Page
from ..kit.widgets.notice import NoticeBox, attempt
from ..kit.widgets.text import Voice
from .context import WizardContext

if TYPE_CHECKING:
    from ...audit.session import AuditSession
    from ...audit.state import Audit


class FootNoteLink(NamedTuple):
    """A link beside the sentence: what can be done about it."""

    label: str
    act: Callable[[], object]
    icon: str | None = None


class FootNote(NamedTuple):
    """A sentence or two with an icon, and links for what can be done."""

    sentence: str
    sign: tuple[str, Voice] = ("info", "muted")
    acts: tuple[FootNoteLink, ...] = ()

    @property
    def shown(self) -> tuple[object, ...]:
        """What can be seen of it, to compare: equal for two notes that look alike."""
        return self.sentence, self.sign, tuple(each.label for each in self.acts)


class StepPage(Page):
    """A page that the window shows for one step: what it asks of it, and what the page may wish of the window."""

    column = COLUMN  # how wide it may become
    starts_in_a_field = False  # then the focus goes there when the page comes into view; else it is read first
    has_accent = False  # whether its one accent button stands on the page itself; else it is the one that goes on
    enter_goes_on = True  # whether Enter and Alt+Right do what the accent button does, wherever the focus is

    went_to = Signal(object, object)  # wants the window to show a step (first), at a question (second, or None)

    @property
    def accept_label(self) -> str:
        """The accent button's act; the empty string where the page has none."""
        return _("Continue")

    @property
    def blocked_reason(self) -> str:
        """Why the accent button is off, in one sentence; empty where it is on."""
        return ""

    @property
    def foot_note(self) -> FootNote | None:
        """What is said beside the accent button, which stays on: what to know before it, or of what was just done."""
        return None

    @property
    def can_go_back(self) -> bool:
        return True

    def accept(self) -> bool:
        """The accent button was pressed: whether to go on to the next step."""
        return True

    def come_from_behind(self) -> None:
        """The page comes into view by Back: it shows what it ends with."""

    def go_back(self) -> bool:
        """Back was pressed: whether to go to the step before."""
        return True


class AuditPage(StepPage):
    """Builds itself anew when the language changes; `refresh` shows what the session holds now."""

    shows_more_than_the_audit = False  # then it is filled anew each time it comes into view

    def __init__(self, context: WizardContext) -> None:
        super().__init__()
        self.context = context
        self.notice = NoticeBox()
        self._built = False
        self._shown_audit: Audit | None = None  # what the widgets were last made from

    @property
    def session(self) -> "AuditSession":
        """The audit in the making."""
        return self.context.session

    def build(self) -> None:
        """Fill the empty body, with all texts in the language in force."""

    def refresh(self) -> None:
        """Show what the session holds."""

    def retranslate(self) -> None:
        clear(self.body)
        self.notice = NoticeBox()
        self.body.addWidget(self.notice)
        self.build()
        self._built = True
        self._fill()

    def entered(self) -> None:
        """Show what may have changed elsewhere."""
        if not self._built:
            self.retranslate()
        elif self.shows_more_than_the_audit or self._shown_audit != self.session.audit.anywhere:
            self._fill()
        self.changed.emit()

    def _fill(self) -> None:
        if not self.context.is_open:  # only the first page comes into view before, and greets
            return
        self.refresh()
        self._shown_audit = self.session.audit.anywhere  # the place shows on no page

    def do(self, act: Callable[[], object]) -> bool:
        """An act of the session: done and told to the window, or explained on the page and nothing lost."""
        done = self._attempt(act)
        self.changed.emit()
        return done

    def _attempt(self, act: Callable[[], object]) -> bool:
        self._shown_audit = None  # whatever comes of it: what was shown may be out of date
        done = attempt(act, self.notice)
        if not done:
            self.bring_into_view(self.notice)  # it stands at the top, the act may have been further down
        return done

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll the page so that a part of it stands at the top, as far as it goes."""
        area = self.scroll_area
        if area is not None:
            area.verticalScrollBar().setValue(max(part.mapTo(self, QPoint(0, 0)).y(), 0))

    @property
    def scroll_area(self) -> QScrollArea | None:
        """What the page is scrolled by; None outside of a window."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        return above


_FIELDS = (QLineEdit, QPlainTextEdit, QRadioButton, QCheckBox)


def first_field(page: QWidget) -> QWidget | None:
    """The first field that Tab leads to on a page, or None."""
    part: QWidget | None = page.nextInFocusChain()
    while part is not None and part is not page:
        by_tab = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus) and part.isEnabled()
        if by_tab and isinstance(part, _FIELDS) and page.isAncestorOf(part) and part.isVisibleTo(page):
            return part
        part = part.nextInFocusChain()
    return None
