"""Tips are plain text: Qt takes one that looks like a web page for one, and fetches the pictures that it names.

Names in tips come from lists, downloads and files of others.
"""

from html import escape

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QToolTip, QWidget


class PlainTips(QObject):
    """Shows a tip with a tag in it as it is written."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees every event of the application, so it checks the class first."""
        if not isinstance(event, QHelpEvent) or not isinstance(watched, QWidget):
            return False
        said = _tip(watched, event.pos()) if event.type() == QEvent.Type.ToolTip else ""
        if "<" not in said:
            return False
        QToolTip.showText(event.globalPos(), f"<qt>{escape(said)}</qt>", watched)
        return True


def _tip(watched: QWidget, at: QPoint) -> str:
    view = watched.parent()
    if isinstance(view, QAbstractItemView) and view.viewport() is watched:
        return str(view.indexAt(at).data(Qt.ItemDataRole.ToolTipRole) or "")
    return watched.toolTip()


def keep_tips_plain() -> None:
    """For the whole application; once."""
    app = QApplication.instance()
    if app is not None and app.findChild(PlainTips) is None:
        app.installEventFilter(PlainTips(app))
