"""What screen readers are told beyond what Qt tells them: headings, named groups, and announcements."""

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAccessibleWidget, QScrollArea, QWidget

_ROLE = "accessibleRole"
_ROLES = {
    "heading": QAccessible.Role.Heading,
    "group": QAccessible.Role.Grouping,
    "graphic": QAccessible.Role.Graphic,
    "list": QAccessible.Role.List,
}


def give_role(widget: QWidget, role: str) -> None:
    """Present a widget as a "heading", "group", "graphic" or "list". Call it in the widget's constructor."""
    if role not in _ROLES:
        raise ValueError(role)
    widget.setProperty(_ROLE, role)


def install_roles() -> None:
    """Make the roles known to Qt; once for each application."""
    QAccessible.installFactory(_interface)


def announce(widget: QWidget, message: str) -> None:
    """Have a screen reader announce something that happened on the screen."""
    if message and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, message))


def _interface(_class_name: str, watched: QObject) -> Any:
    if not isinstance(watched, QWidget):
        return None
    role = watched.property(_ROLE)
    if role in _ROLES:
        return _NamedRole(watched, _ROLES[role])
    if isinstance(watched, QScrollArea):
        # Qt's own counts its scroll bars anew at each question, and the program ends when a screen reader asks for
        # one that has just gone (QAccessibleAbstractScrollArea::child, Qt 6.11). This one answers that it is gone.
        return _NamedRole(watched, QAccessible.Role.Client)
    return None


class _NamedRole(QAccessibleWidget):
    """A widget with a role other than its class has."""

    def text(self, t: QAccessible.Text, /) -> str:
        """The accessible name, else the text that the widget shows."""
        widget = self.widget()
        if t == QAccessible.Text.Name:
            shown = getattr(widget, "text", None)
            return widget.accessibleName() or (str(shown()) if callable(shown) else "")
        return super().text(t)
