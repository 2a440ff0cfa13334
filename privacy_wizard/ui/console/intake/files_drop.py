"""A place to drop many things on: PDFs, folders, zips, e-mails."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from ....i18n import _
from ...kit.files import ask_folder
from ...kit.widgets.button import Button
from ...kit.widgets.file_drop import FileDrop
from ...kit.widgets.flow import FlowLayout


class FilesDrop(FileDrop):
    """`given(list[Path])` when files or folders were dropped or chosen."""

    given = Signal(object)

    def __init__(self, name: str, hint: str, patterns: str, parent: QWidget | None = None) -> None:
        super().__init__(name, hint, patterns, parent)
        self.folder = Button(_("Choose a folder"), "link")
        self.folder.setAccessibleDescription(name)
        self.folder.clicked.connect(self._on_folder)
        side_by_side = QWidget()
        self.ways = FlowLayout(side_by_side)
        self.body.removeWidget(self.button)
        for way in (self.button, self.folder):
            self.ways.addWidget(way)
        self.body.insertWidget(0, side_by_side, 0, Qt.AlignmentFlag.AlignHCenter)

    def retranslate(self) -> None:
        """Set all texts anew."""
        self.button.setText(_("Choose files"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders of this computer, and nothing else."""
        if _local(event):
            event.acceptProposedAction()
            self._show_over(over=True)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand them on."""
        self._show_over(over=False)
        paths = _local(event)
        if paths:
            event.acceptProposedAction()
            self.given.emit(paths)

    def _on_choose(self) -> None:
        chosen, _pattern = QFileDialog.getOpenFileNames(self, self.accessibleName(), "", self._patterns)
        if chosen:
            self.given.emit([Path(each) for each in chosen])

    def _on_folder(self) -> None:
        ask_folder(self, self.accessibleName(), lambda path: self.given.emit([path]))


def _local(event: QDropEvent) -> Sequence[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
