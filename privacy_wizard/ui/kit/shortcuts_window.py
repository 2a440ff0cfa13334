"""The keyboard shortcuts, in a small window."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from ...i18n import _
from .widgets.button import Button
from .widgets.text import Heading, TextLabel


def keys_of_both() -> tuple[tuple[str, str], ...]:
    """The keys that mean the same in wizard and console."""
    return (
        (_("Ctrl++, Ctrl+−, Ctrl+0"), _("Larger, smaller, normal text")),
        (_("F1"), _("Show these keys")),
    )


class ShortcutsWindow(QDialog):
    """Opened with F1. Each of `keys` is what to press, and what it does."""

    def __init__(self, keys: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(9)
        for row, (pressed, act) in enumerate(keys):
            grid.addWidget(TextLabel(pressed, "strong"), row, 0)
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
