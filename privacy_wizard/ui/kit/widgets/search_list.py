"""A list to search and tick, whose entries are real check boxes."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from attrs import frozen
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ....i18n import _
from ..accessible import announce
from ..theme.icons import themed_icon
from .choice import CheckRow
from .field import EntryLine
from .text import Heading, TextLabel

_COLUMN = 19  # wide letters: a row with a name of usual length
_ABOVE_GROUP = 12  # pixels: a heading belongs to what stands below it
_MOST_COLUMNS = 3
_BY_NAME = 1


@frozen
class SearchEntry:
    """One entry; `keywords` are further search words, `group` is its heading."""

    id: str
    title: str
    hint: str = ""
    keywords: tuple[str, ...] = ()
    group: str = ""


class SearchList(QWidget):
    """Entries in up to three columns below a search field, under headings; `toggled(str, bool)` by a tick.

    Entries of one group stand together, in the order given.
    """

    toggled = Signal(str, bool)

    def __init__(self, name: str, entries: Iterable[SearchEntry] = ()) -> None:
        super().__init__()
        self.field, self._nothing = EntryLine(), TextLabel("", "muted")
        self.field.setClearButtonEnabled(True)
        self._glass = self.field.addAction(themed_icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.field)
        column.addLayout(self._grid)
        column.addWidget(self._nothing)
        self._rows: dict[str, tuple[SearchEntry, CheckRow]] = {}
        self._headings: dict[str, Heading] = {}
        self._columns = 1
        for entry in entries:
            self._add(entry)
        self.field.setAccessibleName(name)
        self.field.textChanged.connect(self._arrange)
        self.retranslate()
        self._arrange()

    @property
    def found(self) -> tuple[str, ...]:
        """The identifiers that match the search: those of that very name first, then those that begin so."""
        sought = self.field.text().casefold().split()
        found = (entry for entry, _row in self._rows.values() if _matches(entry, sought))
        return tuple(entry.id for entry in sorted(found, key=lambda entry: _distance(entry, " ".join(sought))))

    @property
    def is_exact(self) -> bool:
        """Whether the first that is found has the very name that is searched for."""
        sought = " ".join(self.field.text().casefold().split())
        return bool(sought) and any(_distance(self._rows[entry][0], sought) <= _BY_NAME for entry in self.found[:1])

    def row(self, entry: str) -> CheckRow:
        """The check box of an entry. KeyError where there is none."""
        return self._rows[entry][1]

    def checked(self) -> tuple[str, ...]:
        """The ticked entries, visible or not."""
        return tuple(entry for entry, (_entry, row) in self._rows.items() if row.isChecked())

    def set_checked(self, entries: Iterable[str]) -> None:
        """Tick these and no others; emits nothing."""
        wanted = set(entries)
        for entry, (_entry, row) in self._rows.items():
            row.setChecked(entry in wanted)

    def retranslate(self) -> None:
        self.field.setPlaceholderText(_("Search"))
        self._glass.setText(_("Search"))  # a button of its own to screen readers
        self._nothing.setText(_("Nothing found. Try another word, or choose “Another platform”."))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_glass"):
            self._glass.setIcon(themed_icon("search", "muted"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        super().resizeEvent(event)
        if self._room() != self._columns:
            self._arrange()

    def _room(self) -> int:
        each = self.fontMetrics().averageCharWidth() * _COLUMN + 48
        return min(max(self.width() // each, 1), _MOST_COLUMNS)

    def _add(self, entry: SearchEntry) -> None:
        row = CheckRow(entry.title, entry.hint, self)
        row.clicked.connect(lambda on, ticked=entry.id: self.toggled.emit(ticked, on))
        self._rows[entry.id] = (entry, row)
        if entry.group and entry.group not in self._headings:
            self._headings[entry.group] = Heading(entry.group, "question", self)

    def _arrange(self) -> None:
        found = self.found
        self._columns = columns = self._room()
        while self._grid.takeAt(0) is not None:
            pass
        groups = [self._rows[entry][0].group for entry in found]
        for title, heading in self._headings.items():
            heading.setVisible(title in groups)
        line = 0
        for group in dict.fromkeys(groups):
            if group:
                self._headings[group].setContentsMargins(0, _ABOVE_GROUP if line else 0, 0, 0)
                self._grid.addWidget(self._headings[group], line, 0, 1, columns)
                line += 1
            line = self._place(group, found, line, columns)
        for entry, row in self._rows.values():
            row.setVisible(entry.id in found)
        for at in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        for before, after in pairwise(self._rows[entry][1] for entry in found):
            QWidget.setTabOrder(before, after)  # as they stand
        self._nothing.setVisible(not found)
        if not found:
            announce(self, self._nothing.text())

    def _place(self, group: str, found: Sequence[str], line: int, columns: int) -> int:
        """The rows of one group from a line on; the line after them."""
        at = 0
        for entry, row in (self._rows[each] for each in found):
            if entry.group == group:
                self._grid.addWidget(row, line + at // columns, at % columns, Qt.AlignmentFlag(0))
                at += 1
        return line + -(-at // columns)


def _matches(entry: SearchEntry, sought: list[str]) -> bool:
    haystack = " ".join((entry.title, entry.hint, *entry.keywords)).casefold()
    return all(word in haystack for word in sought)


def _distance(entry: SearchEntry, sought: str) -> int:
    """How far an entry is from what is meant: its very name, another of its names, one that begins so, any other."""
    title, *others = (each.casefold() for each in (entry.title, *entry.keywords))
    begins = (title.startswith(sought), any(each.startswith(sought) for each in others))
    fits = (title == sought, sought in others, *begins, True)
    return fits.index(True)
