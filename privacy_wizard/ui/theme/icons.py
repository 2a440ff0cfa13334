"""Our own icons, drawn in whatever colour the theme asks for, crisp at every scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from ..resource import resource
from .tokens import tokens

_SCALES = (1.0, 2.0)


@lru_cache(maxsize=256)
def icon_pixmap(name: str, color: str, size: int, scale: float) -> QPixmap:
    """One icon of `size` logical pixels in a colour "#rrggbb". FileNotFoundError where there is no such icon."""
    from PySide6.QtSvg import QSvgRenderer  # not needed for the first page

    svg = resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", color)
    pixmap = QPixmap(QSize(round(size * scale), round(size * scale)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def themed_icon(name: str, purpose: str = "text", size: int = 18) -> QIcon:
    """The icon in the colour of a purpose, faded where its button is off."""
    icon = QIcon()
    for scale in _SCALES:
        icon.addPixmap(icon_pixmap(name, getattr(tokens(), purpose), size, scale))
        icon.addPixmap(icon_pixmap(name, tokens().outline, size, scale), QIcon.Mode.Disabled)
    return icon


def paint_icon(painter: QPainter, name: str, purpose: str, rect: QRectF) -> None:
    """Paint the icon into a square of logical pixels."""
    scale = painter.device().devicePixelRatio()
    pixmap = icon_pixmap(name, getattr(tokens(), purpose), round(rect.width()), scale)
    painter.drawPixmap(rect.topLeft(), pixmap)
