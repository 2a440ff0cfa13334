"""Countersigning everything that is accepted, in one go."""

from collections.abc import Callable, Sequence
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ....domain.register_views import AttestationRow
from ....i18n import _, ngettext
from ....intake.countersigning import Done
from ...kit.layouts import row
from ...kit.widgets.button import Button
from ...kit.widgets.card import Card
from ...kit.widgets.text import TextLabel
from ..context import ConsoleContext

if TYPE_CHECKING:
    from .hand_in_page import HandInPage


class SignMany(Card):
    """Shown while accepted attestations wait for a countersignature."""

    _came = Signal(int, int)

    def __init__(self, page: "HandInPage") -> None:
        super().__init__(quiet=True)
        self._page = page
        self._stop = Event()
        self._waiting: Sequence[AttestationRow] = ()
        self._words = TextLabel()
        self.sign, self.cancel = Button("", "plain", "pen"), Button(_("Stop"), "quiet")
        self.sign.clicked.connect(self.sign_all)
        self.cancel.clicked.connect(self._stop.set)
        self.cancel.hide()
        self._came.connect(self._on_came)
        self.body.setContentsMargins(18, 12, 14, 12)
        self.body.addLayout(row(self._words, self.sign, self.cancel, stretch=self._words))
        self.hide()

    def refresh(self) -> None:
        """How many wait, read on a worker."""
        books = self._page.desk.books

        def read() -> Sequence[AttestationRow]:
            return [each for each in books.accepted() if each.countersigned is None and not each.on_paper]

        self._page.aside(read, self._show)

    def sign_all(self) -> None:
        """Countersign one after the other; what is wrong with one stops none of the others."""
        desk, waiting = self._page.desk, [each.attestation for each in self._waiting]
        self._stop.clear()
        self.sign.setEnabled(False)
        self.cancel.show()

        def work() -> Sequence[Done]:
            return _sign(desk, waiting, self._stop, self._came.emit)

        self._page.aside(work, self._on_done)

    def _show(self, waiting: Sequence[AttestationRow]) -> None:
        self._waiting = waiting
        self.setVisible(bool(waiting))
        self.sign.setEnabled(True)
        self.cancel.hide()
        sentence = ngettext(
            "{n} accepted attestation waits for a countersignature.",
            "{n} accepted attestations wait for a countersignature.",
            len(waiting),
        )
        self._words.setText(sentence)
        self.sign.setText(_("Countersign all") if len(waiting) > 1 else _("Countersign it"))

    def _on_came(self, done: int, of: int) -> None:
        self._words.setText(_("{done} of {of} …", done=done, of=of))

    def _on_done(self, found: Sequence[Done]) -> None:
        good = sum(each.document is not None for each in found)
        problems = list(dict.fromkeys(each.problem for each in found if each.problem))
        sentence = ngettext("{n} attestation countersigned.", "{n} attestations countersigned.", good)
        self._page.register_changed.emit()
        self._page.refresh()
        if problems:
            self._page.notice.say("warn", " ".join([sentence, *problems[:3]]))
        else:
            self._page.say(sentence)


def _sign(
    desk: ConsoleContext, waiting: Sequence[str], stop: Event, came: Callable[[int, int], None]
) -> Sequence[Done]:
    found: list[Done] = []
    for done in desk.countersigning().all(waiting):
        found.append(done)
        came(len(found), len(waiting))
        if stop.is_set():
            break
    return found
