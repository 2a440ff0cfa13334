"""The list of pages at the side: painted, but a real list for the keyboard and screen readers."""

from collections.abc import Callable, Sequence

from attrs import frozen
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from ...i18n import _, ngettext
from ..kit.side_list import SideList
from ..kit.theme.fonts import TypeStep, font_of
from ..kit.theme.icons import paint_icon
from ..kit.theme.tokens import tokens
from .place import PlaceId

_ID = Qt.ItemDataRole.UserRole
_ICON = Qt.ItemDataRole.UserRole + 1
_COUNT = Qt.ItemDataRole.UserRole + 2
_SHOWN = Qt.ItemDataRole.UserRole + 3
_ICON_SIZE = 20


@frozen(kw_only=True)
class NavigationEntry:
    """One page in the list; the title is asked again when the language changes."""

    id: PlaceId
    icon: str
    title: Callable[[], str]


class Navigation(SideList):
    """Emits `requested(PlaceId)` when the user wants another page."""

    requested = Signal(object)

    def __init__(self, entries: Sequence[NavigationEntry] = ()) -> None:
        super().__init__()
        self.setItemDelegate(_EntryDelegate(self))
        self.itemClicked.connect(self._on_wanted)
        self.itemActivated.connect(self._on_wanted)
        self._entries: tuple[NavigationEntry, ...] = ()
        self.set_entries(entries)

    @property
    def entries(self) -> tuple[NavigationEntry, ...]:
        return self._entries

    def set_entries(self, entries: Sequence[NavigationEntry]) -> None:
        self._entries = tuple(entries)
        self.clear()
        for entry in entries:
            item = QListWidgetItem(self)
            item.setData(_ID, entry.id)
            item.setData(_ICON, entry.icon)
            item.setData(_COUNT, 0)
        self.retranslate()

    def show_count(self, place: PlaceId, count: int) -> None:
        """How many things are waiting on a page; 0 shows none."""
        for item in self._items():
            if item.data(_ID) == place:
                item.setData(_COUNT, count)
                self._describe(item)

    def show_as_current(self, place: PlaceId) -> None:
        """Mark a page as the current one; a page that is not in the list leaves none marked."""
        for item in self._items():
            shown = item.data(_ID) == place
            item.setData(_SHOWN, shown)
            self._describe(item)
            if shown:
                self.setCurrentItem(item)
                self.scrollToItem(item)

    def retranslate(self) -> None:
        """Ask for the titles again."""
        self.setAccessibleName(_("Pages"))
        for item, entry in zip(self._items(), self._entries, strict=True):
            item.setText(entry.title())
            item.setToolTip(entry.title())
            self._describe(item)

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(at) for at in range(self.count())]

    def _describe(self, item: QListWidgetItem) -> None:
        spoken, count = item.text(), int(item.data(_COUNT) or 0)
        if count:
            spoken = ngettext("{page}, {n} waiting", "{page}, {n} waiting", count, page=spoken)
        if item.data(_SHOWN):
            spoken = _("{page}, this page", page=spoken)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _on_wanted(self, item: QListWidgetItem) -> None:
        self.requested.emit(item.data(_ID))


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, pages: Navigation) -> None:
        super().__init__(pages)
        self._list = pages

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line and some air."""
        return QSize(100, option.fontMetrics.height() + 18)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """An icon, the title and a count; the page that is shown stands on a surface of its own."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, shown = tokens(), bool(index.data(_SHOWN))
        hovered = self._list.is_pointed_at(index)
        row = self._list.paint_ground(painter, option.rect, index, shown=shown, hovered=hovered)
        left = int(row.left()) + 11
        icon = QRectF(left, row.center().y() - _ICON_SIZE / 2, _ICON_SIZE, _ICON_SIZE)
        paint_icon(painter, index.data(_ICON), "accent" if shown else "muted", icon)
        right = self._paint_count(painter, option, index, row)
        title = QRect(left + _ICON_SIZE + 11, int(row.top()), right - left - _ICON_SIZE - 19, int(row.height()))
        painter.setFont(font_of(TypeStep.BODY, option.font, strong=shown))
        painter.setPen(QColor(colors.text))
        text = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, title.width())
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()

    def _paint_count(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        row: QRectF,
    ) -> int:
        """A pill at the end of the line; where the title has to stop."""
        count = int(index.data(_COUNT) or 0)
        if not count:
            return int(row.right())
        painter.setFont(font_of(TypeStep.SMALL, option.font, strong=True))
        words = f"{count:,}"
        metrics = painter.fontMetrics()
        width, height = metrics.horizontalAdvance(words) + 14, metrics.height() + 3
        pill = QRectF(row.right() - width - 8, row.center().y() - height / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().color("warn_soft"))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(tokens().color("warn"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        return int(pill.left())
