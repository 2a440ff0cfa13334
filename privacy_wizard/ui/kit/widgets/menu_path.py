"""Where to find a setting: the menu path as the platform shows it, per device if the devices differ."""

from collections.abc import Mapping
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ....i18n import _
from ..theme.fonts import TypeStep, font_of
from ..theme.tokens import tokens

Device = Literal["anywhere", "web", "iphone", "android"]
_GAP, _LINE = 26.0, 1.7
_DEVICES: tuple[Device, ...] = ("web", "iphone", "android")


def device_name(device: Device) -> str:
    """The name of a device; empty for the path common to all of them."""
    return {"web": _("On the web"), "iphone": _("iPhone"), "android": _("Android")}.get(device, "")


class Trail(QWidget):
    """The menus with arrows between them; the last one, the goal, is bold."""

    def __init__(self) -> None:
        super().__init__()
        self.words: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_path(self, path: str) -> None:
        """Show a path whose menus are parted by ">"."""
        self.words = tuple(word.strip() for word in path.split(">") if word.strip())
        self.setAccessibleName(_(", then ").join(self.words))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """A narrow page needs more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of its lines."""
        lines = self._places(width)
        last = lines[-1][1] if lines else QRect()
        return last.bottom() + 1 if lines else 0

    def sizeHint(self) -> QSize:
        """A line as long as a column."""
        return QSize(300, self.heightForWidth(max(self.width(), 300)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the menus and the arrows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        places = self._places(self.width())
        for at, (word, rect) in enumerate(places):
            last = at == len(places) - 1
            painter.setFont(font_of(TypeStep.BODY, self.font(), strong=last))
            painter.setPen(tokens().color("text"))
            painter.drawText(rect, int(flags), word)
            if not last:
                self._paint_arrow(painter, QPointF(rect.right() + _GAP / 2, rect.center().y() + 0.5))

    def _paint_arrow(self, painter: QPainter, centre: QPointF) -> None:
        pen = painter.pen()
        pen.setColor(tokens().color("muted"))
        pen.setWidthF(1.6)
        painter.setPen(pen)
        tips = [centre + QPointF(-2, -4), centre + QPointF(2.2, 0), centre + QPointF(-2, 4)]
        painter.drawPolyline(tips)

    def _places(self, width: int) -> list[tuple[str, QRect]]:
        measure = QFontMetricsF(font_of(TypeStep.BODY, self.font(), strong=True))
        line = int(measure.height() * _LINE)
        x, y, places = 0, 0, list[tuple[str, QRect]]()
        for word in self.words:
            wide = int(measure.horizontalAdvance(word)) + 2
            if x and x + wide > width:
                x, y = 0, y + line
            tall = line * max(1, -(-wide // max(width, 1)))
            places.append((word, QRect(x, y, min(wide, width), tall)))
            x += wide + int(_GAP)
            y += tall - line
        return places


def distinct(paths: Mapping[Device, str]) -> dict[Device, str]:
    """One path for each device that has one of its own; a single one where they do not differ."""
    own = {device: paths[device] for device in _DEVICES if paths.get(device)}
    if not own:
        return {"anywhere": paths["anywhere"]} if paths.get("anywhere") else {}
    if len(set(own.values())) == 1 and len(own) == len(_DEVICES):
        return {"anywhere": own["web"]}
    return own
