"""The school's logo, dropped or chosen."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ....i18n import _
from ..accessible import give_role
from ..pictures import PictureFault, RefusedPicture, read_picture
from ..translation import Retranslated
from .button import Button
from .file_drop import FileDrop
from .notice import NoticeBox

_SHOWN = 72


class LogoPicker(Retranslated, QWidget):
    """Emits `changed` when the user picks or removes a logo; `logo` is a clean PNG or None."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._logo: bytes | None = None
        patterns = _("Pictures") + " (*.png *.jpg *.jpeg)"
        self.drop = FileDrop(_("School logo"), _("Or drop a PNG or JPEG picture here."), patterns)
        self._picture, self._remove = QLabel(), Button("", "quiet", "bin")
        give_role(self._picture, "graphic")
        self._fault = NoticeBox("warn", "", parent=self)
        self._shown = QWidget()
        row = QHBoxLayout(self._shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._picture)
        row.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._shown, self.drop, self._fault):
            column.addWidget(part)
        self.drop.picked.connect(self.take)
        self._remove.clicked.connect(self._on_remove)
        self.retranslate()
        self.set_logo(None)

    @property
    def logo(self) -> bytes | None:
        """The picture as PNG, or None."""
        return self._logo

    @property
    def fault(self) -> str:
        """Why the last picture was refused; empty if it was not."""
        return self._fault.message

    def set_logo(self, logo: bytes | None) -> None:
        """Show a logo, or the place to drop one; emits nothing."""
        self._logo = logo
        pixmap = QPixmap()
        if logo is not None:
            pixmap.loadFromData(logo)
        if not pixmap.isNull():
            ratio = self.devicePixelRatioF()
            side, smooth = round(_SHOWN * ratio), Qt.TransformationMode.SmoothTransformation
            pixmap = pixmap.scaled(side * 3, side, Qt.AspectRatioMode.KeepAspectRatio, smooth)
            pixmap.setDevicePixelRatio(ratio)
        self._picture.setPixmap(pixmap)
        self._shown.setVisible(logo is not None)
        self.drop.setVisible(logo is None)

    def take(self, path: Path) -> None:
        """Use the picture in a file, or say why not."""
        try:
            logo = read_picture(path)
        except RefusedPicture as refusal:
            self._fault.say("warn", self._sentence(refusal.fault))
            return
        self._fault.say("warn", "")
        self.set_logo(logo)
        self.changed.emit()

    def retranslate(self) -> None:
        """Set all texts anew."""
        self._remove.setText(_("Remove the logo"))
        self._picture.setAccessibleName(_("School logo"))

    def _sentence(self, fault: PictureFault) -> str:
        if fault is PictureFault.UNREADABLE:
            return _("This file cannot be opened. Check that it is still there, or choose another one.")
        if fault is PictureFault.TOO_LARGE:
            return _("This picture is too large. Choose one of at most 5 MB.")
        return _("This file is not a PNG or JPEG picture. Choose another one, or go on without a logo.")

    def _on_remove(self) -> None:
        self.set_logo(None)
        self.changed.emit()
