"""Keeps logos small, so that a draft and a statement stay light."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter

MOST_BYTES = 500_000
_STEP = 0.75


def small_enough(logo: bytes | None) -> bytes | None:
    """The picture as a PNG of at most half a megabyte, made smaller where need be."""
    if logo is None or len(logo) <= MOST_BYTES:
        return logo
    image = QImage.fromData(QByteArray(logo))
    while len(logo) > MOST_BYTES and image.width() > 1:
        image = image.scaledToWidth(max(int(image.width() * _STEP), 1), Qt.TransformationMode.SmoothTransformation)
        logo = _png(image)
    return logo


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
