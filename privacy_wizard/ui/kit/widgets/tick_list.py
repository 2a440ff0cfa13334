"""A list of plain rows with a tick each."""

from collections.abc import Container, Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

_ID = Qt.ItemDataRole.UserRole


class TickList(QListWidget):
    """Emits `changed` when a tick is set or removed."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_AsWideAsTheList(self))
        self.itemChanged.connect(lambda _item: self.changed.emit())

    def offer(self, rows: Iterable[tuple[str, str]], without: Container[str] = ()) -> None:
        """Offer these (identifier, words), all ticked except `without`. Emits nothing."""
        self.blockSignals(True)
        self.clear()
        for identifier, words in rows:
            item = QListWidgetItem(words, self)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if identifier in without else Qt.CheckState.Checked)
            item.setData(_ID, identifier)
            item.setToolTip(words)
        self.blockSignals(False)

    def tick(self, *, everyone: bool) -> None:
        """Tick all of them, or none."""
        self.blockSignals(True)
        for at in range(self.count()):
            self.item(at).setCheckState(Qt.CheckState.Checked if everyone else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.changed.emit()

    @property
    def chosen(self) -> set[str]:
        """The identifiers of the ticked rows."""
        items = (self.item(at) for at in range(self.count()))
        return {str(item.data(_ID)) for item in items if item.checkState() is Qt.CheckState.Checked}


class _AsWideAsTheList(QStyledItemDelegate):
    """Words that are longer end in an ellipsis, and stand whole in the tool tip: nothing scrolls sideways."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """No width of its own."""
        return QSize(1, super().sizeHint(option, index).height())
