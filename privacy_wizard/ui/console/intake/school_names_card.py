"""The names by which attestations call the school, asked about once for all of them."""

from PySide6.QtCore import Signal

from ....i18n import _, ngettext
from ....intake.judging_again import JudgedAnew, judged_anew_sentence
from ....office.school_names import SchoolNames, school_names
from ....system.progress import WorkProgress
from ...kit.layouts import row
from ...kit.tick_list import TickList
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel
from ..page import ConsolePage

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
        """Which names, read on a worker."""
        context = self._page.context
        self._page.aside(lambda: school_names(context.register, context.rules().names), self._show)

    def treat_as_ours(self) -> None:
        """Those that are ticked; it is recorded, and holds for whatever comes in later."""
        context, names = self._page.context, sorted(self.names.chosen)

        def work(told: WorkProgress) -> JudgedAnew:
            with context.checker() as checker:
                return context.deciding(checker).call_school_also(names, context.now(), told)

        self._page.count(work, self._on_recorded, _("Putting the names on record …"), held=[self.treat])

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

    def _on_recorded(self, judged: JudgedAnew) -> None:
        self._page.register_changed.emit()
        self._page.refresh()
        recorded = _("It is on record that your school also has this name.")
        self._page.say(" ".join(filter(None, (recorded, judged_anew_sentence(judged)))), filter(None, [judged.problem]))
