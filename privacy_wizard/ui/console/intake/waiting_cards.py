"""Cards about attestations that wait for one same cause: what it is, and each way on with what follows from it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ....domain.register_views import AttestationRow
from ....domain.vocabulary import SendKind
from ....i18n import _, ngettext
from ....intake.decisions import NotDone
from ....system.progress import WorkProgress
from ...kit.layouts import clear
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel
from ..context import ConsoleContext
from ..page import ConsolePage
from ..people.send_page import send_place
from ..place import ConsolePlace

T = TypeVar("T")


class WaitingCard(Card):
    """One cause, in a sentence, and the ways on as buttons; `holder` rests while one of them is taken."""

    def __init__(self, page: ConsolePage, sentence: str, holder: QWidget) -> None:
        super().__init__(quiet=True)
        self._page, self._holder = page, holder  # the card goes with what it was made for
        self.words = TextLabel(sentence)
        self.body.setContentsMargins(18, 12, 14, 12)
        self.body.addWidget(self.words)

    def offer(self, ways: Iterable[tuple[Button, str]]) -> None:
        """Show these buttons, each beside what follows from it."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(1, 1)
        for at, (button, hint) in enumerate(ways):
            grid.addWidget(button, at, 0)
            grid.addWidget(TextLabel(hint, "muted"), at, 1)
            button.setAccessibleDescription(f"{self.words.text()} {hint}")
        self.body.addLayout(grid)

    @staticmethod
    def way(words: str, icon: str, act: Callable[[], None]) -> Button:
        """One way on: none stands out, since only the school can say which is meant."""
        button = Button(words, "plain", icon)
        button.clicked.connect(act)
        return button

    def send_back(self, rows: Sequence[AttestationRow], reason: str) -> None:
        """Send them back with the reason, and offer the mails that tell the people."""
        context = self._page.context

        def work(told: WorkProgress) -> Sequence[NotDone]:
            with context.checker() as checker:
                deciding = context.deciding(checker)
                return deciding.send_back_together([each.attestation for each in rows], reason, context.now(), told)

        def done(refused: Sequence[NotDone]) -> None:
            back = len(rows) - len(refused)
            sentence = ngettext("{n} attestation is sent back.", "{n} attestations are sent back.", back)
            asked = next((each.campaign for each in rows if each.campaign), None) if back else None
            self.tell(sentence, [each.problem for each in refused], asked)

        self._page.count(work, done, _("Sending them back …"), held=[self._holder])

    def tell(self, sentence: str, problems: Sequence[str], campaign: str | None = None) -> None:
        """Show the page anew and say what was done; `campaign`: whose mails can be written next."""
        page = self._page
        page.register_changed.emit()
        page.refresh()
        if campaign is None:
            page.say(sentence, problems)
            return
        place: ConsolePlace = send_place(SendKind.SEND_BACKS, campaign)
        page.say(sentence, problems, _("Write to these people"), lambda: page.wanted.emit(place))


class WaitingCards(QWidget, Generic[T]):
    """A card for each cause for which something waits now; `shown` once that is known."""

    shown = Signal()

    def __init__(
        self,
        page: ConsolePage,
        read: Callable[[ConsoleContext], Sequence[T]],
        card: Callable[[ConsolePage, T, QWidget], WaitingCard],
    ) -> None:
        super().__init__()
        self._page, self._read, self._card = page, read, card
        self.cards: Sequence[WaitingCard] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def refresh(self) -> None:
        """Read the causes on a worker."""
        context, read = self._page.context, self._read
        self._page.aside(lambda: read(context), self._show)

    def _show(self, found: Sequence[T]) -> None:
        clear(self._column)
        self.cards = [] if self._page.context.is_nobodys else [self._card(self._page, each, self) for each in found]
        for card in self.cards:
            self._column.addWidget(card)
        self.setVisible(bool(self.cards))
        self.shown.emit()
