"""The keys, in a small window of their own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from ...i18n import _
from ..kit.widgets.button import Button
from ..kit.widgets.text import Heading, TextLabel


class ShortcutsWindow(QDialog):
    """Opened with F1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(9)
        for row, (keys, act) in enumerate(self._keys()):
            grid.addWidget(TextLabel(keys, "strong"), row, 0)
            grid.addWidget(TextLabel(act), row, 1)
        grid.setColumnStretch(1, 1)
        close = Button(_("Close"))
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(16)
        column.addWidget(Heading(_("Keyboard"), "section"))
        column.addLayout(grid)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(440)

    def _keys(self) -> tuple[tuple[str, str], ...]:
        return (
            (_("Ctrl+Enter, Alt+Right"), _("Go on")),
            (_("Esc, Alt+Left"), _("Go back")),
            (_("1 to 9"), _("Choose an answer")),
            (_("Arrow keys"), _("Move between answers")),
            (_("Tab"), _("Move to the next thing")),
            (_("Ctrl+Z"), _("Undo the last act")),
            (_("Ctrl++, Ctrl+−, Ctrl+0"), _("Larger, smaller, normal text")),
            (_("F1"), _("Show these keys")),
        )
