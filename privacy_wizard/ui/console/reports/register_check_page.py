"""The page *Check the register*: whether the record is whole, and if not, what is wrong."""

from PySide6.QtWidgets import QVBoxLayout

from ....domain.register_views import CheckReport, RegisterFault
from ....i18n import _, long_moment, ngettext
from ....register.check import fault_sentence
from ...kit.layouts import clear, row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.notice import NoticeBox
from ...kit.widgets.text import TextLabel
from ..page import ConsolePage
from ..words import READING_RECORD

_MOST_FAULTS = 100


class CheckPage(ConsolePage):
    """Checks the whole record on request."""

    def build(self) -> None:
        """A button and what was found."""
        self.title = _("Check the register")
        self.lead = _(
            "The check goes through every entry and every file. It finds anything that was changed, "
            "removed, put in a different order or cut off the end."
        )
        self.start = Button(_("Check now"), "accent", "chain")
        self.start.clicked.connect(self.check)
        self.body.addLayout(row(self.start))
        self._found = QVBoxLayout()
        self._found.setSpacing(12)
        self.body.addLayout(self._found)

    def check(self) -> None:
        clear(self._found)
        self.notice.say("info", "")
        register, heads = self.context.register, self.context.chain_heads
        known = heads.known(register.identifier, register.school)
        self.count(lambda told: register.check(known, told), self._show, str(READING_RECORD), held=[self.start])

    def _show(self, report: CheckReport) -> None:
        result = NoticeBox("good", "", parent=self)
        if report.holds:
            result.say("good", _("The record is whole."))
        else:
            result.say(
                "bad",
                ngettext(
                    "The record is not whole: {n} fault. Keep a copy of it as it is, and ask for help.",
                    "The record is not whole: {n} faults. Keep a copy of it as it is, and ask for help.",
                    len(report.faults),
                ),
            )
        self._found.addWidget(result)
        card = Card(_("What was looked at"))
        card.body.addWidget(TextLabel(ngettext("{n} entry", "{n} entries", report.events)))
        card.body.addWidget(TextLabel(ngettext("{n} file", "{n} files", report.documents)))
        card.body.addWidget(
            TextLabel(
                ngettext(
                    "{n} entry whose content was deleted by the rules of keeping",
                    "{n} entries whose content was deleted by the rules of keeping",
                    report.erased,
                )
            )
        )
        if report.head is not None:
            words = _("Last signed: entry {number}, {moment}")
            card.body.addWidget(
                TextLabel(words.format(number=report.head.number, moment=long_moment(report.head.signed_at)))
            )
            card.body.addWidget(TextLabel(report.head.digest, "small"))
        self._found.addWidget(card)
        if report.faults:
            self._found.addWidget(self._faults(report.faults))

    def _faults(self, faults: tuple[RegisterFault, ...]) -> Card:
        card = Card(_("What is wrong"))
        for fault in faults[:_MOST_FAULTS]:
            card.body.addWidget(TextLabel(fault_sentence(fault)))
        if len(faults) > _MOST_FAULTS:
            card.body.addWidget(
                TextLabel(ngettext("and {n} more", "and {n} more", len(faults) - _MOST_FAULTS), "muted")
            )
        return card
