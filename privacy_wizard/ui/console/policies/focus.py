"""The focus in a panel that is built anew: it goes to the part of the same kind and name."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget


def focus_in(panel: QWidget) -> tuple[str, str, int] | None:
    """Which part of a panel has the focus, so that it can be found again in one that is built anew."""
    focused = QApplication.focusWidget()
    if focused is None or not panel.isAncestorOf(focused):
        return None
    alike = [each for each in panel.findChildren(QWidget) if _name_of(each) == _name_of(focused)]
    return (*_name_of(focused), alike.index(focused))


def give_focus(panel: QWidget, kind: str, name: str, at: int) -> None:
    """Give the focus to that part of it, if there still is one."""
    alike = [each for each in panel.findChildren(QWidget) if _name_of(each) == (kind, name)]
    if at < len(alike):
        alike[at].setFocus(Qt.FocusReason.OtherFocusReason)


def _name_of(part: QWidget) -> tuple[str, str]:
    text = getattr(part, "text", None)
    shown = str(text()) if callable(text) and not isinstance(part, QLineEdit) else ""
    return type(part).__name__, part.accessibleName() or shown
