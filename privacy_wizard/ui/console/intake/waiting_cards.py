"""Attestations that wait for one same cause: a card for each, with what ends it and what follows from that."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ....domain.register_views import AttestationRow
from ....domain.vocabulary import SendKind
from ....i18n import _, ngettext
from ....intake.decisions import NotDone
from ....intake.receiving import JudgedAnew, judged_anew_sentence
from ....intake.waiting import Barred, BarredBy, barred
from ....system.progress import WorkProgress
from ...kit.layouts import clear
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel
from ..context import ConsoleContext
from ..page import ConsolePage, ConsolePlace
from ..people.send_page import send_place
from ..words import CHECKING_AGAIN

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


class BarredCards(WaitingCards[Barred]):
    """Says on *Home*, too, why what came in cannot be accepted, and not only in each row of the list."""

    def __init__(self, page: ConsolePage) -> None:
        super().__init__(page, lambda context: barred(context.register), BarredCard)


class BarredCard(WaitingCard):
    """Ask these people again, or update the program and check them again: whichever can help."""

    def __init__(self, page: ConsolePage, told: Barred, holder: QWidget) -> None:
        super().__init__(page, _sentence(told.bar, len(told.waiting)), holder)
        self._told, many = told, len(told.waiting)
        again = ngettext("Ask this person again", "Ask these people again", many)
        self.ask = self.way(again, "mail", self.ask_again)
        self.check = self.way(ngettext("Check it again", "Check them again", many), "redo", self.check_again)
        self.offer(self._ways())

    def _ways(self) -> list[tuple[Button, str]]:
        bar, many, ways = self._told.bar, len(self._told.waiting), list[tuple[Button, str]]()
        if bar.may_end_with_asking:
            back = ngettext(
                "It is sent back, and you can write to this person.",
                "They are sent back, and you can write to these people.",
                many,
            )
            ways.append((self.ask, back))
        if bar.may_end_with_update:
            first = ngettext(
                "Update this program first, then check it. Until then it waits.",
                "Update this program first, then check them. Until then they wait.",
                many,
            )
            also = _("Once you have updated this program or the school’s file: a newer one may have what is missing.")
            ways.append((self.check, also if bar.may_end_with_asking else first))
        return ways

    def ask_again(self) -> None:
        """Send them back with the reason, and offer the mails that tell the people."""
        self.send_back(self._told.waiting, _reason(self._told.bar))

    def check_again(self) -> None:
        """Judge again what waits, as after an update."""

        def done(judged: JudgedAnew) -> None:
            self.tell(judged_anew_sentence(judged), [*filter(None, [judged.problem])])

        self._page.count(self._page.context.judge_again, done, str(CHECKING_AGAIN), held=[self._holder])


def _sentence(bar: BarredBy, count: int) -> str:
    return {
        BarredBy.WITHDRAWN: ngettext(
            "{n} attestation cannot be accepted, because it was made with a version of a policy or checklist that "
            "was withdrawn as wrong.",
            "{n} attestations cannot be accepted, because they were made with a version of a policy or checklist that "
            "was withdrawn as wrong.",
            count,
        ),
        BarredBy.NEWER_PROGRAM: ngettext(
            "{n} attestation cannot be accepted, because it was made by a newer version of this program.",
            "{n} attestations cannot be accepted, because they were made by a newer version of this program.",
            count,
        ),
        BarredBy.OTHER_QUESTIONS: ngettext(
            "{n} attestation cannot be accepted, because it was made with other questions than this program and your "
            "school’s file have.",
            "{n} attestations cannot be accepted, because they were made with other questions than this program and "
            "your school’s file have.",
            count,
        ),
        BarredBy.OTHER_POLICY_VERSION: ngettext(
            "{n} attestation cannot be accepted, because it was made under a version of the policy that neither this "
            "program nor your school’s file has.",
            "{n} attestations cannot be accepted, because they were made under a version of the policy that neither "
            "this program nor your school’s file has.",
            count,
        ),
    }[bar]


def _reason(bar: BarredBy) -> str:
    """What the people read who are asked again."""
    return {
        BarredBy.WITHDRAWN: _(
            "It was made with a version of the policy or of the questions that was withdrawn. Please make it again "
            "with the program and the school’s file as they are now."
        ),
        BarredBy.NEWER_PROGRAM: "",
        BarredBy.OTHER_QUESTIONS: _(
            "It was made with other questions than our school has. Please make it again with the program and the "
            "school’s file as our school uses them now."
        ),
        BarredBy.OTHER_POLICY_VERSION: _(
            "It was made under another version of the policy than our school has. Please make it again with the "
            "program and the school’s file as our school uses them now."
        ),
    }[bar]
