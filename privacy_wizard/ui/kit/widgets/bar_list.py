"""Scores side by side: a name, a bar, a figure. The words say all that the bars show."""

from collections.abc import Iterable

from attrs import frozen
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ....i18n import _
from ..accessible import give_role
from ..theme.tokens import tokens
from .score_ring import ScoreMood
from .text import TextLabel


@frozen
class Bar:
    """One row; `value` is 0 to 100 or None where there is nothing to score."""

    label: str
    value: int | None
    mood: ScoreMood = "good"


class BarList(QWidget):
    """Shows bars in the order given: put the weakest first."""

    def __init__(self, name: str, bars: Iterable[Bar] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, "group")
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(9)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        self.show_bars(bars)

    def show_bars(self, bars: Iterable[Bar]) -> None:
        """Show other bars."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for row, bar in enumerate(bars):
            self._add(row, bar)

    def _add(self, row: int, bar: Bar) -> None:
        figure = TextLabel("–" if bar.value is None else str(bar.value), "strong")
        figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        figure.setWordWrap(False)
        said = _("{name}: not scored") if bar.value is None else _("{name}: {score} out of 100")
        figure.setAccessibleName(said.format(name=bar.label, score=bar.value))
        self._grid.addWidget(TextLabel(bar.label), row, 0)
        self._grid.addWidget(Track(bar.value or 0, bar.mood), row, 1)
        self._grid.addWidget(figure, row, 2)


class Track(QWidget):
    """How much of a hundred, without words."""

    def __init__(self, percent: int, color: str) -> None:
        super().__init__()
        self._percent, self._color = min(max(percent, 0), 100), color
        self.setMinimumWidth(80)
        self.setFixedHeight(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The track, and over it the part that is filled: at least a dot where there is anything."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(self.rect())
        painter.setBrush(tokens().color("border"))
        painter.drawRoundedRect(track, 4, 4)
        if self._percent:
            track.setWidth(max(track.width() * self._percent / 100, 8))
            painter.setBrush(tokens().color(self._color))
            painter.drawRoundedRect(track, 4, 4)
