"""The school's own policies and checklists, as its next file carries them; each can be taken out again."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....domain.model import Catalogue
from ....i18n import _
from ....office.own_policies import next_files, waiting_files
from ....office.school_folder import SchoolFolder
from ...kit.layouts import clear, row
from ...kit.tag import Tag
from ...kit.widgets.button import Button
from ...kit.widgets.text import TextLabel


class OwnFiles(QWidget):
    """Hidden where the school has none. `wants_out(str)` when one is to be taken out."""

    wants_out = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def show_files(self, place: SchoolFolder, catalogue: Catalogue) -> None:
        """What the next file carries, and what has changed since the last. Raises SchoolTrouble."""
        clear(self._column)
        files, waiting = next_files(place), waiting_files(place)
        self.setVisible(bool(files or waiting))
        self._column.addWidget(TextLabel(_("Your own policies and checklists in the file"), "strong"))
        for name in sorted({*files, *waiting}):
            self._add(name, _title_of(name, catalogue), waiting)

    def _add(self, name: str, title: str, waiting: Mapping[str, bytes]) -> None:
        words = TextLabel(title)
        parts: list[QWidget] = [words]
        is_gone = name in waiting and not waiting[name]
        if is_gone:
            parts.append(Tag(_("Goes with the next signature"), "warn"))
        elif name in waiting:
            parts.append(Tag(_("Waits for your signature"), "accent"))
        if not is_gone:
            parts.append(self._button(name, title))
        self._column.addLayout(row(*parts, stretch=words))

    def _button(self, name: str, title: str) -> Button:
        out = Button(_("Take it out"), "link")
        out.setAccessibleDescription(title)
        out.clicked.connect(lambda: self.wants_out.emit(name))
        return out


def _title_of(name: str, catalogue: Catalogue) -> str:
    identifier = name.rpartition("/")[2].removesuffix(".yaml")
    found = catalogue.packs.get(identifier) or catalogue.checklists.get(identifier)
    return f"{found.title} ({found.version})" if found is not None else identifier
