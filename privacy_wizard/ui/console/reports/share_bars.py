"""Shares side by side: a name, a bar, "12 of 40". The words say all that the bars show."""

from collections.abc import Iterable

from attrs import frozen
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ....i18n import _
from ...kit.accessible import give_role
from ...kit.widgets.scores import Track
from ...kit.widgets.text import TextLabel


@frozen
class Share:
    """One row."""

    label: str
    percent: int
    count: int
    of: int


class ShareBars(QWidget):
    """Rows in the order given."""

    def __init__(self, name: str, shares: Iterable[Share] = ()) -> None:
        super().__init__()
        give_role(self, "group")
        self.setAccessibleName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for row, share in enumerate(shares):
            figure = TextLabel(
                _("{percent} % ({count} of {all})", percent=share.percent, count=share.count, all=share.of)
            )
            figure.setWordWrap(False)
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(TextLabel(share.label), row, 0)
            grid.addWidget(Track(share.percent, "accent"), row, 1)
            grid.addWidget(figure, row, 2)
