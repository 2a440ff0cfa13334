"""The school's logo, dropped or chosen: a picture of unknown origin, redrawn so that nothing else is kept."""

from enum import Enum, auto
from pathlib import Path

from attrs import frozen
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ....i18n import _
from ....pdf.faults import LogoFault
from ....pdf.pictures import usable_logo
from ....system import read_at_most
from ..accessible import give_role
from ..translation import Retranslated
from .button import Button
from .file_drop import FileDrop
from .notice import NoticeBox

_MOST_BYTES = 5_000_000
_MOST_PIXELS = 40_000_000
_LONGEST_SIDE = 1000
LIGHT = 500_000  # bytes of a logo, so that drafts and documents stay light
_STEP = 0.75
_KINDS = (b"png", b"jpeg", b"jpg")


class PictureFault(Enum):
    """Why a picture cannot be used."""

    UNREADABLE = auto()  # the file cannot be opened
    TOO_LARGE = auto()  # more than 5 MB or 40 million pixels
    NOT_A_PICTURE = auto()  # neither PNG nor JPEG, or broken


@frozen
class RefusedPicture(Exception):
    """A picture that cannot be used."""

    fault: PictureFault


def read_picture(path: Path) -> bytes:
    """The picture as a clean PNG of at most 1000 pixels a side. RefusedPicture where it cannot be used."""
    try:
        content = read_at_most(path, _MOST_BYTES)
    except OSError as error:
        raise RefusedPicture(PictureFault.UNREADABLE) from error
    if content is None:
        raise RefusedPicture(PictureFault.TOO_LARGE)
    return as_png(_decode(content))


def _decode(content: bytes) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    if reader.format().data() not in _KINDS:
        raise RefusedPicture(PictureFault.NOT_A_PICTURE)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _MOST_PIXELS:
        raise RefusedPicture(PictureFault.TOO_LARGE if size.isValid() else PictureFault.NOT_A_PICTURE)
    try:
        usable_logo(content, _MOST_BYTES)  # Qt shows what there is of one that is cut off
    except LogoFault as fault:
        raise RefusedPicture(PictureFault.NOT_A_PICTURE) from fault
    image = reader.read()
    if image.isNull():
        raise RefusedPicture(PictureFault.NOT_A_PICTURE)
    return image


def as_png(image: QImage) -> bytes:
    """The picture alone, as PNG, of at most 1000 pixels a side."""
    if max(image.width(), image.height()) > _LONGEST_SIDE:
        box = QSize(_LONGEST_SIDE, _LONGEST_SIDE)
        image = image.scaled(box, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    bare = image.convertToFormat(QImage.Format.Format_RGBA8888)
    for key in bare.textKeys():
        bare.setText(key, "")
    return _png(bare)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def small_enough(logo: bytes | None) -> bytes | None:
    """The picture as a PNG of at most half a megabyte, made smaller where need be."""
    if logo is None or len(logo) <= LIGHT:
        return logo
    image = QImage.fromData(QByteArray(logo))
    while len(logo) > LIGHT and image.width() > 1:
        image = image.scaledToWidth(max(int(image.width() * _STEP), 1), Qt.TransformationMode.SmoothTransformation)
        logo = _png(image)
    return logo


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
