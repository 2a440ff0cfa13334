"""Files still to be checked: they wait, or were set aside because each attempt ended with its process."""

from ....i18n import _, ngettext
from ....register.tickets import Waiting
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel
from ..page import ConsolePage
from .taking_in import TakingIn


class StuckFiles(Card):
    """Shown while files are set aside or wait. `taking` is where files were taken in last, and are once all wait."""

    def __init__(self, page: ConsolePage, taking: TakingIn) -> None:
        super().__init__(quiet=True)
        self._page, self._taking = page, taking
        self._words = TextLabel()
        self.again = Button(_("Check again"), "plain")
        self.again.clicked.connect(self._on_again)
        self.body.setContentsMargins(18, 12, 14, 12)
        self.body.addLayout(row(self._words, self.again, stretch=self._words))
        self.hide()

    def refresh(self) -> None:
        """Read on a worker how many there are."""
        queue = self._page.context.register.queue
        self._page.aside(queue.count, self._show)

    def _show(self, found: Waiting) -> None:
        self.again.setEnabled(True)
        waits = found.waiting + self._taking.unopened
        self.setVisible(bool(found.stuck + waits))
        stuck = ngettext(
            "The check of {n} file could not be finished, for example because the computer was switched off.",
            "The check of {n} files could not be finished, for example because the computer was switched off.",
            found.stuck,
        )
        waiting = ngettext("{n} file waits to be checked.", "{n} files wait to be checked.", waits)
        self._words.setText(" ".join([stuck] * bool(found.stuck) + [waiting] * bool(waits)))

    def _on_again(self) -> None:
        queue = self._page.context.register.queue
        self.again.setEnabled(False)
        self._page.act(queue.try_again, self._on_waiting, _("Recording …"))

    def _on_waiting(self, _count: int) -> None:
        self.hide()
        self._taking.take(self._taking.to_take_again)
