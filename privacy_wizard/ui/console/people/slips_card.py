"""Slips with one-time codes, until they are printed: the codes are in this window's memory and nowhere else."""

from collections.abc import Sequence

from ....i18n import _, ngettext
from ....reports.letters import Slip, draw_slips
from ...kit.layouts import row
from ...kit.printing import print_pdf
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel
from ..page import ConsolePage


class SlipsCard(Card):
    """Hidden while there are none. A page that has one asks it before it is left."""

    def __init__(self, page: ConsolePage) -> None:
        super().__init__(_("Slips to print and hand over"))
        self._page = page
        self._slips: tuple[Slip, ...] = ()
        self._is_printed = self._was_told = False
        self._words = TextLabel("", "muted")
        self.print = Button("", "accent", "print")
        self.print.clicked.connect(self._on_print)
        self.body.addWidget(self._words)
        self.body.addLayout(row(self.print))
        self.hide()

    @property
    def slips(self) -> tuple[Slip, ...]:
        """Those that can be printed now."""
        return self._slips

    def add(self, slips: Sequence[Slip]) -> None:
        """More to print; of the same person the new one counts."""
        new = {each.staff_number for each in slips}
        self._slips = (*(each for each in self._slips if each.staff_number not in new), *slips)
        self._is_printed = self._was_told = False
        self._show()

    def forget(self) -> None:
        """The codes are gone with this."""
        self._slips = ()
        self._show()

    def holds(self) -> bool:
        """Whether slips would be lost that nobody has printed; said once, and then the page may be left."""
        if not self._slips or self._is_printed or self._was_told:
            return False
        self._was_told = True
        sentence = ngettext(
            "{n} slip has not been printed, and its code is kept nowhere else. Print it now; or press "
            "again to leave, and make a new slip later.",
            "{n} slips have not been printed, and their codes are kept nowhere else. Print them now; or "
            "press again to leave, and make new slips later.",
            len(self._slips),
        )
        self._page.notice.say("warn", sentence)
        self._page.show_notice()
        return True

    def _show(self) -> None:
        self.setVisible(bool(self._slips))
        self.print.setText(ngettext("Print {n} slip", "Print {n} slips", len(self._slips)))
        waits = _("Cut them apart and hand each over in person. The codes are written nowhere else.")
        done = _("Printed. If the paper jammed, print them again before you leave this page.")
        self._words.setText(done if self._is_printed else waits)

    def _on_print(self) -> None:
        slips, now = self._slips, self._page.context.now()
        print_pdf(self, lambda: draw_slips(slips, now), self._page.explain, on_begun=self.on_printed)

    def on_printed(self) -> None:
        """They went to a printer."""
        self._is_printed = True
        self._show()
