"""Choosing one person from the staff list by typing part of their name or number."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ....domain.register_views import PersonRow
from ....i18n import _, ngettext
from ...kit.accessible import announce
from ...kit.widgets.text import TextLabel
from ..words import NAME_OR_NUMBER, SEARCH_FOR_PERSON

_MOST = 8
_SEEN = 5  # whole rows; the others by scrolling
_AIR = 12  # pixels of frame and padding
_PAUSE = 120
_ID = Qt.ItemDataRole.UserRole


class PersonPicker(QWidget):
    """`search` gives people for what was typed; `picked(PersonRow)` when one is chosen, and `dropped` when what is
    typed after that names nobody yet. `why_none` says why nobody is found, where that is not that no one has the name.
    """

    picked = Signal(object)
    dropped = Signal()

    def __init__(
        self, search: Callable[[str, int], Sequence[PersonRow]], why_none: Callable[[str], str] = lambda _text: ""
    ) -> None:
        super().__init__()
        self._search, self._why_none = search, why_none
        self.line, self.found, self._nobody = QLineEdit(), QListWidget(), TextLabel("", "muted")
        self.line.setPlaceholderText(str(NAME_OR_NUMBER))
        self.line.setAccessibleName(str(SEARCH_FOR_PERSON))
        self.line.setClearButtonEnabled(True)
        self.found.setAccessibleName(_("People found"))
        self.found.hide()
        self._nobody.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.line, self.found, self._nobody):
            column.addWidget(part)
        self._rows: Sequence[PersonRow] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._list)
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self._on_return)
        self.found.itemActivated.connect(self._on_item)
        self.found.itemClicked.connect(self._on_item)
        self.setFocusProxy(self.line)

    def _on_edited(self) -> None:
        self._pause.start()
        self.dropped.emit()

    def _list(self) -> None:
        text = self.line.text().strip()
        self._rows = self._search(text, _MOST) if text else ()
        self.found.clear()
        for at, row in enumerate(self._rows):
            about = (row.member.name, row.member.number, row.member.role)
            item = QListWidgetItem(" · ".join(filter(None, about)), self.found)
            item.setData(_ID, at)
        self.found.setFixedHeight(self.found.sizeHintForRow(0) * min(len(self._rows), _SEEN) + _AIR)
        self.found.setVisible(bool(self._rows))
        is_none = bool(text) and not self._rows
        why = self._why_none(text) if is_none else ""
        self._nobody.setText((why or _("Nobody on the staff list has that name.")) if is_none else "")
        self._nobody.setVisible(bool(self._nobody.text()))
        announce(self, self._nobody.text() or ngettext("{n} found", "{n} found", len(self._rows)))

    def _on_return(self) -> None:
        self._pause.stop()
        self._list()
        if len(self._rows) == 1:
            self.pick(self._rows[0])
        elif self._rows:
            self.found.setFocus()

    def _on_item(self, item: QListWidgetItem) -> None:
        self.pick(self._rows[int(item.data(_ID))])

    def pick(self, row: PersonRow) -> None:
        """Choose this person, as whoever typed their name would."""
        self.found.hide()
        self.line.setText(f"{row.member.name} · {row.member.number}")
        self.picked.emit(row)
