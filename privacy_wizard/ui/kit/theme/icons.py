"""Our own icons, drawn in whatever colour the theme asks for, crisp at every scale."""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from ....system.places import resource
from .tokens import tokens

_SCALES = (1.0, 2.0)
_SIZE = 18  # logical pixels


@lru_cache(maxsize=256)
def icon_pixmap(name: str, color: str, size: int, scale: float) -> QPixmap:
    """One icon of `size` logical pixels in a colour "#rrggbb". FileNotFoundError where there is no such icon."""
    side = round(size * scale)
    svg = resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", color)
    pixmap = QPixmap()
    pixmap.loadFromData(svg.replace("<svg", f'<svg width="{side}" height="{side}"', 1).encode(), "SVG")
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def themed_icon(name: str, purpose: str = "text", gap: int = 0, inset: int = 0) -> QIcon:
    """The icon in the colour of a purpose, faded where its button is off, with a gap for the words after it.

    `inset` is taken from the air before it, so that what is drawn stands where the line begins.
    """
    return _icon(name, getattr(tokens(), purpose), tokens().outline, gap, inset)


@lru_cache(maxsize=256)
def _icon(name: str, color: str, faded: str, gap: int, inset: int) -> QIcon:
    icon = QIcon()
    for scale in _SCALES:
        icon.addPixmap(_with_gap(icon_pixmap(name, color, _SIZE, scale), gap, inset))
        icon.addPixmap(_with_gap(icon_pixmap(name, faded, _SIZE, scale), gap, inset), QIcon.Mode.Disabled)
    return icon


def _with_gap(pixmap: QPixmap, gap: int, inset: int) -> QPixmap:
    if not (gap or inset):
        return pixmap
    scale = pixmap.devicePixelRatio()
    wider = QPixmap(pixmap.width() + round((gap - inset) * scale), pixmap.height())
    wider.setDevicePixelRatio(scale)
    wider.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wider)
    right_to_left = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    painter.drawPixmap(gap if right_to_left else -inset, 0, pixmap)
    painter.end()
    return wider


def paint_icon(painter: QPainter, name: str, purpose: str, rect: QRectF) -> None:
    """Paint the icon into a square of logical pixels."""
    scale = painter.device().devicePixelRatio()
    pixmap = icon_pixmap(name, getattr(tokens(), purpose), round(rect.width()), scale)
    painter.drawPixmap(rect.topLeft(), pixmap)
