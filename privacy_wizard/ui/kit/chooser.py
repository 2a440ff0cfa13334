"""What filters a list: short lists to choose one from, beside a search field or below it if there is no room."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QLineEdit, QStyledItemDelegate, QWidget

from .layouts import FlowLayout
from .theme.icons import themed_icon

_LETTERS, _LINES = 14, 14
_SCROLL_BAR, _FRAME = 32, 8


class Chooser(QComboBox):
    """`chosen` when the user chooses; its name is what a screen reader says."""

    chosen = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)
        self.setMaxVisibleItems(_LINES)
        self._is_dressed = False
        self.activated.connect(lambda _at: self.chosen.emit())

    def showPopup(self) -> None:
        """The list is as wide as what stands in it, beside the scroll bar where it has one."""
        if not self._is_dressed:  # not before: it makes the list, and most are never opened
            self._is_dressed = True
            self.setItemDelegate(QStyledItemDelegate(self))  # Qt's own for such lists keeps to no style sheet
        view = self.view()
        beside = _SCROLL_BAR if self.count() > self.maxVisibleItems() else _FRAME
        view.setMinimumWidth(view.sizeHintForColumn(self.modelColumn()) + beside)
        super().showPopup()

    @property
    def value(self) -> str:
        """The chosen value; the empty string for no filter."""
        return str(self.currentData() or "")

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer these (value, label); the current choice stays if it is among them."""
        before = self.value
        self.clear()
        for value, label in choices:
            self.add(value, label)
        self.choose(before)

    def add(self, value: str, label: str) -> None:
        self.addItem(label, value)

    def choose(self, value: str) -> None:
        """Choose one, or the first if there is no such value. Emits nothing."""
        self.setCurrentIndex(max(self.findData(value), 0))

    def first(self) -> str:
        """The first value that is a filter; the empty string if there is none."""
        return next((str(self.itemData(at)) for at in range(self.count()) if self.itemData(at)), "")


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
