"""Where a setting is found: the menu path as the platform shows it, per device where the devices differ."""

from collections.abc import Mapping
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QVBoxLayout, QWidget

from ....i18n import _
from ..theme.fonts import TypeStep, font_of
from ..theme.tokens import tokens

Device = Literal["anywhere", "web", "iphone", "android"]
_GAP, _LINE = 26.0, 1.7
_DEVICES: tuple[Device, ...] = ("web", "iphone", "android")


class MenuPath(QWidget):
    """The path "Settings > Privacy > Tagging"; with tabs where several differ; `device_chosen(str)` by a tab."""

    device_chosen = Signal(str)

    def __init__(self, paths: Mapping[Device, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths = distinct(paths)
        self._tabs, self._trail = QTabBar(), Trail()
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(False)
        self._tabs.setDrawBase(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._tabs)
        column.addWidget(self._trail)
        for _device in self._paths:
            self._tabs.addTab("")
        self._tabs.setVisible(len(self._paths) > 1)
        self._tabs.tabBarClicked.connect(self._on_clicked)
        self._tabs.currentChanged.connect(self._on_device)
        if not self._paths:
            self.hide()  # not setVisible(True): without a parent it would become a window for a moment
        self.retranslate()
        self._on_device(0)

    @property
    def tabs(self) -> QTabBar:
        """The devices; hidden where one path holds for all."""
        return self._tabs

    @property
    def words(self) -> tuple[str, ...]:
        """The shown path, menu by menu."""
        return self._trail.words

    def show_device(self, device: Device) -> None:
        """Show the path of a device, where it has one of its own."""
        if device in self._paths:
            self._tabs.setCurrentIndex(list(self._paths).index(device))

    def retranslate(self) -> None:
        """Set all texts anew."""
        self._tabs.setAccessibleName(_("Device"))
        for at, device in enumerate(self._paths):
            self._tabs.setTabText(at, device_name(device))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _on_clicked(self, at: int) -> None:
        if at >= 0:
            self.device_chosen.emit(list(self._paths)[at])

    def _on_device(self, at: int) -> None:
        paths = list(self._paths.values())
        self._trail.show_path(paths[at] if 0 <= at < len(paths) else "")


def device_name(device: Device) -> str:
    """What a device is called; nothing for the path that holds on all of them."""
    return {"web": _("On the web"), "iphone": _("iPhone"), "android": _("Android")}.get(device, "")


class Trail(QWidget):
    """The menus one after the other with arrows between them; the last one, the goal, is strong."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
