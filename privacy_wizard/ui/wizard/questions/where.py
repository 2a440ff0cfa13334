"""Where to look: the menu path, the link, how old and how sure they are, and what to do where they do not fit."""

from datetime import date
from typing import cast

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ....domain.model import Check, Checklist
from ...kit.widgets.link_row import LinkRow
from ...kit.widgets.menu_path import Device, MenuPath
from .age import age_line
from .different import MyScreenDiffers

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

    def __init__(
        self, check: Check, checklist: Checklist, today: date, keeper: str = "", parent: QWidget | None = None
    ) -> None:
        """`keeper` is the address of whoever keeps the checklists, where the school names one."""
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
        column.addWidget(age_line(check, checklist.review_after_months, today))
        column.addWidget(MyScreenDiffers(check, checklist, today, keeper, _preferred()))
