"""A small picture with a place in it marked."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ..accessible import give_role

_LONGEST_SIDE = 240
_HALO, _LINE = QColor("white"), QColor("#c2185b")  # over pictures of any colour, in a light and a dark window alike


class MarkedPicture(QWidget):
    """`corners` are in parts of the picture's width and height; `name` is what a screen reader says."""

    def __init__(self, image: QImage, corners: Sequence[tuple[float, float]], name: str) -> None:
        super().__init__()
        give_role(self, "graphic")
        self.setAccessibleName(name)
        self._image, self._corners = image, corners
        size = image.size().scaled(_LONGEST_SIDE, _LONGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio)
        self.setFixedSize(size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture, and a line around the place: dark on a light one, so that it is seen on every ground."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(self.rect()), self._image)
        inside = QRectF(self.rect()).adjusted(3, 3, -3, -3)  # what lies outside is shown at the picture's edge
        shape = QPolygonF(
            [
                QPointF(
                    min(max(x * self.width(), inside.left()), inside.right()),
                    min(max(y * self.height(), inside.top()), inside.bottom()),
                )
                for x, y in self._corners
            ]
        )
        for colour, width in ((_HALO, 6.0), (_LINE, 3.0)):
            painter.setPen(
                QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            )
            painter.drawPolygon(shape)
