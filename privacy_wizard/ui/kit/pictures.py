"""Reads a picture of unknown origin. It is redrawn, so that nothing but the picture itself is taken over."""

from enum import Enum, auto
from pathlib import Path

from attrs import frozen
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from ...pdf.faults import LogoFault
from ...pdf.logo_file import usable_logo
from ...system import read_at_most

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
