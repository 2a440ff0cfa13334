"""Further names by which attestations may call the school: asked about once, recorded, and taken back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....i18n import _, ngettext
from ....intake.receiving import JudgedAnew, judged_anew_sentence
from ....office.school_names import SchoolNames, school_names
from ....system.progress import WorkProgress
from ...kit.layouts import clear, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel
from ...kit.widgets.tick_list import TickList
from ..page import ConsolePage
from ..words import CHECKING_AGAIN


def take_names(page: ConsolePage, names: Sequence[str], held: QWidget) -> None:
    """Record that attestations may call the school so, and judge again what waits."""
    context = page.context

    def work(told: WorkProgress) -> JudgedAnew:
        with context.checker() as checker:
            return context.deciding(checker).call_school_also(names, context.now(), told)

    def done(judged: JudgedAnew) -> None:
        taken = ngettext(
            "From now on this is a name of your school: {names}.",
            "From now on these are names of your school: {names}.",
            len(names),
            names="; ".join(names),
        )
        page.register_changed.emit()
        page.refresh()
        told = " ".join(filter(None, (taken, judged_anew_sentence(judged))))
        page.say(told, [*filter(None, [judged.problem])], _("Take it back"), lambda: take_back_names(page, names, held))

    page.count(work, done, str(CHECKING_AGAIN), held=[held])


def take_back_names(page: ConsolePage, names: Sequence[str], held: QWidget) -> None:
    """Take these names back, and judge again what waits; what was accepted stays so."""
    context = page.context

    def work(told: WorkProgress) -> JudgedAnew:
        with context.checker() as checker:
            return context.deciding(checker).call_school_no_more(names, context.now(), told)

    def done(judged: JudgedAnew) -> None:
        back = ngettext(
            "This is no longer a name of your school: {names}.",
            "These are no longer names of your school: {names}.",
            len(names),
            names="; ".join(names),
        )
        page.register_changed.emit()
        page.refresh()
        page.say(" ".join(filter(None, (back, judged_anew_sentence(judged)))), filter(None, [judged.problem]))

    page.count(work, done, str(CHECKING_AGAIN), held=[held])


class TakenNames(QWidget):
    """The further names on record, each with a button that takes it back; hidden while there are none."""

    def __init__(self, page: ConsolePage) -> None:
        super().__init__()
        self._page = page
        words = _("You said of these names, when attestations came in, that they are your school’s:")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(TextLabel(words, "muted"))
        column.addLayout(self._lines)
        self.hide()

    def show_names(self, names: Sequence[str]) -> None:
        """One line for each."""
        clear(self._lines)
        for name in names:
            words, back = TextLabel(name), Button(_("Take it back"), "link")
            back.setAccessibleDescription(name)
            back.clicked.connect(lambda _on=False, which=name: take_back_names(self._page, [which], self))
            self._lines.addLayout(row(words, back, spacing=14))
        self.setVisible(bool(names))


_LINES = 4  # names that are seen at once


class SchoolNamesCard(Card):
    """Shown while attestations call the school as nobody has said yet that it is called; `shown` once that is known."""

    shown = Signal()

    def __init__(self, page: ConsolePage) -> None:
        super().__init__(quiet=True)
        self._page = page
        self._words, self.names = TextLabel(), TickList(_("What they call the school"))
        self.treat = Button(_("Treat these as our school"), "accent", "check")
        self.names.changed.connect(lambda: self.treat.setEnabled(bool(self.names.chosen)))
        self.treat.clicked.connect(self.treat_as_ours)
        self.body.setContentsMargins(18, 12, 14, 12)
        self.body.addWidget(self._words)
        self.body.addWidget(self.names)
        self.body.addLayout(row(self.treat))
        self.hide()

    def refresh(self) -> None:
        """Read on a worker which names these are."""
        context = self._page.context
        self._page.aside(lambda: school_names(context.register, context.rules().names), self._show)

    def treat_as_ours(self) -> None:
        """Take the ticked names as the school's own, for later files as well."""
        take_names(self._page, sorted(self.names.chosen), self.treat)

    def _show(self, found: SchoolNames) -> None:
        unknown = sorted(found.unknown.items(), key=lambda each: (-len(each[1]), each[0]))
        self.setVisible(bool(unknown) and not self._page.context.is_nobodys)
        self.names.offer((name, f"{name} · {len(held):,}") for name, held in unknown)
        self.names.setFixedHeight(self.names.sizeHintForRow(0) * min(len(unknown), _LINES) + 12)
        self.treat.setEnabled(bool(unknown))
        many = sum(len(held) for _name, held in unknown)
        self._words.setText(
            ngettext(
                "{n} attestation gives the school a different name. Is this your school? If not, leave "
                "it: it can be sent back.",
                "{n} attestations give the school a different name. Are these all your school? Untick "
                "any that are not.",
                many,
            )
        )
        self.shown.emit()
