"""What every page of the console shares: its place, the context, a place for messages, and ways to other pages."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...i18n import _
from ...system import Trouble
from ...system.progress import WorkProgress
from ..kit.background import run_in_background
from ..kit.layouts import PageArea, clear
from ..kit.page import Page
from ..kit.widgets.notice import GRAVITY, Mood, NoticeBox, mood_of
from ..kit.widgets.progress import BusyIndicator, CountedProgress

if TYPE_CHECKING:
    from .context import ConsoleContext


class PlaceId(StrEnum):
    """The pages."""

    OVERVIEW = "overview"
    PEOPLE = "people"
    PERSON = "person"
    STAFF_IMPORT = "staff import"
    HAND_IN = "hand in"
    ATTESTATION = "attestation"
    PAPER = "paper"
    CAMPAIGNS = "campaigns"
    CAMPAIGN = "campaign"
    SEND = "send"
    ACTIONS = "actions"
    CERTIFICATES = "certificates"
    SCHOOL = "school"
    POLICIES = "policies"
    POLICY = "policy"
    PROTECTED_LIST = "protected list"
    PICTURE = "picture"
    INSPECTION = "inspection"
    CHECK = "check"
    KEEPING = "keeping"


NOBODYS = "nobody's"  # Attestation: one after the other of those of which it is not clear whose they are


class ConsolePlace(NamedTuple):
    """A page and what it should show: the identifier of a person, a campaign or an attestation."""

    id: PlaceId
    of: str = ""
    filter: str = ""  # People: the state by which to filter; Send: what is sent; Attestation: NOBODYS
    who: str = ""  # Send: one person alone
    scan: str = ""  # Paper: the file on record that is its scan
    among: frozenset[str] = frozenset()  # Send: these people alone; empty: all whom it concerns


COLUMN = 860
MARGIN, SLIM_MARGIN, SLIM_BELOW = 36, 20, 760  # what stands at the side of every page, slim in a small window
_ABOVE, _BELOW = 8, 32


class PageColumn(PageArea):
    """Shows one page in a column, or `wide` in all of the window; it scrolls upwards and downwards only.

    Every page begins at the same place: what leads from one to the next moves neither the title nor the way back. One
    that stands in a window `alone` stands in its middle.
    """

    def __init__(
        self,
        page: QWidget,
        *,
        wide: bool = False,
        column: int = COLUMN,
        alone: bool = False,
    ) -> None:
        super().__init__(page, QWidget())
        self._wide, self._column, self._alone = wide, column, alone

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column as wide as it reads well."""
        super().resizeEvent(event)
        least = side_margin(self.width())
        spare = 0 if self._wide else max(self.width() - 2 * least - self._column, 0)
        before = least + (spare // 2 if self._alone else 0)
        bar = self.width() - event.size().width()  # the column does not move when the scroll bar appears
        after = self.width() - before - (self.width() - 2 * least - spare) - bar
        above = _BELOW if self._alone else _ABOVE
        self._row.setContentsMargins(before, above, max(after, 8), 12 if self._wide else _BELOW)


def side_margin(width: int) -> int:
    """The air before every page where there is so much room for it."""
    return SLIM_MARGIN if width < SLIM_BELOW else MARGIN


T = TypeVar("T")
_OURS = f"{__name__.partition('.')[0]}."  # errors of ours carry sentences; those of others are for programmers


class ConsolePage(Page):
    """Fill the body in `build`; show what the register holds in `refresh`, which runs at each visit."""

    wanted = Signal(object)  # a Place
    key_changed = Signal(object)  # the officer's SigningKey has another certificate from now on
    key_lent = Signal(object)  # a colleague's SigningKey, for the file in view alone
    key_given_back = Signal()  # the colleague has decided
    register_changed = Signal()  # something was recorded: counts may have changed
    is_wide = False  # as wide and as high as the window, with its own scrolling
    column = COLUMN  # else how wide it may become

    def __init__(self, context: "ConsoleContext") -> None:
        super().__init__()
        self.context = context
        self.place: ConsolePlace | None = None
        self.notice, self.busy, self.counting = NoticeBox(), BusyIndicator(), CountedProgress()
        self._built = self._is_acting = self._is_unread = False
        self._on_action: Callable[[], None] | None = None  # what the notice's button does
        self._lines_told: Sequence[str] = ()  # by the act under way, or by the last one

    def build(self) -> None:
        """Fill the empty body, with all texts in the language in force."""

    def refresh(self) -> None:
        """Show what the register holds now."""

    def show_place(self, place: ConsolePlace) -> None:
        """Come into view for something."""
        self.place = place
        if not self._built:
            self.retranslate()
        else:
            if not self._is_unread:
                self.notice.say("info", "")
            self._is_unread = False
            self._try_to_refresh()

    def retranslate(self) -> None:
        clear(self.body)
        self.notice, self.busy, self.counting = NoticeBox(), BusyIndicator(), CountedProgress()
        for part in (self.notice, self.busy, self.counting):
            self.body.addWidget(part)
        self.notice.acted.connect(self._act_on_notice)
        counting, busy = self.counting, self.busy
        counting.appeared.connect(lambda: self.bring_into_view(counting))
        busy.appeared.connect(lambda: self.bring_into_view(busy) if self._is_acting else None)
        self.build()
        self._give_room()
        self._built = True
        self._try_to_refresh()

    def _try_to_refresh(self) -> None:
        """A register that cannot be read leaves the page, with the sentence on it."""
        self.show_or_explain(self.refresh)

    def _give_room(self) -> None:
        """A wide page fills the window: its body takes the height, not the empty space below it."""
        layout = self.layout()
        if self.is_wide and isinstance(layout, QVBoxLayout):
            layout.setStretchFactor(self.body, 1)
            layout.setStretch(layout.count() - 1, 0)

    def act(self, task: Callable[[], T], on_done: Callable[[T], None], saying: str) -> None:
        """Do something off the window's thread; if it takes a moment, the page shows what is being done."""
        self._begin_anew()
        self.aside(task, on_done, saying)
        self._is_acting = True

    def aside(self, task: Callable[[], T], on_done: Callable[[T], None], saying: str = "") -> None:
        """Read something slow off the window's thread; a failure is explained on the page."""
        busy = self.busy
        self._is_acting = False  # what is only read is no reason to scroll
        if saying:
            busy.start(saying)

        def done(result: T) -> None:
            busy.stop()
            on_done(result)

        def failed(error: Exception) -> None:
            busy.stop()
            self.explain(error)

        run_in_background(task, on_done=done, on_failed=failed, parent=busy)

    def count(
        self,
        task: Callable[[WorkProgress], T],
        on_done: Callable[[T], None],
        saying: str,
        held: Sequence[QWidget] = (),
    ) -> None:
        """Do something for many, off the window's thread, with a count and a way to stop; `held` is disabled
        meanwhile.
        """
        self._begin_anew()
        self.counting.run(task, on_done=on_done, on_failed=self.explain, saying=saying, held=held)

    def put_away(self, form: QWidget) -> None:
        """Hide a form. The focus goes to the heading: Qt would give it to whatever comes next, and scroll there."""
        self.heading.setFocus()
        form.hide()

    def holds(self) -> bool:
        """Whether something would be lost by leaving now; the page says so, and the next time it is left."""
        return False

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do something quick that may fail; returns whether it was done."""
        self._begin_anew()
        return self.show_or_explain(act)

    def show_or_explain(self, show: Callable[[], object]) -> bool:
        """The same for what is only shown: what was told of an act stays."""
        try:
            show()
        except Exception as error:  # noqa: BLE001  (whatever it is, the reader is told, and the window stays)
            self.explain(error)
            return False
        return True

    def explain(self, error: Exception) -> None:
        """Say what went wrong, or what stands now that it was stopped, where it can be seen."""
        self._tell(mood_of(error), [sentence_of(error)])

    def say(
        self,
        sentence: str,
        problems: Iterable[str] = (),
        action: str = "",
        on_action: Callable[[], None] | None = None,
    ) -> None:
        """Say that something was done, and what of it was not: each problem once, in a line of its own. `action`: what
        can be done next, by the notice's button, and what that does.
        """
        told = list(problems)
        self._tell("warn" if told else "good", [sentence, *told], action, on_action)

    def _begin_anew(self) -> None:
        """What was told of an act stays until the next begins."""
        self.notice.say("info", "")

    def _tell(
        self, mood: Mood, sentences: Sequence[str], action: str = "", on_action: Callable[[], None] | None = None
    ) -> None:
        """Below what the same act has told already: that something was done hides no trouble, nor the other way."""
        is_more = self.notice.message == "\n".join(self._lines_told)
        if is_more:
            mood = max(mood, self.notice.mood, key=GRAVITY.index)
        if action or not is_more:
            self._on_action = on_action
        self._lines_told = list(dict.fromkeys((*self._lines_told, *sentences) if is_more else sentences))
        self.notice.say(mood, "\n".join(self._lines_told), action or (self.notice.action if is_more else ""))
        self.show_notice()

    def _act_on_notice(self) -> None:
        act, self._on_action = self._on_action, None
        if act is not None:
            act()

    def show_notice(self) -> None:
        """Bring the notice into view: it stands at the top, the act may have been further down.

        What came of work while another page was in view still stands there at the next visit.
        """
        self._is_unread = not self.isVisibleTo(self.window())
        self.bring_into_view(self.notice)


def sentence_of(error: Exception) -> str:
    """The sentence that an error carries; one without any is named by its kind, so that it can be reported."""
    if isinstance(error, Trouble):
        return str(error)
    if type(error).__module__.startswith(_OURS) and str(error):
        return str(error)
    return _(
        "Something went wrong that this program did not expect ({kind}). Check the record before you try again.",
        kind=type(error).__name__,
    )
