"""Shares side by side: a name, a bar, "12 of 40". The words say all that the bars show."""

from collections.abc import Iterable

from attrs import frozen
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ..accessible import give_role
from ..theme.tokens import tokens
from ..widgets.text import Text


@frozen
class Share:
    """One row."""

    label: str
    percent: int
    count: int
    of: int


class ShareBars(QWidget):
    """Rows in the order given."""

    def __init__(self, name: str, shares: Iterable[Share] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, "group")
        self.setAccessibleName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for row, share in enumerate(shares):
            figure = Text(
                self.tr("{percent} % ({count} of {all})").format(percent=share.percent, count=share.count, all=share.of)
            )
            figure.setWordWrap(False)
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(Text(share.label), row, 0)
            grid.addWidget(_Bar(share.percent), row, 1)
            grid.addWidget(figure, row, 2)


class _Bar(QWidget):
    def __init__(self, percent: int) -> None:
        super().__init__()
        self._percent = min(max(percent, 0), 100)
        self.setMinimumWidth(80)
        self.setFixedHeight(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(self.rect())
        painter.setBrush(tokens().color("border"))
        painter.drawRoundedRect(track, 4, 4)
        if self._percent:
            track.setWidth(max(track.width() * self._percent / 100, 8))
            painter.setBrush(tokens().color("accent"))
            painter.drawRoundedRect(track, 4, 4)
