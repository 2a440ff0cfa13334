"""PDFs leaving the program: opened in the system's viewer, or saved where the owner wants them."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PySide6.QtCore import QFileInfo, QSignalBlocker, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QHeaderView, QLineEdit, QListView, QTreeView, QWidget

from ...i18n import _
from ...system import write_private
from .settings import SettingsFile

_COLUMNS, _SIZE_AND_KIND = 4, (1, 2)  # of Qt's own list of files
_PLACES = 130  # pixels: so wide that their names are whole


def open_in_viewer(content: bytes, name: str) -> bool:
    """Open content in the system's program for it; returns whether there is one. Raises NotWritten."""
    path = passing_place(name)
    write_private(path, content)
    return open_file(path)


def passing_place(name: str) -> Path:
    """Where a file lies for another program: only its owner can read it there, and it goes when the program ends."""
    return _passing_folder() / name


def open_file(path: Path) -> bool:
    """Open a file in the system's program for it; returns whether there is one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def ask_where(
    parent: QWidget, title: str, name: str, chosen: Callable[[Path], None], *, kinds: str, suffix: str
) -> QFileDialog:
    """Ask where to save a new file; `chosen` is called if the user gives a place. The page stays usable meanwhile."""
    dialog = _dialog(parent, title, _WRITTEN_TO, chosen)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(kinds)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(name)
    dialog.open()
    return dialog


def ask_which(parent: QWidget, title: str, chosen: Callable[[Path], None], *, kinds: str) -> QFileDialog:
    """Ask for an existing file."""
    dialog = _dialog(parent, title, _READ_FROM, chosen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(kinds)
    dialog.open()
    return dialog


def ask_several(parent: QWidget, title: str, chosen: Callable[[list[Path]], None], *, kinds: str) -> QFileDialog:
    """Ask for one existing file or more."""
    dialog = _dialog(parent, title, _READ_FROM)
    dialog.filesSelected.connect(lambda paths: chosen([Path(each) for each in paths]))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilter(kinds)
    dialog.open()
    return dialog


def ask_folder(parent: QWidget, title: str, chosen: Callable[[Path], None], *, to_read: bool = False) -> QFileDialog:
    """Ask for an existing folder, to write into or `to_read`."""
    dialog = _dialog(parent, title, _READ_FROM if to_read else _WRITTEN_TO, chosen)
    if to_read:  # the next time beside it, where it can be chosen again
        dialog.filesSelected.connect(lambda paths: _remember_folder(_READ_FROM, Path(paths[0]).parent))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.show_folders_alone()
    dialog.open()
    return dialog


_READ_FROM, _WRITTEN_TO = "read from", "written to"  # what leaves does not land among what came in
_last: dict[str, Path] = {}  # the folder, once there is one


def _dialog(parent: QWidget, title: str, what: str, chosen: Callable[[Path], None] | None = None) -> "_FileDialog":
    """It starts where the last of its kind ended, also of an earlier run; at first in the user's documents, and never
    in the program's folder.
    """
    dialog, kept = _FileDialog(parent, title), _kept()
    before = [_last[what]] if what in _last else []
    before += [Path(kept.settings.folders[what])] if kept is not None and what in kept.settings.folders else []
    dialog.setDirectory(str(next(filter(_is_folder, (*before, _documents())), Path.home())))
    dialog.filesSelected.connect(lambda paths: _remember_folder(what, Path(paths[0])))
    if chosen is not None:
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    return dialog


class _FileDialog(QFileDialog):
    """Takes what was typed for what is meant.

    Qt selects whatever a typed path names on its way, and may be left with several folders selected: it then closes
    without naming any, or names another one than was typed. The system's own dialogs have no such field.
    """

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent, title)
        self._typed: str | None = None  # since something was last selected
        line, listed = self.findChild(QLineEdit, "fileNameEdit"), self.findChild(QListView, "listView")
        if isinstance(line, QLineEdit) and isinstance(listed, QListView):
            self._line, self._selected = line, listed.selectionModel()
            line.textEdited.connect(self._on_typed)
            line.completer().activated.connect(self._on_typed)
            self._selected.currentChanged.connect(lambda _now, _before: self._on_typed(None))

        self._listed = self.findChild(QTreeView, "treeView")
        if isinstance(self._listed, QTreeView):
            self._listed.header().setStretchLastSection(False)
            for column in range(1, _COLUMNS):  # no date is cut, and nothing scrolls sideways
                self._listed.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
            self._listed.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        places = self.findChild(QListView, "sidebar")
        if isinstance(places, QListView):
            places.setMinimumWidth(_PLACES)

    def show_folders_alone(self) -> None:
        """In the words of the page, and without what is said of files: kinds, sizes."""
        self.setLabelText(QFileDialog.DialogLabel.FileName, _("Folder:"))
        self.setLabelText(QFileDialog.DialogLabel.Accept, _("Choose"))
        for name in ("fileTypeLabel", "fileTypeCombo"):
            part = self.findChild(QWidget, name)
            if isinstance(part, QWidget):
                part.hide()
        if isinstance(self._listed, QTreeView):
            for column in _SIZE_AND_KIND:
                self._listed.setColumnHidden(column, True)

    def accept(self) -> None:
        """Nothing that is selected counts where a path was typed after it was."""
        if self._typed is not None:
            self._selected.clearSelection()
            blocker = QSignalBlocker(self._line)  # else Qt selects what is written into the field
            self._line.setText(self._typed)
            blocker.unblock()
        super().accept()

    def _on_typed(self, typed: str | None) -> None:
        self._typed = typed


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def _is_folder(path: Path) -> bool:
    """No, where nobody may look: `Path.is_dir` raises there."""
    return QFileInfo(str(path)).isDir()


def _remember_folder(what: str, chosen: Path) -> None:
    _last[what] = chosen if _is_folder(chosen) else chosen.parent
    if (kept := _kept()) is not None:
        kept.keep_folder(what, str(_last[what]))


def _kept() -> SettingsFile | None:
    """What the user's settings are kept in, where the program runs as a whole."""
    found = getattr(QApplication.instance(), "kept", None)
    return found if isinstance(found, SettingsFile) else None


@cache
def _passing_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="privacy-wizard-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
