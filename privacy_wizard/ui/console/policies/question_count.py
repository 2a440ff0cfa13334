"""How many questions somebody with three accounts gets, updated at every change."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ....domain.checklist_index import platforms
from ....domain.model import Catalogue
from ....domain.policy_draft import USUAL_ACCOUNTS, count_questions
from ....domain.vocabulary import ServiceState
from ....i18n import _
from ....office.policy_sentences import count_sentence
from ....office.workshop import Workshop
from ...kit.chooser import Chooser
from ...kit.layouts import FlowLayout
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel


class QuestionStrip(Card):
    """`changed` when other accounts are chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(quiet=True)
        self.setAccessibleName(_("How many questions"))
        self.body.setContentsMargins(18, 12, 18, 12)
        self.body.setSpacing(6)
        holder = QWidget()
        line = FlowLayout(holder)
        line.addWidget(_Word(_("Someone with")))
        self.accounts: list[Chooser] = []
        for number in range(1, 4):
            chooser = Chooser(_("Account {number}", number=number))
            chooser.chosen.connect(self.changed)
            self.accounts.append(chooser)
            line.addWidget(chooser)
        self._words, self._before = TextLabel("", "strong"), TextLabel("", "small")
        self.body.addWidget(holder)
        self.body.addWidget(self._words)
        self.body.addWidget(self._before)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The platforms; one may be chosen twice, as one may have two accounts there."""
        return tuple(chooser.value for chooser in self.accounts if chooser.value)

    @property
    def words(self) -> str:
        return self._words.text()

    def offer(self, catalogue: Catalogue) -> None:
        """The services of the library; the usual three at first."""
        open_ones = (each for each in platforms(catalogue) if each.state is not ServiceState.CLOSED)
        found = [(each.id, each.title) for each in open_ones]
        offered: Sequence[tuple[str, str]] = sorted(found, key=lambda each: each[1].casefold())
        for chooser, usual in zip(self.accounts, USUAL_ACCOUNTS, strict=True):
            before = chooser.value
            chooser.offer([("", _("No account")), *offered])
            chooser.choose(before or usual)

    def count(self, workshop: Workshop) -> None:
        """Say it for the policy as it is now, and as it was."""
        kinds = workshop.pack.applies_to.people
        now = (
            count_questions(workshop.catalogue, workshop.pack, self.chosen, kinds[0])
            if kinds
            else count_questions(workshop.catalogue, workshop.pack, self.chosen)
        )
        before = count_questions(workshop.catalogue, workshop.began, self.chosen)
        self._words.setText(_("gets {count}", count=count_sentence(now)))
        same = before == now
        self._before.setText("" if same else _("At the beginning: {count}", count=count_sentence(before)))
        self._before.setVisible(not same)


class _Word(TextLabel):
    """A word amid a line of fields: at its own width, in the middle of their height."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setWordWrap(False)
        self.setMinimumHeight(36)
