"""What can be added to the simple way: a line for each with what it brings, and the way there."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from ...i18n import _
from ...office.next_steps import Upgrade
from ..kit.layouts import clear, row
from ..kit.widgets.button import Button
from ..kit.widgets.card import Card
from ..kit.widgets.text import TextLabel
from .page import ConsolePlace, PlaceId

_PLACES = {
    Upgrade.AUTHORITY: PlaceId.SCHOOL,
    Upgrade.CERTIFICATES: PlaceId.CAMPAIGNS,
    Upgrade.COUNTERSIGNING: PlaceId.SCHOOL,
    Upgrade.SMART_CARD: PlaceId.SCHOOL,
    Upgrade.OWN_POLICY: PlaceId.POLICIES,
    Upgrade.PROTECTED_LIST: PlaceId.PROTECTED_LIST,
}


class UpgradeLines(Card):
    """Hidden while nothing is offered; `wanted(ConsolePlace)` when one is chosen."""

    wanted = Signal(object)

    def __init__(self, title: str) -> None:
        super().__init__(title, quiet=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self.body.addLayout(self._lines)
        self.hide()

    def offer(self, upgrades: Sequence[Upgrade], here: PlaceId) -> None:
        """These; what is done on the page itself needs no way there."""
        clear(self._lines)
        for each in upgrades:
            words = TextLabel(upgrade_sentence(each))
            place = _PLACES.get(each)
            if place is None or place is here:
                self._lines.addWidget(words)
                continue
            button = Button(_("Set it up"), "plain")
            button.setAccessibleDescription(upgrade_sentence(each))
            button.clicked.connect(lambda _on=False, wanted=place: self.wanted.emit(ConsolePlace(id=wanted)))
            self._lines.addLayout(row(words, button, stretch=words))
        self.setVisible(bool(upgrades))


def upgrade_sentence(upgrade: Upgrade) -> str:
    """What it brings."""
    return {
        Upgrade.AUTHORITY: _(
            "With a certificate of its own, your school vouches for its staff's keys, and nobody has to compare words."
        ),
        Upgrade.CERTIFICATES: _(
            "Invite your staff to get certificates from a campaign's page: what is in order is then "
            "accepted automatically."
        ),
        Upgrade.COUNTERSIGNING: _(
            "As an officer of the school you countersign: a copy then proves for good that the school accepted it."
        ),
        Upgrade.SMART_CARD: _(
            "On a smart card or another token the school's key cannot be copied, whatever happens to this computer."
        ),
        Upgrade.SERVER: _(
            "With PostgreSQL, several people and schools can use one register at once: ask the person who looks "
            "after your computers to set it up."
        ),
        Upgrade.OWN_POLICY: _("With a policy of your own, staff are asked what your school has agreed, in its words."),
        Upgrade.PROTECTED_LIST: _(
            "With a protected list, which needs your school's own impact assessment first, staff learn which of their "
            "own connections may be a pupil or a parent."
        ),
    }[upgrade]
