"""The list at the side of the workshop: the policy's own pages, then every control by area."""

from collections.abc import Iterable, Iterator

from attrs import frozen
from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ....domain.model import Control, Requirement
from ....domain.names import area_name
from ....domain.vocabulary import Area, Basis, Level
from ....i18n import _
from ....office.open_actions import STILL_TO_BE_DONE
from ....office.policy_files import Unfinished
from ....office.workshop import Workshop
from ....office.workshop_edits import requirement_of
from ...kit.theme.icons import paint_icon
from ...kit.theme.theme import TypeStep, font_of
from ...kit.theme.tokens import tokens
from .about import ABOUT, CHANGES, CLAUSES, TELL, UNFINISHED, row_of
from .words import level_words

_ROW = Qt.ItemDataRole.UserRole
_PAD, _GAP, _ICON = 11, 8, 16
_MOST_MEASURED = 1000  # rows: those of a few widths of the window
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@frozen(kw_only=True)
class ListRow:
    """One row; a row without an identifier is the heading of those below it."""

    id: str = ""
    title: str
    word: str = ""  # in a pill
    mood: str = "plain"
    is_changed: bool = False
    is_unfinished: bool = False
    spoken: str = ""  # all that the row says, to a screen reader


class WorkshopList(QListWidget):
    """`shown(str)` when another row becomes the current one; `opened(str)` when one is pressed, or Enter on it."""

    shown = Signal(str)
    opened = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(_RowDelegate(self))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setMinimumHeight(220)
        self.currentItemChanged.connect(self._on_current)
        self.itemClicked.connect(self._on_opened)
        self.itemActivated.connect(self._on_opened)

    @property
    def current(self) -> str:
        """The current row; the empty string if there is none."""
        item = self.currentItem()
        return _row_of(item).id if item is not None else ""

    @property
    def rows(self) -> tuple[ListRow, ...]:
        return tuple(_row_of(self.item(at)) for at in range(self.count()))

    def show_rows(self, rows: Iterable[ListRow], current: str) -> None:
        """Show these; says nothing to anyone. Rows that are there already are left as they are."""
        wanted, self_blocked = tuple(rows), self.blockSignals(True)
        if [each.id or each.title for each in wanted] != [each.id or each.title for each in self.rows]:
            self.clear()
            for _each in wanted:
                QListWidgetItem(self)
        for at, each in enumerate(wanted):
            if _row_of(self.item(at)) != each:
                self._fill(self.item(at), each)
        if not self.choose(current):
            self.scrollToTop()
        self.blockSignals(self_blocked)

    def choose(self, identifier: str) -> bool:
        """Make a row the current one, and say nothing; whether it is in the list."""
        before = self.blockSignals(True)
        found = next((self.item(at) for at, each in enumerate(self.rows) if each.id == identifier), None)
        self.setCurrentRow(self.row(found) if found is not None else -1)
        if found is not None:
            self.scrollToItem(found)
        self.blockSignals(before)
        self.viewport().update()
        return found is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Long titles wrap at another place."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Another size of type needs other rows."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()

    def _fill(self, item: QListWidgetItem, each: ListRow) -> None:
        item.setData(_ROW, each)
        item.setText(each.title)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, each.spoken or each.title)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if each.id else Qt.ItemFlag.NoItemFlags
        item.setFlags(flags)

    def _on_current(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None and _row_of(item).id:
            self.shown.emit(_row_of(item).id)

    def _on_opened(self, item: QListWidgetItem) -> None:
        if _row_of(item).id:
            self.opened.emit(_row_of(item).id)


def _row_of(item: QListWidgetItem) -> ListRow:
    row = item.data(_ROW)
    return row if isinstance(row, ListRow) else ListRow(title="")


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._heights: dict[tuple[ListRow, int, str], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as the title needs."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, WorkshopList) else 260
        row = _row_at(index)
        asked = row, width, option.font.key()
        if asked not in self._heights:  # the list asks for all of its rows again and again
            if len(self._heights) >= _MOST_MEASURED:
                self._heights.clear()
            self._heights[asked] = _title_rect(row, option, width).height() + (22 if not row.id else 16)
        return QSize(min(width, 100), self._heights[asked])

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The title, what differs in it, and how strictly it is asked for."""
        row, colors = _row_at(index), tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect).adjusted(1, 1, -1, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if row.id and (chosen or option.state & QStyle.StateFlag.State_MouseOver):
            painter.setPen(QPen(colors.color("accent"), 1) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(area, 8, 8)
        if row.id and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colors.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 8, 8)
        words = _title_rect(row, option, option.rect.width()).translated(option.rect.topLeft())
        words.moveTop(option.rect.top() + (14 if not row.id else 8))
        painter.setFont(_font(row, option))
        painter.setPen(QColor(colors.text if row.id else colors.muted))
        painter.drawText(words, _WRAP, row.title)
        self._paint_marks(painter, option, row)
        painter.restore()

    def _paint_marks(self, painter: QPainter, option: QStyleOptionViewItem, row: ListRow) -> None:
        colors, right, middle = tokens(), float(option.rect.right() - 8), option.rect.center().y() + 0.5
        if row.word:
            painter.setFont(_small(option))
            metrics = painter.fontMetrics()
            width, height = metrics.horizontalAdvance(row.word) + 16, metrics.height() + 4
            pill = QRectF(right - width, middle - height / 2, width, height)
            quiet = row.mood == "plain"
            painter.setPen(QPen(colors.color("border"), 1) if quiet else Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("sunken" if quiet else f"{row.mood}_soft"))
            painter.drawRoundedRect(pill, height / 2, height / 2)
            painter.setPen(colors.color("muted" if quiet else row.mood))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, row.word)
            right = pill.left() - 6
        if row.is_unfinished:
            paint_icon(painter, "warning", "warn", QRectF(right - _ICON, middle - _ICON / 2, _ICON, _ICON))
            right -= _ICON + 4
        if row.is_changed:
            paint_icon(painter, "pen", "accent", QRectF(right - _ICON, middle - _ICON / 2, _ICON, _ICON))


def _row_at(index: QModelIndex | QPersistentModelIndex) -> ListRow:
    row = index.data(_ROW)
    return row if isinstance(row, ListRow) else ListRow(title="")


def _font(row: ListRow, option: QStyleOptionViewItem) -> QFont:
    return font_of(TypeStep.BODY, option.font) if row.id else font_of(TypeStep.SMALL, option.font, strong=True)


def _small(option: QStyleOptionViewItem) -> QFont:
    return font_of(TypeStep.SMALL, option.font, strong=True)


def _title_rect(row: ListRow, option: QStyleOptionViewItem, width: int) -> QRect:
    """Where the title stands, from the row's own corner; the marks keep their room at its right."""
    marks = 0
    if row.word:
        marks += QFontMetrics(_small(option)).horizontalAdvance(row.word) + 16 + _GAP
    marks += (_ICON + 6) * (row.is_unfinished + row.is_changed)
    room = max(width - 2 * _PAD - marks, 60)
    words = QFontMetrics(_font(row, option)).boundingRect(QRect(0, 0, room, 10_000), _WRAP, row.title)
    return QRect(_PAD, 8, room, words.height())


_MOODS = {Level.MUST: "accent", Level.SHOULD: "good", Level.INFORM: "plain", None: "plain"}


@frozen(kw_only=True)
class Marks:
    """What the list shows besides the policy itself, and how it is filtered."""

    changes: int
    unfinished: tuple[Unfinished, ...] | None  # None: not looked yet
    search: str = ""
    filter: str = ""


def list_rows(workshop: Workshop, marks: Marks) -> Iterator[ListRow]:
    """The rows in order."""
    open_rows = {row_of(each) for each in marks.unfinished or ()}
    if not marks.search.strip() and not marks.filter:
        yield from _pages(workshop, marks, open_rows)
    controls: dict[Area, list[Control]] = {area: [] for area in Area}
    for control in workshop.controls.values():
        controls[control.area].append(control)
    for area in Area:
        found = [each for each in controls[area] if _matches(workshop, each, marks, open_rows)]
        if found:
            yield ListRow(title=area_name(area))
            yield from (_row(workshop, each, is_unfinished=each.id in open_rows) for each in found)


def _pages(workshop: Workshop, marks: Marks, open_rows: set[str]) -> Iterator[ListRow]:
    pack = workshop.pack
    left = len(marks.unfinished) if marks.unfinished is not None else None
    for identifier, title, word in (
        (ABOUT, _("About the policy"), ""),
        (CLAUSES, _("Clauses"), str(len(pack.clauses))),
        (TELL, _("Who to tell"), str(len(pack.tell))),
        (CHANGES, _("What changes"), str(marks.changes)),
    ):
        yield ListRow(id=identifier, title=title, word=word, is_unfinished=identifier in open_rows)
    yield ListRow(
        id=UNFINISHED,
        title=str(STILL_TO_BE_DONE),
        word="…" if left is None else str(left),
        mood="warn" if left else "plain" if left is None else "good",
    )


def _row(workshop: Workshop, control: Control, *, is_unfinished: bool) -> ListRow:
    asked, changed = requirement_of(workshop.pack, control.id), workshop.is_changed(control.id)
    level = asked.level if asked is not None else None
    said = [control.title, level_words(level)]
    said += [_("from the baseline")] if asked is not None and asked.basis is Basis.BASELINE else []
    said += [_("changed")] if changed else []
    said += [_("still to be done")] if is_unfinished else []
    return ListRow(
        id=control.id,
        title=control.title,
        word=level_words(level) if level is not None else "",
        mood=_MOODS[level],
        is_changed=changed,
        is_unfinished=is_unfinished,
        spoken=", ".join(said),
    )


def _matches(workshop: Workshop, control: Control, marks: Marks, open_rows: set[str]) -> bool:
    asked, words = requirement_of(workshop.pack, control.id), marks.search.casefold().split()
    match marks.filter:
        case "asked":
            is_left = asked is not None
        case "not asked":
            is_left = asked is None
        case "changed":
            is_left = workshop.is_changed(control.id)
        case "unfinished":
            is_left = control.id in open_rows
        case _:
            is_left = True
    if not (is_left and words):
        return is_left
    text = _text(control, asked)
    return all(word in text for word in words)


def _text(control: Control, asked: Requirement | None) -> str:
    said = [control.title, control.statement, control.id, area_name(control.area)]
    if asked is not None:
        said += [asked.summary, *asked.details, *(f"{each.ref} {each.asks}" for each in asked.clauses)]
    return " ".join(said).casefold()
