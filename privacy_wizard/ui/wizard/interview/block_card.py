"""The card of one block of questions, roomy or dense."""

from PySide6.QtCore import QMargins

from ...kit.widgets.card import Card

_TIGHT, _ROOMY = QMargins(18, 8, 14, 9), QMargins(24, 18, 18, 20)


class BlockCard(Card):
    """`gap` is the space between its parts, in pixels, and `roomy_gap` that where there is room."""

    def __init__(self, gap: int, roomy_gap: int) -> None:
        super().__init__()
        self.gap, self.roomy_gap = gap, roomy_gap
        self._is_roomy: bool | None = None
        BlockCard.set_roomy(self, False)

    def set_roomy(self, roomy: bool) -> None:
        """Roomy or dense: the space around what is in it and between."""
        if roomy != self._is_roomy:
            self._is_roomy = roomy
            self.body.setContentsMargins(_ROOMY if roomy else _TIGHT)
            self.body.setSpacing(self.roomy_gap if roomy else self.gap)
