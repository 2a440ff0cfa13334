"""A question's options: side by side if they are short and there is room, otherwise stacked."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLayoutItem, QWidget

from ..accessible import give_role
from ..layouts import PlacedLayout
from .choice import OptionRow

_GAP = 8
ASKED_FOR = "flag"  # the mark of what is asked for: no tick and no colour of an answer, for nothing is given yet
_MOST_SEGMENTS = 4
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class OptionChoice(NamedTuple):
    """One option as offered."""

    id: str
    label: str
    hint: str = ""
    seal: str = ""  # what a small flag behind the label means; empty for none
    is_quiet: bool = False  # an answer that is none


class OptionGroup(QWidget):
    """Radio buttons for `choices`; `chosen(str)` carries the identifier when the user chooses one.

    Where they are `dense`, they take as little height as they can: each as wide as its label where all stand on one
    line, else in as many columns as come out lowest.
    """

    chosen = Signal(str)

    def __init__(
        self,
        question: str,
        choices: Iterable[OptionChoice] = (),
        *,
        quiet: bool = False,
        dense: bool = False,
    ) -> None:
        super().__init__()
        self._quiet, self._dense = quiet, dense
        give_role(self, "group")
        self.setAccessibleName(question)
        self._layout = DenseColumns(self) if dense else SideBySideOrStacked(self)
        self._group = QButtonGroup(self)
        self._rows: dict[str, OptionRow] = {}
        for choice in choices:
            self.add(choice)

    def add(self, choice: OptionChoice) -> OptionRow:
        row = OptionRow(choice.label, choice.hint, self, quiet=self._quiet or choice.is_quiet)
        if self._dense:
            row.make_compact()
        if choice.seal:
            row.set_seal(ASKED_FOR, choice.seal)
        self._rows[choice.id] = row
        self._group.addButton(row)
        self._layout.addWidget(row)
        if self.focusProxy() is None:
            self.setFocusProxy(row)
        row.clicked.connect(lambda _checked=False, answer=choice.id: self.chosen.emit(answer))
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses the option at that place, where the focus is among them and the option can be seen."""
        rows, digit = list(self._rows.values()), event.text()
        at = int(digit) - 1 if digit.isdecimal() and event.modifiers() in _PLAIN else -1
        if 0 <= at < len(rows) and not rows[at].visibleRegion().isEmpty():
            rows[at].setFocus()
            rows[at].click()
        else:
            super().keyPressEvent(event)

    def current(self) -> str | None:
        """The chosen option's identifier, or None."""
        return next((answer for answer, row in self._rows.items() if row.isChecked()), None)

    def choose(self, answer: str | None) -> None:
        """Show an option as chosen, or none; emits nothing."""
        self._group.setExclusive(False)
        for each, row in self._rows.items():
            row.setChecked(each == answer)
        self._group.setExclusive(True)
        if self._rows:
            self.setFocusProxy(self._rows.get(answer or "") or next(iter(self._rows.values())))

    def set_bare(self, bare: bool) -> None:
        """Show marks alone in columns of one width, under labels that stand above; or the labels again."""
        for row in self._rows.values():
            row.set_bare(bare)
        self._layout.invalidate()

    def set_roomy(self, roomy: bool) -> None:
        """More air within each of `dense` options, or as little as can be."""
        for row in self._rows.values():
            row.make_compact(roomy=roomy)
        self._layout.invalidate()

    def line_height(self) -> int:
        """The height of an option whose label takes one line."""
        return max((row.minimumSizeHint().height() for row in self._rows.values()), default=0)

    def row(self, answer: str) -> OptionRow:
        """The button of an option. KeyError if there is none."""
        return self._rows[answer]


