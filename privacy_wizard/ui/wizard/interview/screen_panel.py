"""One screen of a platform: what it is called there, the way to it, its link, a code for the phone."""

from collections.abc import Mapping
from typing import Literal

from attrs import evolve
from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QMenu, QSizePolicy, QVBoxLayout, QWidget

from ....domain.model import Check, Screen, Steps
from ....domain.versions import shows_a_screen
from ....domain.ways import beyond, menus
from ....i18n import _
from ...kit.accessible import give_role
from ...kit.theme.theme import TypeStep, font_of
from ...kit.theme.tokens import tokens
from ...kit.widgets.button import Button
from ...kit.widgets.link_row import LinkRow
from ...kit.widgets.text import OTHER_LETTERS, TextLabel

Device = Literal["anywhere", "web", "iphone", "android"]
_GAP, _LINE = 26.0, 1.7
_OF_THEIR_OWN: tuple[Device, ...] = ("web", "iphone", "android")


def device_name(device: Device) -> str:
    """The name of a device; empty for the path common to all of them."""
    return {"web": _("On the web"), "iphone": _("iPhone"), "android": _("Android")}.get(device, "")


class Trail(QWidget):
    """The menus with arrows between them; the last one, the goal, is bold."""

    def __init__(self) -> None:
        super().__init__()
        self.words: tuple[str, ...] = ()
        self._heights: dict[int, int] = {}  # by the width: a layout asks again and again
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_path(self, path: str) -> None:
        """Show a path whose menus are parted by ">"."""
        self.words = tuple(word.strip() for word in path.split(">") if word.strip())
        self._heights.clear()
        self.setAccessibleName(_(", then ").join(self.words))
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in other letters."""
        if event.type() in OTHER_LETTERS:
            self._heights.clear()
        super().changeEvent(event)

    def hasHeightForWidth(self) -> bool:
        """A narrow page needs more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of its lines."""
        if width not in self._heights:
            lines = self._places(width)
            self._heights[width] = lines[-1][1].bottom() + 1 if lines else 0
        return self._heights[width]

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
    own = {device: paths[device] for device in _OF_THEIR_OWN if paths.get(device)}
    if not own:
        return {"anywhere": paths["anywhere"]} if paths.get("anywhere") else {}
    if len(set(own.values())) == 1 and len(own) == len(_OF_THEIR_OWN):
        return {"anywhere": own["web"]}
    return own


_DEVICES: tuple[Device, ...] = ("anywhere", *_OF_THEIR_OWN)
_NARROW = 560


class ScreenPanel(QFrame):
    """`device_chosen(str)` when somebody looks on another device from now on; `opened` when the browser was asked."""

    device_chosen = Signal(str)
    opened = Signal()

    def __init__(self, screen: Screen, device: str) -> None:
        super().__init__()
        give_role(self, "group")
        self.setAccessibleName(screen.title or _("Where to look"))
        paths = {each: str(getattr(screen.path, each) or "") for each in _DEVICES}
        self._paths = distinct(paths)
        self._trail, self._device = Trail(), Button("", "plain", "chevron-down")
        self._device.make_compact()
        words = QVBoxLayout()
        words.setSpacing(0)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(12, 4, 8, 4)
        self._line.setSpacing(8)
        self._line.addLayout(words, 1)
        if screen.title and screen.title not in self._goals:
            words.addWidget(TextLabel(screen.title, "small"))
        if self._paths:
            words.addWidget(self._trail)
        words.insertStretch(0, 1)
        words.addStretch(1)  # in the middle, beside buttons that are taller
        if len(self._paths) > 1:
            self._offer_devices()
            self._line.addWidget(self._device)
        self._not_known = TextLabel("", "small")
        self._line.addWidget(self._not_known, 0, Qt.AlignmentFlag.AlignVCenter)
        if screen.link:
            link = LinkRow(screen.link, is_short=True)
            link.opened.connect(self.opened)
            self._line.addWidget(link, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_device(device)

    @property
    def words(self) -> tuple[str, ...]:
        """The shown path, menu by menu."""
        return self._trail.words

    @property
    def not_known(self) -> str:
        """What is said where the way on the device is not known; empty where it is."""
        return self._not_known.text()

    def show_device(self, device: str) -> None:
        """Show the way on a device, where it has one of its own; else say so, and show another."""
        found = next((each for each in self._paths if each == device), next(iter(self._paths), None))
        if found is not None:
            self._trail.show_path(self._paths[found])
            self._device.setText(device_name(found))
        is_known = found in (None, "anywhere", device)
        self._not_known.setText("" if is_known else _not_known_on(device))
        self._not_known.setVisible(not is_known)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the way where the window is narrow."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    @property
    def _goals(self) -> set[str]:
        return {path.rpartition(">")[2].strip() for path in self._paths.values()}

    def _offer_devices(self) -> None:
        menu = QMenu(self._device)
        for device in self._paths:
            action = menu.addAction(device_name(device))
            action.triggered.connect(lambda _on=False, chosen=device: self._on_device(chosen))
        self._device.setMenu(menu)
        self._device.setAccessibleDescription(_("Where you look"))

    def _on_device(self, device: str) -> None:
        self.show_device(device)
        self.device_chosen.emit(device)


def _not_known_on(device: str) -> str:
    return _("The way in a browser is not known.") if device == "web" else _("The way in the app is not known.")


def way_beyond(check: Check, shown: Screen | None) -> Screen | None:
    """The check's own way where it leads on from the screen that is shown, or elsewhere; None where it does not.

    Rows of one screen often lie some menus further down, each behind a link of its own: only what comes after the
    screen is shown, since the way to it stands above.
    """
    own = screen_of(check)
    if own is None or shown is None:
        return own
    if own.path == shown.path and own.link in (None, shown.link):
        return None
    path = Steps(**{device: _from_there(own, shown, device) for device in _DEVICES})
    link = None if own.link == shown.link else own.link
    return evolve(own, path=path, link=link) if link or path != Steps() else None


def _from_there(own: Screen, shown: Screen, device: Device) -> str | None:
    """The way on a device, from where that to the screen ends."""
    if not getattr(own.path, device):
        return None
    way = menus(own.path, device)
    rest = beyond(way, menus(shown.path, device))
    return " > ".join(way) if rest is None else " > ".join((_("From there"), *rest)) if rest else None


def screen_of(check: Check) -> Screen | None:
    """The screen of one check alone; None where it leads to none."""
    return Screen(id=check.id, title="", path=check.steps, link=check.link) if shows_a_screen(check) else None
