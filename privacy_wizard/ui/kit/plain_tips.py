"""Tips are plain text: Qt takes one that looks like a web page for one, and fetches the pictures that it names.

Names in tips come from lists, downloads and files of others.
"""

from html import escape

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QToolTip, QWidget


def show_plainly(watched: QWidget, asked: QHelpEvent) -> bool:
    """Show a tip with a tag in it as it is written; whether there was one."""
    said = _tip(watched, asked.pos()) if asked.type() == QEvent.Type.ToolTip else ""
    if "<" not in said:
        return False
    QToolTip.showText(asked.globalPos(), f"<qt>{escape(said)}</qt>", watched)
    return True


def _tip(watched: QWidget, at: QPoint) -> str:
    view = watched.parent()
    if isinstance(view, QAbstractItemView) and view.viewport() is watched:
        return str(view.indexAt(at).data(Qt.ItemDataRole.ToolTipRole) or "")
    return watched.toolTip()