class SideBySideOrStacked(PlacedLayout):
    """Equal columns if every label fits on one line, otherwise a stack."""

    def sizeHint(self) -> QSize:
        width = max((item.sizeHint().width() for item in self._items), default=0)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        width = max((item.minimumSize().width() for item in self._items), default=0)
        height = max((item.minimumSize().height() for item in self._items), default=0)
        return QSize(width, height)

    @property
    def _shown(self) -> list[QLayoutItem]:
        """The rows that take up room."""
        return [item for item in self._items if not _is_put_away(item.widget())]

    def _columns(self, width: int) -> int:
        rows = [item.widget() for item in self._shown]
        count = len(rows)
        if not 2 <= count <= _MOST_SEGMENTS:
            return 1
        each = (width - _GAP * (count - 1)) // count
        fits = all(isinstance(row, OptionRow) and row.line_width() <= each for row in rows)
        return count if fits else 1

    def _place(self, rect: QRect, *, move: bool) -> int:
        columns = self._columns(rect.width())
        if columns == 1:
            return self._stack(rect, move=move)
        each = (rect.width() - _GAP * (columns - 1)) // columns
        height = max(item.heightForWidth(each) for item in self._shown)
        parent = self.parentWidget()
        items = reversed(self._shown) if parent is not None and parent.isRightToLeft() else self._shown
        for at, item in enumerate(items):
            if move:
                item.setGeometry(QRect(rect.topLeft() + QPoint(at * (each + _GAP), 0), QSize(each, height)))
        return height

    def _stack(self, rect: QRect, *, move: bool) -> int:
        top = rect.top()
        for item in self._shown:
            height = item.heightForWidth(rect.width())
            if move:
                item.setGeometry(QRect(rect.left(), top, rect.width(), height))
            top += height + _GAP
        return max(top - _GAP - rect.top(), 0)


class DenseColumns(SideBySideOrStacked):
    """One line of rows as wide as their labels if that fits, otherwise the columns with the least height."""

    def sizeHint(self) -> QSize:
        width = sum(map(_line_width, self._items)) + _GAP * max(len(self._items) - 1, 0)
        return QSize(width, self.heightForWidth(width))

    def _place(self, rect: QRect, *, move: bool) -> int:
        rows = self._shown
        if all(_is_bare(item.widget()) for item in rows):
            return self._grid(rect, rows, max(len(rows), 1), move=move)
        widths = [_line_width(item) for item in rows]
        if sum(widths) + _GAP * (len(rows) - 1) <= rect.width():
            return self._line(rect, rows, widths, move=move)
        return self._grid(rect, rows, self._lowest(rect.width(), rows), move=move)

    def _lowest(self, width: int, rows: list[QLayoutItem]) -> int:
        """The number of columns with the least height, the least of several; tried until there are too many lines."""
        options = [row for item in rows if isinstance(row := item.widget(), OptionRow)]
        word = max((row.word_width() for row in options), default=0)
        line = min((row.minimumSizeHint().height() for row in options), default=0)
        most = min(len(rows), _MOST_SEGMENTS, max((width + _GAP) // (word + _GAP), 1))
        found, lowest = most, self._grid(QRect(0, 0, width, 0), rows, most, move=False)
        for columns in reversed(range(1, most)):
            if -(-len(rows) // columns) * (line + _GAP) - _GAP > lowest:
                break
            height = self._grid(QRect(0, 0, width, 0), rows, columns, move=False)
            if height <= lowest:
                found, lowest = columns, height
        return found

    def _line(self, rect: QRect, rows: list[QLayoutItem], widths: list[int], *, move: bool) -> int:
        height = max((item.heightForWidth(width) for item, width in zip(rows, widths, strict=True)), default=0)
        left = rect.left()
        for item, width in zip(rows, widths, strict=True):
            if move:
                self._put(item, QRect(left, rect.top(), width, height), rect)
            left += width + _GAP
        return height

    def _grid(self, rect: QRect, rows: list[QLayoutItem], columns: int, *, move: bool) -> int:
        each, top = (rect.width() - _GAP * (columns - 1)) // columns, rect.top()
        for start in range(0, len(rows), columns):
            line = rows[start : start + columns]
            height = max(item.heightForWidth(each) for item in line)
            for at, item in enumerate(line):
                if move:
                    self._put(item, QRect(rect.left() + at * (each + _GAP), top, each, height), rect)
            top += height + _GAP
        return max(top - _GAP - rect.top(), 0)

    def _put(self, item: QLayoutItem, place: QRect, rect: QRect) -> None:
        parent = self.parentWidget()
        if parent is not None and parent.isRightToLeft():
            place.moveRight(rect.right() - (place.left() - rect.left()))
        item.setGeometry(place)


def _is_bare(row: QWidget | None) -> bool:
    return isinstance(row, OptionRow) and row.is_bare


def _line_width(item: QLayoutItem) -> int:
    row = item.widget()
    return row.line_width() if isinstance(row, OptionRow) else item.sizeHint().width()


def _is_put_away(row: QWidget | None) -> bool:
    """Hidden on purpose; before the window is first shown, Qt regards all rows as hidden."""
    return row is not None and row.isHidden() and row.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
