"""Where to look: the menu path, the link, and how far the path can be trusted."""

from typing import cast

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....domain.model import Check
from ....domain.vocabulary import Confidence
from ...widgets.link_row import LinkRow
from ...widgets.menu_path import Device, MenuPath
from ...widgets.text import Text
from ..words import long_date, readable_date

_PROPERTY = "wizardDevice"
_DEVICES = ("anywhere", "web", "iphone", "android")


def _preferred() -> Device:
    app = QCoreApplication.instance()
    found = app.property(_PROPERTY) if app is not None else None
    return cast(Device, found or "web")


def _prefer(device: str) -> None:
    app = QCoreApplication.instance()
    if app is not None:
        app.setProperty(_PROPERTY, device)  # whoever looks on the phone does so at the next question, too


class WhereToLook(QWidget):
    """`opened` when the browser was asked for the setting."""

    opened = Signal()

    def __init__(self, check: Check, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        paths = {cast(Device, device): str(getattr(check.steps, device) or "") for device in _DEVICES}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(8)
        has_path = any(paths.values())
        if has_path:
            path = MenuPath(paths)
            path.show_device(_preferred())
            path.device_chosen.connect(_prefer)
            column.addWidget(path)
        if check.link:
            link = LinkRow(check.link)
            link.opened.connect(self.opened)
            column.addWidget(link)
        if has_path:
            column.addWidget(Text(f"{_origin(check)} {_sighting(check)}".strip(), "small"))

    @staticmethod
    def has_something(check: Check) -> bool:
        """Whether there is anything to show."""
        return bool(check.link) or any(getattr(check.steps, device) for device in _DEVICES)


def _origin(check: Check) -> str:
    translate = QCoreApplication.translate
    said = {
        Confidence.OFFICIAL: translate("WhereToLook", "From the service's own pages ({date})."),
        Confidence.THIRD_PARTY: translate("WhereToLook", "From a guide by others ({date})."),
        Confidence.WEAK: translate("WhereToLook", "From an older or short guide ({date})."),
        Confidence.UNCONFIRMED: translate("WhereToLook", "No source confirms this path."),
    }[check.confidence]
    return said.format(date=readable_date(check.source.date))


def _sighting(check: Check) -> str:
    translate = QCoreApplication.translate
    if check.last_seen is None:
        return translate("WhereToLook", "Nobody has checked this screen yet; yours may differ.")
    return translate("WhereToLook", "Last seen on a screen: {date}.").format(date=long_date(check.last_seen))
