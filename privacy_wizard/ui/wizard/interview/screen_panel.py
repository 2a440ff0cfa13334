"""One screen of a platform: what it is called there, the way to it, its link, a code for the phone."""

from attrs import evolve
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QMenu, QVBoxLayout

from ....domain.age import shows_a_screen
from ....domain.model import Check, Screen, Steps
from ....domain.ways import beyond, menus
from ....i18n import _
from ...kit.accessible import give_role
from ...kit.widgets.button import Button
from ...kit.widgets.link_row import LinkRow
from ...kit.widgets.menu_path import Device, Trail, device_name, distinct
from ...kit.widgets.text import TextLabel

_DEVICES: tuple[Device, ...] = ("anywhere", "web", "iphone", "android")
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
