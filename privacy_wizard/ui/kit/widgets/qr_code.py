"""A QR code for the phone, black on white in every theme, because cameras want it so."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ..accessible import give_role

_QUIET = 4  # modules of white around it, as the standard asks


def qr_image(text: str) -> QImage:
    """The code of a text, one pixel for each module, with its quiet zone."""
    import segno  # slow, and most questions never need it

    matrix = segno.make(text, error="m", micro=False).matrix
    side = len(matrix) + 2 * _QUIET
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                image.setPixelColor(x + _QUIET, y + _QUIET, QColor(Qt.GlobalColor.black))
    return image


class QrCode(QWidget):
    """Shows the code of a link; the link itself is its accessible description."""

    def __init__(self, link: str, name: str, side: int = 184, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, "graphic")
        self.setAccessibleName(name)
        self.setAccessibleDescription(link)
        self.setFixedSize(QSize(side, side))
        self._image = qr_image(link)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the modules sharp at every scale."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(Qt.GlobalColor.white))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        ratio = self.devicePixelRatioF()
        module = max(int(self.width() * ratio / self._image.width()), 1) / ratio
        side = module * self._image.width()
        corner = (self.width() - side) / 2
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(QRectF(corner, corner, side, side), self._image)
