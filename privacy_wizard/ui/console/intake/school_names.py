"""Further names by which attestations may call the school: recording them, and taking them back."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....i18n import _, ngettext
from ....intake.judging_again import JudgedAnew, judged_anew_sentence
from ....system.progress import WorkProgress
from ...kit.layouts import clear, row
from ...kit.widgets.button import Button
from ...kit.widgets.text import TextLabel
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
