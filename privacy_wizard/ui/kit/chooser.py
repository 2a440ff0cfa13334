"""A short list to choose one from, in a line of filters."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate

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
