"""The keys, in a small window of their own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from .widgets.button import Button
from .widgets.text import Heading, Text


class ShortcutsWindow(QDialog):
    """Opened with F1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(9)
        for row, (keys, act) in enumerate(self._keys()):
            grid.addWidget(Text(keys, "strong"), row, 0)
            grid.addWidget(Text(act), row, 1)
        grid.setColumnStretch(1, 1)
        close = Button(self.tr("Close"))
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(16)
        column.addWidget(Heading(self.tr("Keyboard"), "section"))
        column.addLayout(grid)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(440)

    def _keys(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Ctrl+Enter, Alt+Right"), self.tr("Go on")),
            (self.tr("Esc, Alt+Left"), self.tr("Go back")),
            (self.tr("1 to 9"), self.tr("Choose an answer")),
            (self.tr("Arrow keys"), self.tr("Move between answers")),
            (self.tr("Tab"), self.tr("Move to the next thing")),
            (self.tr("Ctrl+Z"), self.tr("Undo the last act")),
            (self.tr("Ctrl++, Ctrl+−, Ctrl+0"), self.tr("Larger, smaller, normal text")),
            (self.tr("F1"), self.tr("Show these keys")),
        )
