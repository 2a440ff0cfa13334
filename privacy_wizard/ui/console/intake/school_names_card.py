"""Asks once about the names that attestations give the school and that nobody has confirmed yet."""

from PySide6.QtCore import Signal

from ....i18n import _, ngettext
from ....office.corrections import SchoolNames, school_names
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel
from ...kit.widgets.tick_list import TickList
from ..page import ConsolePage
from .school_names import take_names

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
