"""What filters a list: a search field, with choosers beside it, or below it if there is no room."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from .layouts import FlowLayout
from .theme.icons import themed_icon

_BESIDE = 80  # pixels: the pictures and the air beside what is written in the search line
_GAP = 8


class FilterBar(QWidget):
    """The same on every page with a list: the search field takes the room that the choosers leave."""

    def __init__(self, search: QLineEdit, *choosers: QWidget) -> None:
        super().__init__()
        search.setClearButtonEnabled(True)
        search.addAction(themed_icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        search.setMinimumWidth(search.fontMetrics().horizontalAdvance(search.placeholderText()) + _BESIDE)
        self._search, self._choosers = search, QWidget()
        flow = FlowLayout(self._choosers, _GAP)
        for chooser in choosers:
            flow.addWidget(chooser)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(_GAP)
        self._line.addWidget(search, 1)
        self._line.addWidget(self._choosers)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        """A chooser may have come or gone."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._turn()
        return super().event(event)

    def _turn(self) -> None:
        beside = self._search.minimumWidth() + _GAP + self._choosers.sizeHint().width() <= self.width()
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(across if beside else down)
