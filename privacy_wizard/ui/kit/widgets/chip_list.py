"""Short entries to add and remove: other names of a school, e-mail domains."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ....i18n import _
from ..accessible import announce, give_role
from ..layouts import FlowLayout
from .button import Button, IconButton
from .field import EntryLine, Field, limit_accents

_ELIDE, _PLAIN = Qt.TextElideMode.ElideMiddle, Qt.TextFormat.PlainText


def _take_as_it_is(text: str) -> str:
    return text


class ChipList(QWidget):
    """Emits `changed` when the user adds or removes one. `clean` corrects an entry, or raises ValueError(sentence)."""

    changed = Signal()

    def __init__(
        self,
        label: str,
        hint: str = "",
        clean: Callable[[str], str] = _take_as_it_is,
    ) -> None:
        super().__init__()
        self._clean = clean
        self._values: list[str] = []
        self.line, self.add = EntryLine(), Button("", "plain", "plus")
        self.line.setMaxLength(200)
        limit_accents(self.line)
        self.field = Field(label, self.line, hint)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.add)
        column = self.field.layout()
        assert isinstance(column, QVBoxLayout)  # noqa: S101  (Field's own)
        column.insertLayout(2, row)
        self._chips = QWidget()
        give_role(self._chips, "list")
        self._flow = FlowLayout(self._chips)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        outer.addWidget(self.field)
        outer.addWidget(self._chips)
        self.add.clicked.connect(self._on_add)
        self.line.entered.connect(self._on_add)
        self.line.textEdited.connect(lambda _text: self.field.set_fault(""))
        self.retranslate()
        self._redraw()

    @property
    def values(self) -> tuple[str, ...]:
        """The entries in the order in which they were added."""
        return tuple(self._values)

    def set_values(self, values: Iterable[str]) -> None:
        """Show these entries; emits nothing."""
        self._values = list(dict.fromkeys(values))
        self._redraw()

    def take_pending(self) -> bool:
        """Add what is typed but not yet added; False if it was refused. For pages about to be left."""
        return not self.line.text().strip() or self._on_add()

    def retranslate(self) -> None:
        self.add.setText(_("Add"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._redraw()

    def _on_add(self) -> bool:
        typed = self.line.text().strip()
        if not typed:
            return True
        try:
            value = self._clean(typed)
        except ValueError as refusal:
            self.field.set_fault(str(refusal))
            return False
        self.line.clear()
        if value not in self._values:
            self._values.append(value)
            self._redraw()
            announce(self, _("{entry} added", entry=value))
            self.changed.emit()
        return True

    def _remove(self, value: str) -> None:
        self._values.remove(value)
        self._redraw()
        self.line.setFocus()
        announce(self, _("{entry} removed", entry=value))
        self.changed.emit()

    def _redraw(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for value in self._values:
            self._flow.addWidget(self._chip(value))
        self._chips.setVisible(bool(self._values))

    def _chip(self, value: str) -> QWidget:
        chip, words = Chip(), QLabel(self.fontMetrics().elidedText(value, _ELIDE, 320))
        words.setTextFormat(_PLAIN)
        remove = IconButton(_("Remove {entry}", entry=value), "close")
        remove.setIconSize(QSize(14, 14))
        remove.clicked.connect(lambda: self._remove(value))
        row = QHBoxLayout(chip)
        row.setContentsMargins(12, 1, 3, 1)
        row.setSpacing(2)
        row.addWidget(words)
        row.addWidget(remove)
        return chip


class Chip(QFrame):
    """The pill around an entry."""
